"""What readings need beyond the dossier: units seen at the end, what licences count, and the records that values name.

A constant number of queries. Values are records' handles or public ids as an editor read them ("org-baykar").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import F, Q
from django.utils.translation import gettext as _

from conflicts.models import IncidentItem
from core.dates import PartialDate
from core.kept import AnyOf, Kept, keys, texts
from core.merging import settle
from entities.models import Entity
from exports.models import Incorporation, ItemUnit, Licence, LicenceItem
from tracing.dossier.claims import CitationFact
from tracing.dossier.evidence import evidence_about
from tracing.dossier.facts import Dossier, Key, PartyFact, Used
from tracing.dossier.keys import keys_of
from tracing.dossier.known import known_on
from tracing.dossier.values import PARTY, party_of, used
from tracing.model import Chain

MOST_UNITS = 40
COVERED = Kept.by(LicenceItem.objects.values_list("licence", "item__canonical_id", "unit"), "licence")
SEEN = IncidentItem.objects.filter(AnyOf(F("incident"), keys("incidents")), unit__isnull=False).values("unit")
UNITS = Kept(
    ItemUnit.objects.filter(AnyOf(F("pk"), keys()) | (Q(pk__in=SEEN) & AnyOf(F("item__canonical_id"), keys("items"))))
    .select_related("item")
    .order_by("pk")[:MOST_UNITS],
    keys="bigint[]",
    incidents="bigint[]",
    items="bigint[]",
)
FITTINGS = Kept.by(
    Incorporation.objects.select_related("component", "platform", "component_unit__item", "platform_unit__item").filter(
        Q(component_unit__isnull=False) | Q(platform_unit__isnull=False)
    )
)
NAMED = AnyOf(F("handle"), texts("names")) | AnyOf(F("public_id"), texts("names"))
LICENCES = Kept(Licence.objects.filter(AnyOf(F("pk"), keys()) | NAMED), keys="bigint[]", names="text[]")
ENTITIES = Kept(Entity.objects.select_related(*PARTY, "same_as").filter(NAMED), names="text[]")


@dataclass(frozen=True, slots=True)
class UnitFact:
    """One physical thing."""

    record: Used
    item: int
    made: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class FittingFact:
    """A fitting of one named unit: its day is the day of that unit."""

    record: Used
    since: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class HappeningFact:
    """What was seen at the end of chains."""

    record: Used
    happened: PartialDate | None = None


@dataclass(frozen=True)
class Beside:
    """Use together with the dossier of the same chains."""

    units: Mapping[int, UnitFact] = field(default_factory=dict)
    fittings: Mapping[int, FittingFact] = field(default_factory=dict)
    happenings: Mapping[int, HappeningFact] = field(default_factory=dict)
    numbers: Mapping[int, str] = field(default_factory=dict)
    """Numbers printed on licences."""
    counts_named_units: frozenset[tuple[int, int]] = frozenset()
    """(licence, item) whose quantity is that of units named one by one."""
    parties: Mapping[str, PartyFact] = field(default_factory=dict)
    """By the handle or public id that a claim's value gives."""
    licences: Mapping[str, int] = field(default_factory=dict)
    licence_titles: Mapping[int, str] = field(default_factory=dict)
    """Also of those that only a claim names."""
    titles: Mapping[Key, Used] = field(default_factory=dict)
    """Records on the chains as a reader meets them."""
    citations: Mapping[Key, tuple[CitationFact, ...]] = field(default_factory=dict)
    """Of the records on the chains, beside them and of the units."""
    lineage: Mapping[int, frozenset[int]] = field(default_factory=dict)


def beside(chains: Sequence[Chain], dossier: Dossier, day: date | None = None) -> Beside:
    """Read it for the chains that the dossier was read for, or for some of them; with a day, as sources had it then."""
    units = _units(chains)
    found, lineage = evidence_about([("item_unit", pk) for pk in units])
    if day is not None:
        found = dict(known_on(Dossier(citations=found), day).citations)
        units = {pk: unit for pk, unit in units.items() if ("item_unit", pk) in found}
    citations = {**dossier.citations, **found}
    values = {claim.value_read for claims in citations.values() for claim in claims if claim.field}
    licences, fittings = _licences(dossier.licences, values), _fittings(chains, units if day else None)
    counted: dict[tuple[int, int], list[bool]] = defaultdict(list)
    for licence, item, unit in COVERED(keys=dossier.licences):
        counted[licence, item].append(unit is not None)
    return Beside(
        units=units,
        fittings=fittings,
        happenings=_happenings(chains),
        numbers={row.pk: row.number for row in licences},
        counts_named_units=frozenset(key for key, named in counted.items() if all(named)),
        parties={name: party_of(row.kept) for row in _entities(values) for name in (row.handle, row.public_id) if name},
        licences={name: row.pk for row in licences for name in (row.handle, row.public_id) if name},
        licence_titles={row.pk: row.title for row in licences},
        titles={**_titles(chains, dossier, units), **{one.record.key: one.record for one in fittings.values()}},
        citations=citations,
        lineage={**dossier.lineage, **lineage},
    )


def _units(chains: Sequence[Chain]) -> dict[int, UnitFact]:
    """Units that the chains name, and those of their items that an incident at their end names."""
    states = [state for chain in chains for link in chain.links for state in (link.source, link.target) if state]
    named = {state.unit.pk for state in states if state.unit is not None}
    incidents = {pk for kind, pk in keys_of(chains) if kind == "incident"}
    rows = UNITS(keys=named, incidents=incidents, items={state.item.pk for state in states})
    return {row.pk: UnitFact(used("item_unit", row), row.item_id, row.made) for row in settle(rows)}


def _fittings(chains: Sequence[Chain], among: Collection[int] | None) -> dict[int, FittingFact]:
    """Those of named units (`among`: of these only)."""
    rows = FITTINGS(keys=[pk for kind, pk in keys_of(chains) if kind == "incorporation"])
    return {
        row.pk: FittingFact(used("incorporation", row, _fitting_title(row)), row.since)
        for row in rows
        if among is None or {row.component_unit_id, row.platform_unit_id} - {None} <= set(among)
    }


def _fitting_title(row: Incorporation) -> str:
    """By the things that it names, so that it is not taken for the fitting of the type."""
    words = {"component": row.component_unit or row.component, "platform": row.platform_unit or row.platform}
    return _("“%(component)s” built into “%(platform)s”") % words


def _happenings(chains: Sequence[Chain]) -> dict[int, HappeningFact]:
    records = (record for chain in chains for record in chain.links[-1].records if record.kind == "incident")
    return {record.pk: HappeningFact(Used.of(record), record.when) for record in records}


def _licences(known: Iterable[int], values: set[str]) -> list[Licence]:
    return LICENCES(keys=list(known), names=values - {""})


def _entities(values: set[str]) -> list[Entity]:
    return ENTITIES(names=values - {""})


def _titles(chains: Sequence[Chain], dossier: Dossier, units: Mapping[int, UnitFact]) -> dict[Key, Used]:
    """As the records name themselves where the dossier has them; as the link shows them otherwise."""
    shown = {
        (record.kind, record.pk): Used.of(record)
        for chain in chains
        for record in (*chain.maker_records, *(record for link in chain.links for record in link.records))
    }
    facts = (dossier.shipments, dossier.licences, dossier.incorporations, dossier.incidents, units)
    known = [fact.record for kind in facts for fact in kind.values()]
    events = [event.record for licence in dossier.licences.values() for event in licence.events]
    promises = [promise.record for promise in dossier.undertakings]
    return {**shown, **{record.key: record for record in (*known, *events, *promises)}}

"""Before a source is withdrawn: which links of chains would rest on no source at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps

from evidence.choices import Stance
from evidence.models import Citation, Source, SourceLineage
from evidence.subjects import SUBJECTS
from exports.models.shipments import MOVES_GOODS
from tracing.choices import LinkKind
from tracing.dossier.facts import Used
from tracing.dossier.values import used
from tracing.rules.load_bearing import withdrawn_with

CARRIERS = {
    "shipment": (LinkKind.SHIPPED, ("item", "exporter", "recipient")),
    "incorporation": (LinkKind.BUILT_IN, ("component", "platform")),
    "licence": (LinkKind.AUTHORISED, ()),
    "incident": (LinkKind.SEEN, ()),
}
"""The kinds of record that carry links, with what their names need."""


@dataclass(frozen=True, slots=True)
class Falling:
    """A link that nothing would carry any more."""

    verb: str
    record: Used


def links_that_fall(source: Source, most: int | None = None) -> tuple[Falling, ...]:
    """Use before a source is withdrawn, on its page and in the admin: the links that it alone carries.

    Sources that rest on nothing but it fall with it, as a repost with what it reposts. Five queries, and two more for
    each generation of such sources. A register carries tens of thousands: `most` names only the first of each kind.
    """
    gone = _gone_with(source.pk)
    return tuple(
        Falling(CARRIERS[column][0].verb, used(column, row))
        for column in CARRIERS
        for row in _rows(column, gone)[:most]
    )


def number_that_fall(source: Source) -> int:
    """How many there are."""
    gone = _gone_with(source.pk)
    return sum(_rows(column, gone).count() for column in CARRIERS)


def _gone_with(source: int) -> frozenset[int]:
    descendants, at = set[int](), {source}
    while at:
        found = set(SourceLineage.objects.filter(origin__in=at).values_list("source", flat=True))
        at = found - descendants - {source}
        descendants |= at
    lineage: dict[int, set[int]] = defaultdict(set)
    for derived, origin in SourceLineage.objects.filter(source__in=descendants).values_list("source", "origin"):
        lineage[derived].add(origin)
    rests = {derived: frozenset(origins) for derived, origins in lineage.items()}
    return withdrawn_with(source, {pk: rests[pk] for pk in descendants if rests.get(pk)})


def _rows(column: str, gone: Iterable[int]) -> Any:
    supporting = Citation.objects.filter(stance=Stance.SUPPORTS, **{f"{column}__isnull": False})
    mine = supporting.filter(source__in=gone).values(column)
    others = supporting.filter(**{f"{column}__in": mine}).exclude(source__in=gone).values(column)
    _kind, names = CARRIERS[column]
    rows: Any = apps.get_model(SUBJECTS[column])._default_manager.select_related(*names)
    if column == "shipment":
        rows = rows.filter(MOVES_GOODS)  # what was stopped on the way is no link of a chain
    return rows.filter(pk__in=mine).exclude(pk__in=others).order_by("pk")

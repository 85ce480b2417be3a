"""A chain with all that carries it: each link's records, their claims, and what they disagree about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Q

from conflicts.models import Incident
from core.models import Record
from evidence.choices import Stance
from evidence.contradictions.model import Contradiction
from evidence.grading import independent_groups
from evidence.subjects import SUBJECTS
from exports.models import ItemUnit
from pages.claims import Claim, claims_of_all
from pages.contradictions import what_disagrees
from pages.flags import Asked, Flag, by_rule, numbered, policy_at
from pages.source_list import SourceList, source_list
from pages.weights import Weight
from tracing.dossier.evidence import lineage_above
from tracing.dossier.facts import Dossier
from tracing.dossier.known import known_on
from tracing.dossier.load import dossier_of
from tracing.model import Chain, Link, RecordRef
from tracing.policy import PolicyNote, policy_of
from tracing.rules import judge
from tracing.timeline.around import Around, record_title
from tracing.timeline.gather import moments_around
from tracing.timeline.moments import Moment

MOST_BESIDE = 40


@dataclass(frozen=True, slots=True)
class RecordShown:
    """A record of a link with its claims."""

    record: RecordRef
    title: str
    claims: tuple[Claim, ...]

    @property
    def weight(self) -> Weight:
        """Its sources and origins."""
        return Weight(self.record.sources, self.record.origins, self.record.rung)

    @property
    def sources(self) -> SourceList:
        """Its sources with what each makes of it."""
        return source_list(self.claims)


@dataclass(frozen=True, slots=True)
class LinkShown:
    """A link with its records; none for a gap."""

    number: int
    link: Link
    records: tuple[RecordShown, ...]
    policy: tuple[Flag, ...] = ()
    """Measures at this step, most telling first."""


class ChainShown:
    """Everything the trace page says about one chain. Each part is read once, in a fixed number of queries."""

    def __init__(
        self,
        chain: Chain,
        rivals: Sequence[Chain] = (),
        known_on: date | None = None,
        dossier: Dossier | None = None,
    ) -> None:
        self.chain, self.rivals, self.known_on = chain, rivals, known_on
        self._dossier = dossier

    @cached_property
    def dossier(self) -> Dossier:
        """What surrounds the chain and its rivals; a dossier around more chains, if one was given, serves as well."""
        return known_on(self._dossier or dossier_of([self.chain, *self.rivals]), self.known_on)

    @cached_property
    def flags(self) -> list[Flag]:
        """What the rules say about the chain, numbered."""
        return numbered(judge(self.chain, self.dossier))

    @cached_property
    def asked_of_rules(self) -> list[Asked]:
        """The same by rule."""
        return by_rule(self.flags)

    @cached_property
    def flagged(self) -> int:
        """How many findings ask for a look."""
        return sum(flag.finding.outcome.is_flag for flag in self.flags)

    @cached_property
    def claims(self) -> Mapping[tuple[str, int], list[Claim]]:
        """The claims about every record on the chain."""
        keys: dict[str, set[int]] = defaultdict(set)
        for record in self._records():
            if record.kind in SUBJECTS:
                keys[record.kind].add(record.pk)
        found = claims_of_all({kind: sorted(keys[kind]) for kind in sorted(keys)}, self.known_on)
        return {(kind, key): claims for kind, records in found.items() for key, claims in records.items()}

    def _records(self) -> Iterable[RecordRef]:
        yield from self.chain.maker_records
        for link in self.chain.links:
            yield from link.records

    @cached_property
    def links(self) -> list[LinkShown]:
        """The links in order, numbered from 1."""
        return [
            LinkShown(
                number,
                link,
                tuple(self._shown(link, record) for record in link.records),
                tuple(policy_at(self.flags, number)),
            )
            for number, link in enumerate(self.chain.links, start=1)
        ]

    def _shown(self, link: Link, record: RecordRef) -> RecordShown:
        claims = self.claims.get((record.kind, record.pk), ())
        return RecordShown(record, record_title(link, record), tuple(claims))

    @cached_property
    def on_the_chain(self) -> list[Contradiction]:
        """What the records on the chain are disputed in."""
        shown = {(one.record.kind, one.record.pk): one for link in self.links for one in link.records}
        makers = {(record.kind, record.pk): record.title for record in self.chain.maker_records}
        titles = makers | {key: one.title for key, one in shown.items()}
        return what_disagrees(titles, self.claims)

    @cached_property
    def beside_it(self) -> list[Contradiction]:
        """The same for its things: units of its items, and other incidents with them in the same war."""
        items = Around.of(self.chain).items
        on_chain = {record.pk for record in self._records() if record.kind == "incident"}
        wars = {link.conflict.pk for link in self.chain.links if link.conflict}
        seen = Incident.objects.filter(
            items__item__canonical_id__in=items, conflict__in=wars, is_disputed=True
        ).exclude(pk__in=on_chain)
        ends = Q(incident_items__incident__conflict__in=wars) | Q(incident_items__isnull=True)
        units = ItemUnit.objects.filter(ends, item__canonical_id__in=items, is_disputed=True)
        return _disagreements_of({"item_unit": _once(units), "incident": _once(seen)}, self.known_on)

    @cached_property
    def weight(self) -> Weight:
        """Different sources that carry the chain, and the independent origins behind them."""
        supporting = {c.source.pk for claims in self.claims.values() for c in claims if c.stance == Stance.SUPPORTS}
        groups = independent_groups(supporting, lineage_above(supporting))
        return Weight(len(supporting), len(groups))

    @cached_property
    def policy(self) -> Mapping[int, PolicyNote]:
        """What was in force at each of its steps, for the picture."""
        return policy_of(self.chain, [flag.finding for flag in self.flags], self.dossier)

    @cached_property
    def moments(self) -> list[Moment]:
        """What happened around it, by date."""
        return moments_around(self.chain, self.rivals, known_on=self.known_on)


def _once(rows: Iterable[Record]) -> list[Record]:
    return list({row.pk: row for row in rows}.values())[:MOST_BESIDE]


def _disagreements_of(rows: Mapping[str, Sequence[Record]], known_on: date | None) -> list[Contradiction]:
    found = claims_of_all({column: [row.pk for row in records] for column, records in rows.items()}, known_on)
    titles = {(column, row.pk): str(row) for column, records in rows.items() for row in records}
    return what_disagrees(titles, {key: found[key[0]].get(key[1], ()) for key in titles})

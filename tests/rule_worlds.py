"""Chains with what surrounds them, built by hand: no database, so that a rule is seen to read nothing else.

Step(giver, taker) …: one transfer each; `world(...)` puts them in a row and gives the chain and its dossier.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from core.dates import PartialDate, Period
from tracing.choices import Ending, LinkKind, NodeKind, TimeVerdict
from tracing.dossier.claims import CitationFact, SourceFact
from tracing.dossier.facts import (
    Amount,
    Dossier,
    EventFact,
    IncidentFact,
    IncorporationFact,
    ItemFact,
    LicenceFact,
    MeasureFact,
    PartyFact,
    Reading,
    ShipmentFact,
    Target,
    UndertakingFact,
    Used,
)
from tracing.model import Chain, Link, Node, RecordRef, State
from tracing.rules import Finding, Rule

NUMBERS = count(1)


def day(text: str) -> PartialDate | None:
    return PartialDate.parse(text) if text else None


def record(kind: str, title: str = "") -> Used:
    pk = next(NUMBERS)
    return Used(kind, pk, f"{kind[:2]}-{pk}", title or f"{kind} {pk}", f"/{kind}/{pk}/")


def party(name: str, country: str = "", kind: str = "company", part_of: PartyFact | None = None) -> PartyFact:
    pk = next(NUMBERS)
    names = part_of.known_as if part_of else frozenset[int]()
    return PartyFact(pk, f"en-{pk}", name, kind, country=country, names=names)


CANADA = party("Government of Canada", "CA", "state")
WESCAM, BAYKAR = party("Wescam", "CA"), party("Baykar", "TR")
FORCES, NAVY = party("Azerbaijani forces", "AZ", "armed_force"), party("Turkish navy", "TR", "armed_force")
CAMERA = ItemFact(next(NUMBERS), "Camera", "component")
AIRCRAFT = ItemFact(next(NUMBERS), "Aircraft", "platform")


def measure(  # noqa: PLR0917  # the columns of a measure
    start: str,
    end: str = "",
    target: str = "TR",
    kind: str = "embargo",
    issuer: PartyFact = CANADA,
    force: str = "binding",
    items: Iterable[ItemFact] = (),
    scope: str = "",
    relaxes: MeasureFact | None = None,
    coverage: Sequence[str] = (),
    at: PartyFact | None = None,
    words: str = "",
    ends: Sequence[str] = (),
) -> MeasureFact:
    targets = [Target(target, country=target)] if target else []
    targets += [Target(at.name, party=at.pk)] if at else []
    targets += [Target(words)] if words else []
    readings = tuple(Reading(record("measure_reading"), f"Reader {n}", one, one) for n, one in enumerate(coverage))
    return MeasureFact(
        record("measure"),
        kind,
        issuer,
        force,
        Period(day(start), day(end)),
        tuple(targets),
        frozenset(item.pk for item in items),
        scope=scope,
        relaxes=relaxes.record.pk if relaxes else None,
        readings=readings,
        ends=tuple(map(day, ends)),
    )


def source(name: str) -> SourceFact:
    pk = next(NUMBERS)
    return SourceFact(pk, f"so-{pk}", name, name, "original", "B", None, f"/sources/so-{pk}/")


def says(by: SourceFact, stance: str = "supports") -> CitationFact:
    return CitationFact(next(NUMBERS), by, stance, "2", "deal")


@dataclass
class World:
    """Collects links in order; `ask(rule)` judges the chain that they make."""

    holder: PartyFact = WESCAM
    item: ItemFact = CAMERA
    links: list[Link] = field(default_factory=list)
    dossier: Dossier = field(default_factory=lambda: Dossier(items={CAMERA.pk: CAMERA, AIRCRAFT.pk: AIRCRAFT}))
    citations: dict[tuple[str, int], tuple[CitationFact, ...]] = field(default_factory=dict)
    tables: dict[str, dict[int, object]] = field(default_factory=dict)
    beside: dict[str, tuple[object, ...]] = field(default_factory=dict)
    lineage: dict[int, frozenset[int]] = field(default_factory=dict)
    parties: dict[int, PartyFact] = field(default_factory=lambda: {WESCAM.pk: WESCAM})

    def ship(self, to: PartyFact, when: str = "", *, cited: Iterable[CitationFact] = (), **fields: object) -> World:
        values: dict[str, object] = {
            "kind": "sale", "status": "delivered", "authorised": "not_stated", "ordered": None,
            "delivered": day(when), "licence": None, "origin": "", "destination": "", "amount": Amount(),
        }  # fmt: skip
        fact = ShipmentFact(record("shipment"), **(values | fields))  # type: ignore[arg-type]
        return self._moved(LinkKind.SHIPPED, to, "shipment", fact, when, cited=cited)

    def permit(self, to: PartyFact, issued: str = "", *, until: str = "", **fields: object) -> World:
        values: dict[str, object] = {
            "kind": "individual", "issued": day(issued), "valid_until": day(until), "destination": "TR",
            "destination_name": "Türkiye", "parties": (("exporter", self.holder), ("consignee", to)),
        }  # fmt: skip
        fact = LicenceFact(record("licence"), **(values | fields))  # type: ignore[arg-type]
        return self._moved(LinkKind.AUTHORISED, to, "licence", fact, issued, cited=())

    def gap(self, to: PartyFact) -> World:
        return self._link(LinkKind.NO_RECORD, self.item, to, ())

    def known_as(self, to: PartyFact) -> World:
        return self._link(LinkKind.RECORDED_AS, self.item, to, ())

    def build_in(self, each: Amount = Amount(), *, cited: Iterable[CitationFact] = ()) -> World:  # noqa: B008  # frozen
        fact = IncorporationFact(record("incorporation"), "standard", each)
        self._keep("incorporation", fact, cited)
        return self._link(LinkKind.BUILT_IN, AIRCRAFT, self.holder, (self._reference(fact.record, ""),))

    def seen(  # noqa: PLR0917  # the columns of an incident
        self, when: str = "2020-10", place: str = "", amount: Amount = Amount(), user: PartyFact | None = None,  # noqa: B008
        conflict: int | None = 1, cited: Iterable[CitationFact] = (),
    ) -> World:  # fmt: skip
        fact = IncidentFact(record("incident"), "used", user or self.holder, place, conflict, amount)
        self._keep("incident", fact, cited)
        node = Node(NodeKind.INCIDENT, fact.record.pk, fact.record.public_id, fact.record.title)
        state = self._state()
        self.links.append(Link(LinkKind.SEEN, state, None, node, None, (self._reference(fact.record, when),)))
        return self

    def under(self, *measures: MeasureFact) -> World:
        self.beside["measures"] = (*self.beside.get("measures", ()), *measures)
        return self

    def promised(self, terms: str, kind: str = "assurance", by: PartyFact = BAYKAR) -> World:
        fact = UndertakingFact(record("undertaking"), kind, by, None, frozenset({CAMERA.pk, AIRCRAFT.pk}), None, terms)
        self.beside["undertakings"] = (*self.beside.get("undertakings", ()), fact)
        return self

    def _moved(
        self, kind: LinkKind, to: PartyFact, table: str, fact: ShipmentFact | LicenceFact, when: str, *,
        cited: Iterable[CitationFact],
    ) -> World:  # fmt: skip
        self._keep(table, fact, cited)
        return self._link(kind, self.item, to, (self._reference(fact.record, when),))

    def _keep(self, table: str, fact: object, cited: Iterable[CitationFact]) -> None:
        used = fact.record  # type: ignore[attr-defined]
        self.tables.setdefault(f"{table}s", {})[used.pk] = fact
        self.citations[table, used.pk] = tuple(cited)

    def _reference(self, used: Used, when: str) -> RecordRef:
        return RecordRef(used.kind, used.pk, used.public_id, used.title, used.url, when=day(when))

    def _state(self) -> State:
        kind = NodeKind.PLATFORM if self.item is AIRCRAFT else NodeKind.COMPONENT
        item = Node(kind, self.item.pk, f"it-{self.item.pk}", self.item.name)
        holder = Node(NodeKind(self.holder.kind), self.holder.pk, self.holder.public_id, self.holder.name)
        return State(item, holder)

    def _link(self, kind: LinkKind, item: ItemFact, to: PartyFact, records: tuple[RecordRef, ...]) -> World:
        before = self._state()
        self.item, self.holder = item, to
        self.parties[to.pk] = to
        self.links.append(Link(kind, before, self._state(), records=records))
        return self

    @property
    def chain(self) -> Chain:
        return Chain(tuple(self.links), Ending.COMPLETE, TimeVerdict.NO_DATES)

    @property
    def surroundings(self) -> Dossier:
        names: Mapping[str, str] = {"CA": "Canada", "TR": "Türkiye", "AZ": "Azerbaijan"}
        tables: dict[str, Any] = {**self.tables, **self.beside}
        return Dossier(
            parties=self.parties, items=self.dossier.items, citations=self.citations, lineage=self.lineage,
            countries=names, **tables,
        )  # fmt: skip

    def ask(self, rule: Rule) -> tuple[Finding, ...]:
        return rule.findings(self.chain, self.surroundings)


def event(kind: str, happened: str) -> EventFact:
    return EventFact(record("licence_event"), kind, day(happened))

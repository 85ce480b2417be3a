"""The rules of docs/tracing.md once more, in plain Python and without SQL, to compare the trace with. Slow on purpose.

It looks at every record again and again until nothing new is found. It shares no code with `tracing/` but the names of
link kinds.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any

from conflicts.models import Belligerent, Incident, IncidentItem
from core.dates import PartialDate
from core.truth import Truth
from entities.models import Entity
from evidence.grading import Claim, grade
from exports.models import (
    Incorporation,
    Item,
    ItemUnit,
    Licence,
    LicenceEvent,
    LicenceItem,
    LicenceParty,
    Shipment,
    ShipmentUnit,
)
from tests.worlds import Said, World

ALWAYS, NEVER = date.min, date.max
SENDS, GETS = {"exporter", "applicant"}, {"consignee", "ultimate_consignee", "declared_end_user"}
RANKS = {"established": 4, "corroborated": 3, "credible": 2, "claimed": 1, "ungraded": 0}

State = tuple[int, int | None, int, bool]
"""item, unit, holder, reached (left) under another name"""

Thing = tuple[int, int | None, int]
Windows = set[tuple[date, date]]
Recorded = tuple[str, int, Thing, Thing, date, date]


@dataclass(frozen=True)
class Hop:
    """A link between two states, without time: holder None is an incident."""

    kind: str
    record: int | None
    source: State
    target: State | None
    first: date
    last: date


@dataclass
class Oracle:
    """One world under one question."""

    world: World
    as_of: date = NEVER
    weakest: int = 0
    gaps: bool = True
    roll_ups: bool = True
    backward: bool = False
    known_on: date | None = None

    def __post_init__(self) -> None:
        known = self.world.rows if self.known_on is None else known_rows(self.world, self.known_on)
        self.known: dict[Any, list[Any]] = dict(known)

    def rows(self, model: Any) -> list[Any]:
        return self.known.get(model, [])

    # Who is who

    def entity(self, pk: int) -> Entity:
        found: Entity = next(e for e in self.rows(Entity) if e.pk == pk)
        return found

    def names(self, pk: int) -> set[int]:
        """Under whom else a record may name this party."""
        here, others = self.entity(pk), set()
        for other in self.rows(Entity):
            one_is_state = (here.kind == "state") != (other.kind == "state")
            same_country = here.country_id is not None and here.country_id == other.country_id
            if other.pk == here.part_of_id or other.part_of_id == pk or (one_is_state and same_country):
                others.add(other.pk)
        return others - {pk}

    def fighting_names(self, pk: int) -> set[int]:
        here = self.entity(pk)
        states = {
            e.pk for e in self.rows(Entity)
            if e.kind == "state" and here.country_id is not None and e.country_id == here.country_id
        }  # fmt: skip
        return {pk, *states} | ({here.part_of_id} if here.part_of_id else set())

    # Who moves on, needs, leads on, was brought

    def alive(self) -> list[Shipment]:
        return [s for s in self.rows(Shipment) if s.status not in {"stopped", "cancelled"}]

    def parties(self, item: int, roles: set[str]) -> set[int]:
        licences = {c.licence_id for c in self.rows(LicenceItem) if c.item_id == item}
        return {p.entity_id for p in self.rows(LicenceParty) if p.licence_id in licences and p.role in roles}

    def movers(self, item: int) -> set[int]:
        return {s.exporter_id for s in self.alive() if s.item_id == item} | {
            f.integrator_id for f in self.rows(Incorporation) if f.component_id == item
        }

    def users(self, item: int, *, of_parts: bool) -> set[int]:
        named = [n for n in self.rows(IncidentItem) if n.item_id == item and (of_parts or n.role != "part")]
        incidents = {n.incident_id for n in named}
        return {i.user_id for i in self.rows(Incident) if i.pk in incidents and i.user_id}

    def needed(self, item: int) -> set[int]:
        return self.movers(item) | self.users(item, of_parts=False)

    def onward(self, item: int) -> set[int]:
        return self.movers(item) | self.users(item, of_parts=True) | self.parties(item, SENDS)

    def brought(self, item: int) -> set[int]:
        makers = {i.maker_id for i in self.rows(Item) if i.pk == item}
        received = {s.recipient_id for s in self.alive() if s.item_id == item}
        built = {f.integrator_id for f in self.rows(Incorporation) if f.platform_id == item}
        return makers | received | built | self.parties(item, GETS)

    def is_brought(self, item: int, holder: int) -> bool:
        return bool(self.brought(item) & ({holder} | self.names(holder)))

    def leads_on(self, item: int, holder: int) -> bool:
        return bool(self.onward(item) & ({holder} | self.names(holder)))

    # Links

    def counts(self, record: Any, first: date) -> bool:
        return first <= self.as_of and RANKS[record.strength] >= self.weakest

    def recorded(self) -> Iterator[Recorded]:
        """Every record that counts: kind, record, (item, unit, holder) before and after, first and last day."""
        yield from self.shipped()
        yield from self.built_in()
        yield from self.authorised()

    def shipped(self) -> Iterator[Recorded]:
        for ship in self.alive():
            ordered, (first, last) = _side(ship.ordered, 0), _sides(ship.delivered)
            if not self.counts(ship, first or ordered or ALWAYS):
                continue
            if first is None and ordered is not None:
                first = min(ordered, last or NEVER)
            kind = "produced_under_licence" if ship.kind == "licensed_production" else "shipped"
            for unit in [u.unit_id for u in self.rows(ShipmentUnit) if u.shipment_id == ship.pk] or [None]:
                before, after = (ship.item_id, unit, ship.exporter_id), (ship.item_id, unit, ship.recipient_id)
                yield kind, ship.pk, before, after, first or ALWAYS, last or NEVER

    def built_in(self) -> Iterator[Recorded]:
        for fit in self.rows(Incorporation):
            first, last = _sides(fit.since)
            if not self.counts(fit, first or ALWAYS):
                continue
            names_unit = fit.component_unit_id is not None or fit.platform_unit_id is not None
            if not names_unit:
                last = _sides(fit.until)[1]
            elif fit.kind == "planned":
                last = None
            if fit.kind in {"observed", "planned"}:
                first = None
            before = (fit.component_id, fit.component_unit_id, fit.integrator_id)
            after = (fit.platform_id, fit.platform_unit_id, fit.integrator_id)
            yield "built_in", fit.pk, before, after, first or ALWAYS, last or NEVER

    def authorised(self) -> Iterator[Recorded]:
        refused = {e.licence_id for e in self.rows(LicenceEvent) if e.kind == "refused"}
        for permit in self.rows(Licence):
            first, last = _sides(permit.issued)[0], _sides(permit.valid_until)[1]
            if permit.pk in refused or not self.counts(permit, first or ALWAYS):
                continue
            parties = [p for p in self.rows(LicenceParty) if p.licence_id == permit.pk]
            senders = {p.entity_id for p in parties if p.role in SENDS}
            getters = {p.entity_id for p in parties if p.role in GETS}
            for covered in [c for c in self.rows(LicenceItem) if c.licence_id == permit.pk]:
                for sender, getter in product(senders, getters):
                    if sender != getter:
                        before = (covered.item_id, covered.unit_id, sender)
                        after = (covered.item_id, covered.unit_id, getter)
                        yield "authorised", permit.pk, before, after, first or ALWAYS, last or NEVER

    def hops_from(self, state: State) -> Iterator[Hop]:
        """Every link onward (backward: every link that leads here, given the other way round)."""
        item, unit, holder, _ = state
        for kind, pk, before, beyond, first, last in self.recorded():
            near, far = (beyond, before) if self.backward else (before, beyond)
            if (near[0], near[2]) != (item, holder) or not (unit is None or near[1] is None or near[1] == unit):
                continue
            after = far[1] if kind == "built_in" else (far[1] or unit)
            yield Hop(kind, pk, state, (far[0], after, far[2], False), first, last)
        if self.roll_ups:
            yield from self.renamings(state)
        if self.gaps:
            for other in self.gap_ends(item, holder):
                yield Hop("no_record", None, state, (item, unit, other, False), ALWAYS, NEVER)
        if not self.backward:
            yield from self.sightings(state)

    def renamings(self, state: State) -> Iterator[Hop]:
        item, unit, holder, rolled = state
        for type_ in self.rows(Item):
            other = type_.pk if self.backward else type_.variant_of_id
            if other is not None and item == (type_.variant_of_id if self.backward else type_.pk):
                yield Hop("same_type", None, state, (other, unit, holder, rolled), ALWAYS, NEVER)
        if not rolled:
            for other in self.names(holder) & (self.brought(item) if self.backward else self.onward(item)):
                yield Hop("recorded_as", None, state, (item, unit, other, True), ALWAYS, NEVER)

    def gap_pairs(self, item: int) -> Iterator[tuple[int, int]]:
        maker = next(i.maker_id for i in self.rows(Item) if i.pk == item)
        for taker in self.needed(item):
            if taker != maker and not self.is_brought(item, taker):
                yield maker, taker
        for taker in self.movers(item):
            if self.entity(taker).kind == "unknown_party" and not self.is_brought(item, taker):
                for giver in {e.pk for e in self.rows(Entity)} - {maker, taker}:
                    if not self.leads_on(item, giver):
                        yield giver, taker

    def gap_ends(self, item: int, holder: int) -> set[int]:
        if self.backward:  # only those that a record brought it to can be last known holders
            maker = next(i.maker_id for i in self.rows(Item) if i.pk == item)
            known = self.brought(item) | {maker}
            return {giver for giver, taker in self.gap_pairs(item) if taker == holder and giver in known}
        return {taker for giver, taker in self.gap_pairs(item) if giver == holder}

    def sightings(self, state: State) -> Iterator[Hop]:
        item, unit, holder, _ = state
        for part in self.rows(IncidentItem):
            incident = next(i for i in self.rows(Incident) if i.pk == part.incident_id)
            first, last = _sides(incident.happened)
            if part.item_id != item or not (unit is None or part.unit_id is None or unit == part.unit_id):
                continue
            if self.counts(incident, first or ALWAYS) and self.is_user(incident, holder):
                yield Hop("seen", incident.pk, state, None, first or ALWAYS, last or NEVER)

    def is_user(self, incident: Incident, holder: int) -> bool:
        if incident.user_id is not None:
            return bool(incident.user_id == holder)
        names = self.fighting_names(holder)
        fighters = {
            b.entity_id for b in self.rows(Belligerent)
            if b.conflict_id == incident.conflict_id and not b.supports_only
        }  # fmt: skip
        return bool(names & fighters) and incident.actor_id not in names

    # Reach

    def reach(self, start: State) -> tuple[dict[State, date], set[Hop]]:
        """Each state with its earliest arrival (backward: latest departure), and every link that can be taken."""
        days, changed = {start: NEVER if self.backward else ALWAYS}, True
        while changed:
            changed = False
            for state in list(days):
                for hop in self.hops_from(state):
                    day = self.after(hop, days[state])
                    if day is None or hop.target is None:
                        continue
                    if hop.target not in days or self.better(day, days[hop.target]):
                        days[hop.target], changed = day, True
        hops = {hop for state in days for hop in self.hops_from(state) if self.after(hop, days[state]) is not None}
        return days, hops

    def after(self, hop: Hop, day: date) -> date | None:
        if self.backward:
            return min(day, hop.last) if hop.first <= day else None
        return max(day, hop.first) if hop.last >= day else None

    def better(self, day: date, known: date) -> bool:
        return day > known if self.backward else day < known

    def complete_chains(self, start: State, depth: int) -> set[tuple[tuple[str, State, State | int | None], ...]]:
        """Every chain to an incident that holds each (item, holder) once and runs forward in some reading."""
        found: set[tuple[tuple[str, State, State | int | None], ...]] = set()

        def follow(state: State, windows: list[Windows], gone: list[Any], held: set[tuple[int, int]]) -> None:
            ways: dict[Any, Windows] = {}
            for hop in self.hops_from(state):
                end = hop.target if hop.target is not None else hop.record
                ways.setdefault((hop.kind, state, end), set()).add((hop.first, hop.last))
            for way, choices in ways.items():
                if len(gone) == depth or not _possible([*windows, choices]):
                    continue
                if way[0] == "seen":
                    found.add((*gone, way))
                elif (way[2][0], way[2][2]) not in held:
                    follow(way[2], [*windows, choices], [*gone, way], {*held, (way[2][0], way[2][2])})

        follow(start, [], [], {(start[0], start[2])})
        return found


STATED = (Shipment, Incorporation, Licence, LicenceEvent, Incident, ItemUnit)
PARTS = {
    ShipmentUnit: "shipment_id",
    LicenceItem: "licence_id",
    LicenceParty: "licence_id",
    IncidentItem: "incident_id",
}
UNITS = ("unit_id", "component_unit_id", "platform_unit_id")


def known_rows(world: World, day: date) -> dict[Any, list[Any]]:
    """The world without what no source had stated by the day, with the strength that the sources of that day give."""
    known = {model: [_then(world, row, day) for row in rows] for model, rows in world.rows.items()}
    gone = {
        row.pk for model in STATED for row in world.rows.get(model, [])
        if not any(said.stance == "supports" for said in _out(world, row.pk, day))
    }  # fmt: skip
    for model in STATED:
        known[model] = [row for row in known.get(model, []) if row.pk not in gone]
    for part, whole in PARTS.items():
        known[part] = [row for row in known.get(part, []) if getattr(row, whole) not in gone]
    for row in (row for rows in known.values() for row in rows):
        for unit in UNITS:
            if getattr(row, unit, None) in gone:
                setattr(row, unit, None)
    known[ShipmentUnit] = [row for row in known[ShipmentUnit] if row.unit_id is not None]
    return known


def _then(world: World, row: Any, day: date) -> Any:
    """A copy, so that the world itself stays as it is."""
    row = copy(row)
    if isinstance(row, STATED):
        claims = [
            Claim(hash((said.published, said.reliability)), said.reliability, said.credibility, "original", said.stance)
            for said in _out(world, row.pk, day)
        ]
        row.strength = grade(claims, {}).strength.value
    return row


def _out(world: World, pk: int, day: date) -> list[Said]:
    on = PartialDate.of_day(day)
    dated = [(PartialDate.parse(said.published), said) for said in world.citations(pk) if said.published]
    return [said for published, said in dated if published.after(on) is Truth.NO]


def _possible(windows: list[Windows]) -> bool:
    """Try every choice of records: is there a day for each link, none before the last?"""
    days = {ALWAYS}
    for choices in windows:
        days = {max(day, first) for day in days for first, last in choices if last >= day}
    return bool(days)


def _sides(written: Any) -> tuple[date | None, date | None]:
    read = PartialDate.parse(written) if isinstance(written, str) else written
    return (read.earliest, read.latest) if read else (None, None)


def _side(written: Any, side: int) -> date | None:
    return _sides(written)[side]

"""Turn ways (plain numbers) into chains that pages show. A constant number of queries, however many chains."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from conflicts.models import Incident
from core.kept import Kept
from core.models import Record
from entities.models import Entity
from evidence.contradictions.loading import contradictions_of_all
from evidence.contradictions.model import Contradiction
from evidence.publication import Public
from evidence.selectors import grades_of_all
from exports.choices import IncorporationKind, ShipmentStatus
from exports.models import Incorporation, Item, ItemUnit, Licence, LicenceItem, Shipment
from tracing.acts import act_of, flags_of
from tracing.aliases import Aliases
from tracing.choices import Ending, LinkKind, NodeKind
from tracing.graph import Place, Way
from tracing.known import forget_units
from tracing.model import Chain, Link, Node, RecordRef, State
from tracing.spans import Carrier, span_of
from tracing.verdict import Span, judge, usable

TABLES: dict[LinkKind, tuple[str, type[Record]]] = {
    LinkKind.SHIPPED: ("shipment", Shipment),
    LinkKind.PRODUCED_UNDER_LICENCE: ("shipment", Shipment),
    LinkKind.AUTHORISED: ("licence", Licence),
    LinkKind.BUILT_IN: ("incorporation", Incorporation),
    LinkKind.SEEN: ("incident", Incident),
}
ROWS: dict[str, Kept[Any]] = {
    "item": Kept.by(Item.objects.select_related("maker")),
    "entity": Kept.by(Entity.objects.select_related("country")),
    "item_unit": Kept.by(ItemUnit.objects.select_related("item")),
    "shipment": Kept.by(Shipment.objects.all()),
    "licence": Kept.by(Licence.objects.all()),
    "incorporation": Kept.by(Incorporation.objects.all()),
    "incident": Kept.by(Incident.objects.select_related("conflict", "place")),
}
COVERED = Kept.by(LicenceItem.objects.select_related("item"), "licence")
CARRIED = ("shipment", "licence", "incorporation", "incident", "item")
Rows = dict[int, Any]


@dataclass
class Drawn:
    """Chains as ways, in the order of possession, with how each ended."""

    ways: tuple[Way, ...]
    ending: Ending


@dataclass
class Assembly:
    """Everything that the chains name, loaded at once; then one chain at a time without queries."""

    drawn: Sequence[Drawn]
    public: Public = field(default_factory=Public)
    merged: bool = True
    """Whether places may go by several names; asked of the database by the search."""
    rows: dict[str, Rows] = field(default_factory=dict)
    quantities: dict[tuple[int, int], str] = field(default_factory=dict)
    grades: dict[str, dict[int, Any]] = field(default_factory=dict)
    disagreements: dict[str, dict[int, list[Contradiction]]] = field(default_factory=dict)
    aliases: Aliases = field(default_factory=Aliases)
    _states: dict[Place, State] = field(default_factory=dict, init=False)
    _spans_made: dict[Way, list[Span]] = field(default_factory=dict, init=False)
    _links: dict[tuple[Way, tuple[int, ...]], Link] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        ways = [way for drawn in self.drawn for way in drawn.ways]
        places = {place for way in ways for place in (way.source, way.target) if place is not None}
        self._load("item", (place.item for place in places))
        self._load("entity", (place.holder for place in places))
        self._load("item_unit", (place.unit for place in places))
        wanted: dict[str, set[int]] = defaultdict(set)
        for way in ways:
            if way.kind in TABLES:
                wanted[TABLES[way.kind][0]] |= {step.record for step in way.steps if step.record is not None}
        for column, _model in TABLES.values():
            self._load(column, wanted[column])
        forget_units(self.rows["incorporation"].values(), self.public)
        self._load_licensed_quantities()
        carried = {column: list(self.rows[column]) for column in CARRIED}
        self.grades = grades_of_all(carried, self.public.day)
        # Whatever has a contradiction is disputed: rival values of a field, or a denial (docs/grading.md).
        disputed = {
            column: [pk for pk in pks if pk in self.grades[column] and self.grades[column][pk].is_disputed]
            for column, pks in carried.items()
        }
        self.disagreements = contradictions_of_all(disputed, self.public.day)
        if self.merged:
            records = [row for column, _model in TABLES.values() for row in self.rows[column].values()]
            self.aliases = Aliases.of(self.rows["entity"], self.rows["item"], records)

    def _load(self, column: str, ids: Iterable[int | None]) -> None:
        if column not in self.rows:
            rows = ROWS[column](keys={one for one in ids if one is not None})
            self.rows[column] = {row.pk: row for row in rows}

    def _load_licensed_quantities(self) -> None:
        for covered in COVERED(keys=self.rows["licence"]):
            self.quantities[covered.licence_id, covered.item.canonical_id] = covered.quantity_words

    def chains(self) -> tuple[Chain, ...]:
        """All of them, in the order given."""
        return tuple(self._chain(drawn) for drawn in self.drawn)

    def _chain(self, drawn: Drawn) -> Chain:
        carriers = [self._carriers(way) for way in drawn.ways]
        spans = [self._spans(way, records) for way, records in zip(drawn.ways, carriers, strict=True)]
        judgement = judge(spans)
        fits = [[True] * len(records) for records in carriers] if judgement.clash else usable(spans)
        links = tuple(
            self._link(way, [r for r, is_usable in zip(records, fit, strict=True) if is_usable])
            for way, records, fit in zip(drawn.ways, carriers, fits, strict=True)
        )
        clash = None
        if judgement.clash is not None:
            first, second = (
                self._reference(carriers[link][record], drawn.ways[link]) for link, record in judgement.clash
            )
            clash = (first, second)
        return Chain(links, drawn.ending, judgement.verdict, clash, self._maker_records(drawn.ways[0].source))

    def _carriers(self, way: Way) -> list[Carrier]:
        if way.kind not in TABLES:
            return []
        rows = self.rows[TABLES[way.kind][0]]
        return [rows[step.record] for step in way.steps if step.record in rows]

    def _spans(self, way: Way, records: list[Carrier]) -> list[Span]:
        if way not in self._spans_made:
            self._spans_made[way] = [span_of(record) for record in records]
        return self._spans_made[way]

    def _link(self, way: Way, records: list[Carrier]) -> Link:
        """Made once, though it may stand in each chain; other dates beside it may make other records of it usable."""
        key = (way, tuple(record.pk for record in records))
        if key not in self._links:
            self._links[key] = self._link_of(way, records)
        return self._links[key]

    def _link_of(self, way: Way, records: list[Carrier]) -> Link:
        references = tuple(self._reference(record, way) for record in records)
        incident = next((record for record in records if isinstance(record, Incident)), None)
        return Link(
            kind=way.kind,
            source=self._state(way.source),
            target=self._state(way.target) if way.target is not None else None,
            incident=_incident_node(incident) if incident else None,
            conflict=_conflict_node(incident) if incident else None,
            records=references,
            flags=(*flags_of(way.kind, records), *self.aliases.flags(way, records)),
            act=act_of(records),
        )

    def _state(self, place: Place) -> State:
        if place not in self._states:
            self._states[place] = self._state_of(place)
        return self._states[place]

    def _state_of(self, place: Place) -> State:
        unit = self.rows["item_unit"].get(place.unit) if place.unit is not None else None
        return State(
            _item_node(self.rows["item"][place.item]),
            _entity_node(self.rows["entity"][place.holder]),
            _unit_node(unit) if unit else None,
        )

    def _maker_records(self, place: Place) -> tuple[RecordRef, ...]:
        item = self.rows["item"][place.item]
        if item.maker.canonical_id != place.holder:
            return ()
        maker = self._graded("item", item, title=f"{item.designation}: maker")
        return (maker,) if self.public.day is None or maker.sources else ()

    def _reference(self, record: Carrier, way: Way) -> RecordRef:
        if isinstance(record, Shipment):
            return self._graded(
                "shipment", record, title=record.statement or str(way.kind.label),
                when=record.delivered or record.ordered,
                quantity=record.quantity_words, status=str(ShipmentStatus(record.status).label),
            )  # fmt: skip
        if isinstance(record, Licence):
            return self._graded(
                "licence", record, title=record.title, when=record.issued, until=record.valid_until,
                quantity=self.quantities.get((record.pk, way.source.item), ""),
            )  # fmt: skip
        if isinstance(record, Incorporation):
            return self._graded(
                "incorporation", record, title=self._fit_title(way), when=record.since, until=record.until,
                quantity=record.quantity_words, status=str(IncorporationKind(record.kind).label),
            )  # fmt: skip
        return self._graded(
            "incident", record, title=record.title, when=record.happened, quantity=record.quantity_words
        )

    def _fit_title(self, way: Way) -> str:
        assert way.target is not None  # noqa: S101  # built in leads to a platform
        return f"{self.rows['item'][way.source.item]} in {self.rows['item'][way.target.item]}"

    def _graded(self, column: str, record: Any, **details: Any) -> RecordRef:
        grade = self.grades[column].get(record.pk)
        return RecordRef(
            kind=column,
            pk=record.pk,
            public_id=record.public_id,
            url=record.get_absolute_url(),
            strength=grade.strength.value if grade else record.strength,
            is_disputed=grade.is_disputed if grade else record.is_disputed,
            rung=grade.best_rung if grade else "",
            sources=grade.sources if grade else 0,
            origins=grade.origins if grade else 0,
            disagreements=tuple(map(_words, self.disagreements[column].get(record.pk, ()))),
            **details,
        )


def _words(contradiction: Contradiction) -> str:
    values = (reading.value for reading in contradiction.readings if reading.takes_a_side)
    return f"{contradiction.question}: {' or '.join(dict.fromkeys(values))}"


def _item_node(item: Item) -> Node:
    return Node(
        NodeKind(item.kind), item.pk, item.public_id, item.designation, item.category, "", item.get_absolute_url()
    )


def _entity_node(entity: Entity) -> Node:
    country = entity.country.code if entity.country else ""
    return Node(
        NodeKind(entity.kind), entity.pk, entity.public_id, entity.name, entity.description, country,
        entity.get_absolute_url(),
    )  # fmt: skip


def _unit_node(unit: ItemUnit) -> Node:
    return Node(NodeKind.UNIT, unit.pk, unit.public_id, unit.label, unit.serial_as_read, "", unit.get_absolute_url())


def _incident_node(incident: Incident) -> Node:
    place = incident.place.name if incident.place else incident.place_as_printed
    return Node(
        NodeKind.INCIDENT, incident.pk, incident.public_id, incident.title, place, "", incident.get_absolute_url()
    )


def _conflict_node(incident: Incident) -> Node | None:
    conflict = incident.conflict
    if conflict is None:
        return None
    return Node(
        NodeKind.CONFLICT, conflict.pk, conflict.public_id, conflict.short_name, "", "", conflict.get_absolute_url()
    )

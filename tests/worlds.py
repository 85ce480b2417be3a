"""Small worlds for tests of traces: name the parties and things, say what moved, save.

`World().item("MX", maker="Wescam").ship("MX", "Wescam", "Baykar", "2020-05").save()`. Parties come into being when
first named, as companies. Names are handles, so that a question can use them; ids are far from those of the case data.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from django.db import models

from conflicts.models import Belligerent, Conflict, Incident, IncidentItem
from entities.models import Country, Entity
from evidence.models import Citation, Publisher, Source
from evidence.subjects import SUBJECTS
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

FIRST_ID = 50_000_000
HIDDEN = {"id", "public_id", "version", "created_at", "updated_at", "note", "count_low", "count_high"}
COLUMN = {label: column for column, label in SUBJECTS.items()}


@dataclass(frozen=True)
class Said:
    """One citation: when its source was published (None: not recorded), and how it is graded."""

    published: str | None = None
    stance: str = "supports"
    reliability: str = "B"
    credibility: str = "2"


@dataclass
class World:
    """Everything declared, in order; nothing is written before `save`."""

    rows: dict[type[models.Model], list[Any]] = field(default_factory=dict)
    names: dict[str, int] = field(default_factory=dict)
    rungs: dict[tuple[type[models.Model], int], str] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=lambda: count(FIRST_ID))
    said: dict[int, list[Said]] = field(default_factory=dict)
    """What sources say of a record, by its key; anything else has one supporting source, published `published`."""
    published: str | None = None

    def __repr__(self) -> str:
        """Rows as plain values: the models' own words would ask the database."""
        lines = []
        for model, rows in self.rows.items():
            for row in rows:
                values = {f.attname: getattr(row, f.attname) for f in model._meta.concrete_fields if not f.generated}
                shown = ", ".join(f"{name}={value}" for name, value in values.items() if name not in HIDDEN and value)
                lines.append(f"{model.__name__} {row.pk}: {shown}")
        return "\n" + "\n".join(lines) + "\n"

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """The same for Hypothesis, which prints data classes its own way."""
        printer.text(repr(self))

    def _add(self, model: type[models.Model], handle: str = "", **values: Any) -> int:
        pk = next(self.numbers)
        if handle:
            values["handle"] = handle
            self.names[handle] = pk
        self.rows.setdefault(model, []).append(model(pk=pk, **values))
        return pk

    def country(self, code: str) -> int:
        return self.names.get(f"country {code}") or self.names.setdefault(
            f"country {code}", self._add(Country, code=f"T-{code}", name=f"Country {code}")
        )

    def party(self, name: str, kind: str = "company", country: str = "", part_of: str = "") -> World:
        """Declare a party that is not a company, has a country, or belongs to another."""
        self._party(name, kind, country, part_of)
        return self

    def _party(self, name: str, kind: str = "company", country: str = "", part_of: str = "") -> int:
        if name not in self.names:
            self._add(
                Entity, name, name=name, kind=kind, unknown_reason="not_named" if kind == "unknown_party" else "",
                country_id=self.country(country) if country else None,
                part_of_id=self._party(part_of) if part_of else None,
            )  # fmt: skip
        return self.names[name]

    def item(self, name: str, maker: str, kind: str = "component", family: str = "") -> World:
        self._add(
            Item, name, designation=name, kind=kind, maker_id=self._party(maker),
            variant_of_id=self.names[family] if family else None,
        )  # fmt: skip
        return self

    def unit(self, name: str, item: str) -> World:
        self._add(ItemUnit, name, label=name, item_id=self.names[item])
        return self

    def ship(
        self, item: str, exporter: str, recipient: str, delivered: str | None = None, *, units: Iterable[str] = (),
        ordered: str | None = None, kind: str = "sale", status: str = "delivered", strength: str = "", rung: str = "",
        counted_in: str = "", name: str = "",
    ) -> World:  # fmt: skip
        pk = self._add(
            Shipment, name or self._name("ship"), item_id=self.names[item], exporter_id=self._party(exporter),
            recipient_id=self._party(recipient), delivered=delivered, ordered=ordered, kind=kind, status=status,
            counted_in_id=self.names[counted_in] if counted_in else None, **_strength(strength),
        )  # fmt: skip
        self._rung(Shipment, pk, rung)
        for unit in units:
            self._add(ShipmentUnit, shipment_id=pk, unit_id=self.names[unit])
        return self

    def fit(
        self, component: str, platform: str, integrator: str, since: str | None = None, *, until: str | None = None,
        unit: str = "", platform_unit: str = "", kind: str = "standard", strength: str = "", rung: str = "",
        name: str = "",
    ) -> World:  # fmt: skip
        pk = self._add(
            Incorporation, name or self._name("fit"), component_id=self.names[component],
            platform_id=self.names[platform], integrator_id=self._party(integrator), since=since, until=until,
            kind=kind,
            component_unit_id=self.names[unit] if unit else None,
            platform_unit_id=self.names[platform_unit] if platform_unit else None, **_strength(strength),
        )  # fmt: skip
        self._rung(Incorporation, pk, rung)
        return self

    def permit(
        self, item: str, exporter: str, issued: str | None = None, *, until: str | None = None, consignee: str = "",
        end_user: str = "", unit: str = "", refused: bool = False, strength: str = "", rung: str = "", name: str = "",
    ) -> World:  # fmt: skip
        name = name or self._name("permit")
        pk = self._add(Licence, name, title=name, issued=issued, valid_until=until, **_strength(strength))
        self._rung(Licence, pk, rung)
        self._add(LicenceItem, licence_id=pk, item_id=self.names[item], unit_id=self.names[unit] if unit else None)
        parties = {"exporter": exporter, "consignee": consignee, "declared_end_user": end_user}
        for role, party in parties.items():
            if party:
                self._add(LicenceParty, licence_id=pk, role=role, entity_id=self._party(party))
        if refused:
            self._add(LicenceEvent, self._name("refusal"), licence_id=pk, kind="refused")
        return self

    def war(self, name: str, *fighters: str, supporters: Iterable[str] = ()) -> World:
        pk = self._add(Conflict, name, name=name, short_name=name)
        for side, fighter in enumerate(fighters):
            self._add(Belligerent, conflict_id=pk, entity_id=self._party(fighter), side=str(side))
        for fighter in supporters:
            self._add(Belligerent, conflict_id=pk, entity_id=self._party(fighter), side="s", supports_only=True)
        return self

    def seen(
        self, item: str, user: str = "", when: str | None = None, *, war: str = "", actor: str = "", unit: str = "",
        kind: str = "used", is_period: bool = False, strength: str = "", rung: str = "", name: str = "",
        role: str = "main",
    ) -> World:  # fmt: skip
        name = name or self._name("incident")
        pk = self._add(
            Incident, name, title=name, kind=kind, user_id=self._party(user) if user else None, happened=when,
            actor_id=self._party(actor) if actor else None, conflict_id=self.names[war] if war else None,
            is_period=is_period, **_strength(strength),
        )  # fmt: skip
        self._rung(Incident, pk, rung)
        self._add(
            IncidentItem, incident_id=pk, item_id=self.names[item], role=role,
            unit_id=self.names[unit] if unit else None,
        )  # fmt: skip
        return self

    def _name(self, kind: str) -> str:
        return f"{kind}-{len(self.names)}"

    def _rung(self, model: type[models.Model], pk: int, rung: str) -> None:
        if rung:
            self.rungs[model, pk] = rung

    def say(self, name: str, published: str | None, stance: str = "supports") -> World:
        """One more source about the record of this name."""
        self.said.setdefault(self.names[name], []).append(Said(published, stance))
        return self

    def citations(self, pk: int) -> list[Said]:
        return self.said.get(pk) or [Said(self.published)]

    def save(self, *, cited: bool = True) -> World:
        """Write everything, one statement a table. Without citations it can only be rolled back."""
        order = [Country, Entity, Item, ItemUnit, Shipment, ShipmentUnit, Incorporation, Licence, LicenceItem]
        order += [LicenceParty, LicenceEvent, Conflict, Belligerent, Incident, IncidentItem]
        for model in order:
            if rows := self.rows.get(model):
                model._default_manager.bulk_create(rows)
        if cited:
            self._cite()
        return self

    def _cite(self) -> None:
        publisher = Publisher.objects.create(name=f"Test press {next(self.numbers)}")
        keys = {(said.published, said.reliability) for _, row in self._cited() for said in self.citations(row.pk)}
        sources = {
            (published, letter): Source(
                title="A test source", kind="original", publisher=publisher, published=published, reliability=letter
            )
            for published, letter in keys
        }
        Source.objects.bulk_create(sources.values())
        cited = [
            Citation(
                source=sources[said.published, said.reliability], credibility=said.credibility, stance=said.stance,
                rung=self.rungs.get((model, row.pk), "deal"), **{f"{COLUMN[model._meta.label]}_id": row.pk},
            )
            for model, row in self._cited()
            for said in self.citations(row.pk)
        ]  # fmt: skip
        Citation.objects.bulk_create(cited)

    def _cited(self) -> Iterator[tuple[type[models.Model], Any]]:
        """Every row that citations are about, with its model."""
        for model, rows in self.rows.items():
            if model._meta.label in COLUMN:
                yield from ((model, row) for row in rows)


def _strength(strength: str) -> dict[str, str]:
    return {"strength": strength} if strength else {}

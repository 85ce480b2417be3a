"""Components and weapons as records: makers, items, specimens, what was built into what, and where it was found."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

import yaml

from conflicts.choices import IncidentKind
from conflicts.models import Conflict, Incident, IncidentItem
from core.text import normalise_name
from entities.choices import EntityKind, UnknownReason
from entities.models import Entity, Name
from evidence.choices import Rung
from exports.choices import IncorporationKind, ItemKind
from exports.models import Incorporation, Item, ItemName, ItemUnit
from importers.gur.parser import NOT_IDENTIFIED, UNKNOWN_COUNTRY, UNSPECIFIED, Component
from importers.gur.reading import Content
from importers.gur.weapons import Weapon, weapon_of
from importers.pipeline.planning import PlannedRow, Reading
from importers.pipeline.registers import Progress
from importers.pipeline.writing import Writer

EVERY = 500
Key = tuple[str, ...]


def write(reading: Reading, writer: Writer, progress: Progress) -> None:
    """Make every component, with its maker, and every weapon, once."""
    content: Content = reading.content
    book = _Book(content, writer)
    for count, (component, row) in enumerate(content.components):
        if count % EVERY == 0:
            progress("Making components", count, len(content.components))
        if row.makes_something:
            _write(component, row, book)


def _write(component: Component, row: PlannedRow, book: _Book) -> None:
    says = _says(component)
    item = book.writer.record(
        Item,
        row,
        locator=component.component_id,
        says=says,
        designation=_designation(component),
        kind=ItemKind.COMPONENT,
        category=component.category,
        description="" if component.marking == UNSPECIFIED else component.marking[:300],
        maker_id=book.maker(component, row),
    )
    if component.part_number and component.part_number != component.marking:
        book.writer.part(ItemName, item_id=item, text=component.part_number[:200])
    weapon = book.weapon(component, row)
    book.writer.record(
        Incorporation,
        row,
        locator=component.component_id,
        says=says,
        rung=Rung.TYPE if weapon.unit is None else Rung.UNIT,
        component_id=item,
        platform_id=weapon.item,
        platform_unit_id=weapon.unit,
        integrator_id=weapon.maker,
        integrator_is_stated=False,
        kind=IncorporationKind.OBSERVED,
    )


class _Made:
    """A weapon as it was recorded: the type, its maker, and the specimen where the list names one."""

    def __init__(self, item: int, maker: int, unit: int | None = None) -> None:
        self.item, self.maker, self.unit = item, maker, unit


class _Book:
    """What was made or found already, so that each maker and weapon is recorded once."""

    def __init__(self, content: Content, writer: Writer) -> None:
        self.writer = writer
        self.countries = content.countries
        self.settings: dict[str, Any] = yaml.safe_load(
            (Path(__file__).parent / "lookups.yaml").read_text(encoding="utf-8")
        )
        self._companies = _known_companies()
        self._items = _known_items()
        self._makers: dict[Key, int] = {}
        self._types: dict[str, _Made] = {}
        self._weapons: dict[str, _Made] = {}
        self._conflict = Conflict.objects.filter(handle=self.settings["conflict"]).values_list("pk", flat=True).first()
        self._examiner: int | None = None

    def maker(self, component: Component, row: PlannedRow) -> int:
        """A company; or, where none is identified, an unnamed party of this one component."""
        if component.maker == NOT_IDENTIFIED:
            return self._unnamed(f"Maker of “{_designation(component)[:160]}” (not identified)", component, row)
        key = (normalise_name(component.maker), component.country)
        if key not in self._makers:
            self._makers[key] = self._known_company(key) or self._company(component, row)
        return self._makers[key]

    def weapon(self, component: Component, row: PlannedRow) -> _Made:
        """The listed weapon; its type, the specimen if it names one, and that it was found."""
        if component.weapon_slug not in self._weapons:
            weapon = weapon_of(component.weapon)
            made = self._type(weapon, component, row)
            unit = self._unit(weapon, made, component, row) if weapon.serial else None
            self._weapons[component.weapon_slug] = _Made(made.item, made.maker, unit)
            self._found(weapon, self._weapons[component.weapon_slug], component, row)
        return self._weapons[component.weapon_slug]

    def _type(self, weapon: Weapon, component: Component, row: PlannedRow) -> _Made:
        plain = _plain(weapon.type_name)
        if plain not in self._types:
            known = self._items.get(plain)
            if known is not None:
                self.writer.cite(
                    Item, known[0], row, locator=component.weapon_slug, says=_listed(weapon), rung=Rung.TYPE
                )
                self._types[plain] = _Made(*known)
            else:
                maker = self._unnamed(
                    f"Maker of {weapon.type_name[:200]} (not named)", component, row, about_weapon=True
                )
                item = self.writer.record(
                    Item,
                    row,
                    locator=component.weapon_slug,
                    says=_listed(weapon),
                    designation=weapon.type_name,
                    kind=weapon.kind,
                    maker_id=maker,
                )
                self._types[plain] = _Made(item, maker)
        return self._types[plain]

    def _unit(self, weapon: Weapon, made: _Made, component: Component, row: PlannedRow) -> int:
        return self.writer.record(
            ItemUnit,
            row,
            locator=component.weapon_slug,
            says=_listed(weapon),
            rung=Rung.UNIT,
            item_id=made.item,
            label=weapon.listed[:200],
            serial_as_read=weapon.serial[:80],
            found_in_id=self.countries.keys["UA"],
        )

    def _found(self, weapon: Weapon, made: _Made, component: Component, row: PlannedRow) -> None:
        if weapon.kind == ItemKind.SUBSYSTEM and made.unit is None:
            return  # equipment, or a part of a weapon that is listed by itself
        incident = self.writer.record(
            Incident,
            row,
            locator=component.weapon_slug,
            says=_listed(weapon),
            title=f"{weapon.listed[:180]}, examined by Ukraine's defence intelligence",
            kind=IncidentKind.DOCUMENTED,
            actor_id=self._by(component, row),
            conflict_id=self._conflict,
            note="The portal lists what was found in it; when and where it was found is not stated.",
        )
        self.writer.part(IncidentItem, incident_id=incident, item_id=made.item, unit_id=made.unit)

    def _by(self, component: Component, row: PlannedRow) -> int:
        if self._examiner is None:
            name = self.settings["examiner"]
            known = Entity.objects.filter(name=name).values_list("pk", flat=True).first()
            self._examiner = known or self.writer.record(
                Entity,
                row,
                locator=component.component_id,
                says="Publishes the list.",
                name=name,
                kind=EntityKind.STATE_BODY,
                country_id=self.countries.keys[self.settings["examiner_country"]],
            )
        return self._examiner

    def _company(self, component: Component, row: PlannedRow) -> int:
        return self.writer.record(
            Entity,
            row,
            locator=component.component_id,
            says=f"Named as maker: “{component.maker}”, {component.country}.",
            name=component.maker,
            kind=EntityKind.COMPANY,
            country_id=self.countries.keys.get(component.country),
        )

    def _unnamed(self, name: str, component: Component, row: PlannedRow, *, about_weapon: bool = False) -> int:
        country = None if about_weapon else self.countries.keys.get(component.country)
        return self.writer.record(
            Entity,
            row,
            locator=component.component_id,
            says="The list names no maker of this weapon." if about_weapon else f"Maker: “{component.maker}”.",
            name=name,
            kind=EntityKind.UNKNOWN_PARTY,
            country_id=country,
            unknown_reason=UnknownReason.NOT_NAMED if about_weapon else UnknownReason.NOT_FOUND,
        )

    def _known_company(self, key: Key) -> int | None:
        name, country = key
        found = self._companies.get(name, set())
        fitting = {pk for pk, code in found if code in ("", country) or country == UNKNOWN_COUNTRY}
        return fitting.pop() if len(fitting) == 1 else None


def _known_companies() -> dict[str, set[tuple[int, str]]]:
    found: dict[str, set[tuple[int, str]]] = defaultdict(set)
    companies = Entity.objects.filter(kind=EntityKind.COMPANY)
    for pk, name, code in companies.values_list("pk", "name", "country__code"):
        found[normalise_name(name)].add((pk, code or ""))
    names = Name.objects.filter(entity__kind=EntityKind.COMPANY)
    for pk, name, code in names.values_list("entity", "text", "entity__country__code"):
        found[normalise_name(name)].add((pk, code or ""))
    return found


def _known_items() -> dict[str, tuple[int, int]]:
    """Platforms and munitions that are here, by name; a name that two share is nobody's."""
    found: dict[str, set[tuple[int, int]]] = defaultdict(set)
    kinds = (ItemKind.PLATFORM, ItemKind.MUNITION)
    for pk, name, maker in Item.objects.filter(kind__in=kinds).values_list("pk", "designation", "maker"):
        found[_plain(name)].add((pk, maker))
    for pk, name, maker in ItemName.objects.filter(item__kind__in=kinds).values_list("item", "text", "item__maker"):
        found[_plain(name)].add((pk, maker))
    return {name: keys.pop() for name, keys in found.items() if len(keys) == 1}


def _designation(component: Component) -> str:
    if component.marking == UNSPECIFIED:
        return f"{component.category.capitalize() or 'Component'} without a stated marking ({component.component_id})"
    return component.marking[:200]


def _says(component: Component) -> str:
    return (
        f"{component.marking}; maker: {component.maker}, {component.country}; "
        f"found in: {component.weapon}. {component.url}".strip()
    )


def _listed(weapon: Weapon) -> str:
    return f"Listed as “{weapon.listed}”."


def _plain(name: str) -> str:
    return normalise_name(name).replace(" ", "")

"""Conflicts with their countries and sides; each year is a citation of its own."""

from __future__ import annotations

from collections.abc import Iterator

from conflicts.models import Belligerent, Conflict
from core.text import normalise_name
from entities.choices import EntityKind
from entities.models import Entity, Identifier, Name
from importers.pipeline.planning import PlannedRow, Reading
from importers.pipeline.registers import Progress
from importers.pipeline.writing import Writer
from importers.states import States
from importers.ucdp.parser import ConflictYear
from importers.ucdp.reading import GOVERNMENT, Content, PlannedConflict, country_of

SCHEME = "UCDP actor"
Years = list[tuple[ConflictYear, PlannedRow]]


def write(reading: Reading, writer: Writer, progress: Progress) -> None:
    """Make every conflict that is not here, and cite every year."""
    content: Content = reading.content
    actors = Actors(content, writer)
    for count, (number, planned) in enumerate(content.conflicts.items()):
        progress("Making conflicts", count, len(content.conflicts))
        if not any(row.makes_something for _, row in planned.years):
            continue
        conflict = planned.recorded
        if conflict is None:
            conflict = _make(number, planned, content, writer, actors)
        for one, row in planned.years:
            made = planned.recorded is None and row is planned.years[0][1]
            if row.makes_something:
                writer.cite(Conflict, conflict, row, says=_says(one), made_record=made)


class Actors:
    """Governments are states; everybody else is an armed group, known by UCDP's number or by its exact name."""

    def __init__(self, content: Content, writer: Writer) -> None:
        self.countries, self.writer = content.countries, writer
        self.states = States(writer)
        groups = Entity.objects.filter(kind=EntityKind.ARMED_GROUP)
        self._known = {normalise_name(name): key for key, name in groups.values_list("pk", "name")}
        names = Name.objects.filter(entity__kind=EntityKind.ARMED_GROUP).values_list("entity", "text")
        self._known |= {normalise_name(name): key for key, name in names}
        self._numbers = dict(Identifier.objects.filter(scheme=SCHEME).values_list("value", "entity"))

    def find(self, name: str, number: str, year: int, row: PlannedRow) -> int:
        """The key of the entity."""
        country = country_of(name, year, self.countries) if name.startswith(GOVERNMENT) else None
        if country is not None:
            return self.states.entity(country, row)
        plain = normalise_name(name)
        key = self._numbers.get(number) or self._known.get(plain)
        if key is None:
            key = self.writer.record(
                Entity, row, says=f"Named as a party: “{name}”.", name=name[:240], kind=EntityKind.ARMED_GROUP
            )
            if number:
                self.writer.part(Identifier, entity_id=key, scheme=SCHEME, value=number)
        self._known.setdefault(plain, key)
        if number:
            self._numbers[number] = key
        return key


def _make(number: str, planned: PlannedConflict, content: Content, writer: Writer, actors: Actors) -> int:
    first, last = planned.years[0][0], planned.years[-1][0]
    title = f"{', '.join(first.locations)}: {first.territory or 'government'}"
    years = f"{first.year}" if first.year == last.year else f"{first.year}–{last.year}"
    conflict = writer.part(
        Conflict,
        name=f"{title[:180]} ({years})",
        short_name=title[:80],
        ucdp_id=number,
        began=_earliest(planned.years) or None,
        ended=last.episode_ended or None if last.year < content.last_year else None,
        note="Years in which UCDP counts at least 25 battle deaths; the name is made of UCDP's location and territory.",
    )
    through = Conflict.countries.through
    for country in sorted(_countries(planned.years, content)):
        writer.part(through, conflict_id=conflict, country_id=country)
    _sides(conflict, planned.years, content, writer, actors)
    return conflict


def _earliest(years: Years) -> str:
    return min((one.began for one, _ in years if one.began), default="")


def _countries(years: Years, content: Content) -> set[int]:
    found = {country_of(name, one.year, content.countries) for one, _ in years for name in one.locations}
    return {key for key in found if key is not None}


def _sides(conflict: int, years: Years, content: Content, writer: Writer, actors: Actors) -> None:
    spans: dict[tuple[int, str], list[int]] = {}
    backs: dict[tuple[int, str], bool] = {}
    for one, row in years:
        for side, name, number, supports in _parties(one):
            key = (actors.find(name, number, one.year, row), side)
            spans.setdefault(key, []).append(one.year)
            backs[key] = backs.get(key, True) and supports
    for (entity, side), at in spans.items():
        writer.part(
            Belligerent,
            conflict_id=conflict,
            entity_id=entity,
            side=side,
            supports_only=backs[entity, side],
            since=str(min(at)),
            until=str(max(at)) if max(at) < content.last_year else None,
        )


def _parties(one: ConflictYear) -> Iterator[tuple[str, str, str, bool]]:
    for side, fighting, backing in (("A", one.side_a, one.backs_a), ("B", one.side_b, one.backs_b)):
        yield from ((side, name, number, False) for name, number in fighting)
        yield from ((side, name, "", True) for name in backing)


def _says(one: ConflictYear) -> str:
    a, b = (", ".join(name for name, _ in side) for side in (one.side_a, one.side_b))
    return f"{one.year}: {a} against {b}, about {one.about}; {one.intensity}."

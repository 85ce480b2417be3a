"""Evidence as rows of the matrix: one statement about one record, with every source that makes it.

Sources that state the same about the same field are one row, so that three papers repeating one leak do not look like
three facts; each citation is in exactly one row. A record's own date is a row where no source states it field by field.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from core.dates import PartialDate, PartialDateError
from evidence.choices import Stance
from tracing.dossier.claims import CitationFact
from tracing.dossier.facts import Dossier, Key, PartyFact, Used
from tracing.readings.beside import Beside
from tracing.readings.fold import Reading

BEFORE, AFTER = "before", "after"
DATES = {
    ("item_unit", "made"): BEFORE,
    ("incorporation", "since"): AFTER,
    ("incident", "happened"): AFTER,
}
"""Fields whose day lies before, or after, the thing was passed on under a permission."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A statement and who makes it."""

    record: Used
    stance: str
    claims: tuple[CitationFact, ...]
    field: str = ""
    read: str = ""
    printed: str = ""
    party: PartyFact | None = None
    """The party that the value names; `licence`: the licence that it names."""
    licence: int | None = None
    when: PartialDate | None = None
    """The day that it states, where that bears on the order of events; `side`: before or after the passing on."""
    side: str = ""
    is_recorded_date: bool = False
    """True for the date of the record itself, carried by all who support the record."""

    @property
    def key(self) -> tuple[object, ...]:
        """Its identity among the rows."""
        return (self.record.key, self.field, self.read, self.stance, self.is_recorded_date)

    @property
    def sources(self) -> frozenset[int]:
        """Who makes it."""
        return frozenset(claim.source.pk for claim in self.claims)


def pieces_about(readings: Sequence[Reading], dossier: Dossier, beside: Beside) -> list[Piece]:
    """Every statement about what the readings rest on, what they have in common first named first."""
    shared = {("item_unit", pk) for pk in beside.units} | {one.record.key for one in dossier.undertakings}
    keys = shared.union(*(reading.records for reading in readings))
    return [piece for key in sorted(keys) if key in beside.titles for piece in _about(beside.titles[key], beside)]


def _about(record: Used, beside: Beside) -> Iterator[Piece]:
    claims = beside.citations.get(record.key, ())
    groups: dict[tuple[str, str, str], list[CitationFact]] = {}
    for claim in claims:
        groups.setdefault((claim.field, claim.value_read, claim.stance), []).append(claim)
    yield from (_piece(record, stated, beside) for stated in groups.values())
    yield from _recorded_date(record, claims, beside)


def _piece(record: Used, stated: Sequence[CitationFact], beside: Beside) -> Piece:
    """A row of claims that say the same."""
    name, read = stated[0].field, stated[0].value_read
    side = DATES.get((record.kind, name), "") if _binds(record, beside) else ""
    return Piece(
        record=record,
        stance=stated[0].stance,
        claims=tuple(stated),
        field=name,
        read=read,
        printed=stated[0].value_printed or read,
        party=beside.parties.get(read) if name and read else None,
        licence=beside.licences.get(read) if name and read else None,
        when=_date(read) if side else None,
        side=side,
    )


def _binds(record: Used, beside: Beside) -> bool:
    """A fitting of a type says nothing about when this one was built in."""
    return record.kind != "incorporation" or record.pk in beside.fittings


def _date(read: str) -> PartialDate | None:
    try:
        return PartialDate.parse(read)
    except PartialDateError:
        return None


def _recorded_date(record: Used, claims: Iterable[CitationFact], beside: Beside) -> Iterator[Piece]:
    """Of a unit, of a fitting of a unit and of what was seen; none where sources are cited for the date itself."""
    listed = list(claims)
    for name, when in _dates_of(record.key, beside):
        stated = any(claim.field == name and claim.stance != Stance.MENTIONS for claim in listed)
        if when is not None and not stated:
            carriers = tuple(claim for claim in listed if claim.stance == Stance.SUPPORTS and not claim.field)
            yield Piece(
                record, Stance.SUPPORTS.value, carriers, name, when.edtf, when.words(), when=when,
                side=DATES[record.kind, name], is_recorded_date=True,
            )  # fmt: skip


def _dates_of(key: Key, beside: Beside) -> Iterator[tuple[str, PartialDate | None]]:
    kind, pk = key
    if kind == "item_unit" and pk in beside.units:
        yield "made", beside.units[pk].made
    elif kind == "incorporation" and pk in beside.fittings:
        yield "since", beside.fittings[pk].since
    elif kind == "incident" and pk in beside.happenings:
        yield "happened", beside.happenings[pk].happened

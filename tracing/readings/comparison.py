"""The readings of one chain side by side, ordered by what speaks against them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from tracing.dossier.facts import Dossier, LicenceFact
from tracing.model import Chain
from tracing.readings.beside import Beside
from tracing.readings.combine import combined
from tracing.readings.fold import Reading, alternatives, fold
from tracing.readings.ground import Ground
from tracing.readings.marks import Fit, Mark, marks_of
from tracing.readings.pieces import Piece, pieces_about
from tracing.readings.weights import Weight, weigh
from tracing.readings.words import Named, named

MOST, MOST_DERIVED = 6, 2


@dataclass(frozen=True, slots=True)
class Row:
    """A piece of evidence with its marks, in the order of the readings."""

    piece: Piece
    marks: tuple[Mark, ...]

    @property
    def tells_apart(self) -> bool:
        """True if the readings do not all stand alike to it."""
        return len({mark.fit for mark in self.marks}) > 1

    @property
    def speaks(self) -> bool:
        """True if it is not neutral to every one of them."""
        return any(mark.fit is not Fit.NEUTRAL for mark in self.marks)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A reading in its place."""

    letter: str
    place: int
    """Its place by inconsistencies and consistencies; equal places are ties."""
    is_tied: bool
    reading: Reading
    named: Named
    weights: Mapping[Fit, Weight]
    licences: tuple[LicenceFact, ...] = ()

    @property
    def against(self) -> Weight:
        return self.weights[Fit.INCONSISTENT]

    @property
    def fitting(self) -> Weight:
        return self.weights[Fit.CONSISTENT]

    @property
    def neutral(self) -> Weight:
        return self.weights[Fit.NEUTRAL]


@dataclass(frozen=True, slots=True)
class Critical:
    """A row on which the order rests."""

    piece: Piece
    leaders: tuple[str, ...]
    """Letters of the readings that would have the fewest inconsistencies without it."""


@dataclass(frozen=True)
class Comparison:
    """What a page, a file or a command shows."""

    chosen: Chain
    readings: tuple[Ranked, ...]
    rows: tuple[Row, ...]
    """What tells them apart first."""
    chains: int
    """How many chains between these ends were folded."""
    more: int
    """Readings that are recorded and not compared here."""
    unit: str = ""
    """The one thing that all of them are about; "" where they may be about different units."""
    critical: tuple[Critical, ...] = ()
    """Rows without which others would have the fewest inconsistencies."""

    @property
    def is_contest(self) -> bool:
        """True if there is something to compare."""
        return len(self.readings) > 1

    @property
    def telling(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.tells_apart)

    @property
    def common(self) -> tuple[Row, ...]:
        """Rows to which all readings stand alike: what speaks against all of them first."""
        return tuple(row for row in self.rows if not row.tells_apart)


def compare(chosen: Chain, chains: Sequence[Chain], dossier: Dossier, around: Beside) -> Comparison:
    """The readings of the chosen chain among the chains of its trace. Pure; dossier and `around` are of `chains`."""
    between = alternatives(chosen, chains)
    recorded = fold(between, dossier)
    derived = list(combined(recorded[: MOST - MOST_DERIVED], dossier, around))[:MOST_DERIVED]
    kept = recorded[: MOST - len(derived)]
    ground = Ground((*kept, *derived), dossier, around)
    rows = [Row(piece, marks_of(piece, ground)) for piece in pieces_about(ground.readings, dossier, around)]
    order = ranking(ground.readings, rows, around.lineage)
    ranked = _ranked(order, ground, rows)
    sorted_rows = [Row(row.piece, tuple(row.marks[place] for place, _key in order)) for row in rows]
    return Comparison(
        chosen,
        ranked,
        tuple(sorted(sorted_rows, key=_first_what_tells)),
        len(between),
        len(recorded) - len(kept),
        _one_unit([chain for _number, chain in between], dossier, around),
        tuple(_critical(ranked, sorted_rows, around.lineage)),
    )


def _one_unit(chains: Sequence[Chain], dossier: Dossier, around: Beside) -> str:
    """The unit that every chain begins with or ends in; "" where one names none, or another."""
    units = {_unit(chain, dossier, around) for chain in chains}
    only = units.pop() if len(units) == 1 else None
    return around.units[only].record.title if only is not None else ""


def _unit(chain: Chain, dossier: Dossier, around: Beside) -> int | None:
    if chain.start.unit is not None:
        return chain.start.unit.pk
    named = {
        unit
        for record in chain.links[-1].records
        if record.kind == "incident"
        for unit in dossier.incidents[record.pk].units
        if unit in around.units and around.units[unit].item == chain.start.item.pk
    }
    return named.pop() if len(named) == 1 else None


Order = list[tuple[int, tuple[int, int]]]


def ranking(readings: Sequence[Reading], rows: Sequence[Row], lineage: Mapping[int, frozenset[int]]) -> Order:
    """Places in the list, fewest inconsistencies first, then most consistencies; equal keys are ties.

    Ties keep the order of the chains, the derived last.
    """
    keys = []
    for place in range(len(readings)):
        column = [(row.piece, row.marks[place]) for row in rows]
        against, fitting = (weigh(column, fit, lineage).origins for fit in (Fit.INCONSISTENT, Fit.CONSISTENT))
        keys.append((place, (against, -fitting)))
    return sorted(keys, key=lambda one: one[1])


def _ranked(order: Order, ground: Ground, rows: Sequence[Row]) -> tuple[Ranked, ...]:
    keys = [key for _place, key in order]
    letters = {place: ascii_uppercase[n] for n, (place, _key) in enumerate(order)}
    found = []
    for place, key in order:
        reading = ground.readings[place]
        column = [(row.piece, row.marks[place]) for row in rows]
        found.append(
            Ranked(
                letters[place],
                keys.index(key) + 1,
                keys.count(key) > 1,
                reading,
                named(reading, ground),
                {fit: weigh(column, fit, ground.beside.lineage) for fit in Fit},
                tuple(ground.licences(reading)),
            )
        )
    return tuple(found)


def _critical(
    ranked: Sequence[Ranked], rows: Sequence[Row], lineage: Mapping[int, frozenset[int]]
) -> Iterator[Critical]:
    """Heuer's sixth step: how far the order rests on single pieces of evidence."""
    leaders = _leaders(ranked, rows, lineage)
    for row in rows:
        if any(mark.fit is Fit.INCONSISTENT for mark in row.marks):
            without = _leaders(ranked, [other for other in rows if other is not row], lineage)
            if without != leaders:
                yield Critical(row.piece, without)


def _leaders(
    ranked: Sequence[Ranked], rows: Sequence[Row], lineage: Mapping[int, frozenset[int]]
) -> tuple[str, ...]:  # fmt: skip
    against = [
        weigh([(row.piece, row.marks[place]) for row in rows], Fit.INCONSISTENT, lineage).origins
        for place in range(len(ranked))
    ]
    return tuple(one.letter for one, number in zip(ranked, against, strict=True) if number == min(against))


def _first_what_tells(row: Row) -> tuple[int, int, int]:
    """Contradictions first, then what fits some; among those that are alike, the best graded first."""
    against = sum(mark.fit is Fit.INCONSISTENT for mark in row.marks)
    claims = sorted(claim.grade for claim in row.piece.claims)
    best = "ABCDEF".find(claims[0][0]) if claims else len("ABCDEF")
    return (0 if row.tells_apart and against else 1 if row.tells_apart else 2 if row.speaks else 3, -against, best)

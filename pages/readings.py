"""Competing readings as a page shows them: the matrix with who says what, and where it leads."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from pages.asking import Asked
from tracing.dossier.claims import CitationFact
from tracing.dossier.facts import Used
from tracing.readings.comparison import Comparison, Ranked, Row
from tracing.readings.marks import Fit, Mark
from tracing.readings.words import cautions, claim_words, critical_words, notes, pieces_words, would_tell_apart

ADDRESS = "/trace/readings/"


@dataclass(frozen=True, slots=True)
class Cell:
    """A mark under the reading that it is for."""

    ranked: Ranked
    mark: Mark


@dataclass(frozen=True, slots=True)
class RowShown:
    """A row of the matrix in words."""

    row: Row
    cells: tuple[Cell, ...]

    @property
    def claim(self) -> str:
        return claim_words(self.row.piece)

    @property
    def record(self) -> Used:
        return self.row.piece.record

    @property
    def claims(self) -> tuple[CitationFact, ...]:
        return self.row.piece.claims


@dataclass(frozen=True, slots=True)
class ReadingShown:
    """A reading with what speaks for and against it in words."""

    ranked: Ranked
    against: str
    fitting: str
    neutral: str
    chains: tuple[tuple[int, str], ...]
    """Numbers of its chains with their pages."""


class ReadingsShown:
    """Everything that the page and the section on a trace page show."""

    most_chains = 8

    def __init__(self, comparison: Comparison, asked: Asked) -> None:
        self.comparison, self.asked = comparison, asked

    @property
    def address(self) -> str:
        """The page with the whole matrix."""
        return readings_address(self.asked)

    @cached_property
    def readings(self) -> list[ReadingShown]:
        return [self._reading(ranked) for ranked in self.comparison.readings]

    def _reading(self, ranked: Ranked) -> ReadingShown:
        against, fitting, neutral = (
            pieces_words(ranked.weights[fit].pieces, ranked.weights[fit].origins)
            for fit in (Fit.INCONSISTENT, Fit.CONSISTENT, Fit.NEUTRAL)
        )
        numbers = ranked.reading.chains[: self.most_chains]
        chains = tuple((number, self.asked.address(chain=number, form="html")) for number in numbers)
        return ReadingShown(ranked, against, fitting, neutral, chains)

    @cached_property
    def telling(self) -> list[RowShown]:
        """Evidence that tells the readings apart."""
        return [self._row(row) for row in self.comparison.telling]

    @cached_property
    def common(self) -> list[RowShown]:
        """Evidence to which they all stand alike."""
        return [self._row(row) for row in self.comparison.common]

    def _row(self, row: Row) -> RowShown:
        return RowShown(row, tuple(map(Cell, self.comparison.readings, row.marks)))

    @cached_property
    def notes(self) -> list[str]:
        return notes(self.comparison)

    @property
    def caution(self) -> str:
        """What belongs beside the list of readings even where the other notes do not fit."""
        return " ".join(cautions(self.comparison))

    @cached_property
    def critical(self) -> list[str]:
        return critical_words(self.comparison)

    @cached_property
    def would_tell_apart(self) -> list[str]:
        return would_tell_apart(self.comparison)


def readings_address(asked: Asked, form: str = "html") -> str:
    """The readings of the chain that this trace shows."""
    return f"{ADDRESS}?{asked.address(form=form).partition('?')[2]}"

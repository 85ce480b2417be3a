"""Whether a thing of a register is a record that is here: what a person decided about it, or the question.

Use as `Decided("ucdp", Conflict)` once a plan, then `judge(Thing(…), candidates, …)` for each thing, and put the answer
into every row that tells the thing: the pipeline lets each question stand once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.models import Record
from editorial.choices import RowStatus
from importers.pipeline.planning import Ask, PlannedRow, Reading
from matching.choices import Verdict
from matching.decisions import standing_in
from matching.models import Decision

LONGEST_NAME = 400
LONGEST_WHY = 140
SEVERAL = "It was decided to be the same as several records: {ids}. Nothing is joined until all but one are taken back."


@dataclass(frozen=True, slots=True)
class Thing:
    """What a register tells of, by the names that it has from release to release, the surest first.

    A question is asked under the first name; what was decided under any of them counts, under an earlier one before.
    """

    names: tuple[str, ...]
    called: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Certain:
    """The record that the register's own rules find without a person."""

    record: str
    reason: str


@dataclass(frozen=True, slots=True)
class Judged:
    """What the rows of a thing become; `key` is that of the record that it is."""

    status: RowStatus
    key: int | None = None
    match: str = ""
    reason: str = ""
    asks: tuple[Ask, ...] = ()

    def mark(self, row: PlannedRow) -> None:
        """Put it into a row."""
        row.status, row.match, row.reason, row.asks = self.status, self.match, self.reason, self.asks


class Decided:
    """What people decided about the things of one register, whose records are of one kind."""

    def __init__(self, register: str, model: type[Record]) -> None:
        self._said = standing_in(register)
        ids = {record for said in self._said.values() for record in said}
        self._keys: dict[str, int] = dict(model.objects.filter(public_id__in=ids).values_list("public_id", "pk"))

    def judge(
        self, thing: Thing, candidates: Mapping[str, int], why_asked: str, certain: Certain | None = None
    ) -> Judged:
        """`candidates` are the records that it may be, public id → key; `certain` is one of them."""
        said: dict[str, Decision] = {}
        for name in reversed(thing.names):
            said |= self._said.get(_kept(name), {})
        same = [one for one, decision in said.items() if decision.verdict == Verdict.SAME and one in self._keys]
        if len(same) == 1:
            why = said[same[0]].why
            return Judged(RowStatus.MATCHED, self._keys[same[0]], same[0], f"Decided to be this record: “{why}”")
        if same:
            return Judged(RowStatus.POSSIBLE, match=same[0], reason=SEVERAL.format(ids=", ".join(same)))
        left = [one for one in candidates if one not in said or said[one].verdict != Verdict.DIFFERENT]
        if certain is not None and certain.record in left:
            return Judged(RowStatus.MATCHED, candidates[certain.record], certain.record, certain.reason)
        if left:
            asks = tuple(Ask(_kept(thing.names[0]), one, thing.called, thing.facts) for one in left)
            return Judged(RowStatus.POSSIBLE, match=left[0], reason=_question(why_asked, left, said), asks=asks)
        others = "; ".join(f"{one}: “{_shortened(said[one].why)}”" for one in candidates)
        return Judged(RowStatus.NEW, reason=f"Decided to be another one than {others}" if others else "")


def ask_once(reading: Reading) -> None:
    """Several rows may tell one thing: its question stands at the first of them, and the others say where.

    They say it first, since the end of a long reason is cut off where it is kept.
    """
    asked: dict[str, PlannedRow] = {}
    for row in reading.rows:
        things = [ask for ask in row.asks if ask.is_of_a_thing]
        if not things:
            continue
        first = asked.setdefault(things[0].printed, row)
        if first is not row:
            row.asks = tuple(ask for ask in row.asks if not ask.is_of_a_thing)
            row.reason = f"{_where(first, row, reading)} {row.reason}"


def _where(first: PlannedRow, row: PlannedRow, reading: Reading) -> str:
    file = "" if first.file == row.file else f" of {reading.files[first.file].name}"
    return f"It is asked once, at line {first.line.number}{file}."


def _question(why_asked: str, left: list[str], said: Mapping[str, Decision]) -> str:
    doubts = [f"Somebody was unsure about {one}: “{_shortened(said[one].why)}”" for one in left if one in said]
    return " ".join([f"{why_asked} Is it the same as {' or '.join(left)}?", *doubts])


def _shortened(why: str) -> str:
    """Beside a question; the list of decisions has all of it."""
    return why if len(why) <= LONGEST_WHY else f"{why[:LONGEST_WHY]}…"


def _kept(name: str) -> str:
    """As a decision can keep it."""
    return name[:LONGEST_NAME]

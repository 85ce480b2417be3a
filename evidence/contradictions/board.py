"""Every contradiction of the database, for the board and the command: found, then narrowed, never stored."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from evidence.choices import ContradictionState
from evidence.contradictions.between import readings_of_measures, records_of_one_flow
from evidence.contradictions.loading import Key, decisions_of, every
from evidence.contradictions.model import Contradiction
from evidence.subjects import SUBJECTS

ANY = "any"
"""In place of a state: those whose values are compatible too."""


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What to show: empty values leave nothing out, but compatible values are shown only when asked for."""

    kind: str = ""
    state: str = ""
    record: str = ""
    field: str | None = None
    source: Collection[int] | None = None
    about: Collection[Key] | None = None

    def keeps(self, one: Contradiction) -> bool:
        """True if it is to be shown."""
        return (
            (not self.kind or one.kind == self.kind)
            and self._keeps_state(one.state)
            and (not self.record or one.subject.column == self.record)
            and (self.field is None or one.field == self.field)
            and (self.source is None or not one.sources.isdisjoint(self.source))
            and (self.about is None or one.subject.key in self.about)
        )

    def _keeps_state(self, state: ContradictionState) -> bool:
        if not self.state:
            return state is not ContradictionState.COMPATIBLE
        return self.state in {ANY, state.value}


def every_contradiction() -> list[Contradiction]:
    """All of them, those between records too, in the order of records; six queries."""
    decided = decisions_of(None)
    found = [*every(), *readings_of_measures(decided), *records_of_one_flow(decided)]
    columns = list(SUBJECTS)
    return sorted(found, key=lambda one: (columns.index(one.subject.column), one.subject.pk, one.field))

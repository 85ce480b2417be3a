"""A record by what a reader types: its public id, its handle, or a name; where several fit, the reader chooses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from conflicts.models import Conflict, Incident
from conflicts.selectors import conflicts_named, incidents_named
from core.models import Record
from core.search import name_contains
from core.text import normalise_name
from entities.models import Entity
from entities.selectors import entities_named
from exports.models import Item, ItemUnit, Licence
from exports.selectors import items_named, licences_named
from tracing.query import TraceError
from tracing.starts import record_named

LONGEST, MOST_OF_A_KIND = 200, 12


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that may be meant."""

    kind: str
    record: Record


class SeveralMeantError(ValueError):
    """Raised where a name fits more than one record; holds them, best first."""

    def __init__(self, words: str, candidates: list[Candidate]) -> None:
        self.words, self.candidates = words, candidates
        super().__init__(f"Several records fit “{words}”. Choose one of them, or write its public id.")


def _units(rows: Any, words: str) -> Any:
    return rows.select_related("item").filter(name_contains("label", words) | name_contains("serial_as_read", words))


KINDS: tuple[tuple[str, type[Record], Callable[[Any, str], Any]], ...] = (
    ("item", Item, items_named),
    ("entity", Entity, entities_named),
    ("conflict", Conflict, conflicts_named),
    ("incident", Incident, incidents_named),
    ("licence", Licence, licences_named),
    ("unit or lot", ItemUnit, _units),
)


def record_meant(words: str) -> Record:
    """The record that these words name; raises SeveralMeantError to choose from, or TraceError with a sentence."""
    try:
        return record_named(words)
    except TraceError:
        found = list(_candidates(words))
    if not found:
        raise TraceError(
            f"No record that a trace can start or end at has “{words[:LONGEST]}” in its name. Try a part of the name, "
            "or look for it with the search and take its public id."
        )
    exact = [one for one in found if normalise_name(str(one.record)) == normalise_name(words)]
    meant = exact or found
    if len(meant) > 1:
        raise SeveralMeantError(words, meant)
    return meant[0].record


def _candidates(words: str) -> Iterator[Candidate]:
    if len(words) > LONGEST or not normalise_name(words):
        return
    for kind, model, named in KINDS:
        for record in named(model.objects.all(), words)[:MOST_OF_A_KIND]:
            yield Candidate(kind, record)

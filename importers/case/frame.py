"""What every part of the conversion writes: drafts with citations into a book, and a ledger line for each fact."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from evidence.choices import Rung, Stance
from importers.case.facts import Evidence, Fact, Facts, lookup

Values = dict[str, Any]


class CaseError(ValueError):
    """Raised where the facts and the lookups do not fit together; its message says what to add where."""


@dataclass
class Cite:
    """One source about a draft. With `field` it is a claim about that field."""

    source: str
    says: str = ""
    credibility: str = "6"
    stance: str = Stance.SUPPORTS
    rung: str = Rung.DEAL
    field: str = ""
    value_printed: str = ""
    value_read: str = ""


@dataclass
class Part:
    """A row of a draft, such as a name. `link` names its key to the draft, if more than one could be it."""

    model: type[Model]
    fields: Values
    link: str = ""


@dataclass
class Draft:
    """A record to be. Foreign keys are written as handles (countries: codes); empty values may be left in."""

    model: type[Model]
    handle: str
    fields: Values
    citations: list[Cite] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)


@dataclass(frozen=True)
class Entry:
    """How one fact ended: the handles that it was loaded as, or why it was left out."""

    section: str
    id: str
    handles: tuple[str, ...] = ()
    reason: str = ""


class Ledger:
    """Says for every fact what became of it. A fact without a line, or with two, stops the conversion."""

    def __init__(self) -> None:
        self.entries: dict[tuple[str, str], Entry] = {}

    def loaded(self, fact: Fact, *handles: str) -> None:
        """Use once for a fact that became these records."""
        self._write(Entry(fact.section, fact.id, handles=handles or (fact.id,)))

    def left_out(self, fact: Fact, reason: str) -> None:
        """Use once for a fact that became nothing."""
        self._write(Entry(fact.section, fact.id, reason=reason))

    def check(self, facts: Facts) -> None:
        """Raise CaseError unless every fact of every section has its line."""
        missing = [fact.id for fact in facts.all() if (fact.section, fact.id) not in self.entries]
        if missing:
            raise CaseError(f"These facts have no line in the ledger: {', '.join(missing)}.")

    def _write(self, entry: Entry) -> None:
        if (entry.section, entry.id) in self.entries:
            raise CaseError(f"{entry.id} has two lines in the ledger; write one.")
        self.entries[entry.section, entry.id] = entry


class Book:
    """All drafts, by theme (one fixture file each), with the ledger."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.ledger = Ledger()
        self.themes: dict[str, dict[str, Draft]] = {}
        self._by_handle: dict[str, Draft] = {}

    def add(self, theme: str, draft: Draft) -> Draft:
        """Use to put a draft into fixtures/<theme>.yaml."""
        if draft.handle in self._by_handle:
            raise CaseError(f"Two drafts have the handle {draft.handle}.")
        self.themes.setdefault(theme, {})[draft.handle] = draft
        self._by_handle[draft.handle] = draft
        return draft

    def draft(self, handle: str) -> Draft:
        """The draft with this handle."""
        if handle not in self._by_handle:
            raise CaseError(f"No draft has the handle {handle}.")
        return self._by_handle[handle]

    def has(self, handle: str) -> bool:
        return handle in self._by_handle

    def cite(self, handle: str, *citations: Cite) -> None:
        """Use to add citations to a draft of any theme."""
        self.draft(handle).citations.extend(citations)


def cites(fact: Fact, rung: str = Rung.DEAL, evidence: Iterable[Evidence] | None = None) -> list[Cite]:
    """Use for a draft's citations: one for each evidence entry; lookups/stances.yaml says which of them dispute."""
    stances: Mapping[str, str] = lookup("stances").get(fact.id, {})
    return [
        Cite(
            source=entry.source,
            says=entry.says,
            credibility=entry.digit,
            stance=stances.get(entry.source, Stance.SUPPORTS),
            rung=rung,
        )
        for entry in (fact.evidence if evidence is None else evidence)
    ]

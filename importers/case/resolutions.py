"""What the case file itself reconciles: contradictions whose values each hold for a scope of their own."""

from __future__ import annotations

from evidence.choices import Decision
from evidence.models import Resolution
from importers.case.facts import lookup
from importers.case.frame import Book, CaseError, Draft

THEME = "resolutions"
DECIDED = "2026-10"
"""When the case file was closed; its questions carry no dates of their own."""


def convert(book: Book) -> None:
    """Put them into the book; each is the `assessment` of a contested question, in our words."""
    questions = {fact.id for fact in book.facts.sections["contested"]}
    for handle, entry in lookup("resolutions").items():
        if entry["from"] not in questions:
            raise CaseError(f"{handle} in lookups/resolutions.yaml is from {entry['from']}, which is no question.")
        fields = {name: value for name, value in entry.items() if name != "from"}
        book.add(THEME, Draft(Resolution, handle, fields | {"decision": Decision.RECONCILED.value, "decided": DECIDED}))

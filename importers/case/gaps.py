"""What is missing, by the facts' own words, what those asked answered, and who looked for what would refute."""

from __future__ import annotations

from evidence.models import Check, Gap, Reply
from importers.case.facts import lookup
from importers.case.frame import Book, CaseError, Draft
from importers.case.words import edtf

THEME = "gaps"


def convert(book: Book) -> None:
    """Put gaps, replies and checks into the book; they come beside records and so have no line in the ledger."""
    facts = {fact.id: fact for fact in book.facts.all() if fact.is_read}
    words = lookup("gaps")
    for handle, entry in (words["gaps"] | words["replies"] | words["checks"]).items():
        if entry["from"] not in facts:
            raise CaseError(f"{handle} in lookups/gaps.yaml is from {entry['from']}, which is no fact that was read.")
        fields = {name: value for name, value in entry.items() if name != "from"}
        if handle not in words["replies"]:
            book.add(THEME, Draft(Gap if handle in words["gaps"] else Check, handle, fields))
        else:
            fact = facts[entry["from"]]
            source = fact.id if fact.section == "statements" else entry["source"]
            book.add(THEME, Draft(Reply, handle, {**fields, "source": source, "when": edtf(fact.get("date"))}))

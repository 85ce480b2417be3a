"""Sources with their publishers and lineage."""

from __future__ import annotations

import re
from typing import Any

from evidence.choices import Reliability, SourceKind
from evidence.models import Publisher, Source, SourceLineage
from importers.case.cast import Cast
from importers.case.facts import Fact, lookup
from importers.case.frame import Book, CaseError, Draft, Part
from importers.case.words import edtf

THEME = "sources"
HANDLE = re.compile(r"\bsrc-[a-z0-9-]+")
INFERRED = re.compile(r"\s*\(?;?\s*title (?:partly )?(?:inferred|not shown)(?: from URL)?\)?", re.IGNORECASE)


def convert(book: Book, _cast: Cast) -> None:
    """Put every source into the book, and the unseen origins that some of them rest on."""
    for fact in book.facts.of("sources"):
        book.add(THEME, _source(book, fact))
        book.ledger.loaded(fact)
    for handle, origin in lookup("origins").items():
        book.add(THEME, _origin(book, handle, origin))


def title_of(printed: str) -> tuple[str, bool]:
    """The title, and whether it was inferred: brackets and "(title inferred from URL)" say that it was not printed."""
    title = INFERRED.sub("", printed).strip()
    bracketed = title.startswith("(") and title.endswith(")")
    return (title[1:-1] if bracketed else title.strip("( ")) or printed, bracketed or title != printed.strip()


def _source(book: Book, fact: Fact) -> Draft:
    words = lookup("sources")
    kind = fact.text("kind")
    if kind not in words["kinds"]:
        raise CaseError(f"{fact.id} is a “{kind}”: say in lookups/sources.yaml which kind of source that is.")
    title, inferred = title_of(fact.text("title"))
    printed = fact.text("publisher")
    publisher = words["publishers"].get(printed, printed)
    bounded = words["published"].get(fact.id, {})
    about = [
        f"{fact.text('note').rstrip('.')}." if bounded else fact.text("note"),
        bounded.get("because", ""),
        f"Published as: {printed}." if publisher != printed else "",
    ]
    about += [f"Kind in the case file: {kind}."] if kind not in ("original", "repost", "secondary") else []
    fields = {
        "title": title,
        "title_is_inferred": inferred,
        "kind": words["kind_of"].get(fact.id, words["kinds"][kind]),
        "publisher": _publisher(book, publisher),
        "authors": fact.text("author"),
        "speaker": words["speakers"].get(fact.id),
        "published": bounded.get("published") or edtf(fact.get("published")),
        "language": fact.text("language"),
        "url": fact.text("url"),
        "reliability": fact.text("reliability"),
        "note": HANDLE.sub(lambda found: _named(book, found[0]), " ".join(text for text in about if text)),
    }
    return Draft(Source, fact.id, fields, parts=_lineage(fact.id))


def _named(book: Book, handle: str) -> str:
    """A source's title for its handle: notes of the case file name sources by handle, which readers do not know."""
    titles = (title_of(fact.text("title"))[0] for fact in book.facts.of("sources") if fact.id == handle)
    return f"“{next(titles, handle)}”"


def _origin(book: Book, handle: str, origin: dict[str, Any]) -> Draft:
    fields = {
        "title": origin["title"],
        "title_is_inferred": True,
        "kind": SourceKind(origin["kind"]),
        "publisher": _publisher(book, origin["publisher"], origin.get("country")),
        "reliability": Reliability.F,
        "note": origin.get("note", "Not seen: known only from sources that rest on it. The title is ours."),
    }
    return Draft(Source, handle, fields, parts=_lineage(handle))


def _lineage(handle: str) -> list[Part]:
    return [Part(SourceLineage, dict(row), link="source") for row in lookup("lineage").get(handle, ())]


def _publisher(book: Book, name: str, country: str | None = None) -> str:
    if name and not book.has(name):
        words = lookup("sources")
        fields = {
            "name": name,
            "country": country,
            "entity": words["publisher_entities"].get(name),
            "note": words["publisher_notes"].get(name, ""),
        }
        book.add(THEME, Draft(Publisher, name, fields))
    return name

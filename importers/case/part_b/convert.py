"""Half B of the conversion: how things moved, under which rules, and where they ended up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from importers.case.cast import Cast
from importers.case.contested import add_claims
from importers.case.facts import Fact
from importers.case.frame import Book, CaseError
from importers.case.part_b import goods
from importers.case.part_b.conflicts import conflict
from importers.case.part_b.incidents import incident
from importers.case.part_b.incorporations import incorporation
from importers.case.part_b.job import Job, words_of
from importers.case.part_b.licences import licence, licence_event, undertaking
from importers.case.part_b.measures import measure, measure_reading
from importers.case.part_b.proceedings import proceeding
from importers.case.part_b.shipments import item_unit, shipment
from importers.case.part_b.statistics import trade_statistic

MAKERS: Mapping[str, Callable[[Job], None]] = {
    maker.__name__: maker
    for maker in (
        conflict,
        incident,
        incorporation,
        item_unit,
        licence,
        licence_event,
        measure,
        measure_reading,
        proceeding,
        shipment,
        trade_statistic,
        undertaking,
    )
}
# Section → what its facts become where the lookup says nothing else in `as`.
USUAL = {
    "permits_measures": "measure",
    "transfers": "shipment",
    "incorporations": "incorporation",
    "conflicts": "conflict",
    "documented_uses": "incident",
    "trade_statistics": "trade_statistic",
}


def convert(book: Book, cast: Cast) -> None:
    """Put permits, transfers, incorporations, conflicts, uses and statistics into the book."""
    goods.convert(book, cast)
    for section in USUAL:
        for fact in book.facts.of(section):
            book.ledger.loaded(fact, *(_make(book, cast, fact, entry) for entry in _entries(fact)))
    for whose, entries in words_of("claims").items():
        for entry in entries:
            add_claims(book, whose, entry)


def _entries(fact: Fact) -> list[dict[str, Any]]:
    """The lookup's entries for a fact; each becomes a record."""
    words = words_of(fact.section).get(fact.id)
    if words is None:
        raise CaseError(f"{fact.id}: say in part_b/lookups/{fact.section}.yaml what it becomes.")
    return [dict(entry) for entry in (words if isinstance(words, list) else [words])]


def _make(book: Book, cast: Cast, fact: Fact, words: dict[str, Any]) -> str:
    maker = MAKERS[words.pop("as", USUAL[fact.section])]
    job = Job(book, cast, fact, words)
    maker(job)
    return job.handle

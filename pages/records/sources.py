"""The page of a source: what it rests on, what rests on it, everything it carries, and what would fall with it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Count, Exists, F, OuterRef

from core.kept import AnyOf, Kept, keys
from evidence.choices import Reliability, SourceKind, Stance
from evidence.models import Citation, Source, SourceLineage
from evidence.selectors import lineage_of
from evidence.subjects import SUBJECTS
from pages.addresses import record_url
from pages.claims import Claim, claim_of
from pages.parts import Builder, RecordPage, Section
from pages.rows import SUBJECT_WORDS, Rows
from pages.tables import Cell
from pages.words import plural
from tracing.withdrawal import links_that_fall, number_that_fall

ALL_OF, FIRST = 400, 25
"""Claims of a source that its page shows all of; of a register, which carries tens of thousands, only the first of each
kind of record."""
KIND_WORDS = {
    "entity": "Entities",
    "item": "Items",
    "item_unit": "Units and lots",
    "lobby_contact": "Lobby contacts",
    "licence_event": "Licence events",
    "measure_reading": "Readings of measures",
    "trade_statistic": "Statistics",
}


CARRIED = Kept.by(Citation.objects.select_related("source__publisher", *SUBJECT_WORDS), "source")
OFFSPRING = Kept.by(
    SourceLineage.objects.select_related("source__publisher").order_by("source__published_earliest"), "origin"
)
FIRST_OF = {
    column: Kept(
        Citation.objects.filter(AnyOf(F("source"), keys()), **{f"{column}__isnull": False})
        .select_related("source__publisher", *(word for word in SUBJECT_WORDS if word.split("__")[0] == column))
        .order_by("id")[:FIRST]
    )
    for column in SUBJECTS
}


@dataclass(frozen=True, slots=True)
class Carried:
    """All that a source says about records of one kind."""

    kind: str
    claims: tuple[tuple[Cell, Claim], ...]
    number: int
    """How many there are; `claims` may be the first."""

    @property
    def number_words(self) -> str:
        """ "29,050"."""
        return f"{self.number:,}"


def page(source: Source) -> RecordPage:
    build = Builder(source)
    kind, reliability = SourceKind(source.kind), Reliability(source.reliability)
    build.fact("Publisher", str(source.publisher or ""))
    build.fact("Authors", source.authors)
    build.fact("Speaker", source.speaker)
    build.fact("Published", source.published.words(period=True) if source.published else "")
    build.fact("Language", source.language)
    build.fact("Kind", Cell(str(kind.label), note=str(kind.explanation)))
    build.fact("Reliability", Cell(str(reliability.label), note=str(reliability.explanation)))
    build.fact("Address", _outward(source.url))
    build.fact("Archived at", _outward(source.archived_url))
    build.fact("Title", Cell("inferred: it was not printed in what was read" if source.title_is_inferred else ""))
    build.fact("Note", source.note)
    _lineage(build, source)
    numbers = _numbers(source)
    number = sum(numbers.values())
    _carries(build, source, numbers)
    _falling(build, source, FIRST if number > ALL_OF else None)
    _alone(build, source, numbers)
    lead = source.statement or _sentence(source, number)
    return build.page(str(kind.label).capitalize(), source.title, lead, list_url="/sources/", list_name="Sources")


def _outward(url: str) -> Cell:
    return Cell(url, url) if url.startswith(("http://", "https://")) else Cell()


def _sentence(source: Source, count: int) -> str:
    by = f" by {source.publisher}" if source.publisher else ""
    return f"Published{by}; carries {plural(count, 'claim')} here."


def _lineage(build: Builder, source: Source) -> None:
    """What it rests on, up to the roots, and what rests on it."""
    upward = lineage_of(source)
    downward = OFFSPRING(keys=[source.pk])
    if upward or downward:
        content = {"upward": upward, "downward": downward, "source": source}
        note = "Independence counts origins, not articles: sources that rest on one origin count as one."
        build.section("lineage", "What it rests on", "lineage", content, note)


def _numbers(source: Source) -> dict[str, int]:
    """How many claims it makes about each kind of record."""
    numbers = Citation.objects.filter(source=source.pk).aggregate(**{column: Count(column) for column in SUBJECTS})
    return {column: number for column, number in numbers.items() if number}


def _carries(build: Builder, source: Source, numbers: dict[str, int]) -> None:
    """All of it, or of a register the first of each kind, with the list that has them all."""
    if sum(numbers.values()) <= ALL_OF:
        build.section("carries", "What it carries", "carries", _carried(CARRIED(keys=[source.pk]), numbers))
        return
    first = [claim for column in numbers for claim in FIRST_OF[column](keys=[source.pk])]
    more = Cell("See all of them in the list", f"/citations/?source={source.public_id}")
    note = f"The first {FIRST} about each kind of record are shown."
    template = "pages/sections/carries.html"
    build.sections.append(Section("carries", "What it carries", template, _carried(first, numbers), note, more))


def _carried(citations: list[Citation], numbers: dict[str, int]) -> list[Carried]:
    by_kind: dict[str, list[tuple[Cell, Claim]]] = defaultdict(list)
    for citation in citations:
        subject = citation.subject
        if subject is not None:
            cell = Cell(str(subject), record_url(subject))
            by_kind[citation.subject_column].append((cell, claim_of(citation, type(subject), with_lineage=False)))
    return [
        Carried(_kind_words(column), tuple(by_kind[column]), numbers[column])
        for column in SUBJECTS
        if column in by_kind
    ]


def _kind_words(column: str) -> str:
    return KIND_WORDS.get(column, column.replace("_", " ").capitalize() + "s")


def _falling(build: Builder, source: Source, most: int | None) -> None:
    """The links of chains that would rest on nothing, named before anybody withdraws it."""
    cells = [Cell(one.record.title, one.record.url, note=one.verb) for one in links_that_fall(source, most)]
    number = len(cells) if most is None else number_that_fall(source)
    note = (
        "These links of chains would rest on no source if this one, and what rests on nothing but it, were withdrawn."
    )
    note += _first_named(len(cells), number)
    build.section("falls", f"Links that would fall with it ({number:,})", "cells", cells, note)


def _first_named(shown: int, number: int) -> str:
    return f" The first {FIRST} of each kind are named." if shown < number else ""


def _alone(build: Builder, source: Source, numbers: dict[str, int]) -> None:
    """Records that no other source supports: they would stand without a source if this one fell."""
    cells: list[Cell] = []
    number = 0
    most = FIRST if sum(numbers.values()) > ALL_OF else None
    for column in numbers:
        rows = _carried_alone(column, source)
        found = list(rows[:most])
        number += len(found) if most is None or len(found) < most else rows.count()
        cells += [Cell(str(record), record_url(record)) for record in found]
    note = "No other source here supports these records. They would stand without one if this source fell."
    note += _first_named(len(cells), number)
    build.section("alone", f"Carried by it alone ({number:,})", "cells", cells, note)


def _carried_alone(column: str, source: Source) -> Rows:
    supports = Citation.objects.filter(stance=Stance.SUPPORTS)
    others = supports.filter(**{column: OuterRef("pk")}).exclude(source=source.pk)
    mine = supports.filter(source=source.pk, **{f"{column}__isnull": False}).values(column)
    rows: Rows = apps.get_model(SUBJECTS[column])._default_manager.filter(pk__in=mine).filter(~Exists(others))
    names = [word.partition("__")[2] for word in SUBJECT_WORDS if word.startswith(f"{column}__")]
    return rows.select_related(*names).order_by("pk")

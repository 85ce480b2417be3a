"""The page of a source: what it rests on, what rests on it, everything it carries, and what would fall with it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import F

from core.kept import AnyOf, Kept, keys
from evidence.choices import Reliability, SourceKind, Stance
from evidence.models import Citation, Source, SourceLineage
from evidence.selectors import lineage_of
from evidence.subjects import SUBJECTS
from pages.addresses import record_url
from pages.claims import Claim, claim_of
from pages.parts import Builder, RecordPage
from pages.rows import SUBJECT_WORDS
from pages.tables import Cell
from pages.words import plural
from tracing.withdrawal import links_that_fall

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
OTHERWISE_CARRIED = {
    column: Kept(
        Citation.objects.filter(AnyOf(F(column), keys()), stance=Stance.SUPPORTS)
        .exclude(AnyOf(F("source"), keys("sources")))
        .order_by()
        .values_list(f"{column}_id")
        .distinct(),
        keys="bigint[]",
        sources="bigint[]",
    )
    for column in SUBJECTS
}


@dataclass(frozen=True, slots=True)
class Carried:
    """All that a source says about records of one kind."""

    kind: str
    claims: tuple[tuple[Cell, Claim], ...]


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
    citations: list[Citation] = CARRIED(keys=[source.pk])
    build.section("carries", "What it carries", "carries", _carried(citations))
    _falling(build, source)
    _alone(build, source, citations)
    lead = source.statement or _sentence(source, len(citations))
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


def _carried(citations: list[Citation]) -> list[Carried]:
    by_kind: dict[str, list[tuple[Cell, Claim]]] = defaultdict(list)
    for citation in citations:
        subject = citation.subject
        if subject is not None:
            cell = Cell(str(subject), record_url(subject))
            by_kind[citation.subject_column].append((cell, claim_of(citation, type(subject), with_lineage=False)))
    return [
        Carried(KIND_WORDS.get(column, column.replace("_", " ").capitalize() + "s"), tuple(by_kind[column]))
        for column in SUBJECTS
        if column in by_kind
    ]


def _falling(build: Builder, source: Source) -> None:
    """The links of chains that would rest on nothing, named before anybody withdraws it."""
    cells = [Cell(one.record.title, one.record.url, note=one.verb) for one in links_that_fall(source)]
    note = (
        "These links of chains would rest on no source if this one, and what rests on nothing but it, were withdrawn."
    )
    build.section("falls", f"Links that would fall with it ({len(cells)})", "cells", cells, note)


def _alone(build: Builder, source: Source, citations: list[Citation]) -> None:
    """Records that no other source supports: they would stand without a source if this one fell."""
    mine = {(c.subject_column, getattr(c, f"{c.subject_column}_id")) for c in citations if c.stance == "supports"}
    alone: list[Cell] = []
    for column in SUBJECTS:
        own = [key for kind, key in mine if kind == column]
        if own:
            held = {key for (key,) in OTHERWISE_CARRIED[column](keys=own, sources=[source.pk])}
            alone += _cells_of(column, [key for key in own if key not in held], citations)
    note = "No other source here supports these records. They would stand without one if this source fell."
    build.section("alone", f"Carried by it alone ({len(alone)})", "cells", alone, note)


def _cells_of(column: str, wanted: list[int], citations: list[Citation]) -> list[Cell]:
    subjects = {getattr(c, f"{column}_id"): c.subject for c in citations if c.subject_column == column}
    return [Cell(str(subjects[key]), record_url(subjects[key])) for key in wanted if subjects.get(key) is not None]

"""What sources say about many records, and what those sources rest on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db import connections, router
from django.db.models import F

from core.kept import AnyOf, Kept, keys
from evidence.about import KEYS_BY_KIND, about_any
from evidence.models import Capture, Citation, SourceLineage
from evidence.subjects import SUBJECTS
from tracing.dossier.claims import CitationFact, SourceFact
from tracing.dossier.facts import Key

OF_A_CLAIM = ("pk", "stance", "credibility", "rung", "says", "locator", "field", "value_printed", "value_read")
OF_A_SOURCE = (
    "pk", "public_id", "title", "kind", "reliability", "published", "url", "archived_url", "language", "authors",
    "version", "publisher__name", "speaker__name",
)  # fmt: skip
COLUMNS = tuple(SUBJECTS)
CLAIMS = Kept(
    # Hundreds of rows, each at once a fact: only what facts are made of, and no records in between.
    Citation.objects.filter(about_any(Citation))
    .order_by("source__reliability", "credibility", "id")
    .values_list(*OF_A_CLAIM, *(f"source__{name}" for name in OF_A_SOURCE), *(f"{column}_id" for column in COLUMNS)),
    **KEYS_BY_KIND,
)
SOURCE, SUBJECT = len(OF_A_CLAIM), len(OF_A_CLAIM) + len(OF_A_SOURCE)
"""Where a row's source begins, and where the keys of what it is about do."""
CAPTURES = Kept(
    Capture.objects.filter(AnyOf(F("source"), keys())).order_by("sha256").values_list("source_id", "sha256")
)
Evidence = tuple[dict[Key, tuple[CitationFact, ...]], dict[int, frozenset[int]]]


def evidence_about(keys: Collection[Key]) -> Evidence:
    """The citations of these records, and the lineage of their sources up to the roots."""
    wanted: dict[str, list[int]] = defaultdict(list)
    for column, pk in sorted(keys):
        wanted[column].append(pk)
    if not wanted:
        return {}, {}
    rows = CLAIMS(**wanted)
    captures: dict[int, list[str]] = defaultdict(list)
    for source, sha256 in CAPTURES(keys={row[SOURCE] for row in rows}):
        captures[source].append(sha256)
    found: dict[Key, list[CitationFact]] = defaultdict(list)
    sources: dict[int, SourceFact] = {}
    for row in rows:
        pk, *claim = row[:SOURCE]
        source_pk = row[SOURCE]
        if source_pk not in sources:
            sources[source_pk] = _source(row[SOURCE:SUBJECT], captures[source_pk])
        about = next(place for place, key in enumerate(row[SUBJECT:]) if key is not None)
        found[COLUMNS[about], row[SUBJECT + about]].append(CitationFact(pk, sources[source_pk], *claim))
    return {key: tuple(claims) for key, claims in found.items()}, lineage_above(sources)


def _source(row: Sequence[Any], captures: Sequence[str]) -> SourceFact:
    pk, public_id, title, kind, reliability, published, url, archived, language, authors, version, *names = row
    publisher, speaker = names
    name = next(name for name in (publisher, speaker, title) if name is not None)
    return SourceFact(
        pk, public_id, title, name, kind, reliability, published, f"/sources/{public_id}/", url, archived, language,
        authors, publisher or "", version, tuple(captures),
    )  # fmt: skip


def lineage_above(sources: Iterable[int]) -> dict[int, frozenset[int]]:
    """What each source and its ancestors rest on directly. One query, however long the lineage; circles end."""
    lineage: dict[int, set[int]] = defaultdict(set)
    asked = list(sources)
    if asked:
        with connections[router.db_for_read(SourceLineage)].cursor() as cursor:
            cursor.execute(ABOVE, [asked])
            for source, origin in cursor.fetchall():
                lineage[source].add(origin)
    return {source: frozenset(origins) for source, origins in lineage.items()}


ABOVE = """
    WITH RECURSIVE above AS (
        SELECT source_id, origin_id FROM evidence_sourcelineage WHERE source_id = ANY(%s)
        UNION
        SELECT further.source_id, further.origin_id
        FROM above JOIN evidence_sourcelineage further ON further.source_id = above.origin_id
    )
    SELECT source_id, origin_id FROM above
"""

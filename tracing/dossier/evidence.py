"""What sources say about many records, and what those sources rest on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db import connections, router

from core.kept import Kept, share_out, shared
from evidence.about import KEYS_BY_KIND, about_any
from evidence.models import Capture, Citation, Source, SourceLineage
from evidence.subjects import SUBJECTS
from tracing.dossier.facts import CitationFact, Key, SourceFact

OF_A_CLAIM = ("stance", "credibility", "rung", "says", "locator", "field", "value_printed", "value_read", *SUBJECTS)
OF_A_SOURCE = (
    "public_id", "title", "kind", "reliability", "published", "url", "archived_url", "language", "authors", "version",
    "publisher__name", "speaker__name",
)  # fmt: skip
CLAIMS = Kept(
    Citation.objects.filter(about_any(Citation))
    .select_related("source__publisher", "source__speaker")
    # hundreds of rows: only what facts are made of, a third of the columns
    .only(*OF_A_CLAIM, *(f"source__{name}" for name in OF_A_SOURCE))
    .order_by("source__reliability", "credibility", "id"),
    **KEYS_BY_KIND,
)
CAPTURES = Kept.by(Capture.objects.all(), "source")
Evidence = tuple[dict[Key, tuple[CitationFact, ...]], dict[int, frozenset[int]]]


def evidence_about(keys: Collection[Key]) -> Evidence:
    """The citations of these records, and the lineage of their sources up to the roots."""
    wanted: dict[str, list[int]] = defaultdict(list)
    for column, pk in sorted(keys):
        wanted[column].append(pk)
    if not wanted:
        return {}, {}
    rows = CLAIMS(**wanted)
    cited = {row.source_id: row.source for row in rows}
    share_out(cited.values(), "captures", CAPTURES(keys=cited), "source")
    found: dict[Key, list[CitationFact]] = defaultdict(list)
    sources: dict[int, SourceFact] = {}
    for row in rows:
        column = row.subject_column
        if row.source_id not in sources:
            sources[row.source_id] = source_fact(cited[row.source_id])
        source = sources[row.source_id]
        found[column, getattr(row, f"{column}_id")].append(_citation(row, source))
    return {key: tuple(claims) for key, claims in found.items()}, lineage_above(sources)


def _citation(row: Citation, source: SourceFact) -> CitationFact:
    return CitationFact(
        row.pk, source, row.stance, row.credibility, row.rung, row.says, row.locator, row.field, row.value_printed,
        row.value_read,
    )  # fmt: skip


def source_fact(row: Source) -> SourceFact:
    """A source whose publisher and speaker are loaded, and whose captures were shared out."""
    return SourceFact(
        pk=row.pk,
        public_id=row.public_id,
        title=row.title,
        name=str(row.publisher or row.speaker or row.title),
        kind=row.kind,
        reliability=row.reliability,
        published=row.published,
        url=f"/sources/{row.public_id}/",
        address=row.url,
        archived=row.archived_url,
        language=row.language,
        authors=row.authors,
        publisher=str(row.publisher or ""),
        version=row.version,
        captures=tuple(sorted(capture.sha256 for capture in shared(row, "captures"))),
    )


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

"""Questions about evidence that pages, traces and the API ask; each for many records at once, in one query."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from django.db import connections, models, router

from core.choices import Strength
from evidence.choices import Stance
from evidence.contradictions.kinds import NAMING_FIELDS
from evidence.contradictions.sameness import kept_names
from evidence.grading import Claim, Grade, grade
from evidence.models import Citation, Source, SourceLineage
from evidence.publication import Public
from evidence.subjects import SUBJECTS


@dataclass(frozen=True, slots=True)
class LineageStep:
    """A source, how far it is from the one asked about, and the link that leads to it."""

    depth: int
    link: SourceLineage
    source: Source


def column_of(record: models.Model) -> str:
    """The column of Citation for this kind of record; a proxy (Exporter, Platform) counts as its original."""
    label = record._meta.concrete_model._meta.label if record._meta.concrete_model else record._meta.label
    return next(column for column, model in SUBJECTS.items() if model == label)


def citations_of(record: models.Model) -> models.QuerySet[Citation]:
    """The citations of one record, supporting ones first, each with its source and publisher."""
    return (
        Citation.objects.filter(**{column_of(record): record.pk})
        .select_related("source__publisher", "source__speaker")
        .order_by(_stance_order(), "field", "id")
    )


def grades(column: str, ids: Collection[int]) -> dict[int, Grade]:
    """How each record is carried, by id. The same function as the one that keeps `strength`; one query."""
    return grades_of_all({column: ids})[column]


def grades_of_all(wanted: Mapping[str, Collection[int]], known_on: date | None = None) -> dict[str, dict[int, Grade]]:
    """The same for records of several kinds, by kind and id: one query; up to three for a day in the past."""
    if known_on is not None:
        return _grades_known_on(wanted, Public(known_on))
    unknown = wanted.keys() - SUBJECTS.keys()
    if unknown:
        raise ValueError(f"{', '.join(sorted(unknown))} is not a kind of record that citations are about.")
    found: dict[str, dict[int, Grade]] = {column: {} for column in wanted}
    asked = {column: list(ids) for column, ids in wanted.items() if ids}
    if not asked:
        return found
    # The names of the functions come from SUBJECTS, never from a reader.
    parts = (f"SELECT '{column}', graded.* FROM grades_of_{column}(%s) graded" for column in asked)  # noqa: S608
    with connections[router.db_for_read(Citation)].cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), list(asked.values()))
        for column, key, strength, is_disputed, sources, origins, best_rung in cursor.fetchall():
            found[column][key] = Grade(Strength(strength), is_disputed, sources, origins, best_rung)
    return found


def _grades_known_on(wanted: Mapping[str, Collection[int]], public: Public) -> dict[str, dict[int, Grade]]:
    """From the citations of that day alone, by the pure function: few records, and no second copy of its SQL."""
    asked = [column for column, ids in wanted.items() if ids]
    claims: dict[tuple[str, int], list[Claim]] = {(column, key): [] for column in asked for key in wanted[column]}
    if asked:
        cited = Citation.objects.filter(reduce(or_, (models.Q(**{f"{one}__in": list(wanted[one])}) for one in asked)))
        for row in public.citations(cited).values_list(*CLAIM, *(f"{column}_id" for column in asked)):
            place = next(n for n, key in enumerate(row[len(CLAIM) :]) if key is not None)
            claims[asked[place], row[len(CLAIM) + place]].append(Claim(*row[: len(CLAIM)]))
    lineage = _origins({claim.source for several in claims.values() for claim in several})
    names_any = any(one.value_read and one.field in NAMING_FIELDS for several in claims.values() for one in several)
    names = kept_names() if names_any else {}
    found: dict[str, dict[int, Grade]] = {column: {} for column in wanted}
    for (column, key), several in claims.items():
        found[column][key] = grade(several, lineage, names)
    return found


CLAIM = (
    "source_id", "source__reliability", "credibility", "source__kind", "stance", "rung", "field", "value_read",
)  # fmt: skip
"""The columns of a citation in the order of `Claim`."""


def _origins(sources: Collection[int]) -> dict[int, set[int]]:
    """Each source with the ends of its lineage. One query, however long the lineage."""
    found: dict[int, set[int]] = defaultdict(set)
    if sources:
        with connections[router.db_for_read(Citation)].cursor() as cursor:
            cursor.execute("SELECT source_id, origin_id FROM source_origins(%s)", [list(sources)])
            for source, origin in cursor.fetchall():
                found[source].add(origin)
    return found


def lineage_of(source: Source) -> list[LineageStep]:
    """What this source rests on, nearest first; a circle is followed once. One query for each step away."""
    steps: list[LineageStep] = []
    seen, at = {source.pk}, [source.pk]
    while at:
        links = SourceLineage.objects.filter(source__in=at).select_related("origin__publisher", "source").order_by("id")
        new = [link for link in links if link.origin_id not in seen]
        depth = steps[-1].depth + 1 if steps else 1
        steps += [LineageStep(depth, link, link.origin) for link in new]
        at = list({link.origin_id for link in new})
        seen |= set(at)
    return steps


def _stance_order() -> models.Case:
    return models.Case(*(models.When(stance=stance, then=place) for place, stance in enumerate(Stance.values)))

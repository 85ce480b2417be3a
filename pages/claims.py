"""What sources say about records, claim by claim, as the tables of claims show it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from django.apps import apps
from django.db.models import Model, Q

from core.kept import Kept, share_out
from evidence.about import KEYS_BY_KIND, about_any
from evidence.choices import Rung, Stance
from evidence.contradictions.finding import value_words
from evidence.contradictions.kinds import field_words
from evidence.models import Citation, Source, SourceLineage
from evidence.publication import Public
from evidence.subjects import SUBJECTS
from pages.weights import subject_column

WITH_SOURCES = Citation.objects.select_related("source__publisher", "source__speaker").order_by(
    "field", "source__reliability", "credibility", "id"
)
CITATIONS = Kept(WITH_SOURCES.filter(about_any(Citation)), **KEYS_BY_KIND)
LINEAGE = Kept.by(SourceLineage.objects.select_related("origin"), "source")


@dataclass(frozen=True, slots=True)
class Claim:
    """One citation as a page shows it."""

    citation: Citation
    source: Source
    field: str
    value: str
    read: str
    rests_on: tuple[Source, ...]

    @property
    def stance(self) -> Stance:
        """supports, disputes or mentions."""
        return Stance(self.citation.stance)

    @property
    def rung(self) -> Rung:
        """How close the proof comes."""
        return Rung(self.citation.rung)


def claims_about(model: type[Model], keys: Sequence[int]) -> Mapping[int, list[Claim]]:
    """The claims about each of these records: two queries whatever their number."""
    column = subject_column(model)
    return claims_of_all({column: keys})[column] if column else {}


def claims_of_all(
    wanted: Mapping[str, Sequence[int]], known_on: date | None = None
) -> Mapping[str, Mapping[int, list[Claim]]]:
    """The same for records of several kinds, by the citation's column and the record's key; still two queries.

    With a day, only what was published by then.
    """
    found: dict[str, dict[int, list[Claim]]] = {column: defaultdict(list) for column in wanted}
    for citation in _citations(wanted, known_on):
        column = citation.subject_column
        model = apps.get_model(SUBJECTS[column])
        found[column][getattr(citation, f"{column}_id")].append(claim_of(citation, model))
    return found


def _citations(wanted: Mapping[str, Sequence[int]], known_on: date | None) -> list[Citation]:
    """Each with its source, whose lineage is loaded."""
    if known_on is None:
        rows: list[Citation] = CITATIONS(**wanted)
    else:
        asked = [Q(**{f"{column}__in": keys}) for column, keys in wanted.items() if keys]
        rows = list(Public(known_on).citations(WITH_SOURCES.filter(reduce(or_, asked)))) if asked else []
    sources = {row.source_id: row.source for row in rows}
    share_out(sources.values(), "lineage", LINEAGE(keys=sources), "source")
    for row in rows:
        row.source = sources[row.source_id]
    return rows


def claim_of(citation: Citation, model: type[Model], *, with_lineage: bool = True) -> Claim:
    """A citation with its field and value in words; costs a query where the source or its lineage is not loaded."""
    source = citation.source
    return Claim(
        citation,
        source,
        field_words(model, citation.field) if citation.field else "",
        citation.value_printed or value_words(citation.value_read),
        citation.value_read,
        tuple(line.origin for line in source.lineage.all()) if with_lineage else (),
    )

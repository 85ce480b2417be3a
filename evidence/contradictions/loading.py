"""The only queries behind contradictions: claims, decisions, and records that state the same thing beside each other.

Each function asks once, for however many records. `every` reads all claims about disputed records of the database as
plain rows, because alignment and state are computed in Python: 10,000 contradictions take about a second.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.db.models import Q

from core.models import Record
from evidence.choices import Decision
from evidence.contradictions.finding import Decisions, contradictions
from evidence.contradictions.kinds import field_words
from evidence.contradictions.model import Claim, Contradiction, Resolved, Subject, Voice
from evidence.models import Citation, Resolution
from evidence.subjects import SUBJECTS

Key = tuple[str, int]
Wanted = Mapping[str, Collection[int]]
ORDER = ("field", "source__reliability", "credibility", "id")
READ = (
    "id", "field", "value_read", "value_printed", "says", "stance", "rung", "credibility", "source_id",
    "source__public_id", "source__title", "source__reliability", "source__published", "source__speaker_id",
    "source__speaker__name", "source__publisher_id", "source__publisher__name",
    *(f"{column}_id" for column in SUBJECTS),
)  # fmt: skip


def contradictions_of_all(wanted: Wanted) -> dict[str, dict[int, list[Contradiction]]]:
    """Use for some records: by kind and key, those with contradictions. Two queries; titles are the caller's."""
    found: dict[str, dict[int, list[Contradiction]]] = {column: {} for column in wanted}
    asked = {column: keys for column, keys in wanted.items() if keys}
    if asked:
        for one in _from_claims(reduce(or_, (Q(**{f"{column}__in": keys}) for column, keys in asked.items())), asked):
            found[one.subject.column].setdefault(one.subject.pk, []).append(one)
    return found


def every(columns: Iterable[str] = tuple(SUBJECTS)) -> Iterator[Contradiction]:
    """Use for the board: all contradictions between claims about records of these kinds, without titles."""
    disputed = (Q(**{f"{column}__in": _disputed(column)}) for column in columns)
    yield from _from_claims(reduce(or_, disputed, Q(pk__in=[])), None)


def claims_of(rows: Q) -> dict[Key, list[Claim]]:
    """The claims of these citations by record, in the order in which pages list them."""
    found: dict[Key, list[Claim]] = defaultdict(list)
    for row in Citation.objects.filter(rows).order_by(*ORDER).values(*READ):
        column = next(column for column in SUBJECTS if row[f"{column}_id"] is not None)
        found[column, row[f"{column}_id"]].append(_claim(row))
    return found


def decisions_of(wanted: Wanted | None) -> dict[Key, Decisions]:
    """The latest decision for each field of these records (None: of all)."""
    rows = Resolution.objects.select_related("source").order_by("id")
    if wanted is not None:
        rows = rows.filter(reduce(or_, (Q(**{f"{column}__in": keys}) for column, keys in wanted.items()), Q(pk__in=[])))
    found: dict[Key, dict[str, Resolved]] = defaultdict(dict)
    for row in rows:
        found[row.subject_column, getattr(row, f"{row.subject_column}_id")][row.field] = resolved(row)
    return dict(found)


def resolved(row: Resolution) -> Resolved:
    """A decision as a value object."""
    source = row.source
    return Resolved(
        row.public_id,
        Decision(row.decision),
        row.note,
        frozenset(map(str, row.considered)),
        row.decided,
        source.title if source else "",
        source.get_absolute_url() if source else "",
    )


def questions_of(column: str, fields: Iterable[str]) -> dict[str, str]:
    """Each field of a kind of record in words."""
    model = apps.get_model(SUBJECTS[column])
    return {field: field_words(model, field) for field in fields}


def _from_claims(rows: Q, wanted: Wanted | None) -> Iterator[Contradiction]:
    decided = decisions_of(wanted)
    for (column, pk), claims in claims_of(rows).items():
        questions = questions_of(column, {claim.field for claim in claims})
        yield from contradictions(Subject(column, pk), claims, decided.get((column, pk), {}), questions)


def _disputed(column: str) -> Any:
    model: type[Record] = apps.get_model(SUBJECTS[column])
    return model._default_manager.filter(is_disputed=True).values("pk")


def _claim(row: Mapping[str, Any]) -> Claim:
    return Claim(
        field=row["field"],
        read=row["value_read"],
        printed=row["value_printed"],
        says=row["says"],
        stance=row["stance"],
        rung=row["rung"],
        grade=f"{row['source__reliability']}{row['credibility']}",
        voice=_voice(row["source__speaker_id"], row["source__publisher_id"], row["source_id"]),
        who=row["source__speaker__name"] or row["source__publisher__name"] or row["source__title"],
        source=row["source_id"],
        source_id=row["source__public_id"],
        title=row["source__title"],
        url=f"/sources/{row['source__public_id']}/",
        published=row["source__published"],
        pk=row["id"],
    )


def claim_from(citation: Citation) -> Claim:
    """The same from a citation that is loaded with its source, speaker and publisher: no query."""
    source = citation.source
    return Claim(
        field=citation.field,
        read=citation.value_read,
        printed=citation.value_printed,
        says=citation.says,
        stance=citation.stance,
        rung=citation.rung,
        grade=citation.grade,
        voice=_voice(source.speaker_id, source.publisher_id, source.pk),
        who=str(source.speaker or source.publisher or source.title),
        source=source.pk,
        source_id=source.public_id,
        title=source.title,
        url=source.get_absolute_url(),
        published=source.published,
        pk=citation.pk,
    )


def _voice(speaker: int | None, publisher: int | None, source: int) -> Voice:
    if speaker is not None:
        return ("speaker", speaker)
    return ("publisher", publisher) if publisher is not None else ("source", source)

"""The only queries behind contradictions: claims, decisions, and records that state the same thing beside each other.

Each function asks once, for however many records. `every` reads all claims about disputed records of the database as
plain rows, because alignment and state are computed in Python: it takes time in proportion to them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import reduce
from itertools import chain
from operator import or_
from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet

from core.kept import Kept
from evidence.about import KEYS_BY_KIND, about_any
from evidence.choices import Decision
from evidence.contradictions.finding import Decisions, contradictions
from evidence.contradictions.kinds import field_words
from evidence.contradictions.model import Claim, Contradiction, Resolved, Subject, Voice
from evidence.contradictions.sameness import as_kept, kept_names, name_anything
from evidence.models import Citation, Resolution
from evidence.publication import Public
from evidence.subjects import SUBJECTS

Key = tuple[str, int]
EVERYTHING = Public()
Wanted = Mapping[str, Collection[int]]
ORDER = ("field", "source__reliability", "credibility", "id")
READ = (
    "id", "field", "value_read", "value_printed", "says", "stance", "rung", "credibility", "source_id",
    "source__public_id", "source__title", "source__reliability", "source__published", "source__speaker_id",
    "source__speaker__name", "source__publisher_id", "source__publisher__name",
)  # fmt: skip
COLUMNS = tuple(SUBJECTS)
KEYS = tuple(f"{column}_id" for column in COLUMNS)
PLACES = range(len(READ), len(READ) + len(KEYS))
ABOUT = Kept(
    Citation.objects.filter(about_any(Citation)).order_by(*ORDER).values_list(*READ, *KEYS),
    **KEYS_BY_KIND,
)
RESOLVED = Resolution.objects.select_related("source")
DECIDED = Kept(RESOLVED.filter(about_any(Resolution)).order_by("id"), **KEYS_BY_KIND)


def contradictions_of_all(wanted: Wanted, known_on: date | None = None) -> dict[str, dict[int, list[Contradiction]]]:
    """Use for some records: by kind and key, those with contradictions. Two queries; titles are the caller's.

    With a day, only between what sources had published by then; decisions, which came later, are left out.
    """
    found: dict[str, dict[int, list[Contradiction]]] = {column: {} for column in wanted}
    asked = {column: keys for column, keys in wanted.items() if keys}
    if asked:
        for one in _between(_claims_about(asked, Public(known_on)), decisions_of(asked) if known_on is None else {}):
            found[one.subject.column].setdefault(one.subject.pk, []).append(one)
    return found


def every(columns: Iterable[str] = tuple(SUBJECTS)) -> Iterator[Contradiction]:
    """Use for the board: all contradictions between claims about records of these kinds, without titles."""
    disputed = [_about_disputed(column) for column in columns]
    if disputed:
        claims = claims_of(Q(pk__in=disputed[0].union(*disputed[1:], all=True)))
        yield from _between(claims, decisions_of(None))


def claims_of(rows: Q, public: Public = EVERYTHING) -> dict[Key, list[Claim]]:
    """The claims of these citations by record, in the order in which pages list them."""
    return _by_record(public.citations(Citation.objects.filter(rows)).order_by(*ORDER).values_list(*READ, *KEYS))


def _claims_about(wanted: Wanted, public: Public) -> dict[Key, list[Claim]]:
    if public.day is None:
        return _by_record(ABOUT(**wanted))
    return claims_of(reduce(or_, (Q(**{f"{column}__in": keys}) for column, keys in wanted.items())), public)


def _by_record(rows: Iterable[tuple[Any, ...]]) -> dict[Key, list[Claim]]:
    found: dict[Key, list[Claim]] = defaultdict(list)
    for row in rows:
        place = next(place for place in PLACES if row[place] is not None)
        found[COLUMNS[place - len(READ)], row[place]].append(_claim(*row[: len(READ)]))
    if name_anything(chain.from_iterable(found.values())) and (names := kept_names()):
        return {key: as_kept(claims, names) for key, claims in found.items()}
    return found


def decisions_of(wanted: Wanted | None) -> dict[Key, Decisions]:
    """The latest decision for each field of these records (None: of all)."""
    rows = RESOLVED.order_by("id") if wanted is None else DECIDED(**wanted)
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


def _between(found: Mapping[Key, list[Claim]], decided: Mapping[Key, Decisions]) -> Iterator[Contradiction]:
    for (column, pk), claims in found.items():
        questions = questions_of(column, {claim.field for claim in claims})
        yield from contradictions(Subject(column, pk), claims, decided.get((column, pk), {}), questions)


def _about_disputed(column: str) -> QuerySet[Citation, Any]:
    """Each kind by its own index; one condition with OR over all kinds reads every citation there is."""
    return Citation.objects.filter(**{f"{column}__is_disputed": True}).order_by().values("pk")


def _claim(*row: Any) -> Claim:
    (pk, field, read, printed, says, stance, rung, credibility, source, source_id, title, reliability, published,
     speaker, speaker_name, publisher, publisher_name) = row  # fmt: skip
    return Claim(
        field, read, printed, says, stance, rung, f"{reliability}{credibility}",
        _voice(speaker, publisher, source), speaker_name or publisher_name or title,
        source, source_id, title, f"/sources/{source_id}/", published, pk,
    )  # fmt: skip


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

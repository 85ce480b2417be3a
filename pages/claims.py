"""What sources say about records, claim by claim, and where they state different things."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model, Prefetch, Q

from core.dates import PartialDate, PartialDateError
from evidence.choices import Rung, Stance
from evidence.models import Citation, Source, SourceLineage
from evidence.publication import Public
from evidence.subjects import SUBJECTS
from pages.weights import subject_column


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


@dataclass(frozen=True, slots=True)
class Reading:
    """One of several values that sources state for a field, with all who state it."""

    value: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A field that sources state differently, or a record that a source disputes as a whole."""

    title: str
    question: str
    readings: tuple[Reading, ...]


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
    asked = [Q(**{f"{column}__in": keys}) for column, keys in wanted.items() if keys]
    if not asked:
        return found
    lineage = Prefetch("source__lineage", SourceLineage.objects.select_related("origin"))
    citations = (
        Public(known_on)
        .citations(Citation.objects.filter(reduce(or_, asked)))
        .select_related("source__publisher", "source__speaker")
        .prefetch_related(lineage)
        .order_by("field", "source__reliability", "credibility", "id")
    )
    for citation in citations:
        column = citation.subject_column
        model = apps.get_model(SUBJECTS[column])
        found[column][getattr(citation, f"{column}_id")].append(claim_of(citation, model))
    return found


def claim_of(citation: Citation, model: type[Model], *, with_lineage: bool = True) -> Claim:
    """A citation with its field and value in words; costs a query where the source or its lineage is not loaded."""
    source = citation.source
    return Claim(
        citation,
        source,
        field_words(model, citation.field),
        citation.value_printed or value_words(citation.value_read),
        citation.value_read,
        tuple(line.origin for line in source.lineage.all()) if with_lineage else (),
    )


def field_words(model: type[Model], name: str) -> str:
    """ "date of delivery" for `delivered`: the field's own name in words."""
    if not name:
        return ""
    try:
        words = str(getattr(model._meta.get_field(name), "verbose_name", name))
    except FieldDoesNotExist:
        words = name
    return FIELD_WORDS.get(name, words.replace("_", " "))


FIELD_WORDS = {
    "happened": "when it happened",
    "delivered": "when it was delivered",
    "ordered": "when it was ordered",
    "valid_from": "from when it was in force",
    "valid_until": "until when it was in force",
    "quantity_low": "how many",
    "quantity_high": "how many",
    "quantity": "how many",
    "killed_low": "how many were killed",
    "existed_from": "since when it exists",
    "licence": "under which permit",
    "actor": "who did it",
    "user": "who used it",
}


def value_words(value: str) -> str:
    """A value as read, in words where it is a date."""
    try:
        return PartialDate.parse(value).words() if value[:3].isdigit() and len(value) >= 4 else value
    except PartialDateError:
        return value


def disagreements(title: str, claims: Iterable[Claim]) -> list[Disagreement]:
    """Fields with rival values, and whole-record disputes. What only mentions makes no dispute, but is shown in one."""
    by_field: dict[str, list[Claim]] = defaultdict(list)
    listed = list(claims)
    for claim in listed:
        if claim.citation.field and claim.read:
            by_field[claim.field].append(claim)
    found = [Disagreement(title, field, _readings(stated)) for field, stated in by_field.items() if _are_rivals(stated)]
    taking_sides = [claim for claim in listed if claim.stance != Stance.MENTIONS]
    denied = [claim for claim in taking_sides if claim.stance == Stance.DISPUTES and not claim.citation.field]
    if denied:
        upheld = [claim for claim in taking_sides if claim.stance == Stance.SUPPORTS and not claim.citation.field]
        readings = [Reading(claim.citation.says or "as recorded", (claim,)) for claim in [*upheld[:3], *denied]]
        found.append(Disagreement(title, "whether it was so", tuple(readings)))
    return found


def _are_rivals(claims: Iterable[Claim]) -> bool:
    return len({claim.read for claim in claims if claim.stance != Stance.MENTIONS}) > 1


def _readings(claims: Iterable[Claim]) -> tuple[Reading, ...]:
    by_value: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_value[claim.read].append(claim)
    return tuple(Reading(stated[0].value, tuple(stated)) for stated in by_value.values())

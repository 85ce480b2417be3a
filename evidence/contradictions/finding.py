"""From the claims about one record to its contradictions. Pure: the loader gives claims and decisions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from core.dates import PartialDate
from evidence.choices import Stance
from evidence.contradictions.alignment import Alignment, read_date
from evidence.contradictions.kinds import WHETHER, kind_of
from evidence.contradictions.model import Claim, Contradiction, Reading, Resolved, Subject
from evidence.contradictions.states import alignments_of, state_of

UPHELD_SHOWN = 3
"""Of the words of those who state that a denied record is so, as many are shown beside the denials."""
SO = "so"
"""The value of all claims that a record is so."""
Decisions = Mapping[str, Resolved]
"""The latest decision for each field of one record."""


def contradictions(
    subject: Subject, claims: Iterable[Claim], decisions: Decisions, questions: Mapping[str, str]
) -> list[Contradiction]:
    """Use for one record: the fields with rival values, and denials of the record as a whole, which come last."""
    by_field: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_field[claim.field].append(claim)
    whole = by_field.pop(WHETHER, [])
    found = [(field, _readings(stated)) for field, stated in by_field.items() if _differ(stated)]
    if any(claim.is_denial for claim in whole):
        found.append((WHETHER, _denied(whole)))
    return [
        contradiction(subject, field, readings, decisions.get(field), questions.get(field, ""))
        for field, readings in found
    ]


def contradiction(
    subject: Subject,
    field: str,
    readings: Sequence[Reading],
    decided: Resolved | None,
    question: str,
    *,
    alignments: tuple[Alignment, ...] | None = None,
) -> Contradiction:
    """These readings of a field, with their state; `alignments` where the readings' values alone do not tell them."""
    if alignments is None:
        alignments = alignments_of(field, readings)
    state, why = state_of(field, readings, alignments, decided)
    return Contradiction(subject, field, question, kind_of(field), tuple(readings), alignments, state, why, decided)


def value_words(value: str) -> str:
    """A value as read, in words where it is a date."""
    written: PartialDate | None = read_date(value) if value[:3].isdigit() and len(value) >= 4 else None
    return written.words() if written else value


def _differ(claims: Iterable[Claim]) -> bool:
    """Two values by those who take a side, or one that is stated against the record."""
    sided = [claim for claim in claims if claim.takes_a_side and claim.read]
    return len({claim.read for claim in sided}) > 1 or any(claim.is_denial for claim in sided)


def _readings(claims: Iterable[Claim]) -> list[Reading]:
    by_value: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.read:
            by_value[claim.read].append(claim)
    found = [Reading(stated[0].printed or value_words(read), read, tuple(stated)) for read, stated in by_value.items()]
    if all(claim.is_denial for reading in found for claim in reading.claims if claim.takes_a_side):
        found.insert(0, _recorded())
    return found


def _recorded() -> Reading:
    """What the record itself says, where no citation repeats it for this field."""
    return Reading(_("as recorded"), SO)


def _denied(claims: Sequence[Claim]) -> list[Reading]:
    upheld = _said([claim for claim in claims if claim.stance == Stance.SUPPORTS], _("as recorded"))
    denied = _said([claim for claim in claims if claim.is_denial], _("that it was not so"))
    return [*(upheld[:UPHELD_SHOWN] or [_recorded()]), *denied]


def _said(claims: Iterable[Claim], otherwise: str) -> list[Reading]:
    """What they say, each wording once. Who joins those who state it says nothing new; each denial does."""
    by_words: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_words[claim.says or otherwise].append(claim)
    return [
        Reading(words, f"not so: {words}" if stated[0].is_denial else SO, tuple(stated))
        for words, stated in by_words.items()
    ]

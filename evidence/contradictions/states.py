"""The state of a contradiction: what an editor decided about these values, else what the claims themselves tell.

Computed: *compatible* if all values can hold at once; *superseded* if who states a value later states another, and no
rival is left without the older one. That a statement was *withdrawn* is no column of a source or a citation, so only a
resolution says it. A decision counts until a value is stated that it did not consider.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from itertools import combinations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from core.dates import Truth
from evidence.choices import ContradictionState, Decision, Fit
from evidence.contradictions.alignment import Alignment, align
from evidence.contradictions.kinds import WHETHER
from evidence.contradictions.model import Claim, Reading, Resolved

State = tuple[ContradictionState, str]


def alignments_of(field: str, readings: Sequence[Reading]) -> tuple[Alignment, ...]:
    """Every pair of values that somebody takes a side for. What one source denies outright is no vaguer word for it."""
    sided = [reading for reading in readings if reading.takes_a_side]
    return tuple(_aligned(field, one, other) for one, other in combinations(sided, 2))


def _aligned(field: str, one: Reading, other: Reading) -> Alignment:
    if field == WHETHER and one.is_denial == other.is_denial:
        return Alignment(Fit.SAME, gettext_noop("Both take the same side."))
    aligned = align(field, one.as_value, other.as_value)
    if one.is_denial == other.is_denial or aligned.fit is Fit.RIVAL:
        return aligned
    denied, stated = (one, other) if one.is_denial else (other, one)
    words = gettext_noop("“%(first)s” is stated against “%(second)s”.")
    return Alignment(Fit.RIVAL, words, denied.value, stated.value)


def state_of(
    field: str, readings: Sequence[Reading], alignments: Sequence[Alignment], decided: Resolved | None
) -> State:
    """Use through `finding`: the state, and a sentence about it."""
    if decided is not None:
        return _as_decided(readings, decided)
    if not any(one.is_rival for one in alignments):
        return ContradictionState.COMPATIBLE, ""
    if older := _superseded(field, readings):
        return ContradictionState.SUPERSEDED, older
    return ContradictionState.OPEN, ""


def _as_decided(readings: Sequence[Reading], decided: Resolved) -> State:
    new = sorted(
        reading.value for reading in readings if reading.takes_a_side and reading.read not in decided.considered
    )
    if new:
        words = _("Open again: “%(value)s” was not considered when it was decided.")
        return ContradictionState.OPEN, words % {"value": "”, “".join(new)}
    if decided.decision is Decision.OPEN:
        return ContradictionState.OPEN, decided.note
    return ContradictionState(decided.decision.value), decided.note


def _superseded(field: str, readings: Sequence[Reading]) -> str:
    """Who later stated another value, as a sentence; "" if rivals are left without what they stated before."""
    given_up = {claim.pk: later for reading in readings for claim in reading.claims
                if (later := _later(field, reading, claim, readings))}  # fmt: skip
    if not given_up:
        return ""
    left = [_without(reading, given_up) for reading in readings]
    standing = [reading for reading in left if reading.claims and reading.takes_a_side]
    if not standing or any(one.is_rival for one in alignments_of(field, standing)):
        return ""
    return " ".join(dict.fromkeys(given_up.values()))


def _later(field: str, reading: Reading, claim: Claim, readings: Sequence[Reading]) -> str:
    """The sentence about a later, rival claim by the same voice."""
    if not claim.takes_a_side or claim.published is None:
        return ""
    for other in readings:
        for newer in other.claims:
            if newer.voice != claim.voice or newer.published is None or not newer.takes_a_side or other is reading:
                continue
            is_later = newer.published.after(claim.published) is Truth.YES
            if is_later and _aligned(field, reading, other).is_rival:
                return _("%(who)s stated “%(older)s”, and later “%(newer)s”.") % {
                    "who": claim.who, "older": reading.value, "newer": other.value,
                }  # fmt: skip
    return ""


def _without(reading: Reading, gone: Container[int]) -> Reading:
    kept = tuple(claim for claim in reading.claims if claim.pk not in gone)
    return Reading(reading.value, reading.read, kept)

"""How each piece of evidence stands to each reading: a few rules for all records, asked in order, the first answers.

None of them says that a reading is so: evidence fits many readings, and a reading is weighed by what speaks against it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from core.choices import ExplainedChoices
from core.dates import PartialDate
from core.truth import Truth
from evidence.choices import Stance
from tracing.dossier.facts import PartyFact
from tracing.readings.fold import Reading
from tracing.readings.ground import ROLES, Ground, Window, means
from tracing.readings.pieces import AFTER, Piece

PERMISSION = frozenset({"licence"})
STEP_FIELDS = frozenset({
    "status", "item", "component", "platform", "integrator", "component_unit", "platform_unit", "kind", "conflict",
    "exporter", "recipient", "user", "licence", "consignee", "ultimate_consignee", "declared_end_user", "statement",
    "title",
})  # fmt: skip
"""Fields without which a record carries no step: who disputes one of these disputes the step, not a detail of it."""
NOT_ITS_RECORD = lazy("This reading does not rest on that record.")


class Fit(ExplainedChoices):
    """How evidence stands to a reading."""

    CONSISTENT = "consistent", lazy("consistent"), lazy("What it says is what one would expect on this reading.")
    INCONSISTENT = "inconsistent", lazy("inconsistent"), lazy("What it says cannot stand together with this reading.")
    NEUTRAL = "neutral", lazy("neutral"), lazy("It fits every reading alike, or says nothing about this one.")

    @property
    def symbol(self) -> str:
        """Shown beside the word."""
        return {"consistent": "✓", "inconsistent": "✗"}.get(self.value, "·")


@dataclass(frozen=True, slots=True)
class Mark:
    """One cell of the matrix, with its reason in a sentence."""

    fit: Fit
    reason: str


Rule = Callable[[Piece, Reading, Ground], "Mark | None"]


def marks_of(piece: Piece, ground: Ground) -> tuple[Mark, ...]:
    """One mark for each reading, in their order. What fits all of them tells none apart: it is neutral."""
    marks = tuple(_mark(piece, reading, ground) for reading in ground.readings)
    if len(marks) > 1 and all(mark.fit is Fit.CONSISTENT for mark in marks):
        return tuple(Mark(Fit.NEUTRAL, _("It fits all of them. %(why)s") % {"why": mark.reason}) for mark in marks)
    return marks


def _mark(piece: Piece, reading: Reading, ground: Ground) -> Mark:
    for rule in RULES:
        mark = rule(piece, reading, ground)
        if mark is not None:
            return mark
    raise AssertionError("The last rule takes everything.")


def takes_no_side(piece: Piece, _reading: Reading, _ground: Ground) -> Mark | None:
    """A source that only speaks of it."""
    return Mark(Fit.NEUTRAL, _("It speaks of it and takes no side.")) if piece.stance == Stance.MENTIONS else None


def names_a_permission(piece: Piece, reading: Reading, ground: Ground) -> Mark | None:
    """A claim under which licence the thing went."""
    if piece.field not in PERMISSION or piece.licence is None:
        return None
    if piece.licence in reading.permissions:
        return Mark(Fit.CONSISTENT, _("It names the permission that this reading goes under."))
    if not ground.bears(piece.record.key, reading):
        return Mark(Fit.NEUTRAL, str(NOT_ITS_RECORD))
    if reading.permissions:
        words = {"named": ground.beside.licence_titles.get(piece.licence, piece.printed)}
        return Mark(Fit.INCONSISTENT, _("It names “%(named)s”, which is not the permission of this reading.") % words)
    return Mark(Fit.NEUTRAL, _("No permission is recorded for this reading, so this one may be it."))


def names_a_party(piece: Piece, reading: Reading, ground: Ground) -> Mark | None:
    """A claim who sent, received or used it, or was declared to."""
    if piece.field not in ROLES or piece.party is None:
        return None
    held = ground.in_role(reading, piece.field)
    if not held:
        return Mark(Fit.NEUTRAL, _("This reading names nobody in that role."))
    answer = means(piece.party, held)
    if answer is Truth.YES:
        return Mark(Fit.CONSISTENT, _("%(party)s has that role on this reading.") % {"party": piece.party.name})
    excludes = answer is Truth.NO and not ground.leaves_open(reading, piece.field)
    if excludes and ground.bears(piece.record.key, reading):
        words = {"party": piece.party.name, "held": _names(held)}
        return Mark(Fit.INCONSISTENT, _("It names %(party)s; on this reading that is %(held)s.") % words)
    return Mark(Fit.NEUTRAL, _("It does not tell whom of this reading it means."))


def ties_a_party_to_it(piece: Piece, reading: Reading, ground: Ground) -> Mark | None:
    """A name that stands on the thing or is tied to it without a role: it excludes nobody."""
    if piece.party is None or piece.field in ROLES:
        return None
    words = {"party": piece.party.name}
    if means(piece.party, ground.hands(reading)) is Truth.YES:
        return Mark(Fit.CONSISTENT, _("%(party)s has it in hand on this reading.") % words)
    return Mark(Fit.NEUTRAL, _("%(party)s has no part in this reading; a name alone excludes nobody.") % words)


def runs_forward(piece: Piece, reading: Reading, ground: Ground) -> Mark | None:
    """A day before or after which the thing must have been passed on."""
    if piece.when is None:
        return None
    if not ground.bears(piece.record.key, reading):
        return Mark(Fit.NEUTRAL, str(NOT_ITS_RECORD))
    windows = ground.windows(reading)
    if not windows:
        return Mark(Fit.NEUTRAL, _("No day is recorded for the steps by which this reading differs."))
    answers = [(window, window.leaves_room(piece.when, piece.side)) for window in windows]
    for wanted in (Truth.NO, Truth.YES):
        for window, answer in answers:
            if answer is wanted:
                return _in_time(window, piece.side, fits=wanted is Truth.YES)
    words = {"title": windows[0].title}
    return Mark(Fit.NEUTRAL, _("The days recorded for “%(title)s” do not decide the order.") % words)


def _in_time(window: Window, side: str, *, fits: bool) -> Mark:
    words = {"title": window.title, "when": _day(window.begins if side == AFTER else window.ends)}
    if side == AFTER:
        sentence = (
            _("“%(title)s” began before it or at that time (%(when)s).")
            if fits
            else _("“%(title)s” began only afterwards (%(when)s).")
        )
    else:
        sentence = (
            _("“%(title)s” had not ended by then (%(when)s).")
            if fits
            else _("“%(title)s” had ended before (%(when)s).")
        )
    return Mark(Fit.CONSISTENT if fits else Fit.INCONSISTENT, sentence % words)


def _day(when: PartialDate | None) -> str:
    return when.words() if when else _("no date")


def disputes_it(piece: Piece, reading: Reading, ground: Ground) -> Mark | None:
    """Who says that a step was otherwise, or denies it."""
    if piece.stance != Stance.DISPUTES:
        return None
    if piece.field and piece.field not in STEP_FIELDS:
        return Mark(Fit.NEUTRAL, _("It disputes a detail by which the readings do not differ."))
    if piece.record.key in reading.records or piece.record.key in ground.common:
        return Mark(Fit.INCONSISTENT, _("It disputes a record on which this reading rests."))
    return Mark(Fit.NEUTRAL, str(NOT_ITS_RECORD))


def supports_it(piece: Piece, reading: Reading, ground: Ground) -> Mark | None:
    """Who says that a step was so."""
    if piece.field and piece.field not in STEP_FIELDS:
        return Mark(Fit.NEUTRAL, _("It states a detail by which the readings do not differ."))
    if piece.record.key in ground.common:
        return Mark(Fit.NEUTRAL, _("It fits all of them: every one of them rests on that record."))
    if piece.record.key in reading.records:
        return Mark(Fit.CONSISTENT, _("This reading rests on that record."))
    return Mark(Fit.NEUTRAL, _("This reading does not rest on that record, nor does the record exclude it."))


RULES: Sequence[Rule] = (
    takes_no_side, names_a_permission, names_a_party, ties_a_party_to_it, runs_forward, disputes_it, supports_it,
)  # fmt: skip


def _names(parties: Sequence[PartyFact]) -> str:
    return _(" or ").join(dict.fromkeys(party.name for party in parties))

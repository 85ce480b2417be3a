"""Can two values for one field both hold? Pure, and the same whichever of the two comes first.

Dates compare three-valued (`core.dates`): only dates that surely fall on different days are rivals. Quantities are
rivals if their ranges have no number in common and they count the same thing. Other values are rivals unless they are
written alike. What cannot be compared stays a rival: nobody here decides that two words mean the same.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.dates import PartialDate, PartialDateError, Truth
from evidence.choices import ContradictionKind, Fit, Rung
from evidence.contradictions.kinds import STRETCHES, kind_of
from evidence.contradictions.quantities import Quantity, stated_quantity

UNSTATED = frozenset({"not stated", "not named", "not known", "unknown", "unnamed"})
OF_TYPES = frozenset({Rung.TYPE, Rung.CAPABILITY})
OF_THINGS = frozenset({Rung.UNIT, Rung.LOT})


@dataclass(frozen=True, slots=True)
class Value:
    """What alignment needs to know of a reading: the value as read, in words, and how close its proofs come."""

    read: str
    words: str = ""
    rungs: frozenset[str] = frozenset()

    @property
    def shown(self) -> str:
        """The value in words."""
        return self.words or self.read


@dataclass(frozen=True, slots=True)
class Alignment:
    """How two values of one field stand to each other, and that in words."""

    fit: Fit
    words: str

    @property
    def is_rival(self) -> bool:
        """True if they cannot both hold, or nothing tells that they can."""
        return self.fit is Fit.RIVAL


def align(field: str, one: Value, other: Value) -> Alignment:
    """Use for any two values of a field; `fit` does not depend on their order, only the words follow it."""
    if _plain(one.read) == _plain(other.read):
        return Alignment(Fit.SAME, _("Both state the same."))
    if unstated := next((value for value in (one, other) if _plain(value.read) in UNSTATED), None):
        return Alignment(Fit.UNSTATED, _("“%(value)s” leaves it open.") % {"value": unstated.shown})
    if {_level(one), _level(other)} == {"type", "thing"}:
        return Alignment(Fit.OTHER_SCOPE, _("One speaks of the type, the other of one thing of it."))
    return _compared(field, one, other)


def _compared(field: str, one: Value, other: Value) -> Alignment:
    match kind_of(field):
        case ContradictionKind.DATE if field not in STRETCHES:
            first, second = read_date(one.read), read_date(other.read)
            if first and second:
                return _dates(first, second, one, other)
        case ContradictionKind.QUANTITY:
            left, right = stated_quantity(one.read, one.words), stated_quantity(other.read, other.words)
            if left and right:
                return _quantities(left, right, one, other)
    words = _("Nothing recorded here tells that “%(one)s” and “%(other)s” can both hold.")
    return Alignment(Fit.RIVAL, words % {"one": one.shown, "other": other.shown})


def _dates(first: PartialDate, second: PartialDate, one: Value, other: Value) -> Alignment:
    if _bounds_within(first, second):
        return _within(one, other)
    if _bounds_within(second, first):
        return _within(other, one)
    if first.overlaps(second) is not Truth.NO:
        return Alignment(
            Fit.OVERLAP, _("“%(one)s” and “%(other)s” can be the same day.") % {"one": one.shown, "other": other.shown}
        )
    return _rivals(one, other)


def _bounds_within(inner: PartialDate, outer: PartialDate) -> bool:
    starts = outer.earliest is None or (inner.earliest is not None and inner.earliest >= outer.earliest)
    ends = outer.latest is None or (inner.latest is not None and inner.latest <= outer.latest)
    return starts and ends


def _quantities(first: Quantity, second: Quantity, one: Value, other: Value) -> Alignment:
    if not first.counts_as(second):
        words = _("They count different things: “%(one)s” and “%(other)s”.")
        return Alignment(Fit.OTHER_SCOPE, words % {"one": first.unit, "other": second.unit})
    if first.within(second):
        return _within(one, other)
    if second.within(first):
        return _within(other, one)
    if first.meets(second):
        return Alignment(
            Fit.OVERLAP,
            _("“%(one)s” and “%(other)s” have numbers in common.") % {"one": one.shown, "other": other.shown},
        )
    return _rivals(one, other)


def _within(inner: Value, outer: Value) -> Alignment:
    return Alignment(Fit.WITHIN, _("“%(inner)s” is within “%(outer)s”.") % {"inner": inner.shown, "outer": outer.shown})


def _rivals(one: Value, other: Value) -> Alignment:
    words = _("“%(one)s” and “%(other)s” cannot both hold as read here.")
    return Alignment(Fit.RIVAL, words % {"one": one.shown, "other": other.shown})


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _level(value: Value) -> str:
    if value.rungs and value.rungs <= OF_TYPES:
        return "type"
    return "thing" if value.rungs and value.rungs <= OF_THINGS else ""


def read_date(text: str) -> PartialDate | None:
    """The value as a date; None if it is written otherwise."""
    try:
        return PartialDate.parse(text)
    except PartialDateError:
        return None

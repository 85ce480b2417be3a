"""Can two values for one field both hold? Pure, and the same whichever of the two comes first.

Dates compare three-valued (`core.dates`): only dates that surely fall on different days are rivals. Quantities are
rivals if their ranges have no number in common and they count the same thing. Other values are rivals unless they are
written alike. What cannot be compared stays a rival: nobody here decides that two words mean the same.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from core.dates import PartialDate, PartialDateError, Truth
from evidence.choices import ContradictionKind, Fit, Rung
from evidence.contradictions.kinds import STRETCHES, kind_of
from evidence.contradictions.quantities import Quantity, stated_quantity

UNSTATED = frozenset({"not stated", "not named", "not known", "unknown", "unnamed"})
OF_TYPES = frozenset({Rung.TYPE.value, Rung.CAPABILITY.value})
OF_THINGS = frozenset({Rung.UNIT.value, Rung.LOT.value})


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
    """How two values of one field stand to each other. The words are made when they are read: a board has thousands."""

    fit: Fit
    pattern: str
    first: str = ""
    second: str = ""

    @property
    def words(self) -> str:
        """The reason in a sentence."""
        return _(self.pattern) % {"first": self.first, "second": self.second}

    @property
    def is_rival(self) -> bool:
        """True if they cannot both hold, or nothing tells that they can."""
        return self.fit is Fit.RIVAL


def align(field: str, one: Value, other: Value) -> Alignment:
    """Use for any two values of a field; `fit` does not depend on their order, only the words follow it."""
    read, compared = _plain(one.read), _plain(other.read)
    if read == compared:
        return Alignment(Fit.SAME, gettext_noop("Both state the same."))
    if read in UNSTATED or compared in UNSTATED:
        unstated = one if read in UNSTATED else other
        return Alignment(Fit.UNSTATED, gettext_noop("“%(first)s” leaves it open."), unstated.shown)
    if {_level(one), _level(other)} == {"type", "thing"}:
        return Alignment(Fit.OTHER_SCOPE, gettext_noop("One speaks of the type, the other of one thing of it."))
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
    words = gettext_noop("Nothing recorded here tells that “%(first)s” and “%(second)s” can both hold.")
    return Alignment(Fit.RIVAL, words, one.shown, other.shown)


def _dates(first: PartialDate, second: PartialDate, one: Value, other: Value) -> Alignment:
    if _bounds_within(first, second):
        return _within(one, other)
    if _bounds_within(second, first):
        return _within(other, one)
    if first.overlaps(second) is not Truth.NO:
        words = gettext_noop("“%(first)s” and “%(second)s” can be the same day.")
        return Alignment(Fit.OVERLAP, words, one.shown, other.shown)
    return _rivals(one, other)


def _bounds_within(inner: PartialDate, outer: PartialDate) -> bool:
    starts = outer.earliest is None or (inner.earliest is not None and inner.earliest >= outer.earliest)
    ends = outer.latest is None or (inner.latest is not None and inner.latest <= outer.latest)
    return starts and ends


def _quantities(first: Quantity, second: Quantity, one: Value, other: Value) -> Alignment:
    if not first.counts_as(second):
        words = gettext_noop("They count different things: “%(first)s” and “%(second)s”.")
        return Alignment(Fit.OTHER_SCOPE, words, first.unit, second.unit)
    if first.within(second):
        return _within(one, other)
    if second.within(first):
        return _within(other, one)
    if first.meets(second):
        words = gettext_noop("“%(first)s” and “%(second)s” have numbers in common.")
        return Alignment(Fit.OVERLAP, words, one.shown, other.shown)
    return _rivals(one, other)


def _within(inner: Value, outer: Value) -> Alignment:
    return Alignment(Fit.WITHIN, gettext_noop("“%(first)s” is within “%(second)s”."), inner.shown, outer.shown)


def _rivals(one: Value, other: Value) -> Alignment:
    words = gettext_noop("“%(first)s” and “%(second)s” cannot both hold as read here.")
    return Alignment(Fit.RIVAL, words, one.shown, other.shown)


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

"""Choices that explain themselves: a stored value, a label for pages, and a sentence for editors."""

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise as Words


class ExplainedChoices(models.TextChoices):
    """Use as base of every choice list: `SALE = "sale", _("Sale"), _("Sold to the recipient.")`.

    `.choices`, `.values` and `.label` are as in Django; `.explanation` is the sentence, `.explained()` the whole table.
    """

    _shown: "Words"

    # Django takes the last of a member's values for its label, so that is where the explanation arrives.
    def __new__(cls, value: str, label: "Words" = "") -> "ExplainedChoices":
        member = str.__new__(cls, value)
        member._value_ = value
        member._shown = label
        return member

    @property
    def label(self) -> "Words":
        return self._shown or self._label_

    @property
    def explanation(self) -> "Words":
        """One sentence that tells an editor when to choose it."""
        return self._label_ if self._shown else ""

    @classmethod
    def explained(cls) -> list[tuple[str, "Words", "Words"]]:
        """Use for tables on the methodology page and for help texts: value, label, explanation."""
        return [(member.value, member.label, member.explanation) for member in cls]


class Strength(ExplainedChoices):
    """How well a record is carried by its sources; kept by the database, strongest first."""

    ESTABLISHED = (
        "established",
        _("Established"),
        _("Stated by two believable independent origins, one of them firm; or by one document graded A1."),
    )
    CORROBORATED = "corroborated", _("Corroborated"), _("Stated by at least two believable independent origins.")
    CREDIBLE = "credible", _("Credible"), _("Stated by one believable origin.")
    CLAIMED = "claimed", _("Claimed"), _("Graded, but weaker than that.")
    UNGRADED = "ungraded", _("Ungraded"), _("No source with a letter and a digit supports it yet.")

    @property
    def rank(self) -> int:
        """Use to compare: established is 4, ungraded 0 (the same as strength_rank() in SQL)."""
        return len(Strength) - 1 - list(Strength).index(self)

    @classmethod
    def at_least(cls, weakest: "Strength") -> list["Strength"]:
        """Use in filters: the strengths that are no weaker than this one."""
        return [strength for strength in cls if strength.rank >= weakest.rank]

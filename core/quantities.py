"""Quantities as a source gives them: a range with a unit, perhaps an estimate, perhaps only a word such as "scores"."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.constraints import PREFIX

# What the field counts, singular and plural; any other word is taken as it stands.
SINGULARS = {
    "aircraft": "aircraft",
    "applications": "application",
    "bombs": "bomb",
    "cameras": "camera",
    "components": "component",
    "engines": "engine",
    "launchers": "launcher",
    "licences": "licence",
    "missiles": "missile",
    "permits": "permit",
    "rockets": "rocket",
    "rounds": "round",
    "systems": "system",
    "units": "unit",
    "vehicles": "vehicle",
}


class QuantityFields(models.Model):
    """Use as a base of models with one quantity; put `*quantity_checks()` into `Meta.constraints`."""

    quantity_low = models.BigIntegerField(
        gettext_lazy("at least"),
        null=True,
        blank=True,
        help_text=gettext_lazy("The smallest number the source allows. Leave empty if it gives none."),
    )
    quantity_high = models.BigIntegerField(
        gettext_lazy("at most"),
        null=True,
        blank=True,
        help_text=gettext_lazy("The largest number; the same as “at least” if the source gives one number."),
    )
    quantity_unit = models.CharField(
        gettext_lazy("counted in"),
        max_length=60,
        blank=True,
        default="",
        db_default="",
        help_text=gettext_lazy("What is counted, in the plural: aircraft, systems, missiles, licences."),
    )
    quantity_is_estimate = models.BooleanField(
        gettext_lazy("estimate"),
        default=False,
        db_default=False,
        help_text=gettext_lazy("Tick if the source calls the number an estimate, or says “about”."),
    )
    quantity_text = models.CharField(
        gettext_lazy("as printed"),
        max_length=200,
        blank=True,
        default="",
        db_default="",
        help_text=gettext_lazy("The source's own words, such as “scores” or “a dozen”."),
    )

    class Meta:
        abstract = True

    @property
    def quantity_words(self) -> str:
        """Use to show it: "7 systems", "5 to 12 aircraft", "about 50 missiles (estimate)", "scores"."""
        return quantity_words(
            self.quantity_low,
            self.quantity_high,
            self.quantity_unit,
            is_estimate=self.quantity_is_estimate,
            printed=self.quantity_text,
        )


def quantity_words(
    low: int | None, high: int | None, unit: str = "", *, is_estimate: bool = False, printed: str = ""
) -> str:
    """Use to show a quantity that is not on a model, such as a sum; empty if nothing is recorded."""
    if low is None and high is None:
        return printed
    unit_word = SINGULARS.get(unit, unit) if low == high == 1 else unit
    words = f"{_number_words(low, high)} {unit_word}".strip()
    if not is_estimate:
        return words
    pattern = _("about %(quantity)s (estimate)") if low == high else _("%(quantity)s (estimate)")
    return pattern % {"quantity": words}


def quantity_checks() -> list[models.BaseConstraint]:
    """Use in Meta.constraints: no quantity below zero, and none that ends below its start."""
    return [
        models.CheckConstraint(
            condition=(Q(quantity_low__isnull=True) | Q(quantity_low__gte=0))
            & (Q(quantity_high__isnull=True) | Q(quantity_high__gte=0)),
            name=f"{PREFIX}_quantity_not_negative",
            violation_error_message=gettext_lazy("A quantity cannot be below zero."),
        ),
        models.CheckConstraint(
            condition=Q(quantity_low__isnull=True)
            | Q(quantity_high__isnull=True)
            | Q(quantity_low__lte=F("quantity_high")),
            name=f"{PREFIX}_quantity_in_order",
            violation_error_message=gettext_lazy("“At least” is larger than “at most”. Exchange the two numbers."),
        ),
    ]


def _number_words(low: int | None, high: int | None) -> str:
    if low is None:
        return _("up to %(high)s") % {"high": f"{high:,}"}
    if high is None:
        return _("at least %(low)s") % {"low": f"{low:,}"}
    if low == high:
        return f"{low:,}"
    return _("%(low)s to %(high)s") % {"low": f"{low:,}", "high": f"{high:,}"}

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.constraints import choice_check, partial_date_checks, period_check
from core.fields import PartialDateField
from entities.choices import CountryKind


class CountryManager(models.Manager["Country"]):
    def get_by_natural_key(self, code: str) -> Country:
        return self.get(code=code)


class Country(models.Model):
    """Reference data: states, dissolved states, disputed territories, organisations of states, and "not known"."""

    code = models.CharField(
        max_length=8,
        unique=True,
        help_text=_(
            "ISO 3166-1 alpha-2 (CA); ISO 3166-3 for dissolved states (SUHH); X-codes for disputed territories."
        ),
    )
    alpha3 = models.CharField(max_length=3, blank=True, help_text=_("ISO 3166-1 alpha-3, where there is one."))
    name = models.CharField(max_length=120, help_text=_("Neutral English name."))
    official_name = models.CharField(
        max_length=200, blank=True, help_text=_("The name that the state or body uses of itself, in English.")
    )
    kind = models.CharField(
        max_length=20,
        choices=CountryKind.choices,
        default=CountryKind.STATE,
        help_text=_("What sort of thing it is; dissolved states and disputed territories stay apart from states."),
    )
    existed_from = PartialDateField(null=True, blank=True, help_text=_("For dissolved states: since when."))
    existed_until = PartialDateField(null=True, blank=True, help_text=_("For dissolved states: until when."))
    note = models.TextField(blank=True, help_text=_("What a reader should know about the name or the status."))

    objects = CountryManager()

    class Meta:
        ordering = ("name",)
        verbose_name_plural = "countries"
        constraints = [
            *partial_date_checks("existed_from", "existed_until"),
            period_check("existed_from", "existed_until"),
            choice_check("kind", CountryKind),
            models.CheckConstraint(
                name="country_code_shape",
                violation_error_message=_(
                    "A code is two to eight capital letters, digits or hyphens, first a letter: CA or SUHH."
                ),
                condition=models.Q(code__regex=r"^[A-Z][A-Z0-9-]{1,7}$"),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/countries/{self.code.lower()}/"

    def natural_key(self) -> tuple[str]:
        return (self.code,)


class CountryName(models.Model):
    """Another name of a country: per language, or as one register prints it."""

    country = models.ForeignKey(Country, on_delete=models.CASCADE, related_name="names")
    text = models.CharField(max_length=200, help_text=_("The name, letter by letter as it is written there."))
    language = models.CharField(max_length=12, blank=True, help_text=_("BCP 47 tag, for example tr or hy-Latn."))
    register = models.CharField(
        max_length=40, blank=True, help_text=_("The register that prints this name, for example SIPRI.")
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="countryname_once",
                violation_error_message=_("This country has that name already."),
                fields=("country", "text", "language", "register"),
            ),
        ]
        indexes = [models.Index(name="countryname_text", fields=("text",))]

    def __str__(self) -> str:
        return self.text

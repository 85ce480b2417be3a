"""Abstract bases of the domain's tables: what every published record has."""

from typing import Any, Generic, Self, TypeVar

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from core.choices import Strength
from core.constraints import choice_check, partial_date_checks, public_id_check
from core.database_functions import dated
from core.fields import PublicIdField
from core.ids import is_valid_public_id

AnyRecord = TypeVar("AnyRecord", bound="Identified")


class Timestamped(models.Model):
    """Use for tables that say when a row was made and changed; the database sets both."""

    created_at = models.DateTimeField(_("recorded here"), db_default=Now(), editable=False)
    updated_at = models.DateTimeField(_("changed"), db_default=Now(), editable=False)

    class Meta:
        abstract = True


class RecordQuerySet(models.QuerySet[AnyRecord]):
    """Use as base of every record's queryset."""

    def named(self, reference: str) -> Self:
        """Keep the record with this public id or handle (none or one)."""
        if is_valid_public_id(reference):
            return self.filter(public_id=reference)
        return self.filter(handle=reference)

    def get_by_natural_key(self, reference: str) -> AnyRecord:
        """Fixtures name records by handle, or by public id where they have no handle."""
        return self.named(reference).get()


class RecordManager(models.Manager[AnyRecord], Generic[AnyRecord]):
    """Use as `objects = RecordManager["Shipment"].from_queryset(ShipmentQuerySet)()`, or as it is."""

    use_in_migrations = False

    def get_queryset(self) -> RecordQuerySet[AnyRecord]:
        return RecordQuerySet(self.model, using=self._db)

    def get_by_natural_key(self, reference: str) -> AnyRecord:
        """Fixtures name records by handle, or by public id where they have no handle."""
        return self.get_queryset().get_by_natural_key(reference)


class Identified(Timestamped):
    """Use as base of everything with a public id that needs no citation of its own: sources, gaps, replies.

    Put `*identified_checks("published", …)` into `Meta.constraints`, and the table's name into `version_triggers`.
    """

    public_id = PublicIdField("")
    handle = models.SlugField(
        _("handle"),
        max_length=120,
        null=True,  # empty must not collide with empty
        blank=True,
        unique=True,
        help_text=_("A readable name for commands and fixtures, such as mea-ca-2020-notice992. May stay empty."),
    )
    version = models.PositiveIntegerField(_("version"), default=1, db_default=1, editable=False)

    objects: Any = RecordManager()

    class Meta:
        abstract = True

    def natural_key(self) -> tuple[str]:
        """Fixtures name records by handle, or by public id where they have no handle."""
        return (self.handle or self.public_id,)


class Record(Identified):
    """Use as base of everything that needs a citation: `public_id = PublicIdField("sh")` in each concrete model.

    Put `*record_checks("delivered", …)` into `Meta.constraints`, and the table's name into `version_triggers`.
    """

    strength = models.CharField(
        _("strength"),
        max_length=12,
        choices=Strength.choices,
        default=Strength.UNGRADED,
        db_default=Strength.UNGRADED,
        editable=False,
        help_text=_("How well its sources carry it; computed from its citations."),
    )
    is_disputed = models.BooleanField(
        _("disputed"),
        default=False,
        db_default=False,
        editable=False,
        help_text=_("At least one source disputes it, or sources state different things; computed from its citations."),
    )

    class Meta:
        abstract = True

    @property
    def strength_level(self) -> Strength:
        """Its strength with label, explanation and rank."""
        return Strength(self.strength)


def identified_checks(*partial_dates: str) -> list[models.BaseConstraint]:
    """Use in Meta.constraints of everything with a public id: the id and the named partial dates are well formed."""
    return [public_id_check(), *partial_date_checks(*partial_dates)]


def record_checks(*partial_dates: str) -> list[models.BaseConstraint]:
    """Use in Meta.constraints of every record: as `identified_checks`, and its strength is one of the five."""
    return [*identified_checks(*partial_dates), choice_check("strength", Strength)]


def in_order_of(name: str, path: str) -> models.Index:
    """Use in Meta.indexes for what lists are ordered by: a date, perhaps missing, or a text; then the public id."""
    key = dated(path) if path.endswith("_earliest") else models.F(path)
    return models.Index(key, "public_id", name=name)


class Letter(models.Model):
    """How `plain_name` spells a character in Latin letters: the library's table, kept where the database can read it.

    Reference data, filled by a migration from `core.text.letters`; rows are never edited.
    """

    letter = models.CharField(primary_key=True, max_length=1, help_text=_("The character."))
    plain = models.CharField(
        max_length=24, blank=True, help_text=_("Small Latin letters or digits. Empty: it joins its neighbours.")
    )

    def __str__(self) -> str:
        return f"{self.letter} {self.plain}"

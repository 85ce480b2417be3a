"""Model fields: `PartialDateField` for dates as vague as their source, `PublicIdField` for public ids.

With django-pghistory, event models keep the EDTF text and leave out the two generated columns by themselves (a history
trigger cannot write them); `EdtfEarliest("delivered")` gives the bounds of an old row when asked.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.core import checks
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.query_utils import DeferredAttribute
from django.utils.translation import gettext_lazy as _

from core.database_functions import EdtfEarliest, EdtfLatest, MintPublicId
from core.dates import PartialDate, PartialDateError
from core.form_fields import PartialDateFormField

if TYPE_CHECKING:
    PartialDateBase = models.Field[PartialDate | str | None, PartialDate | None]
    BoundBase = models.GeneratedField
    IdBase = models.CharField[str, str]
else:
    PartialDateBase = models.Field
    BoundBase = models.GeneratedField
    IdBase = models.CharField


def is_history(model: type[models.Model]) -> bool:
    """True for django-pghistory's event models (told by its attribute: core does not depend on it)."""
    return hasattr(model, "pgh_tracked_model")


def adds_bounds(model: type[models.Model]) -> bool:
    """False for abstract models (their children add the bounds), migration states (they list them), and history."""
    return not (model._meta.abstract or model.__module__ == "__fake__" or is_history(model))


class PartialDateAttribute(DeferredAttribute):
    """Reads assigned EDTF text at once, so that the attribute is a PartialDate also before the record is saved."""

    field: "PartialDateField"

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = self.field.read(value)


class PartialDateField(PartialDateBase):
    """Use for every date of the domain: a text column `<name>` with EDTF and two generated DATE columns.

    `<name>_earliest` and `<name>_latest` are computed by PostgreSQL, so no way of writing can make them disagree.
    Use the columns in queries, and `record.<name>.earliest` in Python. Fixtures hold the EDTF text alone.
    Put `*partial_date_checks("<name>")` into the model's `Meta.constraints`; a system check asks for it.
    """

    descriptor_class = PartialDateAttribute
    description = _("A date as vague as its source (EDTF)")

    def get_internal_type(self) -> str:
        return "TextField"

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        if adds_bounds(cls):
            for bound, function in (("earliest", EdtfEarliest), ("latest", EdtfLatest)):
                cls.add_to_class(f"{name}_{bound}", _bound(name, function))

    def read(self, value: Any) -> Any:
        """What the attribute holds for an assigned value; unreadable text stays, for full_clean() to refuse."""
        if not isinstance(value, str):
            return value
        try:
            return PartialDate.parse(value) if value.strip() else None
        except PartialDateError:
            return value

    def from_db_value(self, value: str | None, expression: object, connection: object) -> PartialDate | None:
        return None if value is None else PartialDate.parse(value)

    def to_python(self, value: Any) -> PartialDate | None:
        if value is None or isinstance(value, PartialDate):
            return value
        text = str(value).strip()
        try:
            return PartialDate.parse(text) if text else None
        except PartialDateError as problem:
            raise ValidationError(str(problem), code="invalid") from problem

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        if hasattr(value, "resolve_expression"):
            return value
        read = self.to_python(value)
        return None if read is None else read.edtf

    def value_to_string(self, obj: models.Model) -> str | None:  # type: ignore[override]  # null stays null in fixtures
        value = self.value_from_object(obj)
        return None if value is None else str(value)

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        return super().formfield(**{"form_class": PartialDateFormField, **kwargs})

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        return [*super().check(**kwargs), *self._check_constraint()]

    def _check_constraint(self) -> Iterable[checks.CheckMessage]:
        if not adds_bounds(self.model) or self.model._meta.proxy:
            return
        if not any(c.name.endswith(f"_{self.name}_edtf") for c in self.model._meta.constraints):
            yield checks.Error(
                f"The partial date “{self.name}” has no CHECK, so raw SQL could store text that is no date.",
                hint=f'Add *partial_date_checks("{self.name}") to Meta.constraints.',
                obj=self,
                id="core.E001",
            )


class DerivedField(BoundBase):
    """Use for a column that PostgreSQL computes from others of its row; history tables go without it."""

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        """History tables go without; a class that copies the bounds and the date itself gets them once."""
        if not is_history(cls) and not any(field.name == name for field in cls._meta.local_fields):
            super().contribute_to_class(cls, name, private_only)


class BoundField(DerivedField):
    """One generated bound of a partial date; added by PartialDateField, never by hand."""


def _bound(name: str, function: type[EdtfEarliest] | type[EdtfLatest]) -> BoundField:
    return BoundField(expression=function(name), output_field=models.DateField(), db_persist=True, serialize=False)


class PublicIdField(IdBase):
    """Use as `public_id = PublicIdField("sh")`: the database mints it at insert; it never changes.

    History tables repeat ids, so there it is not unique.
    """

    def __init__(self, prefix: str = "", **kwargs: Any) -> None:
        self.prefix = prefix
        defaults = {
            "max_length": 16,
            "unique": True,
            "editable": False,
            "db_default": MintPublicId(models.Value(prefix)),
        }
        super().__init__(**{**defaults, **kwargs})

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        if is_history(cls):
            self._unique = False
        super().contribute_to_class(cls, name, private_only)

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        for fixed in ("max_length", "unique", "editable", "db_default"):
            kwargs.pop(fixed, None)
        if not self._unique:
            kwargs["unique"] = False
        return name, path, args, {"prefix": self.prefix, **kwargs}

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        problems = super().check(**kwargs)
        if not (
            self.prefix.isascii() and self.prefix.isalpha() and self.prefix.islower() and len(self.prefix) in (2, 3)
        ):
            hint = 'Declare it with two or three small letters: public_id = PublicIdField("sh").'
            problems.append(checks.Error("The public id has no prefix.", hint=hint, obj=self, id="core.E002"))
        return problems

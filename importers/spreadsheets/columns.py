"""What a column of a spreadsheet is, declared once: templates, parser, messages, documentation and export read it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.functional import keep_lazy_text

from core.choices import ExplainedChoices
from core.fields import PartialDateField

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise as Words
else:
    Words = str


class Type(StrEnum):
    """How the text of a cell is read."""

    TEXT = "text"
    LONG_TEXT = "text of any length"
    WORD = "one of the words"
    DATE = "date"
    WHOLE = "whole number"
    AMOUNT = "number"
    YES_NO = "yes or no"
    COUNTRY = "country"
    ADDRESS = "web address"
    LINK = "name of a record"
    ENTRIES = "list"


@dataclass(frozen=True)
class Column:
    """One column, or one part of an entry of a list. `field` is the model's field; empty for columns about the row."""

    name: str
    form: Type
    means: Words
    field: str = ""
    example: str = ""
    required: bool = False
    choices: type[ExplainedChoices] | None = None
    without: tuple[str, ...] = ()
    longest: int = 0
    most: int = 0
    decimals: int = 0
    target: str = ""
    default: Any = None
    may_be_unknown: bool = False
    parts: tuple[Column, ...] = ()
    model: type[models.Model] | None = None
    owner: str = ""
    only: tuple[tuple[str, Any], ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """The words that are allowed, where only some are."""
        return tuple(word for word in self.choices.values if word not in self.without) if self.choices else ()

    @property
    def attname(self) -> str:
        """The database column that a value goes to."""
        return f"{self.field}_id" if self.form in (Type.LINK, Type.COUNTRY) else self.field

    @property
    def entry(self) -> str:
        """How an entry of a list is written: `role | party | country | note`."""
        return " | ".join(part.name for part in self.parts)


@dataclass(frozen=True)
class Sheet:
    """One kind of sheet: the records that its rows describe, and their columns.

    `alike` names the columns by which a row without an id may mean a record that is here; `label` is the field that
    other rows may name it by; `matched_as` is "entity" or "item" where names are matched across alphabets.
    """

    name: str
    title: Words
    about: Words
    model: type[models.Model]
    columns: tuple[Column, ...]
    label: str
    alike: tuple[str, ...] = ()
    matched_as: str = ""
    left_out: dict[str, str] = field(default_factory=dict)
    examples: tuple[dict[str, str], ...] = ()
    is_cited: bool = True

    @cached_property
    def by_name(self) -> dict[str, Column]:
        return {column.name: column for column in self.columns}

    @cached_property
    def described(self) -> tuple[Column, ...]:
        """The columns that describe the record, without those about the row and its source."""
        return tuple(column for column in self.columns if column.field or column.parts)

    @property
    def required(self) -> tuple[str, ...]:
        """Columns that every file of this kind has."""
        return tuple(column.name for column in self.columns if column.required)


def of_model(model: type[models.Model], names: Iterable[str], **changes: dict[str, Any]) -> tuple[Column, ...]:
    """Use to declare the columns of a model: what they mean, which words, how long, is read from its fields."""
    return tuple(replace(of_field(model, name), **changes.get(name, {})) for name in names)


def of_field(model: type[models.Model], name: str) -> Column:
    """One column from one field of a model."""
    found: Any = model._meta.get_field(name)
    default = found.get_default() if found.has_default() else None
    return Column(
        name=name,
        field=name,
        form=_form(found),
        means=_as_answer(found.help_text) if isinstance(found, models.BooleanField) else found.help_text,
        required=not (found.blank or found.null or found.has_default()),
        choices=_choices(found),
        longest=found.max_length or 0,
        most=_most(found),
        decimals=getattr(found, "decimal_places", 0) or 0,
        default=None if default == "" else default,
        may_be_unknown=bool(found.null and default is not None),
    )


def entries(
    name: str, means: Words, model: type[models.Model], owner: str, names: Iterable[str], **changes: Any
) -> Column:
    """Use for rows that belong to a record (other names, deliveries): a cell with entries between semicolons."""
    example, only = changes.pop("example", ""), changes.pop("only", ())
    parts = of_model(model, names, **changes)
    return Column(
        name=name, form=Type.ENTRIES, means=means, example=example, parts=parts, model=model, owner=owner, only=only
    )


@keep_lazy_text
def _as_answer(text: Words) -> Words:
    """Help texts of tick boxes, for cells in which yes or no is written."""
    for tick, answer in (("Tick if", "Yes, if"), ("On:", "Yes:"), ("Off:", "No:")):
        text = text.replace(tick, answer)
    return text


TYPES: tuple[tuple[type[models.Field[Any, Any]], Type], ...] = (
    (PartialDateField, Type.DATE),
    (models.BooleanField, Type.YES_NO),
    (models.URLField, Type.ADDRESS),
    (models.DecimalField, Type.AMOUNT),
    (models.IntegerField, Type.WHOLE),
    (models.TextField, Type.LONG_TEXT),
    (models.CharField, Type.TEXT),
)


def _form(found: Any) -> Type:
    if found.choices:
        return Type.WORD
    if isinstance(found, models.ForeignKey):
        return Type.COUNTRY if found.related_model._meta.label == "entities.Country" else Type.LINK
    return next(type_ for kind, type_ in TYPES if isinstance(found, kind))


def _most(found: Any) -> int:
    """The largest number that the database keeps in this column."""
    return 10**18 - 1 if isinstance(found, models.BigIntegerField) else 2**31 - 1


def _choices(found: Any) -> type[ExplainedChoices] | None:
    """The vocabulary of a field: the class whose values are the field's choices."""
    if not found.choices:
        return None
    values = [value for value, _ in found.choices]
    return next(one for one in _vocabularies(ExplainedChoices) if one.values == values)


def _vocabularies(base: type[ExplainedChoices]) -> Iterable[type[ExplainedChoices]]:
    for one in base.__subclasses__():
        yield one
        yield from _vocabularies(one)

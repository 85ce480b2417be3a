"""Pieces of admin pages that many records share: columns, filters, sections."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.db.models import Model
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from unfold.contrib.filters.admin import AutocompleteSelectFilter, BooleanRadioFilter, ChoicesDropdownFilter
from unfold.decorators import display

from core.choices import Strength
from core.dates import PartialDate

if TYPE_CHECKING:
    from django.contrib.admin.options import _FieldOpts
    from django_stubs_ext import StrOrPromise

    Section = tuple[StrOrPromise | None, _FieldOpts]
else:
    Section = tuple

STRENGTH_COLOURS = {
    Strength.ESTABLISHED.value: "success",
    Strength.CORROBORATED.value: "success",
    Strength.CREDIBLE.value: "info",
    Strength.CLAIMED.value: "warning",
    Strength.UNGRADED.value: "danger",
}


def section(title: str, *rows: str | tuple[str, ...], help: str = "", folded: bool = False) -> Section:
    """Use in `sections`: a part of the form with one sentence that explains it."""
    return title, {"fields": rows, "description": help, "classes": ("collapse",) if folded else ()}


def date(name: str) -> Callable[[Model], str]:
    """Use in `list_display`: a partial date in words, sorted by its earliest day."""

    def column(row: Model) -> str:
        value = getattr(row, name)
        return value.words() if isinstance(value, PartialDate) else "–"

    column.__name__ = name
    described: Callable[[Model], str] = display(
        column, description=capfirst(name.replace("_", " ")), ordering=f"{name}_earliest"
    )
    return described


@display(description="strength", ordering="strength", label=STRENGTH_COLOURS)
def strength(row: Any) -> tuple[str, str]:
    """Use in `list_display` of records: the strength as a coloured word."""
    return row.strength, row.get_strength_display()


@display(description="disputed", ordering="is_disputed", label={"disputed": "warning"})
def disputed(row: Any) -> tuple[str, str] | str:
    """Use in `list_display` of records: a word where sources disagree, nothing where they do not."""
    return ("disputed", "disputed") if row.is_disputed else ""


@display(description="changed", ordering="updated_at")
def changed(row: Any) -> str:
    """Use in `list_display`: the day of the last change."""
    return date_format(timezone.localtime(row.updated_at), "j M Y")


def by_choice(name: str) -> tuple[str, type]:
    """Use in `list_filter` for fields with choices."""
    return name, ChoicesDropdownFilter


def by_flag(name: str) -> tuple[str, type]:
    """Use in `list_filter` for yes and no."""
    return name, BooleanRadioFilter


def by_link(name: str) -> tuple[str, type]:
    """Use in `list_filter` for foreign keys: found by typing, so that a million rows are no list."""
    return name, AutocompleteSelectFilter

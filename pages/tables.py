"""Columns declared once for a page's table and for its CSV: what is shown, what is written, how it sorts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from core.choices import ExplainedChoices, Strength
from core.dates import PartialDate, period_words
from pages.addresses import record_url

Value = str | int | None
"""What a CSV cell holds before it is written."""
NOT_STATED = "unknown"
"""Shown as an empty cell, so that the eye finds what is stated; the CSV and the facets say it in words."""
CsvColumns = tuple[tuple[str, Callable[[Any], Value]], ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a page's table. Templates draw it by `kind`: text, number, dots or code."""

    text: str = ""
    url: str = ""
    note: str = ""
    kind: str = "text"
    level: int = 0


@dataclass(frozen=True, slots=True)
class Column:
    """`Column("exporter", "Exporter", cell=…, csv=(("exporter_id", …), ("exporter", …)), order=("exporter__name",))`.

    `name` is also the key in `?order=`; a column without `order` cannot be sorted by. One without `cell` is CSV only.
    """

    name: str
    label: str
    cell: Callable[[Any], Cell] | None = None
    csv: CsvColumns = ()
    order: tuple[str, ...] = ()
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows drawn by columns: what the table templates need."""

    columns: tuple[Column, ...]
    rows: Sequence[Any]

    @property
    def shown(self) -> tuple[Column, ...]:
        """The columns that the page has."""
        return tuple(column for column in self.columns if column.cell)

    @property
    def cells(self) -> Iterable[list[tuple[Column, Cell]]]:
        """Row by row, each cell beside its column."""
        for row in self.rows:
            yield [(column, column.cell(row)) for column in self.columns if column.cell]


def csv_header(columns: Iterable[Column]) -> list[str]:
    """The names in the first line of the CSV."""
    return [name for column in columns for name, _ in column.csv]


def csv_row(columns: Iterable[Column], row: Any) -> list[Value]:
    """One line of the CSV; nothing recorded is an empty cell."""
    return ["" if (value := read(row)) is None else value for column in columns for _, read in column.csv]


def follow(path: str) -> Callable[[Any], Any]:
    """A getter along relations: `follow("licence.authority")`; None where a step is empty."""
    steps = path.split(".")

    def read(row: Any) -> Any:
        for step in steps:
            row = getattr(row, step) if row is not None else None
        return row

    return read


def title(label: str, attribute: str) -> Column:
    """The column that names the record and links to its page; its CSV has the public id and the name."""
    return Column(
        attribute,
        label,
        cell=lambda row: Cell(str(getattr(row, attribute)), record_url(row)),
        csv=(("id", lambda row: str(row.public_id)), (attribute, lambda row: str(getattr(row, attribute)))),
        order=(attribute,),
    )


def named_as(record: Any) -> str:
    """ "named as Baykar Makina", where a fact names a record that was judged the same as the one shown."""
    return _("named as %(name)s") % {"name": record.named_as} if getattr(record, "named_as", "") else ""


def link(name: str, label: str, path: str, order: tuple[str, ...] = ()) -> Column:
    """A column with another record: linked on the page, public id and name in the CSV."""
    read = follow(path)

    def cell(row: Any) -> Cell:
        record = read(row)
        return Cell() if record is None else Cell(str(record), record_url(record), named_as(record))

    return Column(
        name,
        label,
        cell=cell,
        csv=(
            (f"{name}_id", lambda row: read(row).public_id if read(row) else None),
            (name, lambda row: str(read(row)) if read(row) else None),
        ),
        order=order,
    )


def country(name: str, label: str, path: str, order: tuple[str, ...] = ()) -> Column:
    """A column with a country: its name on the page, its code in the CSV too."""
    read = follow(path)

    def cell(row: Any) -> Cell:
        found = read(row)
        return Cell() if found is None else Cell(found.name, found.get_absolute_url())

    return Column(
        name,
        label,
        cell=cell,
        csv=(
            (f"{name}_code", lambda row: read(row).code if read(row) else None),
            (name, lambda row: read(row).name if read(row) else None),
        ),
        order=order,
    )


def text(name: str, label: str, order: tuple[str, ...] = ()) -> Column:
    """A column with plain text."""
    read = follow(name)
    return Column(
        name,
        label,
        cell=lambda row: Cell(str(read(row) or "")),
        csv=((name, lambda row: str(read(row) or "")),),
        order=order,
    )


def choice(name: str, label: str, choices: type[ExplainedChoices]) -> Column:
    """A column with one of a closed vocabulary: its label on the page, its value in the CSV."""
    labels = dict(choices.choices)
    return Column(
        name,
        label,
        cell=lambda row: Cell("" if getattr(row, name) == NOT_STATED else str(labels.get(getattr(row, name)))),
        csv=((name, lambda row: str(getattr(row, name))),),
        order=(name,),
    )


def when(name: str, label: str, *, period: bool = False) -> Column:
    """A column with a partial date: words on the page; EDTF and both bounds in the CSV. Sorts by its first day."""

    def cell(row: Any) -> Cell:
        written: PartialDate | None = getattr(row, name)
        return Cell(written.words(period=period)) if written else Cell()

    return Column(name, label, cell=cell, csv=date_csv(name), order=(f"{name}_earliest", f"{name}_latest"))


def stretch(name: str, label: str, since: str, until: str) -> Column:
    """A column with a start and an end kept in two fields."""

    def cell(row: Any) -> Cell:
        return Cell(stretch_words(getattr(row, since), getattr(row, until)))

    order = (f"{since}_earliest", f"{until}_latest")
    return Column(name, label, cell=cell, csv=(*date_csv(since), *date_csv(until)), order=order)


def stretch_words(start: PartialDate | None, end: PartialDate | None) -> str:
    """A start and an end in words; "" where neither is recorded."""
    if start is None and end is None:
        return ""
    if end is None and start is not None and start.is_interval:
        return start.words(period=True)
    return period_words(start, end)


def date_csv(name: str) -> CsvColumns:
    """Three CSV columns of one partial date: as recorded, earliest, latest."""
    return (
        (name, lambda row: str(getattr(row, name) or "")),
        (f"{name}_earliest", lambda row: str(getattr(row, f"{name}_earliest") or "")),
        (f"{name}_latest", lambda row: str(getattr(row, f"{name}_latest") or "")),
    )


def quantity(label: str = "How many") -> Column:
    """The quantity in words on the page; both ends, unit, estimate and the printed words in the CSV."""
    names = ("quantity_low", "quantity_high", "quantity_unit", "quantity_text")
    return Column(
        "quantity",
        label,
        cell=lambda row: Cell(row.quantity_words, kind="number"),
        csv=(
            *((name, follow(name)) for name in names),
            ("quantity_is_estimate", lambda row: "yes" if row.quantity_is_estimate else "no"),
        ),
        order=("quantity_low", "quantity_high"),
        numeric=True,
    )


def number(name: str, label: str, attribute: str) -> Column:
    """A column with a count, aligned to the right."""
    read = follow(attribute)
    return Column(
        name,
        label,
        cell=lambda row: Cell(f"{read(row):,}", kind="number"),
        csv=((name, read),),
        order=(attribute,),
        numeric=True,
    )


def strength() -> Column:
    """Dots and the mark of disagreement on the page; both in words in the CSV."""

    def cell(row: Any) -> Cell:
        level = Strength(row.strength)
        return Cell(str(level.label).lower(), kind="dots", level=level.rank, note="≠" if row.is_disputed else "")

    return Column(
        "strength",
        "Strength",
        cell=cell,
        csv=(
            ("strength", lambda row: str(row.strength)),
            ("is_disputed", lambda row: "yes" if row.is_disputed else "no"),
        ),
        order=("strength_order",),
    )

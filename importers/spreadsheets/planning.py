"""What becomes of each row: one status, with the cell and the reason; and what has to be written for it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from editorial.choices import RowStatus
from evidence.choices import Stance
from evidence.models import Citation
from evidence.selectors import column_of
from importers.errors import BadInputError
from importers.pipeline.planning import Ask, PlannedRow, Reading
from importers.reading.sealing import Sealed
from importers.spreadsheets.addresses import CellError
from importers.spreadsheets.cells import written
from importers.spreadsheets.checks import check_new
from importers.spreadsheets.cited import NO_SOURCE, Cited, InlineSources, cite, source_links
from importers.spreadsheets.evidence import CITATION, CITATION_FIELD
from importers.spreadsheets.lookups import Lookups
from importers.spreadsheets.resolving import find_records, resolve_links
from importers.spreadsheets.rows import SheetRow, Table, tables
from importers.spreadsheets.subjects import Book, Subject

LONGEST_CLAIM = 300
ONLY_MENTIONED = "No row names a source that supports or disputes this record; a mention alone carries nothing."
Stated = tuple[Any, ...]


@dataclass(slots=True)
class Content:
    """What the writer needs: every record, the citations that rows state, and the plan of each row."""

    book: Book
    cited: list[Cited]
    rows: dict[int, PlannedRow]


def read(files: Sequence[Sealed], release: str) -> Reading:
    """Parse, resolve and plan. What is wrong with a cell is the status of its row; a damaged file is refused."""
    found = tables(files)
    if not any(table.rows for table in found):
        raise BadInputError("There is a header and not one row below it, but for examples.", file=files[0].name)
    book = Book(found)
    inline = InlineSources(book)
    for table in found:
        for row in table.rows if table.sheet.is_cited else ():
            inline.take(row)
    lookups = Lookups(book, source_links(found))
    resolve_links(book, lookups)
    find_records(book)
    cited = cite(book, found, inline, lookups)
    _check(book, cited)
    cited = [one for one in cited if not one.row.problems and one.subject.is_sound]
    cited += [claim for one in cited for claim in _claims(one)]
    _mark_known(cited)
    planned = [row for table in found for row in _plan(table, book, cited)]
    by_row = {id(row): plan for row, plan in zip((row for table in found for row in table.rows), planned, strict=True)}
    parts = [replace(table.grid.file, name=table.title) for table in found]
    layouts = [table.sheet.name for table in found]
    return Reading(parts, layouts, release or files[0].name, Content(book, cited, by_row), planned)


def _check(book: Book, cited: Sequence[Cited]) -> None:
    """New records against the database's rules; then what rests on something that is not made is not made either."""
    check_new([subject for subject in book.subjects if subject.is_new])
    changed = True
    while changed:
        changed = _fault_unmade_sources(cited)
        carried = {id(one.subject) for one in cited if _carries(one)}
        for subject in book.subjects:
            if subject.is_new and subject.is_sound and (why := _what_is_missing(subject, carried)):
                subject.block(*why)
                changed = True


def _fault_unmade_sources(cited: Sequence[Cited]) -> bool:
    """A row whose source cannot be made is in error, too; True if there was one that was not noted before."""
    found = False
    for one in cited:
        if isinstance(one.source, Subject) and not one.source.is_sound and not one.row.problems:
            why = one.source.blocked[1] if one.source.blocked else "that row has a problem of its own."
            words = f"It names {one.source.label or 'a source'} ({_place(one.source)}), which is not made: {why}"
            one.row.fault("source", CellError(words, one.source.blocked[0] if one.source.blocked else RowStatus.ERROR))
            found = True
    return found


def _carries(one: Cited) -> bool:
    return not one.row.problems and one.values.get("stance") != Stance.MENTIONS


def _what_is_missing(subject: Subject, carried: Collection[int]) -> tuple[RowStatus, str] | None:
    for column, other in _others(subject):
        if not other.is_sound:
            return (
                RowStatus.ERROR,
                f"{column}: it names {other.label or 'a record'} ({_place(other)}), which is not made.",
            )
    if subject.sheet.is_cited and id(subject) not in carried:
        names_one = any(row.get("source") or row.get("source_title") for row in subject.rows)
        return RowStatus.NEEDS_SOURCE, ONLY_MENTIONED if names_one else NO_SOURCE
    return None


def _others(subject: Subject) -> Iterator[tuple[str, Subject]]:
    for name, value in subject.links.items():
        entries = value if isinstance(value, tuple) else ((value,),)
        yield from (
            (name, one) for entry in entries for one in entry if isinstance(one, Subject) and one is not subject
        )


def _place(subject: Subject) -> str:
    if not subject.rows:
        return "in another row's columns"
    row = subject.rows[0]
    return f"{row.table.title}, line {row.line.number}"


def _claims(one: Cited) -> Iterator[Cited]:
    """A row that states a known record otherwise becomes a claim about each field that differs."""
    if one.subject.is_new or one.row is not one.subject.rows[0]:
        return
    for name in one.subject.changes:
        column = one.subject.sheet.by_name[name]
        text = written(column, one.row.get(name))[:LONGEST_CLAIM]
        claim = {"field": (column.field or name)[:40], "value_printed": text, "value_read": text}
        yield replace(one, values=one.values | claim)


def _mark_known(cited: Sequence[Cited]) -> None:
    """Citations that are here, word for word, are not written again."""
    by_kind: dict[str, set[int]] = {}
    for one in cited:
        if one.subject.pk is not None:
            by_kind.setdefault(column_of(one.subject.sheet.model()), set()).add(one.subject.pk)
    names = ("source_id", *CITATION_FIELD.values())
    here = {
        (kind, key, *(str(value or "") for value in values))
        for kind, keys in by_kind.items()
        for key, *values in Citation.objects.filter(**{f"{kind}__in": keys}).values_list(f"{kind}_id", *names)
    }
    seen: set[Stated] = set()
    for one in cited:
        source = one.source.pk if isinstance(one.source, Subject) else one.source
        stated = (
            column_of(one.subject.sheet.model()),
            one.subject.pk or id(one.subject),
            str(source or id(one.source)),
            *_texts(one),
        )
        one.is_known = stated in here or stated in seen
        seen.add(stated)


def _texts(one: Cited) -> Iterator[str]:
    for column in CITATION:
        value = one.values.get(CITATION_FIELD[column.name])
        yield str(column.default or "" if value is None else value)


# --- The status of each row ---


def _plan(table: Table, book: Book, cited: Sequence[Cited]) -> Iterator[PlannedRow]:
    stated: dict[int, list[Cited]] = {}
    for one in cited:
        stated.setdefault(id(one.row), []).append(one)
    for row in table.rows:
        subject = book.of_row[id(row)]
        status, column, reason = _status(row, subject, stated.get(id(row), []))
        key = str(row.get("record") or row.get("key") or "")
        asks = _asks(row, subject) if status is RowStatus.POSSIBLE else ()
        yield PlannedRow(
            table.place, row.line, status, key=key, column=column, reason=reason, match=subject.public_id, asks=asks
        )


def _asks(row: SheetRow, subject: Subject) -> tuple[Ask, ...]:
    """What a person may decide, so that the row waits no longer; of a name that stands in two cells, once."""
    found = [*(ask for problem in row.problems for ask in problem.asks), *subject.asks]
    return tuple(dict.fromkeys(found))


def _status(row: SheetRow, subject: Subject, cited: Sequence[Cited]) -> tuple[RowStatus, str, str]:
    if row.problems:
        worst = next((one for one in row.problems if one.status is RowStatus.ERROR), row.problems[0])
        return worst.status, f"{worst.where} {worst.column}".strip(), "; ".join(map(str, row.problems))
    if row.twin is not None:
        return RowStatus.DUPLICATE, "", f"Says what line {row.twin.line.number} says already."
    if subject.is_new and subject.blocked is not None:
        status, why = subject.blocked
        column = "source" if status is RowStatus.NEEDS_SOURCE else "record"
        return status, f"{row.where(column)} {column}".strip(), why
    if not subject.is_sound:
        return RowStatus.ERROR, "key", f"Nothing is made of the row that describes this record ({_place(subject)})."
    if row.sheet.is_cited and not cited and (row is not subject.rows[0] or not subject.is_new):
        return RowStatus.NEEDS_SOURCE, f"{row.where('source')} source".strip(), NO_SOURCE
    return _sound(row, subject, cited)


def _sound(row: SheetRow, subject: Subject, cited: Sequence[Cited]) -> tuple[RowStatus, str, str]:
    if subject.is_new:
        if row is subject.rows[0]:
            return RowStatus.NEW, "", ""
        return RowStatus.MATCHED, "", f"Adds a source to the record of line {subject.rows[0].line.number}."
    names = ", ".join(subject.changes)
    if subject.changes and not row.sheet.is_cited:
        return (
            RowStatus.MATCHED,
            next(iter(subject.changes)),
            f"It stays as it is recorded; the row differs in: {names}.",
        )
    if subject.changes and row is subject.rows[0]:
        return RowStatus.CHANGED, next(iter(subject.changes)), f"States otherwise than is recorded: {names}."
    known = "It is recorded already." if all(one.is_known for one in cited) else ""
    return RowStatus.MATCHED, "", known

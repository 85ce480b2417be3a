"""From texts to records: links of every row, and whether the record of a row is here already."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from core.ids import URL_PATTERN, is_valid_public_id
from editorial.choices import RowStatus
from evidence.models import Source
from importers.spreadsheets.addresses import CellError
from importers.spreadsheets.columns import Column, Sheet, Type
from importers.spreadsheets.kinds import SHEETS
from importers.spreadsheets.lookups import REGISTER, Lookups, asks, by_reference, certain, named
from importers.spreadsheets.stored import filled, stored
from importers.spreadsheets.subjects import Book, Subject
from matching.match import Wanted, match

HANDLE = re.compile(r"[-a-zA-Z0-9_]{1,120}", re.ASCII)


def resolve_links(book: Book, lookups: Lookups) -> None:
    """Every link, country and list of every record; what cannot be told is noted at its cell."""
    for subject in book.subjects:
        for column in subject.sheet.described:
            value = subject.values.get(column.name)
            if value is None or column.form not in (Type.LINK, Type.COUNTRY, Type.ENTRIES):
                continue
            try:
                subject.links[column.name] = _resolved(column, value, lookups)
            except CellError as problem:
                subject.fault(column.name, problem)


def _resolved(column: Column, value: Any, lookups: Lookups) -> Any:
    if value is None:
        return None
    if column.form is Type.ENTRIES:
        return tuple(
            tuple(_resolved(part, one, lookups) for part, one in zip(column.parts, entry, strict=True))
            for entry in value
        )
    return lookups.find(column, value) if column.form in (Type.LINK, Type.COUNTRY) else value


def find_records(book: Book) -> None:
    """Which records are here: by id, by name, by what they are alike in; and in what rows differ from them."""
    for sheet in SHEETS.values():
        subjects = list(book.of(sheet.name))
        _by_reference(sheet, subjects)
        open_ = [one for one in subjects if one.is_new and not one.asked_new]
        if sheet.name == "sources":
            _sources(open_)
        elif sheet.matched_as:
            _by_name(sheet, open_)
    for sheet in SHEETS.values():  # when all parties and items are found that these are told apart by
        if sheet.alike:
            _alike(sheet, [one for one in book.of(sheet.name) if one.is_new and not one.asked_new])
    for sheet in SHEETS.values():
        _compare(sheet, [one for one in book.of(sheet.name) if not one.is_new])


def _by_reference(sheet: Sheet, subjects: Iterable[Subject]) -> None:
    found = by_reference(sheet.model, {one.name for one in subjects if one.name})
    prefix = sheet.model._meta.get_field("public_id").prefix  # type: ignore[union-attr]  # every record has that field
    for subject in subjects:
        if not subject.name:
            continue
        subject.pk = found.get(subject.name)
        if subject.pk is None:
            subject.handle = subject.name
            if problem := _not_a_name(subject.name, prefix):
                subject.fault("record", CellError(problem))


def _not_a_name(text: str, prefix: str) -> str:
    """Why a text cannot be what a record is known by, here or elsewhere; empty if it can."""
    if re.fullmatch(URL_PATTERN, text) and text.partition("-")[0] == prefix and not is_valid_public_id(text):
        return f"“{text}” is mistyped: its last character does not fit the others."
    if is_valid_public_id(text) and text.partition("-")[0] != prefix:
        return f"“{text}” is the id of another kind of record; those of this sheet begin with {prefix}-."
    if not HANDLE.fullmatch(text):
        return f"“{text[:60]}” is no id: write a public id, a handle of letters, digits and hyphens, or “new”."
    return ""


def _by_name(sheet: Sheet, subjects: list[Subject]) -> None:
    wanted = [_wanted(subject) for subject in subjects]
    answers = match(wanted, of=sheet.matched_as, register=REGISTER) if wanted else []
    for subject, several in zip(subjects, answers, strict=True):
        subject.pk = certain(several)
        if subject.pk is not None:
            subject.known_as = sheet.label
        elif candidates := named(several):
            subject.block(RowStatus.POSSIBLE, _choose(candidates), asks(subject.label, several))


def _wanted(subject: Subject) -> Wanted:
    numbers = tuple((scheme, value) for scheme, value in subject.values.get("identifiers", ()))
    country = str(subject.values.get("country") or "")
    code = country if len(country) == 2 and country.isupper() else ""
    return Wanted(subject.label, code, str(subject.values.get("kind") or ""), numbers)


def _choose(candidates: str) -> str:
    return f"This may be {candidates}. Write its id into the column “record”, or “new” if it is none of them."


def _sources(subjects: list[Subject]) -> None:
    """A source that is here has the same address; or the same title, publisher and date."""
    urls = {one.values.get("url") for one in subjects} - {None}
    titles = {one.label for one in subjects}
    by_url: dict[str, set[int]] = defaultdict(set)
    by_title: dict[tuple[str, str, str], set[int]] = defaultdict(set)
    rows = Source.objects.filter(url__in=urls) | Source.objects.filter(title__in=titles)
    for pk, url, title, publisher, published in rows.values_list("pk", "url", "title", "publisher__name", "published"):
        by_url[url].add(pk)
        by_title[title, publisher or "", str(published or "")].add(pk)
    for subject in subjects:
        url, publisher, published = (str(subject.values.get(name) or "") for name in ("url", "publisher", "published"))
        keys = by_url[url] if url else by_title[subject.label, publisher, published]
        if len(keys) == 1:
            subject.pk = next(iter(keys))
        elif keys:
            several = Source.objects.filter(pk__in=keys).values_list("public_id", flat=True)[:3]
            subject.block(RowStatus.POSSIBLE, _choose(", ".join(several)))


def _alike(sheet: Sheet, subjects: list[Subject]) -> None:
    """A record that is here with the same parties, items or title: the same one if nothing differs, else perhaps."""
    columns = [sheet.by_name[name] for name in sheet.alike]
    asked = {id(one): wanted for one in subjects if (wanted := _alike_values(one, columns)) is not None}
    if not asked:
        return
    candidates: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    first = [column.attname for column in columns if all(wanted[column.name] is not None for wanted in asked.values())]
    names = {
        name: {wanted[column.name] for wanted in asked.values()}
        for column in columns
        if (name := column.attname) in first
    }
    rows: Any = sheet.model._default_manager.filter(**{f"{name}__in": several for name, several in names.items()})
    for pk, *values in rows.values_list("pk", *(column.attname for column in columns)):
        candidates[tuple(str(value or "") for value in values)].append(pk)
    known = stored(sheet, {pk for several in candidates.values() for pk in several})
    ids = dict(rows.values_list("pk", "public_id"))
    for subject in subjects:
        if (wanted := asked.get(id(subject))) is None:
            continue
        keys = candidates.get(tuple(str(wanted[column.name] or "") for column in columns), [])
        same = [pk for pk in keys if not differences(subject, known[pk])]
        if len(same) == 1:
            subject.pk = same[0]
        elif keys:
            subject.block(RowStatus.POSSIBLE, _choose(", ".join(ids[pk] for pk in (same or keys)[:3])))


def _alike_values(subject: Subject, columns: list[Column]) -> dict[str, Any] | None:
    """None where one of them is to be made: then no record here can be alike."""
    found = {}
    for column in columns:
        value = subject.value(column.name)
        if isinstance(value, Subject):
            if value.pk is None:
                return None
            value = value.pk
        found[column.name] = value
    return found


def _compare(sheet: Sheet, subjects: list[Subject]) -> None:
    keys = {one.pk for one in subjects if one.pk is not None}
    known = stored(sheet, keys)
    ids = dict(sheet.model._default_manager.filter(pk__in=keys).values_list("pk", "public_id"))
    for subject in subjects:
        if subject.pk is not None:
            subject.public_id = ids[subject.pk]
            subject.changes = differences(subject, known[subject.pk])


def differences(subject: Subject, known: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Column → (recorded, stated), for columns in which a row states something else than is recorded."""
    found = {}
    for column in subject.sheet.described:
        stated = subject.value(column.name)
        if stated is None or column.name == subject.known_as:
            continue
        recorded = known.get(column.name)
        if column.form is Type.ENTRIES:
            new = set(map(_key, filled(column, stated))) - set(map(_key, recorded or ()))
            if new:
                found[column.name] = (recorded, stated)
        elif _key(stated) != recorded:
            found[column.name] = (recorded, stated)
    return found


def _key(value: Any) -> Any:
    """A record of the same files that is here counts as that one; one that is to be made is like nothing here."""
    if isinstance(value, tuple):
        return tuple(_key(one) for one in value)
    return value.pk or ("new", id(value)) if isinstance(value, Subject) else value

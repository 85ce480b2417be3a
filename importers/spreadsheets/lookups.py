"""Which record a text means: a row of the same files, an id or handle, or a name through matching/."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import chain
from typing import Any

from django.apps import apps
from django.db import models

from core.text import normalise_name
from editorial.choices import RowStatus
from evidence.models import Publisher
from exports.models import Code
from importers.countries import CountryNames
from importers.pipeline.planning import Ask
from importers.spreadsheets.addresses import CellError
from importers.spreadsheets.columns import Column, Type
from importers.spreadsheets.kinds import SHEETS
from importers.spreadsheets.subjects import Book, Found, NewPublisher, Subject
from matching.choices import Level, Part
from matching.match import Match, Wanted, match

REGISTER = "sheets"
MATCHED = {"parties": "entity", "items": "item"}
BY_NAME_ONLY: dict[str, tuple[str, str]] = {
    "places": ("entities.Place", "name"),
    "conflicts": ("conflicts.Conflict", "name"),
}
SHOWN = 3
CERTAIN = frozenset({Part.DECIDED, Part.IDENTIFIER, Part.SAME_NAME, Part.SAME_SPELLING, Part.RUN_TOGETHER})


class Lookups:
    """Use as `Lookups(book)`: reads every link of every row at once, then `find(column, text)` asks nothing more."""

    def __init__(self, book: Book, more: Iterable[tuple[Column, str]] = ()) -> None:
        self.book = book
        self.countries = CountryNames()
        asked: dict[str, set[str]] = defaultdict(set)
        for column, text in chain(more, *(_links(subject) for subject in book.subjects)):
            asked[column.target].add(text)
        for target, texts in asked.items():
            asked[target] = {text for text in texts if target not in SHEETS or book.named(target, text) is None}
        self._found: dict[tuple[str, str], int | CellError] = {}
        for target, texts in asked.items():
            self._ask(target, texts)

    def find(self, column: Column, text: str) -> Found:
        """The record that the text of a link means. Raises CellError where none or several may be meant."""
        if column.form is Type.COUNTRY:
            return self.country(text)
        if column.target in SHEETS and (subject := self.book.named(column.target, text)) is not None:
            return subject
        found = self._found.get((column.target, text))
        if isinstance(found, int):
            return found
        if column.target == "publishers":
            return NewPublisher(text)
        raise found or CellError(f"“{text[:60]}” is not known here.")

    def country(self, text: str) -> int:
        """By its code, or by a name that it alone has."""
        found = self.countries.keys.get(text) or self.countries.find(text)
        if found is None:
            raise CellError(f"“{text[:60]}” is no country that is known here; write its code, such as CA or AZ.")
        return found

    def _ask(self, target: str, texts: Collection[str]) -> None:
        if target == "codes":
            for key, scheme, code in Code.objects.values_list("pk", "scheme", "code"):
                self._keep(target, f"{scheme} {code}", key, texts)
        elif target == "publishers":
            for key, name in Publisher.objects.filter(name__in=texts).values_list("pk", "name"):
                self._keep(target, name, key, texts)
        else:
            self._ask_records(target, texts)
        self._explain(target, texts)

    def _ask_records(self, target: str, texts: Collection[str]) -> None:
        model = model_of(target)
        for text, key in by_reference(model, texts).items():
            self._keep(target, text, key, texts)
        left = [text for text in sorted(texts) if (target, text) not in self._found]
        if target in MATCHED:
            matches = match([Wanted(text) for text in left], of=MATCHED[target], register=REGISTER) if left else []
            for text, several in zip(left, matches, strict=True):
                self._judge(target, text, several)
        else:
            self._ask_labels(target, model, left)

    def _ask_labels(self, target: str, model: type[models.Model], texts: Collection[str]) -> None:
        """Kinds whose names are not matched across alphabets: by the very name, if one alone has it."""
        label = BY_NAME_ONLY[target][1] if target in BY_NAME_ONLY else SHEETS[target].label
        several: dict[str, list[int]] = defaultdict(list)
        if target in BY_NAME_ONLY:
            wanted = {normalise_name(text): text for text in texts}
            for key, name in model._default_manager.values_list("pk", label):
                if normalise_name(name) in wanted:
                    several[wanted[normalise_name(name)]].append(key)
        else:
            for key, name in model._default_manager.filter(**{f"{label}__in": texts}).values_list("pk", label):
                several[name].append(key)
        for text, keys in several.items():
            if len(keys) == 1:
                self._found[target, text] = keys[0]
            else:
                words = (
                    f"{len(keys)} records here are named “{text[:60]}”; write the public id of the one that is meant."
                )
                self._found[target, text] = CellError(words, RowStatus.POSSIBLE)

    def _judge(self, target: str, text: str, several: list[Match]) -> None:
        if (only := certain(several)) is not None:
            self._found[target, text] = only
        elif candidates := named(several):
            words = (
                f"“{text[:60]}” may be {candidates}. Write the public id of the one that is meant, "
                f"or describe it on the sheet “{target}” with “new” in its column “record”."
            )
            self._found[target, text] = CellError(words, RowStatus.POSSIBLE, asks(text, several))

    def _keep(self, target: str, text: str, key: int, texts: Collection[str]) -> None:
        if text in texts:
            self._found[target, text] = key

    def _explain(self, target: str, texts: Iterable[str]) -> None:
        for text in texts:
            how = (
                f", and no row of the sheet “{target}” has it as its key or name. Add such a row"
                if target in SHEETS
                else ""
            )
            words = f"No record of {target} here has the id or name “{text[:60]}”{how}, or correct the name."
            self._found.setdefault((target, text), CellError(words))


def model_of(target: str) -> type[models.Model]:
    """The kind of record that a link leads to."""
    return SHEETS[target].model if target in SHEETS else apps.get_model(BY_NAME_ONLY[target][0])


def by_reference(model: type[models.Model], texts: Collection[str]) -> dict[str, int]:
    """Public ids and handles → keys of the records that have them."""
    rows: Any = model._default_manager
    found: dict[str, int] = {}
    for name in ("handle", "public_id"):
        found |= dict(rows.filter(**{f"{name}__in": texts}).values_list(name, "pk"))
    return found


def certain(several: list[Match]) -> int | None:
    """The one record that has this very name or number, or that a person decided for; what is only alike is asked."""
    best = several[0] if several else None
    if best is None or best.level is not Level.MATCH or not any(part.part in CERTAIN for part in best.parts):
        return None
    key: int = best.record.pk
    return key


def named(several: Iterable[Match]) -> str:
    """The records that a person should choose from: name and public id of the likeliest."""
    return ", ".join(f"{one.record} ({one.record.public_id})" for one in _likely(several))


def asks(text: str, several: Iterable[Match]) -> tuple[Ask, ...]:
    """The same as questions: whether the name, as it is printed, means this record."""
    return tuple(Ask(text, str(one.record.public_id)) for one in _likely(several))


def _likely(several: Iterable[Match]) -> list[Match]:
    return [one for one in several if one.level is not Level.WEAK][:SHOWN]


def _links(subject: Subject) -> Iterator[tuple[Column, str]]:
    """Every text of a record that names another one."""
    for column in subject.sheet.described:
        value = subject.values.get(column.name)
        if value is None:
            continue
        if column.form is Type.LINK:
            yield column, value
        elif column.form is Type.ENTRIES:
            for entry in value:
                for part, one in zip(column.parts, entry, strict=True):
                    if part.form is Type.LINK and one is not None:
                        yield part, one

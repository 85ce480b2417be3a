"""What an address asks for: checked parameters, or one sentence for each that cannot be understood."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import QueryDict

from api.cursors import Cursor, fingerprint
from api.problems import ParametersError
from api.shapes.base import Shape
from core.filters import ListFilter
from core.suffixes import with_suffixes

FORM = ("fields", "omit", "expand")
LIST = ("cursor", "limit", "order", "count", *FORM)
COUNTS = ("none", "exact", "estimate")
USUAL_LIMIT, HIGHEST_LIMIT = 100, 1_000
TWICE = "It is given more than once. Give it once; several values stand in one, with commas between."
EMPTY = "It is empty. Give it a value, or leave it out."
HOLE = "One of its values is empty. Write values with one comma between."
NUL = "It has a character that no text has (NUL). Leave it out."


def has_hole(text: str) -> bool:
    """Whether a list of words has an empty one; nothing at all is no list."""
    return bool(text.strip()) and not all(word.strip() for word in text.split(","))


@dataclass(frozen=True)
class Form:
    """What of each record is asked for: the fields, and what is written out in them."""

    shape: Shape
    query: QueryDict
    known: frozenset[str] = frozenset(FORM)

    def check(self) -> None:
        """Raise ParametersError if anything in the address cannot be understood."""
        problems = dict(self.problems())
        if problems:
            raise ParametersError(problems)

    def problems(self) -> Iterator[tuple[str, str]]:
        """One sentence for each parameter that cannot be understood."""
        for name, values in self.query.lists():
            if name not in self.known:
                yield name, f"There is no parameter of that name here. There are: {', '.join(sorted(self.known))}."
            elif len(values) > 1:
                yield name, TWICE
            elif not values[0].strip("\x00 ").strip():
                yield name, EMPTY
            elif "\x00" in values[0]:
                yield name, NUL
        yield from self._wrong_form()

    def _wrong_form(self) -> Iterator[tuple[str, str]]:
        yield from self._wrong_names("fields", frozenset(self.shape.by_name))
        yield from self._wrong_names("omit", frozenset(self.shape.by_name))
        yield from self._wrong_names("expand", self.shape.expands)
        if self.fields is not None and not self.fields:
            yield "omit", "Nothing would be left of the records. Leave out fewer fields."
        for path in self._names("expand"):
            name = path.partition(".")[0]
            if self.fields is not None and name in self.shape.by_name and name not in self.fields:
                yield "expand", f"“{name}” is left out by `fields` or `omit`; what is left out cannot be expanded."

    def _names(self, parameter: str) -> list[str]:
        return [name.strip() for name in self.query.get(parameter, "").split(",") if name.strip()]

    def _wrong_names(self, parameter: str, allowed: frozenset[str]) -> Iterator[tuple[str, str]]:
        wrong = [name for name in self._names(parameter) if name not in allowed]
        if has_hole(self.query.get(parameter, "")):
            yield parameter, HOLE
        elif wrong:
            there = ", ".join(sorted(allowed)) or "nothing"
            yield parameter, f"There is no “{'”, “'.join(wrong)}” to name here. There is: {there}."

    @cached_property
    def fields(self) -> frozenset[str] | None:
        """The names of the fields asked for; None for all."""
        chosen, left_out = self._names("fields"), self._names("omit")
        if not chosen and not left_out:
            return None
        return frozenset(chosen or self.shape.by_name) - frozenset(left_out)

    @cached_property
    def expand(self) -> Mapping[str, Any]:
        """What is to be written out, as a tree: {"exporter": {"country": {}}}."""
        tree: dict[str, Any] = {}
        for path in self._names("expand"):
            below = tree
            for name in path.split("."):
                below = below.setdefault(name, {})
        return tree


@dataclass(frozen=True)
class Question(Form):
    """A list as its address describes it: `Question(shape, request.query_params)`, then `check()`."""

    @cached_property
    def filterset(self) -> ListFilter:
        """The filters of the shape with the address's values."""
        return with_suffixes(self.shape.filters)(self._filters_given, queryset=self.shape.rows())

    @property
    def _filters_given(self) -> QueryDict:
        given = self.query.copy()
        for name in LIST:
            given.pop(name, None)
        return given

    def problems(self) -> Iterator[tuple[str, str]]:
        object.__setattr__(self, "known", frozenset(self.filterset.filters) | frozenset(LIST))
        found = dict(super().problems())
        yield from found.items()
        if any("\x00" in value for value in self.query.values()):
            return  # PostgreSQL refuses it, and some filters look their value up
        for name, sentences in self.filterset.form.errors.items():
            if name not in found:
                yield name, " ".join(str(sentence) for sentence in sentences)
        if self.order.removeprefix("-") not in self.shape.order_names:
            names = ", ".join(self.shape.order_names)
            yield "order", f"This list can be ordered by: {names}; a minus in front turns it round."
        if self.count not in COUNTS:
            yield "count", f"Write one of: {', '.join(COUNTS)}."
        if self.limit is None:
            yield "limit", f"Write a whole number from 1 to {HIGHEST_LIMIT:,}; a longer list goes on at `next`."

    @property
    def order(self) -> str:
        """What the rows are ordered by, with a minus for descending."""
        return str(self.query.get("order", "id"))

    @property
    def count(self) -> str:
        """Whether all rows are to be counted."""
        return str(self.query.get("count", "none"))

    @property
    def limit(self) -> int | None:
        """How many rows a page has; None for a number that no page can have."""
        text = self.query.get("limit", str(USUAL_LIMIT))
        is_number = text.isascii() and text.isdigit() and len(text) <= len(str(HIGHEST_LIMIT))
        return int(text) if is_number and 1 <= int(text) <= HIGHEST_LIMIT else None

    @cached_property
    def fingerprint(self) -> str:
        """What its cursors belong to."""
        filters = [(name, str(value)) for name, value in self._filters_given.items()]
        return fingerprint(self.shape.slug, self.order, filters)

    @cached_property
    def cursor(self) -> Cursor | None:
        """Where the page lies; None for the first. Raises “invalid-cursor” for one of another list."""
        text = self.query.get("cursor")
        return None if text is None else Cursor.opened(text, self.fingerprint)

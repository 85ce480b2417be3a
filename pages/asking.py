"""A trace as its address describes it: checked parameters, and the tracing question they make."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.http import QueryDict
from django.utils.translation import gettext as _

from core.choices import Strength
from core.dates import PartialDate, PartialDateError
from evidence.choices import Rung
from pages.addresses import record_url
from pages.listing import NUL, TWICE, BadParametersError
from pages.naming import Candidate, SeveralMeantError, record_meant
from tracing.query import Direction

DIRECTIONS = tuple(direction.value for direction in Direction)
DAY = re.compile(r"[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}", re.ASCII)
FORMATS = ("html", "csv", "json", "graphml", "gexf", "svg", "axis")
DEEPEST = 30
KNOWN = ("from", "to", "direction", "as_of", "known_on", "strength", "rung", "gaps", "depth", "chain", "format")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader asks: where from, where to, and how strict the answer must be."""

    start: Any = None
    end: Any = None
    direction: str = "forward"
    as_of: PartialDate | None = None
    known_on: date | None = None
    strength: str = ""
    rung: str = ""
    gaps: bool = True
    depth: int | None = None
    chain: int = 1
    form: str = "html"

    start_choices: SeveralMeantError | None = None
    """What “from” may mean, where its words fit several records; `end_choices` likewise."""
    end_choices: SeveralMeantError | None = None
    by_name: bool = False
    """True if an end was given by a name: then the address with its public id is the one to keep."""

    @property
    def must_choose(self) -> bool:
        """True if there is no question yet, only ends to choose from."""
        return bool(self.start_choices or self.end_choices)

    @property
    def choices(self) -> list[tuple[str, SeveralMeantError, list[tuple[Candidate, str]]]]:
        """For each end to choose: its label, the words, and each candidate with the address that chooses it."""
        ends = (("from", _("From"), self.start_choices), ("to", _("To"), self.end_choices))
        return [
            (str(label), several, [(one, self._choosing(name, one)) for one in several.candidates])
            for name, label, several in ends
            if several
        ]

    def _choosing(self, name: str, candidate: Candidate) -> str:
        words = {
            "from": self.start_choices.words if self.start_choices else "",
            "to": self.end_choices.words if self.end_choices else "",
        }
        known = dict(parse_qsl(urlsplit(self.address()).query))
        typed = {end: typed for end, typed in words.items() if typed}
        return f"/trace/?{urlencode(known | typed | {name: candidate.record.public_id})}"

    def address(self, **changes: Any) -> str:
        """This question's address, with some of it changed."""
        return f"/trace/?{urlencode(replace(self, **changes).parameters)}"

    @property
    def parameters(self) -> dict[str, Any]:
        """Its parameters by name, without those that say nothing."""
        values = {
            "from": self.start.public_id if self.start else "",
            "to": self.end.public_id if self.end else "",
            "direction": self.direction if self.direction != "forward" else "",
            "as_of": self.as_of.edtf if self.as_of else "",
            "known_on": self.known_on.isoformat() if self.known_on else "",
            "strength": self.strength,
            "rung": self.rung,
            "gaps": "" if self.gaps else "no",
            "depth": self.depth or "",
            "chain": self.chain if self.chain > 1 else "",
            "format": self.form if self.form != "html" else "",
        }
        return {name: value for name, value in values.items() if value}

    @property
    def start_url(self) -> str:
        """The page of the record it starts from."""
        return record_url(self.start)

    @property
    def end_url(self) -> str:
        """The page of the record it ends at."""
        return record_url(self.end)

    @property
    def opposite_address(self) -> str:
        """The same question the other way round."""
        turned = "backward" if self.direction == "forward" else "forward"
        return self.address(direction=turned, chain=1)

    @property
    def is_narrowed(self) -> bool:
        """True if some condition leaves chains out."""
        return bool(self.as_of or self.known_on or self.strength or self.rung or self.depth or not self.gaps)

    @property
    def widest_address(self) -> str:
        """The same question without conditions."""
        return self.address(as_of=None, known_on=None, strength="", rung="", depth=None, gaps=True, chain=1)

    @property
    def address_of_today(self) -> str:
        """The same question without the day that it is asked for."""
        return self.address(known_on=None, chain=1)

    @property
    def open_address(self) -> str:
        """The same question without an end."""
        return self.address(end=None, chain=1)


def read(query: QueryDict) -> Asked:
    """Read an address; raises BadParametersError with a sentence for everything that cannot be understood."""
    problems = {name: f"A trace knows: {', '.join(KNOWN)}." for name in query if name not in KNOWN}
    problems |= {name: NUL for name, given in query.items() if "\x00" in given}
    problems |= {name: TWICE for name in query if len(query.getlist(name)) > 1}
    asked = Asked()
    for name, reader in READERS.items():
        text = query.get(name, "").strip()
        if text and name not in problems:
            try:
                asked = replace(asked, **reader(text))
            except ValueError as problem:
                problems[name] = str(problem)
    if problems:
        raise BadParametersError(problems)
    return asked


def _reference(field: str) -> Any:
    def reader(text: str) -> dict[str, Any]:
        words = text.replace("\x00", "").strip()
        try:
            record = record_meant(words)
        except SeveralMeantError as several:
            return {f"{field}_choices": several}
        return {field: record} if words in (record.public_id, record.handle) else {field: record, "by_name": True}

    return reader


def _one_of(field: str, allowed: tuple[str, ...]) -> Any:
    def reader(text: str) -> dict[str, Any]:
        if text not in allowed:
            raise ValueError(f"Write one of: {', '.join(allowed)}.")
        return {field: text}

    return reader


def _date(text: str) -> dict[str, Any]:
    try:
        return {"as_of": PartialDate.parse(text)}
    except PartialDateError as problem:
        raise ValueError(str(problem)) from problem


def _day(text: str) -> dict[str, Any]:
    try:
        if not DAY.fullmatch(text):
            raise ValueError
        return {"known_on": date.fromisoformat(text)}
    except ValueError:
        raise ValueError("Write a day, such as 2020-10-06: what was public in a month depends on the day.") from None


def _number(field: str, most: int) -> Any:
    def reader(text: str) -> dict[str, Any]:
        if not (text.isascii() and text.isdigit() and 1 <= len(text) <= 6 and 1 <= int(text) <= most):
            raise ValueError(f"Write a whole number from 1 to {most}.")
        return {field: int(text)}

    return reader


def _gaps(text: str) -> dict[str, Any]:
    return {"gaps": _one_of("gaps", ("yes", "no"))(text)["gaps"] == "yes"}


READERS = {
    "from": _reference("start"),
    "to": _reference("end"),
    "direction": _one_of("direction", DIRECTIONS),
    "as_of": _date,
    "known_on": _day,
    "strength": _one_of("strength", tuple(Strength.values)),
    "rung": _one_of("rung", tuple(Rung.values)),
    "gaps": _gaps,
    "depth": _number("depth", DEEPEST),
    "chain": _number("chain", 400),
    "format": _one_of("form", FORMATS),
}

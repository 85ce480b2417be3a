"""What a comment states in words that a machine can read safely. Whatever is hedged, or nearly fits, stays a comment.

Each finding becomes a claim with the printed words, marked as read by machine, open to correction.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from evidence.choices import Rung

HEDGED = re.compile(
    r"\b(possibly|probably|could|may|might|perhaps|uncertain|reported|planned|some|or)\b", re.IGNORECASE
)
# SIPRI shortens these in comments only.
SHORT = {"USA": "United States", "UK": "United Kingdom", "UAE": "United Arab Emirates", "FRG": "Germany"}
NAME = r"[A-Z][\w’'.-]*(?: (?:of |and )?[A-Z][\w’'.-]*)*"
ENGINE_KIND = r"(?:diesel engine|petrol engine|piston engine|gas turbine|turboprop|turboshaft|turbofan|turbojet|diesel)"
ENGINE = re.compile(
    rf"(?P<model>(?=[^;]*\d)[A-Z0-9][^;]*? (?:\([\d.,-]+ ?(?:hp|shp|kW|kN)\) )?{ENGINE_KIND})(?: for .+)?"
)
BUILT_INTO = re.compile(
    rf"(?:.*{ENGINE_KIND} )?[Ff]or (?P<count>\d+) (?P<what>.+?) (?:from|produced in) (?P<country>{NAME})"
)
VIA = re.compile(rf"(?:[Oo]rdered|[Dd]elivered|[Oo]rdered and delivered|[Ss]old|[Ss]upplied) via (?P<countries>{NAME})")
FINANCED = re.compile(rf"[Ff]inanced by (?P<countries>{NAME})")
LICENSED = re.compile(rf"[Pp]roduced under licence in (?P<countries>{NAME})(?: as (?P<what>.+))?")

Resolve = Callable[[str], str | None]
"""Gives the code of a country, or None for a name that is none."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A claim: about which field, in which printed words, read as what, and how close it comes."""

    field: str
    printed: str
    read: str
    rung: Rung


def findings(comment: str, resolve: Resolve) -> Iterator[Finding]:
    """What the comment states, clause by clause; a clause that is hedged states nothing."""
    for clause in (part.strip() for part in comment.split(";")):
        if clause and not HEDGED.search(clause):
            yield from _of_clause(clause, resolve)


def engine_named(comment: str) -> str:
    """The engine that a comment names where the register says only “ship engine”; empty if it names none."""
    for clause in (part.strip() for part in comment.split(";")):
        found = ENGINE.fullmatch(clause)
        if found and not HEDGED.search(found["model"]):
            return found["model"]
    return ""


def _of_clause(clause: str, resolve: Resolve) -> Iterator[Finding]:
    if found := BUILT_INTO.fullmatch(clause):
        country = _country(found["country"], resolve)
        if country:
            yield Finding("built_into", clause, f"{found['count']} × {found['what']}; from {country}", Rung.TYPE)
    if found := VIA.fullmatch(clause):
        yield from _countries("transit", clause, found["countries"], resolve)
    if found := FINANCED.fullmatch(clause):
        yield from _countries("financier", clause, found["countries"], resolve)
    if found := LICENSED.fullmatch(clause):
        yield from _countries("produced_under_licence_in", clause, found["countries"], resolve)


def _countries(field: str, clause: str, names: str, resolve: Resolve) -> Iterator[Finding]:
    codes = [_country(name, resolve) for name in ([names] if _country(names, resolve) else names.split(" and "))]
    if all(codes):
        yield Finding(field, clause, ", ".join(code for code in codes if code), Rung.DEAL)


def _country(name: str, resolve: Resolve) -> str | None:
    return resolve(SHORT.get(name, name))

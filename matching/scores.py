"""What each part of a match is worth, and how far a score is believed. Pure.

The figures were chosen by measuring (docs/decisions/0018).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from matching.choices import Level, Part

WORTH = {
    Part.DECIDED: 1.0,
    Part.IDENTIFIER: 1.0,
    Part.SAME_NAME: 0.96,
    Part.SAME_SPELLING: 0.94,
    Part.RUN_TOGETHER: 0.92,
    Part.SAME_SOUND: 0.86,
    Part.BEGINS_SO: 0.58,
    Part.SIMILAR: 0.8,
    Part.SAME_COUNTRY: 0.04,
    Part.OTHER_COUNTRY: -0.25,
    Part.SAME_KIND: 0.02,
    Part.OTHER_KIND: -0.15,
    Part.OTHER_IDENTIFIER: -0.4,
    # "MND", or "Ministry of Defence" without a country: the same letters are many bodies' name.
    Part.COMMON_NAME: -0.12,
}
CERTAIN, WORTH_ASKING, CLEAR_OF_OTHERS = 0.9, 0.52, 0.03
SHORT = 3
BODIES = ("state_body", "armed_force")


@dataclass(frozen=True, slots=True)
class Scored:
    """One part of a score: what it is, what it is worth, and the name or number that it rests on."""

    part: Part
    worth: float
    what: str = ""


def score(parts: Iterable[Scored]) -> float:
    """The sum, between 0 and 1, to two digits."""
    return round(min(max(sum(part.worth for part in parts), 0.0), 1.0), 2)


def name_part(part: Part, text: str, likeness: float, tight: int) -> list[Scored]:
    """How alike the names are; a name of three letters alone says little."""
    parts = [Scored(part, round(WORTH[part] * likeness, 3), text)]
    return [*parts, Scored(Part.COMMON_NAME, WORTH[Part.COMMON_NAME])] if tight <= SHORT else parts


def country_part(wanted: str, recorded: str, kind: str) -> list[Scored]:
    """Country as evidence; nothing where one of them is not stated, but for bodies that every state has."""
    if wanted and recorded:
        part = Part.SAME_COUNTRY if wanted == recorded else Part.OTHER_COUNTRY
        return [Scored(part, WORTH[part], recorded)]
    return [Scored(Part.COMMON_NAME, WORTH[Part.COMMON_NAME])] if not wanted and kind in BODIES else []


def kind_part(wanted: str, recorded: str) -> list[Scored]:
    """Kind as evidence, where it is asked for."""
    if not wanted:
        return []
    part = Part.SAME_KIND if wanted == recorded else Part.OTHER_KIND
    return [Scored(part, WORTH[part], recorded)]


def identifier_part(wanted: Sequence[tuple[str, str]], recorded: Sequence[tuple[str, str]]) -> list[Scored]:
    """One equal number settles it; a different one in the same register speaks against it."""
    for scheme, value in wanted:
        if (scheme, value) in recorded:
            return [Scored(Part.IDENTIFIER, WORTH[Part.IDENTIFIER], f"{scheme} {value}")]
    others = [(scheme, value) for scheme, value in recorded if scheme in dict(wanted)]
    return [Scored(Part.OTHER_IDENTIFIER, WORTH[Part.OTHER_IDENTIFIER], " ".join(others[0]))] if others else []


def level(scores: Sequence[float], place: int) -> Level:
    """Of one of several scores, best first: certain only where the next one is well behind."""
    if scores[place] < WORTH_ASKING:
        return Level.WEAK
    alone = len(scores) == 1 or scores[0] - scores[1] >= CLEAR_OF_OTHERS
    return Level.MATCH if place == 0 and scores[0] >= CERTAIN and alone else Level.POSSIBLE

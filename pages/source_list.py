"""The sources of one record in few words: who states it, then who disputes it or only mentions it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evidence.choices import Stance
from evidence.models import Source
from pages.claims import Claim

AT_ONCE = 4
"""Sources in view; more are folded, those that dispute never."""
ORDER = (Stance.SUPPORTS, Stance.DISPUTES, Stance.MENTIONS)


@dataclass(frozen=True, slots=True)
class SourceShown:
    """A source with its stance, and grade and rung of its first claim of that stance."""

    source: Source
    stance: Stance
    grade: str
    rung: str


@dataclass(frozen=True, slots=True)
class SourceList:
    """What is in view, and what a click opens."""

    shown: tuple[SourceShown, ...]
    folded: tuple[SourceShown, ...]


def source_list(claims: Sequence[Claim]) -> SourceList:
    """Each source once for each stance, supporting ones first, as the counts beside the list count only those; a
    mention is left out where the same source also takes a side."""
    found: dict[tuple[Stance, int], SourceShown] = {}
    for claim in sorted(claims, key=lambda claim: ORDER.index(claim.stance)):
        key = (claim.stance, claim.source.pk)
        if claim.stance is Stance.MENTIONS and any((side, claim.source.pk) in found for side in ORDER[:2]):
            continue
        found.setdefault(key, SourceShown(claim.source, claim.stance, claim.citation.grade, str(claim.rung.label)))
    every = tuple(found.values())
    first = {id(one) for one in every[:AT_ONCE]}
    shown = tuple(one for one in every if id(one) in first or one.stance is Stance.DISPUTES)
    return SourceList(shown, tuple(one for one in every if one not in shown))

"""How well a record is carried: a pure function of its citations, and the table that says so to readers.

Letters stay letters and digits stay digits; nothing is averaged. F and 6 are missing, not low. Independence counts
origins, not articles. The database computes the same in evidence/sql/grades_kept.sql and keeps it on each record.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.choices import Strength
from evidence.choices import Rung, Stance
from evidence.contradictions.kinds import NAMING_FIELDS

NOBODY_MERGED: Mapping[str, str] = {}


class Level(IntEnum):
    """What one grade is worth; the order matters, the distances mean nothing."""

    MISSING = 0
    GRADED = 1
    BELIEVABLE = 2
    FIRM = 3
    DOCUMENT = 4


@dataclass(frozen=True, slots=True)
class LevelRule:
    """One row of the published table of levels: the grades that reach it."""

    level: Level
    letters: str
    digits: str
    kinds: tuple[str, ...]
    words: str


LEVELS = (
    LevelRule(Level.DOCUMENT, "A", "1", ("official", "original"), "A1, in an official or original document"),
    LevelRule(Level.FIRM, "AB", "12", (), "A or B with 1 or 2"),
    LevelRule(Level.BELIEVABLE, "ABC", "123", (), "A to C with 1 to 3"),
    LevelRule(Level.GRADED, "ABCDE", "12345", (), "any other letter A to E with a digit 1 to 5"),
)


@dataclass(frozen=True, slots=True)
class StrengthRule:
    """One row of the published table of strengths: so many independent origins of a level, the best at least `best`."""

    strength: Strength
    origins: int
    each: Level
    best: Level
    words: str


STRENGTHS = (
    StrengthRule(Strength.ESTABLISHED, 2, Level.BELIEVABLE, Level.FIRM, "two believable origins, one of them firm"),
    StrengthRule(Strength.ESTABLISHED, 1, Level.DOCUMENT, Level.DOCUMENT, "one document graded A1"),
    StrengthRule(Strength.CORROBORATED, 2, Level.BELIEVABLE, Level.BELIEVABLE, "two believable origins"),
    StrengthRule(Strength.CREDIBLE, 1, Level.BELIEVABLE, Level.BELIEVABLE, "one believable origin"),
    StrengthRule(Strength.CLAIMED, 1, Level.GRADED, Level.GRADED, "graded, but weaker than that"),
    StrengthRule(Strength.UNGRADED, 0, Level.MISSING, Level.MISSING, "no supporting citation has a letter and a digit"),
)


@dataclass(frozen=True, slots=True)
class Claim:
    """What grading needs to know of one citation."""

    source: int
    reliability: str
    credibility: str
    kind: str
    stance: str = Stance.SUPPORTS
    rung: str = Rung.DEAL
    field: str = ""
    value_read: str = ""

    @property
    def level(self) -> Level:
        """What its grade is worth."""
        return level_of(self.reliability, self.credibility, self.kind)


@dataclass(frozen=True, slots=True)
class Grade:
    """How a record is carried."""

    strength: Strength
    is_disputed: bool
    sources: int
    origins: int
    best_rung: str

    @property
    def words(self) -> str:
        """For pages: "3 sources, 1 origin"."""
        return counts_in_words(self.sources, self.origins)


def counts_in_words(sources: int, origins: int) -> str:
    """Use for the counts of a grade that was read elsewhere: "3 sources, 1 origin"."""
    if not sources:
        return _("no supporting source")
    return "{}, {}".format(
        ngettext("%(count)d source", "%(count)d sources", sources) % {"count": sources},
        ngettext("%(count)d origin", "%(count)d origins", origins) % {"count": origins},
    )


def level_of(reliability: str, credibility: str, kind: str) -> Level:
    """What one Admiralty grade is worth, in a source of this kind."""
    for rule in LEVELS:
        if reliability in rule.letters and credibility in rule.digits and (not rule.kinds or kind in rule.kinds):
            return rule.level
    return Level.MISSING


def grade(
    claims: Collection[Claim], lineage: Mapping[int, Iterable[int]], names: Mapping[str, str] = NOBODY_MERGED
) -> Grade:
    """Use to grade without a database. `lineage` leads from a source to those that it rests on directly.

    `names` leads from what names a record judged the same as another to what names the one that is kept.
    """
    supporting = [claim for claim in claims if claim.stance == Stance.SUPPORTS]
    groups = independent_groups({claim.source for claim in supporting}, lineage)
    levels = [max(claim.level for claim in supporting if claim.source in group) for group in groups]
    rungs = Rung.values
    return Grade(
        strength=_strength(levels),
        is_disputed=any(claim.stance == Stance.DISPUTES for claim in claims) or _values_differ(claims, names),
        sources=len({claim.source for claim in supporting}),
        origins=len(groups),
        best_rung=min((claim.rung for claim in supporting), key=rungs.index, default=""),
    )


def independent_groups(sources: Iterable[int], lineage: Mapping[int, Iterable[int]]) -> list[set[int]]:
    """Sources that share an origin form one group; the number of groups is the number of independent origins."""
    groups: list[tuple[set[int], set[int]]] = []
    for source in sources:
        members, roots = {source}, origins_of(source, lineage)
        apart = []
        for other, other_roots in groups:
            if roots & other_roots:
                members, roots = members | other, roots | other_roots
            else:
                apart.append((other, other_roots))
        groups = [*apart, (members, roots)]
    return [members for members, _roots in groups]


def origins_of(source: int, lineage: Mapping[int, Iterable[int]]) -> set[int]:
    """The sources at the end of its lineage; a circle of copies is one origin, known by its lowest key."""
    if not lineage.get(source):
        return {source}
    ancestors = _rests_on(source, lineage)
    reach = {ancestor: _rests_on(ancestor, lineage) for ancestor in ancestors}
    ends = [one for one in ancestors if all(one in reach[other] for other in reach[one])]
    return {min(reach[end]) for end in ends}


def _rests_on(source: int, lineage: Mapping[int, Iterable[int]]) -> set[int]:
    found, waiting = {source}, [source]
    while waiting:
        for origin in lineage.get(waiting.pop(), ()):
            if origin not in found:
                found.add(origin)
                waiting.append(origin)
    return found


def _strength(levels: Collection[Level]) -> Strength:
    best = max(levels, default=Level.MISSING)
    for rule in STRENGTHS:
        if best >= rule.best and sum(level >= rule.each for level in levels) >= rule.origins:
            return rule.strength
    raise AssertionError("The last rule takes everything.")


def _values_differ(claims: Iterable[Claim], names: Mapping[str, str]) -> bool:
    first: dict[str, str] = {}
    for claim in claims:
        if claim.stance != Stance.MENTIONS and claim.field and claim.value_read:
            read = claim.value_read
            value = names.get(read, read) if claim.field in NAMING_FIELDS else read
            if first.setdefault(claim.field, value) != value:
                return True
    return False

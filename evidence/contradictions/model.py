"""Value objects of a contradiction: no database, no ORM, safe to build by hand in tests."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from core.dates import PartialDate
from evidence.choices import ContradictionKind, ContradictionState, Decision, Fit, Stance
from evidence.contradictions.alignment import Alignment, Value

MENTIONS, DISPUTES = Stance.MENTIONS.value, Stance.DISPUTES.value
"""As plain text: comparing members of an enumeration takes ten times as long."""
Voice = tuple[str, int]
"""Who speaks: a speaker, else a publisher, else the source itself, by its key."""


@dataclass(frozen=True, slots=True)
class Subject:
    """The record that a contradiction is about. `column` is that of `Citation`; the rest may be filled in later."""

    column: str
    pk: int
    public_id: str = ""
    title: str = ""
    url: str = ""

    @property
    def key(self) -> tuple[str, int]:
        """Identity of the record."""
        return (self.column, self.pk)


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement of a value: who states it, in which source, when, how well and how closely."""

    field: str
    read: str
    printed: str
    says: str
    stance: str
    rung: str
    grade: str
    voice: Voice
    who: str
    source: int = 0
    source_id: str = ""
    title: str = ""
    url: str = ""
    published: PartialDate | None = None
    pk: int = 0

    @property
    def takes_a_side(self) -> bool:
        """False for a mention, which is shown and makes no dispute."""
        return self.stance != MENTIONS

    @property
    def is_denial(self) -> bool:
        """True if the source states that the record, or the field's reading in it, is not so."""
        return self.stance == DISPUTES


@dataclass(frozen=True, slots=True)
class Reading:
    """One of several values in print for a field, with all who state it."""

    value: str
    read: str
    claims: tuple[Claim, ...] = ()

    @property
    def takes_a_side(self) -> bool:
        """False if it is only mentioned. What the record itself says, without a claim of its own, takes one."""
        return not self.claims or any(claim.takes_a_side for claim in self.claims)

    @property
    def is_denial(self) -> bool:
        """True if somebody states it against what the record says."""
        return any(claim.is_denial for claim in self.claims)

    @property
    def who(self) -> tuple[str, ...]:
        """Who states it, each once."""
        return tuple(dict.fromkeys(claim.who for claim in self.claims))

    @property
    def as_value(self) -> Value:
        """What alignment needs of it."""
        return Value(self.read, self.value, frozenset([claim.rung for claim in self.claims if claim.takes_a_side]))


@dataclass(frozen=True, slots=True)
class Resolved:
    """A decision as recorded: what was decided, why, and which values it considered."""

    public_id: str
    decision: Decision
    note: str
    considered: frozenset[str]
    decided: PartialDate | None = None
    source_title: str = ""
    source_url: str = ""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A field of a record that is stated differently, or a record whose being so is denied."""

    subject: Subject
    field: str
    question: str
    kind: ContradictionKind
    readings: tuple[Reading, ...]
    alignments: tuple[Alignment, ...]
    state: ContradictionState
    told: str = ""
    """What `why` says, for states that a decision or later claims give it."""
    resolution: Resolved | None = None

    @property
    def title(self) -> str:
        """The record."""
        return self.subject.title

    @property
    def why(self) -> str:
        """The state in a sentence, where there is more to say than its name."""
        if self.state is ContradictionState.COMPATIBLE:
            return " ".join(dict.fromkeys(one.words for one in self.compatible))
        return self.told

    @property
    def compatible(self) -> tuple[Alignment, ...]:
        """The pairs of values that can both hold, each with its reason."""
        return tuple(one for one in self.alignments if not one.is_rival and one.fit is not Fit.SAME)

    @property
    def values(self) -> frozenset[str]:
        """The values that somebody takes a side for: what a decision has to consider."""
        return values_of(self.readings)

    @property
    def sources(self) -> frozenset[int]:
        """The sources of all its claims."""
        return frozenset(claim.source for reading in self.readings for claim in reading.claims)


def values_of(readings: Iterable[Reading]) -> frozenset[str]:
    """Use for what a resolution must have considered."""
    return frozenset(reading.read for reading in readings if reading.takes_a_side)

"""What leads and refutations need beside the dossier. No database, no ORM: tests build them by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from core.dates import PartialDate
from tracing.dossier.facts import Key, PartyFact, Used


@dataclass(frozen=True, slots=True)
class GapFact:
    """Something that an editor recorded as missing."""

    record: Used
    kind: str
    what: str
    item: int | None = None
    sender: int | None = None
    recipient: int | None = None
    held_by: PartyFact | None = None
    asked: PartialDate | None = None
    result: str = ""

    @property
    def names_a_party(self) -> bool:
        """True if it is about a transfer from or to somebody, and not about an item or a document as a whole."""
        return self.sender is not None or self.recipient is not None


@dataclass(frozen=True, slots=True)
class ReplyFact:
    """Whom somebody asked, and what came back."""

    record: Used
    asked_of: PartyFact
    kind: str
    outcome: str
    """The kind in words: "did not answer"."""
    question: str = ""
    answer: str = ""
    asked_by: str = ""
    when: PartialDate | None = None
    gap: int | None = None
    source: int | None = None
    url: str = ""
    """The page of the source that reports it."""


@dataclass(frozen=True, slots=True)
class CheckFact:
    """Somebody looked for what would refute a record."""

    kind: str
    state: str
    result: str = ""
    by: str = ""
    asked_of: str = ""
    when: PartialDate | None = None
    source: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class UnitFact:
    """One physical thing and whether its number is printed."""

    pk: int
    label: str
    item: int
    serial: str = ""
    url: str = ""
    is_lot: bool = False


@dataclass(frozen=True, slots=True)
class AuthorityFact:
    """Who decides about exports from a country, told from the permits and measures recorded here."""

    party: PartyFact
    permits: int = 0
    measures: int = 0


@dataclass(frozen=True)
class Beside:
    """Everything that leads and refutations read beside chains and dossier."""

    gaps: tuple[GapFact, ...] = ()
    replies: tuple[ReplyFact, ...] = ()
    units: Mapping[int, UnitFact] = field(default_factory=dict)
    authorities: Mapping[str, AuthorityFact] = field(default_factory=dict)
    """By code of country."""
    carriers: Mapping[int, tuple[PartyFact, ...]] = field(default_factory=dict)
    """By shipment."""
    under_licence: Mapping[int, tuple[Used, ...]] = field(default_factory=dict)
    """By licence: the shipments that are recorded to have gone under it."""
    moved: frozenset[tuple[int, int, int]] = frozenset()
    """(item, exporter, recipient) of every shipment recorded between parties of the chains."""
    checks: Mapping[Key, tuple[CheckFact, ...]] = field(default_factory=dict)

    def replies_to(self, gap: GapFact) -> Iterator[ReplyFact]:
        """What came back from those who were asked about a recorded gap."""
        return (reply for reply in self.replies if reply.gap == gap.record.pk)

"""Value objects of a trace: no database, no ORM, safe to build by hand in tests."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.translation import gettext as _

from core.dates import PartialDate, period_words
from tracing.choices import (
    RUNG_ORDER,
    STRENGTH_ORDER,
    Ending,
    LinkKind,
    NodeKind,
    TimeVerdict,
)
from tracing.phrases import chain_sentence


@dataclass(frozen=True, slots=True)
class Node:
    """A thing, a party or an event as a chain shows it."""

    kind: NodeKind
    pk: int
    public_id: str
    label: str
    sublabel: str = ""
    country: str = ""
    url: str = ""

    @property
    def key(self) -> tuple[str, int]:
        """Identity across chains: two nodes with one key are one card."""
        return (str(self.kind.value), self.pk)


@dataclass(frozen=True, slots=True)
class State:
    """Who held what: the item (and the unit, where one is named) and its holder."""

    item: Node
    holder: Node
    unit: Node | None = None

    @property
    def key(self) -> tuple[tuple[str, int], tuple[str, int]]:
        """Identity of (item, holder)."""
        return (self.item.key, self.holder.key)


@dataclass(frozen=True, slots=True)
class RecordRef:
    """A record that carries a link, with what a reader needs to weigh it."""

    kind: str
    pk: int
    public_id: str
    title: str
    url: str = ""
    when: PartialDate | None = None
    until: PartialDate | None = None
    quantity: str = ""
    status: str = ""
    strength: str = "ungraded"
    is_disputed: bool = False
    rung: str = ""
    sources: int = 0
    origins: int = 0
    disagreements: tuple[str, ...] = ()

    @property
    def when_words(self) -> str:
        """The date in words, short enough for an arrow; "" where none is recorded."""
        if self.until is not None and self.until != self.when:
            return period_words(self.when, self.until)
        if self.when is None:
            return ""
        return self.when.words(period=not self.when.is_interval)


def weakest_of(values: Iterable[str], order: tuple[str, ...]) -> str:
    """The lowest of some strengths or rungs; "" where there are none."""
    known = [value for value in values if value in order]
    return min(known, key=order.index, default="")


def _distinct(words: Iterable[str]) -> str:
    return _(" or ").join(dict.fromkeys(word for word in words if word))


@dataclass(frozen=True, slots=True)
class Link:
    """One step of a chain and the records that carry it (none for a gap)."""

    kind: LinkKind
    source: State
    target: State | None = None
    incident: Node | None = None
    conflict: Node | None = None
    records: tuple[RecordRef, ...] = ()
    flags: tuple[str, ...] = ()
    act: str = ""
    """Replaces the verb where the record says more: "captured", "re-exported"."""

    @property
    def verb(self) -> str:
        """The word on the arrow."""
        return self.act or self.kind.verb

    @property
    def is_gap(self) -> bool:
        """No record carries this link."""
        return self.kind == LinkKind.NO_RECORD

    @property
    def end(self) -> Node:
        """The card this link leads to: next holder, next item, or the conflict."""
        if self.target is not None:
            return self.target.item if self.kind.changes_item else self.target.holder
        return self.conflict or self.incident or self.source.holder

    @property
    def strength(self) -> str:
        """The strength of its best record: rivals do not weaken what another record carries."""
        known = [r.strength for r in self.records if r.strength in STRENGTH_ORDER]
        return max(known, key=STRENGTH_ORDER.index, default="ungraded")

    @property
    def weakest(self) -> str:
        """The strength of its weakest record."""
        return weakest_of((r.strength for r in self.records), STRENGTH_ORDER) or "ungraded"

    @property
    def lowest_rung(self) -> str:
        """The lowest rung of proof among its records; "" for a gap."""
        return weakest_of((r.rung for r in self.records), RUNG_ORDER)

    @property
    def when_words(self) -> str:
        """Its dates in words; rival dates joined by "or"."""
        return _distinct(r.when_words for r in self.records)

    @property
    def quantity_words(self) -> str:
        """Its quantities in words; rival quantities joined by "or"."""
        return _distinct(r.quantity for r in self.records)

    @property
    def sources(self) -> int:
        """Sources counted a record at a time (a shared source counts for each record)."""
        return sum(r.sources for r in self.records)

    @property
    def origins(self) -> int:
        """Independent origins, at least those of its best-carried record."""
        return max((r.origins for r in self.records), default=0)

    @property
    def disagreements(self) -> tuple[str, ...]:
        """What its records or their sources disagree about, each once."""
        return tuple(dict.fromkeys(d for r in self.records for d in r.disagreements))

    @property
    def is_disputed(self) -> bool:
        """Any disagreement or disputed record on it."""
        return bool(self.disagreements) or any(r.is_disputed for r in self.records)


@dataclass(frozen=True)
class Chain:
    """One walk through possession, with how it ended and what its dates allow."""

    links: tuple[Link, ...]
    ending: Ending
    verdict: TimeVerdict
    clash: tuple[RecordRef, RecordRef] | None = None
    maker_records: tuple[RecordRef, ...] = ()
    """Records that name the first holder as maker; without them the card says "held by"."""

    def __post_init__(self) -> None:
        if not self.links:
            raise ValueError("A chain needs at least one link; report a lone state as an empty trace.")

    @property
    def start(self) -> State:
        """Where the chain begins."""
        return self.links[0].source

    @cached_property
    def weakest(self) -> Link | None:
        """The weakest link that rests on records; None where none does (gaps, changes of name)."""
        recorded = [link for link in self.links if link.records]
        return min(recorded, key=lambda link: STRENGTH_ORDER.index(link.strength), default=None)

    @cached_property
    def lowest_rung(self) -> str:
        """The lowest rung of proof among its links."""
        return weakest_of((link.lowest_rung for link in self.links), RUNG_ORDER)

    @cached_property
    def gaps(self) -> int:
        """How many links have no record."""
        return sum(link.is_gap for link in self.links)

    @cached_property
    def disagreements(self) -> int:
        """How many disagreements its links carry."""
        return sum(len(link.disagreements) for link in self.links)

    @cached_property
    def title(self) -> str:
        """ "WESCAM MX-15D → Baykar → Bayraktar TB2 → Azerbaijan → Nagorno-Karabakh 2020"."""
        labels = [self.start.item.label, *(link.end.label for link in self.links)]
        kept = [label for n, label in enumerate(labels) if n == 0 or label != labels[n - 1]]
        return " → ".join(kept)

    @cached_property
    def sentence(self) -> str:
        """One careful plain sentence built from the links."""
        return chain_sentence(self)


@dataclass(frozen=True, slots=True)
class Trace:
    """The answer to one question: its chains, best first, and whether it was cut."""

    question: str
    chains: tuple[Chain, ...]
    cut: bool = False
    total: int | None = None
    """Chains found in all, where they were counted; `chains` may hold only some of them."""
    further: bool = False
    """Whether chains follow after those that were to be read."""
    why_cut: str = ""
    """Which limit cut it, as a sentence, where that is known."""
    search_cut: bool = False
    """Whether the search itself reached its states or its time, and not only the chains to show."""
    known_on: date | None = None
    """The day it is told for: only what sources had published by then, as they carried it."""
    notes: tuple[str, ...] = ()
    """Sentences about that day: what was not named yet, how much cannot be placed before or after it."""

    @property
    def known_words(self) -> str:
        """What a reader has to know about a trace of a day; "" for one of today."""
        if self.known_on is None:
            return ""
        return _(
            "As sources surely published by %(day)s had it: records, named units, sources, strength and disagreements "
            "are those of that day. Everything else is as read today: names, dates, quantities, "
            "how far a shipment got, whether it is said to have been permitted, and terms and later ends of permits "
            "and measures."
        ) % {"day": PartialDate.of_day(self.known_on).words()}

    @property
    def cut_sentence(self) -> str:
        """What the reader is told when not everything is here; "" when it is."""
        shown = len(self.chains)
        if self.total is not None and self.total > shown:
            return _("%(shown)d of %(total)d chains are shown.") % {"shown": shown, "total": self.total}
        if self.further:
            return _("Only some of the chains are here; more follow on the next page.")
        if self.cut and self.why_cut:
            return self.why_cut
        if self.cut:
            words = _("The search was cut; %(shown)d chains were found before that and there may be more.")
            return words % {"shown": shown}
        return ""

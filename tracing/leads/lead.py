"""A lead: something missing, who is likely to hold it, what it would settle, and whether somebody asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from core.choices import Strength
from core.dates import PartialDate
from evidence.choices import GapKind
from tracing.dossier.facts import PartyFact, Used
from tracing.leads.pieces import Key


@dataclass(frozen=True, slots=True)
class Place:
    """A link of a chain, both numbered from 1."""

    chain: int
    link: int


@dataclass(frozen=True, slots=True)
class Holder:
    """Who is likely to hold the answer, and why."""

    name: str
    reason: str
    url: str = ""
    party: PartyFact | None = None


@dataclass(frozen=True, slots=True)
class Asking:
    """Somebody asked: whom, when, and what came back."""

    whom: str
    outcome: str
    by: str = ""
    when: PartialDate | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class Lead:
    """One thing to look for. The same thing is one lead, however many chains lack it and whoever recorded it."""

    key: Key
    what: str
    kind: GapKind
    places: tuple[Place, ...]
    holders: tuple[Holder, ...] = ()
    asked: tuple[Asking, ...] = ()
    alone: int = 0
    """Chains in which it is all that is missing."""
    strength: Strength = Strength.UNGRADED
    """The weakest link of the best of its chains: what finding it would make complete."""
    recorded: tuple[Used, ...] = ()
    """The recorded gaps that speak of it."""
    also: str = ""
    """What the chains themselves show, where a recorded gap says it in its own words."""
    url: str = ""
    trace: str = ""
    item: int | None = None
    giver: int | None = None
    taker: int | None = None
    chains: frozenset[int] = field(default_factory=frozenset)
    """Numbers of the chains that lack it."""
    is_of_a_step: bool = True
    """False for a document about an item or a party as a whole: it bears on chains and settles no step of them."""

    @property
    def settles(self) -> int:
        """How many chains of the trace lack it."""
        return len(self.chains)

    @property
    def family(self) -> str:
        return str(self.key[0])

    def links_of(self, chain: int) -> tuple[int, ...]:
        """The links of one chain at which it lacks."""
        return tuple(sorted({place.link for place in self.places if place.chain == chain}))

    def form(self) -> dict[str, Any]:
        """As plain values, for JSON and for snapshots."""
        return {
            "what": self.what,
            "also": self.also,
            "kind": self.kind.value,
            "places": [{"chain": place.chain, "link": place.link} for place in self.places],
            "likely_held_by": [
                {"name": holder.name, "id": holder.party.public_id if holder.party else "", "reason": holder.reason}
                for holder in self.holders
            ],
            "chains": self.settles,
            "chains_lacking_only_this": self.alone,
            "strength_at_stake": self.strength.value,
            "asked": [
                {"whom": one.whom, "by": one.by, "when": one.when.edtf if one.when else "", "outcome": one.outcome}
                for one in self.asked
            ],
            "recorded": [{"id": record.public_id, "version": record.version} for record in self.recorded],
        }

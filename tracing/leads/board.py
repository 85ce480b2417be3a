"""Leads across the whole database: all items forward, a batch at a time, joined and counted.

Looking at every chain takes seconds with the case data and minutes with registers, so the list at /leads/ reads what
`store` wrote. Each item gives its best chains only; where it has more, the count is marked as a least.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from evidence.choices import GapKind
from evidence.models import Gap
from exports.models import Item
from tracing import recounts
from tracing.choices import STRENGTH_ORDER, Counted
from tracing.dossier.facts import Dossier
from tracing.dossier.load import dossier_of
from tracing.dossier.values import party_joins
from tracing.leads.facts import Beside, GapFact
from tracing.leads.find import leads_of
from tracing.leads.holders import holders_of
from tracing.leads.lead import Asking, Lead
from tracing.leads.load import beside_of, gap_fact
from tracing.leads.pieces import Key
from tracing.leads.text import asking_words
from tracing.model import Chain
from tracing.models import CountedLead
from tracing.query import TraceQuestion
from tracing.service import trace

ITEMS_AT_ONCE = 32
CHAINS_OF_AN_ITEM = 200


@dataclass
class Total:
    """One lead with what all its chains add up to."""

    lead: Lead
    chains: int = 0
    alone: int = 0
    is_cut: bool = False


@dataclass
class Board:
    """Leads by what they are about, and by whether they lack at a step or only bear on chains."""

    found: dict[tuple[Key, bool], Total] = field(default_factory=dict)
    chains: int = 0
    asked_at: datetime | None = None
    """When counting anew had been asked for by the time that it began."""

    def add(self, leads: Iterable[Lead], cut: set[int]) -> None:
        """Count the leads of one batch; `cut` has the numbers of chains whose item has more chains than were read."""
        for lead in leads:
            one = self.found.setdefault((lead.key, lead.is_of_a_step), Total(lead))
            one.chains += lead.settles
            one.alone += lead.alone
            one.is_cut = one.is_cut or bool(cut & lead.chains)
            if STRENGTH_ORDER.index(lead.strength) > STRENGTH_ORDER.index(one.lead.strength):
                one.lead = replace(one.lead, strength=lead.strength)

    @property
    def ranked(self) -> list[Total]:
        """What settles most first. A gap that lacks at a step of some chains is not listed again for others."""
        kept = [one for (key, of_a_step), one in self.found.items() if of_a_step or (key, True) not in self.found]
        return sorted(kept, key=lambda one: (not one.lead.is_of_a_step, -one.chains, one.lead.what))


def board() -> Board:
    """Use for the numbers alone; `store` keeps them."""
    found = Board(asked_at=recounts.waiting().get(Counted.LEADS))
    for chains, cut in _batches():
        dossier = dossier_of(chains)
        found.add(leads_of(chains, dossier, beside_of(chains, dossier)), cut)
        found.chains += len(chains)
    found.add(_on_no_chain({lead.recorded[0].pk for lead in _leads(found) if lead.recorded}), set())
    return found


def store(found: Board) -> int:
    """Replace what was kept; says how many leads there are."""
    now = timezone.now()
    with transaction.atomic():
        CountedLead.objects.all().delete()
        rows = CountedLead.objects.bulk_create(_row(one, now) for one in found.ranked)
        recounts.counted(Counted.LEADS, found.asked_at)
    return len(rows)


def _leads(found: Board) -> Iterator[Lead]:
    return (one.lead for one in found.found.values())


def _batches() -> Iterator[tuple[list[Chain], set[int]]]:
    """The best chains of some items, and the numbers of those whose item has more."""
    items = list(Item.objects.filter(same_as__isnull=True).order_by("pk").values_list("public_id", flat=True))
    for first in range(0, len(items), ITEMS_AT_ONCE):
        chains: list[Chain] = []
        cut: set[int] = set()
        for item in items[first:][:ITEMS_AT_ONCE]:
            answer = trace(TraceQuestion(start=item, limit=CHAINS_OF_AN_ITEM))
            if answer.cut:
                cut |= set(range(len(chains) + 1, len(chains) + len(answer.chains) + 1))
            chains += answer.chains
        if chains:
            yield chains, cut


def _on_no_chain(known: set[int]) -> Iterator[Lead]:
    """What editors recorded as missing, and no chain lacks."""
    rows = Gap.objects.exclude(pk__in=known).select_related("item", "sender", "recipient", *party_joins("held_by"))
    for row in rows.order_by("pk"):
        gap = gap_fact(row)
        yield Lead(
            ("gap", row.pk), gap.what, GapKind(gap.kind), (), holders_of((), gap, Dossier(), Beside()), _asked(gap),
            recorded=(gap.record,), url=gap.record.url, item=gap.item, giver=gap.sender, taker=gap.recipient,
            is_of_a_step=gap.names_a_party,
        )  # fmt: skip


def _asked(gap: GapFact) -> tuple[Asking, ...]:
    if gap.asked is None:
        return ()
    return (Asking(gap.held_by.name if gap.held_by else "", gap.result, when=gap.asked, url=gap.record.url),)


def _row(one: Total, now: datetime) -> CountedLead:
    lead = one.lead
    first = next((holder for holder in lead.holders if holder.party is not None), None)
    return CountedLead(
        kind=lead.kind,
        what=lead.what[:600],
        gap_id=lead.recorded[0].pk if lead.recorded else None,
        item_id=lead.item,
        sender_id=lead.giver,
        recipient_id=lead.taker,
        holder_id=first.party.pk if first and first.party else None,
        holders="; ".join(holder.name for holder in lead.holders)[:900],
        reason=first.reason[:300] if first else "",
        is_asked=bool(lead.asked),
        asked="; ".join(asking_words(asking) for asking in lead.asked)[:600],
        is_of_a_step=lead.is_of_a_step,
        chains=one.chains,
        alone=one.alone,
        is_cut=one.is_cut,
        strength=lead.strength,
        trace=lead.trace[:300],
        counted_at=now,
    )

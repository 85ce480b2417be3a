"""Authorised ≥ shipped ≥ received ≥ built in ≥ seen: do the recorded ranges allow it?

Every number is counted in the item that the chain begins with. The comparison holds only if the records speak of one
flow and nothing else went the same way, and says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracing.choices import LinkKind
from tracing.dossier.facts import Amount, Dossier, Used
from tracing.model import Chain, Link
from tracing.rules.amounts import Span, as_parts, span_words
from tracing.rules.finding import Outcome, Rule, Said
from tracing.rules.steps import NO_DELIVERY


@dataclass(frozen=True, slots=True)
class Stage:
    """One place of the balance: which link, in what words, how many."""

    number: int
    words: str
    span: Span
    unit: str
    """What is counted; "" where it is parts of a number of platforms, or not stated."""
    record: Used


def judge(chain: Chain, dossier: Dossier) -> Iterator[Said]:
    """One finding for each pair of neighbouring stages; cannot tell where fewer than two have a number."""
    stages = list(_stages(chain, dossier))
    for earlier, later in pairwise(stages):
        yield _compared(earlier, later)
    if len(stages) < 2:
        sentence = _("Fewer than two steps of this chain have a number, so nothing can be balanced.")
        yield Said(
            Outcome.CANNOT_TELL, sentence, tuple(s.number for s in stages), tuple(s.record for s in stages)
        )  # fmt: skip


def _stages(chain: Chain, dossier: Dossier) -> Iterator[Stage]:
    for number, link in enumerate(chain.links, start=1):
        for words, amount, record in _amounts(link, dossier):
            if amount.is_known:
                before = chain.links[: number - 1]
                converted = any(one.kind == LinkKind.BUILT_IN for one in before)
                span = as_parts(amount, before, dossier)
                if not span.is_known:
                    continue
                yield Stage(number, words, span, "" if converted else amount.unit, record)


def _amounts(link: Link, dossier: Dossier) -> Iterator[tuple[str, Amount, Used]]:
    """What its best-carried record says; a shipment's licence stands before it. Rivals: see what disagrees."""
    if not link.records:
        return
    record = link.records[0]
    if link.kind == LinkKind.AUTHORISED:
        licence = dossier.licences[record.pk]
        yield _("permitted"), licence.amounts.get(link.source.item.pk, Amount()), licence.record
    elif record.kind == "shipment":
        shipment = dossier.shipments[record.pk]
        if shipment.status in NO_DELIVERY:
            return
        permitted = dossier.licences.get(shipment.licence) if shipment.licence is not None else None
        if permitted is not None:
            yield _("permitted"), permitted.amounts.get(link.source.item.pk, Amount()), permitted.record
        yield link.verb, shipment.amount, shipment.record
    elif record.kind == "incident":
        incident = dossier.incidents[record.pk]
        yield link.verb, incident.amount, incident.record


def _compared(earlier: Stage, later: Stage) -> Said:
    words = {
        "first": earlier.words, "many": span_words(earlier.span), "one": earlier.record.title,
        "second": later.words, "more": span_words(later.span), "other": later.record.title,
    }  # fmt: skip
    sentence = _("%(first)s: %(many)s (“%(one)s”); %(second)s: %(more)s (“%(other)s”).") % words
    sentence = f"{sentence[0].upper()}{sentence[1:]}"
    links, records = (earlier.number, later.number), (earlier.record, later.record)
    if earlier.unit and later.unit and earlier.unit != later.unit:
        sentence += " " + _("They are counted in different units, so the two cannot be compared.")
        return Said(Outcome.CANNOT_TELL, sentence, links, records)
    given, taken = earlier.span, later.span
    if given.high is not None and taken.low is not None and taken.low > given.high:
        sentence += " " + _("The later number is the larger, if these records speak of one flow and nothing else went "
                            "the same way.")  # fmt: skip
        return Said(Outcome.TENSION, sentence, links, records, _innocent())
    sentence += " " + _("The ranges allow it, if these records speak of one flow and nothing else went the same way.")
    return Said(Outcome.NO_TENSION, sentence, links, records)


def _innocent() -> tuple[str, ...]:
    return (
        _("Other deliveries, which are not on this chain, may have gone the same way."),
        _("A number may be a claim, an estimate, or count one thing twice."),
        _("Where platforms are counted, not each of them need carry this part."),
    )


RULE = Rule(
    id="quantity-balance",
    version=2,
    question=gettext_lazy("Authorised ≥ shipped ≥ received ≥ built in ≥ seen: do the recorded ranges allow it?"),
    inputs=gettext_lazy("Quantities of permits, shipments and incidents on the chain; parts a platform."),
    judge=judge,
    silent_about=gettext_lazy("Flows beside the chain."),
)

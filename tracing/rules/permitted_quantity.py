"""Were more units seen than the permit covers?"""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracing.dossier.facts import Amount, Dossier, LicenceFact
from tracing.model import Chain
from tracing.rules.amounts import Span, as_parts, span_words
from tracing.rules.finding import Outcome, Rule, Said
from tracing.rules.observed import Observed, observed, permits


def judge(chain: Chain, dossier: Dossier) -> Iterator[Said]:
    """One finding for each permit; cannot tell where either number is missing."""
    end = observed(chain, dossier)
    listed = list(permits(chain, dossier))
    for number, licence in listed:
        yield _permit(number, licence, end, chain, dossier)
    if not listed:
        yield Said(Outcome.CANNOT_TELL, _("No permit is recorded on this chain, so no number to compare with."))


def _permit(number: int, licence: LicenceFact, end: Observed | None, chain: Chain, dossier: Dossier) -> Said:
    record = licence.record
    permitted = licence.amounts.get(chain.links[number - 1].source.item.pk, Amount())
    if not permitted.is_known:
        sentence = _("No number is recorded on “%(title)s” for this item.") % {"title": record.title}
        return Said(Outcome.CANNOT_TELL, sentence, (number,), (record,), about=record)
    words = {"title": record.title, "permitted": permitted.words}
    seen = _seen(number, end, chain, dossier) if end else None
    if end is None or seen is None:
        sentence = _("“%(title)s” covers %(permitted)s. How many were seen is not recorded on this chain.") % words
        return Said(Outcome.CANNOT_TELL, sentence, (number,), (record,), about=record)
    words |= {"incident": end.incident.record.title, "seen": span_words(seen)}
    sentence = _("“%(title)s” covers %(permitted)s; “%(incident)s” counts %(seen)s.") % words
    links, records = (number, end.number), (record, end.incident.record)
    too_many = permitted.high is not None and seen.low is not None and seen.low > permitted.high
    if too_many:
        return Said(Outcome.TENSION, sentence, links, records, _innocent(), about=record)
    return Said(Outcome.NO_TENSION, sentence, links, records, about=record)


def _seen(number: int, end: Observed, chain: Chain, dossier: Dossier) -> Span | None:
    """How many of the permitted item the incident accounts for; named units count one each where no number is given."""
    amount = end.incident.amount
    if not amount.is_known:
        named = len(end.incident.units)
        amount = Amount(named, named) if named else amount
    parts = as_parts(amount, chain.links[number - 1 :], dossier)
    return parts if parts.is_known else None


def _innocent() -> tuple[str, ...]:
    return (
        _("Other permits, which are not on this chain, may cover the rest."),
        _("The number seen may be a claim, or count one thing twice."),
        _("A platform may have been seen without this part: not each of them need carry one."),
    )


RULE = Rule(
    id="permitted-quantity",
    version=2,
    question=gettext_lazy("Were more units seen than the permit covers?"),
    inputs=gettext_lazy(
        "Quantities of permits on the chain; quantity or named units of the incident; parts a platform."
    ),
    judge=judge,
    silent_about=gettext_lazy("Other permits and other incidents than those of this chain."),
)

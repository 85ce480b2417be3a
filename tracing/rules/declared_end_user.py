"""Is the user who was observed the one who was declared?

Consignee and end user are separate parties of an export (15 CFR 748.5); only a *declared end user* is compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exports.choices import LicenceRole
from tracing.dossier.facts import Dossier, LicenceFact, PartyFact, Used
from tracing.model import Chain
from tracing.rules.finding import Outcome, Rule, Said
from tracing.rules.observed import Observed, may_be_one, observed, permits


def judge(chain: Chain, dossier: Dossier) -> Iterator[Said]:
    """One finding for each declaration; cannot tell where there is none, or nobody was observed."""
    end = observed(chain, dossier)
    declarations = list(_declarations(chain, dossier))
    for number, record, declared, consignees in declarations:
        yield _compared(number, record, declared, consignees, end)
    if not declarations:
        yield Said(Outcome.CANNOT_TELL, _("No permit and no declaration of an end user is recorded on this chain."))


def _declarations(
    chain: Chain, dossier: Dossier
) -> Iterator[tuple[int, Used, Sequence[PartyFact], Sequence[PartyFact]]]:
    for number, licence in permits(chain, dossier):
        yield number, licence.record, licence.in_role(LicenceRole.DECLARED_END_USER), _consignees(licence)
    for number, link in enumerate(chain.links, start=1):
        for record in link.records:
            if record.kind == "shipment" and (declared := dossier.shipments[record.pk].declared_end_users):
                yield number, dossier.shipments[record.pk].record, declared, ()


def _consignees(licence: LicenceFact) -> Sequence[PartyFact]:
    return licence.in_role(LicenceRole.CONSIGNEE, LicenceRole.ULTIMATE_CONSIGNEE)


def _compared(
    number: int, record: Used, declared: Sequence[PartyFact], consignees: Sequence[PartyFact], end: Observed | None
) -> Said:
    if not declared:
        words = {"title": record.title, "consignee": _names(consignees) or _("not recorded")}
        sentence = _("No declared end user is recorded on “%(title)s”; its consignee: %(consignee)s.") % words
        return Said(Outcome.CANNOT_TELL, sentence, (number,), (record,), about=record)
    words = {"title": record.title, "declared": _names(declared)}
    if end is None:
        sentence = _("Declared end user on “%(title)s”: %(declared)s. This chain reaches no observed user.") % words
        return Said(Outcome.CANNOT_TELL, sentence, (number,), (record,), about=record)
    words |= {"observed": end.user.name, "incident": end.incident.record.title}
    links, records = (number, end.number), (record, end.incident.record)
    sentence = (
        _("Declared end user on “%(title)s”: %(declared)s. User recorded in “%(incident)s”: %(observed)s.") % words
    )
    if any(may_be_one(party, end.user) for party in declared):
        return Said(Outcome.NO_TENSION, sentence, links, records, about=record)
    if not end.is_named:
        sentence += " " + _("The record of the incident names no user; the holder is taken for it.")
    return Said(Outcome.TENSION, sentence, links, records, _innocent(), about=record)


def _names(parties: Sequence[PartyFact]) -> str:
    return ", ".join(dict.fromkeys(party.name for party in parties))


def _innocent() -> tuple[str, ...]:
    return (
        _("A part may be declared for the one who orders it, and the product it goes into sold on with consent."),
        _("The thing seen may have come under another permit than this one."),
        _("The user may have got it later by capture, loan or gift, which no record here shows."),
    )


RULE = Rule(
    id="declared-end-user",
    version=1,
    question=gettext_lazy("Is the user who was observed the one who was declared?"),
    inputs=gettext_lazy(
        "Declared end users of permits and shipments on the chain; the user of the incident that ends it."
    ),
    judge=judge,
    silent_about=gettext_lazy("Declarations that no source read has printed."),
)

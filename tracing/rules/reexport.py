"""Is the consent of the first exporting state to passing the item on recorded?

Onward transfer to another state or user often needs it (Wassenaar Arrangement, best practices on re-export; Arms Trade
Treaty, article 8 and 11). That no consent is recorded here says nothing about whether there was one.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exports.choices import Authorised, LicenceRole, UndertakingKind
from tracing.dossier.facts import Dossier, LicenceFact, PartyFact, Used
from tracing.model import Chain
from tracing.rules.finding import Outcome, Rule, Said
from tracing.rules.observed import may_be_one, permits
from tracing.rules.steps import Transfer, transfers


def judge(chain: Chain, dossier: Dossier) -> Iterator[Said]:
    """One finding for each transfer to a third state; one for the chain where there is none."""
    steps = [step for step in transfers(chain, dossier) if not step.is_taking]
    first = next((step for step in steps if step.origin and step.taker.country not in {"", step.origin}), None)
    after = [step for step in steps if first and step.number > first.number]
    onward = [step for step in after if first and _leaves(step, first)]
    for step in onward:
        assert first is not None  # noqa: S101  # onward is empty without it
        yield _consent(step, first, chain, dossier)
    unknown = [step.number for step in (after if onward else steps) if not (step.giver.country and step.taker.country)]
    if unknown:
        yield _country_unknown(unknown)
    elif not onward:
        yield _nothing_onward(steps)


def _leaves(step: Transfer, first: Transfer) -> bool:
    """To a third state: neither back to the first nor within the one that received it."""
    return bool(step.taker.country) and step.taker.country not in {first.origin, step.giver.country}


def _country_unknown(numbers: list[int]) -> Said:
    sentence = _("The country of a party is not recorded, so whether the item went to a third state cannot be told.")
    return Said(Outcome.CANNOT_TELL, sentence, tuple(numbers))


def _nothing_onward(steps: list[Transfer]) -> Said:
    gaps = tuple(step.number for step in steps if step.link.is_gap)
    if gaps:
        sentence = _(
            "How the item passed at a step without a record is not known; it may have gone through a third state."
        )
        return Said(Outcome.CANNOT_TELL, sentence, gaps)
    return Said(Outcome.NO_TENSION, _("No step of this chain passes the item on to a third state."))


def _consent(step: Transfer, first: Transfer, chain: Chain, dossier: Dossier) -> Said:
    words = {
        "item": first.item.name,
        "state": dossier.country(first.origin),
        "left": _passed(first),
        "went": _passed(step),
        "giver": step.giver.name,
        "taker": step.taker.name,
    }
    moved = tuple(dossier.shipments[r.pk].record for r in step.link.records if r.kind == "shipment")
    links = (first.number, step.number)
    naming = [
        one.record
        for _n, one in permits(chain, dossier)
        if _is_of(first.origin, one) and _names(one.parties, one.destination, step)
    ]
    if naming:
        sentence = _("A permit of the chain names %(taker)s or its country.") % words
        return Said(Outcome.NO_TENSION, sentence, links, (*naming, *moved))
    passed = _("%(item)s is recorded as %(left)s out of %(state)s and as %(went)s from %(giver)s to %(taker)s.") % words
    sentence = passed + " " + _("No consent of %(state)s to that is recorded here.") % words
    bars = list(_bars(step, first, dossier))
    if bars:
        sentence += " " + " ".join(reason for reason, _record in bars)
        return Said(Outcome.TENSION, sentence, links, (*moved, *(r for _s, r in bars)), _innocent())
    sentence += " " + _("Whether any was needed is not recorded either.")
    return Said(Outcome.CANNOT_TELL, sentence, links, moved)


def _passed(step: Transfer) -> str:
    """What a record says was done: a permit or an order is no movement."""
    return _("passed without a record") if step.link.is_gap else step.link.verb


def _is_of(state: str, licence: LicenceFact) -> bool:
    """Given by that state: the permit of a later exporter is not the consent of the first."""
    if licence.authority is not None and licence.authority.country:
        return licence.authority.country == state
    senders = licence.in_role(LicenceRole.EXPORTER, LicenceRole.APPLICANT)
    return not senders or any(party.country == state for party in senders)


def _names(parties: tuple[tuple[str, PartyFact], ...], destination: str, step: Transfer) -> bool:
    if destination and destination == step.taker.country:
        return True
    return any(may_be_one(party, step.taker) for _role, party in parties)


def _bars(step: Transfer, first: Transfer, dossier: Dossier) -> Iterator[tuple[str, Used]]:
    """Recorded promises not to pass it on, and records that say permission was missing."""
    for promise in dossier.undertakings:
        if promise.kind == UndertakingKind.NON_REEXPORT and first.item.pk in promise.items:
            yield _("“%(title)s” is recorded.") % {"title": promise.record.title}, promise.record
    for record in step.link.records:
        if record.kind == "shipment" and dossier.shipments[record.pk].authorised == Authorised.NO:
            yield (
                _("A source states that a permission was missing; whose, is not recorded."),
                dossier.shipments[record.pk].record,
            )


def _innocent() -> tuple[str, ...]:
    return (
        _("Consent may have been given and not published: most states publish none."),
        _("Consent may not be needed for a part that is built into another state's product."),
    )


RULE = Rule(
    id="re-export-consent",
    version=2,
    question=gettext_lazy("Is the consent of the first exporting state to passing the item on recorded?"),
    inputs=gettext_lazy(
        "Countries of the parties at each transfer; parties and destinations of permits; non-re-export undertakings; "
        "what shipments record about permission."
    ),
    judge=judge,
    silent_about=gettext_lazy("Consents and end-use terms that no source read has printed."),
)

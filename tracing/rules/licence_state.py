"""Did anything move while its licence was suspended, or after it was cancelled?

A licence can be stopped one by one (its events) or by a measure aimed at the exporter, as Israel's of 2017 at
Aeronautics. A measure that stops "the relevant permits" of a country leaves open which ones.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.dates import PartialDate, Period
from core.truth import Truth
from exports.choices import LicenceEventKind, LicenceRole, MeasureKind
from tracing.dossier.facts import Dossier, EventFact, LicenceFact, MeasureFact, Used
from tracing.model import Chain
from tracing.rules.finding import Outcome, Rule, Said
from tracing.rules.observed import permits
from tracing.rules.scope import covers_goods
from tracing.rules.steps import Moment, Transfer, as_written, shipment_days, transfers

STOPS = frozenset({LicenceEventKind.SUSPENDED, LicenceEventKind.CANCELLED, LicenceEventKind.REFUSED})
STOPPING = frozenset({MeasureKind.SUSPENSION, MeasureKind.CANCELLATION})


def judge(chain: Chain, dossier: Dossier) -> Iterator[Said]:
    """One finding for each licence and each suspension aimed at an exporter; cannot tell where there is neither."""
    found = list(_of_permits(chain, dossier)) + list(_of_measures(chain, dossier))
    yield from found
    if not found:
        yield Said(
            Outcome.CANNOT_TELL,
            _("No permit is recorded on this chain, so whether one was suspended or cancelled cannot be told."),
        )


def _of_permits(chain: Chain, dossier: Dossier) -> Iterator[Said]:
    for number, licence in permits(chain, dossier):
        stops = [event for event in licence.events if event.kind in STOPS]
        for event in stops:
            yield _stopped(number, licence, event, chain, dossier)
        if not stops:
            yield _not_stopped(number, licence, dossier)


def _stopped(number: int, licence: LicenceFact, event: EventFact, chain: Chain, dossier: Dossier) -> Said:
    words = {
        "title": licence.record.title,
        "what": LicenceEventKind(event.kind).label,
        "when": event.happened.words() if event.happened else _("date not recorded"),
    }
    records: tuple[Used, ...] = (licence.record, event.record)
    sentence = _("“%(title)s” was %(what)s (%(when)s).") % words
    days = list(_days_under(licence, chain, dossier))
    if not days:
        sentence += " " + _("Whether anything moved under it before or after is not recorded.")
        return Said(Outcome.CANNOT_TELL, sentence, (number,), records, about=licence.record)
    records += tuple(dict.fromkeys(record for record, _when in days))
    stopped = _stop_of(licence, event)
    answers = {stopped.contains(as_written(when)) if when else Truth.CANNOT_TELL for _record, when in days}
    sentence += " " + _("Moved under it: %(when)s.") % {
        "when": _(" or ").join(dict.fromkeys(w.words() if w else _("date not recorded") for _r, w in days))
    }
    outcome = _outcome(answers)
    return Said(outcome, sentence, (number,), records, _innocent() if outcome.is_flag else (), about=licence.record)


def _stop_of(licence: LicenceFact, event: EventFact) -> Period:
    """From the event on, until it was reinstated."""
    back = [e.happened for e in licence.events if e.kind == LicenceEventKind.REINSTATED and e.happened]
    after = [when for when in back if event.happened is None or when.before(event.happened) is not Truth.YES]
    return Period(event.happened, after[0] if after else None)


def _outcome(answers: set[Truth]) -> Outcome:
    if Truth.YES in answers:
        return Outcome.TENSION
    return Outcome.CANNOT_TELL if Truth.CANNOT_TELL in answers else Outcome.NO_TENSION


def _days_under(licence: LicenceFact, chain: Chain, dossier: Dossier) -> Iterator[tuple[Used, PartialDate | None]]:
    for record in (record for link in chain.links for record in link.records if record.kind == "shipment"):
        shipment = dossier.shipments[record.pk]
        if shipment.licence == licence.record.pk:
            yield from ((shipment.record, when) for when in shipment_days(shipment))


def _not_stopped(number: int, licence: LicenceFact, dossier: Dossier) -> Said:
    """No event of its own; but a measure may have stopped it among others while it was valid."""
    valid = Period(licence.issued, licence.valid_until)
    title = licence.record.title
    among = [measure for measure in dossier.measures if _may_stop(measure, licence, valid)]
    if not among:
        sentence = _("No suspension or cancellation of “%(title)s” is recorded.") % {"title": title}
        return Said(Outcome.NO_TENSION, sentence, (number,), (licence.record,), about=licence.record)
    named = _(" and ").join(f"“{measure.record.title}”" for measure in among)
    sentence = _("Whether “%(title)s” was among the permits stopped by %(measures)s is not recorded.") % {
        "title": title,
        "measures": named,
    }
    records = (licence.record, *(measure.record for measure in among))
    return Said(Outcome.CANNOT_TELL, sentence, (number,), records, about=licence.record)


def _may_stop(measure: MeasureFact, licence: LicenceFact, valid: Period) -> bool:
    """A stop of permits by the exporter's state for the destination, at a time when this one may have been valid."""
    exporters = licence.in_role(LicenceRole.EXPORTER, LicenceRole.APPLICANT)
    return (
        measure.kind in STOPPING
        and any(target.country and target.country == licence.destination for target in measure.targets)
        and measure.issuer.country in {party.country for party in exporters}
        and measure.period.overlaps(valid) is not Truth.NO
    )


def _of_measures(chain: Chain, dossier: Dossier) -> Iterator[Said]:
    for step in (one for one in transfers(chain, dossier) if not one.is_taking):
        for measure in dossier.measures:
            if _stops_licence_of(step, measure):
                by_outcome: dict[Outcome, list[Moment]] = defaultdict(list)
                for moment in step.moments:
                    by_outcome[_outcome({_within(measure, moment)})].append(moment)
                for outcome, moments in by_outcome.items():
                    yield _under_measure(step, measure, outcome, moments)


def _within(measure: MeasureFact, moment: Moment) -> Truth:
    return measure.period.contains(as_written(moment.when)) if moment.when else Truth.CANNOT_TELL


def _stops_licence_of(step: Transfer, measure: MeasureFact) -> bool:
    aimed = any(target.party in step.givers for target in measure.targets if target.party is not None)
    return aimed and measure.kind in STOPPING and covers_goods(measure, step.item) is Truth.YES


def _under_measure(step: Transfer, measure: MeasureFact, outcome: Outcome, moments: Sequence[Moment]) -> Said:
    days = (moment.when.words() if moment.when else _("date not recorded") for moment in moments)
    words = {
        "title": measure.record.title,
        "period": measure.period.words(),
        "giver": step.giver.name,
        "taker": step.taker.name,
        "when": "; ".join(dict.fromkeys(days)),
    }
    sentence = _("From %(giver)s to %(taker)s: %(when)s. “%(title)s”: %(period)s.") % words
    if measure.scope:
        sentence += " " + _("Recorded scope: %(scope)s.") % {"scope": measure.scope}
    records = dict.fromkeys((measure.record, *(moment.record for moment in moments if moment.record)))
    innocent = _innocent() if outcome.is_flag else ()
    return Said(outcome, sentence, (step.number,), tuple(records), innocent, about=measure.record)


def _innocent() -> tuple[str, ...]:
    return (
        _("The suspension may not have reached this client or this order: its terms are not recorded in full."),
        _("The year may be an estimate of the register, and the delivery lie before or after the suspension."),
        _("What arrived may have left before, come from stock abroad or been assembled by the recipient."),
    )


RULE = Rule(
    id="licence-state",
    version=2,
    question=gettext_lazy("Did anything move while its licence was suspended, or after it was cancelled?"),
    inputs=gettext_lazy(
        "Events of the permits on the chain; suspensions and cancellations aimed at an exporter or a destination; "
        "days of shipments and of their deliveries."
    ),
    judge=judge,
    silent_about=gettext_lazy("Which permits a measure stopped, where it only counts them."),
)

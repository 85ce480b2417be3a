"""Which measures were in force at each step, and did they cover it?

Five answers, by this order of questions: was it in force on that day (three-valued, for each rival end); did the issuer
lift or relax it; do those who read it differ; are the goods in its scope. Voluntary calls and binding measures are told
apart in words, never by the outcome.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.dates import PartialDate, Period
from core.truth import Truth
from exports.choices import Coverage, LegalForce, MeasureKind
from tracing.choices import LinkKind
from tracing.dossier.facts import Dossier, MeasureFact, Used
from tracing.model import Chain
from tracing.rules.bound import addresses
from tracing.rules.finding import Outcome, Rule, Said, Side
from tracing.rules.scope import aimed_at, covers_goods, only_in_words
from tracing.rules.steps import Moment, Transfer, transfers

# Acts upon another measure or upon licences, and statements of policy: they say what became of something, or what
# somebody holds, and are told with that; none of them is in force at a step by itself.
TOLD_ELSEWHERE = frozenset({
    MeasureKind.LIFTING, MeasureKind.EXEMPTION, MeasureKind.CANCELLATION, MeasureKind.POSITION,
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Verdict:
    """What follows for one measure at one moment, with the reasons as sentences and what else was read for it."""

    outcome: Outcome
    reasons: tuple[str, ...]
    beside: tuple[Used, ...] = ()


def judge(chain: Chain, dossier: Dossier) -> Iterator[Said]:
    """One finding for each measure and step with one outcome; for a step that none touches, that none is recorded."""
    for step in transfers(chain, dossier):
        if step.is_taking:
            yield _taken(step)
            continue
        found = [said for measure in dossier.measures for said in _at(step, measure, dossier)]
        yield from found or [_none(step)]
    if not any(True for _step in transfers(chain, dossier)):
        yield Said(Outcome.NOTHING, _("No step of this chain passes the item from one party to another."))


def _none(step: Transfer) -> Said:
    words = {"giver": step.giver.name, "taker": step.taker.name}
    sentence = _("No measure recorded here touches a transfer from %(giver)s to %(taker)s.") % words
    return Said(Outcome.NOTHING, sentence, (step.number,), _records(step))


def _taken(step: Transfer) -> Said:
    words = {"giver": step.giver.name, "taker": step.taker.name}
    sentence = _(
        "%(taker)s is recorded as having taken it from %(giver)s; measures about transfers are not asked of that."
    )
    return Said(Outcome.NOTHING, sentence % words, (step.number,), _records(step))


def _records(step: Transfer) -> tuple[Used, ...]:
    return tuple(dict.fromkeys(moment.record for moment in step.moments if moment.record is not None))


def _at(step: Transfer, measure: MeasureFact, dossier: Dossier) -> Iterator[Said]:
    if measure.kind in TOLD_ELSEWHERE or not aimed_at(measure, step) or covers_goods(measure, step.item) is Truth.NO:
        return
    by_verdict: dict[Verdict, list[Moment]] = defaultdict(list)
    for moment in step.moments:
        bound = addresses(measure, step.giver, step.origin, moment.when)
        if bound is Truth.NO and measure.force != LegalForce.VOLUNTARY:
            continue
        by_verdict[_verdict(step, measure, moment, bound, dossier)].append(moment)
    for verdict, moments in by_verdict.items():
        yield _said(step, measure, verdict, moments)


def _verdict(step: Transfer, measure: MeasureFact, moment: Moment, bound: Truth, dossier: Dossier) -> Verdict:
    if moment.when is None:
        return Verdict(Outcome.CANNOT_TELL, (_("No date is recorded for this step, and none beside it bounds it."),))
    in_force, ends_differ = _in_force(measure, moment.when)
    if in_force is Truth.NO:
        return Verdict(Outcome.NOT_IN_FORCE, (_when_words(measure, moment.when),))
    relaxed = _relaxed(measure, step, moment.when, dossier)
    if relaxed is not None and (in_force is Truth.YES or relaxed.outcome is not Outcome.EXEMPTION):
        return relaxed
    if in_force is Truth.CANNOT_TELL:
        return Verdict(Outcome.CANNOT_TELL, (_("The recorded dates leave open whether it was in force then."),))
    return _in_force_then(step, measure, bound, ends_differ)


def _in_force_then(step: Transfer, measure: MeasureFact, bound: Truth, ends_differ: bool) -> Verdict:
    """It was in force and nothing relaxed it: how far it reaches."""
    if ends_differ or any(reading.coverage != Coverage.COVERS for reading in measure.readings):
        return Verdict(Outcome.DISPUTED, _reach(measure, step, bound, ends_differ), _readings_used(measure))
    if bound is not Truth.YES:
        words = {"giver": step.giver.name}
        reason = _("It was in force; whether it speaks to an export by %(giver)s is not recorded.") % words
        return Verdict(Outcome.CANNOT_TELL, (reason,))
    if territory := only_in_words(measure, step):
        words = {"territory": territory, "taker": step.taker.name}
        reason = _(
            "It was in force, aimed in words at “%(territory)s”; whether that reaches %(taker)s is not recorded."
        )
        return Verdict(Outcome.CANNOT_TELL, (reason % words,))
    if covers_goods(measure, step.item) is Truth.CANNOT_TELL:
        return Verdict(Outcome.CANNOT_TELL, (_scope_words(measure, step),))
    return Verdict(Outcome.COVERING, (), _readings_used(measure))


def _in_force(measure: MeasureFact, when: PartialDate) -> tuple[Truth, bool]:
    """Whether it was in force then; and whether that rests on which of several stated ends one follows.

    Only a stated end against none is such a question: rival days of an end are a vagueness of dates.
    """
    if len(measure.ends) < 2:
        return measure.period.contains(when), False
    answers = {Period(measure.period.start, end).contains(when) for end in measure.ends}
    if len(answers) == 1:
        return answers.pop(), False
    if None in measure.ends and Period(measure.period.start, None).contains(when) is Truth.YES:
        return Truth.YES, True
    return Truth.CANNOT_TELL, False


def _relaxed(measure: MeasureFact, step: Transfer, when: PartialDate, dossier: Dossier) -> Verdict | None:
    """What the issuer's own liftings and exemptions for this step make of it then; None where none began by that day.

    A lifting ends the measure and its exemptions alike, and is asked first.
    """
    relaxing = (one for one in dossier.measures if one.relaxes == measure.record.pk and _reaches(one, step))
    for other in sorted(relaxing, key=lambda one: one.kind == MeasureKind.EXEMPTION):
        then = other.period.contains(when)
        if then is Truth.NO:
            continue
        words = {"title": other.record.title, "when": other.period.words()}
        if other.kind == MeasureKind.EXEMPTION:
            if then is Truth.YES:
                reason = _("Exemption recorded: “%(title)s”, %(when)s.") % words
                return Verdict(Outcome.EXEMPTION, (reason,), (other.record,))
            reason = _("Whether the exemption “%(title)s” (%(when)s) stood by then cannot be told.") % words
            return Verdict(Outcome.CANNOT_TELL, (reason,), (other.record,))
        if then is Truth.YES:
            return Verdict(Outcome.NOT_IN_FORCE, (_("Lifted by “%(title)s”, %(when)s.") % words,), (other.record,))
    return None


def _reaches(other: MeasureFact, step: Transfer) -> bool:
    return (not other.targets or aimed_at(other, step)) and covers_goods(other, step.item) is not Truth.NO


def _reach(measure: MeasureFact, step: Transfer, bound: Truth, ends_differ: bool) -> tuple[str, ...]:
    reasons = []
    if ends_differ:
        ends = _(" or ").join(end.words() if end else _("no end stated") for end in measure.ends)
        reasons.append(_("Sources differ on its end: %(ends)s.") % {"ends": ends})
    if measure.readings:
        reasons.append(_("Readers differ on how far it reaches; their readings stand side by side."))
    if bound is Truth.NO:
        words = {"issuer": measure.issuer.name, "giver": step.giver.name}
        reasons.append(_("It speaks to members of %(issuer)s; the state of %(giver)s is not one of them.") % words)
    return tuple(reasons)


def _readings_used(measure: MeasureFact) -> tuple[Used, ...]:
    return tuple(reading.record for reading in measure.readings)


def _scope_words(measure: MeasureFact, step: Transfer) -> str:
    words = {"scope": measure.scope, "item": step.item.name}
    if measure.scope:
        return _("It was in force; its scope is recorded in words only (“%(scope)s”), so whether %(item)s falls under "
                 "it cannot be told.") % words  # fmt: skip
    return _("It was in force; whether %(item)s counts as arms under it is not recorded.") % words


def _when_words(measure: MeasureFact, when: PartialDate) -> str:
    start = measure.period.start
    if start is not None and when.before(start) is Truth.YES:
        return _("It began only afterwards.")
    return (
        _("It had ended before.")
        if not measure.end_note
        else _("It had ended before (%(how)s).") % {"how": measure.end_note}
    )


def _said(step: Transfer, measure: MeasureFact, verdict: Verdict, moments: Iterable[Moment]) -> Said:
    listed = list(moments)
    words = {
        "title": measure.record.title,
        "issuer": measure.issuer.name,
        "force": LegalForce(measure.force).label,
        "period": measure.period.words(),
        "act": _act(step),
        "when": _(" or ").join(dict.fromkeys(_moment_words(one) for one in listed)),
    }
    sentence = _("“%(title)s” (%(issuer)s, %(force)s, %(period)s) at the time of %(act)s (%(when)s): ") % words
    sentence += f"{verdict.outcome.label}. {' '.join(verdict.reasons)}".strip()
    records = [measure.record, *(one.record for one in listed if one.record is not None), *verdict.beside]
    return Said(
        verdict.outcome,
        sentence,
        (step.number,),
        tuple(dict.fromkeys(records)),
        _innocent(measure, verdict),
        _sides(measure) if verdict.outcome in {Outcome.DISPUTED, Outcome.COVERING} else (),
        measure.record,
        str(LegalForce(measure.force).label),
    )


def _act(step: Transfer) -> str:
    if step.link.kind == LinkKind.AUTHORISED:
        return _("the permit")
    return _("the order or request, of which no delivery is recorded,") if step.is_intended else _("the transfer")


def _moment_words(moment: Moment) -> str:
    if moment.when is None:
        return _("date not recorded")
    words = moment.when.words()
    return _("date not recorded; %(when)s by the steps beside it") % {"when": words} if moment.is_window else words


def _sides(measure: MeasureFact) -> tuple[Side, ...]:
    return tuple(
        Side(one.reader, str(Coverage(one.coverage).label), one.interpretation, one.record) for one in measure.readings
    )


def _innocent(measure: MeasureFact, verdict: Verdict) -> tuple[str, ...]:
    """Readings under which nothing is amiss; every flag has at least one."""
    match verdict.outcome:
        case Outcome.COVERING:
            common = [
                _("The authority may have given a permission that is not recorded here."),
                _("The record of the step may be mistaken about the party, the day or the item."),
            ]
            return tuple(
                common if measure.force != LegalForce.VOLUNTARY else [_("A voluntary call binds nobody."), *common]
            )
        case Outcome.EXEMPTION:
            return (
                _("The exemption may have covered exactly this; an exemption is part of the policy, not outside it."),
            )
        case Outcome.DISPUTED:
            readings = [_("On the narrower reading it does not reach this step.")]
            if measure.force == LegalForce.VOLUNTARY:
                readings.append(_("It is voluntary: states that do not follow it are not bound by it."))
            return tuple(readings)
    return ()


RULE = Rule(
    id="measures-in-force",
    version=2,
    question=gettext_lazy("Which measures were in force at each step, and did they cover it?"),
    inputs=gettext_lazy(
        "For each transfer and permit: parties, countries and days; for each measure: issuer, targets, goods, dates, "
        "exemptions and liftings, readings and rival statements of its end."
    ),
    judge=judge,
    silent_about=gettext_lazy(
        "Measures that are not recorded here; national law; terms that are recorded only in words."
    ),
)

"""From a question and the number of one of its chains to what is frozen of it, and back to the question."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from core.choices import Strength
from tracing.choices import LinkKind
from tracing.dossier.known import known_on
from tracing.dossier.load import dossier_of
from tracing.model import Chain
from tracing.policy import policy_of
from tracing.query import Direction, TraceError, TraceQuestion
from tracing.rules import judge
from tracing.service import trace
from tracing.snapshots.canonical import Json
from tracing.snapshots.content import content_of, in_frozen_language
from tracing.starts import record_named


class NoSuchChainError(TraceError):
    """The question has no chain with this number; the message is a sentence for the reader."""


def content_asked(question: TraceQuestion, number: int) -> Json:
    """Ask, take the chain with this number (from 1) as the trace page counts them, and give what is frozen of it."""
    with in_frozen_language():
        answer = trace(question)
    if not 1 <= number <= len(answer.chains):
        words = _("This question has no chain number %(number)d: %(total)d are recorded here. Choose one of those.")
        raise NoSuchChainError(words % {"number": number, "total": len(answer.chains)})
    chain = answer.chains[number - 1]
    ends = (record_named(question.start), record_named(question.end) if question.end else None)
    with in_frozen_language():
        dossier = known_on(dossier_of([chain]), question.known_on)
        findings = judge(chain, dossier)
        policy = policy_of(chain, findings, dossier)
    forms = [finding.form() for finding in findings]
    return content_of(question, answer.question, ends, chain, findings=forms, policy=policy)


def findings_of(chain: Chain, day: date | None = None) -> list[Json]:
    """What every rule says about it now, as plain values; with what sources had published by the day, if given."""
    return [finding.form() for finding in judge(chain, known_on(dossier_of([chain]), day))]


def question_of(form: Json, limit: int) -> TraceQuestion:
    """A frozen question, to be asked again."""
    known: dict[str, Any] = {
        "start": form["from"]["id"],
        "end": form["to"]["id"] if form["to"] else "",
        "direction": Direction(form["direction"]),
        "as_of": _day(form["as_of"]),
        "known_on": _day(form.get("known_on")),
        "weakest": Strength(form["strength"]),
        "lowest_rung": form["rung"],
        "kinds": frozenset(map(LinkKind, form.get("kinds", LinkKind.values))),
        "gaps": form["gaps"],
        "roll_ups": form["roll_ups"],
        "depth": form["depth"],
    }
    return TraceQuestion(**known, limit=limit)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None

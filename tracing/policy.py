"""What was in force at each step, in two lines: what the chain picture says under an arrow."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exports.choices import LegalForce
from tracing.choices import LinkKind
from tracing.dossier.facts import Dossier, MeasureFact
from tracing.dossier.known import known_on
from tracing.dossier.load import dossier_of
from tracing.model import Chain
from tracing.rules import Finding, Outcome, judge
from tracing.rules.measures import RULE

SHORT_NAME = re.compile(r"^([^:]{2,18}\d[^:]{0,4}):")
""" "Notice 992: military exports …": a title that begins with a number of its own."""
NO_TRANSFER = frozenset({LinkKind.BUILT_IN, LinkKind.SEEN, LinkKind.RECORDED_AS, LinkKind.SAME_TYPE})
FORCE = {
    Outcome.COVERING: gettext_lazy("in force"),
    Outcome.EXEMPTION: gettext_lazy("in force"),
    Outcome.DISPUTED: gettext_lazy("in force"),
    Outcome.CANNOT_TELL: gettext_lazy("cannot tell"),
}


@dataclass(frozen=True, slots=True)
class PolicyNote:
    """One step's most telling finding: two short lines, the whole sentence, and where to read on."""

    head: str
    detail: str = ""
    full: str = ""
    url: str = ""
    is_flag: bool = False
    is_quiet: bool = False
    """Nothing is recorded: said, and kept in the background."""


def policy_of(chain: Chain, findings: Sequence[Finding], dossier: Dossier) -> dict[int, PolicyNote]:
    """A note for each link, by its number from 0; `findings` in the order in which the page numbers its anchors."""
    by_link: dict[int, list[tuple[int, Finding]]] = {}
    for number, finding in enumerate(findings, start=1):
        if finding.rule == RULE.id:
            for link in finding.said.links:
                by_link.setdefault(link, []).append((number, finding))
    measures = {measure.record.key: measure for measure in dossier.measures}
    return {
        place: _note(by_link.get(place + 1, ()), measures, dossier)
        if link.kind not in NO_TRANSFER
        else PolicyNote(
            _("no transfer"), is_quiet=True, full=_("At this step the item does not pass to another party.")
        )
        for place, link in enumerate(chain.links)
    }


def policy_at_steps(chain: Chain, day: date | None = None) -> dict[int, PolicyNote]:
    """The same where nothing around the chain has been read yet; with a day, as sources had it then."""
    dossier = known_on(dossier_of([chain]), day)
    return policy_of(chain, judge(chain, dossier), dossier)


def _note(
    found: Iterable[tuple[int, Finding]], measures: Mapping[tuple[str, int], MeasureFact], dossier: Dossier
) -> PolicyNote:
    about = [(number, one) for number, one in found if one.outcome is not Outcome.NOTHING and one.said.about]
    if not about:
        return PolicyNote(_("no measure recorded"), is_quiet=True)
    full = " ".join(one.sentence for _number, one in about)
    then = [(number, one) for number, one in about if one.outcome is not Outcome.NOT_IN_FORCE]
    if not then:
        return PolicyNote(_("none in force then"), full=full, url=f"#finding-{about[0][0]}", is_quiet=True)
    number, first = min(then, key=lambda one: one[1].outcome.weight)
    measure = measures.get(first.said.about.key) if first.said.about else None
    words = {"measure": short_name(measure, dossier) if measure else _("measure"), "force": FORCE[first.outcome]}
    more = _("+%(number)d more") % {"number": len(then) - 1} if len(then) > 1 else ""
    return PolicyNote(
        head=_("%(measure)s: %(force)s") % words,
        detail=" · ".join(filter(None, (_detail(first, measure), more))),
        full=full,
        url=f"#finding-{number}",
        is_flag=first.outcome.is_flag,
    )


def _detail(finding: Finding, measure: MeasureFact | None) -> str:
    voluntary = _("voluntary") if measure and measure.force == LegalForce.VOLUNTARY else ""
    words = {
        Outcome.EXEMPTION: _("exemption claimed"),
        Outcome.DISPUTED: _("disputed"),
        Outcome.COVERING: _("covering"),
    }
    return ", ".join(filter(None, (voluntary, words.get(finding.outcome, ""))))


def short_name(measure: MeasureFact, dossier: Dossier) -> str:
    """ "Notice 992" where its title begins so; else who decided it and when: "OSCE 1992"."""
    own = SHORT_NAME.match(measure.record.title)
    if own:
        return own.group(1)
    issuer = measure.issuer
    is_state = issuer.kind in {"state", "state_body", "armed_force", "person"}
    name = dossier.country(issuer.country) if is_state and issuer.country else issuer.name
    start = measure.period.start
    year = str(start.earliest.year) if start and start.earliest else ""
    return " ".join(filter(None, (name, year)))

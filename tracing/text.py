"""A chain as lines of text: for the command line, for screen readers, for a plain-text mail."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracing.model import Chain, Trace
from tracing.rules.finding import Finding
from tracing.steps import ArrowStep, CardStep, steps


def sources_words(sources: int, origins: int) -> str:
    """ "5 sources, 2 origins": say both, as three papers repeating one leak are one origin."""
    carried = ngettext("%(number)d source", "%(number)d sources", sources) % {"number": sources}
    rooted = ngettext("%(number)d origin", "%(number)d origins", origins) % {"number": origins}
    return f"{carried}, {rooted}"


def proof_words(rung: str) -> str:
    """ "proof: deal"; "" where no rung is recorded."""
    return _("proof: %(rung)s") % {"rung": rung} if rung else ""


def arrow_words(step: ArrowStep) -> str:
    """Everything an arrow shows, as one line."""
    link = step.link
    if link is None:
        return _opening_words(step)
    if link.is_gap:
        return _("%(verb)s: a transfer is implied here, none is recorded") % {"verb": step.verb}
    if not link.records:
        return f"{step.verb}: {' '.join(link.flags)}" if link.flags else step.verb
    place = link.incident.label if link.incident and link.conflict else ""
    parts = [step.verb, place, link.when_words, link.quantity_words, link.strength]
    parts.append(proof_words(link.lowest_rung))
    parts.append(sources_words(link.sources, link.origins))
    parts.extend(f"≠ {words}" for words in link.disagreements)
    return " · ".join(part for part in parts if part)


def _opening_words(step: ArrowStep) -> str:
    if not step.records:
        return step.verb
    sources = sum(record.sources for record in step.records)
    origins = max(record.origins for record in step.records)
    return f"{step.verb} · {sources_words(sources, origins)}"


def card_words(step: CardStep) -> str:
    """A card as one line: name, what it is, where."""
    node = step.node
    details = [str(node.kind.label).lower(), node.sublabel, step.unit.label if step.unit else "", node.country]
    return f"{node.label} ({', '.join(detail for detail in details if detail)})"


def chain_lines(chain: Chain) -> tuple[str, ...]:
    """The chain from first card to last, then how it ended and what its dates allow."""
    lines = []
    for step in steps(chain):
        if isinstance(step, CardStep):
            lines.append(card_words(step))
        else:
            lines.append(f"  ↓ {arrow_words(step)}")
    lines.append(_("Ends: %(how)s. %(why)s") % {"how": chain.ending.label, "why": chain.ending.sentence})
    lines.append(_("Time: %(verdict)s. %(why)s") % {"verdict": chain.verdict.label, "why": chain.verdict.sentence})
    if chain.clash is not None:
        one, other = chain.clash
        lines.append(_("These two records clash: %(one)s; %(other)s.") % {"one": one.title, "other": other.title})
    return tuple(lines)


def finding_lines(findings: Iterable[Finding]) -> tuple[str, ...]:
    """Each finding with its links, how readers differ, and the readings under which nothing is amiss."""
    lines = []
    for finding in findings:
        said = finding.said
        links = _(" (link %(numbers)s)") % {"numbers": ", ".join(map(str, said.links))} if said.links else ""
        lines.append(f"  [{finding.rule}] {said.outcome.label}{links}: {said.sentence}")
        lines += [f"      {side.reader}: {side.coverage}. {side.interpretation}" for side in said.sides]
        lines += [f"      – {reading}" for reading in said.innocent]
    return tuple(lines)


def trace_lines(trace: Trace, findings: Sequence[Sequence[Finding]] = ()) -> tuple[str, ...]:
    """Every chain of a trace, numbered, with its findings if given; one sentence where there is none or it was cut."""
    told = [sentence for sentence in (trace.known_words, *trace.notes) if sentence]
    if not trace.chains:
        empty = _("No chain is recorded here for this question. That is not evidence that there is none.")
        return (trace.question, *told, empty, *filter(None, [trace.cut_sentence]))
    lines = [trace.question, *told]
    for number, chain in enumerate(trace.chains, start=1):
        lines += ["", f"{number}. {chain.title}", *chain_lines(chain)]
        if findings:
            lines += [_("What the rules say:"), *finding_lines(findings[number - 1])]
    return (*lines, *filter(None, ["", trace.cut_sentence]))

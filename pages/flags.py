"""What the rules say about a chain, grouped as a page shows it: what to look at, what is open, what is quiet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from tracing.rules import RULES, Finding, Outcome, Rule

TONES = {
    Outcome.TENSION: "warn",
    Outcome.COVERING: "stop",
    Outcome.DISPUTED: "warn",
    Outcome.EXEMPTION: "warn",
    Outcome.CAUTION: "warn",
}
SHORT = {
    Outcome.COVERING: "in force",
    Outcome.EXEMPTION: "exemption claimed",
    Outcome.DISPUTED: "coverage disputed",
    Outcome.NOT_IN_FORCE: "not in force",
    Outcome.CANNOT_TELL: "cannot tell",
}
MEASURES = "measures-in-force"


@dataclass(frozen=True, slots=True)
class Flag:
    """One finding with the number that its anchor has on the page."""

    number: int
    finding: Finding

    @property
    def anchor(self) -> str:
        """Where the page shows it; the policy row of the picture links here."""
        return f"finding-{self.number}"

    @property
    def tone(self) -> str:
        """The badge's tone; the words carry the meaning."""
        return TONES.get(self.finding.outcome, "")

    @property
    def short(self) -> str:
        """The outcome in two or three words, for a table's cell."""
        return SHORT.get(self.finding.outcome, str(self.finding.outcome.label))


@dataclass(frozen=True, slots=True)
class Asked:
    """One rule with its findings: those that flag something, those that cannot tell, and the rest."""

    rule: Rule
    flags: tuple[Flag, ...]
    open: tuple[Flag, ...]
    quiet: tuple[Flag, ...]

    @property
    def others(self) -> tuple[Flag, ...]:
        """What does not ask for a look: where the rule cannot tell, then the rest."""
        return (*self.open, *self.quiet)

    @property
    def others_words(self) -> str:
        """ "cannot tell: 3, not in force: 1"."""
        return counted_words(flag.finding.outcome.label for flag in self.others)


def counted_words(outcomes: Iterable[object]) -> str:
    """Outcomes in words, each with how often it came; a single one without a number."""
    counted = Counter(map(str, outcomes))
    if counted.total() == 1:
        return next(iter(counted))
    return ", ".join(f"{words}: {number}" for words, number in counted.items())


def numbered(findings: Sequence[Finding]) -> list[Flag]:
    """The findings of one chain, numbered in the order of the rules."""
    return [Flag(number, finding) for number, finding in enumerate(findings, start=1)]


def by_rule(flags: Sequence[Flag]) -> list[Asked]:
    """Every rule in the order of the registry: none is silent."""
    rules = {rule.id: rule for rule in RULES}
    grouped = groupby(flags, key=lambda flag: flag.finding.rule)
    return [_asked(rules[rule], list(found)) for rule, found in grouped]


def _asked(rule: Rule, found: list[Flag]) -> Asked:
    flagged = [flag for flag in found if flag.finding.outcome.is_flag]
    cannot_tell = [flag for flag in found if flag.finding.outcome is Outcome.CANNOT_TELL]
    rest = [flag for flag in found if flag not in flagged and flag not in cannot_tell]
    return Asked(rule, tuple(flagged), tuple(cannot_tell), tuple(rest))


def policy_at(flags: Sequence[Flag], link: int) -> list[Flag]:
    """What the rule of measures says about one link, most telling first; measures that were not in force left out."""
    return [
        flag
        for flag in flags
        if flag.finding.rule == MEASURES
        and link in flag.finding.said.links
        and flag.finding.said.about is not None
        and flag.finding.outcome is not Outcome.NOT_IN_FORCE
    ]

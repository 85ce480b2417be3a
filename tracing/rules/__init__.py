"""Rules that judge a chain. One file each, registered here; `judge(chain, dossier)` asks all of them.

A new rule: a module with a `RULE`, a line in `RULES`, a family in `tests/test_rules_*.py`.
"""

from __future__ import annotations

from tracing.dossier.facts import Dossier
from tracing.model import Chain
from tracing.rules import measures
from tracing.rules.finding import Finding, Outcome, Rule

__all__ = ["RULES", "Finding", "Outcome", "Rule", "judge"]

RULES: tuple[Rule, ...] = (measures.RULE,)


def judge(chain: Chain, dossier: Dossier) -> tuple[Finding, ...]:
    """Every finding of every rule about this chain, rule by rule; no queries."""
    return tuple(finding for rule in RULES for finding in rule.findings(chain, dossier))

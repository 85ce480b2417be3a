"""Rules that judge a chain. One file each, registered here; `judge(chain, dossier)` asks all of them.

A new rule: a module with a `RULE`, a line in `RULES`, a family in `tests/test_rules_*.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tracing.dossier.facts import Dossier
from tracing.dossier.known import known_on
from tracing.dossier.load import dossier_of
from tracing.model import Chain
from tracing.rules import (
    civil_use,
    declared_end_user,
    declared_territory,
    licence_state,
    load_bearing,
    measures,
    permitted_quantity,
    quantity_balance,
    reexport,
    single_origin,
)
from tracing.rules.finding import Finding, Outcome, Rule

__all__ = ["RULES", "Finding", "Outcome", "Rule", "judge", "judged"]

RULES: tuple[Rule, ...] = (
    measures.RULE,
    licence_state.RULE,
    declared_end_user.RULE,
    declared_territory.RULE,
    reexport.RULE,
    civil_use.RULE,
    permitted_quantity.RULE,
    quantity_balance.RULE,
    single_origin.RULE,
    load_bearing.RULE,
)


def judged(chains: Sequence[Chain], day: date | None = None) -> list[tuple[Finding, ...]]:
    """What the rules say about each of these chains; reads what surrounds them in a constant number of queries.

    With a day, from what sources had published by then.
    """
    dossier = known_on(dossier_of(chains), day)
    return [judge(chain, dossier) for chain in chains]


def judge(chain: Chain, dossier: Dossier) -> tuple[Finding, ...]:
    """Every finding of every rule about this chain, rule by rule; no queries."""
    return tuple(finding for rule in RULES for finding in rule.findings(chain, dossier))

"""Whether a measure touches a step: at whom it is aimed, and which goods it names."""

from __future__ import annotations

from core.truth import Truth
from exports.choices import ItemKind, MeasureKind
from tracing.dossier.facts import ItemFact, MeasureFact
from tracing.rules.steps import Transfer

ARMS = frozenset({ItemKind.PLATFORM, ItemKind.MUNITION, ItemKind.WEAPON})
MILITARY_LISTS = frozenset({"ML", "ECL"})


def aimed_at(measure: MeasureFact, step: Transfer) -> bool:
    """Aimed at who receives, or at the country where that one sits or for which the goods were bound.

    Or, as the suspension of one firm's licence, at who sends.
    """
    parties = step.takers | step.givers
    return any(
        (target.country and target.country in step.destinations)
        or (target.party in parties and target.party is not None)
        for target in measure.targets
    )


def only_in_words(measure: MeasureFact, step: Transfer) -> str:
    """The territory or group that the measure names in words, where the step is met only by a country beside it.

    The embargo on Darfur stands here under Sudan too: what is bound for Sudan may stay outside Darfur.
    """
    parties = step.takers | step.givers
    if any(target.party is not None and target.party in parties for target in measure.targets):
        return ""
    words = [target.label for target in measure.targets if not target.country and target.party is None]
    return ", ".join(words)


def covers_goods(measure: MeasureFact, item: ItemFact) -> Truth:
    """Whether the item is among the goods that it names; a scope that is recorded only in words decides nothing."""
    if measure.items or measure.codes:
        if item.known_as & measure.items or any(_under(code, measure.codes) for code in item.codes):
            return Truth.YES
        # A named code may still cover an item whose own codes are not recorded.
        return Truth.CANNOT_TELL if measure.codes and not item.codes else Truth.NO
    if measure.scope:
        return Truth.CANNOT_TELL
    if measure.kind != MeasureKind.EMBARGO:
        return Truth.YES
    listed = any(scheme in MILITARY_LISTS for scheme, _code in item.codes)
    return Truth.YES if item.kind in ARMS or listed else Truth.CANNOT_TELL


def _under(code: tuple[str, str], named: frozenset[tuple[str, str]]) -> bool:
    """A heading covers what stands under it: HS 8806 covers 880610."""
    return any(code[0] == scheme and code[1].startswith(heading) for scheme, heading in named)

"""The door for pages and the command: a trace and the number of one of its chains in, its readings out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tracing.dossier.facts import Dossier
from tracing.dossier.known import known_on
from tracing.dossier.load import dossier_of
from tracing.model import Chain
from tracing.readings.beside import beside
from tracing.readings.comparison import Comparison, compare
from tracing.readings.fold import alternatives


def readings_of(
    chains: Sequence[Chain], number: int = 1, dossier: Dossier | None = None, day: date | None = None
) -> Comparison:
    """Readings of the chain with this number, from 1. Give the dossier of the same chains where it was read already.

    With a day, from what sources had published by then.
    """
    chosen = chains[number - 1]
    between = [chain for _number, chain in alternatives(chosen, chains)]
    around = known_on(dossier or dossier_of(between), day)
    return compare(chosen, chains, around, beside(between, around, day))

"""The comparison as plain JSON values and as lines of text."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from tracing.dossier.claims import CitationFact
from tracing.readings.comparison import Comparison, Ranked, Row
from tracing.readings.marks import Fit
from tracing.readings.words import critical_words, notes, pieces_words, statement_words, would_tell_apart


def comparison_form(comparison: Comparison) -> dict[str, Any]:
    """Everything that the page shows."""
    return {
        "chain": comparison.chosen.title,
        "chains_read": comparison.chains,
        "not_compared": comparison.more,
        "one_unit": comparison.unit or None,
        "readings": [_reading(ranked) for ranked in comparison.readings],
        "evidence": [_row(row, comparison) for row in comparison.rows],
        "order_rests_on": critical_words(comparison),
        "would_tell_apart": would_tell_apart(comparison),
        "notes": notes(comparison),
    }


def _reading(ranked: Ranked) -> dict[str, Any]:
    return {
        "letter": ranked.letter,
        "place": ranked.place,
        "tied": ranked.is_tied,
        "title": ranked.named.title,
        "route": ranked.named.route,
        "derived_by_rule": ranked.reading.is_derived,
        "chains": list(ranked.reading.chains),
        "permissions": [licence.record.public_id for licence in ranked.licences],
        "weights": {
            fit.value: {"pieces": weight.pieces, "sources": weight.sources, "origins": weight.origins}
            for fit, weight in ranked.weights.items()
        },
    }


def _row(row: Row, comparison: Comparison) -> dict[str, Any]:
    piece = row.piece
    letters = [ranked.letter for ranked in comparison.readings]
    return {
        "statement": statement_words(piece),
        "record": {"kind": piece.record.kind, "id": piece.record.public_id, "title": piece.record.title},
        "stance": piece.stance,
        "field": piece.field,
        "value_printed": piece.printed,
        "value_read": piece.read,
        "tells_apart": row.tells_apart,
        "sources": [_claim(claim) for claim in piece.claims],
        "marks": {
            letter: {"fit": mark.fit.value, "reason": mark.reason}
            for letter, mark in zip(letters, row.marks, strict=True)
        },
    }


def _claim(claim: CitationFact) -> dict[str, str]:
    return {
        "id": claim.source.public_id,
        "source": claim.source.name,
        "title": claim.source.title,
        "grade": claim.grade,
        "rung": claim.rung,
        "says": claim.says,
        "locator": claim.locator,
    }


def comparison_lines(comparison: Comparison) -> list[str]:
    """For the command line."""
    lines = [comparison.chosen.title, ""]
    for ranked in comparison.readings:
        lines += [*_reading_lines(ranked), ""]
    if not comparison.is_contest:
        return [*lines, *(note for note in notes(comparison)[1:])]
    lines += [" ".join(ranked.letter for ranked in comparison.readings)]
    lines += [_row_line(row) for row in comparison.rows]
    for title, listed in (
        (_("The order rests on:"), critical_words(comparison)),
        (_("Not recorded, and would tell them apart:"), would_tell_apart(comparison)),
    ):
        lines += ["", title, *(f"  {one}" for one in listed)] if listed else []
    return [*lines, "", *notes(comparison)]


def _reading_lines(ranked: Ranked) -> list[str]:
    derived = _(" (derived by rule; no record states it)") if ranked.reading.is_derived else ""
    weights = " · ".join(
        f"{fit.symbol} {fit.label}: {pieces_words(ranked.weights[fit].pieces, ranked.weights[fit].origins)}"
        for fit in (Fit.INCONSISTENT, Fit.CONSISTENT)
    )
    return [f"{ranked.letter}. {ranked.named.title}{derived}", f"   {ranked.named.route}", f"   {weights}"]


def _row_line(row: Row) -> str:
    who = "; ".join(f"{claim.source.name} {claim.grade}" for claim in row.piece.claims)
    return f"{' '.join(mark.fit.symbol for mark in row.marks)}  {statement_words(row.piece)} [{who}]"

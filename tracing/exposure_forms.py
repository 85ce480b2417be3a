"""An exposure as rows, as plain JSON values and as lines of text, for the page's files and the command."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tracing.exposed import Exposure, Level, Reached

HEADER = ("level", "group", "trace_to", "name", "country", "chains", "counted", "links", "strength", "reached", "trace")
Value = str | int


def rows(exposure: Exposure, site: str = "") -> Iterator[tuple[Value, ...]]:
    """Use for every CSV of an exposure, under HEADER: the level is in each row, so that nobody adds the two."""
    counted = "at least" if exposure.cut else "all"
    for name, level in _levels(exposure):
        for row in level.rows:
            yield (
                name, row.group.value, row.public_id, row.label, row.country, row.chains, counted, row.links,
                row.strength, row.means.value, f"{site}{trace_address(exposure, row)}",
            )  # fmt: skip


def trace_address(exposure: Exposure, row: Reached) -> str:
    """Where the chains to this end are shown."""
    return f"/trace/?from={exposure.item.public_id}&to={row.public_id}"


def form(exposure: Exposure) -> dict[str, Any]:
    """The whole answer as JSON values, the two levels apart."""
    levels = {name: [_row(exposure, row) for row in level.rows] for name, level in _levels(exposure)}
    return {
        "item": {"id": exposure.item.public_id, "name": exposure.item.designation},
        "sentence": exposure.sentence,
        "cut": exposure.cut_sentence,
        **levels,
    }


def lines(exposure: Exposure) -> Iterator[str]:
    """Both levels as text."""
    yield str(exposure.item)
    yield exposure.sentence
    if exposure.cut_sentence:
        yield exposure.cut_sentence
    for name, level in _levels(exposure):
        yield from ("", name.replace("_", " ").upper())
        if not level.rows:
            yield "  Nothing is recorded here."
        for group, found in level.groups:
            yield f"  {group.label}"
            yield from (f"    {_line(row)}" for row in found)


def _line(row: Reached) -> str:
    chains = f"{row.chains} chains" if row.chains > 1 else "1 chain"
    return " · ".join(part for part in (row.label, row.country, chains, row.strength, row.means.words) if part)


def _levels(exposure: Exposure) -> tuple[tuple[str, Level], ...]:
    return (("type_level", exposure.type_level), ("unit_level", exposure.unit_level))


def _row(exposure: Exposure, row: Reached) -> dict[str, Any]:
    return {
        "group": row.group.value,
        "trace_to": row.public_id,
        "name": row.label,
        "country": row.country,
        "chains": row.chains,
        "links": row.links,
        "strength": row.strength,
        "reached": row.means.value,
        "trace": trace_address(exposure, row),
    }

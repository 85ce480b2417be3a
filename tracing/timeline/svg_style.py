"""Colours of a time axis, for daylight and dark; every class is also in static/css/axis.css."""

from __future__ import annotations

from tracing.svg_style import ACCENTS, DARK_ACCENTS, STANDALONE_STYLE
from tracing.timeline.moments import Lane

FAMILIES = {
    Lane.MEASURES: "public",
    Lane.PERMITS: "firm",
    Lane.CONTACTS: "armed",
    Lane.MOVEMENT: "thing",
    Lane.INCIDENTS: "event",
}
"""The accent of each lane: a help for the eye, never the only sign."""
TINT = 0.16
GRID = "#dfe4ea"
COLOURS = {lane: ACCENTS[family] for lane, family in FAMILIES.items()}
_DARK = {
    ".ax-grid,.ax-rule": "stroke:#313c48",
    ".ax-sample": "fill:#a7b1bd;stroke:#a7b1bd",
    **{
        f".ax-{lane.value}": f"fill:{DARK_ACCENTS[name]};stroke:{DARK_ACCENTS[name]}" for lane, name in FAMILIES.items()
    },
}
AXIS_STYLE = STANDALONE_STYLE + (
    "@media (prefers-color-scheme: dark){" + "".join(f"{names}{{{rules}}}" for names, rules in _DARK.items()) + "}"
)

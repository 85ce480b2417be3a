"""Colours of chain pictures, for daylight and dark; every class is also in static/css/chain.css."""

from __future__ import annotations

INK, QUIET, LINE, PAPER = "#1b2430", "#55606e", "#c3ccd6", "#ffffff"
WARN, WARN_LINE, WARN_FILL = "#8a4300", "#d9a766", "#fdf3e6"
ACCENTS = {
    "thing": "#0b5d7a",
    "firm": "#3c6e71",
    "public": "#5f6130",
    "armed": "#6b4c7a",
    "event": "#8c1d2f",
    "unknown": "#6b7480",
}
TEXT_FILL = {"kind": QUIET, "country": QUIET, "detail": QUIET, "when": QUIET, "counts": QUIET, "legend": QUIET}
TEXT_FILL |= {"credit": QUIET, "gap": WARN, "mark": WARN}
FONT = "Inter, system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif"

_DARK_INK, _DARK_QUIET = "#e6eaef", "#a7b1bd"
DARK_ACCENTS = {
    "thing": "#5db4d3",
    "firm": "#7fb5b5",
    "public": "#b9bb7a",
    "armed": "#b79ac6",
    "event": "#e08796",
    "unknown": "#98a2ae",
}
_DARK = {
    ".ch-paper": "fill:#12171d",
    ".ch-box": "fill:#1b222b;stroke:#3a4653",
    ".ch-name,.ch-verb,.ch-quantity,.ch-heading": f"fill:{_DARK_INK}",
    ".ch-kind,.ch-country,.ch-detail,.ch-when,.ch-counts,.ch-legend,.ch-credit": f"fill:{_DARK_QUIET}",
    ".ch-line,.ch-dot": f"stroke:{_DARK_INK}",
    ".ch-dot-full,.ch-head": f"fill:{_DARK_INK};stroke:{_DARK_INK}",
    ".ch-head-open": f"fill:#12171d;stroke:{_DARK_INK}",
    ".ch-line-gap": "stroke:#e0a458",
    ".ch-head-gap": "fill:#12171d;stroke:#e0a458",
    ".ch-pill": "fill:#2e2415;stroke:#8a6a3a",
    ".ch-gap,.ch-mark": "fill:#f0bd7c",
    **{f".ch-{family}": f"fill:{colour}" for family, colour in DARK_ACCENTS.items()},
}
STANDALONE_STYLE = (
    "@media (prefers-color-scheme: dark){" + "".join(f"{names}{{{rules}}}" for names, rules in _DARK.items()) + "}"
)
"""Only for pictures saved as a file: pages have a strict policy and bring the same rules in chain.css."""

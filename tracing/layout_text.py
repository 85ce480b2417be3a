"""Widths of text without fonts: a small table, on the wide side so that real fonts fit."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from math import floor

ELLIPSIS = "…"
BREAKS_AFTER = "-/–·"
LEAST_SHRUNK = 0.8
"""How far a name may shrink rather than break: 14 px to 11.2 px, no smaller than the details under it."""
_SPACE = re.compile(r"[ \t\r\n]+")  # not the no-break space, which keeps "6 sources" together

# Advance widths in em of DejaVu Sans, the widest of the usual system sans faces, by group.
_GROUPS = (
    (0.32, "ijlI|!'.,:;· \N{NO-BREAK SPACE}"),
    (0.42, "ft()[]r-/\\"),
    (0.52, 'cksxyzvJ"*?'),
    (0.63, "abdeghnopqu0123456789EFLSTZ$~"),
    (0.72, "ABCDGHKNOPQRUVXY&–"),
    (0.85, "=+<>→≠~w"),
    (1.0, "mMW@%…—"),
)
_WIDTHS = {char: width for width, chars in _GROUPS for char in chars}
_BOLD = 1.13
_OTHER = 0.68


def _em(char: str) -> float:
    known = _WIDTHS.get(char)
    if known is not None:
        return known
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Cf"):
        return 0.0
    return 1.0 if unicodedata.east_asian_width(char) in "WF" else _OTHER


@lru_cache(maxsize=8192)
def text_width(text: str, size: float, bold: bool = False) -> float:
    """Upper estimate of a line's width in pixels."""
    return sum(map(_em, text)) * size * (_BOLD if bold else 1.0)


def cut(text: str, width: float, size: float, bold: bool = False) -> str:
    """The text, or as much of it as fits with an ellipsis."""
    if text_width(text, size, bold) <= width:
        return text
    kept = text
    while kept and text_width(kept + ELLIPSIS, size, bold) > width:
        kept = kept[:-1]
    return kept.rstrip() + ELLIPSIS


def whole_word_size(text: str, width: float, size: float, bold: bool = False) -> float:
    """The size at which no word has to be broken, where a little smaller than asked is enough; else the size asked."""
    pieces = (part.strip() for word in _pieces(text, " ") for part in _pieces(word, BREAKS_AFTER))
    longest = max((text_width(piece, size, bold) for piece in pieces), default=0.0)
    if longest <= width or longest * LEAST_SHRUNK > width:
        return size
    return floor(size * width / longest * 10) / 10


def _pieces(text: str, marks: str) -> list[str]:
    """The text cut after every one of these marks."""
    pieces, current = [], ""
    for char in text:
        current += char
        if char in marks:
            pieces.append(current)
            current = ""
    return [*pieces, current] if current else pieces


def _broken(word: str, width: float, size: float, bold: bool) -> list[str]:
    """A word that fits stays whole; a longer one breaks after hyphens, then anywhere."""
    if text_width(word.rstrip(), size, bold) <= width:
        return [word]
    return [part for piece in _pieces(word, BREAKS_AFTER) for part in _split_long(piece, width, size, bold)]


def _split_long(piece: str, width: float, size: float, bold: bool) -> list[str]:
    """A word wider than the line, cut by characters (never between a letter and its accent)."""
    parts, current = [], ""
    for char in piece:
        wider = current + char
        if current and text_width(wider.rstrip(), size, bold) > width and _em(char) > 0:
            parts.append(current)
            wider = char
        current = wider
    return [*parts, current]


def wrap(text: str, width: float, size: float, bold: bool = False, lines: int = 2) -> list[str]:
    """At most `lines` lines that fit; the last ends with an ellipsis where text was left off."""
    result: list[str] = [""]
    for word in _pieces(_SPACE.sub(" ", text).strip(), " "):
        for part in _broken(word, width, size, bold):
            if text_width((result[-1] + part).rstrip(), size, bold) <= width:
                result[-1] += part
            else:
                result.append(part)
    result = [line.strip() for line in result if line.strip()]
    if len(result) <= lines:
        return result
    last = cut(" ".join(result[lines - 1 :]), width, size, bold)
    if not last.endswith(ELLIPSIS):
        last = cut(last, width - text_width(ELLIPSIS, size, bold), size, bold) + ELLIPSIS
    return [*result[: lines - 1], last]

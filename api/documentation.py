"""docs/api.md as parts that a template can write: no HTML is made or marked as safe here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.text import slugify
from markdown_it import MarkdownIt
from markdown_it.token import Token


@dataclass(frozen=True, slots=True)
class Part:
    """The beginning, the end or the text of something; `kind` is markdown-it's name for it."""

    kind: str
    text: str = ""
    level: str = ""
    href: str = ""
    language: str = ""
    """Of a worked example, as people call it."""
    ident: str = ""


LANGUAGES = {"sh": "curl", "python": "Python", "r": "R", "js": "JavaScript"}
PLACEHOLDER = "https://armstrace.example"
"""Stands for this site in the text, and is replaced on the page, so that what is copied from there works."""


@cache
def parts() -> tuple[Part, ...]:
    """The whole text; read once, since it changes with a release only."""
    text = (
        (Path(settings.BASE_DIR) / "docs" / "api.md")
        .read_text(encoding="utf-8")
        .replace(PLACEHOLDER, settings.SITE_URL)
    )
    return tuple(_flat(MarkdownIt("commonmark", {"html": False}).enable("table").parse(text)))


@dataclass(frozen=True, slots=True)
class Chapter:
    """A heading of the second level with what stands below it."""

    head: Part
    parts: list[Part]


def page() -> tuple[str, list[Part], list[Chapter]]:
    """The title, what stands before the first chapter, and the chapters."""
    title, before, chapters = "", list[Part](), list[Chapter]()
    for part in parts():
        if part.kind == "heading_open" and part.level == "h1":
            title = part.text
        elif part.kind == "heading_open" and part.level == "h2":
            chapters.append(Chapter(part, []))
        else:
            (chapters[-1].parts if chapters else before).append(part)
    return title, before, chapters


def _flat(tokens: list[Token]) -> Iterator[Part]:
    for place, token in enumerate(tokens):
        is_title = place > 0 and tokens[place - 1].type == "heading_open"
        if token.type == "heading_open":
            title = tokens[place + 1].content
            yield Part(token.type, title, token.tag, ident=slugify(title))
        elif token.type == "inline":
            yield from () if is_title else _flat(token.children or [])
        else:
            language = LANGUAGES.get(token.info, "") if token.type == "fence" else ""
            yield Part(token.type, token.content, token.tag, href=str(token.attrGet("href") or ""), language=language)

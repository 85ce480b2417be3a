"""The README's picture is the chain that the case data gives today.

`make picture` (UPDATE_PICTURE=1) draws docs/wescam-chain.svg anew.
"""

from __future__ import annotations

import os
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest
from django.conf import settings

from tracing.layout import lay_out
from tracing.query import TraceQuestion
from tracing.service import trace
from tracing.svg import svg_file
from tracing.svg_caption import Caption

pytestmark = pytest.mark.django_db
FILE = Path(settings.BASE_DIR) / "docs" / "wescam-chain.svg"
WIDTH = 880.0
"""About what a page of a repository has: its words are read at the size in which they are drawn."""


def picture() -> str:
    """The best chain from the camera to the war, without links: public ids differ from database to database."""
    [chain, *_] = trace(TraceQuestion("item-mx-15d", "use-tb2-nk-2020", limit=1)).chains
    caption = Caption(chain.title, credit="Armstrace; sources as listed on each record's page")
    return svg_file(lay_out([chain], width=WIDTH), caption)


def test_it_is_up_to_date() -> None:
    if os.environ.get("UPDATE_PICTURE"):
        FILE.write_text(picture())
    assert FILE.read_text() == picture(), "The case or the drawing has changed: `make picture` draws it anew."


def test_it_is_safe_to_embed_and_readable_by_day_and_by_night() -> None:
    text = FILE.read_text()
    root = fromstring(text)  # noqa: S314  # our own picture
    assert "prefers-color-scheme: dark" in text
    assert not [node for node in root.iter() if node.tag.endswith(("}a", "}script", "}image"))]
    for name in ("WESCAM", "L3Harris", "Baykar", "Bayraktar", "Azerbaijani", "Nagorno-"):
        assert name in text

"""Pages record and attribute; they never say on their own that something was proven or against the law."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.test import Client

from evidence.models import Citation, Source
from evidence.subjects import SUBJECTS
from exports.choices import ItemKind
from exports.models import Item
from pages.addresses import record_url
from pages.resources import RESOURCES
from tests.pages_support import words

pytestmark = pytest.mark.django_db
FORBIDDEN = re.compile(
    r"\b(proves?|proved|proof that|illegal|illegally|unlawful|violat(?:e|es|ed|ing))\b", re.IGNORECASE
)
QUOTED = re.compile(r"“[^”]*”|‘[^’]*’|(?<!\w)'[^']*'(?!\w)")


@pytest.fixture(scope="module")
def said() -> list[str]:
    """Filled by the first test: what sources themselves say and are called, longest first."""
    return []


def words_of_ours(text: str, said: list[str]) -> str:
    """The page's words without what is quoted and without what a source is recorded as saying."""
    if not said:
        said += {text for text in Citation.objects.values_list("says", flat=True) if FORBIDDEN.search(text)}
        said += {text for text in Source.objects.values_list("title", flat=True) if FORBIDDEN.search(text)}
        said += {text for text in Source.objects.values_list("statement", flat=True) if FORBIDDEN.search(text)}
        said.sort(key=len, reverse=True)
    for quotation in said:
        text = text.replace(" ".join(quotation.split()), "")
    return re.sub(r"https?://\S+", "", QUOTED.sub("", text))


FIXED = (
    "/", "/about/", "/methodology/", "/search/?q=turkey", "/trace/", "/exposure/", "/chains/", "/leads/",
    "/contradictions/", "/contradictions/?state=compatible", "/countries/tr/",
    "/trace/?from=item-mx-15d&to=conf-nk-2020", "/trace/?from=item-rotax-912is&to=item-mohajer-6",
    "/trace/?from=item-mx15d-recovered&known_on=2020-10-06", "/exposure/?item=item-mx-15d",
    "/trace/readings/?from=item-mx15d-recovered&to=use-tb2-downed-20201019",
)  # fmt: skip
KINDS = (*SUBJECTS.values(), "evidence.Source")


def goes_beyond(client: Client, address: str, said: list[str]) -> list[str]:
    """The forbidden words that the page says by itself."""
    return FORBIDDEN.findall(words_of_ours(words(client, address), said))


@pytest.mark.parametrize("address", [*FIXED, *(resource.url for resource in RESOURCES)])
def test_no_page_goes_beyond_recording(client: Client, said: list[str], address: str) -> None:
    assert goes_beyond(client, address, said) == []


@pytest.mark.slow
@pytest.mark.parametrize("label", KINDS)
def test_no_page_of_a_record_goes_beyond_recording(client: Client, said: list[str], label: str) -> None:
    """Every record of the demo; parts are shown on the page of what they belong to."""
    for record in apps.get_model(label)._default_manager.order_by("pk"):
        address = record_url(record)
        if "#" not in address:
            assert goes_beyond(client, address, said) == [], address


@pytest.mark.slow
@pytest.mark.parametrize("kind", ItemKind.values)
def test_no_trace_goes_beyond_recording(client: Client, said: list[str], kind: str) -> None:
    """The best chain of every item, with what the rules, the leads and the readings say about it."""
    for item in Item.objects.filter(kind=kind):
        address = f"/trace/?from={item.public_id}"
        assert goes_beyond(client, address, said) == [], address


def test_no_template_or_text_of_the_program_goes_beyond_recording() -> None:
    base = Path(settings.BASE_DIR)
    spoken = ("pages", "tracing", "evidence", "editorial")
    files = [*base.glob("templates/**/*.html"), *base.glob("*/choices.py")]
    files += [file for app in spoken for file in base.glob(f"{app}/**/*.py")]
    for file in files:
        assert FORBIDDEN.findall(file.read_text()) == [], file

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
from pages.addresses import record_url
from pages.resources import RESOURCES
from tests.pages_support import words

pytestmark = pytest.mark.django_db
FORBIDDEN = re.compile(
    r"\b(proves?|proved|proof that|illegal|illegally|unlawful|violat(?:e|es|ed|ing))\b", re.IGNORECASE
)
QUOTED = re.compile(r"“[^”]*”|‘[^’]*’|(?<!\w)'[^']*'(?!\w)")
PAGES_OF_A_KIND = 6


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


def addresses() -> list[str]:
    found = [resource.url for resource in RESOURCES]
    found += ["/contradictions/", "/contradictions/?state=compatible", "/chains/"]
    found += ["/", "/about/", "/methodology/", "/search/?q=turkey", "/trace/?from=item-mx-15d&to=conf-nk-2020"]
    found += ["/trace/?from=item-rotax-912is&to=item-mohajer-6", "/trace/?from=item-galix", "/trace/", "/countries/tr/"]
    found += ["/trace/?from=item-mx15d-recovered&known_on=2020-10-06", "/exposure/", "/exposure/?item=item-mx-15d"]
    found += ["/trace/readings/?from=item-mx15d-recovered&to=use-tb2-downed-20201019"]
    for label in (*SUBJECTS.values(), "evidence.Source"):
        records = apps.get_model(label)._default_manager.order_by("pk")
        found += [record_url(record) for record in records[:PAGES_OF_A_KIND] if "#" not in record_url(record)]
    return found


def test_no_page_goes_beyond_recording(client: Client, said: list[str]) -> None:
    for address in addresses():
        response = client.get(address)
        if response.status_code == 400:
            continue  # a handle that the case does not have
        assert FORBIDDEN.findall(words_of_ours(words(client, address), said)) == [], address


def test_no_template_or_text_of_the_program_goes_beyond_recording() -> None:
    base = Path(settings.BASE_DIR)
    files = [*base.glob("templates/**/*.html"), *base.glob("*/choices.py"), *base.glob("pages/**/*.py")]
    for file in files:
        assert FORBIDDEN.findall(file.read_text()) == [], file

"""Search finds names, aliases, serial numbers, permit numbers and ids, whatever their spelling, and says why."""

from __future__ import annotations

import re

import pytest
from django.db.models import Value
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.models import Letter
from core.search import NormalisedName
from core.text import letters, normalise_name
from entities.models import Country, Entity, Place
from evidence.models import Gap, Reply, Resolution
from exports.models import Item, ItemUnit
from pages.addresses import record_url
from search.find import ROWS_A_PAGE
from tests.pages_support import public_queries, words

pytestmark = pytest.mark.django_db
SPELLINGS = (
    "Bayraktar TB-2",
    "İSTANBUL Iğdır ışık",
    "Əliyev Çavuşoğlu",
    "Saab Bofors Ø Łódź Þór æther",
    "БАЙКАР Искандер-М",
    "L3Harris  WESCAM™",
    "O’Brien & Sons, Ltd.",
    "3W‑110i Straße",
    "Բայքար (Արցախ)",
    "شاهد ١٣٦",
    "北京微电子技术研究所",
    "№ 5 ½ ﬁ",
    "e\u0301 a\u200db \U0001f600",
)


@pytest.mark.parametrize("text", SPELLINGS)
def test_the_database_spells_as_the_program_does(text: str) -> None:
    spelt = Country.objects.annotate(spelt=NormalisedName(Value(text))).values_list("spelt", flat=True)
    assert spelt[0] == normalise_name(text)


def test_the_database_keeps_the_letters_of_the_library() -> None:
    assert dict(Letter.objects.values_list("letter", "plain")) == dict(letters())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=["Cs", "Cn", "Co"], exclude_characters="\x00"), max_size=60))
def test_they_spell_every_text_alike(text: str) -> None:
    spelt = Country.objects.annotate(spelt=NormalisedName(Value(text))).values_list("spelt", flat=True)
    assert spelt[0] == normalise_name(text)


# What is asked, the handle of the record that must come first, and how its reason begins ("" where its title says it).
FIRST = [
    ("Байкар", Entity, "org-baykar", ""),
    ("Բայքար", Entity, "org-baykar", ""),
    ("بايكار", Entity, "org-baykar", ""),
    ("baykar makina", Entity, "org-baykar", "alias: “Baykar Makina”"),
    ("BAYKAR SAVUNMA", Entity, "org-baykar", "alias: “Baykar Defence”"),
    ("Bayraktar Teknoloji", Entity, "org-baykar", "similar alias: “Baykar Technology”"),
    ("Baykar Technology A.Ş.", Entity, "org-baykar", "alias: “Baykar Technology”"),
    ("baykra", Entity, "org-baykar", "similar name"),
    ("CMX15D", Item, "item-mx-15d", "alias: “CMX-15D”"),
    ("cmx 15d", Item, "item-mx-15d", "alias: “CMX-15D”"),
    ("mx 15", Item, "item-mx-15d", ""),
    ("MX-15D", Item, "item-mx-15d", ""),
    ("tb-2", Item, "item-tb2", ""),
    ("Байрактар ТБ2", Item, "item-tb2", ""),
    ("Azerbaycan", Country, "AZ", "alias: “Azərbaycan”"),
    ("Степанакерт", Place, "place-stepanakert", ""),
    ("Nagorno Karabah", Country, "XNK", ""),
    ("A4447", ItemUnit, "unit-suspension-lug-deir-al-hajari", "serial or lot number: “A4447”"),
    ("s/n a-4447", ItemUnit, "unit-suspension-lug-deir-al-hajari", "serial or lot number: “A4447”"),
    ("444", ItemUnit, "unit-suspension-lug-deir-al-hajari", "serial or lot number contains “444”: “A4447”"),
]


@pytest.mark.parametrize(("query", "model", "handle", "reason"), FIRST, ids=[one[0] for one in FIRST])
def test_the_right_page_comes_first_and_says_why(
    client: Client, query: str, model: type[Entity], handle: str, reason: str
) -> None:
    record = model.objects.get_by_natural_key(handle)
    page = client.get("/search/", {"q": query}).context["page"]
    first = page.results[0]
    assert (first.title, first.url) == (str(record), record_url(record)), [one.title for one in page.results]
    assert first.reason == reason


def test_it_finds_a_public_id(client: Client) -> None:
    item = Item.objects.get(handle="item-mx-15d")
    assert "1 record WESCAM MX-15D item" in words(client, f"/search/?q={item.public_id}")


def test_it_finds_what_a_citation_says(client: Client) -> None:
    page = client.get("/search/", {"q": "1984 produce auto parts"}).context["page"]
    assert page.results[0].reason == "citation: “launched 1984 to produce auto parts, now known for combat drones”"


@pytest.mark.parametrize("model", [Gap, Reply, Resolution])
def test_it_finds_what_is_missing_was_asked_or_was_decided(
    client: Client, model: type[Gap | Reply | Resolution]
) -> None:
    """None of them has a page; they are found with the record that they are about, and the reason quotes them."""
    texts = {Gap: ("what", "item"), Reply: ("question", "asked_of"), Resolution: ("note", "subject")}
    column, about = texts[model]
    row = model.objects.exclude(**{"item": None} if model is Gap else {}).order_by("id")[0]
    text, record = getattr(row, column), getattr(row, about)
    page = client.get("/search/", {"q": " ".join(re.findall(r"\w+", text)[:12])}).context["page"]
    assert record_url(record) in [one.url for one in page.results]


def test_it_finds_nothing_in_a_full_sentence(client: Client) -> None:
    assert "Nothing here has “zeppelin”" in words(client, "/search/?q=zeppelin")
    assert "Nothing here has “...”" in words(client, "/search/?q=...")


def test_facets_count_what_choosing_them_shows(client: Client) -> None:
    page = client.get("/search/", {"q": "baykar"}).context["page"]
    assert {facet.label for facet in page.facets} == {"Kind", "Country", "Strength"}
    for value in (value for facet in page.facets for value in facet.values):
        narrowed = client.get(value.url).context["page"]
        assert narrowed.answer.number == value.count, value.label
        assert len(narrowed.results) == min(value.count, ROWS_A_PAGE)


def test_pages_together_have_every_result_once(client: Client) -> None:
    address, titles, number = "/search/?q=turkey", [], 0
    while address:
        page = client.get(address).context["page"]
        titles += [(one.title, one.url) for one in page.results]
        address, number = page.after, page.answer.number
    assert len(titles) == len(set(titles)) == number > ROWS_A_PAGE


@pytest.mark.parametrize(
    "query",
    [
        "q=" + "a" * 201,
        "q=" + "a%20" * 200_000,
        "q=a%00b",
        "name=baykar",
        "q=a&q=b",
        "q=a&kind=user",
        "q=a&country=zz",
        "q=a&country=%27",
        "q=a&strength=best",
        "q=a&page=0",
        "q=a&page=41",
        "q=a&page=%C2%B2",
    ],
)
def test_it_refuses_what_it_cannot_understand(client: Client, query: str) -> None:
    words(client, f"/search/?{query}", status=400)


@pytest.mark.parametrize(
    "query",
    [
        "%ED%A0%80",
        "a+%26+%21b+%7C+%28c+%3C-%3E+d%3A%2A%29",
        "%27%3B+DROP+TABLE+search_entry%3B--",
        "%25%25%25+%5C_+%24%24",
        "%25s+%25(plain)s",
        "a+" * 99,
        "%F0%9F%98%80" * 50,
        "the",
        "%E4%B8%AD" * 60,
        "9" * 200,
    ],
)
def test_it_answers_whatever_is_typed(client: Client, query: str) -> None:
    words(client, f"/search/?q={query}")


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=200))
def test_no_text_is_an_error(client: Client, text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        return
    assert client.get("/search/", {"q": text}).status_code in (200, 400)


def test_it_asks_the_same_number_of_statements_whatever_is_found(client: Client) -> None:
    asked = []
    for query in ("baykar", "turkey", "zeppelin"):
        with public_queries() as queries:
            page = client.get("/search/", {"q": query}).context["page"]
        asked.append(len(queries) - len({one.kind for one in page.results}))
    assert set(asked) == {2}

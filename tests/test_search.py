"""Search finds names, aliases, serial numbers, permit numbers and ids, whatever their spelling, and says why."""

from __future__ import annotations

import pytest
from django.db.models import Value
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.models import Letter
from core.search import NormalisedName
from core.text import letters, normalise_name
from entities.models import Country
from exports.models import Item
from tests.pages_support import words

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


def test_it_finds_an_alias_and_says_that_it_was_one(client: Client) -> None:
    for query in ("CMX-15D", "cmx 15d", "cmx15d"):
        assert "WESCAM MX-15D matches “CMX-15D”" in words(client, f"/search/?q={query}")


def test_it_finds_serial_numbers_however_they_are_written(client: Client) -> None:
    for query in ("A4447", "s/n a-4447"):
        assert "Suspension lug found at Deir al-Hajari" in words(client, f"/search/?q={query}")


def test_it_finds_a_public_id(client: Client) -> None:
    item = Item.objects.get(handle="item-mx-15d")
    assert "WESCAM MX-15D" in words(client, f"/search/?q={item.public_id}")


def test_it_finds_nothing_in_a_full_sentence(client: Client) -> None:
    assert "Nothing here has “zeppelin”" in words(client, "/search/?q=zeppelin")
    assert "Nothing here has “...”" in words(client, "/search/?q=...")


def test_it_refuses_a_search_of_any_length(client: Client) -> None:
    words(client, "/search/?q=" + "a" * 201, status=400)

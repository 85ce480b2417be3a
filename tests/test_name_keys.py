"""Names are compared without legal forms, with common words in English, by sound; the database keeps our lists."""

from __future__ import annotations

import json

import pytest
from django.db import connection

from core.text import normalise_name
from search.forms_and_words import common_words, company_forms, same_words

pytestmark = pytest.mark.django_db


def key(name: str, *, is_party: bool = True) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name_key(plain_name(%s), %s)", [name, is_party])
        return str(cursor.fetchone()[0])


def rare(name: str) -> str | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name_rare(name_key(plain_name(%s), TRUE))", [name])
        found: str | None = cursor.fetchone()[0]
        return found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Baykar", "BAYKAR A.Ş."),
        ("Baykar Makina", "Baykar Makina Sanayi ve Ticaret Anonim Şirketi"),
        ("Baikar", "Baykar"),
        ("ООО «Калашников»", "Kalashnikov"),
        ("Rheinmetall", "Rheinmetall Aktiengesellschaft"),
        ("Aliyev", "Алиев"),
        ("Müller GmbH & Co. KG", "Mueller"),
        ("Baykar Savunma", "Baykar Defence"),
        ("Элбит Системс", "Elbit Systems Ltd."),
        ("ԱՐՍԵՆԱԼ ՍՊԸ", "Arsenal LLC"),
        ("FGUP Arsenal", "ФГУП Арсенал"),
    ],
)
def test_spellings_of_one_party_have_one_key(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(("one", "other"), [("Baykar", "Bayrak"), ("Saab", "Saba"), ("L3 Technologies", "L3Harris")])
def test_other_parties_have_another(one: str, other: str) -> None:
    assert key(one) != key(other)


@pytest.mark.parametrize("designation", ["SA-8", "AS 565", "AG-30", "PT-76", "CO 2"])
def test_a_designation_loses_nothing(designation: str) -> None:
    assert key(designation, is_party=False).replace(" ", "") == key(
        designation.replace("-", ""), is_party=False
    ).replace(" ", "")
    assert any(character.isdigit() for character in key(designation, is_party=False))
    assert len(key(designation, is_party=False).split()) == 2


@pytest.mark.parametrize("name", ["AG", "Co Ltd", "S.A.", "LG", "A", "GmbH GmbH GmbH"])
def test_something_is_left_of_a_name_that_is_a_form(name: str) -> None:
    assert key(name)


def test_what_tells_names_apart_has_no_common_words() -> None:
    assert rare("Elbit Systems Ltd.") == "elbit"
    assert rare("Technology Group") is None


def test_the_database_keeps_the_lists_of_the_program() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT proname, prosrc FROM pg_proc WHERE proname IN ('name_key', 'name_rare')")
        kept = dict(cursor.fetchall())
    assert "{" + ",".join(company_forms()) + "}" in kept["name_key"]
    assert json.dumps(same_words(), sort_keys=True) in kept["name_key"]
    assert all(f"name_sounds('{word}')" in kept["name_rare"] for word in common_words())


def test_the_lists_are_plain_words() -> None:
    assert all(normalise_name(word) == word for word in (*company_forms(), *same_words(), *common_words()))

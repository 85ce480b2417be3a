"""Names and serial numbers are found however a source spells them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text import letters, normalise_name, normalise_serial


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("İstanbul", "istanbul"),
        ("ISPARTA", "Isparta"),
        ("Isparta", "ısparta"),
        ("Bakı", "baki"),
        ("Gəncə", "Gence"),
        ("GƏNCƏ", "gəncə"),
        ("Özdemir Bayraktar", "Ozdemir Bayraktar"),
        ("Türk Havacılık ve Uzay Sanayii", "TURK HAVACILIK VE UZAY SANAYII"),
        ("Łódź", "lodz"),
        ("Großmann", "GROSSMANN"),
        ("MX-15D", "mx 15d"),
        ("TB‑2", "TB 2"),
        ("L3Harris  (WESCAM), Inc.", "l3harris wescam inc"),
        ("Qarabağ’da", "Qarabagda"),
        ("ＭＸ-15", "MX-15"),
        ("Байкар", "BAYKAR"),
        ("Բայքար", "Baykar"),
        ("Степанакерт", "Stepanakert"),
        ("Ստեփանակերտ", "Степанакерт"),
        ("Рособоронэкспорт", "Rosoboroneksport"),
        ("Объект 188", "Obekt 188"),
        ("بايكار", "Baykar"),
        ("中国航天", "Zhongguohangtian"),
        ("L3Harris WESCAM™", "L3Harris WESCAM"),
    ],
)
def test_spellings_of_one_name_are_equal(one: str, other: str) -> None:
    assert normalise_name(one) == normalise_name(other)


@pytest.mark.parametrize(("one", "other"), [("TB2", "TB3"), ("Степанакерт", "Степной"), ("नाम", "नम")])
def test_different_names_stay_different(one: str, other: str) -> None:
    assert normalise_name(one) != normalise_name(other)


def test_an_alphabet_is_spelt_without_anything_but_letters_and_digits() -> None:
    assert all(re.fullmatch("[a-z0-9]*", plain) for _, plain in letters())


@given(st.text())
def test_a_normal_name_is_its_own_normal_form(text: str) -> None:
    assert normalise_name(normalise_name(text)) == normalise_name(text)


@pytest.mark.parametrize("printed", ["S/N: MX-0123", "SN mx0123", "Serial No. MX 0123", "№ MX.0123", "mx0123"])
def test_serial_numbers_are_capitals_and_digits(printed: str) -> None:
    assert normalise_serial(printed) == "MX0123"


@pytest.mark.parametrize(("printed", "normal"), [("SN12O", "SN12O"), ("SNOW-7", "SNOW7"), ("S/N", "SN"), ("", "")])
def test_nothing_of_a_serial_number_is_guessed_away(printed: str, normal: str) -> None:
    assert normalise_serial(printed) == normal

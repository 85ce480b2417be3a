"""Cells of spreadsheets are read strictly: each refusal says what to write instead, and nothing is guessed."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.dates import PartialDate
from editorial.choices import RowStatus
from importers.spreadsheets.addresses import CellError, address
from importers.spreadsheets.cells import guarded, read, unguarded, written
from importers.spreadsheets.columns import Column, Type
from importers.spreadsheets.dates import read_date
from importers.spreadsheets.kinds import SHEETS
from importers.spreadsheets.numbers import amount_text, read_amount, read_whole

SHIPMENTS = SHEETS["shipments"].by_name


def refusal(name: str, text: str) -> CellError:
    with pytest.raises(CellError) as refused:
        read(SHIPMENTS[name], text)
    return refused.value


# --- Dates ---


@pytest.mark.parametrize(
    ("text", "words", "status"),
    [
        (
            "03/04/2020",
            "03/04/2020 can be 3 April or 4 March; write 2020-04-03 or 2020-03-04.",
            RowStatus.AMBIGUOUS_DATE,
        ),
        ("3.4.2020", "3.4.2020 can be 3 April or 4 March", RowStatus.AMBIGUOUS_DATE),
        ("13/04/2020", "write 2020-04-13", RowStatus.ERROR),
        ("04/13/2020", "write 2020-04-13", RowStatus.ERROR),
        ("04/04/2020", "write 2020-04-04", RowStatus.ERROR),
        ("31/02/2020", "is no day", RowStatus.ERROR),
        ("03/04/20", "a year of two digits", RowStatus.AMBIGUOUS_DATE),
        ("43924", "the number under which a spreadsheet keeps a day", RowStatus.ERROR),
        ("Oct-20", "rewritten by a spreadsheet", RowStatus.ERROR),
        ("2020/10/19", "write 2020-10-19", RowStatus.ERROR),
        ("2020-4-3", "write 2020-04-03", RowStatus.ERROR),
        ("May 2020", "is not a date that can be recorded", RowStatus.ERROR),
        ("2020-05/2019", "ends before it starts", RowStatus.ERROR),
    ],
)
def test_a_date_that_is_not_edtf_is_refused_with_what_to_write(text: str, words: str, status: RowStatus) -> None:
    refused = refusal("delivered", text)
    assert words in refused.words
    assert refused.status is status


@given(day=st.dates(date(1000, 1, 1)), mark=st.sampled_from("/.-"), day_first=st.booleans())
def test_no_day_written_with_its_year_last_is_ever_taken(day: date, mark: str, day_first: bool) -> None:
    parts = (day.day, day.month) if day_first else (day.month, day.day)
    with pytest.raises(CellError) as refused:
        read_date(mark.join(f"{part:02}" for part in (*parts, day.year)))
    assert day.isoformat() in refused.value.words


@pytest.mark.parametrize("text", ["2020", "2020-05", "2020-10-19", "2015/2020", "2020-05~", "202X", "2020-04-16/.."])
def test_dates_as_vague_as_their_source_are_taken_as_written(text: str) -> None:
    assert read(SHIPMENTS["delivered"], text) == PartialDate.parse(text).edtf


# --- Numbers ---


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1.234", "can be 1234 or 1.234; write 1234 or 1.2340"),
        ("1,234", "can be 1234 or 1.234"),
        ("1,234,567", "write 1234567"),
        ("1 234", "write 1234"),
        ("1.23E+15", "a spreadsheet has shortened"),
        ("-4", "is not a whole number"),
        ("about 12", "words into a column for words"),
        ("12.5", "is not a whole number"),
    ],
)
def test_a_number_that_can_be_read_in_two_ways_or_none_is_refused(text: str, words: str) -> None:
    assert words in refusal("quantity_low", text).words


def test_a_comma_before_decimals_is_refused_with_the_point_in_its_place() -> None:
    with pytest.raises(CellError, match=r"write 12\.50"):
        read_amount("12,50", 4)


@given(st.decimals(0, 10**12, places=4, allow_nan=False))
def test_an_amount_that_we_write_is_read_as_the_same_amount(number: Decimal) -> None:
    assert read_amount(amount_text(number), 4) == number


@given(st.integers(0, 10**15))
def test_a_whole_number_that_we_write_is_read_as_the_same(number: int) -> None:
    assert read_whole(str(number), 10**16) == number


def test_a_number_that_no_column_keeps_is_refused() -> None:
    with pytest.raises(CellError, match="larger than any number"):
        read(SHEETS["incidents"].by_name["killed_low"], "3000000000")


# --- Words, texts, lists ---


def test_a_word_that_is_not_allowed_is_refused_with_the_allowed_ones_and_the_nearest() -> None:
    words = refusal("kind", "re-export").words
    assert "sale, gift, loan" in words
    assert "Did you mean “reexport”?" in words
    assert "Did you mean" not in refusal("kind", "xyzzy").words
    assert "Did you mean “delivering”?" in refusal("status", "delivring").words


def test_a_label_is_answered_with_its_word() -> None:
    assert "Did you mean “repair”?" in refusal("kind", "repair and return").words


def test_control_characters_and_lost_letters_are_refused() -> None:
    assert "the character 0x07" in refusal("note", "a\x07b").words
    assert "a line break" in refusal("quantity_unit", "air\ncraft").words
    assert "lost a letter" in refusal("note", "Bak\N{REPLACEMENT CHARACTER}r").words
    assert read(SHIPMENTS["note"], "two\nlines") == "two\nlines"


def test_a_text_that_is_too_long_says_how_long_it_may_be() -> None:
    assert "at most 60" in refusal("quantity_unit", "x" * 61).words


def test_yes_and_no_are_the_only_answers() -> None:
    assert read(SHIPMENTS["quantity_is_estimate"], "Yes") is True
    assert "neither yes nor no" in refusal("quantity_is_estimate", "1").words


def test_a_list_says_how_its_entries_are_written() -> None:
    assert "role | entity | country | note" in refusal("other_parties", "carrier | a | b | c | d").words
    assert "role: “courier”" in refusal("other_parties", "courier | Silk Way").words
    assert "has no role" in refusal("other_parties", "| Silk Way").words
    assert "the same" in refusal("other_parties", "carrier | A ; carrier | A").words


def test_a_backslash_keeps_what_would_part_a_list() -> None:
    column = SHEETS["parties"].by_name["other_names"]
    value = (("A | B; C\\D", "alias", None, None, None, None),)
    assert read(column, written(column, value)) == value


def test_formulas_are_refused_and_our_own_texts_are_guarded_against_running() -> None:
    with pytest.raises(CellError, match="formula"):
        unguarded(" =1+1")
    for text in ("=1+1", "+49", "-5 °C", "@here", "'tis", "plain"):
        assert unguarded(guarded(text)) == text
    assert not guarded("=1+1").startswith("=")


def test_addresses_are_as_spreadsheets_write_them() -> None:
    assert (address(2, 7), address(27, 3, "shipments")) == ("C7", "shipments!AB3")


@given(st.text(max_size=60))
def test_no_text_raises_anything_but_the_refusal(text: str) -> None:
    for column in (*SHIPMENTS.values(), Column("c", Type.AMOUNT, "", decimals=4)):
        with suppress(CellError):
            read(column, text)

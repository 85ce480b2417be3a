"""facts.yaml becomes fixtures: the committed ones, the same every time, and only with what a document says."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from core.dates import PartialDateError
from core.models import Record
from importers.case.convert import convert
from importers.case.facts import Fact, Facts, read_facts
from importers.case.fixture_files import render
from importers.case.frame import Book, CaseError, Ledger
from importers.case.install import FIXTURES, case_fixtures
from importers.case.words import edtf, span


@pytest.fixture(scope="module")
def book() -> Book:
    return convert(read_facts())


def test_the_committed_facts_give_exactly_the_committed_fixtures(book: Book) -> None:
    committed = {path.name: path.read_text(encoding="utf-8") for path in case_fixtures()}
    assert render(book) == committed, "Run `python manage.py convert_case` and commit what it writes."


def test_converting_twice_gives_the_same_bytes(book: Book) -> None:
    assert render(convert(read_facts())) == render(book)


def test_every_fixture_file_says_whose_data_it_is() -> None:
    assert case_fixtures(), "There are no fixtures yet."
    for path in case_fixtures():
        assert "Credit the source" in path.read_text(encoding="utf-8").splitlines()[0]


def test_every_record_has_a_source_that_carries_it(book: Book) -> None:
    drafts = [draft for theme in book.themes.values() for draft in theme.values()]
    bare = [
        draft.handle
        for draft in drafts
        if issubclass(draft.model, Record) and all(cite.stance == "mentions" for cite in draft.citations)
    ]
    assert bare == []


def test_a_fixture_row_names_other_records_by_handle(book: Book) -> None:
    row = _row("items.yaml", "item-tb2")
    assert row["maker"] == ["org-baykar"]
    assert row["public_id"].startswith("it-")


@pytest.mark.parametrize("item", ["item-mam-l", "item-mam-c", "item-skystriker", "item-shahed-129", "item-shahed-131"])
def test_a_maker_from_general_knowledge_is_not_recorded(book: Book, item: str) -> None:
    maker = book.draft(book.draft(item).fields["maker"])
    assert maker.fields["kind"] == "unknown_party"


def test_a_company_whose_name_was_not_printed_stays_unnamed(book: Book) -> None:
    assert book.draft("org-3w").fields["unknown_reason"] == "not_named"


def test_persons_without_a_public_role_are_left_out(book: Book) -> None:
    assert not book.has("per-sumeyye-erdogan")
    assert "Sümeyye" not in "".join(render(book).values())


def test_hermes_45_is_an_item_with_one_source_and_nothing_else(book: Book) -> None:
    mentions = [
        (draft.handle, draft.fields)
        for theme in book.themes.values()
        for draft in theme.values()
        if "item-hermes-45" in map(str, draft.fields.values())
        or any("item-hermes-45" in map(str, part.fields.values()) for part in draft.parts)
    ]
    assert mentions == []
    assert {cite.source for cite in book.draft("item-hermes-45").citations} == {"src-article"}


def test_no_address_is_invented(book: Book) -> None:
    printed = {fact.id: fact.text("url") for fact in book.facts.of("sources")}
    for handle, draft in book.themes["sources"].items():
        assert draft.fields.get("url", "") == printed.get(handle, "")


@pytest.mark.parametrize(
    ("value", "precision", "text"),
    [
        ("2020-10-19", "day", "2020-10-19"),
        ("2020-05", "month", "2020-05"),
        ("2020", "year", "2020"),
        ("2020", "circa", "2020~"),
        ("2021-03-19", "circa", "2021-03-19~"),
    ],
)
def test_dates_stay_as_vague_as_the_source(value: str, precision: str, text: str) -> None:
    assert edtf({"value": value, "precision": precision}) == text


def test_a_date_that_is_none_stops_the_conversion() -> None:
    with pytest.raises(PartialDateError):
        edtf({"value": "spring", "precision": "circa"})


def test_a_stretch_keeps_an_open_end_open() -> None:
    assert span(_fact(end={"value": "2021-01-11", "precision": "day"})) == "../2021-01-11"
    assert span(_fact(start={"value": "2016", "precision": "circa"})) == "2016~/.."
    assert span(_fact()) is None


def test_a_fact_without_a_line_in_the_ledger_stops_the_conversion() -> None:
    with pytest.raises(CaseError, match="item-x"):
        Ledger().check(Facts({"items": (_fact(),)}))


def test_a_party_that_nobody_described_stops_the_conversion_with_what_to_do(book: Book) -> None:
    from importers.case.cast import Cast

    with pytest.raises(CaseError, match=r"lookups/parties\.yaml"):
        Cast(book).party("somebody new", _fact())


def _fact(**fields: Any) -> Fact:
    return Fact("items", "item-x", {"verification": "read", **fields})


def _row(name: str, handle: str) -> dict[str, Any]:
    rows = yaml.load(Path(FIXTURES, name).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    found: dict[str, Any] = next(row["fields"] for row in rows if row["fields"].get("handle") == handle)
    return found

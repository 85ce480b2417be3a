"""The case says no more than its sources: slips that a reader of the sources found, each kept from coming back."""

import re

import pytest

from entities.choices import EntityKind
from evidence.choices import SourceKind
from evidence.models import Citation
from importers.case.contested import add_claims
from importers.case.convert import convert
from importers.case.facts import read_facts
from importers.case.frame import Book, CaseError

pytestmark = pytest.mark.django_db
HANDLE = re.compile(r"\b(?:src|org|per|mea|tra|use|rel|state)-[a-z0-9]")


@pytest.fixture(scope="module")
def book() -> Book:
    return convert(read_facts())


def test_a_claim_that_a_comma_cut_in_two_stops_the_conversion(book: Book) -> None:
    claim = {"sources": "src-gm-serial", "printed": "more than 5", "000": None, "read": "more than 5000"}
    with pytest.raises(CaseError, match="quotes"):
        add_claims(book, "cnt-nk-war-casualties", {"subject": "conf-nk-2020", "field": "note", "claims": [claim]})


def test_the_dead_of_2020_are_printed_in_full(book: Book) -> None:
    printed = [cite.value_printed for cite in book.draft("conf-nk-2020").citations if cite.field == "note"]
    assert "about 5,700 killed" in printed
    assert "more than 5,000" in printed


def test_no_text_names_a_record_by_its_handle(book: Book) -> None:
    texts = {
        (draft.handle, name): str(draft.fields.get(name) or "")
        for drafts in book.themes.values()
        for draft in drafts.values()
        for name in ("title", "statement", "note", "description", "covers", "terms")
    }
    assert not [where for where, text in texts.items() if HANDLE.search(text)]


def test_general_knowledge_does_not_come_back_through_a_note(book: Book) -> None:
    assert "Elbit" not in str(book.draft("item-skystriker").fields)
    assert "intensify" not in str(book.draft("mea-unscr-853").fields)


def test_where_somebody_works_says_nothing_about_the_country(book: Book) -> None:
    of_firms = [
        draft
        for draft in book.themes["persons"].values()
        if draft.fields.get("kind") == EntityKind.PERSON and draft.handle in ("per-trofimov", "per-kuimova", "per-leff")
    ]
    assert len(of_firms) == 3
    assert not [draft.handle for draft in of_firms if draft.fields["country"]]


def test_that_something_was_said_does_not_make_it_confirmed() -> None:
    diversion = Citation.objects.get(source__handle="say-gallagher-diversion")
    assert diversion.credibility == "3"
    denials = Citation.objects.filter(source__kind=SourceKind.STATEMENT, stance="disputes")
    assert denials.exists()
    assert not denials.filter(credibility="1").exists()


def test_both_goods_and_both_legs_of_a_denied_transfer_are_disputed(book: Book) -> None:
    for handle in ("tra-iran-russia-2022-08", "tra-iran-russia-2022-08-mohajer-6", "tra-apl-smt-stc-leg2"):
        assert any(cite.stance == "disputes" for cite in book.draft(handle).citations), handle

"""Every fact of the case is accounted for: loaded, or left out with a reason."""

from io import StringIO

import pytest
from django.core.management import call_command

from importers.case.convert import convert
from importers.case.coverage import coverage, percent_loaded
from importers.case.facts import read_facts
from importers.case.frame import Book


@pytest.fixture(scope="module")
def book() -> Book:
    return convert(read_facts())


def test_at_least_95_percent_of_the_read_facts_are_loaded(book: Book) -> None:
    assert percent_loaded(coverage(book.facts, book.ledger)) >= 95


def test_general_knowledge_stays_out(book: Book) -> None:
    for fact in book.facts.all():
        if not fact.is_read:
            assert not book.ledger.entries[fact.section, fact.id].handles, fact.id
            assert not book.has(fact.id)


def test_every_fact_that_is_left_out_has_a_reason(book: Book) -> None:
    for entry in book.ledger.entries.values():
        assert bool(entry.handles) != bool(entry.reason), entry


def test_every_handle_in_the_ledger_is_a_record(book: Book) -> None:
    for entry in book.ledger.entries.values():
        for handle in entry.handles:
            assert book.has(handle), f"{entry.id} says that it was loaded as {handle}, which is no record."


def test_all_contested_questions_are_shown_as_claims(book: Book) -> None:
    questions = book.facts.sections["contested"]
    assert len(questions) == 35
    assert all(book.ledger.entries["contested", fact.id].handles for fact in questions)


def test_the_command_prints_each_section_and_ends_with_the_percentage() -> None:
    printed = StringIO()
    call_command("case_coverage", stdout=printed)
    lines = printed.getvalue().splitlines()
    for section in read_facts().record_sections:
        assert any(line.startswith(section) for line in lines)
    assert "% of the facts that were read are loaded" in lines[-1]


def test_what_is_missing_is_recorded_with_the_fact_that_says_so(book: Book) -> None:
    gaps = book.themes["gaps"]
    assert gaps["gap-mx15d-serial"].fields["kind"] == "serial"
    assert gaps["reply-stc-2022"].fields["source"] == "say-stc-no-comment"

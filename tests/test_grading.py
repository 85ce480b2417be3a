"""Grading follows its published table, in Python and in the database alike, and counts origins, not articles."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.choices import Strength
from evidence.choices import Credibility, Reliability, Rung, SourceKind, Stance
from evidence.grading import Claim, Level, counts_in_words, grade, level_of, origins_of
from evidence.grading_page import markdown
from evidence.models import Citation, Source, SourceLineage
from evidence.selectors import grades
from tests.cited_records import bare_shipment, cite, shipment, source

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "grading.md"


def test_the_document_is_the_table_that_the_code_uses() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == markdown()


@pytest.mark.parametrize(
    ("letter", "digit", "kind", "level"),
    [
        ("A", "1", "official", Level.DOCUMENT),
        ("A", "1", "secondary", Level.FIRM),
        ("B", "2", "official", Level.FIRM),
        ("A", "3", "official", Level.BELIEVABLE),
        ("C", "1", "official", Level.BELIEVABLE),
        ("D", "1", "official", Level.GRADED),
        ("A", "4", "official", Level.GRADED),
        ("F", "1", "official", Level.MISSING),
        ("A", "6", "official", Level.MISSING),
    ],
)
def test_a_grade_is_worth_what_the_table_says(letter: str, digit: str, kind: str, level: Level) -> None:
    assert level_of(letter, digit, kind) is level


def claims(*grades_of_sources: str) -> list[Claim]:
    return [Claim(number, text[0], text[1], "secondary") for number, text in enumerate(grades_of_sources)]


@pytest.mark.parametrize(
    ("given_claims", "strength"),
    [
        (claims("B2", "C3"), Strength.ESTABLISHED),
        (claims("C3", "C3"), Strength.CORROBORATED),
        (claims("A2"), Strength.CREDIBLE),
        (claims("B2", "F6"), Strength.CREDIBLE),
        (claims("D2", "E5", "D3"), Strength.CLAIMED),
        (claims("F1", "A6"), Strength.UNGRADED),
        ([Claim(1, "A", "1", "official")], Strength.ESTABLISHED),
        ([], Strength.UNGRADED),
    ],
)
def test_strength_follows_the_table(given_claims: list[Claim], strength: Strength) -> None:
    assert grade(given_claims, {}).strength is strength


def test_three_articles_about_one_leak_are_one_origin() -> None:
    found = grade(claims("B2", "B2", "C2"), {1: [0], 2: [1]})
    assert found.words == "3 sources, 1 origin"
    assert found.strength is Strength.CREDIBLE


def test_a_source_that_rests_on_two_origins_makes_them_one() -> None:
    found = grade([Claim(3, "B", "2", "secondary"), Claim(2, "B", "2", "leak")], {3: [1, 2]})
    assert (found.sources, found.origins) == (2, 1)


def test_copies_that_name_each_other_are_one_origin() -> None:
    lineage = {1: [2], 2: [1], 3: [1]}
    assert [origins_of(one, lineage) for one in (1, 2, 3)] == [{1}, {1}, {1}]


def test_denials_and_mentions_do_not_strengthen() -> None:
    found = grade(
        [Claim(1, "A", "1", "official", Stance.DISPUTES), Claim(2, "A", "1", "official", Stance.MENTIONS)], {}
    )
    assert (found.strength, found.is_disputed, found.words) == (Strength.UNGRADED, True, "no supporting source")


def test_counts_are_said_in_the_singular_too() -> None:
    assert counts_in_words(1, 1) == "1 source, 1 origin"


SOURCES = st.lists(
    st.tuples(st.sampled_from(Reliability.values), st.sampled_from(SourceKind.values)), min_size=1, max_size=7
)
WORLDS = SOURCES.flatmap(
    lambda sources: st.tuples(
        st.just(sources),
        st.sets(st.tuples(*[st.integers(0, len(sources) - 1)] * 2).filter(lambda pair: pair[0] != pair[1]), max_size=9),
        st.lists(
            st.tuples(
                st.integers(0, 2),
                st.integers(0, len(sources) - 1),
                st.sampled_from(Credibility.values),
                st.sampled_from(Stance.values),
                st.sampled_from(Rung.values),
                st.sampled_from(["", "delivered", "quantity"]),
                st.sampled_from(["", "7", "12"]),
            ),
            max_size=12,
        ),
    )
)


@pytest.mark.django_db
@given(world=WORLDS)
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_database_grades_as_python_does(world: tuple[list[Any], set[Any], list[Any]]) -> None:
    kinds, links, citations = world
    with transaction.atomic():
        records = [bare_shipment() for _ in range(3)]
        # Statements must say something; that has no part in grading.
        sources = Source.objects.bulk_create(
            Source(title="A source", kind=kind, reliability=letter, statement="So." if kind == "statement" else "")
            for letter, kind in kinds
        )
        SourceLineage.objects.bulk_create(
            SourceLineage(source=sources[one], origin=sources[other], kind="reports") for one, other in links
        )
        Citation.objects.bulk_create(
            Citation(
                shipment=records[record], source=sources[place], credibility=digit, stance=stance, rung=rung,
                field=field, value_read=value if field else "",
            )
            for record, place, digit, stance, rung, field, value in citations
        )  # fmt: skip
        in_database = grades("shipment", [record.pk for record in records])
        lineage = {place: [other for one, other in links if one == place] for place in range(len(kinds))}
        for number, record in enumerate(records):
            expected = grade(
                [
                    Claim(place, kinds[place][0], digit, kinds[place][1], stance, rung, field, value if field else "")
                    for which, place, digit, stance, rung, field, value in citations
                    if which == number
                ],
                lineage,
            )
            assert in_database[record.pk] == expected
            record.refresh_from_db()
            assert (record.strength, record.is_disputed) == (expected.strength, expected.is_disputed)
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_hundreds_of_records_are_graded_as_one_by_one() -> None:
    by = source()
    copy = source(rests_on=(by,))
    records = [shipment(by) for _ in range(60)]
    for record in records[::2]:
        cite(record, copy)
    together = grades("shipment", [record.pk for record in records])
    assert together == {record.pk: grades("shipment", [record.pk])[record.pk] for record in records}
    with connection.cursor() as cursor:
        cursor.execute("SHOW enable_nestloop")
        assert cursor.fetchone() == ("on",)

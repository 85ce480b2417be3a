"""Questions on which sources differ are visible: claims about one field that differ, or a source that disputes."""

import pytest
from django.apps import apps
from django.db import connection

from core.models import Record
from evidence.models import Citation, Source, SourceLineage
from evidence.subjects import SUBJECTS
from importers.case.convert import convert
from importers.case.facts import read_facts

pytestmark = pytest.mark.django_db
QUESTIONS = [fact.id for fact in read_facts().sections["contested"]]


@pytest.fixture(scope="module")
def subjects() -> dict[str, tuple[str, ...]]:
    """Question → handles of the records whose citations disagree on it."""
    ledger = convert(read_facts()).ledger
    return {question: ledger.entries["contested", question].handles for question in QUESTIONS}


def record(handle: str) -> tuple[str, Record]:
    for column, label in SUBJECTS.items():
        found = apps.get_model(label)._default_manager.filter(handle=handle).first()
        if found:
            return column, found
    pytest.fail(f"No record has the handle {handle}.")


def origins(column: str, pk: int) -> tuple[int, int]:
    """How many sources carry a record, and how many origins those have."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT sources, origins FROM grades_of_{column}(ARRAY[%s::bigint])", [pk])
        sources, roots = cursor.fetchone()
        return sources, roots


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_question_shows_as_citations_that_disagree(question: str, subjects: dict[str, tuple[str, ...]]) -> None:
    shown = []
    for handle in subjects[question]:
        column, found = record(handle)
        citations = Citation.objects.filter(**{column: found}).exclude(stance="mentions")
        values: dict[str, set[str]] = {}
        for field, value in citations.exclude(field="").exclude(value_read="").values_list("field", "value_read"):
            values.setdefault(field, set()).add(value)
        differ = any(len(read) > 1 for read in values.values()) or citations.filter(stance="disputes").exists()
        assert found.is_disputed == differ
        shown.append(differ)
    assert any(shown), f"{question} is not visible on {subjects[question]}."


@pytest.mark.parametrize("handle", ["rel-mackay-baykar", "rel-mackay-jennings"])
def test_the_lobbying_story_has_three_sources_and_one_origin(handle: str) -> None:
    column, found = record(handle)
    assert origins(column, found.pk) == (3, 1)


def test_the_jerusalem_post_article_is_derived_from_ricochets() -> None:
    article = Source.objects.get(handle="src-article")
    assert [origin.handle for origin in article.derived_from.all()] == ["src-ricochet-3545"]


def test_every_step_of_lineage_says_how_it_is_known() -> None:
    assert not SourceLineage.objects.filter(note="").exists()


def test_every_statement_has_a_speaker_and_is_about_a_record() -> None:
    statements = Source.objects.filter(kind="statement", handle__startswith="say-")
    assert statements.count() == 42
    for statement in statements:
        assert statement.speaker is not None
        assert statement.statement
        assert statement.citations.exists(), statement


@pytest.mark.parametrize(
    ("statement", "handle"),
    [
        ("say-selcuk-hornet-denial", "tra-hornet-baykar"),
        ("say-az-denies-hermes-loss", "use-hermes900-20200714"),
        ("say-indian-army-denial", "tra-india-myanmar"),
    ],
)
def test_a_denial_disputes_the_record_that_it_denies(statement: str, handle: str) -> None:
    column, found = record(handle)
    assert found.is_disputed
    assert Citation.objects.filter(source__handle=statement, stance="disputes", **{column: found}).exists()

"""What is not published is not there: tokens in every confidential column, and not one of them in a public answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import cache

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from api import written
from entities.models import Entity
from evidence.models import Citation, Source
from exports.models import Item
from pages import home
from pages.resources import RESOURCES
from tests import canaries
from tests.canaries import UNWRITTEN, Answer, Hidden, addresses, ask, hide, leaks, static_addresses, sweep

pytestmark = pytest.mark.django_db
AsPublic = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def hidden(db: None) -> Hidden:
    """The tokens, written in this test's transaction."""
    return hide(canaries.protected_source())


@pytest.fixture
def public_site(public_role: AsPublic, client: Client) -> Iterator[Client]:
    """Use after the rows are written: a visitor, read as the public role."""
    with public_role():
        yield client


def test_every_confidential_column_that_can_hold_words_holds_a_token(hidden: Hidden) -> None:
    written = set(hidden.tokens.values()) | hidden.too_short
    wanted = {f"{table}.{column}" for table, columns in canaries.text_columns().items() for column in columns}
    assert wanted - written == set()
    assert all(name.split(".")[1] not in ("note", "statement", "text", "identity") for name in hidden.too_short)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM exports_itemhistory WHERE note ~ '^zq[0-9]{5}xk$'")
        assert cursor.fetchone()[0] >= 2, "the old value is in the history, beside the token written there"


@pytest.mark.slow
def test_hidden_rows_change_no_byte_of_any_public_answer(
    client: Client, public_role: AsPublic, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Status, headers and bodies are the same with and without them; and no token comes out anywhere."""
    # More forms than a process keeps the statements of: each would be written twice, which takes longer than reading.
    monkeypatch.setattr(written, "statement", cache(written.statement.__wrapped__))
    public_row, hidden = canaries.protected_source(), Hidden()
    canaries.edit_and_correct(hidden)  # first: that a record was changed, and when, is public
    where = list(addresses())
    with public_role():
        without = sweep(client, where)
    canaries.fill(hidden, public_row)
    with public_role():
        answers = sweep(client, where)
    assert leaks(answers, hidden) == []
    different = [
        (one.address, *difference(other, one)) for one, other in zip(answers, without, strict=True) if one != other
    ]
    assert different == []


def difference(one: Answer, other: Answer) -> tuple[str, str]:
    """The first place where two answers differ, with what stands there in each."""
    texts = [f"{answer.status} {answer.body.decode()}" for answer in (one, other)]
    place = next((n for n, (a, b) in enumerate(zip(*texts, strict=False)) if a != b), 0)
    return texts[0][place - 80 : place + 120], texts[1][place - 80 : place + 120]


def test_static_files_hold_no_token(hidden: Hidden, client: Client) -> None:
    answers = sweep(client, static_addresses())
    assert len(answers) > 5
    assert leaks(answers, hidden) == []


def test_a_search_for_a_hidden_word_answers_as_for_a_word_that_nobody_wrote(
    hidden: Hidden, public_role: AsPublic, client: Client
) -> None:
    words = [*list(hidden.tokens)[:6], *list(hidden.tokens)[::60]]
    forms = ["/search/?q={}", "/trace/?from={}", *(f"{one.url}?name={{}}" for one in RESOURCES)]
    with public_role():
        for place, form in enumerate(forms):
            word = words[place % len(words)]
            asked, nothing = ask(client, form.format(word)), ask(client, form.format(UNWRITTEN))
            assert asked.status == nothing.status, form
            assert asked.body.replace(word.encode(), b"") == nothing.body.replace(UNWRITTEN.encode(), b""), form


def test_a_failing_page_says_nothing_of_what_failed(
    hidden: Hidden, public_role: AsPublic, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise ValueError(next(iter(hidden.tokens)))

    monkeypatch.setattr(home, "numbers", fail)
    with public_role():
        answer = ask(Client(raise_request_exception=False), "/")
    assert answer.status == 500
    assert leaks([answer], hidden) == []


def test_the_sweep_finds_a_word_in_a_public_column(public_role: AsPublic, client: Client) -> None:
    """So that this file can fail."""
    Item.objects.filter(handle="item-mx-15d").update(description="zq00000xk")
    page = Item.objects.get(handle="item-mx-15d").get_absolute_url()
    with public_role():
        found = leaks(sweep(client, [page, "/items/"]), Hidden({"zq00000xk": "the sabotage"}))
    assert any("the sabotage" in one for one in found)


def test_the_public_role_reading_a_hidden_table_fails_and_shows_nothing(
    hidden: Hidden, public_role: AsPublic, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A view that forgets itself gets an error from PostgreSQL and not the row."""
    from editorial.models import Note

    def careless() -> list[tuple[str, str, str]]:
        return [(str(note), note.text, "") for note in Note.objects.all()]

    monkeypatch.setattr(home, "numbers", careless)
    with public_role():
        answer = ask(Client(raise_request_exception=False), "/")
    assert answer.status == 500
    assert leaks([answer], hidden) == []


def test_a_protected_source_shows_its_kind_and_grade_and_nothing_else(
    hidden: Hidden, public_role: AsPublic, client: Client
) -> None:
    made = Source.objects.get(is_protected=True)
    entity = Entity.objects.order_by("pk")[0]
    Citation.objects.create(source=made, entity=entity, credibility="3", says="It is as the record says.")
    with public_role():
        page = ask(client, made.get_absolute_url())
        others = [ask(client, address) for address in ("/sources/?kind=protected", entity.get_absolute_url())]
    assert page.status == 200
    assert b"held by the editors" in page.body.lower()
    assert leaks([page, *others], hidden) == []


@pytest.mark.parametrize(
    "what",
    [
        {"title": "Interview with a colonel"},
        {"statement": "He told us in the harbour."},
        {"language": "az"},
        {"published": "2020-10-19"},
        {"handle": "src-colonel"},
        {"authors": "A. Colonel"},
        {"url": "https://example.org/colonel"},
        {"note": "Met in the harbour."},
    ],
)
def test_the_database_refuses_a_protected_source_that_says_more(what: dict[str, str]) -> None:
    made = canaries.protected_source()
    with pytest.raises(IntegrityError, match="protected"), transaction.atomic():
        Source.objects.filter(pk=made.pk).update(**what)

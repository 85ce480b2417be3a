"""Numbers beside a list and the chains of the first page are worked out once for each public write, never twice."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from config import sites
from pages.public_state import KEPT_AT_MOST, Answers, answers_of_now
from tests.conftest import ScratchDatabase
from tests.test_api_under_writers import INSERT, reading_from

pytestmark = pytest.mark.django_db
T = TypeVar("T")
NUMBER = re.compile(r"([\d,]+) shipments")


@pytest.fixture
def reader(scratch_database: ScratchDatabase) -> Iterator[Callable[[str], tuple[str, list[str]]]]:
    """One server process with one connection of its own: an address in, the page and its statements out."""
    with reading_from(scratch_database), ThreadPoolExecutor(1) as process:

        def read(address: str) -> tuple[str, list[str]]:
            with CaptureQueriesContext(connections["public"]) as asked:
                page = Client().get(address)
            assert page.status_code == 200
            return page.content.decode(), [query["sql"] for query in asked.captured_queries]

        yield lambda address: process.submit(read, address).result()
        process.submit(connections.close_all).result()


def publish(scratch: ScratchDatabase) -> None:
    with scratch() as opened, opened.cursor() as cursor:
        cursor.execute(INSERT, ["2019-05"])


def counting(statements: list[str]) -> int:
    return sum("COUNT(" in one for one in statements)


def shown(page: str) -> int:
    found = NUMBER.search(page)
    assert found
    return int(found[1].replace(",", ""))


def test_a_list_is_counted_once_and_again_after_something_was_published(
    reader: Callable[[str], tuple[str, list[str]]], scratch_database: ScratchDatabase
) -> None:
    first, asked_first = reader("/shipments/")
    again, asked_again = reader("/shipments/")
    assert counting(asked_first) >= 2
    assert counting(asked_again) == 0
    assert again == first
    publish(scratch_database)
    after, asked_after = reader("/shipments/")
    assert counting(asked_after) == counting(asked_first)
    assert shown(after) == shown(first) + 1


def test_each_question_has_its_own_count_whatever_its_page_and_order(
    reader: Callable[[str], tuple[str, list[str]]],
) -> None:
    everything, _ = reader("/shipments/")
    turned, asked = reader("/shipments/?order=delivered")
    assert counting(asked) == 0
    assert shown(turned) == shown(everything)
    some, asked = reader("/shipments/?status=delivered")
    assert counting(asked) >= 1
    assert shown(some) < shown(everything)


def test_the_first_page_traces_its_examples_once(
    reader: Callable[[str], tuple[str, list[str]]], scratch_database: ScratchDatabase
) -> None:
    first, asked_first = reader("/")
    again, asked_again = reader("/")
    assert again == first
    assert len(asked_again) == 1 < len(asked_first)
    publish(scratch_database)
    after, _ = reader("/")
    assert after != first  # one shipment more


def test_it_remembers_no_more_than_it_may() -> None:
    answers = Answers()
    made = [answers.once(number, lambda number=number: number) for number in range(KEPT_AT_MOST + 5)]  # type: ignore[misc]
    assert made == list(range(KEPT_AT_MOST + 5))
    assert answers.once(KEPT_AT_MOST + 4, lambda: -1) == KEPT_AT_MOST + 4
    assert answers.once(3, lambda: -1) == -1


def test_what_is_not_whole_is_worked_out_again() -> None:
    answers, made = Answers(), iter(["cut", "whole", "never"])
    assert answers.once("home", lambda: next(made), keep=lambda one: one != "cut") == "cut"
    assert answers.once("home", lambda: next(made), keep=lambda one: one != "cut") == "whole"
    assert answers.once("home", lambda: next(made), keep=lambda one: one != "cut") == "whole"


def test_inside_a_transaction_nothing_is_remembered() -> None:
    """It may have written what no state tells of yet: this test is one."""
    answers_of_now().once("it", lambda: 1)
    assert answers_of_now().once("it", lambda: 2) == 2


def test_logins_share_no_answer(scratch_database: ScratchDatabase) -> None:
    def said(site: sites.Site, answer: str) -> str:
        with sites.working_for(site):
            return answers_of_now().once("it", lambda: answer)

    names = [connections[alias].settings_dict for alias in ("default", "public")]
    before = [one["NAME"] for one in names]
    try:
        for one in names:
            one["NAME"] = scratch_database.name
        with ThreadPoolExecutor(1) as process:
            asked = [(sites.Site.DESK, "seen by editors"), (sites.Site.PUBLIC, "seen by readers")]
            found = [process.submit(said, *one).result() for one in (*asked, *asked)]
            process.submit(connections.close_all).result()
    finally:
        for one, name in zip(names, before, strict=True):
            one["NAME"] = name
    assert found == ["seen by editors", "seen by readers"] * 2

"""The trace page: picture, sentence, links with records and sources, endings, gaps, and its files."""

from __future__ import annotations

import json
import re
from xml.etree.ElementTree import fromstring

import pytest
from django.test import Client

from conflicts.models import Conflict
from exports.models import Item
from tests.pages_support import markup, rows_of, text_of, words
from tracing.rules import RULES

pytestmark = pytest.mark.django_db
WESCAM = "/trace/?from=item-mx-15d&to=conf-nk-2020"
ROTAX = "/trace/?from=item-rotax-912is&to=item-mohajer-6"


def test_it_reaches_the_war_by_way_of_wescam_baykar_the_tb2_and_azerbaijan(client: Client) -> None:
    text = words(client, WESCAM)
    assert "WESCAM MX-15D → Baykar → Bayraktar TB2 → Azerbaijani Armed Forces → Nagorno-Karabakh 2020" in text
    assert "L3Harris Wescam" in text


def test_its_picture_comes_first_in_three_shapes(client: Client) -> None:
    page = markup(client, WESCAM)
    assert page.index("chain-picture") < page.index('id="links"')
    for shape in ("chain-wide", "chain-medium", "chain-narrow"):
        assert shape in page


def test_it_starts_from_public_ids_and_handles_alike(client: Client) -> None:
    item, conflict = Item.objects.get(handle="item-mx-15d"), Conflict.objects.get(handle="conf-nk-2020")
    address = f"/trace/?from={item.public_id}&to={conflict.public_id}"
    by_id, by_handle = markup(client, address), markup(client, WESCAM)
    assert (
        by_id[by_id.index("<h1>") : by_id.index('id="ask"')]
        == by_handle[by_handle.index("<h1>") : by_handle.index('id="ask"')]
    )


def test_it_says_weakest_link_proof_time_and_origins(client: Client) -> None:
    text = words(client, WESCAM)
    for chip in ("Weakest link:", "Lowest proof:", "Time:", "sources, ", "origins"):
        assert chip in text


def test_every_link_names_its_record_and_sources_with_grades(client: Client) -> None:
    text = words(client, WESCAM)
    assert "The Globe and Mail B2 · deal" in text
    assert "WESCAM MX-15D sold: L3Harris Wescam to Baykar" in text


def _link(client: Client, number: int) -> str:
    text = words(client, WESCAM)
    text = text[text.index("Links and what carries them") :]
    return text[text.index(f" {number}. ") : text.index(f" {number + 1}. ")]


def test_sources_that_dispute_a_record_are_marked_as_such_after_those_that_state_it(client: Client) -> None:
    shipped = _link(client, 3)
    stated, _, disputed = shipped.partition("disputed by ")
    assert "Mediamax B2 · deal" in stated
    assert "Defense News" not in stated
    assert disputed.startswith("Defense News B2 · deal disputed by Yerepouni")
    assert "1 source, 1 origin" in disputed


def test_sources_that_only_mention_a_record_are_marked_as_such(client: Client) -> None:
    fitted = _link(client, 2)
    assert "mentioned by Mustafa Varank C3" in fitted
    assert fitted.index("Jon Horler B3") < fitted.index("mentioned by")


def test_rules_that_flag_nothing_are_a_line_each_and_lose_no_finding(client: Client) -> None:
    page = markup(client, WESCAM)
    rules = page[page.index('id="flags"') : page.index('id="refute"')]
    quiet = re.findall(
        r'<details class="rule rule-quiet print-open" id="rule-([a-z-]+)"><summary>(.*?)</summary>', rules
    )
    assert ("declared-end-user", "Is the user who was observed the one who was declared? cannot tell") in [
        (rule, text_of(summary).rpartition(" declared-end-user")[0]) for rule, summary in quiet
    ]
    assert 'class="rule" id="rule-measures-in-force"' in rules
    assert len(quiet) + rules.count('class="rule" id=') == len(RULES)
    numbers = re.findall(r'id="finding-(\d+)"', rules)
    assert sorted(map(int, numbers)) == list(range(1, len(numbers) + 1))
    assert set(re.findall(r'href="#finding-(\d+)"', page)) <= set(numbers)


def test_a_gap_is_drawn_named_and_listed_as_a_lead(client: Client) -> None:
    page = markup(client, ROTAX)
    text = words(client, ROTAX)
    assert "ch-line-gap" in page
    assert "The records before and after imply a transfer. No record of it is here." in text
    assert "How Rotax 912iS passed from BRP-Rotax to" in text


def test_gaps_can_be_left_out(client: Client) -> None:
    assert "No chain is recorded here" in words(client, f"{ROTAX}&gaps=no")


def test_other_chains_can_be_chosen(client: Client) -> None:
    first, second = markup(client, WESCAM), markup(client, f"{WESCAM}&chain=2")
    assert "chain 2 of" in second
    assert first != second
    assert client.get(f"{WESCAM}&chain=399").status_code == 404


def test_it_answers_backward_from_the_war(client: Client) -> None:
    text = words(client, "/trace/?from=conf-nk-2020&direction=backward")
    assert "Back" in text or "backward" in text
    assert "Harop → Azerbaijani Armed Forces → Nagorno-Karabakh 2020" in text


def test_an_empty_answer_that_did_not_look_further_says_so_and_no_more(client: Client) -> None:
    text = words(client, f"{WESCAM}&depth=2")
    assert "Chains of more than 2 links were not looked for. That is not evidence that there is none." in text
    assert "no record here carries it on" not in text


def test_an_empty_answer_offers_what_to_try(client: Client) -> None:
    text = words(client, f"{ROTAX}&gaps=no")
    assert "That is not evidence that there is none" in text
    assert "Trace in the other direction" in text
    assert "Leave out the conditions" in text


def test_without_a_start_it_asks_for_one(client: Client) -> None:
    assert "Start from an item, a firm, a record or a conflict." in words(client, "/trace/")


def test_its_csv_has_one_row_a_link(client: Client) -> None:
    rows = rows_of(client, f"{WESCAM}&format=csv")
    first = [row for row in rows if row["chain"] == "1"]
    assert [row["link"] for row in first] == [str(n) for n in range(1, len(first) + 1)]
    assert first[0]["item"] == "WESCAM MX-15D"
    assert first[-1]["conflict"] == "Nagorno-Karabakh 2020"
    assert all(row["credit"] for row in rows)
    assert all(
        row["record_ids"] or row["is_gap"] == "yes" or row["kind"] in ("recorded_as", "same_type") for row in rows
    )


def test_its_json_says_the_same(client: Client) -> None:
    answer = json.loads(client.get(f"{WESCAM}&format=json").content)
    rows = rows_of(client, f"{WESCAM}&format=csv")
    assert sum(len(chain["links"]) for chain in answer["chains"]) == len(rows)


def test_its_svg_is_a_file_of_its_own_with_title_date_and_address(client: Client) -> None:
    response = client.get(f"{WESCAM}&format=svg")
    assert response.headers["Content-Type"] == "image/svg+xml"
    body = response.content.decode()
    fromstring(body)  # noqa: S314  # our own picture
    assert "as recorded on" in body
    assert "/trace/?from=" in body


def test_a_cut_answer_says_so(client: Client) -> None:
    text = words(client, "/trace/?from=org-baykar")
    assert "Only the best 40 chains are shown; there are more." in text or "chain 1 of" in text


def test_time_order_says_that_it_is_not_cause(client: Client) -> None:
    assert "Order in time is not cause." in words(client, WESCAM)

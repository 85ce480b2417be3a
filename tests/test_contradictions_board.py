"""The board of contradictions: its order, its filters, its files, and what it may cost."""

from __future__ import annotations

import csv
import json
from io import StringIO
from itertools import pairwise

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext

from conflicts.models import Conflict
from evidence.choices import ContradictionKind, ContradictionState
from evidence.contradictions.board import every_contradiction
from evidence.models import Citation, Source
from exports.models import Item
from pages import listing
from pages.board.board import BOARD, Board
from tests.cited_records import cite, shipment
from tests.pages_support import markup, public_queries, rows_of, words
from tests.test_query_counts import check, count
from tracing.models import Reliance

pytestmark = pytest.mark.django_db
URL = "/contradictions/"


def rows(query: str = "") -> list[tuple[str, int, str]]:
    return [(*row.found.subject.key, row.found.field) for row in Board(QueryDict(query)).rows]


def lines(client: Client, query: str = "") -> list[dict[str, str]]:
    return rows_of(client, f"{URL}?format=csv{query}")


def test_it_shows_what_is_stated_differently_by_whom_and_how_many_chains_rest_on_it(client: Client) -> None:
    with public_queries():
        text = words(client, URL)
    first = text[text.index("shipment Bayraktar TB2: Baykar to Azerbaijani Armed Forces how many") :][:400]
    for said in ("an estimated 5 Alexandra Kuimova", "scores (planned) disputes Defense News", "quantity", "open"):
        assert said in first


def test_the_most_consequential_come_first(client: Client) -> None:
    found = lines(client)
    assert found[0]["record"] == "Bayraktar TB2: Baykar to Azerbaijani Armed Forces"
    assert all(int(one["chains"]) >= int(other["chains"]) for one, other in pairwise(found))
    assert int(found[0]["chains"]) > 0 == int(found[-1]["chains"])


def test_the_order_follows_the_counts(client: Client) -> None:
    least = [row for row in Board(QueryDict()).rows if row.found.subject.column == "shipment"][-1]
    Reliance.objects.filter(shipment=least.found.subject.pk).delete()
    counted_at = Reliance.objects.values_list("counted_at", flat=True)[0]
    Reliance.objects.create(shipment_id=least.found.subject.pk, chains=10_000, only_carrier=1, counted_at=counted_at)
    assert rows()[0][:2] == least.found.subject.key


def test_it_says_when_the_chains_were_counted(client: Client) -> None:
    assert "that pass through the record, counted on" in words(client, URL)


def test_a_number_leads_to_a_trace_through_the_record(client: Client) -> None:
    row = Board(QueryDict()).table.rows[0]
    assert row.trace_url.replace("&", "&amp;") in markup(client, URL)
    assert client.get(row.trace_url).status_code == 200


def test_compatible_values_are_left_out_and_one_link_away(client: Client) -> None:
    text = words(client, URL)
    left_out = len(rows("state=compatible"))
    assert left_out >= 3
    assert f"{left_out} more, whose values can all hold at once, are left out. Show them" in text
    assert len(rows()) + left_out == len(every_contradiction())
    assert "“central client A” leaves it open." in words(client, f"{URL}?state=compatible")


@pytest.mark.parametrize("kind", ContradictionKind.values)
def test_it_filters_by_kind(client: Client, kind: str) -> None:
    assert {line["kind"] for line in lines(client, f"&kind={kind}")} == {kind}


@pytest.mark.parametrize(
    ("query", "column", "value"),
    [
        ("&state=open", "state", "open"),
        ("&record=incident", "record_kind", "incident"),
        ("&field=killed_low", "field", "killed_low"),
        ("&field=whole", "field", ""),
    ],
)
def test_it_filters_by_state_kind_of_record_and_field(client: Client, query: str, column: str, value: str) -> None:
    found = lines(client, query)
    assert found
    assert {line[column] for line in found} == {value}


def test_facets_count_what_choosing_them_would_show(client: Client) -> None:
    page = markup(client, URL)
    for kind in ContradictionKind:
        number = len(rows(f"kind={kind.value}"))
        assert f'?kind={kind.value}">{kind.label}</a> <span class="num">{number}</span>' in page


def test_a_facet_counts_under_the_other_filters(client: Client) -> None:
    number = len(rows("kind=date&record=measure"))
    assert f'measure</a> <span class="num">{number}</span>' in markup(client, f"{URL}?kind=date")
    assert f"{number} contradictions where kind is date and record is measure" in words(
        client, f"{URL}?kind=date&record=measure".replace("×", "")
    ).replace(" × Remove the filter “kind”", "").replace(" × Remove the filter “record”", "")


def test_it_filters_by_item_conflict_country_and_source(client: Client) -> None:
    tb2 = Item.objects.get(handle="item-tb2")
    of_tb2 = rows(f"item={tb2.public_id}")
    assert 0 < len(of_tb2) < len(rows())
    assert {column for column, _, _ in of_tb2} <= {
        "item",
        "item_unit",
        "incorporation",
        "shipment",
        "incident",
        "licence",
    }
    assert of_tb2 == rows("item=bayraktar tb2") or set(of_tb2) < set(rows("item=bayraktar tb2"))
    conflict = Conflict.objects.get(handle="conf-nk-2020")
    in_war = rows(f"conflict={conflict.public_id}")
    assert ("conflict", conflict.pk, "note") in in_war
    assert all(column in {"conflict", "incident", "allegation", "item_unit"} for column, _, _ in in_war)
    assert 0 < len(rows("country=ca")) < len(rows())
    source = Source.objects.get(handle="src-hrw-20220324")
    stated = rows(f"source={source.public_id}")
    assert stated
    for column, pk, field in stated:
        assert Citation.objects.filter(**{column: pk}, source=source, field=field).exists()


def test_filters_narrow_each_other() -> None:
    tb2 = Item.objects.get(handle="item-tb2").public_id
    both = set(rows(f"item={tb2}&kind=date"))
    assert both == set(rows(f"item={tb2}")) & set(rows("kind=date"))


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("colour=red", "colour"),
        ("kind=colour", "kind"),
        ("state=lost", "state"),
        ("record=ship", "record"),
        ("field=colour", "field"),
        ("item=it-00000000000", "item"),
        ("item=%00", "item"),
        ("country=zz", "country"),
        ("source=so-00000000000", "source"),
        ("order=record", "order"),
        ("format=xml", "format"),
        ("kind=date&kind=role", "kind"),
    ],
)
def test_what_cannot_be_understood_is_named_and_never_ignored(client: Client, query: str, named: str) -> None:
    assert f" {named} " in words(client, f"{URL}?{query}", status=400)


@pytest.mark.parametrize("page", ["0", "99", "x"])
def test_a_page_that_is_not_there_is_not_found(client: Client, page: str) -> None:
    assert client.get(f"{URL}?page={page}").status_code == 404


def test_nothing_is_said_to_be_absent_for_filters_that_nothing_meets(client: Client) -> None:
    text = words(client, f"{URL}?kind=quantity&record=place")
    assert "No contradictions recorded here for these filters." in text


@pytest.mark.parametrize("name", ["kind", "state", "question", "chains"])
def test_it_sorts_both_ways(client: Client, name: str) -> None:
    for order in (name, f"-{name}"):
        assert client.get(URL, {"order": order}).status_code == 200
        assert sorted(rows(f"order={order}")) == sorted(rows())


def test_the_csv_has_every_row_with_its_readings_and_sources(client: Client) -> None:
    found = lines(client)
    assert len(found) == len(rows()) > listing.ROWS_A_PAGE
    shot_down = next(line for line in found if line["record"].startswith("TB2 brought down on 19 October"))
    assert shot_down["values_read"] == "2020-10-19 | ../2020-10-21 | 2020-10-20 | 2020-10-22"
    assert "Hetq (C2)" in shot_down["stated_by"]
    hetq = Source.objects.get(handle="src-hetq-128859")
    assert hetq.public_id in shot_down["source_ids"]
    assert all(line["address"] and line["credit"] for line in found)


def test_rows_come_fifty_at_a_time_and_none_twice(client: Client) -> None:
    board = Board(QueryDict())
    assert len(board.page.object_list) == listing.ROWS_A_PAGE
    second = Board(QueryDict("page=2"))
    keys = [(*row.found.subject.key, row.found.field) for row in (*board.table.rows, *second.table.rows)]
    assert len(keys) == len(set(keys)) == board.total


def test_it_sends_the_same_number_of_queries_for_five_rows_and_for_fifty(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = count(client, URL)
    monkeypatch.setattr(listing, "ROWS_A_PAGE", 5)
    assert count(client, URL) == many
    check("contradictions", many)


def test_it_sends_the_same_number_of_queries_for_more_contradictions() -> None:
    with CaptureQueriesContext(connection) as before:
        Board(QueryDict()).table.rows.__len__()
    for _ in range(5):
        record = shipment()
        cite(record, field="delivered", value_read="2019")
        cite(record, field="delivered", value_read="2020")
    with CaptureQueriesContext(connection) as after:
        board = Board(QueryDict())
        board.table.rows.__len__()
    assert len(after) == len(before) > 0


def test_it_needs_no_cookie(client: Client) -> None:
    assert not client.get(URL).cookies


def test_menus_and_the_first_page_lead_to_it(client: Client) -> None:
    page = markup(client, "/")
    assert page.count(f'href="{URL}"') >= 3


# --- The command ---


def printed(*arguments: str) -> str:
    said = StringIO()
    call_command("contradictions", *arguments, stdout=said)
    return said.getvalue()


def test_the_command_prints_the_rows_of_the_page(client: Client) -> None:
    from_command = list(csv.DictReader(StringIO(printed("--format", "csv"))))
    assert [(one["id"], one["field"]) for one in from_command] == [(one["id"], one["field"]) for one in lines(client)]


def test_the_command_prints_one_records_contradictions_as_text() -> None:
    text = printed("--record", "use-tb2-downed-20201019")
    assert text.count("when it happened") == 1
    assert "- 19 October 2020 [Asbarez (C2); Hetq (C2); armenianclub.com (D3)]" in text


def test_the_command_prints_json_and_filters() -> None:
    found = json.loads(printed("--format", "json", "--kind", "date", "--state", "open"))
    assert found
    assert {(one["kind"], one["state"]) for one in found} == {("date", ContradictionState.OPEN.value)}
    assert all(len(one["readings"]) > 1 for one in found)


def test_the_command_names_a_record_that_is_not_there() -> None:
    with pytest.raises(CommandError, match="There is no record “nobody”"):
        printed("--record", "nobody")


def test_the_board_is_found_under_its_own_name() -> None:
    assert BOARD.url == URL

"""A walk by cursors sees every row once, in order, forward and backward; a cursor fits the list it was made for."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connections
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api import paging, written
from api.cursors import SIGNER, Cursor
from api.shapes import BY_SLUG, SHAPES
from api.shapes.base import Shape
from tests.api_support import EVERY, address_of, get, identity, local, refused, walk

pytestmark = pytest.mark.django_db
ORDERS = [(shape, order) for shape in SHAPES for order in shape.order_names]
EVERY_ORDER = pytest.mark.parametrize(
    ("shape", "order"), ORDERS, ids=[f"{shape.slug}-{order}" for shape, order in ORDERS]
)


@EVERY_ORDER
def test_a_walk_sees_every_row_once_forward_and_backward(client: Client, shape: Shape, order: str) -> None:
    number = shape.rows().count()
    limit = min(1_000, max(1, number // 4))
    chosen = "id" if shape.has_details else "what,chains,item,sender,recipient,holder,gap"
    pages = list(walk(client, address_of(shape, limit=limit, order=order, fields=chosen)))
    seen = [identity(row) for page in pages for row in page]
    assert len(seen) == number
    assert len(set(seen)) == len(seen) or not shape.has_details
    assert all(len(page) == limit for page in pages[:-1])

    turned = [
        identity(row)
        for page in walk(client, address_of(shape, limit=limit, order=f"-{order}", fields=chosen))
        for row in page
    ]
    assert turned == seen[::-1]

    last = address_of(shape, limit=limit, order=order, fields=chosen)
    while following := get(client, last)["next"]:
        last = local(following)
    back = [[identity(row) for row in page] for page in walk(client, last, "previous")]
    assert [one for page in back[::-1] for one in page] == seen


def test_rows_without_a_date_come_before_all_dates(client: Client) -> None:
    rows = get(client, "/api/v1/shipments/?limit=1000&order=delivered&fields=delivered")["results"]
    keys = [(row["delivered"] or {}).get("earliest") or "" for row in rows]
    assert keys == sorted(keys)
    assert keys[0] == ""
    assert keys[-1] != ""


def test_filters_hold_on_every_page(client: Client) -> None:
    rows = [row for page in walk(client, "/api/v1/shipments/?kind=sale&limit=3&fields=kind") for row in page]
    assert len(rows) == BY_SLUG["shipments"].rows().filter(kind="sale").count() > 3
    assert {row["kind"] for row in rows} == {"sale"}


def test_the_link_header_says_the_same_as_the_body(client: Client) -> None:
    first = client.get("/api/v1/items/?limit=2")
    following = first.json()["next"]
    assert first.headers["Link"].startswith(f'<{following}>; rel="next", ')
    second = client.get(local(following))
    assert second.headers["Link"].startswith(
        f'<{second.json()["next"]}>; rel="next", <{second.json()["previous"]}>; rel="prev", '
    )


@pytest.mark.parametrize(
    "changed",
    ["kind=gift", "order=delivered", "order=-id", "disputed=yes", "kind=sale&disputed=yes"],
)
def test_a_cursor_of_other_filters_or_another_order_is_refused(client: Client, changed: str) -> None:
    cursor = get(client, "/api/v1/shipments/?kind=sale&limit=1")["next"].partition("cursor=")[2]
    assert "other filters" in refused(client, f"/api/v1/shipments/?{changed}&limit=1&cursor={cursor}")["cursor"]
    assert refused(client, f"/api/v1/items/?limit=1&cursor={cursor}")


def test_a_cursor_may_go_on_with_another_limit_and_other_fields(client: Client) -> None:
    following = get(client, "/api/v1/shipments/?limit=1")["next"]
    cursor = following.partition("cursor=")[2]
    wide = get(client, f"/api/v1/shipments/?limit=50&fields=id&cursor={cursor}")["results"]
    assert wide[0]["id"] == get(client, local(following))["results"][0]["id"]


GENUINE = Cursor(("2020-01-01", "sh-00000000000")).sealed("0123456789abcdef")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(
    st.one_of(
        st.text(max_size=300),
        st.builds(
            lambda at, letter: GENUINE[:at] + letter + GENUINE[at + 1 :],
            st.integers(0, len(GENUINE) - 1),
            st.characters(codec="utf-8"),
        ),
        st.builds(lambda at: GENUINE[:at], st.integers(0, len(GENUINE) - 1)),
        st.builds(SIGNER.sign, st.text(max_size=40)).map(lambda text: text.replace("WESCAM", "")[:-1] + "!"),
    )
)
def test_no_cursor_but_our_own_is_taken(client: Client, text: str) -> None:
    assert list(refused(client, f"/api/v1/shipments/?{urlencode({'cursor': text, 'fields': 'id'})}")) == ["cursor"]


@EVERY
def test_every_order_has_its_index(shape: Shape) -> None:
    """So that a page costs the same wherever it lies."""
    if shape.slug in ("leads", "countries"):
        return  # 300 countries; leads are counted anew each time, a few thousand
    with connections["public"].cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
        for order in shape.order_names:
            rows = shape.model._meta.concrete_model._default_manager.order_by(*shape.keys(order))[:5].values("pk")  # type: ignore[union-attr]
            sql, values = rows.query.sql_with_params()
            cursor.execute(f"EXPLAIN {sql}", values)
            plan = "\n".join(row[0] for row in cursor.fetchall())
            assert "Sort" not in plan, f"{order}:\n{plan}"
            assert "Index" in plan, f"{order}:\n{plan}"


@pytest.mark.parametrize("address", ["shipments/?", "trace/?from=item-mx-15d&", "search/?q=baykar&", "snapshots/?"])
def test_what_is_wrong_with_a_cursor_is_a_problem_of_its_own_kind(client: Client, address: str) -> None:
    foreign = Cursor(("1",)).sealed("the question of another list")
    for text in ("x", foreign, foreign[:-1]):
        read = get(client, f"/api/v1/{address}cursor={text}", 400)
        assert read["type"].endswith("/invalid-cursor/")
        assert [one["parameter"] for one in read["errors"]] == ["cursor"]


def test_a_page_whose_records_go_while_it_is_read_is_read_again(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when all counted leads are replaced between the statement for the keys and the one for the records."""
    whole = get(client, "/api/v1/shipments/?limit=5")
    asked: list[int] = []

    def gone_at_first(*question: Any) -> dict[int, str]:
        asked.append(1)
        return {} if len(asked) == 1 else written.texts(*question)

    monkeypatch.setattr(paging, "texts", gone_at_first)
    again = get(client, "/api/v1/shipments/?limit=5")
    assert len(asked) == 2
    assert again == whole

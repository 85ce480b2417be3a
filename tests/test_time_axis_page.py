"""The time axis of the trace page, its file and its table, from the case data and as the public login."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from io import StringIO
from xml.etree import ElementTree as ET

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.pages_support import markup, public_queries, text_of, words
from tests.worlds import World
from tracing.query import Direction, TraceQuestion
from tracing.service import trace
from tracing.timeline.gather import moments_around
from tracing.timeline.moments import Lane, Moment, Part

pytestmark = pytest.mark.django_db
WESCAM = "/trace/?from=item-mx-15d&to=conf-nk-2020"
NOT_CAUSE = "Order in time is not cause."
ROW = re.compile(r"<tr.*?</tr>", re.DOTALL)


def moments_of(start: str, end: str = "", direction: Direction = Direction.FORWARD) -> list[Moment]:
    """Around the best chain and the next."""
    chains = trace(TraceQuestion(start, end, direction=direction, limit=3)).chains
    return moments_around(chains[0], chains[1:])


def rows(page: str) -> list[str]:
    """The rows of the table beside the picture, as text."""
    table = page[page.index("moments-table") :]
    return [text_of(row) for row in ROW.findall(table[: table.index("</table>")])][1:]


def test_the_picture_and_a_table_of_the_same_moments_are_on_the_page(client: Client) -> None:
    page = markup(client, WESCAM)
    assert page.count("axis-picture") == 3
    drawn = page[page.index('id="axis-wide-title"') : page.index('id="axis-medium-title"')]
    listed = rows(page)
    assert len(listed) > 20
    assert 15 < drawn.count('class="ax-moment"') <= len(listed)


def test_a_row_says_when_as_recorded_in_which_lane_what_and_how_well_carried(client: Client) -> None:
    listed = rows(markup(client, WESCAM))
    call = next(row for row in listed if "Justin Trudeau" in row)
    for part in ("23 April 2020", "2020-04-23", "Contacts and meetings", "5 sources, 4 origins"):
        assert part in call
    assert any(row.startswith("date not recorded – Movement WESCAM MX-15D in Bayraktar TB2") for row in listed)


def test_the_caption_is_in_each_picture_and_over_the_table(client: Client) -> None:
    assert markup(client, WESCAM).count(NOT_CAUSE) >= 4


def test_the_days_that_sources_state_for_the_downing_stand_side_by_side(client: Client) -> None:
    row = next(row for row in rows(markup(client, WESCAM)) if "CMX-15D recovered" in row)
    for day in (19, 20, 21, 22):
        assert f"{day} October 2020" in row
    assert "mentioned" in row


def test_the_file_has_what_the_page_shows(client: Client) -> None:
    response = client.get(f"{WESCAM}&format=axis")
    assert response.headers["Content-Type"] == "image/svg+xml"
    root = ET.fromstring(response.content.decode())  # noqa: S314  # our own picture
    described = root.findtext("{http://www.w3.org/2000/svg}desc") or ""
    assert NOT_CAUSE in response.content.decode()
    for part in ("Notice 992", "CSCE/OSCE request", "Justin Trudeau met or spoke with", "TB2 used by Azerbaijan"):
        assert part in described
    assert "format=axis" in markup(client, WESCAM)


def test_an_empty_answer_has_a_file_that_says_so(client: Client) -> None:
    response = client.get("/trace/?from=item-rotax-912is&to=item-mohajer-6&gaps=no&format=axis")
    assert response.status_code == 200
    assert "no axis to draw" in response.content.decode()


def test_the_command_draws_the_best_chain() -> None:
    out = StringIO()
    call_command("trace", "item-mx-15d", "--to", "conf-nk-2020", "--format", "axis", stdout=out, stderr=StringIO())
    ET.fromstring(out.getvalue())  # noqa: S314  # our own picture
    assert NOT_CAUSE in out.getvalue()


def test_every_lane_of_the_case_has_its_records_in_the_order_of_their_dates() -> None:
    found = moments_of("item-mx-15d", "conf-nk-2020")
    titles = {lane: [one.title for one in found if one.lane == lane] for lane in Lane}
    assert titles[Lane.MEASURES][0].startswith("CSCE/OSCE request")
    assert any("approval recommended" in title for title in titles[Lane.PERMITS])
    assert "Second Nagorno-Karabakh War (2020)" in titles[Lane.INCIDENTS]
    firsts = [one.when.first or one.when.last for one in found if one.when.is_dated]
    assert firsts == sorted(firsts, key=str)
    assert not any(one.when.is_dated for one in found[len(firsts) :])


@pytest.mark.parametrize("direction", [Direction.FORWARD, Direction.BACKWARD])
def test_it_is_the_same_from_either_end(direction: Direction) -> None:
    start, end = ("item-mx-15d", "conf-nk-2020")
    if direction is Direction.BACKWARD:
        start, end = end, start
    chain = trace(TraceQuestion(start, end, direction=direction, limit=1)).chains[0]
    own = [one for one in moments_around(chain) if one.part == Part.CHAIN]
    assert len(own) == sum(len(link.records) for link in chain.links)
    assert {one.lane for one in own} >= {Lane.MOVEMENT, Lane.INCIDENTS}


def test_what_went_on_is_told_from_what_is_vague() -> None:
    found = {one.title: one.when for one in moments_of("item-mx-15d", "conf-nk-2020")}
    assert found["TB2 used by Azerbaijan in the 2020 war"].lasts
    assert found["Notice 992: military exports to Türkiye presumed denied"].lasts
    assert not found["Canada cancels 29 suspended permits for Türkiye"].lasts
    assert not found["WESCAM MX-15D sold: L3Harris Wescam to Baykar"].lasts


def test_the_public_login_may_read_it(public_role: Callable[[], AbstractContextManager[None]]) -> None:
    with public_role():
        assert moments_of("item-mx-15d", "conf-nk-2020")


def test_more_moments_need_no_more_queries() -> None:
    chains = trace(TraceQuestion("item-mx-15d", "conf-nk-2020", limit=8)).chains
    counts = []
    for rivals in (chains[1:2], chains[1:]):
        with CaptureQueriesContext(connection) as queries:
            moments_around(chains[0], rivals)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 8


def test_a_world_in_which_nothing_is_dated_has_a_sentence_and_a_table(
    public_role: Callable[[], AbstractContextManager[None]], client: Client
) -> None:
    World().item("undated-thing", "M").ship("undated-thing", "M", "R", "").save()
    with public_role():
        text = words(client, "/trace/?from=undated-thing")
    assert "Nothing around this chain has a recorded date, so there is no axis to draw." in text
    assert "date not recorded" in text


def test_the_page_reads_it_through_the_public_login(client: Client) -> None:
    with public_queries() as asked:
        words(client, WESCAM)
    assert any("entities_lobbycontact" in query["sql"] for query in asked.captured_queries)

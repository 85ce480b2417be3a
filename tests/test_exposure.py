"""What a component reaches: at type level, and apart from it at unit level; by function, page, files and command."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from io import StringIO
from urllib.parse import urlsplit

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from hypothesis import HealthCheck, given, settings

from exports.models import Item
from tests.pages_support import markup, public_queries, rows_of, words
from tests.test_known_on import cited_worlds
from tests.test_trace_oracle import in_a_world
from tests.worlds import World
from tracing.exposed import Exposure, Group, Level, Means
from tracing.exposure import exposure

pytestmark = pytest.mark.django_db
TURRET, ENGINE, FOUND = "item-mx-15d", "item-rotax-912", "item-rotax-912is"


def of(handle: str) -> Exposure:
    return exposure(Item.objects.get(handle=handle))


TURRET_SENTENCE = "Type level: 7 states (2 more only by an order or a request). Unit level: 1 state."


def names(level: Level, group: Group, means: Means = Means.MOVEMENT) -> list[str]:
    return sorted(row.label for row in level.of(group) if row.means is means)


def printed(*arguments: str) -> str:
    out = StringIO()
    call_command("exposure", *arguments, stdout=out)
    return out.getvalue()


def test_the_turret_is_recorded_in_seven_states_and_at_unit_level_in_one() -> None:
    found = of(TURRET)
    assert names(found.type_level, Group.STATE) == [
        "Azerbaijan", "Ethiopia", "Libya", "Morocco", "Türkiye", "Ukraine", "United Arab Emirates",
    ]  # fmt: skip
    assert names(found.unit_level, Group.STATE) == ["Azerbaijan"]
    assert found.sentence == TURRET_SENTENCE


def test_the_turret_is_recorded_in_four_aircraft_and_one_unit_of_it_in_one() -> None:
    found = of(TURRET)
    assert names(found.type_level, Group.THING) == ["Anka", "Bayraktar Akıncı", "Bayraktar TB2", "Karayel"]
    assert names(found.unit_level, Group.THING) == ["Bayraktar TB2"]


def test_the_turret_is_recorded_in_four_conflicts_and_one_unit_of_it_in_one() -> None:
    found = of(TURRET)
    assert names(found.type_level, Group.CONFLICT) == [
        "Libyan civil war, Tripoli campaign", "Russian full-scale invasion of Ukraine",
        "Second Nagorno-Karabakh War (2020)", "Tigray War",
    ]  # fmt: skip
    assert names(found.unit_level, Group.CONFLICT) == ["Second Nagorno-Karabakh War (2020)"]
    assert names(found.unit_level, Group.FORCE) == ["Azerbaijani Armed Forces"]


def test_what_only_a_permission_or_a_gap_reaches_is_counted_apart() -> None:
    found = of(TURRET).type_level
    assert names(found, Group.FORCE, Means.PERMISSION) == ["Turkish Navy"]
    assert names(found, Group.FORCE, Means.GAP) == ["Turkish Land Forces Command"]
    assert "Turkish Navy" not in names(found, Group.FORCE)


def test_an_order_of_which_no_delivery_is_recorded_is_no_movement() -> None:
    found = of(TURRET).type_level
    assert names(found, Group.STATE, Means.ORDER) == ["Poland", "Qatar"]
    assert "Ukrspetsexport" in names(found, Group.HOLDER, Means.ORDER)


def test_the_engine_is_recorded_in_seven_states_and_at_unit_level_nowhere() -> None:
    found = of(ENGINE)
    assert names(found.type_level, Group.STATE) == [
        "Azerbaijan", "Ethiopia", "Italy", "Libya", "Morocco", "Türkiye", "United Arab Emirates",
    ]  # fmt: skip
    assert names(found.type_level, Group.THING) == ["Bayraktar TB2"]
    assert found.unit_level == Level()
    assert found.sentence == "Type level: 7 states (3 more only by an order or a request). Unit level: 0 states."


def test_a_part_that_was_found_is_there_at_unit_level_though_no_record_says_how_it_came() -> None:
    found = of(FOUND)
    assert names(found.unit_level, Group.THING, Means.GAP) == ["Mohajer-6"]
    assert names(found.unit_level, Group.STATE, Means.GAP) == ["Russia"]
    assert found.type_level.states == 0
    assert found.sentence == "Type level: 0 states (2 more only across a gap). Unit level: 1 state."


def test_a_row_leads_to_the_trace_that_has_its_best_chain(client: Client) -> None:
    row = next(row for row in of(TURRET).type_level.of(Group.CONFLICT) if "Karabakh" in row.label)
    address = f"/trace/?from={TURRET}&to={row.public_id}"
    assert "Nagorno-Karabakh 2020" in words(client, address)


# Small worlds


def test_an_incident_with_a_platform_says_nothing_about_the_part_in_it() -> None:
    world = World().item("a", "M").item("p", "M", kind="platform").fit("a", "p", "M", rung="unit").ship("p", "M", "U")
    world.war("w", "U").seen("p", "U", war="w", rung="unit").save()
    found = of("a")
    assert names(found.type_level, Group.CONFLICT) == ["w"]
    assert names(found.unit_level, Group.THING) == ["p"]
    assert names(found.unit_level, Group.CONFLICT) == []


def test_the_very_unit_that_it_was_fitted_to_carries_it_along() -> None:
    world = World().item("a", "M").item("p", "M", kind="platform").unit("x", "p").ship("p", "M", "U")
    world.fit("a", "p", "M", platform_unit="x", rung="unit").war("w", "U").seen(
        "p", "U", unit="x", war="w", rung="unit"
    )
    world.save()
    assert names(of("a").unit_level, Group.CONFLICT) == ["w"]


def test_an_incident_that_lists_the_part_carries_it() -> None:
    world = World().item("a", "M").ship("a", "M", "U").war("w", "U").seen("a", "U", war="w", rung="unit", role="part")
    world.save()
    assert names(of("a").unit_level, Group.CONFLICT) == ["w"]
    assert names(of("a").unit_level, Group.HOLDER) == ["U"]


def test_a_lesser_rung_carries_no_unit() -> None:
    world = World().item("a", "M").ship("a", "M", "U", rung="lot").war("w", "U").seen("a", "U", war="w", rung="deal")
    world.save()
    assert of("a").unit_level == Level()


def test_a_permission_is_no_presence_of_a_unit() -> None:
    World().item("a", "M").unit("u", "a").permit("a", "M", consignee="S", unit="u", rung="unit").save()
    found = of("a")
    assert found.unit_level == Level()
    assert names(found.type_level, Group.HOLDER, Means.PERMISSION) == ["S"]
    assert names(found.type_level, Group.HOLDER) == []


def test_every_chain_is_counted() -> None:
    world = World().item("a", "M").ship("a", "M", "S").ship("a", "M", "T").ship("a", "S", "U").ship("a", "T", "U")
    world.save()
    (row,) = (row for row in of("a").type_level.rows if row.label == "U")
    assert (row.chains, row.links) == (2, 2)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(world=cited_worlds())
def test_what_is_reached_at_unit_level_is_reached_at_type_level(world: World) -> None:
    def check() -> None:
        for item in world.rows[Item]:
            found = exposure(item)
            at_type = {(row.group, row.label): row for row in found.type_level.rows}
            for row in found.unit_level.rows:
                assert (row.group, row.label) in at_type
                assert row.chains <= at_type[row.group, row.label].chains

    for model, rows in world.rows.items():
        for row in rows[::2]:
            world.rungs[model, row.pk] = "unit"
    in_a_world(world, check, cited=True)


# Page, files, command


def test_the_page_keeps_the_levels_apart(client: Client) -> None:
    page = markup(client, f"/exposure/?item={TURRET}")
    at_type, at_unit = page.index('id="type-level"'), page.index('id="unit-level"')
    assert at_type < at_unit
    assert "Poland" in page[at_type:at_unit]
    assert "Poland" not in page[at_unit:]
    assert "Azerbaijan" in page[at_unit:]


def test_the_page_says_what_a_level_says_and_what_it_does_not(client: Client) -> None:
    text = words(client, f"/exposure/?item={TURRET}")
    assert TURRET_SENTENCE in text
    assert "That says nothing about any one unit." in text
    assert "The two levels answer different questions and are never added." in text
    for word in ("proves", "illegal", "violated"):
        assert word not in text.lower()


def test_an_item_without_onward_record_has_an_empty_page_with_a_sentence(client: Client) -> None:
    text = words(client, "/exposure/?item=item-hermes-45")
    assert "That is not evidence that it went nowhere." in text
    assert "Type level: 0 states. Unit level: 0 states." in text


def test_a_component_says_it_in_one_sentence_and_a_platform_does_not(client: Client) -> None:
    turret, aircraft = (Item.objects.get(handle=handle) for handle in (TURRET, "item-tb2"))
    page = markup(client, turret.get_absolute_url())
    assert TURRET_SENTENCE in page
    assert f'href="/exposure/?item={turret.public_id}"' in page
    assert "Type level:" not in markup(client, aircraft.get_absolute_url())


def test_csv_has_the_level_in_every_row(client: Client) -> None:
    rows = rows_of(client, f"/exposure/?item={TURRET}&format=csv")
    assert {row["level"] for row in rows} == {"type_level", "unit_level"}
    assert [row["name"] for row in rows if (row["level"], row["group"]) == ("unit_level", "state")] == ["Azerbaijan"]
    assert all(urlsplit(row["trace"]).path == "/trace/" for row in rows)


def test_json_has_the_levels_apart(client: Client) -> None:
    answer = json.loads(client.get(f"/exposure/?item={TURRET}&format=json").content)
    assert [row["name"] for row in answer["unit_level"] if row["group"] == "conflict"] == [
        "Second Nagorno-Karabakh War (2020)"
    ]
    assert answer["sentence"] == TURRET_SENTENCE


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("item=nothing", "item"), ("item=org-baykar", "item"), ("item=item-mx-15d&format=exe", "format"),
        ("format=csv", "item"), ("item=item-mx-15d&item=item-tb2", "item"), ("item=%00", "item"), ("depth=3", "depth"),
    ],
)  # fmt: skip
def test_what_cannot_be_understood_is_refused_and_named(client: Client, query: str, named: str) -> None:
    response = client.get(f"/exposure/?{query}")
    assert response.status_code == 400
    assert f">{named}<" in response.content.decode()


def test_without_an_item_it_asks_for_one(client: Client) -> None:
    assert "public id, or handle" in markup(client, "/exposure/")


def test_the_number_of_queries_does_not_grow(public_role: Callable[[], AbstractContextManager[None]]) -> None:
    counts = []
    for handle in (TURRET, "item-hermes-45", TURRET):
        with public_queries() as asked:
            Client().get(f"/exposure/?item={handle}")
        counts.append(sum(not query["sql"].startswith("PREPARE") for query in asked.captured_queries))
    assert counts[0] == counts[2]
    assert counts[0] <= counts[1] + 4


def test_the_command_prints_text_rows_and_json() -> None:
    text = printed(TURRET)
    assert TURRET_SENTENCE in text
    assert text.index("TYPE LEVEL") < text.index("UNIT LEVEL")
    rows = list(csv.DictReader(StringIO(printed(TURRET, "--format", "csv"))))
    answer = json.loads(printed(TURRET, "--format", "json"))
    assert len(rows) == len(answer["type_level"]) + len(answer["unit_level"])
    assert "Nothing is recorded here." in printed("item-hermes-45")


def test_the_command_refuses_what_is_no_item() -> None:
    with pytest.raises(CommandError, match="There is no item “org-baykar”"):
        printed("org-baykar")

"""What readers see of records judged the same: one page, one row, one party; old addresses lead on."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from editorial.services.merging import merge, unmerge
from editorial.services.roles import Role
from entities.models import Entity, Name
from exports.models import Item, Shipment
from tests.admin_site import signed_in
from tests.cited_records import cite, company
from tests.pages_support import rows_of, text_of, words
from tracing.query import Direction, TraceQuestion
from tracing.service import trace
from tracing.statements import text_of as statement

pytestmark = pytest.mark.django_db
WHY = "A register gives one address for both."
AsPublic = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def kept() -> Entity:
    found: Entity = Entity.objects.get(handle="org-baykar")
    return found


@pytest.fixture
def merged(kept: Entity) -> Entity:
    """A second record of the same firm, which sends one of its shipments."""
    sent = Shipment.objects.filter(exporter=kept).order_by("pk").first()
    assert sent is not None
    made: Entity = Entity.objects.create(name="Baykar Zyx Makina", kind="company", country=kept.country)
    cite(made)
    Name.objects.create(entity=made, text="Zyx Aviation", kind="alias")
    Shipment.objects.filter(pk=sent.pk).update(exporter=made)
    merge(kept, made, why=WHY)
    return made


def old(merged: Entity) -> str:
    return f"/entities/{merged.public_id}/"


def test_the_old_address_answers_308_in_one_hop_with_its_parameters(
    public_role: AsPublic, client: Client, kept: Entity, merged: Entity
) -> None:
    with public_role():
        for slug in ("entities", "exporters"):
            for query in ("", "?a=1&b=%C3%A9"):
                answer = client.get(f"/{slug}/{merged.public_id}/{query}")
                assert answer.status_code == 308
                assert answer.headers["Location"] == f"/{slug}/{kept.public_id}/{query}"
    kept.refresh_from_db()
    assert kept.canonical_id == kept.pk  # it stands for itself, so there is no further hop


def test_a_row_of_judgements_is_one_hop_too(
    public_role: AsPublic, client: Client, kept: Entity, merged: Entity
) -> None:
    last = company("Zyx Third")
    merge(merged, last, why=WHY)
    with public_role():
        assert client.get(old(last)).headers["Location"] == kept.get_absolute_url()


def test_taken_back_it_answers_by_itself_again(public_role: AsPublic, client: Client, merged: Entity) -> None:
    unmerge(merged, why="They are two.")
    with public_role():
        assert "Baykar Zyx Makina" in words(client, old(merged))


def test_the_kept_page_has_all_and_says_what_was_judged_the_same(
    public_role: AsPublic, client: Client, kept: Entity, merged: Entity
) -> None:
    with public_role():
        page = words(client, kept.get_absolute_url())
    assert "Zyx Aviation" in page
    assert f"{merged} ({merged.public_id})" in page
    assert "judged the same record by the editors on" in page
    assert WHY in page


def test_lists_count_it_once_and_filters_take_either_id(
    public_role: AsPublic, client: Client, kept: Entity, merged: Entity
) -> None:
    with public_role():
        assert str(merged.public_id) not in [row["id"] for row in rows_of(client, "/entities/?format=csv")]
        by_kept = rows_of(client, f"/shipments/?format=csv&exporter={kept.public_id}")
        by_old = rows_of(client, f"/shipments/?format=csv&exporter={merged.public_id}")
        by_name = rows_of(client, "/shipments/?format=csv&exporter=Zyx")
        page = words(client, f"/shipments/?exporter={merged.public_id}")
    assert by_kept == by_old == by_name
    assert len(by_kept) == Shipment.objects.filter(exporter__canonical_id=kept.pk).count()
    assert {row["exporter_id"] for row in by_kept} == {kept.public_id}
    assert f"named as {merged}" in page


def test_the_api_leads_on_and_lists_it_once(
    public_role: AsPublic, client: Client, kept: Entity, merged: Entity
) -> None:
    with public_role():
        old_address = client.get(f"/api/v1/entities/{merged.public_id}/?fields=name")
        listed = client.get("/api/v1/entities/?name=Zyx").json()["results"]
    assert old_address.status_code == 308
    assert old_address.headers["Location"] == f"/api/v1/entities/{kept.public_id}/?fields=name"
    assert [one["id"] for one in listed] == [kept.public_id]


def test_it_has_the_roles_that_its_records_give_under_any_name(
    public_role: AsPublic, client: Client, merged: Entity
) -> None:
    fresh = company("Zyx Fourth")
    unmerge(merged, why="It is another.")
    merge(fresh, merged, why=WHY)
    with public_role():
        exporters = {row["id"] for row in rows_of(client, "/exporters/?format=csv")}
    assert str(fresh.public_id) in exporters
    assert str(merged.public_id) not in exporters


def test_a_chain_says_which_record_names_it_otherwise(merged: Entity, kept: Entity) -> None:
    found = trace(TraceQuestion(str(merged.public_id), limit=100))
    assert found.question.endswith(str(kept))
    flags = {flag for chain in found.chains for link in chain.links for flag in link.flags}
    assert f"Named as “{merged}” in the record; judged the same as “{kept}” by the editors." in flags
    holders = {link.source.holder.public_id for chain in found.chains for link in chain.links}
    assert str(merged.public_id) not in holders


@pytest.mark.parametrize("known_on", [None, date(2025, 6, 1)])
@pytest.mark.parametrize("backward", [False, True])
def test_a_trace_is_as_if_the_shipment_named_the_kept_record(
    merged: Entity, kept: Entity, known_on: date | None, backward: bool
) -> None:
    def links() -> list[tuple[str, ...]]:
        ends = (str(kept.public_id), "") if backward else ("item-mx-15d", "conf-nk-2020")
        direction = Direction.BACKWARD if backward else Direction.FORWARD
        found = trace(TraceQuestion(*ends, direction=direction, known_on=known_on, limit=100))
        return [(chain.title, *(record.public_id for link in chain.links for record in link.records))
                for chain in found.chains]  # fmt: skip

    judged = links()
    unmerge(merged, why="Moved instead.")
    Shipment.objects.filter(exporter=merged).update(exporter=kept)
    assert judged == links()
    assert judged


def test_two_items_judged_the_same_have_one_page_and_one_exposure(public_role: AsPublic, client: Client) -> None:
    item = Item.objects.get(handle="item-mx-15d")
    other = Item.objects.create(designation="CMX Zyx", kind=item.kind, maker=item.maker)
    cite(other)
    Shipment.objects.filter(pk=Shipment.objects.filter(item=item).order_by("pk").values("pk")[:1]).update(item=other)
    with public_role():
        before = words(client, f"/exposure/?item={item.public_id}")
    merge(item, other, why=WHY)
    with public_role():
        assert client.get(f"/items/{other.public_id}/").headers["Location"] == item.get_absolute_url()
        page = words(client, item.get_absolute_url())
        after = words(client, f"/exposure/?item={other.public_id}")
    assert "CMX Zyx" in page
    assert after != before


def test_a_list_asks_once_for_all_that_were_judged_the_same(
    public_role: AsPublic, client: Client, kept: Entity, merged: Entity
) -> None:
    def asked() -> int:
        with public_role(), CaptureQueriesContext(connection) as queries:
            words(client, f"/shipments/?exporter={kept.public_id}")
        return len(queries)

    once = asked()
    for number, sent in enumerate(Shipment.objects.filter(exporter=kept)[:5]):
        other = company(f"Zyx {number}")
        Shipment.objects.filter(pk=sent.pk).update(exporter=other)
        merge(kept, other, why=WHY)
    assert asked() == once


def test_without_judgements_the_statements_of_traces_look_no_names_up() -> None:
    for name in ("forward", "backward"):
        assert "canonical_id" not in statement(name)
        assert "canonical_id" in statement(name, merged=True)


def test_the_desk_shows_what_would_change_judges_and_takes_back(kept: Entity, merged: Entity) -> None:
    unmerge(merged, why="To begin with.")
    editor = signed_in(Role.EDITOR)
    pair = {"kept": str(kept.public_id), "merged": str(merged.public_id)}
    seen = text_of(editor.get("/desk/merging/", pair).content.decode())
    assert "What would change" in seen
    assert "Chains that change" in seen
    assert editor.post("/desk/merging/", {**pair, "why": WHY}).status_code == 302
    merged.refresh_from_db()
    assert merged.same_as_id == kept.pk
    assert WHY in text_of(editor.get("/desk/merging/").content.decode())
    taken = editor.post("/desk/merging/take-back/", {"merged": pair["merged"], "why": "They are two."})
    assert taken.status_code == 302
    merged.refresh_from_db()
    assert merged.same_as_id is None


def test_the_desk_says_what_forbids_it(kept: Entity) -> None:
    editor = signed_in(Role.EDITOR)
    state = Entity.objects.filter(kind="state").first()
    assert state is not None
    page = editor.get("/desk/merging/", {"kept": str(kept.public_id), "merged": str(state.public_id)})
    assert "stands for its country" in text_of(page.content.decode())
    assert "no entity and no item" in text_of(
        editor.get("/desk/merging/", {"kept": "nobody", "merged": "x"}).content.decode()
    )


def test_contributors_do_not_see_the_page() -> None:
    assert signed_in(Role.CONTRIBUTOR).get("/desk/merging/").status_code == 404
    assert Client().get("/desk/merging/").status_code == 302

"""Nothing that somebody writes into a record runs in a reader's browser, and no stored address runs when clicked."""

from __future__ import annotations

import xml.etree.ElementTree as ET  # our own pictures
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models import Model, URLField
from django.test import Client
from playwright.sync_api import Dialog, Page, Route

from evidence.models import Source
from tests.hostile_texts import PAYLOADS, ROUNDS, Markup, drop_url_checks, entity_with_website, write

pytestmark = pytest.mark.django_db
AsPublic = Callable[[], AbstractContextManager[None]]
RUNS = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "data:text/html,<script>",
    "//evil.example",
    "file:///etc/passwd",
)
ADDRESSES = [
    (model, field.name)
    for app in ("entities", "exports", "conflicts", "evidence")
    for model in apps.get_app_config(app).get_models()
    for field in model._meta.fields
    if isinstance(field, URLField) and not model._meta.proxy and not hasattr(model, "pgh_tracked_model")
]


def test_payloads_are_a_few_dozen() -> None:
    assert len(set(PAYLOADS)) >= 36


@pytest.mark.parametrize("number", range(ROUNDS))
def test_no_text_adds_an_element_or_an_attribute_to_any_page(
    number: int, public_role: AsPublic, client: Client
) -> None:
    plain, hostile = write(None), write(number)
    with public_role():
        for calm, address in zip(plain.addresses, hostile.addresses, strict=True):
            before, after = (client.get(one) for one in (calm, address))
            assert before.status_code == after.status_code == 200, address
            added = Markup(after.content.decode()).seen - Markup(before.content.decode()).seen
            assert added == set(), address


def test_no_text_becomes_an_address_that_runs(public_role: AsPublic, client: Client) -> None:
    hostile = write(0)
    with public_role():
        for address in hostile.addresses:
            for link in Markup(client.get(address).content.decode()).links:
                assert not link.startswith(("javascript:", "data:text", "vbscript:", "//evil")), address


@pytest.mark.parametrize("form", ["svg", "axis"])
@pytest.mark.parametrize("number", range(ROUNDS))
def test_a_picture_file_stays_a_picture(number: int, form: str, public_role: AsPublic, client: Client) -> None:
    hostile = write(number)
    with public_role():
        response = client.get(f"/trace/?from={hostile.item.public_id}&format={form}")
    assert response.headers["Content-Type"].startswith("image/svg+xml")
    picture = ET.fromstring(response.content)  # noqa: S314  # our own picture
    kinds = {str(element.tag).rpartition("}")[2] for element in picture.iter()}
    assert kinds.isdisjoint({"script", "foreignObject", "animate", "img", "iframe", "object"})
    assert not [name for element in picture.iter() for name in element.attrib if name.lower().startswith("on")]


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_a_graph_file_stays_well_formed(form: str, public_role: AsPublic, client: Client) -> None:
    hostile = write(0)
    with public_role():
        response = client.get(f"/trace/?from={hostile.item.public_id}&format={form}")
    assert response.status_code == 200
    graph = ET.fromstring(response.content)  # noqa: S314  # our own file
    assert "graph" in {str(element.tag).rpartition("}")[2] for element in graph.iter()}


def test_what_is_asked_for_is_escaped_where_it_is_repeated(client: Client) -> None:
    for form in ("/search/?q={}", "/items/?name={}", "/items/?{}=1", "/trace/?from={}", "/items/?maker={}", "/{}/"):
        before = Markup(client.get(form.format("zeppelin")).content.decode())  # in no record
        for payload in PAYLOADS[:16]:
            address = form.format(payload.replace("&", "%26").replace("#", "%23").replace("?", "%3f"))
            after = Markup(client.get(address).content.decode())
            assert after.seen - before.seen == set(), address


@pytest.mark.parametrize(("model", "name"), ADDRESSES, ids=str)
@pytest.mark.parametrize("address", RUNS)
def test_the_database_refuses_an_address_that_is_not_on_the_web(model: type[Model], name: str, address: str) -> None:
    with pytest.raises(IntegrityError, match="check constraint"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {model._meta.db_table} SET {name} = %s", [address])


@pytest.mark.parametrize("address", RUNS)
def test_a_page_links_no_such_address_even_if_the_database_held_it(
    address: str, public_role: AsPublic, client: Client
) -> None:
    drop_url_checks()
    source = Source.objects.order_by("pk")[0]
    Source.objects.filter(pk=source.pk).update(url=address, archived_url=address)
    entity = entity_with_website(address)
    with public_role():
        for page in (source.get_absolute_url(), entity.get_absolute_url(), "/sources/", "/entities/"):
            links = Markup(client.get(page).content.decode()).links
            assert address.strip().lower() not in links, page


@pytest.mark.browser
def test_a_browser_shows_no_dialog(public_role: AsPublic, client: Client, page: Page) -> None:
    """Served without the content policy, so that escaping alone must hold."""
    dialogs: list[str] = []

    def note(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", note)
    bodies: dict[str, tuple[str, bytes]] = {}
    written = [write(number) for number in range(ROUNDS)]
    with public_role():
        for one in written:
            for address in one.addresses:
                response = client.get(address)
                bodies[address] = (response.headers["Content-Type"], response.content)

    def serve(route: Route) -> None:
        kind, body = bodies[route.request.url.removeprefix("http://texts.example")]
        route.fulfill(body=body, content_type=kind)

    def leave_out(route: Route) -> None:
        route.fulfill(body="", content_type="text/plain")

    page.route("**/*", leave_out)
    page.route(lambda url: url.removeprefix("http://texts.example") in bodies, serve)
    for address in bodies:
        page.goto(f"http://texts.example{address}", wait_until="load")
    assert dialogs == []

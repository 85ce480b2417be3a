"""Every model has its pages in the admin, every foreign key is found by typing, and lists cost few queries."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.options import BaseModelAdmin
from django.db import connection
from django.db.models import ForeignKey, ManyToManyField, Model
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from editorial.models import ProtectedSource
from editorial.services.roles import Role, permissions_of
from entities.models import Country
from evidence.models import Citation, Source
from exports.models import Shipment
from tests.admin_site import signed_in

APPS = ("entities", "exports", "conflicts", "evidence", "editorial")
MODELS = [m for app in APPS for m in apps.get_app_config(app).get_models() if not hasattr(m, "pgh_tracked_model")]
ROWS_THAT_DJANGO_MAKES = "Row"  # proxies through which many-to-many tables get their history
REGISTERED = [m for m in MODELS if not m.__name__.endswith(ROWS_THAT_DJANGO_MAKES)]
AT_MOST = 25
"""Queries of a list of fifty rows: session, account, permissions, the list, its count, filters."""

pytestmark = pytest.mark.django_db


def name(model: type[Model]) -> str:
    return model.__name__


@pytest.fixture
def administrator() -> Client:
    return signed_in()


def address(model: type[Model], page: str, *args: object) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def test_every_model_is_in_the_admin() -> None:
    assert [model for model in REGISTERED if not admin.site.is_registered(model)] == []


@pytest.mark.parametrize("model", REGISTERED, ids=name)
def test_every_model_has_a_list_to_search_and_filter_in_few_queries(model: type[Model], administrator: Client) -> None:
    assert admin.site.get_model_admin(model).search_fields
    with CaptureQueriesContext(connection) as queries:
        page = administrator.get(address(model, "changelist"))
    assert page.status_code == 200
    assert page.context["cl"].filter_specs
    assert len(queries) <= AT_MOST, "\n".join(query["sql"][:150] for query in queries)
    assert administrator.get(address(model, "changelist"), {"q": "Baykar 2020"}).status_code == 200


@pytest.mark.parametrize("model", REGISTERED, ids=name)
def test_every_row_has_a_page_and_a_history(model: type[Model], administrator: Client) -> None:
    row = model._default_manager.first()
    if row is None:
        pytest.skip("The case data has no row of this kind.")
    assert administrator.get(address(model, "change", row.pk)).status_code == 200
    assert administrator.get(address(model, "history", row.pk)).status_code == 200


@pytest.mark.parametrize("model", REGISTERED, ids=name)
def test_what_can_be_added_has_a_form_that_asks_why(
    model: type[Model], administrator: Client, rf: RequestFactory
) -> None:
    page = administrator.get(address(model, "add"))
    if page.status_code == 403:
        assert not model._meta.proxy or model.__name__ in ("Exporter", "Intermediary", "EndUser")
        return
    assert page.status_code == 200
    if model._meta.app_label != "editorial":
        assert page.context["adminform"].form.fields["why"].required


def test_every_foreign_key_in_a_form_is_found_by_typing() -> None:
    forms = [(each.model, each) for each in pages_and_inlines()]
    assert len(forms) > 60
    for model, page in forms:
        for field in [*model._meta.fields, *model._meta.many_to_many]:
            if not isinstance(field, ForeignKey | ManyToManyField) or not field.editable or field in unshown(page):
                continue
            target = admin.site.get_model_admin(field.related_model)
            assert field.name in page.get_autocomplete_fields(RequestFactory().get("/")), (
                f"{page}: {field.name} is a list of all rows"
            )
            assert target.search_fields, f"{field.related_model.__name__} cannot be searched"


def pages_and_inlines() -> Iterator[BaseModelAdmin[Any]]:
    for model, page in admin.site._registry.items():
        if model._meta.app_label in APPS:
            yield page
            yield from (inline(model, admin.site) for inline in page.inlines)


def unshown(page: BaseModelAdmin[Any]) -> list[Any]:
    """The key to the record itself, keys to other kinds of record, and lists that are rows of their own."""
    if hasattr(page, "parent_model"):
        shown = (
            {n for _, part in page.get_fieldsets(RequestFactory().get("/")) for n in flat(part["fields"])}
            if page.fieldsets
            else set(page.fields or ())
        )
        return [f for f in page.model._meta.fields if f.name not in shown]
    return [f for f in page.model._meta.many_to_many if not f.remote_field.through._meta.auto_created]


def flat(names: Any) -> Iterator[str]:
    for each in names:
        yield from flat(each) if isinstance(each, tuple) else (each,)


@pytest.mark.parametrize("model", [m for m in REGISTERED if not m._meta.proxy], ids=name)
def test_every_model_that_a_foreign_key_names_answers_to_typing(model: type[Model], administrator: Client) -> None:
    for field in model._meta.fields:
        if isinstance(field, ForeignKey) and field.editable and model.__name__ not in ("Citation", "Note"):
            asked: dict[str, Any] = {
                "app_label": model._meta.app_label,
                "model_name": model._meta.model_name,
                "field_name": field.name,
            }
            answer = administrator.get(reverse("admin:autocomplete"), asked | {"term": "a"})
            assert answer.status_code == 200
            assert "results" in answer.json()


def test_the_first_page_counts_what_is_disputed_and_shows_what_changed(administrator: Client) -> None:
    page = administrator.get(reverse("admin:index"))
    assert page.status_code == 200
    kinds = {row.name: row.total for row in page.context["tallies"]}
    assert kinds["Shipments"] > 0
    assert page.context["changes"]


def test_pages_of_the_admin_are_never_stored(administrator: Client) -> None:
    assert administrator.get(reverse("admin:index")).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.EDITOR])
def test_contributors_and_editors_have_no_permission_to_write(role: Role) -> None:
    writes = {one.codename for one in permissions_of(role) if not one.codename.startswith("view_")}
    # Decisions and judgements change no record; an import is looked at, applied and taken back as a whole.
    same = {f"{done}_{model}" for done in ("add", "delete") for model in ("sameentity", "sameitem")}
    assert writes == ({"add_resolution", "add_importjob", *same} if role is Role.EDITOR else set())


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.EDITOR])
@pytest.mark.parametrize("model", [Shipment, Source, Country, Citation], ids=name)
def test_contributors_and_editors_read_and_are_refused_every_write(model: type[Model], role: Role) -> None:
    client, row = signed_in(role), model._default_manager.first()
    assert row is not None
    for page in (address(model, "changelist"), address(model, "change", row.pk), address(model, "history", row.pk)):
        assert client.get(page).status_code == 200
    assert client.get(address(model, "add")).status_code == 403
    assert client.post(address(model, "change", row.pk), {"why": "x"}).status_code == 403
    assert client.post(address(model, "delete", row.pk), {"post": "yes", "why": "x"}).status_code == 403


def test_who_stands_behind_a_protected_source_is_for_editors_and_not_for_contributors() -> None:
    page = address(ProtectedSource, "changelist")
    assert signed_in(Role.CONTRIBUTOR).get(page).status_code == 403
    assert signed_in(Role.EDITOR).get(page).status_code == 200


def test_somebody_without_an_account_is_asked_to_sign_in() -> None:
    assert Client().get(reverse("admin:index")).status_code == 302

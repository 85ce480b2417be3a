"""Every address of both sites, by method and role, is declared in tests/permissions.py and answers as declared."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.test import Client, RequestFactory
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from api.shapes import BY_SLUG
from editorial.models import (
    Import,
    ImportedCitation,
    ImportedPart,
    ImportFile,
    ImportJob,
    ImportRow,
    ImportUpload,
    Note,
    PlanRow,
    ProtectedSource,
)
from editorial.services.roles import Role
from entities.models import Country, Entity, SameEntity
from evidence.models import Citation, Resolution
from exports.models import Item, SameItem, Shipment, Valuation
from matching.models import Decision
from pages.views.records import PAGES
from tests.admin_site import signed_in
from tests.canaries import hide, leaks, protected_source, sweep
from tests.permissions import (
    ACCOUNTS,
    DECISIONS,
    DESK,
    IMPORTS,
    JUDGEMENTS,
    METHODS,
    PARTS,
    PERMISSIONS,
    RECORDS,
    ROLES,
    declared,
)

pytestmark = pytest.mark.django_db
# One of each group is opened in full; of the others, what a role may not do is asked, and what it may is looked up.
OPENED = ("exports_shipment", "entities_name", *DECISIONS, *DESK, *IMPORTS, *ACCOUNTS)
ADDRESSES = {"nowhere": "/admin/no/such/page/", "None": "/admin/exports/shipment/1/", "app_list": "/admin/exports/"}
LIST_QUERIES = (
    "q=%00",
    "p=99999999999999999999999",
    "p=%C2%B2",
    "o=999.-1.x",
    "e=1",
    "strength__exact=%00",
    "id__exact=" + "9" * 40,
    "all=",
    "_popup=1&_to_field=password",
    "exporter__id__exact=%ff",
)
CODES = {"changelist": "view", "history": "view", "change": "view", "add": "add", "delete": "delete"}


def names(resolver: URLResolver, space: str = "") -> Iterator[str]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from names(entry, f"{space}{entry.namespace}:" if entry.namespace else space)
        elif isinstance(entry, URLPattern):
            yield f"{space}{entry.name}"


ALL_NAMES = sorted(set(names(get_resolver())))
OF_MODELS = {
    f"admin:{name}_{page}"
    for name in (*RECORDS, *PARTS, *DECISIONS, *JUDGEMENTS, *DESK, *IMPORTS, *ACCOUNTS)
    for page in CODES
}


@pytest.fixture
def visitors(db: None) -> dict[str, Client]:
    """A browser of each role, over a database in which each desk table has a row."""
    source = protected_source()
    writer = User.objects.create_user("writer")
    ProtectedSource.objects.create(source=source, identity="x")
    Resolution.objects.create(
        shipment=Shipment.objects.first(), decision="open", note="x", considered=["x"], decided="2026"
    )
    Note.objects.create(about=source.public_id, text="x", author=writer)
    job = Import.objects.create(register="sipri", release="x", source=source, plan_sha256="x")
    file = ImportFile.objects.create(job=job, name="x", sha256="0" * 64, size=1)
    row = ImportRow.objects.create(file=file, line=1, raw="x", status="new")
    ImportedCitation.objects.create(row=row, citation=Citation.objects.all()[0])
    ImportedPart.objects.create(row=row, valuation=Valuation.objects.order_by("pk")[0])
    at_desk = ImportJob.objects.create(state="planned", plan_sha256="0" * 64)
    upload = ImportUpload.objects.create(import_job=at_desk, place=0, name="x", sha256="0" * 64, size=1, content=b"x")
    PlanRow.objects.create(import_job=at_desk, upload=upload, line=1, raw="x", status="new")
    Decision.objects.create(printed="x", record=source.public_id, verdict="unsure", why="x")
    for model, same in ((Entity, SameEntity), (Item, SameItem)):
        kept, merged = model.objects.filter(kind__in=("company", "component")).order_by("pk")[:2]
        same.objects.create(kept=kept, merged=merged, why="x")
    return {"reader": Client()} | {role.value: signed_in(role) for role in Role}


def model_named(name: str) -> type[Model]:
    return next(m for m in admin.site._registry if f"{m._meta.app_label}_{m._meta.model_name}" == name)


def address_of(name: str) -> str:
    """An address with this name, of a record that exists where there is one."""
    space, _, local = name.partition(":")
    if space in OF_SPACES:
        return OF_SPACES[space](local)
    if local in ADDRESSES:
        return ADDRESSES[local]
    if local == "view_on_site":
        return reverse(name, args=[ContentType.objects.get_for_model(Item).pk, Item.objects.first().pk])
    if local == "autocomplete":
        return f"{reverse(name)}?app_label=exports&model_name=shipment&field_name=item"
    return _model_address(name, local)


def _public_address(local: str) -> str:
    slug, _, page = local.rpartition("-")
    if slug == "countries" and page == "page":
        return Country.objects.get(code="CA").get_absolute_url()
    if slug == "chains":
        return reverse(f"pages:{local}", args=["0" * 64])
    if page == "page":
        row = PAGES[slug][0]().first()
        return f"/{slug}/{row.public_id if row else 'xx-00000000000'}/"
    return reverse(f"pages:{local}")


def _api_address(local: str) -> str:
    slug, _, page = local.rpartition("-")
    if local == "snapshot":
        return reverse("api:snapshot", args=["0" * 64])
    if local in ("dump", "dump-file"):
        return reverse(f"api:{local}", args=["latest", "entities.ndjson"][: 1 + (local == "dump-file")])
    if local == "reconcile-view":
        return reverse("api:reconcile-view", args=[Item.objects.earliest("id").public_id])
    if page != "record":
        return reverse(f"api:{local}")
    row = BY_SLUG[slug].rows().values_list(*BY_SLUG[slug].key).first()
    return reverse(f"api:{local}", args=[":".join(row) if row else "xx-00000000000"])


def _api_page_address(local: str) -> str:
    return reverse(f"api-pages:{local}", args=["not-found"] if local == "problem" else [])


def _desk_address(local: str) -> str:
    name = f"imports:{local}"
    if local in ("index", "upload", "decisions"):
        return reverse(name)
    if local == "take-back-decision":
        return reverse(name, args=[Decision.objects.get().pk])
    model = Import if local in ("import", "import-report", "take-back") else ImportJob
    return reverse(name, args=[model.objects.get().pk])


def _sheets_address(local: str) -> str:
    return reverse(f"sheets:{local}", kwargs={} if local == "index" else {"name": "shipments", "form": "csv"})


OF_SPACES = {
    "pages": _public_address,
    "api": _api_address,
    "api-pages": _api_page_address,
    "imports": _desk_address,
    "sheets": _sheets_address,
}


def _model_address(name: str, local: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        model = model_named(
            local.removesuffix("_password_change").rpartition("_")[0] if name in OF_MODELS else "auth_user"
        )
        row = model._default_manager.first()
        return reverse(name, args=[row.pk if row else 0])


def test_every_address_is_declared() -> None:
    assert [name for name in ALL_NAMES if declared(name) is None] == []


def test_nothing_is_declared_that_is_not_there() -> None:
    assert sorted(set(PERMISSIONS) - set(ALL_NAMES) - {"pages:*", "api:*", "admin:nowhere"}) == []


def test_each_declaration_has_both_methods_and_all_roles() -> None:
    for name, answers in PERMISSIONS.items():
        assert set(answers) == set(METHODS), name
        assert all(len(answer) == len(ROLES) for answer in answers.values()), name


def test_an_address_that_nobody_declared_is_found() -> None:
    assert declared("admin:exports_surprise_changelist") is None
    assert declared("desk:inbox") is None


@pytest.mark.parametrize("role", ROLES)
def test_every_address_answers_each_role_as_declared(role: str, visitors: dict[str, Client]) -> None:
    place, wrong = ROLES.index(role), []
    for name in [*ALL_NAMES, "admin:nowhere"]:
        for method in METHODS:
            expected = (declared(name) or {})[method][place]
            if name == "admin:logout" and method == "POST":
                continue  # it ends the session that the other addresses need
            if _may_be_looked_up(name, expected):
                continue
            response = _send(visitors[role], method, address_of(name))
            if not _is_as_declared(response, expected):
                wrong.append(f"{method} {name}: {response.status_code}, declared {expected}")
    assert not wrong, "\n".join(wrong)


def _may_be_looked_up(name: str, expected: int | str) -> bool:
    """Denials are always asked for; of what is allowed, one address of each group."""
    model_page = name.removeprefix("admin:").rpartition("_")[0]
    return expected in (200, 302) and name in OF_MODELS and model_page not in OPENED


def _send(client: Client, method: str, address: str) -> Any:
    return client.get(address) if method == "GET" else client.post(address, {})


def _is_as_declared(response: Any, expected: int | str) -> bool:
    if expected == "login":
        return bool(response.status_code == 302 and response.headers["Location"].startswith("/admin/login/"))
    if any(nobody in response.request["PATH_INFO"] for nobody in ("/xx-00000000000/", "0" * 64)):
        return response.status_code in (404, 405)  # no such record here
    return bool(response.status_code == expected)


@pytest.mark.parametrize("role", ROLES[1:])
def test_what_is_looked_up_is_allowed_as_declared(role: str, visitors: dict[str, Client]) -> None:
    request = RequestFactory().get("/admin/")
    request.user = User.objects.get(username=role)
    place, wrong = ROLES.index(role), []
    for model, options in admin.site._registry.items():
        for page, code in CODES.items():
            name = f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}"
            allowed = (declared(name) or {})["GET"][place] == 200
            if getattr(options, f"has_{code}_permission")(request) != allowed:
                wrong.append(name)
    assert not wrong, "\n".join(wrong)


def test_a_contributor_sees_no_note_and_no_identity_in_any_page_of_the_admin(visitors: dict[str, Client]) -> None:
    hidden = hide(protected_source())
    desk = {token: where for token, where in hidden.tokens.items() if where.startswith("editorial_")}
    names_of_lists = [f"admin:{name}_changelist" for name in (*RECORDS[::6], "evidence_source", "evidence_citation")]
    where = ["/admin/", "/admin/editorial/", *(reverse(name) for name in names_of_lists)]
    where += [f"{reverse('admin:search')}?s={token}" for token in list(desk)[:4]]
    answers = sweep(visitors["contributor"], where)
    said = "\n".join(leaks(answers, hidden))
    echoed = [one for one in answers if "/search/" in one.address]
    assert not [name for name in desk.values() if name in said and not echoed]
    assert all(b"Note on" not in one.body and b"Protected source" not in one.body for one in echoed)


@pytest.mark.parametrize(
    "lookup",
    [
        "protected__identity__startswith=x",
        "protected__how_to_reach__contains=x",
        "history__title__startswith=x",
        "history__pgh_context__metadata__why__startswith=x",
    ],
)
def test_a_filter_cannot_ask_what_a_page_does_not_show(lookup: str, visitors: dict[str, Client]) -> None:
    response = visitors["contributor"].get(f"{reverse('admin:evidence_source_changelist')}?{lookup}")
    assert response.status_code in (302, 400)


@pytest.mark.parametrize("key", ["²", "9" * 40, "1%00", "-1", "a", "%ff"])
@pytest.mark.parametrize("page", ["change", "history", "delete"])
def test_no_key_makes_a_page_of_the_admin_fail(key: str, page: str, visitors: dict[str, Client]) -> None:
    client = visitors["administrator"]
    client.raise_request_exception = False
    for method in (client.get, client.post):
        response = method(f"/admin/exports/shipment/{key}/{page}/", {"read_version": "²", "why": "x"})
        assert response.status_code < 500


def test_no_parameter_makes_a_list_of_the_admin_fail(visitors: dict[str, Client]) -> None:
    client = visitors["administrator"]
    client.raise_request_exception = False
    for query in LIST_QUERIES:
        response = client.get(f"/admin/exports/shipment/?{query}")
        assert response.status_code < 500, query

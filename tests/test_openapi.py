"""The OpenAPI document is what the API does: made from the code, committed, and true of every answer."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from django.conf import settings
from django.test import Client
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema

from api.openapi.components import name_of
from api.shapes import SHAPES
from api.shapes.base import Shape

pytestmark = pytest.mark.django_db
COMMITTED = Path(settings.BASE_DIR) / "docs" / "openapi.json"
TRACE = "/api/v1/trace/?from=item-mx-15d&to=conf-nk-2020"


def written(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def made() -> dict[str, Any]:
    GENERATOR_STATS.reset()
    document: dict[str, Any] = SchemaGenerator().get_schema(public=True)  # type: ignore[no-untyped-call]
    return document


def test_the_committed_document_is_what_the_code_describes() -> None:
    document = made()
    if os.environ.get("UPDATE_OPENAPI"):
        COMMITTED.write_text(written(document), encoding="utf-8")
    assert COMMITTED.read_text(encoding="utf-8") == written(document), "Run `make openapi`, and look at what changed."


def test_it_is_valid_and_was_made_without_a_warning() -> None:
    validate_schema(made())  # type: ignore[no-untyped-call]
    assert not GENERATOR_STATS


def test_it_is_served_as_it_is_committed(client: Client) -> None:
    assert json.loads(client.get("/api/v1/openapi.json").content) == json.loads(COMMITTED.read_text(encoding="utf-8"))


def valid(value: Any, component: str) -> None:
    document = json.loads(COMMITTED.read_text(encoding="utf-8"))
    schema = {"$ref": f"#/components/schemas/{component}", "components": document["components"]}
    jsonschema.Draft202012Validator(schema).validate(value)


@pytest.mark.parametrize("shape", SHAPES, ids=[one.slug for one in SHAPES])
def test_every_record_is_as_the_document_says(client: Client, shape: Shape) -> None:
    address = f"/api/v1/{shape.slug}/?limit=1000"
    page = json.loads(client.get(address).content)
    valid(page, f"{name_of(shape)}Page")
    if shape.expands:
        names = ",".join(sorted(shape.expands)[:6])
        valid(json.loads(client.get(f"{address}&expand={names}").content), f"{name_of(shape)}Page")


@pytest.mark.parametrize(
    ("address", "component"),
    [
        (TRACE, "Trace"),
        (f"{TRACE}&rules=no&known_on=2021-03-31", "Trace"),
        ("/api/v1/search/?q=baykar", "SearchPage"),
        ("/api/v1/match/?name=baykar", "Matches"),
        ("/api/v1/snapshots/", "SnapshotPage"),
        ("/api/v1/items/?surprise=1", "Problem"),
        ("/api/v1/items/it-00000000000/", "Problem"),
    ],
)
def test_every_other_answer_is_as_the_document_says(client: Client, address: str, component: str) -> None:
    valid(json.loads(client.get(address).content), component)


def test_the_address_of_a_code_with_a_space_is_one_and_answers(client: Client) -> None:
    told = json.loads(client.get("/api/v1/changes/?kind=code&limit=10000").content)["results"]
    changed = next(one["api_url"] for one in told if one["id"] == "UK:HR AII")
    assert changed.endswith("/codes/UK:HR%20AII/")
    assert json.loads(client.get(changed).content)["api_url"] == changed


def test_every_address_has_its_parameters_explained() -> None:
    for path, name, parameter in parameters():
        assert len(parameter["description"]) > 10, f"{path} {name}"


def parameters() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in made()["paths"].items():
        for operation in methods.values():
            for parameter in operation.get("parameters", ()):
                yield path, parameter["name"], parameter

"""A client that a machine makes from the document pulls every resource completely."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings

from api.shapes import SHAPES
from api.shapes.base import Shape

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
DOCUMENT = Path(settings.BASE_DIR) / "docs" / "openapi.json"
NAME = "armstrace_client"


@pytest.fixture(scope="module")
def client_package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The name of the package made, importable; it was made without a warning."""
    folder, tools = tmp_path_factory.mktemp("client"), Path(sys.executable).parent
    made = subprocess.run(
        [tools / "openapi-python-client", "generate", "--path", DOCUMENT, "--meta", "none",
         "--output-path", folder / NAME, "--fail-on-warning"],
        capture_output=True, text=True, check=False, cwd=folder,
        env=os.environ | {"PATH": f"{tools}{os.pathsep}{os.environ['PATH']}"},  # it puts its code into style by ruff
    )  # fmt: skip
    assert made.returncode == 0, made.stdout + made.stderr
    assert "Warning" not in made.stdout + made.stderr, made.stdout + made.stderr
    sys.path.insert(0, str(folder))
    yield NAME
    sys.path.remove(str(folder))


@pytest.fixture
def client(client_package: str, site_url: str) -> Iterator[Any]:
    """A client of that package, for the server of this test."""
    with importlib.import_module(client_package).Client(base_url=site_url) as made:
        yield made


def call(package: str, slug: str, client: Any, **parameters: Any) -> Any:
    """One page of a list, by the function that the generator made for it."""
    safe = slug.replace("-", "_")
    module: ModuleType = importlib.import_module(f"{package}.api.{safe}.list_{safe}")
    return module.sync(client=client, **parameters)


def pages(package: str, shape: Shape, client: Any) -> Iterator[Any]:
    """All pages, with the cursors that the answers name."""
    cursor: dict[str, str] = {}
    while True:
        page = call(package, shape.slug, client, limit=200, **cursor)
        assert type(page).__name__.endswith("Page"), page
        yield page
        if not page.next_:
            return
        cursor = {"cursor": parse_qs(urlsplit(page.next_).query)["cursor"][0]}


@pytest.mark.parametrize("shape", SHAPES, ids=[one.slug for one in SHAPES])
def test_it_pulls_a_resource_completely(client_package: str, client: Any, shape: Shape) -> None:
    records = [one.to_dict() for page in pages(client_package, shape, client) for one in page.results]
    assert len(records) == shape.rows().count()
    if shape.has_details:
        assert len({one["id"] for one in records}) == len(records)


def test_it_reads_a_trace_and_an_error(client_package: str, client: Any) -> None:
    trace = importlib.import_module(f"{client_package}.api.trace.trace")
    found = trace.sync(client=client, from_="item-mx-15d", to="conf-nk-2020")
    assert found.results[0].links[0].to_dict()["from"]["item"]["name"]
    refused = trace.sync(client=client, from_="no such thing anywhere")
    assert refused.status == 400
    assert refused.errors[0].parameter == "from"

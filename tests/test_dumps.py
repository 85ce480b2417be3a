"""A dump is all public records of one moment, in files that other tools read and that agree with each other."""

from __future__ import annotations

import csv
import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import duckdb
import networkx as nx
import pandas as pd
import pytest
from django.conf import settings
from django.core.management import call_command
from frictionless import Package
from jsonschema import Draft202012Validator

from api.dumps.statements import DUMPED, NOT_DUMPED
from api.shapes import SHAPES
from api.shapes.base import Shape
from changes import selectors

pytestmark = pytest.mark.django_db
EVERY = pytest.mark.parametrize("shape", DUMPED, ids=lambda shape: shape.slug)


@pytest.fixture(scope="module")
def dump(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dump of the case data."""
    folder = tmp_path_factory.mktemp("dumps")
    call_command("dump", to=folder, verbosity=0)
    return folder / "latest"


def manifest(dump: Path) -> dict[str, Any]:
    described: dict[str, Any] = json.loads((dump / "datapackage.json").read_text(encoding="utf-8"))
    return described


def lines(dump: Path, name: str) -> list[bytes]:
    return (dump / f"{name}.ndjson").read_bytes().splitlines(keepends=True)


@EVERY
def test_a_record_in_the_dump_is_the_record_of_the_api(dump: Path, shape: Shape) -> None:
    *rows, _ = lines(dump, shape.slug)
    assert [row.decode().rstrip("\n") for row in rows] == list(
        shape.queryset(expand=shape.expanded_in_dumps).order_by(*shape.key).values_list("shaped", flat=True)
    )
    validator = Draft202012Validator(shape.schema)
    for row in rows:
        validator.validate(json.loads(row))


@EVERY
def test_the_last_line_says_how_many_there_are_and_their_hash(dump: Path, shape: Shape) -> None:
    *rows, end = lines(dump, shape.slug)
    assert json.loads(end) == {"_end": {"rows": len(rows), "sha256": sha256(b"".join(rows)).hexdigest()}}


@EVERY
def test_all_forms_have_the_same_rows(dump: Path, shape: Shape) -> None:
    ids = [str(json.loads(row)["id"]) for row in lines(dump, shape.slug)[:-1]]
    with (dump / f"{shape.slug}.csv").open(encoding="utf-8", newline="") as file:
        assert [row["id"] for row in csv.DictReader(file)] == ids
    path = str(dump / f"{shape.slug}.parquet")
    assert list(pd.read_parquet(path)["id"]) == ids
    counted = duckdb.sql(f"SELECT count(*) FROM read_parquet('{path}')")
    assert counted is not None
    assert counted.fetchall() == [(len(ids),)]


def test_the_manifest_tells_of_every_file_and_of_the_moment(dump: Path) -> None:
    described = manifest(dump)
    files = {one["path"]: one for one in described["resources"]}
    assert set(files) == {path.name for path in dump.iterdir()} - {"datapackage.json"}
    for name, one in files.items():
        written = (dump / name).read_bytes()
        assert (one["bytes"], one["hash"]) == (len(written), f"sha256:{sha256(written).hexdigest()}")
    assert described["sequence"] == selectors.latest_sequence()
    assert described["version"].endswith(f"-{described['sequence']}")


def test_the_licence_is_of_what_editors_wrote_and_sources_keep_their_terms(dump: Path) -> None:
    described = manifest(dump)
    ours, theirs = described["licenses"]
    assert (ours["name"], ours["path"]) == (settings.DATA_LICENCE["name"], settings.DATA_LICENCE["url"])
    assert ours["title"].startswith("What Armstrace's editors wrote")
    assert theirs["path"] in {one["path"] for one in described["resources"]}
    assert "name" not in theirs
    assert not [one["name"] for one in described["resources"] if "licenses" in one]


def test_frictionless_finds_nothing_wrong(dump: Path) -> None:
    report = Package(str(dump / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "note", "title"])[:10]


def test_what_is_left_out_is_in_the_dump_under_another_name_or_no_record() -> None:
    assert {shape.slug for shape in SHAPES} - {shape.slug for shape in DUMPED} == NOT_DUMPED
    left_out = {shape.record for shape in SHAPES if shape.slug in NOT_DUMPED} - {"lead"}
    assert left_out <= {shape.record for shape in DUMPED}


def test_networkx_reads_the_graph(dump: Path) -> None:
    graph = nx.read_graphml(dump / "graph.graphml", force_multigraph=True)
    rows = {one["name"]: one["records"] for one in manifest(dump)["resources"] if "records" in one}
    nodes = sum(rows[f"{name}-ndjson"] for name in ("entities", "items", "item-units", "incidents", "conflicts"))
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (nodes, rows["graph-graphml"])
    shipped = [data for *_, data in graph.edges(data=True) if data["relation"] == "shipped"]
    assert len(shipped) == rows["shipments-ndjson"]


def test_nothing_confidential_is_read(dump: Path) -> None:
    """The dump's login cannot; here, that it is that login."""
    from api.dumps.building import snapshot

    with snapshot() as reader, reader.cursor() as cursor:
        cursor.execute("SELECT current_user, current_setting('transaction_read_only')")
        assert cursor.fetchone() == ("armstrace_public", "on")

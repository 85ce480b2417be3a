"""Judgements that two records are the same, and frozen chains: in every file of a dump, in records, in the feed."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from frictionless import Package

from changes.models import Change
from entities.models import Entity, SameEntity
from tests.api_support import get
from tests.conftest import ScratchDatabase
from tests.dumps_support import check_whole, manage
from tests.frozen_chains import frozen, insert_frozen
from tests.test_changes import companies, merged

pytestmark = pytest.mark.django_db
VERIFIER = Path(settings.BASE_DIR) / "docs" / "verify_snapshot.py"
WHY = "The same firm."
Seen = Callable[[str], Any]


@dataclass(frozen=True)
class Dumped:
    """A dump of a database with two judgements, one upon the other, and two frozen chains."""

    folder: Path
    firms: list[str]
    chains: list[str]

    def lines(self, name: str) -> list[dict[str, Any]]:
        return [json.loads(line) for line in (self.folder / f"{name}.ndjson").read_bytes().splitlines()[:-1]]

    def table(self, name: str) -> list[dict[str, str]]:
        with (self.folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def rows(self, name: str) -> set[int]:
        described = json.loads((self.folder / "datapackage.json").read_text(encoding="utf-8"))["resources"]
        return {one.get("rows", one.get("records")) for one in described if one["name"].rpartition("-")[0] == name}


@pytest.fixture
def dump(scratch_database: ScratchDatabase, tmp_path: Path) -> Dumped:
    owner = scratch_database()
    one, two, three = companies(owner)
    merged(owner, one, two)
    merged(owner, two, three)
    chains = [insert_frozen(owner, number) for number in (1, 2)]
    assert manage(scratch_database, "dump", f"--to={tmp_path}").wait() == 0
    return Dumped(tmp_path / "latest", [one, two, three], chains)


def test_a_dump_has_the_judgements_in_every_form(dump: Dumped) -> None:
    one, two, three = dump.firms
    stand = {(one, three, two, WHY), (two, three, three, WHY)}
    keys = ("id", "into", "kept", "why")
    told, table = dump.lines("merged"), dump.table("merged")
    parquet = pd.read_parquet(dump.folder / "merged.parquet")
    assert {tuple(row[key] for key in keys) for row in told} == stand
    assert {tuple(row[key] for key in keys) for row in table} == stand
    assert set(parquet[list(keys)].itertuples(index=False, name=None)) == stand
    assert [pd.Timestamp(row["judged_at"]) for row in told] == list(parquet["judged_at"])
    assert dump.rows("merged") == {2}


def test_the_record_that_answers_has_each_judgement_and_nothing_of_who_judged(dump: Dumped) -> None:
    one, two, three = dump.firms
    [record] = [row for row in dump.lines("entities") if row["id"] == three]
    judged = record["judged_the_same"]
    assert {(row["merged"]["id"], row["kept"]["id"], row["why"]) for row in judged} == {
        (one, two, WHY),
        (two, three, WHY),
    }
    assert {name for row in judged for name in row} == {"merged", "kept", "why", "judged_at"}
    [flat] = [row for row in dump.table("entities") if row["id"] == three]
    assert json.loads(flat["judged_the_same"]) == judged


def test_a_dump_has_each_frozen_chain_as_it_was_frozen(dump: Dumped, tmp_path: Path) -> None:
    assert {row["id"] for row in dump.lines("snapshots")} == set(dump.chains)
    assert {row["id"] for row in dump.table("snapshots")} == set(dump.chains)
    assert set(pd.read_parquet(dump.folder / "snapshots.parquet")["id"]) == set(dump.chains)
    assert dump.rows("snapshots") == {2}
    whole = (dump.folder / "snapshots.ndjson").read_bytes()
    assert verified(tmp_path, whole) == 0
    assert verified(tmp_path, whole.replace(rb"\"format\"", rb"\"Format\"", 1)) == 1
    assert verified(tmp_path, whole[: whole.rindex(b'{"_end"')]) == 1


def verified(folder: Path, content: bytes) -> int:
    """The exit code of the script that readers check frozen chains with, alone and offline."""
    (folder / "copy.ndjson").write_bytes(content)
    ran = subprocess.run(
        [sys.executable, "-I", str(VERIFIER), str(folder / "copy.ndjson")], capture_output=True, check=False
    )
    assert ran.returncode == 0 or ran.stderr.startswith(b"Refused:"), ran.stderr
    return ran.returncode


def test_such_a_dump_is_whole_and_frictionless_finds_nothing_wrong(dump: Dumped) -> None:
    check_whole(dump.folder)
    report = Package(str(dump.folder / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "note", "title"])[:10]


# --- Over HTTP ---


@pytest.fixture
def seen(client: Client, public_role: Callable[[], AbstractContextManager[None]]) -> Seen:
    """What the public site answers at an address, over rows of this test."""

    def answer(address: str) -> Any:
        with public_role():
            return get(client, address)

    return answer


@pytest.fixture
def firms() -> tuple[Entity, Entity]:
    one, two = Entity.objects.filter(kind="company", part_of=None).order_by("-pk")[:2]
    return one, two


def settled() -> None:
    """What happens at the end of a transaction, within that of the test."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


def last_of(seen: Seen, since: int, identity: str) -> dict[str, Any]:
    events = seen(f"/api/v1/changes/?since={since}&include=record")["results"]
    found: dict[str, Any] = [event for event in events if event["id"] == identity][-1]
    return found


def test_the_list_and_the_record_tell_of_a_judgement_until_it_is_taken_back(
    seen: Seen, firms: tuple[Entity, Entity]
) -> None:
    one, two = firms
    address = f"/api/v1/entities/{two.public_id}/"
    assert seen(address)["judged_the_same"] == []
    judgement = SameEntity.objects.create(merged=one, kept=two, why=WHY)
    [judged] = seen(address)["judged_the_same"]
    assert (judged["merged"]["id"], judged["merged"]["name"], judged["why"]) == (one.public_id, one.name, WHY)
    listed = seen("/api/v1/entities/?limit=1000&fields=id,judged_the_same")["results"]
    assert [row for row in listed if row["judged_the_same"]] == [{"id": two.public_id, "judged_the_same": [judged]}]
    judgement.delete()
    assert seen(address)["judged_the_same"] == []


def test_the_feed_tells_of_a_judgement_with_its_reason_and_of_its_end(seen: Seen, firms: tuple[Entity, Entity]) -> None:
    one, two = firms
    since = Change.objects.latest("sequence").sequence
    judgement = SameEntity.objects.create(merged=one, kept=two, why=WHY)
    settled()
    event = last_of(seen, since, one.public_id)
    assert (event["op"], event["into"], event["record"]) == ("merge", two.public_id, None)
    assert (event["judgement"]["kept"], event["judgement"]["why"]) == (two.public_id, WHY)
    assert [row["why"] for row in last_of(seen, since, two.public_id)["record"]["judged_the_same"]] == [WHY]
    judgement.delete()
    settled()
    assert last_of(seen, since, one.public_id)["op"] == "unmerge"
    assert last_of(seen, since, two.public_id)["record"]["judged_the_same"] == []
    [early] = [event for event in seen(f"/api/v1/changes/?since={since}")["results"] if event["op"] == "merge"]
    assert early["judgement"] is None


def test_the_feed_tells_of_a_frozen_chain_once_as_the_list_does(seen: Seen) -> None:
    since = Change.objects.latest("sequence").sequence
    made = frozen()
    settled()
    [event] = seen(f"/api/v1/changes/?since={since}&kind=snapshot&include=record")["results"]
    assert (event["op"], event["id"]) == ("upsert", made.sha256)
    assert [event["record"]] == seen("/api/v1/snapshots/")["results"]
    frozen()
    settled()
    assert len(seen(f"/api/v1/changes/?since={since}&kind=snapshot")["results"]) == 1

"""A frozen chain has one address, cannot be changed by anybody, and can be checked without us."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import fields, replace
from datetime import date
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import IntegrityError, InternalError, ProgrammingError, connection, connections, router, transaction
from django.test import Client
from django.utils import translation
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from config.sites import Site, working_for
from core.choices import Strength
from core.history import history_of
from entities.models import Entity
from evidence.models import Citation
from exports.models import Shipment
from tests import canaries
from tests.conftest import ScratchDatabase
from tests.frozen_chains import ASKED, QUESTION, content, frozen, post, uncommitted_is_public
from tracing.choices import LinkKind
from tracing.json_form import chain_form
from tracing.models import Snapshot
from tracing.models.snapshots import LARGEST
from tracing.query import Direction, TraceQuestion
from tracing.rules import judged
from tracing.service import trace
from tracing.services import freeze as freezing
from tracing.services.freeze import TooLargeError, TooManyError, freeze, refuse_when_full
from tracing.snapshots.asking import content_asked, question_of
from tracing.snapshots.canonical import address_of, canonical
from tracing.snapshots.content import plain_tree
from tracing.snapshots.thaw import thaw

pytestmark = pytest.mark.django_db
VERIFIER = Path(settings.BASE_DIR) / "docs" / "verify_snapshot.py"
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(st.characters(codec="utf-8")),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(codec="ascii"), max_size=8), inner, max_size=4)
    ),
    max_leaves=20,
)
CONTENTS = st.dictionaries(st.text(st.characters(codec="ascii"), max_size=8), PLAIN, max_size=6)


def verify(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run the script as a reader does: alone, without our packages or settings."""
    return subprocess.run([sys.executable, "-I", str(VERIFIER), *arguments], check=False, capture_output=True)


def cite(*arguments: str, **options: Any) -> str:
    out = StringIO()
    call_command("cite", *arguments, stdout=out, stderr=StringIO(), **options)
    return out.getvalue().strip()


# --- One chain, one address ---


def test_the_same_chain_frozen_twice_has_one_address() -> None:
    before = Snapshot.objects.count()
    first, second = freeze(content_asked(QUESTION, 1)), freeze(content_asked(QUESTION, 1))
    assert (first.snapshot.pk, second.is_new) == (second.snapshot.pk, False)
    assert Snapshot.objects.count() <= before + 1


def test_page_and_command_give_the_same_chain_the_same_address(client: Client) -> None:
    response = post(client)
    assert response.status_code == 303
    assert cite("item-mx-15d", "--to", "conf-nk-2020") == settings.SITE_URL + response.headers["Location"]


def test_another_chain_or_another_question_has_another_address() -> None:
    strict = TraceQuestion("item-mx-15d", end="conf-nk-2020", gaps=False, limit=40)
    assert len({frozen().sha256, frozen(number=2).sha256, frozen(strict).sha256}) == 3


@hypothesis_settings(deadline=None)  # a busy machine is no failure
@given(CONTENTS, st.randoms())
def test_bytes_do_not_depend_on_the_order_of_keys(made: dict[str, Any], random: Any) -> None:
    assert canonical(shuffled(made, random)) == canonical(made)


@given(CONTENTS)
def test_the_standard_library_writes_the_same_bytes(made: dict[str, Any]) -> None:
    plainly = json.dumps(made, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
    assert canonical(made) == plainly
    assert json.loads(plainly) == made


def shuffled(value: Any, random: Any) -> Any:
    if isinstance(value, dict):
        keys = random.sample(list(value), len(value))
        return {key: shuffled(value[key], random) for key in keys}
    return [shuffled(inner, random) for inner in value] if isinstance(value, list) else value


@pytest.mark.parametrize("wrong", [{"a": 0.5}, {"ä": 1}, {"a": 2**53}, {"a": {"b": [b"bytes"]}}, {"a": {1: 2}}])
def test_what_libraries_write_differently_is_not_frozen(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="frozen chain"):
        canonical(wrong)


@hypothesis_settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(["indexscan", "seqscan", "hashjoin", "nestloop", "sort"]))
def test_bytes_do_not_depend_on_how_the_database_loads(plan: str) -> None:
    before = canonical(content_asked(QUESTION, 1))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL enable_{plan} = off")
        assert canonical(content_asked(QUESTION, 1)) == before


def test_bytes_do_not_depend_on_where_rows_lie_in_the_table() -> None:
    before = canonical(content_asked(QUESTION, 1))
    with connection.cursor() as cursor:
        # An update that changes nothing moves the row to the end of its table.
        for table, column in (("evidence_citation", "locator"), ("exports_licenceparty", "role")):
            cursor.execute(f"UPDATE {table} SET {column} = {column} WHERE id % 2 = 0")
    assert canonical(content_asked(QUESTION, 1)) == before


def test_nothing_in_it_names_a_time_a_place_or_a_primary_key() -> None:
    body = bytes(frozen().body).decode()
    assert settings.SITE_URL not in body
    for word in ('"pk"', '"created_at"', '"updated_at"', "frozen_at", "127.0.0.1", "localhost"):
        assert word not in body


# --- What is in it ---


def test_it_holds_question_chain_records_citations_sources_and_findings() -> None:
    held = content(frozen())
    assert held["format"] == "armstrace-chain/1"
    assert held["question"]["from"]["name"] == "WESCAM MX-15D"
    ids = {record["id"] for record in held["records"]}
    on_links = {record["id"] for link in held["chain"]["links"] for record in link["records"]}
    assert on_links <= ids
    assert {citation["source"] for citation in held["citations"]} == {source["id"] for source in held["sources"]}
    assert {finding["rule"] for finding in held["findings"]} >= {"measures-in-force"}
    assert {(one["kind"], one["id"]) for finding in held["findings"] for one in finding["records"]} <= {
        (record["kind"], record["id"]) for record in held["records"]
    } | {("source", source["id"]) for source in held["sources"]}


def test_every_condition_of_a_question_is_frozen_and_can_be_asked_again() -> None:
    """A condition that is added to questions and forgotten here would freeze an answer to another question."""
    not_conditions = {"limit", "rows", "skip", "take", "counted"}
    frozen_as = {"start": "from", "end": "to", "weakest": "strength", "lowest_rung": "rung"}
    conditions = {field.name for field in fields(TraceQuestion)} - not_conditions
    strict = TraceQuestion(
        "item-mx-15d", end="conf-nk-2020", as_of=date(2021, 6, 30), known_on=date(2024, 1, 1),
        weakest=Strength.CLAIMED, lowest_rung="type",
        kinds=frozenset(LinkKind) - {LinkKind.AUTHORISED}, gaps=False, roll_ups=False, depth=9, limit=40,
    )  # fmt: skip
    form = content_asked(strict, 1)["question"]
    assert {frozen_as.get(name, name) for name in conditions} <= set(form)
    again = question_of(json.loads(canonical(form)), 40)
    assert replace(again, start=strict.start, end=strict.end) == strict


def test_every_record_says_its_version_and_dates_as_the_source_has_them() -> None:
    held = content(frozen())
    shipment = next(record for record in held["records"] if record["title"].startswith("Bayraktar TB2: Baykar to"))
    row = Shipment.objects.get(public_id=shipment["id"])
    fields = {field["field"]: field["value"] for field in shipment["fields"]}
    assert row.delivered is not None
    assert (shipment["version"], fields["delivered"]) == (row.version, row.delivered.edtf)
    assert fields["recipient"] == row.recipient.public_id


def test_all_citations_of_a_record_are_in_it() -> None:
    held = content(frozen())
    for record in held["records"]:
        if record["role"] == "carries" and record["kind"] == "shipment":
            cited = [c for c in held["citations"] if c["record"] == {"kind": "shipment", "id": record["id"]}]
            assert len(cited) == Citation.objects.filter(shipment__public_id=record["id"]).count()


def test_findings_are_those_that_the_trace_page_shows() -> None:
    """There all chains share one dossier; here each has its own."""
    for number, findings in enumerate(judged(trace(QUESTION).chains)[:4], start=1):
        frozen_ones = content_asked(QUESTION, number)["findings"]
        assert [(f["rule"], f["outcome"], f["sentence"]) for f in frozen_ones] == [
            (f.rule, f.outcome.value, f.sentence) for f in findings
        ]


@pytest.mark.usefixtures("translating")
@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_reader_s_language_makes_no_other_address(language: str) -> None:
    address = frozen().sha256
    with translation.override(language):
        assert frozen().sha256 == address


@pytest.mark.parametrize("direction", list(Direction))
def test_a_chain_comes_back_from_its_frozen_form(direction: Direction) -> None:
    question = TraceQuestion("item-tb2", direction=direction, limit=8)
    for number, chain in enumerate(trace(question).chains, start=1):
        held = content_asked(question, number)
        back = thaw(json.loads(canonical(held)))
        assert plain_tree(chain_form(back)) == held["chain"]
        assert (back.title, back.sentence) == (chain.title, chain.sentence)


def test_drafts_notes_and_protected_sources_are_not_in_the_bytes(
    public_role: Callable[[], AbstractContextManager[None]],
) -> None:
    source = canaries.protected_source()
    shipment = Shipment.objects.get(public_id=next(
        record["id"] for record in content(frozen())["records"] if record["kind"] == "shipment"
    ))  # fmt: skip
    Citation.objects.create(source=source, shipment=shipment, credibility="2", says="Said in confidence.")
    hidden = canaries.hide(source)
    with public_role():
        held = content_asked(QUESTION, 1)
    body = canonical(held)
    assert not canaries.TOKEN.findall(body), [hidden.tokens.get(hit.decode()) for hit in canaries.TOKEN.findall(body)]
    shown = next(one for one in held["sources"] if one["id"] == source.public_id)
    told = {name: value for name, value in shown.items() if value not in ("", None, [])}
    assert set(told) == {"id", "version", "title", "name", "kind", "reliability"}
    assert told["title"] == "Source held by the editors"


# --- Nobody changes it ---


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE tracing_snapshot SET title = 'x'",
        "UPDATE tracing_snapshot SET body = 'x', sha256 = encode(sha256('x'), 'hex')",
        "DELETE FROM tracing_snapshot",
        "TRUNCATE tracing_snapshot",
        "TRUNCATE tracing_snapshot CASCADE",
    ],
)
def test_the_owner_of_the_database_cannot_change_or_remove_one(statement: str) -> None:
    snapshot = frozen()
    with pytest.raises(IntegrityError, match="can only be added"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Snapshot.objects.get(pk=snapshot.pk).sha256 == snapshot.sha256


def test_nor_with_the_orm() -> None:
    snapshot = frozen()
    for act in (snapshot.save, snapshot.delete, Snapshot.objects.all().delete):
        with pytest.raises(IntegrityError, match="can only be added"), transaction.atomic():
            act()


def test_nor_a_session_that_switches_ordinary_triggers_off() -> None:
    """`session_replication_role = replica`, which only a superuser can set, leaves triggers on that are ALWAYS on."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname, tgenabled FROM pg_trigger WHERE tgrelid = 'tracing_snapshot'::regclass "
            "AND NOT tgisinternal AND NOT starts_with(tgname, 'changes_')"
        )
        assert cursor.fetchall() == [("snapshot_immutable", "A")]


@pytest.mark.parametrize("sha", ["0" * 64, sha256(b"other").hexdigest(), "", "A" * 64])
def test_a_body_under_a_wrong_hash_is_refused(sha: str) -> None:
    with pytest.raises(IntegrityError, match="snapshot_named_by_its_hash"), transaction.atomic():
        Snapshot.objects.create(sha256=sha, body=b"{}", form="armstrace-chain/1", title="x", question="x")


def test_the_public_login_cannot_add_one(scratch_database: ScratchDatabase) -> None:
    cursor = scratch_database("public").cursor()
    cursor.execute("SET default_transaction_read_only = off")
    cursor.connection.commit()
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        cursor.execute(
            "INSERT INTO tracing_snapshot (sha256, body, form, title, question)"
            " VALUES (encode(sha256('x'), 'hex'), 'x', 'x', 'x', 'x')"
        )


def test_readers_write_frozen_chains_through_the_owner_s_login_and_nothing_else() -> None:
    with working_for(Site.PUBLIC):
        assert (router.db_for_read(Snapshot), router.db_for_write(Snapshot)) == ("public", "default")
        others = [model for model in apps.get_models() if model is not Snapshot]
        assert {router.db_for_write(model) for model in others} == {"public"}
        with pytest.raises((ProgrammingError, InternalError), match=r"read-only|denied"):
            Entity.objects.using(router.db_for_write(Entity)).update(name="x")
    connections["public"].close()


def test_it_has_no_history_since_it_has_no_past() -> None:
    assert history_of(Snapshot) is None


# --- Bounds ---


def test_a_chain_beyond_the_size_limit_is_not_frozen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(freezing, "LARGEST", 1_000)
    with pytest.raises(TooLargeError, match="shorter"):
        frozen()


def test_the_database_has_the_same_size_limit() -> None:
    body = b'"' + b"x" * LARGEST + b'"'
    with pytest.raises(IntegrityError, match="snapshot_of_bounded_size"), transaction.atomic():
        Snapshot.objects.create(sha256=address_of(body), body=body, form="x", title="x", question="x")


def test_only_so_many_new_ones_are_added_in_an_hour_and_known_ones_are_no_addition() -> None:
    known = content_asked(QUESTION, 1)
    freeze(known)
    most = Snapshot.objects.count()
    assert not freeze(known, most_an_hour=most).is_new
    with pytest.raises(TooManyError, match=f"frozen {most} chains"):
        freeze(content_asked(QUESTION, 2), most_an_hour=most)
    with pytest.raises(TooManyError, match=f"frozen {most} chains"):
        refuse_when_full(most)
    refuse_when_full(most + 1)
    assert freeze(content_asked(QUESTION, 2), most_an_hour=most + 1).is_new


# --- Checked without us ---


def test_a_downloaded_one_is_verified_offline(tmp_path: Path) -> None:
    snapshot = frozen()
    file = tmp_path / "chain.json"
    file.write_bytes(bytes(snapshot.body))
    for expected in (snapshot.sha256, f"https://armstrace.example/chains/{snapshot.sha256}/"):
        told = verify(str(file), expected)
        assert told.returncode == 0, told.stderr
        assert f"{snapshot.sha256} matches" in told.stdout.decode()
        assert snapshot.title in told.stdout.decode()
    assert verify(str(file)).returncode == 0


@pytest.mark.parametrize(
    "damage",
    [
        lambda body: body.replace(b"2020", b"2021", 1),
        lambda body: body + b"\n",
        lambda body: json.dumps(json.loads(body)).encode(),
        lambda body: body[:-1],
        lambda body: b"\xef\xbb\xbf" + body,
        lambda body: body[:-1] + b',"z":1}',
        lambda _body: b"",
        lambda _body: b"[]",
        lambda _body: b'{"format":"armstrace-chain/1","x":0.5}',
        lambda _body: b"\xff\xfe",
        lambda _body: b"[" * 100_000,
    ],
)
def test_one_changed_byte_is_refused(damage: Callable[[bytes], bytes], tmp_path: Path) -> None:
    snapshot = frozen()
    file = tmp_path / "chain.json"
    file.write_bytes(damage(bytes(snapshot.body)))
    told = verify(str(file), snapshot.sha256)
    assert told.returncode == 1
    assert told.stderr.startswith(b"Refused: ")
    assert b"Traceback" not in told.stderr


def test_the_wrong_address_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "chain.json"
    file.write_bytes(bytes(frozen().body))
    assert verify(str(file), "0" * 64).returncode == 1
    assert verify(str(file), "no hash at all").returncode == 1
    assert verify(str(tmp_path / "nothing.json")).returncode == 1


def test_the_verifier_is_about_a_page_of_standard_library() -> None:
    lines = VERIFIER.read_text().splitlines()
    imported = {line.split()[1] for line in lines if line.startswith(("import ", "from "))}
    assert imported <= sys.stdlib_module_names
    assert sum(bool(line.strip()) for line in lines) <= 35


# --- Commands ---


def test_the_command_freezes_any_chain_of_a_question_and_says_so() -> None:
    address = cite("item-mx-15d", "--to", "conf-nk-2020", "--chain", "2")
    assert Snapshot.objects.filter(sha256=address.rstrip("/").rpartition("/")[2]).exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["item-mx-15d", "--chain", "999"], "no chain number 999"),
        (["item-mx-15d", "--chain", "0"], "no chain number 0"),
        (["no-such-thing"], "There is no record"),
    ],
)
def test_the_command_says_why_it_cannot(arguments: list[str], sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence):
        cite(*arguments)


def test_the_command_shows_a_frozen_chain_and_saves_its_bytes(tmp_path: Path) -> None:
    snapshot, out, file = frozen(), StringIO(), tmp_path / "chain.json"
    with uncommitted_is_public():
        call_command("snapshot", snapshot.sha256, save=file, stdout=out)
    assert "Nothing that it rests on has changed." in out.getvalue()
    assert file.read_bytes() == bytes(snapshot.body)
    with pytest.raises(CommandError, match="No chain with the hash"), uncommitted_is_public():
        call_command("snapshot", "0" * 64)


def test_a_name_that_is_asked_for_is_not_part_of_the_address() -> None:
    """A handle, a public id and a name ask the same question."""
    by_id = TraceQuestion(content(frozen())["question"]["from"]["id"], end=QUESTION.end, limit=40)
    assert frozen(by_id).sha256 == frozen().sha256
    assert ASKED["from"] == QUESTION.start

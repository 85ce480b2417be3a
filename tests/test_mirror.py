"""docs/mirror.py keeps a copy that equals a dump of the moment, deletions included, with nothing but Python."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from collections import Counter
from hashlib import sha256
from importlib import import_module
from pathlib import Path

import pytest
from django.conf import settings

from tests.conftest import PsycopgConnection, ScratchDatabase
from tests.dumps_support import ON_DISK, manage, served
from tests.frozen_chains import insert_frozen
from tests.test_changes import companies, latest, lonely_shipment, merged, run

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SCRIPT = Path(settings.BASE_DIR) / "docs" / "mirror.py"
Copy = dict[tuple[str, str], str]
OLDER_FORM = """
    CREATE TABLE records (kind TEXT, id TEXT, json TEXT NOT NULL, PRIMARY KEY (kind, id)) WITHOUT ROWID;
    CREATE TABLE merged (id TEXT PRIMARY KEY, into_id TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE state (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
    CREATE TABLE notes (of_the_reader TEXT);
    INSERT INTO notes VALUES ('Mine.');
"""


def said_by_mirror(site: str, path: Path) -> list[str]:
    command = [sys.executable, "-I", "-S", str(SCRIPT), site, str(path)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()


def mirrored(site: str, path: Path) -> Copy:
    """Run the script as a reader would, isolated from what is installed here; merged ids as the dump has them."""
    said_by_mirror(site, path)
    opened = sqlite3.connect(path)
    found = {(kind, identity): text for kind, identity, text in opened.execute("SELECT * FROM records")}
    for row in opened.execute("SELECT * FROM merged"):
        one = dict(zip(("id", "into", "kept", "why", "judged_at"), row, strict=True))
        found["merged", row[0]] = json.dumps({"record": "merged", **one}, ensure_ascii=False)
    opened.close()
    return found


def dumped(scratch: ScratchDatabase, folder: Path, site: str) -> Copy:
    assert manage(scratch, "dump", f"--to={folder}", SITE_URL=site).wait() == 0
    found: Copy = {}
    for file in (folder / "latest").glob("*.ndjson"):
        for line in file.read_text(encoding="utf-8").splitlines()[:-1]:
            record = json.loads(line)
            found[record["record"], str(record["id"])] = json.dumps(record, ensure_ascii=False)
    return found


def change_much(owner: PsycopgConnection, gone: str) -> None:
    run(owner, "UPDATE exports_item SET designation = designation || ' (renamed)' WHERE handle = 'item-mx-15d'")
    run(owner, "UPDATE evidence_source SET title = left(title, 60) || '!' WHERE NOT is_protected")
    run(
        owner,
        "DELETE FROM evidence_citation WHERE shipment_id = (SELECT id FROM exports_shipment WHERE public_id = %s); "
        "DELETE FROM exports_shipment WHERE public_id = %s",
        [gone, gone],
    )
    lonely_shipment(owner)
    first, second, third = companies(owner)
    merged(owner, first, second)
    merged(owner, second, third)
    run(owner, "UPDATE entities_entity SET name = name || ' (renamed)' WHERE public_id = %s", [first])
    insert_frozen(owner, 2)


def take_back(owner: PsycopgConnection) -> None:
    """The later of the two judgements: the record in the middle stands for itself again, and for the first."""
    run(owner, "DELETE FROM entities_sameentity WHERE id = (SELECT max(id) FROM entities_sameentity)")


def test_the_mirror_equals_the_dump_before_and_after_changes(scratch_database: ScratchDatabase, tmp_path: Path) -> None:
    owner = scratch_database()
    gone = lonely_shipment(owner)
    insert_frozen(owner, 1)
    with served(scratch_database, tmp_path / "dumps") as site:
        first = dumped(scratch_database, tmp_path / "dumps", site)
        assert ("shipment", gone) in first
        assert mirrored(site, tmp_path / "mirror.sqlite") == first
        change_much(owner, gone)
        second = dumped(scratch_database, tmp_path / "later", site)
        assert ("shipment", gone) not in second
        assert second != first
        assert Counter(kind for kind, _ in second.keys() - first.keys())["snapshot"] == 1
        assert Counter(kind for kind, _ in second)["merged"] == 2
        assert mirrored(site, tmp_path / "mirror.sqlite") == second
        take_back(owner)
        fourth = dumped(scratch_database, tmp_path / "later", site)
        assert Counter(kind for kind, _ in fourth)["merged"] == 1
        assert mirrored(site, tmp_path / "mirror.sqlite") == fourth
        # Away for longer than changes are kept: it begins anew by itself.
        run(owner, "UPDATE changes_horizon SET sequence = (SELECT max(sequence) + 1 FROM changes_change)")
        run(
            owner,
            "INSERT INTO changes_change (sequence, kind, public_id, op, at) "
            "SELECT sequence, 'country', 'AM', 'upsert', now() FROM changes_horizon",
        )
        run(
            owner,
            "SELECT setval(pg_get_serial_sequence('changes_change', 'sequence'), sequence) FROM changes_horizon",
        )
        third = dumped(scratch_database, tmp_path / "dumps", site)
        assert mirrored(site, tmp_path / "mirror.sqlite") == third


def copy_of_older_form(path: Path, dump: Copy, sequence: int) -> None:
    """As the script before judgements and frozen chains left it, with a table of the reader's own."""
    opened = sqlite3.connect(path)
    opened.executescript(OLDER_FORM)
    rows = {key: json.loads(text) for key, text in dump.items() if key[0] != "snapshot"}
    for row in rows.values():
        row.pop("judged_the_same", None)
    with opened:
        opened.executemany(
            "INSERT INTO records VALUES (?, ?, ?)",
            [(*key, json.dumps(row, ensure_ascii=False)) for key, row in rows.items() if key[0] != "merged"],
        )
        opened.executemany(
            "INSERT INTO merged VALUES (?, ?)",
            [(key[1], row["into"]) for key, row in rows.items() if key[0] == "merged"],
        )
        opened.execute("INSERT INTO state VALUES ('sequence', ?)", [sequence])
    opened.close()


def test_a_copy_of_an_older_form_is_loaded_anew_and_equals_the_dump(
    scratch_database: ScratchDatabase, tmp_path: Path
) -> None:
    owner = scratch_database()
    first, second, third = companies(owner)
    merged(owner, first, second)
    insert_frozen(owner, 1)
    mirror = tmp_path / "mirror.sqlite"
    with served(scratch_database, tmp_path / "dumps") as site:
        copy_of_older_form(mirror, dumped(scratch_database, tmp_path / "dumps", site), latest(owner))
        owner.commit()
        merged(owner, second, third)
        now = dumped(scratch_database, tmp_path / "later", site)
        said = said_by_mirror(site, mirror)
        assert [line for line in said if "older form" in line] == said[:-1]
        assert len(said) == 2
        assert mirrored(site, mirror) == now
        assert len(said_by_mirror(site, mirror)) == 1
    with sqlite3.connect(mirror) as opened:
        assert opened.execute("SELECT * FROM notes").fetchall() == [("Mine.",)]
    opened.close()


def make_older(dump: Path) -> None:
    """Leave out of a dump what it had not before this release: who was judged the same, and why."""
    manifest = json.loads((dump / ON_DISK).read_text(encoding="utf-8"))
    for resource in manifest["resources"]:
        if resource["name"] in ("merged-ndjson", "entities-ndjson"):
            file = dump / resource["path"]
            rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
            for row in rows:
                if row.get("judged_the_same") or row.get("record") == "merged":
                    for name in ("judged_the_same", "kept", "why", "judged_at"):
                        row.pop(name, None)
            content = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()
            file.write_bytes(content)
            resource |= {"bytes": len(content), "hash": f"sha256:{sha256(content).hexdigest()}"}
    (dump / ON_DISK).write_text(json.dumps(manifest), encoding="utf-8")


def test_a_copy_made_of_an_older_dump_gets_the_standing_judgements_from_the_feed(
    scratch_database: ScratchDatabase, tmp_path: Path
) -> None:
    owner = scratch_database()
    first, second, third = companies(owner)
    merged(owner, first, second)
    merged(owner, second, third)
    with served(scratch_database, tmp_path / "dumps") as site:
        now = dumped(scratch_database, tmp_path / "dumps", site)
        make_older(tmp_path / "dumps" / "latest")
        differ = {key for key, text in mirrored(site, tmp_path / "mirror.sqlite").items() if now[key] != text}
        assert differ == {("merged", first), ("merged", second), ("entity", third)}
        for statement in import_module("changes.migrations.0005_judgements_and_frozen_chains").STANDING:
            with owner.cursor() as cursor:
                cursor.execute(statement)
        owner.commit()
        assert mirrored(site, tmp_path / "mirror.sqlite") == now

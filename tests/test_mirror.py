"""docs/mirror.py keeps a copy that equals a dump of the moment, deletions included, with nothing but Python."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings

from tests.conftest import PsycopgConnection, ScratchDatabase
from tests.dumps_support import manage, served
from tests.frozen_chains import insert_frozen
from tests.test_changes import companies, lonely_shipment, merged, run

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SCRIPT = Path(settings.BASE_DIR) / "docs" / "mirror.py"
Copy = dict[tuple[str, str], str]


def mirrored(site: str, path: Path) -> Copy:
    """Run the script as a reader would, isolated from what is installed here; merged ids as the dump has them."""
    subprocess.run([sys.executable, "-I", "-S", str(SCRIPT), site, str(path)], check=True, capture_output=True)
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

"""Keep a copy of Armstrace in SQLite: python3 mirror.py https://armstrace.example mirror.sqlite

Needs nothing but Python 3.11. The first run loads the newest dump, every further one what has changed since: use cron.
Killed at any moment it goes on where it was: each page of changes is one transaction with its sequence. A copy whose
tables are of an older form is loaded anew. Tables, which are this script's own:

    records (kind, id, json)   every public record, as the API gives it; frozen chains with their bytes as `document`
    merged (id, into_id, …)    ids that another record answers for; which it was judged the same as, why, and when
    state (name, value)        the sequence up to which the copy is complete
"""

import hashlib
import json
import sqlite3
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from io import BufferedRandom
from typing import Any

PAGE, PATIENCE, PIECE = 1000, 8, 1 << 20
EMPTY = """
    BEGIN;
    DROP TABLE IF EXISTS records;
    DROP TABLE IF EXISTS merged;
    DROP TABLE IF EXISTS state;
    CREATE TABLE records (kind TEXT, id TEXT, json TEXT NOT NULL, PRIMARY KEY (kind, id)) WITHOUT ROWID;
    CREATE TABLE merged
        (id TEXT PRIMARY KEY, into_id TEXT NOT NULL, kept_id TEXT, why TEXT, judged_at TEXT) WITHOUT ROWID;
    CREATE TABLE state (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
"""
# Of a merged id in a dump of an older form, or whose judgement was taken back since.
UNTOLD = dict.fromkeys(("kept", "why", "judged_at"))


def ask(url: str, **headers: str) -> Any:
    """Open an address; where the server is busy or asks to wait, wait and ask again."""
    for tried in range(PATIENCE):
        try:
            return urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=60)  # noqa: S310  # as asked
        except urllib.error.HTTPError as answer:
            if answer.code not in (429, 500, 502, 503, 504) or tried == PATIENCE - 1:
                raise
            time.sleep(float(answer.headers.get("Retry-After", 2**tried)))
        except OSError:
            if tried == PATIENCE - 1:
                raise
            time.sleep(2**tried)
    raise TimeoutError(url)


def ask_json(url: str) -> dict[str, Any]:
    with ask(url) as answer:
        read: dict[str, Any] = json.load(answer)
    return read


def download(resource: dict[str, Any], into: BufferedRandom) -> None:
    """Fetch a file of the dump, going on where a connection broke; it must be what the manifest says."""
    while (have := into.tell()) < resource["bytes"]:
        with ask(resource["path"], **({"Range": f"bytes={have}-"} if have else {})) as answer:
            if have and answer.status != 206:
                into.seek(0)
            while piece := answer.read(PIECE):
                into.write(piece)
    into.seek(0)
    if f"sha256:{hashlib.file_digest(into, 'sha256').hexdigest()}" != resource["hash"]:
        raise ValueError(f"{resource['path']} is not what its manifest says")
    into.seek(0)


def rows(file: BufferedRandom) -> Iterator[tuple[str, str, str]]:
    """The records of a file; its last line must say how many there are."""
    for count, line in enumerate(file):
        record = json.loads(line)
        if "_end" in record:
            if record["_end"]["rows"] != count:
                raise ValueError(f"there are {count} records, not {record['_end']['rows']}")
            return
        yield record["record"], str(record["id"]), json.dumps(record, ensure_ascii=False)
    raise ValueError("the file ends without its last line")


def load(site: str, copy: sqlite3.Connection) -> None:
    """Begin anew with the newest dump. Until all of it is there, the copy stays as it was."""
    dump = ask_json(f"{site}/api/v1/dumps/latest/")
    with copy:
        copy.executescript(EMPTY)
        for resource in dump["resources"]:
            if resource["name"].endswith("-ndjson"):
                with tempfile.TemporaryFile("w+b") as file:
                    download(resource, file)
                    if resource["name"] == "merged-ndjson":
                        merged = (UNTOLD | json.loads(text) for _, _, text in rows(file))
                        copy.executemany("INSERT INTO merged VALUES (:id, :into, :kept, :why, :judged_at)", merged)
                    else:
                        copy.executemany("INSERT INTO records VALUES (?, ?, ?)", rows(file))
        copy.execute("INSERT INTO state VALUES ('sequence', ?)", [dump["sequence"]])


def whole(event: dict[str, Any]) -> str:
    """The record of an event as a dump has it: a frozen chain's bytes are fetched, and must be what its id says."""
    record = event["record"]
    if event["kind"] == "snapshot":
        with ask(event["api_url"]) as answer:
            body = answer.read()
        if hashlib.sha256(body).hexdigest() != event["id"]:
            raise ValueError(f"{event['api_url']} is not what its address says")
        record["document"] = body.decode()
    return json.dumps(record, ensure_ascii=False)


def follow(site: str, copy: sqlite3.Connection) -> int:
    """Read one page of changes and the records that it names. Says how many changes there were."""
    [(since,)] = copy.execute("SELECT value FROM state WHERE name = 'sequence'")
    page = ask_json(f"{site}/api/v1/changes/?since={since}&limit={PAGE}&include=record")
    last_of_each = {(event["kind"], event["id"]): event for event in page["results"]}
    records = {one: whole(event) for one, event in last_of_each.items() if event["record"]}
    with copy:
        for event in page["results"]:
            if event["op"] in ("merge", "unmerge"):
                copy.execute("DELETE FROM merged WHERE id = ?", [event["id"]])
            if event["op"] == "merge":
                merged = {"id": event["id"], "into": event["into"], **(event["judgement"] or UNTOLD)}
                copy.execute("INSERT INTO merged VALUES (:id, :into, :kept, :why, :judged_at)", merged)
        copy.executemany("DELETE FROM records WHERE kind = ? AND id = ?", last_of_each)
        copy.executemany("INSERT INTO records VALUES (?, ?, ?)", ((*one, text) for one, text in records.items()))
        copy.execute("UPDATE state SET value = ? WHERE name = 'sequence'", [page["last"]])
    return len(page["results"])


def main(site: str, path: str) -> str:
    site = site.rstrip("/")
    copy = sqlite3.connect(path)
    columns = [name for _, name, *_ in copy.execute("PRAGMA table_info(merged)")]
    if columns and "why" not in columns:
        sys.stdout.write("The tables of this copy are of an older form: it is loaded anew.\n")
    if "why" not in columns or not copy.execute("SELECT value FROM state WHERE name = 'sequence'").fetchall():
        load(site, copy)
    changes = 0
    while True:
        try:
            read = follow(site, copy)
        except urllib.error.HTTPError as answer:
            if answer.code != 410:
                raise
            load(site, copy)  # away for longer than changes are kept
            continue
        changes += read
        if not read:
            break
    [(count, sequence)] = copy.execute("SELECT count(*), (SELECT value FROM state) FROM records")
    copy.close()
    return f"{count} records, complete up to change {sequence}; {changes} changes read."


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.stdout.write(main(sys.argv[1], sys.argv[2]) + "\n")

"""Dumps at their addresses: the list, the newest, versions that never change; ranges, tags, refusals."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from tests.api_support import get, local

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def folder(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("dumps")
    call_command("dump", to=made, verbosity=0)
    return made


@pytest.fixture(autouse=True)
def served(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DUMPS_FOLDER", folder)


def entities(client: Client) -> str:
    """The address of one file, as the newest manifest has it."""
    resources = get(client, "/api/v1/dumps/latest/")["resources"]
    return local(next(one["path"] for one in resources if one["name"] == "entities-ndjson"))


def body(answer: object) -> bytes:
    return b"".join(answer.streaming_content)  # type: ignore[attr-defined]


def test_the_list_leads_to_each_version(client: Client) -> None:
    listed = get(client, "/api/v1/dumps/")
    assert [one["version"] for one in listed["versions"]] == [listed["latest"]]
    described = get(client, local(listed["versions"][0]["url"]))
    assert described["version"] == listed["latest"]
    assert described == get(client, "/api/v1/dumps/latest/")


def test_every_file_of_the_manifest_is_what_it_says(client: Client) -> None:
    for one in get(client, "/api/v1/dumps/latest/")["resources"]:
        answer = client.get(local(one["path"]))
        assert f"sha256:{sha256(body(answer)).hexdigest()}" == one["hash"]
        assert answer.headers["ETag"] == f'"{one["hash"]}"'
        assert answer.headers["Content-Length"] == str(one["bytes"])
        assert "immutable" in answer.headers["Cache-Control"]


def test_what_latest_has_is_at_an_address_that_never_changes(client: Client) -> None:
    answer = client.get("/api/v1/dumps/latest/entities.ndjson")
    assert answer.status_code == 302
    assert local(answer.headers["Location"]) == entities(client)


@pytest.mark.parametrize(
    ("asked", "piece", "told"),
    [
        ("bytes=0-9", slice(0, 10), "bytes 0-9/{size}"),
        ("bytes=100-", slice(100, None), "bytes 100-{last}/{size}"),
        ("bytes=-7", slice(-7, None), None),
        ("bytes=5-999999999999", slice(5, None), "bytes 5-{last}/{size}"),
    ],
)
def test_a_range_is_that_part_of_the_file(client: Client, asked: str, piece: slice, told: str | None) -> None:
    whole = body(client.get(entities(client)))
    answer = client.get(entities(client), headers={"range": asked})
    assert answer.status_code == 206
    assert body(answer) == whole[piece]
    assert answer.headers["Content-Length"] == str(len(whole[piece]))
    if told:
        assert answer.headers["Content-Range"] == told.format(size=len(whole), last=len(whole) - 1)


def test_a_range_that_ends_before_it_begins_is_none_and_the_whole_file_comes(client: Client) -> None:
    answer = client.get(entities(client), headers={"range": "bytes=9-5"})
    assert answer.status_code == 200
    assert len(body(answer)) == int(answer.headers["Content-Length"])


@pytest.mark.parametrize("asked", ["lines=0-9", "bytes=", "bytes=-", "bytes=0-1,4-5", "bytes=a-b"])
def test_what_is_no_single_range_is_refused(client: Client, asked: str) -> None:
    assert client.get(entities(client), headers={"range": asked}).status_code == 416


def test_a_range_beyond_the_file_is_refused_with_its_size(client: Client) -> None:
    answer = client.get(entities(client), headers={"range": "bytes=999999999-"})
    assert answer.status_code == 416
    assert answer.headers["Content-Range"].startswith("bytes */")
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_a_range_of_another_version_of_the_file_is_not_joined_to_it(client: Client) -> None:
    answer = client.get(entities(client), headers={"range": "bytes=5-9", "if-range": '"another"'})
    assert answer.status_code == 200
    tag = answer.headers["ETag"]
    assert client.get(entities(client), headers={"range": "bytes=5-9", "if-range": tag}).status_code == 206


def test_who_has_the_file_is_told_so(client: Client) -> None:
    for address in (entities(client), "/api/v1/dumps/", "/api/v1/dumps/latest/"):
        tag = client.get(address).headers["ETag"]
        assert client.get(address, headers={"if-none-match": tag}).status_code == 304, address


def test_head_tells_of_a_file_without_sending_it(client: Client) -> None:
    answer = client.head(entities(client))
    assert int(answer.headers["Content-Length"]) > 0
    assert answer.headers["Accept-Ranges"] == "bytes"


@pytest.mark.parametrize(
    "address",
    [
        "nothing/",
        "20200101T000000Z-1/",
        "..%2f..%2fetc/",
        "latest/manage.py",
        "latest/..%2fdatapackage.json",
        "latest/%2e%2e",
        "20200101T000000Z-1/entities.ndjson",
        "latest/.lock",
    ],
)
def test_what_is_in_no_manifest_is_not_there(client: Client, address: str) -> None:
    assert client.get(f"/api/v1/dumps/{address}").status_code == 404


def test_before_the_first_dump_the_list_is_empty(
    client: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(settings, "DUMPS_FOLDER", tmp_path / "nowhere")
    assert get(client, "/api/v1/dumps/") == {"latest": None, "versions": []}
    answer = client.get("/api/v1/dumps/latest/")
    assert answer.status_code == 404
    assert "manage.py dump" in answer.json()["detail"]

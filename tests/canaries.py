"""A token in every text column that the public must not see; and everything that the public site says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.contrib.staticfiles.finders import get_finders
from django.db import connection
from django.test import Client

from api.shapes import SHAPES
from config import grants
from core.history import because
from editorial.models import Import, ImportFile, ImportJob, ImportRow, ImportUpload
from entities.models import Entity
from evidence.models import Citation, Source
from evidence.models.sources import PROTECTED_TITLE
from exports.models import Item, Shipment, Valuation
from pages.resources import RESOURCES
from pages.views.records import PAGES

TOKEN = re.compile(rb"zq\d{5}xk", re.IGNORECASE)
LENGTH = 9
OF_A_KIND = 2
UNWRITTEN = "zq99999xk"
# Numbers that real foreign keys need; history tables keep none.
KEYS = (
    "user_id", "author_id", "content_type_id", "source_id", "job_id", "file_id", "row_id", "citation_id",
    "valuation_id", "import_job_id", "upload_id",
)  # fmt: skip
# Columns that the database lets hold nothing but one of a few words, or a checksum.
CLOSED = {
    "editorial_import.state": "applied",
    "editorial_importfile.sha256": "0" * 64,
    "editorial_importjob.plan_sha256": "",
    "editorial_importjob.state": "planning",
    "editorial_importrow.status": "new",
    "editorial_importupload.sha256": "0" * 64,
    "editorial_planrow.status": "new",
    "matching_decision.verdict": "unsure",
}
PLAIN = {
    "boolean": False, "date": "2020-01-01", "timestamp with time zone": "2020-01-01T00:00Z", "uuid": "0" * 32,
    "integer": 1, "bigint": 1, "smallint": 1, "numeric": 1,
}  # fmt: skip


@dataclass
class Hidden:
    """What was written where: token → "table.column"; and the columns that are too short for a token."""

    tokens: dict[str, str] = field(default_factory=dict)
    too_short: set[str] = field(default_factory=set)

    def token(self, where: str) -> str:
        made = f"zq{len(self.tokens):05d}xk"
        self.tokens[made] = where
        return made


@dataclass(frozen=True)
class Answer:
    """What came back from one address."""

    address: str
    status: int
    headers: str
    body: bytes

    @property
    def found(self) -> list[str]:
        return [hit.decode() for hit in TOKEN.findall(self.headers.encode() + b"\n" + self.body)]


def confidential_tables() -> list[str]:
    """Every table that the public login cannot read."""
    return sorted((grants.CONFIDENTIAL_TABLES | grants.history_tables()) & grants.model_tables())


def text_columns() -> dict[str, list[str]]:
    """The columns of each confidential table that can hold words."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name::text, array_agg(column_name::text ORDER BY column_name)"
            " FROM information_schema.columns WHERE table_schema = 'public' AND is_generated = 'NEVER'"
            " AND data_type IN ('text', 'character varying', 'jsonb') AND table_name = ANY(%s) GROUP BY 1",
            [confidential_tables()],
        )
        return dict(cursor.fetchall())


def hide(source: Source) -> Hidden:
    """Tokens everywhere: `source` is the one that stands for a protected one."""
    hidden = Hidden()
    edit_and_correct(hidden)
    fill(hidden, source)
    return hidden


def fill(hidden: Hidden, source: Source) -> None:
    """Write a row of tokens into every confidential table."""
    user = User.objects.create_user(username=hidden.token("auth_user.username"))
    keys = {
        "user_id": user.pk,
        "author_id": user.pk,
        "content_type_id": ContentType.objects.get_for_model(Item).pk,
        "source_id": source.pk,
        **_imported(source),
    }
    for table in text_columns():
        _fill(table, keys, hidden)


def _imported(source: Source) -> dict[str, int | None]:
    """An import with a file and a row, for what hangs on them; its citation and its value are of the case."""
    job = Import.objects.create(register="a", release="a", source=source, plan_sha256="a")
    file = ImportFile.objects.create(job=job, name="a", sha256="0" * 64, size=1)
    row = ImportRow.objects.create(file=file, line=2, raw="a", status="new")
    value = Valuation.objects.order_by("pk").values_list("pk", flat=True).first()
    citation = Citation.objects.order_by("pk").values_list("pk", flat=True).first()
    at_desk = ImportJob.objects.create(state="failed")
    upload = ImportUpload.objects.create(import_job=at_desk, place=0, name="a", sha256="0" * 64, size=1)
    return {
        "job_id": job.pk, "file_id": file.pk, "row_id": row.pk, "citation_id": citation, "valuation_id": value,
        "import_job_id": at_desk.pk, "upload_id": upload.pk,
    }  # fmt: skip


def edit_and_correct(hidden: Hidden) -> None:
    """What stood in a record for a moment stays in its history, with its reason and its author, and nowhere else."""
    user = User.objects.create_user(username=hidden.token("auth_user.username"))
    with because(hidden.token("why"), route=hidden.token("route"), user=user):
        for model, name in ((Item, "note"), (Entity, "description"), (Shipment, "statement"), (Source, "note")):
            row: Any = model._default_manager.order_by("pk").first()
            before = getattr(row, name)
            for value in (hidden.token(f"{model._meta.db_table}.{name} (old)"), before):
                setattr(row, name, value)
                row.save(update_fields=[name])


def protected_source() -> Source:
    """A source that the public knows only by its kind and grade."""
    made: Source = Source.objects.create(title=PROTECTED_TITLE, kind="protected", reliability="B", is_protected=True)
    return made


def _fill(table: str, keys: Mapping[str, int | None], hidden: Hidden) -> None:
    values: dict[str, Any] = {}
    real_keys = table not in grants.history_tables()
    for name, kind, nullable, longest in _columns(table):
        if f"{table}.{name}" in CLOSED:
            values[name] = CLOSED[f"{table}.{name}"]
            hidden.too_short.add(f"{table}.{name}")
        elif kind in ("text", "character varying") and (longest or LENGTH) >= LENGTH:
            values[name] = hidden.token(f"{table}.{name}")
        elif kind == "jsonb":
            values[name] = json.dumps({"why": hidden.token(f"{table}.{name}"), "url": hidden.token(f"{table}.{name}")})
        elif kind in ("text", "character varying"):
            values[name] = "a"
            hidden.too_short.add(f"{table}.{name}")
        elif real_keys and name in KEYS:
            values[name] = keys[name]
        elif not nullable:
            values[name] = PLAIN[kind]
    quoted = ", ".join(f'"{name}"' for name in values)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({quoted}) VALUES ({', '.join(['%s'] * len(values))})", list(values.values())
        )


def _columns(table: str) -> list[tuple[str, str, bool, int | None]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name, data_type, is_nullable = 'YES', character_maximum_length"
            " FROM information_schema.columns"
            " WHERE table_name = %s AND is_generated = 'NEVER' AND is_identity = 'NO'",
            [table],
        )
        return list(cursor.fetchall())


# --- Everything that the public site says ---


def addresses() -> Iterator[str]:
    """All lists and files, some records of each kind, traces in every form, errors, static files."""
    yield from (
        "/",
        "/about/",
        "/methodology/",
        "/search/",
        "/search/?q=Azerbaijan",
        "/search/?q=MX-15",
        "/trace/",
        "/chains/",
    )
    for resource in RESOURCES:
        yield resource.url
        yield f"{resource.url}?format=csv"
    yield from ("/contradictions/", "/contradictions/?format=csv")
    yield "/api/v1/"
    for shape in SHAPES:
        yield f"/api/v1/{shape.slug}/?limit=1000&count=exact"
        yield from (f"/api/v1/{shape.slug}/?limit=1000&expand={path}" for path in sorted(shape.expands))
    yield from ("/api/v1/items/it-00000000000/", "/api/v1/items/?surprise=1")
    for slug, (rows, _) in PAGES.items():
        for row in rows().order_by("pk")[:OF_A_KIND]:
            yield f"/{slug}/{row.public_id}/"
    yield from ("/countries/az/", "/countries/ca/")
    yield from ("/api/", "/api/problems/", "/api/problems/not-found/", "/api/no-such-page/", "/api/v1/?a=%00")
    start = Item.objects.get(handle="item-mx-15d").public_id
    for form in ("html", "csv", "json", "graphml", "gexf", "svg"):
        yield f"/trace/?from={start}&format={form}"
    yield f"/trace/?from={start}&direction=backward"
    yield f"/trace/?from={start}&known_on=2021-01-01"
    yield from ("/exposure/", "/exposure/?item=item-mx-15d", "/exposure/?item=item-mx-15d&format=json")
    yield from ("/no-such-page/", "/items/it-00000000000/", "/items/?surprise=1", "/trace/?from=it-00000000000")


def static_addresses() -> Iterator[str]:
    """Our own files, and not those of packages."""
    for finder in get_finders():
        for path, _ in finder.list([]):
            if path.startswith(("css/", "js/", "icon")):
                yield f"/static/{path}"


def sweep(client: Client, where: Iterable[str]) -> list[Answer]:
    """Ask for every address; the headers are those that a cache would keep."""
    return [ask(client, address) for address in where]


def ask(client: Client, address: str) -> Answer:
    response: Any = client.get(address)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    # What is left of the reader's own minute is no cache's business, and falls with each answer.
    headers = sorted((name, value) for name, value in response.headers.items() if name != "RateLimit")
    return Answer(address, response.status_code, str(headers), body)


def leaks(answers: Iterable[Answer], hidden: Hidden) -> list[str]:
    """Which token came out where."""
    return [f"{one.address}: {hidden.tokens.get(hit, hit)}" for one in answers for hit in islice(one.found, 5)]

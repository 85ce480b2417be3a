"""Frozen chains: what lists, the feed and dumps say of one. Its bytes are at its own address (api/snapshots.py)."""

from __future__ import annotations

from django.db.models import F, Func, TextField

from api.shapes.base import Shape
from api.shapes.common import CREDITED, head
from api.shapes.fields import Expanded, Field, Instant, Named, Schema, Sql
from core.filters import ListFilter
from tracing.models import Snapshot


class Utf8(Func):
    """The text of a bytea column."""

    template = "convert_from(%(expressions)s, 'UTF8')"
    arity = 1
    output_field = TextField()


class Document(Field):
    """The bytes as one text, so that nobody writes their JSON anew: up to two megabytes, so dumps only."""

    def expanded(self, path: str, below: Expanded) -> Sql:
        return Utf8(F(path + self.column))

    @property
    def schema(self) -> Schema:
        return self.typed("string")


SNAPSHOTS = Shape(
    slug="snapshots",
    record="snapshot",
    intro="Chains that readers froze to cite them. The id is the SHA-256 of the bytes, which never change or go.",
    rows=Snapshot.objects.all,
    filters=ListFilter,
    key=("sha256",),
    fields=(
        *head("snapshot", "snapshots", "/chains/", key="sha256"),
        Named("format", "form"),
        Named("title"),
        Named("question"),
        Instant("frozen_at"),
        CREDITED,
        Document(
            "document",
            "body",
            only_expanded=True,
            doc="In dumps: the frozen bytes as text; their SHA-256 is the id. Elsewhere they are at `api_url`.",
        ),
    ),
    expanded_in_dumps={"document": {}},
)

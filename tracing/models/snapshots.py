from __future__ import annotations

from django.contrib.postgres.indexes import HashIndex
from django.db import models
from django.db.models import F
from django.db.models.functions import Now
from django.db.models.lookups import Exact, LessThanOrEqual
from django.utils.translation import gettext_lazy as _

LARGEST = 2_000_000
"""Bytes of one frozen chain. The largest of the case data takes about a tenth."""
FORMAT = "armstrace-chain/1"


class HexSha256(models.Func):
    """The SHA-256 of a bytea column as 64 characters, computed by PostgreSQL."""

    template = "encode(sha256(%(expressions)s), 'hex')"
    arity = 1
    output_field = models.CharField()


class ByteLength(models.Func):
    """Bytes in a bytea column."""

    function = "octet_length"
    arity = 1
    output_field = models.IntegerField()


class Snapshot(models.Model):
    """A chain frozen by a reader: the exact bytes, known by their SHA-256. Only ever added.

    The database refuses to change, delete or truncate, the owner included, and checks the hash itself.
    """

    sha256 = models.CharField(
        max_length=64, unique=True, editable=False, help_text=_("The SHA-256 of the body, and the address of its page.")
    )
    body = models.BinaryField(help_text=_("Canonical JSON (RFC 8785), byte for byte as it was frozen."))
    form = models.CharField(max_length=40, help_text=_("Which form the body has, so that old ones stay readable."))
    title = models.CharField(max_length=600, help_text=_("The chain in one line, for lists."))
    question = models.CharField(max_length=600, help_text=_("What was asked, in words, for lists."))
    frozen_at = models.DateTimeField(
        db_default=Now(), editable=False, help_text=_("When it was frozen first. Not part of the body.")
    )

    class Meta:
        ordering = ("-frozen_at", "-id")
        indexes = [
            models.Index(name="snapshot_newest", fields=("-frozen_at", "-id")),
            HashIndex(name="snapshot_title", fields=("title",)),  # a long title does not fit into a B-tree
        ]
        constraints = [
            models.CheckConstraint(
                name="snapshot_named_by_its_hash",
                violation_error_message=_("A frozen chain is named by the SHA-256 of its body."),
                condition=Exact(F("sha256"), HexSha256("body")),
            ),
            models.CheckConstraint(
                name="snapshot_of_bounded_size",
                violation_error_message=_("A frozen chain has at most two million bytes."),
                condition=LessThanOrEqual(ByteLength("body"), LARGEST),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/chains/{self.sha256}/"

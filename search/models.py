"""What a search reads: one document for each record, one entry for each name, number or text of it.

Both are kept right by triggers (sql/follow.sql), whichever way the facts are written; nothing else writes them.
"""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.choices import Strength
from entities.models import Country
from search.choices import What


class Document(models.Model):
    """One record that a search can find, with what results are counted and ordered by."""

    kind = models.CharField(max_length=20, help_text=_("The kind of record, as citations name it, or source, country."))
    record_id = models.BigIntegerField(help_text=_("Its key in the table of that kind."))
    public_id = models.CharField(max_length=16, db_index=True, help_text=_("Its public id; of a country, the code."))
    country = models.ForeignKey(
        Country,
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
        help_text=_("The country it belongs to. Empty for items: it is their maker's, looked up when asked."),
    )
    strength = models.CharField(
        max_length=12, choices=Strength.choices, help_text=_("Its strength. Empty where it has none.")
    )
    weight = models.SmallIntegerField(help_text=_("How near the top its kind stands among equals."))

    class Meta:
        constraints = [models.UniqueConstraint(name="search_document_once", fields=("kind", "record_id"))]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"


class Entry(models.Model):
    """One name, number or text of a record, in the spellings that searches compare."""

    kind = models.CharField(max_length=20, help_text=_("The kind of record that it leads to."))
    record_id = models.BigIntegerField(help_text=_("The key of that record."))
    origin = models.CharField(max_length=20, help_text=_("The table that it stands in."))
    origin_id = models.BigIntegerField(help_text=_("The key of the row there."))
    what = models.CharField(max_length=20, choices=What.choices, help_text=_("What it is to the record."))
    text = models.TextField(help_text=_("As printed."))
    # Texts have none of these: NULL keeps them out of indexes and of every comparison.
    plain = models.CharField(max_length=400, null=True, help_text=_("A name in plain_name's spelling."))  # noqa: DJ001
    tight = models.CharField(max_length=400, null=True, help_text=_("The same without spaces."))  # noqa: DJ001
    key = models.CharField(max_length=400, null=True, help_text=_("The same as name_key spells it."))  # noqa: DJ001
    rare = models.CharField(  # noqa: DJ001
        max_length=400, null=True, help_text=_("The key without common words: what typing errors are looked up by.")
    )
    words = SearchVectorField(help_text=_("Its words, for full text search."))

    class Meta:
        verbose_name_plural = "entries"
        indexes = [
            models.Index(name="search_entry_of_row", fields=("origin", "origin_id")),
            models.Index(name="search_entry_of_record", fields=("kind", "record_id")),
            # Serves equality and beginnings whatever the collation of the database.
            models.Index(OpClass("plain", name="text_pattern_ops"), name="search_entry_plain"),
            models.Index(fields=("tight",), name="search_entry_tight"),
            models.Index(fields=("key",), name="search_entry_key"),
            GinIndex(fields=("words",), name="search_entry_words"),
            GinIndex(OpClass("rare", name="gin_trgm_ops"), name="search_entry_similar"),
            # Parts of numbers and designations; parts of words alone would find too much to be worth the writes.
            GinIndex(
                OpClass("tight", name="gin_trgm_ops"),
                name="search_entry_parts",
                condition=models.Q(tight__regex="[0-9]"),
            ),
        ]

    def __str__(self) -> str:
        return self.text

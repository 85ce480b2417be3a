from __future__ import annotations

from django.conf import settings
from django.db import models

from core.models import Timestamped
from evidence.models import Source


class ProtectedSource(Timestamped):
    """Who and what stands behind a source that the public sees only as "held by the editors"."""

    source = models.OneToOneField(Source, on_delete=models.PROTECT, related_name="protected")
    identity = models.TextField(help_text="Who it is. Never leaves the editorial tables.")
    how_to_reach = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"Protected source {self.pk}"


class Note(Timestamped):
    """An editor's note about a record, by its public id. Never published."""

    about = models.CharField(max_length=20, db_index=True, help_text="Public id of the record.")
    text = models.TextField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notes")

    class Meta:
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return f"Note on {self.about}"

"""Decisions about contradictions: added with a reason, never changed or deleted; the latest counts."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from editorial.admin.base import kept_by_database
from editorial.admin.columns import Section, by_choice, by_link, date, section
from editorial.admin.tracked import TrackedAdmin
from editorial.forms.resolutions import ResolutionForm
from evidence.models import Resolution
from evidence.services.resolving import resolve
from evidence.subjects import SUBJECTS


@admin.register(Resolution)
class ResolutionAdmin(TrackedAdmin):
    form = ResolutionForm
    list_display = ("subject", "field", "decision", date("decided"), "note")
    list_filter = (by_choice("decision"), by_link("source"))
    list_select_related = (*SUBJECTS, "source")
    search_fields = ("note", "field", "public_id", "handle", "source__title")
    sections = (
        section(
            "Which contradiction",
            ("record", "field"),
            "seen",
            help="The board of contradictions links here with both filled in. Every claim stays as it is.",
        ),
        section(
            "What is decided, and why",
            ("decision", "decided"),
            "note",
            "source",
            help="The note is public. To correct a decision, add another: the latest counts.",
        ),
    )

    def get_fieldsets(self, request: HttpRequest, obj: Model | None = None) -> list[Section]:
        """A decision that is here is only read: its record in place of the form's box."""
        if obj is None:
            return super().get_fieldsets(request, obj)
        shown = section("Decision", ("subject", "field"), ("decision", "decided"), "note", "source", "considered")
        return [shown, section("Kept by the database", *kept_by_database(self.model), folded=True)]

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        return (*super().get_readonly_fields(request, obj), "subject") if obj else ()

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """By the service, which asks once more what is stated."""
        resolve(obj, seen=obj.considered)

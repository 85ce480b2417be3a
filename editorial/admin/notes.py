"""What editors keep to themselves: notes, and who stands behind a protected source."""

from django.contrib import admin
from django.db.models import Model
from django.forms import Form
from django.http import HttpRequest

from editorial.admin.base import DeskAdmin
from editorial.admin.columns import by_link, section
from editorial.models import Note, ProtectedSource


@admin.register(ProtectedSource)
class ProtectedSourceAdmin(DeskAdmin):
    list_display = ("source", "updated_at")
    list_select_related = ("source",)
    search_fields = ("source__title", "source__public_id")
    list_filter = (by_link("source"),)
    fieldsets = (
        section(
            "Who stands behind it",
            "source",
            "identity",
            "how_to_reach",
            help="Never published, never in a history table. Contributors cannot read it.",
        ),
    )


@admin.register(Note)
class NoteAdmin(DeskAdmin):
    list_display = ("about", "text", "author", "created_at")
    list_select_related = ("author",)
    search_fields = ("about", "text", "author__username")
    list_filter = (by_link("author"),)
    fieldsets = (section("Note", "about", "text", help="About one record, by its public id. Never published."),)

    def save_model(self, request: HttpRequest, obj: Model, form: Form, change: bool) -> None:
        """Whoever writes it first is its author."""
        if isinstance(obj, Note) and not change and request.user.is_authenticated:
            obj.author = request.user
        super().save_model(request, obj, form, change)

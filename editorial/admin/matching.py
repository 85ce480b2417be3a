"""What was decided about printed names: to read. Decisions are made where names are matched, and only added to."""

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from editorial.admin.base import PartAdmin
from editorial.admin.columns import Section, by_choice, section
from matching.models import Decision


@admin.register(Decision)
class DecisionAdmin(PartAdmin):
    list_display = ("printed", "register", "record", "verdict", "why", "decided_by", "decided_at")
    list_select_related = ("decided_by",)
    list_filter = (by_choice("verdict"),)
    search_fields = ("printed", "register", "record", "why")

    def get_fieldsets(self, request: HttpRequest, obj: Model | None = None) -> list[Section]:
        names = ("printed", "register", "record", "verdict", "why", "decided_by", "decided_at")
        return [section("Decision", *names, help="Read only: of several about one name and record, the latest counts.")]

"""What was imported, row by row: to look at and to search; imports are made and taken back by commands."""

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from editorial.admin.base import PartAdmin
from editorial.admin.columns import Section, by_link, section
from editorial.models import (
    Import,
    ImportedCitation,
    ImportedPart,
    ImportFile,
    ImportJob,
    ImportRow,
    ImportUpload,
    PlanRow,
)


@admin.register(Import)
class ImportAdmin(PartAdmin):
    list_display = ("register", "release", "state", "source", "by", "created_at")
    list_select_related = ("source", "by")
    search_fields = ("register", "release")
    list_filter = ("register", "state")


@admin.register(ImportRow)
class ImportRowAdmin(PartAdmin):
    list_display = ("file", "line", "status", "column", "reason", "match")
    list_select_related = ("file",)
    search_fields = ("raw", "match")
    list_filter = ("status", by_link("file"))


@admin.register(ImportFile)
class ImportFileAdmin(PartAdmin):
    list_display = ("name", "job", "layout", "encoding", "size")
    list_select_related = ("job",)
    search_fields = ("name", "sha256")
    list_filter = (by_link("job"),)


@admin.register(ImportedCitation)
class ImportedCitationAdmin(PartAdmin):
    list_display = ("row", "citation_id", "made_record")
    list_select_related = ("row__file",)
    search_fields = ("row__raw",)
    list_filter = ("made_record", by_link("row"))


@admin.register(ImportedPart)
class ImportedPartAdmin(PartAdmin):
    list_display = ("row", "delivery", "valuation", "source")
    list_select_related = ("row__file", "delivery__shipment", "valuation", "source")
    search_fields = ("row__raw",)
    list_filter = (by_link("row"),)


@admin.register(ImportJob)
class ImportJobAdmin(PartAdmin):
    list_display = ("id", "state", "register", "release_read", "by", "created_at")
    list_select_related = ("by",)
    search_fields = ("register", "release_read", "message")
    list_filter = ("state", "register")


@admin.register(ImportUpload)
class ImportUploadAdmin(PartAdmin):
    list_display = ("name", "import_job", "size", "sha256")
    list_select_related = ("import_job",)
    search_fields = ("name", "sha256")
    list_filter = (by_link("import_job"),)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Model]:
        """Without the bytes, which nobody reads in a list."""
        return super().get_queryset(request).defer("content")

    def get_fieldsets(self, request: HttpRequest, obj: Model | None = None) -> list[Section]:
        return [section("Upload", "import_job", "place", "name", "sha256", "size", help="Read only.")]


@admin.register(PlanRow)
class PlanRowAdmin(PartAdmin):
    list_display = ("upload", "line", "status", "column", "reason", "match")
    list_select_related = ("upload",)
    search_fields = ("raw", "match")
    list_filter = ("status", by_link("import_job"))

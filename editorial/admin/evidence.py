"""How we know: publishers, sources and their lineage, captures, citations, replies, gaps, checks."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse

from editorial.admin.base import PartAdmin, PartInline
from editorial.admin.columns import by_choice, by_flag, by_link, date, section
from editorial.admin.tracked import TrackedAdmin
from evidence.choices import CHECKS_ABOUT
from evidence.models import Capture, Check, Citation, Gap, Publisher, Reply, Source, SourceLineage
from tracing.withdrawal import links_that_fall


@admin.register(Publisher)
class PublisherAdmin(TrackedAdmin):
    list_display = ("name", "country", "entity", "note")
    list_filter = (by_link("country"),)
    list_select_related = ("country", "entity")
    search_fields = ("name", "note")
    sections = (section("Publisher", "name", ("country", "entity"), "note", help="Reference data: no citation."),)


class LineageInline(PartInline):
    model = SourceLineage
    fk_name = "source"
    verbose_name_plural = "rests on"
    fields = ("kind", "origin", "note")


class CaptureInline(PartInline):
    model = Capture
    fields = ("sha256", "media_type", "size", "taken_at")


@admin.register(Source)
class SourceAdmin(TrackedAdmin):
    list_display = ("title", "publisher", "kind", "reliability", date("published"), "language")
    list_filter = (by_choice("kind"), by_choice("reliability"), by_flag("is_protected"), by_link("publisher"))
    list_select_related = ("publisher", "speaker")
    search_fields = ("title", "publisher__name", "authors", "speaker__name", "url", "handle", "public_id")
    inlines = (LineageInline, CaptureInline)
    sections = (
        section(
            "Which source",
            ("title", "title_is_inferred"),
            ("kind", "reliability"),
            ("publisher", "authors"),
            ("published", "language"),
            "handle",
            help="A document, or a statement with its speaker. What it says about a record is in its citations.",
        ),
        section("Where it was seen", "url", "archived_url"),
        section("For a statement", "speaker", "statement", help="Who said it and what, in our words."),
        section(
            "Protected",
            "is_protected",
            help="The public then sees kind and grade: title it “Source held by the editors”, leave the rest empty.",
            folded=True,
        ),
        section("Notes", "note"),
    )

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Before anybody withdraws it: the links of chains that would rest on no source."""
        source = self.get_object(request, object_id)
        falling = links_that_fall(source) if isinstance(source, Source) else ()
        return super().delete_view(request, object_id, {**(extra_context or {}), "falling": falling})


@admin.register(Gap)
class GapAdmin(TrackedAdmin):
    list_display = ("what", "kind", "item", "held_by", date("asked"), "result")
    list_filter = (by_choice("kind"), by_link("held_by"), by_link("item"))
    list_select_related = ("item", "sender", "recipient", "held_by")
    search_fields = ("what", "item__designation", "held_by__name", "result", "handle", "public_id")
    sections = (
        section(
            "What is missing",
            "what",
            ("kind", "item"),
            ("sender", "recipient"),
            "handle",
            help="Something that a record shows must exist, and that nobody here has seen.",
        ),
        section("Who could fill it", "held_by", "asked", "result"),
    )


@admin.register(Reply)
class ReplyAdmin(TrackedAdmin):
    list_display = ("asked_of", "asked_by", "kind", date("when"), "question")
    list_filter = (by_choice("kind"), by_link("asked_of"), by_link("asked_by"))
    list_select_related = ("asked_of", "asked_by", "gap", "source")
    search_fields = ("asked_of__name", "asked_by__name", "question", "answer", "handle", "public_id")
    sections = (
        section("Whom somebody asked what", ("asked_of", "asked_by"), "question", ("when", "gap"), "handle"),
        section("What came back", "kind", "answer", "source"),
    )


@admin.register(Check)
class CheckAdmin(TrackedAdmin):
    list_display = ("kind", "state", "by", date("when"), "result")
    list_filter = (by_choice("kind"), by_choice("state"), by_link("by"))
    list_select_related = ("by", "asked_of", "source", *CHECKS_ABOUT)
    search_fields = ("result", "by__name", "asked_of__name", "handle", "public_id")
    sections = (
        section(
            "What would refute it",
            "kind",
            *CHECKS_ABOUT,
            "handle",
            help="One question about exactly one record. A denial is no check: cite it on the record as disputing.",
        ),
        section("Who asked or looked", ("by", "asked_of"), "when"),
        section("What came back", "state", "result", "source"),
    )


@admin.register(Citation)
class CitationAdmin(PartAdmin):
    list_display = ("source", "stance", "credibility", "rung", "field", "says")
    list_filter = (by_choice("stance"), by_choice("rung"), by_choice("credibility"), by_link("source"))
    list_select_related = ("source",)
    search_fields = ("source__title", "says", "field", "value_printed", "value_read")


@admin.register(SourceLineage)
class SourceLineageAdmin(PartAdmin):
    list_display = ("source", "kind", "origin", "note")
    list_filter = (by_choice("kind"), by_link("source"), by_link("origin"))
    list_select_related = ("source", "origin")
    search_fields = ("source__title", "origin__title", "note")


@admin.register(Capture)
class CaptureAdmin(PartAdmin):
    list_display = ("source", "media_type", "sha256", "size", "taken_at")
    list_filter = (by_link("source"),)
    list_select_related = ("source",)
    search_fields = ("source__title", "sha256", "media_type")

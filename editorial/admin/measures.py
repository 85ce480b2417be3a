"""What was forbidden or allowed, and what courts and inquiries did: measures, readings, proceedings."""

from django.contrib import admin

from editorial.admin.base import PartAdmin, PartInline
from editorial.admin.citations import citations_of
from editorial.admin.columns import by_choice, by_link, date, section
from editorial.admin.tracked import RecordAdmin
from exports.models import (
    Measure,
    MeasureItem,
    MeasureReading,
    MeasureTarget,
    Proceeding,
    ProceedingStage,
    ProceedingSubject,
)


class MeasureTargetInline(PartInline):
    model = MeasureTarget
    fields = ("country", "entity", "territory")


class MeasureItemInline(PartInline):
    model = MeasureItem
    fields = ("item", "code")


@admin.register(Measure)
class MeasureAdmin(RecordAdmin):
    own_columns = ("title", "kind", "issuer", "legal_force", date("valid_from"), date("valid_until"))
    own_filters = (by_choice("kind"), by_choice("legal_force"), by_link("issuer"))
    list_select_related = ("issuer", "relaxes")
    search_fields = ("title", "instrument", "issuer__name", "item_scope", "statement", "handle", "public_id")
    inlines = (citations_of("measure"), MeasureTargetInline, MeasureItemInline)
    sections = (
        section(
            "Which measure",
            "title",
            ("kind", "legal_force"),
            ("issuer", "instrument"),
            "relaxes",
            "handle",
            help="An embargo, suspension, exemption or a firm's own stop of supply. Its targets are below.",
        ),
        section("When", "announced", ("valid_from", "valid_until"), "end_note"),
        section("What and why", "item_scope", "reason", "statement", "note"),
    )


@admin.register(MeasureReading)
class MeasureReadingAdmin(RecordAdmin):
    own_columns = ("measure", "reader", "coverage", date("stated"))
    own_filters = (by_choice("coverage"), by_link("measure"), by_link("reader"))
    list_select_related = ("measure", "reader")
    search_fields = ("measure__title", "reader__name", "interpretation", "handle", "public_id")
    inlines = (citations_of("measure_reading"),)
    sections = (
        section(
            "Who reads which measure how", ("measure", "reader"), ("coverage", "stated"), "interpretation", "handle"
        ),
    )


class ProceedingStageInline(PartInline):
    model = ProceedingStage
    fields = ("state", "happened", "note")


class ProceedingSubjectInline(PartInline):
    model = ProceedingSubject
    fields = ("role", "entity", "country", "item", "licence", "shipment")


@admin.register(Proceeding)
class ProceedingAdmin(RecordAdmin):
    own_columns = ("title", "kind", "brought_by", "state", date("began"), date("ended"))
    own_filters = (by_choice("kind"), by_choice("state"), by_link("brought_by"))
    list_select_related = ("brought_by", "part_of")
    search_fields = ("title", "brought_by__name", "statement", "place", "handle", "public_id")
    inlines = (citations_of("proceeding"), ProceedingSubjectInline, ProceedingStageInline)
    sections = (
        section(
            "What was brought by whom",
            "title",
            ("kind", "state"),
            ("brought_by", "part_of"),
            "place",
            "handle",
            help="An accusation is never a finding: keep its state right.",
        ),
        section("When", ("began", "ended")),
        section("In words", "statement", "note"),
    )


@admin.register(MeasureTarget)
class MeasureTargetAdmin(PartAdmin):
    list_display = ("measure", "country", "entity", "territory")
    list_filter = (by_link("measure"), by_link("country"), by_link("entity"))
    list_select_related = ("measure", "country", "entity")
    search_fields = ("measure__title", "country__name", "entity__name", "territory")


@admin.register(MeasureItem)
class MeasureItemAdmin(PartAdmin):
    list_display = ("measure", "item", "code")
    list_filter = (by_link("measure"), by_link("item"))
    list_select_related = ("measure", "item", "code")
    search_fields = ("measure__title", "item__designation", "code__code")


@admin.register(ProceedingStage)
class ProceedingStageAdmin(PartAdmin):
    list_display = ("proceeding", "state", date("happened"), "note")
    list_filter = (by_choice("state"), by_link("proceeding"))
    list_select_related = ("proceeding",)
    search_fields = ("proceeding__title", "note")


@admin.register(ProceedingSubject)
class ProceedingSubjectAdmin(PartAdmin):
    list_display = ("proceeding", "role", "entity", "country", "item", "licence", "shipment")
    list_filter = (by_choice("role"), by_link("proceeding"), by_link("entity"))
    list_select_related = (
        "proceeding", "entity", "country", "item", "licence", "shipment__item", "shipment__exporter",
        "shipment__recipient",
    )  # fmt: skip
    search_fields = ("proceeding__title", "entity__name", "item__designation")

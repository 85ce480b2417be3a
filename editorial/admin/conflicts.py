"""Where it ended up: conflicts, incidents, allegations."""

from django.contrib import admin

from conflicts.models import Allegation, Belligerent, Conflict, ConflictName, Incident, IncidentItem
from editorial.admin.base import PartAdmin, PartInline
from editorial.admin.citations import citations_of
from editorial.admin.columns import by_choice, by_flag, by_link, date, section
from editorial.admin.items import QUANTITY, QUANTITY_HELP
from editorial.admin.tracked import RecordAdmin


class ConflictNameInline(PartInline):
    model = ConflictName
    fields = ("text", "used_by")


class BelligerentInline(PartInline):
    model = Belligerent
    fields = ("side", "entity", "supports_only", "since", "until")


@admin.register(Conflict)
class ConflictAdmin(RecordAdmin):
    own_columns = ("name", "short_name", date("began"), date("ended"), "part_of")
    own_filters = (by_link("countries"), by_link("part_of"))
    list_select_related = ("part_of", "place")
    search_fields = ("name", "short_name", "names__text", "ucdp_id", "handle", "public_id")
    inlines = (citations_of("conflict"), BelligerentInline, ConflictNameInline)
    sections = (
        section(
            "Which conflict",
            "name",
            ("short_name", "ucdp_id"),
            ("part_of", "place"),
            "countries",
            "handle",
            help="A name that takes no side; the names that others use are below.",
        ),
        section("When", ("began", "ended")),
        section("Notes", "note"),
    )


class IncidentItemInline(PartInline):
    model = IncidentItem
    fields = ("item", "unit", "role")


@admin.register(Incident)
class IncidentAdmin(RecordAdmin):
    own_columns = ("title", "kind", "user", "conflict", date("happened"), "place")
    own_filters = (by_choice("kind"), by_link("conflict"), by_link("user"))
    list_select_related = ("user", "actor", "conflict", "place", "casualties_stated_by")
    search_fields = (
        "title", "user__name", "actor__name", "conflict__name", "place__name", "statement", "handle", "public_id"
    )  # fmt: skip
    inlines = (citations_of("incident"), IncidentItemInline)
    sections = (
        section(
            "What was seen",
            "title",
            ("kind", "conflict"),
            ("user", "actor"),
            "target",
            "handle",
            help="Used, lost, captured, recovered, seized or displayed. The items are below.",
        ),
        section("When and where", ("happened", "is_period"), ("place", "place_as_printed")),
        section("How many", *QUANTITY, help=QUANTITY_HELP),
        section(
            "Casualties",
            ("killed_low", "killed_high"),
            ("injured_low", "injured_high"),
            "casualties_stated_by",
            help="Numbers only, with who states them. Never names.",
            folded=True,
        ),
        section("In words", "statement", "note"),
    )


@admin.register(Allegation)
class AllegationAdmin(RecordAdmin):
    own_columns = ("incident", "alleged_by", "against", "state", date("stated"))
    own_filters = (by_choice("state"), by_flag("by_body_with_power"), by_link("alleged_by"), by_link("against"))
    list_select_related = ("incident", "alleged_by", "against")
    search_fields = ("incident__title", "alleged_by__name", "against__name", "statement", "handle", "public_id")
    inlines = (citations_of("allegation"),)
    sections = (
        section(
            "Who alleges what against whom",
            "incident",
            ("alleged_by", "by_body_with_power"),
            "against",
            ("state", "stated"),
            "statement",
            "handle",
            help="In the careful words of the one who alleges it. “Found” needs a body that can find so.",
        ),
    )


@admin.register(ConflictName)
class ConflictNameAdmin(PartAdmin):
    list_display = ("text", "used_by", "conflict")
    list_filter = (by_link("conflict"),)
    list_select_related = ("conflict",)
    search_fields = ("text", "used_by", "conflict__name")


@admin.register(Belligerent)
class BelligerentAdmin(PartAdmin):
    list_display = ("entity", "side", "conflict", "supports_only", date("since"), date("until"))
    list_filter = (by_link("conflict"), by_link("entity"))
    list_select_related = ("conflict", "entity")
    search_fields = ("entity__name", "conflict__name", "side")


@admin.register(IncidentItem)
class IncidentItemAdmin(PartAdmin):
    list_display = ("incident", "item", "unit", "role")
    list_filter = (by_choice("role"), by_link("item"))
    list_select_related = ("incident", "item", "unit")
    search_fields = ("incident__title", "item__designation", "unit__label")

"""Who: countries, places, entities, relationships, contacts; and entities by their roles in records."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from conflicts.models import EndUser
from editorial.admin.base import PartAdmin, PartInline
from editorial.admin.citations import citations_of
from editorial.admin.columns import by_choice, by_link, date, section
from editorial.admin.tracked import RecordAdmin, TrackedAdmin
from entities.models import (
    Country,
    CountryName,
    Entity,
    Identifier,
    LobbyContact,
    Name,
    Place,
    Relationship,
    SameEntity,
)
from exports.models import Exporter, Intermediary


class CountryNameInline(PartInline):
    model = CountryName
    fields = ("text", "language", "register")


@admin.register(Country)
class CountryAdmin(TrackedAdmin):
    list_display = ("name", "code", "alpha3", "kind")
    list_filter = (by_choice("kind"),)
    search_fields = ("name", "code", "alpha3", "official_name", "names__text")
    inlines = (CountryNameInline,)
    sections = (
        section("Country", "name", "official_name", ("code", "alpha3"), "kind", help="Reference data: no citation."),
        section("Existence", ("existed_from", "existed_until"), help="For dissolved states only."),
        section("Notes", "note"),
    )


@admin.register(Place)
class PlaceAdmin(RecordAdmin):
    own_columns = ("name", "kind", "country")
    own_filters = (by_link("country"),)
    list_select_related = ("country",)
    search_fields = ("name", "handle", "public_id", "country__name")
    inlines = (citations_of("place"),)
    sections = (
        section("Place", "name", ("kind", "country"), "country_note", "handle", help="A name that takes no side."),
        section("Position", ("latitude", "longitude", "precision_km"), help="Say how exact the point is."),
    )


class NameInline(PartInline):
    model = Name
    fields = ("text", "kind", "language", "script", "valid_from", "valid_until")


class IdentifierInline(PartInline):
    model = Identifier
    fields = ("scheme", "value")


@admin.register(Entity)
class EntityAdmin(RecordAdmin):
    own_columns = ("name", "kind", "country", "part_of")
    own_filters = (by_choice("kind"), by_link("country"))
    list_select_related = ("country", "part_of", "seat")
    search_fields = ("name", "names__text", "identifiers__value", "handle", "public_id")
    inlines = (citations_of("entity"), NameInline, IdentifierInline)
    sections = (
        section(
            "Who it is",
            "name",
            ("kind", "unknown_reason"),
            ("country", "part_of"),
            "description",
            "handle",
            help="A company, state, body, force, group or person in a public role. Its roles come from the records.",
        ),
        section("Where and when", ("seat", "website"), ("existed_from", "existed_until")),
        section("Notes", "note"),
    )


class RoleAdmin(EntityAdmin):
    """Entities that records give a role; a new one gets its role from its first shipment or licence, not here."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False


for role in (Exporter, Intermediary, EndUser):
    admin.site.register(role, RoleAdmin)


@admin.register(Relationship)
class RelationshipAdmin(RecordAdmin):
    own_columns = ("subject", "kind", "object", date("since"), date("until"))
    own_filters = (by_choice("kind"), by_link("subject"), by_link("object"))
    list_select_related = ("subject", "object")
    search_fields = ("subject__name", "object__name", "statement", "handle", "public_id")
    inlines = (citations_of("relationship"),)
    sections = (
        section("Who stands how to whom", "subject", "kind", "object", "handle", help="Read it as a sentence."),
        section("When", ("since", "until")),
        section("How much", "share_percent", ("amount", "currency")),
        section("In words", "statement", "note"),
    )


@admin.register(LobbyContact)
class LobbyContactAdmin(RecordAdmin):
    own_columns = ("lobbyist", "client", "office_holder", "body", date("happened"))
    own_filters = (by_link("client"), by_link("lobbyist"))
    list_select_related = ("lobbyist", "client", "office_holder", "body")
    search_fields = (
        "client__name", "lobbyist__name", "office_holder__name", "body__name", "subject", "registration_number",
        "handle", "public_id",
    )  # fmt: skip
    inlines = (citations_of("lobby_contact"),)
    sections = (
        section("Who spoke for whom", ("client", "lobbyist"), "handle"),
        section("To whom, about what", ("office_holder", "body"), "subject", "registration_number", "happened"),
        section("Notes", "note"),
    )


class _OfEntity(PartAdmin):
    list_select_related = ("entity",)

    def get_list_filter(self, request: HttpRequest) -> tuple[Any, ...]:
        return (by_link("entity"),)


@admin.register(Name)
class NameAdmin(_OfEntity):
    list_display = ("text", "kind", "language", "entity")
    search_fields = ("text", "entity__name")


@admin.register(Identifier)
class IdentifierAdmin(_OfEntity):
    list_display = ("scheme", "value", "entity")
    search_fields = ("value", "scheme", "entity__name")


@admin.register(CountryName)
class CountryNameAdmin(PartAdmin):
    list_display = ("text", "language", "register", "country")
    list_filter = (by_link("country"),)
    list_select_related = ("country",)
    search_fields = ("text", "country__name")


@admin.register(SameEntity)
class SameEntityAdmin(PartAdmin):
    """To read; editors judge at /desk/merging/."""

    list_display = ("merged", "kept", "why", "judged_at")
    list_select_related = ("merged", "kept")
    list_filter = ("judged_at",)
    search_fields = ("merged__name", "kept__name", "why")

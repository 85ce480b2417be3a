"""Who: entities and their roles, countries, places, relationships, lobby contacts."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from django.db.models import Exists, F, Func, JSONField, OuterRef

from api.shapes.base import Shape
from api.shapes.common import CREDITED, NOTE, STATEMENT, WORDS, carried, head, judged_the_same
from api.shapes.expressions import Literal, PageAddress, Where
from api.shapes.fields import Choice, Computed, Date, Decimal, Named, Sql, Text
from api.shapes.links import Nested, Reference
from conflicts.models import EndUser
from core.database_functions import dated
from core.merging import standing
from entities.choices import CountryKind, EntityKind, NameKind, RelationshipKind, UnknownReason
from entities.filters import CountryListFilter, EntityFilter, LobbyContactFilter, PlaceFilter, RelationshipFilter
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

ROLES = {"exporter": Exporter, "intermediary": Intermediary, "end_user": EndUser}


class Present(Func):
    """Those of several values that are not null, as a list."""

    template = "array_to_json(array_remove(ARRAY[%(expressions)s], NULL))"
    output_field = JSONField()


def roles(path: str) -> Sql:
    """The roles that records give an entity."""
    found = {role: Exists(model.objects.filter(pk=OuterRef(f"{path}pk"))) for role, model in ROLES.items()}
    return Present(*(Where(is_one, Literal(role)) for role, is_one in found.items()))


def country(name: str, doc: str = "") -> Reference:
    """A reference to a country: its id is its code."""
    return Reference(name, to="countries", key="code", doc=doc)


def party(name: str) -> Reference:
    """A reference to an entity."""
    return Reference(name, to="entities")


ENTITIES = Shape(
    slug="entities",
    record="entity",
    intro="Companies, states, armed forces and groups, and persons in public roles.",
    rows=partial(standing, Entity),
    filters=EntityFilter,
    fields=(
        *head("entity", "entities"),
        Named("name"),
        Choice("kind", vocabulary=EntityKind),
        country("country"),
        party("part_of"),
        Choice("unknown_reason", vocabulary=UnknownReason),
        Text("description"),
        Reference("seat", to="places"),
        Text("website"),
        Date("existed_from"),
        Date("existed_until"),
        Computed(
            "roles", sql=roles, like=WORDS, doc="The roles that records give it: exporter, intermediary, end_user."
        ),
        Nested(
            "names",
            rows=Name.objects.all,
            to="entity",
            order=("text", "pk"),
            fields=(
                Named("text"),
                Choice("kind", vocabulary=NameKind),
                Text("language"),
                Text("script"),
                Date("valid_from"),
                Date("valid_until"),
            ),
            doc="Its other names, as sources write them.",
        ),
        Nested(
            "identifiers",
            rows=Identifier.objects.all,
            to="entity",
            order=("scheme", "value"),
            fields=(Named("scheme"), Named("value")),
            doc="Its numbers in registers.",
        ),
        judged_the_same(SameEntity, "entities", "name"),
        NOTE,
        *carried("entity"),
    ),
    orders={"name": F("name")},
)
EXPORTERS = replace(
    ENTITIES,
    slug="exporters",
    intro="Who sends in a shipment, or stands as exporter or applicant on a licence.",
    rows=Exporter.objects.all,
)
INTERMEDIARIES = replace(
    ENTITIES,
    slug="intermediaries",
    intro="Who receives and passes on or builds in, or is consignee, broker, carrier or distributor.",
    rows=Intermediary.objects.all,
)
END_USERS = replace(
    ENTITIES,
    slug="end-users",
    intro="Who is recorded as using, declared as end user, or as the last to receive.",
    rows=EndUser.objects.all,
)


def country_page(path: str) -> Sql:
    """Pages of countries have the code in small letters."""
    return PageAddress("/countries/", Func(F(f"{path}code"), function="lower"))


COUNTRIES = Shape(
    slug="countries",
    record="country",
    intro="States, dissolved states, disputed territories and organisations of states, under neutral names.",
    rows=Country.objects.all,
    filters=CountryListFilter,
    key=("code",),
    fields=(
        *head("country", "countries", country_page, key="code"),
        Named("name"),
        Text("alpha3"),
        Text("official_name"),
        Choice("kind", vocabulary=CountryKind),
        Date("existed_from"),
        Date("existed_until"),
        Nested(
            "names",
            rows=CountryName.objects.all,
            to="country",
            order=("text", "pk"),
            fields=(Named("text"), Text("language"), Text("register")),
            doc="Its names in other languages and as registers print them.",
        ),
        NOTE,
        CREDITED,
    ),
    orders={"name": F("name")},
)

PLACES = Shape(
    slug="places",
    record="place",
    intro="Towns, regions and seas where a seat is or an incident happened.",
    rows=Place.objects.all,
    filters=PlaceFilter,
    fields=(
        *head("place", "places"),
        Named("name"),
        Text("kind"),
        country("country"),
        Text("country_note"),
        Decimal("latitude"),
        Decimal("longitude"),
        Decimal("precision_km"),
        *carried("place"),
    ),
    orders={"name": F("name")},
)

RELATIONSHIPS = Shape(
    slug="relationships",
    record="relationship",
    intro="How two entities stand to each other, dated. Read as a sentence: subject, kind, object.",
    rows=Relationship.objects.all,
    filters=RelationshipFilter,
    fields=(
        *head("relationship", "relationships"),
        party("subject"),
        Choice("kind", vocabulary=RelationshipKind),
        party("object"),
        Date("since"),
        Date("until"),
        Decimal("share_percent"),
        Decimal("amount"),
        Text("currency"),
        STATEMENT,
        NOTE,
        *carried("relationship"),
    ),
    orders={"since": dated("since_earliest")},
)

CONTACTS = Shape(
    slug="contacts",
    record="lobby_contact",
    intro="Contacts of lobbyists with office holders, as registers or released documents record them.",
    rows=LobbyContact.objects.all,
    filters=LobbyContactFilter,
    fields=(
        *head("lobby_contact", "contacts"),
        party("client"),
        party("lobbyist"),
        party("office_holder"),
        party("body"),
        Text("subject"),
        Text("registration_number"),
        Date("happened"),
        NOTE,
        *carried("lobby_contact"),
    ),
    orders={"happened": dated("happened_earliest")},
)

SHAPES = (EXPORTERS, INTERMEDIARIES, END_USERS, ENTITIES, COUNTRIES, PLACES, RELATIONSHIPS, CONTACTS)

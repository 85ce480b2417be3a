"""The page of an entity: its roles, what went out and came in, what is aimed at it, whom it met."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import F, Q, Value

from conflicts.models import EndUser
from core.kept import AnyOf, Kept, keys
from entities.choices import EntityKind
from entities.models import Entity, Identifier, Name, SameEntity
from exports.models import Exporter, Intermediary, Item, Licence, LicenceParty, ShipmentParty
from pages import rows
from pages.chains import chains_of_entity
from pages.columns import war, what, who
from pages.parts import Builder, RecordPage, first_rows, only
from pages.records.common import (
    contacts_about,
    contacts_where,
    evidence,
    gaps_where,
    judged_the_same,
    measures_aimed_at,
    measures_where,
    proceedings_about,
    proceedings_where,
    replies_and_gaps,
    replies_where,
    statistics_about,
    statistics_where,
)
from pages.rows import Rows
from pages.tables import Cell

ROLES = ((Exporter, "exporter"), (Intermediary, "intermediary"), (EndUser, "end user"))


def naming(*fields: str) -> Q:
    """Rows that name the entity, or what was judged the same as it, in one of these fields."""
    return reduce(or_, (Q(AnyOf(F(f"{field}__canonical_id"), keys())) for field in fields))


def _first(found: Rows, order: str, *fields: str) -> Kept[Any]:
    return first_rows(found.filter(naming(*fields)).order_by(order, "pk"))


# A page of an entity asks thirty questions, most of which find nothing: each is written once.
ASKED = [model.objects.filter(AnyOf(F("pk"), keys())).order_by().values_list(Value(role)) for model, role in ROLES]
HELD = Kept(ASKED[0].union(*ASKED[1:]))
PARTS = Kept(Entity.objects.filter(naming("part_of"), same_as__isnull=True).order_by("name"))
NAMES = Kept.by(Name.objects.order_by("text"), "entity__canonical_id")
NUMBERS = Kept.by(Identifier.objects.all(), "entity__canonical_id")
MAKES = first_rows(rows.items().filter(naming("maker")).order_by("designation"))
MADE = Kept(Item.objects.filter(naming("maker")).order_by().values_list("pk")[:1])
SENT = _first(rows.shipments(), "delivered_earliest", "exporter")
RECEIVED = _first(rows.shipments(), "delivered_earliest", "recipient")
OTHERWISE = ShipmentParty.objects.filter(naming("entity")).values("shipment")
BESIDE = first_rows(rows.shipments().filter(pk__in=OTHERWISE).order_by("delivered_earliest", "pk"))
BUILT = _first(rows.incorporations(), "since_earliest", "integrator")
SEEN = _first(rows.incidents(), "happened_earliest", "user", "actor")
# By keys: with one condition over the join PostgreSQL reads all licences there are.
STANDING_ON = LicenceParty.objects.filter(naming("entity")).values("licence")
GIVEN_BY = Licence.objects.filter(naming("authority")).order_by().values("pk")
LICENCES = first_rows(
    rows.licences().filter(pk__in=STANDING_ON.union(GIVEN_BY, all=True)).order_by("issued_earliest", "pk")
)
AIMED = first_rows(measures_where(naming("targets__entity")))
ISSUED = _first(rows.measures(), "valid_from_earliest", "issuer")
TIES = _first(rows.relationships(), "since_earliest", "subject", "object")
CONTACTS = first_rows(contacts_where(naming("client", "lobbyist", "office_holder", "body")))
PROCEEDINGS = first_rows(proceedings_where(naming("subjects__entity", "brought_by")))
STATISTICS = first_rows(statistics_where(naming("reporter", "partner")))
GAPS = Kept(gaps_where(naming("sender", "recipient", "held_by")))
REPLIES = Kept(replies_where(naming("asked_of")))


def roles_of(entity: Any) -> tuple[str, ...]:
    """The roles that records give it; none, one, or all three."""
    held = {role for (role,) in HELD(keys=[entity.pk])}
    return tuple(role for _, role in ROLES if role in held)


def page(entity: Any) -> RecordPage:
    build, own = Builder(entity), [entity.pk]
    roles = roles_of(entity)
    _facts(build, entity)
    judged_the_same(build, SameEntity)
    if roles or MADE(keys=own):
        chains_of_entity(build, entity, roles)
    _things(build, entity)
    _permissions(build, entity)
    _ties(build, entity)
    proceedings_about(build, PROCEEDINGS(keys=own))
    statistics_about(build, STATISTICS(keys=own))
    replies_and_gaps(build, REPLIES(keys=own), GAPS(keys=own))
    evidence(build, model=Entity)
    kind = EntityKind(entity.kind)
    where = f" in {entity.country.name}" if entity.country and entity.kind != EntityKind.STATE else ""
    return build.page(
        str(kind.label).capitalize(),
        entity.name,
        entity.description or f"{str(kind.label).capitalize()}{where}.",
        roles,
        list_url="/entities/",
        list_name="Entities",
        traces=(
            Cell("Trace forward", f"/trace/?from={entity.public_id}"),
            Cell("Trace backward", f"/trace/?from={entity.public_id}&direction=backward"),
        ),
    )


def _facts(build: Builder, entity: Any) -> None:
    build.fact("Country", entity.country)
    build.fact("Seat", entity.seat)
    build.fact("Part of", entity.part_of)
    own = [entity.pk]
    build.fact("Parts", [part for part in PARTS(keys=own) if part.pk != entity.pk])
    names = NAMES(keys=own)
    build.fact("Also called", ", ".join(dict.fromkeys(f"{name.text} ({name.get_kind_display()})" for name in names)))
    build.fact("Identifiers", ", ".join(str(one) for one in NUMBERS(keys=own)))
    build.fact("Founded", entity.existed_from.words(period=True) if entity.existed_from else "")
    build.fact("Until", entity.existed_until.words(period=True) if entity.existed_until else "")
    build.fact("Name missing because", entity.get_unknown_reason_display() if entity.unknown_reason else "")
    build.fact("Note", entity.note)


def _things(build: Builder, entity: Any) -> None:
    ident, own = entity.public_id, [entity.pk]
    columns = only(what.ITEMS, "designation", "kind", "category", "strength", "sources")
    build.table("makes", "Makes", columns, MAKES(keys=own))
    ending = only(what.SHIPMENTS, "quantity", "delivered", "kind", "status", "strength", "sources")
    columns = (*only(what.SHIPMENTS, "item", "recipient"), *ending)
    build.table("shipments-out", "Shipments out", columns, SENT(keys=own), more=f"/shipments/?exporter={ident}")
    columns = (*only(what.SHIPMENTS, "item", "exporter"), *ending)
    build.table("shipments-in", "Shipments in", columns, RECEIVED(keys=own), more=f"/shipments/?recipient={ident}")
    columns = (*only(what.SHIPMENTS, "item", "exporter", "recipient"), *ending)
    build.table("shipments-beside", "Shipments in another role", columns, BESIDE(keys=own))
    columns = only(what.INCORPORATIONS, "component", "platform", "kind", "since", "strength", "sources")
    build.table("builds-in", "Builds in", columns, BUILT(keys=own), more=f"/incorporations/?integrator={ident}")
    columns = only(war.INCIDENTS, "title", "kind", "items", "user", "conflict", "happened", "strength", "sources")
    build.table("incidents", "Incidents", columns, SEEN(keys=own), more=f"/incidents/?user={ident}")


def _permissions(build: Builder, entity: Any) -> None:
    own = [entity.pk]
    columns = only(what.LICENCES, "title", "items", "consignee", "declared_end_user", "issued", "strength", "sources")
    note = "A permission is not a movement."
    more = f"/licences/?party={entity.public_id}"
    build.table("licences", "Licences", columns, LICENCES(keys=own), note=note, more=more)
    measures_aimed_at(build, AIMED(keys=own), more=f"/measures/?target={entity.public_id}")
    columns = only(what.MEASURES, "title", "kind", "targets", "in_force", "legal_force", "strength", "sources")
    build.table(
        "measures-issued", "Measures it issued", columns, ISSUED(keys=own), more=f"/measures/?issuer={entity.public_id}"
    )


def _ties(build: Builder, entity: Any) -> None:
    columns = only(who.RELATIONSHIPS, "subject", "kind", "object", "when", "strength", "sources")
    build.table("relationships", "Relationships", columns, TIES(keys=[entity.pk]))
    contacts_about(build, CONTACTS(keys=[entity.pk]))

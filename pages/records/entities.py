"""The page of an entity: its roles, what went out and came in, what is aimed at it, whom it met."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, Value

from conflicts.models import EndUser
from entities.choices import EntityKind
from entities.models import Entity, Identifier, Name, SameEntity
from exports.models import Exporter, Intermediary, Item, ShipmentParty
from pages import rows
from pages.chains import chains_of_entity
from pages.columns import war, what, who
from pages.parts import Builder, RecordPage, only
from pages.records.common import (
    contacts_about,
    evidence,
    judged_the_same,
    measures_aimed_at,
    proceedings_about,
    replies_and_gaps,
    statistics_about,
)
from pages.tables import Cell

ROLES = ((Exporter, "exporter"), (Intermediary, "intermediary"), (EndUser, "end user"))


def naming(entity: Any, *fields: str) -> Q:
    """Rows that name it, or what was judged the same as it, in one of these fields."""
    return reduce(or_, (Q(**{f"{field}__canonical_id": entity.pk}) for field in fields))


def roles_of(entity: Any) -> tuple[str, ...]:
    """The roles that records give it; none, one, or all three."""
    asked = [model.objects.filter(pk=entity.pk).order_by().values_list(Value(role)) for model, role in ROLES]
    held = {role for (role,) in asked[0].union(*asked[1:])}
    return tuple(role for _, role in ROLES if role in held)


def page(entity: Any) -> RecordPage:
    build = Builder(entity)
    roles = roles_of(entity)
    _facts(build, entity)
    judged_the_same(build, SameEntity)
    if roles or Item.objects.filter(maker__canonical_id=entity.pk).exists():
        chains_of_entity(build, entity, roles)
    _things(build, entity)
    _permissions(build, entity)
    _ties(build, entity)
    about = naming(entity, "subjects__entity", "brought_by")
    proceedings_about(build, about)
    statistics_about(build, naming(entity, "reporter", "partner"))
    missing = naming(entity, "sender", "recipient", "held_by")
    replies_and_gaps(build, naming(entity, "asked_of"), missing)
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
    build.fact(
        "Parts",
        list(
            Entity.objects.filter(part_of__canonical_id=entity.pk, same_as__isnull=True)
            .exclude(pk=entity.pk)
            .order_by("name")
        ),
    )
    names = Name.objects.filter(entity__canonical_id=entity.pk).order_by("text")
    build.fact("Also called", ", ".join(dict.fromkeys(f"{name.text} ({name.get_kind_display()})" for name in names)))
    numbers = Identifier.objects.filter(entity__canonical_id=entity.pk)
    build.fact("Identifiers", ", ".join(str(one) for one in numbers))
    build.fact("Founded", entity.existed_from.words(period=True) if entity.existed_from else "")
    build.fact("Until", entity.existed_until.words(period=True) if entity.existed_until else "")
    build.fact("Name missing because", entity.get_unknown_reason_display() if entity.unknown_reason else "")
    build.fact("Note", entity.note)


def _things(build: Builder, entity: Any) -> None:
    made = rows.items().filter(maker__canonical_id=entity.pk).order_by("designation")
    build.table("makes", "Makes", only(what.ITEMS, "designation", "kind", "category", "strength", "sources"), made)
    shipments = rows.shipments().order_by("delivered_earliest", "pk")
    ident = entity.public_id
    ending = only(what.SHIPMENTS, "quantity", "delivered", "kind", "status", "strength", "sources")
    columns = (*only(what.SHIPMENTS, "item", "recipient"), *ending)
    sent = shipments.filter(exporter__canonical_id=entity.pk)
    build.table("shipments-out", "Shipments out", columns, sent, more=f"/shipments/?exporter={ident}")
    received = shipments.filter(recipient__canonical_id=entity.pk)
    columns = (*only(what.SHIPMENTS, "item", "exporter"), *ending)
    build.table("shipments-in", "Shipments in", columns, received, more=f"/shipments/?recipient={ident}")
    columns = (*only(what.SHIPMENTS, "item", "exporter", "recipient"), *ending)
    beside = shipments.filter(pk__in=ShipmentParty.objects.filter(entity__canonical_id=entity.pk).values("shipment"))
    build.table("shipments-beside", "Shipments in another role", columns, beside)
    built = rows.incorporations().filter(integrator__canonical_id=entity.pk).order_by("since_earliest", "pk")
    columns = only(what.INCORPORATIONS, "component", "platform", "kind", "since", "strength", "sources")
    build.table("builds-in", "Builds in", columns, built, more=f"/incorporations/?integrator={ident}")
    seen = rows.incidents().filter(naming(entity, "user", "actor")).order_by("happened_earliest", "pk")
    columns = only(war.INCIDENTS, "title", "kind", "items", "user", "conflict", "happened", "strength", "sources")
    build.table("incidents", "Incidents", columns, seen, more=f"/incidents/?user={ident}")


def _permissions(build: Builder, entity: Any) -> None:
    standing = naming(entity, "parties__entity", "authority")
    licences = rows.licences().filter(standing).distinct().order_by("issued_earliest", "pk")
    columns = only(what.LICENCES, "title", "items", "consignee", "declared_end_user", "issued", "strength", "sources")
    note = "A permission is not a movement."
    build.table("licences", "Licences", columns, licences, note=note, more=f"/licences/?party={entity.public_id}")
    measures_aimed_at(build, naming(entity, "targets__entity"), more=f"/measures/?target={entity.public_id}")
    issued = rows.measures().filter(issuer__canonical_id=entity.pk).order_by("valid_from_earliest", "pk")
    columns = only(what.MEASURES, "title", "kind", "targets", "in_force", "legal_force", "strength", "sources")
    build.table("measures-issued", "Measures it issued", columns, issued, more=f"/measures/?issuer={entity.public_id}")


def _ties(build: Builder, entity: Any) -> None:
    ties = rows.relationships().filter(naming(entity, "subject", "object")).order_by("since_earliest", "pk")
    columns = only(who.RELATIONSHIPS, "subject", "kind", "object", "when", "strength", "sources")
    build.table("relationships", "Relationships", columns, ties)
    party = naming(entity, "client", "lobbyist", "office_holder", "body")
    contacts_about(build, party)

"""Rules that chains rest on, kept by the database at commit: nothing stands above itself, units fit their item."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import IntegrityError, connection, transaction

from conflicts.models import Conflict, Incident, IncidentItem
from entities.models import Entity
from exports.models import Incorporation, Item, ItemUnit, Licence, LicenceItem, Shipment, ShipmentUnit
from tests.cited_records import cite, company, shipment

pytestmark = pytest.mark.django_db


def at_commit() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


@contextmanager
def refused(constraint: str) -> Iterator[None]:
    """What is done inside is refused at commit under this name, with a hint."""
    try:
        with transaction.atomic():
            yield
            at_commit()
    except IntegrityError as refusal:
        said = refusal.__cause__.diag  # type: ignore[union-attr]  # psycopg2's error
        assert said.constraint_name == constraint
        assert said.message_hint.endswith(".")
    else:
        pytest.fail(f"The database let it pass: {constraint}")


def an_item(name: str, maker: Entity, **more: object) -> Item:
    made: Item = Item.objects.create(designation=name, kind="component", maker=maker, **more)
    cite(made)
    return made


def test_two_shipments_are_not_each_counted_in_the_other() -> None:
    first, second = shipment(), shipment()
    Shipment.objects.filter(pk=first.pk).update(counted_in=second)
    at_commit()
    with refused("exports_shipment_counted_in_id_circle"):
        Shipment.objects.filter(pk=second.pk).update(counted_in=first)


def test_a_company_is_not_part_of_its_own_part() -> None:
    group, holding, plant = company("Group"), company("Holding"), company("Plant")
    Entity.objects.filter(pk=plant.pk).update(part_of=holding)
    Entity.objects.filter(pk=holding.pk).update(part_of=group)
    at_commit()
    with refused("entities_entity_part_of_id_circle"):
        Entity.objects.filter(pk=group.pk).update(part_of=plant)


def test_a_family_is_not_a_variant_of_its_variant() -> None:
    maker = company("Maker")
    family = an_item("Family", maker)
    variant = an_item("Variant", maker, variant_of=family)
    at_commit()
    with refused("exports_item_variant_of_id_circle"):
        Item.objects.filter(pk=family.pk).update(variant_of=variant)


@pytest.fixture
def camera() -> ItemUnit:
    unit: ItemUnit = ItemUnit.objects.create(item=shipment().item, label="Camera")
    cite(unit)
    return unit


def test_a_shipment_names_units_of_its_item_only(camera: ItemUnit) -> None:
    with refused("exports_shipmentunit_unit_of_item"):
        ShipmentUnit.objects.create(shipment=shipment(), unit=camera)


def test_a_licence_names_units_of_its_item_only(camera: ItemUnit) -> None:
    licence = Licence.objects.create(title="Permit")
    cite(licence)
    LicenceItem.objects.create(licence=licence, item=camera.item, unit=camera)
    at_commit()
    with refused("exports_licenceitem_unit_of_item"):
        LicenceItem.objects.create(licence=licence, item=an_item("Other", camera.item.maker), unit=camera)


def test_a_unit_of_a_variant_may_stand_where_the_family_is_named(camera: ItemUnit) -> None:
    family = an_item("Family", camera.item.maker)
    Item.objects.filter(pk=camera.item_id).update(variant_of=family)
    licence = Licence.objects.create(title="Permit for the family")
    cite(licence)
    LicenceItem.objects.create(licence=licence, item=family, unit=camera)
    at_commit()


def test_what_was_built_in_is_a_unit_of_the_component(camera: ItemUnit) -> None:
    maker = camera.item.maker
    parts = {"component": an_item("Valve", maker), "platform": an_item("Platform", maker), "integrator": maker}
    with refused("exports_incorporation_unit_of_item"):
        cite(Incorporation.objects.create(component_unit=camera, **parts))


def test_what_was_found_is_a_unit_of_the_item(camera: ItemUnit) -> None:
    war = Conflict.objects.create(name="A war", short_name="War")
    incident = Incident.objects.create(title="Find", kind="recovered", conflict=war)
    cite(war)
    cite(incident)
    with refused("conflicts_incidentitem_unit_of_item"):
        IncidentItem.objects.create(incident=incident, item=an_item("Other", camera.item.maker), unit=camera)

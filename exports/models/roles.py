"""Entities by the role that records give them. One company can have all three roles; Baykar does.

The records of all that were judged the same count for the one that is kept.
"""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from core.models import RecordManager, RecordQuerySet
from entities.models import Entity
from exports.choices import LicenceRole, ShipmentRole
from exports.models.incorporations import Incorporation
from exports.models.licences import LicenceParty
from exports.models.shipments import Shipment, ShipmentParty


def ships() -> Exists:
    return Exists(Shipment.objects.filter(exporter__canonical_id=OuterRef("pk")))


def receives() -> Exists:
    return Exists(Shipment.objects.filter(recipient__canonical_id=OuterRef("pk")))


def builds_in() -> Exists:
    return Exists(Incorporation.objects.filter(integrator__canonical_id=OuterRef("pk")))


def on_licence(*roles: LicenceRole) -> Exists:
    return Exists(LicenceParty.objects.filter(entity__canonical_id=OuterRef("pk"), role__in=roles))


def on_shipment(*roles: ShipmentRole) -> Exists:
    return Exists(ShipmentParty.objects.filter(entity__canonical_id=OuterRef("pk"), role__in=roles))


class ExporterManager(RecordManager["Exporter"]):
    def get_queryset(self) -> RecordQuerySet[Exporter]:
        """Who sends in a shipment, or stands as exporter or applicant on a licence."""
        return super().get_queryset().filter(Q(ships()) | Q(on_licence(LicenceRole.EXPORTER, LicenceRole.APPLICANT)))


class Exporter(Entity):
    objects = ExporterManager()

    class Meta:
        proxy = True


class IntermediaryManager(RecordManager["Intermediary"]):
    def get_queryset(self) -> RecordQuerySet[Intermediary]:
        """Who both receives and passes on or builds in, or brokers, carries, distributes or receives on the way."""
        passes_on = Q(receives()) & (Q(ships()) | Q(builds_in()))
        consignee = on_licence(LicenceRole.CONSIGNEE, LicenceRole.BROKER)
        helper = on_shipment(
            ShipmentRole.BROKER, ShipmentRole.CARRIER, ShipmentRole.INTERMEDIATE_CONSIGNEE, ShipmentRole.DISTRIBUTOR
        )
        return super().get_queryset().filter(passes_on | Q(consignee) | Q(helper))


class Intermediary(Entity):
    objects = IntermediaryManager()

    class Meta:
        proxy = True
        verbose_name_plural = "intermediaries"

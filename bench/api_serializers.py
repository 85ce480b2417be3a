"""The usual way to write a record, for comparison: objects with everything prefetched, through DRF's serializers."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from entities.models import Entity
from evidence.models import Citation
from exports.models import Delivery, Item, Shipment, ShipmentParty


class DateField(serializers.Field[Any, Any, Any, Any]):
    def to_representation(self, value: Any) -> Any:
        return value and {"edtf": value.edtf, "earliest": value.earliest, "latest": value.latest}


class EntitySerializer(serializers.ModelSerializer[Entity]):
    class Meta:
        model = Entity
        fields = ("public_id", "name")


class ItemSerializer(serializers.ModelSerializer[Item]):
    class Meta:
        model = Item
        fields = ("public_id", "designation")


class PartySerializer(serializers.ModelSerializer[ShipmentParty]):
    entity = EntitySerializer()

    class Meta:
        model = ShipmentParty
        fields = ("role", "entity", "note")


class DeliverySerializer(serializers.ModelSerializer[Delivery]):
    period = DateField()

    class Meta:
        model = Delivery
        fields = ("period", "quantity_low", "quantity_high", "quantity_unit")


class CitationSerializer(serializers.ModelSerializer[Citation]):
    source_id = serializers.CharField(source="source.public_id")
    publisher = serializers.CharField(source="source.publisher.name", default=None)

    class Meta:
        model = Citation
        fields = ("source_id", "publisher", "stance", "rung")


class ShipmentSerializer(serializers.ModelSerializer[Shipment]):
    item = ItemSerializer()
    exporter = EntitySerializer()
    recipient = EntitySerializer()
    ordered = DateField()
    delivered = DateField()
    parties = PartySerializer(many=True)
    deliveries = DeliverySerializer(many=True)
    citations = CitationSerializer(many=True)

    class Meta:
        model = Shipment
        fields = (
            "public_id", "handle", "item", "exporter", "recipient", "kind", "status", "authorised", "ordered",
            "delivered", "quantity_low", "quantity_high", "quantity_unit", "quantity_is_estimate", "quantity_text",
            "statement", "note", "strength", "is_disputed", "version", "created_at", "updated_at", "parties",
            "deliveries", "citations",
        )  # fmt: skip


def shipments() -> Any:
    """With everything that the serializer reads, in a fixed number of queries."""
    return (
        Shipment.objects.select_related("item", "exporter", "recipient")
        .prefetch_related("parties__entity", "deliveries", "citations__source__publisher")
        .order_by("public_id")
    )

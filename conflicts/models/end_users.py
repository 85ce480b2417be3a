from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from conflicts.models.incidents import Incident
from core.models import RecordManager, RecordQuerySet
from entities.models import Entity
from exports.choices import LicenceRole, ShipmentRole
from exports.models.roles import builds_in, on_licence, on_shipment, receives, ships


class EndUserManager(RecordManager["EndUser"]):
    def get_queryset(self) -> RecordQuerySet[EndUser]:
        """Who is recorded as using, is declared as end user, or receives and is not recorded as passing on."""
        keeps = Q(receives()) & ~Q(ships()) & ~Q(builds_in())
        uses = Exists(Incident.objects.filter(user__canonical_id=OuterRef("pk")))
        declared = Q(on_licence(LicenceRole.DECLARED_END_USER)) | Q(on_shipment(ShipmentRole.DECLARED_END_USER))
        return super().get_queryset().filter(keeps | declared | Q(uses))


class EndUser(Entity):
    """Entities that finally receive and use. Observed use counts beside declared use; the two may differ."""

    objects = EndUserManager()

    class Meta:
        proxy = True

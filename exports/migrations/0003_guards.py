"""Counts versions, and keeps history complete and append-only. Tables that come later add their own migration."""

from typing import ClassVar

from django.db import migrations
from django.db.migrations.operations.base import Operation

from core.migrations_support import history_guards, version_triggers

RECORDS = (
    "exports_incorporation",
    "exports_item",
    "exports_itemunit",
    "exports_licence",
    "exports_licenceevent",
    "exports_measure",
    "exports_measurereading",
    "exports_proceeding",
    "exports_shipment",
    "exports_tradestatistic",
    "exports_undertaking",
)
PARTS = (
    "exports_code",
    "exports_codeassignment",
    "exports_delivery",
    "exports_itemname",
    "exports_itemproperty",
    "exports_licenceitem",
    "exports_licenceparty",
    "exports_measureitem",
    "exports_measuretarget",
    "exports_proceedingstage",
    "exports_proceedingsubject",
    "exports_shipmentparty",
    "exports_shipmentunit",
    "exports_undertakingitem",
    "exports_valuation",
)


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("exports", "0002_history"), ("core", "0002_history")]
    operations: ClassVar[list[Operation]] = [version_triggers(RECORDS), history_guards((*RECORDS, *PARTS))]

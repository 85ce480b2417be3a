"""Every write to a public table is told of, whichever way it is made; a write to any other is not."""

from typing import ClassVar

from django.db import migrations
from django.db.migrations.operations.base import Operation

from changes.migrations_support import follow_parts, follow_records, follow_what_is_shown_in, functions

# As of this migration; a kind of record that comes later gets its own (tests/test_changes.py asks for it).
CITED = {
    "place": "entities_place",
    "entity": "entities_entity",
    "relationship": "entities_relationship",
    "lobby_contact": "entities_lobbycontact",
    "item": "exports_item",
    "item_unit": "exports_itemunit",
    "incorporation": "exports_incorporation",
    "licence": "exports_licence",
    "licence_event": "exports_licenceevent",
    "undertaking": "exports_undertaking",
    "measure": "exports_measure",
    "measure_reading": "exports_measurereading",
    "shipment": "exports_shipment",
    "proceeding": "exports_proceeding",
    "trade_statistic": "exports_tradestatistic",
    "conflict": "conflicts_conflict",
    "incident": "conflicts_incident",
    "allegation": "conflicts_allegation",
}
OTHERS = {
    "source": "evidence_source",
    "gap": "evidence_gap",
    "reply": "evidence_reply",
    "check": "evidence_check",
    "resolution": "evidence_resolution",
}
KINDS = {
    "country": ("entities_country", "record.code"),
    "code": ("exports_code", "record.scheme || ':' || record.code"),
} | {kind: (table, "record.public_id") for kind, table in (CITED | OTHERS).items()}
PARTS = {
    "entities_countryname": {"country": "country_id"},
    "entities_identifier": {"entity": "entity_id"},
    "entities_name": {"entity": "entity_id"},
    "exports_codeassignment": {"item": "item_id"},
    "exports_delivery": {"shipment": "shipment_id"},
    "exports_itemname": {"item": "item_id"},
    "exports_itemproperty": {"item": "item_id"},
    "exports_licenceitem": {"licence": "licence_id"},
    "exports_licenceparty": {"licence": "licence_id"},
    "exports_measureitem": {"measure": "measure_id"},
    "exports_measuretarget": {"measure": "measure_id"},
    "exports_proceedingstage": {"proceeding": "proceeding_id"},
    "exports_proceedingsubject": {"proceeding": "proceeding_id"},
    "exports_shipmentparty": {"shipment": "shipment_id"},
    "exports_shipmentunit": {"shipment": "shipment_id"},
    "exports_undertakingitem": {"undertaking": "undertaking_id"},
    "conflicts_belligerent": {"conflict": "conflict_id"},
    "conflicts_conflict_countries": {"conflict": "conflict_id"},
    "conflicts_conflictname": {"conflict": "conflict_id"},
    "conflicts_incidentitem": {"incident": "incident_id"},
    "evidence_capture": {"source": "source_id"},
    "evidence_citation": {kind: f"{kind}_id" for kind in CITED},
    "evidence_sourcelineage": {"source": "source_id"},
}
SHOWN_IN = {
    "exports_valuation": (
        "VALUES ('shipment', record.shipment_id), ('licence', record.licence_id), ('shipment', "
        "(SELECT shipment_id FROM exports_delivery WHERE exports_delivery.id = record.delivery_id))"
    ),
    # Reference data without a public id: told of through the records that show it.
    "evidence_publisher": "SELECT 'source', id FROM evidence_source WHERE publisher_id = record.id",
}


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [
        ("changes", "0001_initial"),
        ("entities", "0007_circles"),
        ("exports", "0013_valuation_delivery"),
        ("conflicts", "0006_units_of_items"),
        ("evidence", "0012_check_guards"),
    ]
    operations: ClassVar[list[Operation]] = [
        migrations.RunSQL("INSERT INTO changes_horizon (id, sequence) VALUES (1, 0)", migrations.RunSQL.noop),
        functions(KINDS),
        follow_records(KINDS),
        follow_parts(PARTS),
        follow_what_is_shown_in(SHOWN_IN),
    ]

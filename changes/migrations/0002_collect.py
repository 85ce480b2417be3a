"""Every write to a public table is told of, whichever way it is made; a write to any other is not."""

from typing import ClassVar

from django.db import migrations
from django.db.migrations.operations.base import Operation

from changes.migrations_support import (
    ANY,
    Kind,
    Part,
    follow_derived,
    follow_parts,
    follow_records,
    numbering,
    rows_with,
)
from core.migrations_support import sql_file

# As of this migration; a kind of record that comes later gets its own (tests/test_changes.py asks for it).
CITED = {
    "place": Kind("entities_place", "name"),
    "entity": Kind("entities_entity", "name"),
    "relationship": Kind("entities_relationship"),
    "lobby_contact": Kind("entities_lobbycontact"),
    "item": Kind("exports_item", "designation"),
    "item_unit": Kind("exports_itemunit", "label"),
    "incorporation": Kind("exports_incorporation"),
    "licence": Kind("exports_licence", "title"),
    "licence_event": Kind("exports_licenceevent", part_of={"licence": "record.licence_id"}),
    "undertaking": Kind("exports_undertaking"),
    "measure": Kind("exports_measure", "title"),
    "measure_reading": Kind("exports_measurereading", part_of={"measure": "record.measure_id"}),
    "shipment": Kind("exports_shipment", "statement"),
    "proceeding": Kind("exports_proceeding", "title"),
    "trade_statistic": Kind("exports_tradestatistic"),
    "conflict": Kind("conflicts_conflict", "name"),
    "incident": Kind("conflicts_incident", "title"),
    "allegation": Kind("conflicts_allegation"),
}
KINDS = CITED | {
    "country": Kind("entities_country", "name", public_id="record.code"),
    "code": Kind("exports_code", "title", public_id="record.scheme || ':' || record.code"),
    "publisher": Kind("evidence_publisher", "name"),
    "source": Kind("evidence_source", "title, publisher_id"),
    "citation": Kind("evidence_citation", part_of={kind: f"record.{kind}_id" for kind in CITED}),
    "gap": Kind("evidence_gap", "what"),
    "reply": Kind("evidence_reply"),
    "check": Kind("evidence_check"),
    "resolution": Kind("evidence_resolution"),
}
PARTS = {
    "entities_countryname": Part({"country": "record.country_id"}),
    "entities_identifier": Part({"entity": "record.entity_id"}),
    "entities_name": Part({"entity": "record.entity_id"}),
    "exports_codeassignment": Part({"item": "record.item_id"}),
    "exports_delivery": Part({"shipment": "record.shipment_id"}),
    "exports_itemname": Part({"item": "record.item_id"}),
    "exports_itemproperty": Part({"item": "record.item_id"}),
    "exports_licenceitem": Part({"licence": "record.licence_id"}),
    "exports_licenceparty": Part({"licence": "record.licence_id"}),
    "exports_measureitem": Part({"measure": "record.measure_id"}),
    "exports_measuretarget": Part({"measure": "record.measure_id"}),
    "exports_proceedingstage": Part({"proceeding": "record.proceeding_id"}),
    "exports_proceedingsubject": Part({"proceeding": "record.proceeding_id"}),
    "exports_shipmentparty": Part({"shipment": "record.shipment_id"}),
    "exports_shipmentunit": Part({"shipment": "record.shipment_id"}),
    "exports_undertakingitem": Part({"undertaking": "record.undertaking_id"}),
    "exports_valuation": Part({"shipment": "record.shipment_id", "licence": "record.licence_id"}),
    "conflicts_belligerent": Part({"conflict": "record.conflict_id"}),
    "conflicts_conflict_countries": Part({"conflict": "record.conflict_id"}),
    "conflicts_conflictname": Part({"conflict": "record.conflict_id"}),
    "conflicts_incidentitem": Part({"incident": "record.incident_id"}),
    "evidence_capture": Part({"source": "record.source_id"}),
    # What a source rests on decides how many origins the records have that it carries.
    "evidence_sourcelineage": Part({"source": "record.source_id"}, shown=ANY),
}
# The roles of an entity are read from records that name it.
ROLES = {
    "exports_shipment": (
        "VALUES ('entity', record.exporter_id), ('entity', record.recipient_id)", "exporter_id, recipient_id"
    ),
    "exports_incorporation": ("VALUES ('entity', record.integrator_id)", "integrator_id"),
    "exports_shipmentparty": ("VALUES ('entity', record.entity_id)", "entity_id, role"),
    "exports_licenceparty": ("VALUES ('entity', record.entity_id)", "entity_id, role"),
    "conflicts_incident": ("VALUES ('entity', record.user_id)", "user_id"),
}  # fmt: skip
# Records show the names of those that they point to.
NAMED_IN = {
    "entity": (
        "entities_entity.part_of_id",
        "entities_relationship.subject_id",
        "entities_relationship.object_id",
        "entities_lobbycontact.client_id",
        "entities_lobbycontact.lobbyist_id",
        "entities_lobbycontact.office_holder_id",
        "entities_lobbycontact.body_id",
        "exports_item.maker_id",
        "exports_incorporation.integrator_id",
        "exports_licence.authority_id",
        "exports_licenceevent.by_id",
        "exports_licenceparty.entity_id",
        "exports_undertaking.given_by_id",
        "exports_undertaking.given_to_id",
        "exports_measure.issuer_id",
        "exports_measurereading.reader_id",
        "exports_measuretarget.entity_id",
        "exports_shipment.exporter_id",
        "exports_shipment.recipient_id",
        "exports_shipmentparty.entity_id",
        "exports_proceeding.brought_by_id",
        "exports_proceedingsubject.entity_id",
        "exports_tradestatistic.reporter_id",
        "exports_tradestatistic.partner_id",
        "conflicts_belligerent.entity_id",
        "conflicts_incident.user_id",
        "conflicts_incident.actor_id",
        "conflicts_incident.casualties_stated_by_id",
        "conflicts_allegation.alleged_by_id",
        "conflicts_allegation.against_id",
        "evidence_source.speaker_id",
        "evidence_publisher.entity_id",
        "evidence_check.by_id",
        "evidence_check.asked_of_id",
        "evidence_reply.asked_of_id",
        "evidence_reply.asked_by_id",
        "evidence_gap.sender_id",
        "evidence_gap.recipient_id",
        "evidence_gap.held_by_id",
    ),
    "country": (
        "entities_entity.country_id",
        "entities_place.country_id",
        "exports_itemunit.found_in_id",
        "exports_licence.destination_id",
        "exports_measuretarget.country_id",
        "exports_shipment.origin_id",
        "exports_shipment.destination_id",
        "exports_shipmentparty.country_id",
        "exports_proceedingsubject.country_id",
        "exports_tradestatistic.partner_country_id",
        "conflicts_conflict_countries.country_id",
        "evidence_publisher.country_id",
    ),
    "place": ("entities_entity.seat_id", "conflicts_conflict.place_id", "conflicts_incident.place_id"),
    "item": (
        "exports_item.variant_of_id",
        "exports_itemunit.item_id",
        "exports_incorporation.component_id",
        "exports_incorporation.platform_id",
        "exports_licenceitem.item_id",
        "exports_undertakingitem.item_id",
        "exports_measureitem.item_id",
        "exports_shipment.item_id",
        "exports_proceedingsubject.item_id",
        "conflicts_incidentitem.item_id",
        "evidence_gap.item_id",
    ),
    "item_unit": (
        "exports_incorporation.component_unit_id",
        "exports_incorporation.platform_unit_id",
        "exports_licenceitem.unit_id",
        "exports_shipmentunit.unit_id",
        "conflicts_incidentitem.unit_id",
    ),
    "code": ("exports_codeassignment.code_id", "exports_measureitem.code_id", "exports_code.parent_id"),
    "licence": (
        "exports_licenceevent.licence_id",
        "exports_undertaking.licence_id",
        "exports_shipment.licence_id",
        "exports_proceedingsubject.licence_id",
    ),
    "measure": ("exports_measure.relaxes_id", "exports_measurereading.measure_id"),
    "shipment": ("exports_shipment.counted_in_id", "exports_proceedingsubject.shipment_id"),
    "proceeding": ("exports_proceeding.part_of_id",),
    "conflict": ("conflicts_conflict.part_of_id", "conflicts_incident.conflict_id"),
    "incident": ("conflicts_allegation.incident_id",),
    "gap": ("evidence_reply.gap_id",),
    "source": (
        "evidence_citation.source_id",
        "evidence_sourcelineage.origin_id",
        "evidence_check.source_id",
        "evidence_reply.source_id",
        "evidence_resolution.source_id",
    ),
    "publisher": ("evidence_source.publisher_id",),
}
# What carries a record is summed up in it: publishers and origins of its sources, and of what those rest on.
CARRIED = "SELECT said.* FROM evidence_citation AS record, LATERAL (VALUES {subjects}) AS said WHERE record.source_id IN ({sources})"
DESCENDANTS = """
    WITH RECURSIVE below (id) AS (
        SELECT unnest($1)
        UNION SELECT lineage.source_id FROM below JOIN evidence_sourcelineage AS lineage ON lineage.origin_id = below.id
    )
    SELECT id FROM below
"""
PUBLISHED = "SELECT id FROM evidence_source WHERE publisher_id = ANY ($1)"
SUBJECTS = ", ".join(f"('{kind}', record.{kind}_id)" for kind in CITED)
SHOWN_IN = {kind: rows_with(KINDS, PARTS, *columns) for kind, columns in NAMED_IN.items()}
SHOWN_IN["source"].append(CARRIED.format(subjects=SUBJECTS, sources=DESCENDANTS))
SHOWN_IN["publisher"].append(CARRIED.format(subjects=SUBJECTS, sources=PUBLISHED))


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [
        ("changes", "0001_initial"),
        ("entities", "0007_circles"),
        ("exports", "0014_values_of_their_own_deliveries"),
        ("conflicts", "0006_units_of_items"),
        ("evidence", "0014_public_ids_stay"),
    ]
    operations: ClassVar[list[Operation]] = [
        migrations.RunSQL("INSERT INTO changes_horizon (id, sequence) VALUES (1, 0)", migrations.RunSQL.noop),
        sql_file("changes", "collect"),
        numbering(KINDS, SHOWN_IN),
        migrations.RunSQL(
            "CREATE CONSTRAINT TRIGGER number_changes AFTER INSERT ON changes_waiting "
            "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION changes_number()",
            "DROP TRIGGER number_changes ON changes_waiting",
        ),
        follow_records(KINDS),
        follow_parts(PARTS),
        follow_derived(ROLES),
    ]

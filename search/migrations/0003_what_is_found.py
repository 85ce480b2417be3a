"""What each table says to a search: a view that tells, and triggers that keep documents and entries like it."""

from typing import ClassVar

from django.db import migrations
from django.db.migrations.operations.base import Operation

from search.migrations_support import Records, Says, documents, entries

# As of this migration; a kind of record that comes later gets its own.
KINDS = {
    "entity": Records("entities_entity", 90, country="country_id", follows="strength, country_id"),
    "country": Records("entities_country", 80, country="id", strength="''::varchar", public_id="code", follows="code"),
    # Its country is its maker's, which the search looks up: kept here it would have to follow another table.
    "item": Records("exports_item", 100),
    "conflict": Records("conflicts_conflict", 85),
    "item_unit": Records("exports_itemunit", 75, country="found_in_id", follows="strength, found_in_id"),
    "licence": Records("exports_licence", 70, country="destination_id", follows="strength, destination_id"),
    "measure": Records("exports_measure", 65),
    "incident": Records("conflicts_incident", 60),
    "shipment": Records("exports_shipment", 58),
    "incorporation": Records("exports_incorporation", 56),
    "proceeding": Records("exports_proceeding", 54),
    "undertaking": Records("exports_undertaking", 52),
    "licence_event": Records("exports_licenceevent", 50),
    "measure_reading": Records("exports_measurereading", 48),
    "allegation": Records("conflicts_allegation", 46),
    "relationship": Records("entities_relationship", 44),
    "lobby_contact": Records("entities_lobbycontact", 42),
    "trade_statistic": Records("exports_tradestatistic", 40),
    "place": Records("entities_place", 30, country="country_id", follows="strength, country_id"),
    "source": Records("evidence_source", 20, strength="''::varchar", follows="public_id"),
}


def own(table: str, kind: str, follows: str, **said: str) -> Says:
    """What stands in columns of the record itself."""
    return Says(table, f"'{kind}'", said, follows)


def part(table: str, kind: str, follows: str, **said: str) -> Says:
    """Names in a table of their own; the key of their record is the first column."""
    return Says(table, f"'{kind}'", said, follows, record_id=f"record.{follows.partition(',')[0]}")


def texts(*columns: str) -> str:
    """Several columns as one text."""
    return f"concat_ws(' ', {', '.join(f'record.{column}' for column in columns)})"


CITED = [kind for kind in KINDS if kind not in ("country", "source")]
ORIGINS = {
    "entity": own(
        "entities_entity", "entity", "name, description, note", name="name", text=texts("description", "note")
    ),
    # Its own kind of name is what it is to the entity.
    "name": Says(
        "entities_name", "'entity'", {"record.kind": "record.text"}, "entity_id, kind, text", "record.entity_id"
    ),
    "identifier": part("entities_identifier", "entity", "entity_id, value", identifier="value"),
    "country": own("entities_country", "country", "name, official_name", name="name", alias="official_name"),
    "country_name": part("entities_countryname", "country", "country_id, text", alias="record.text"),
    "place": own("entities_place", "place", "name", name="name"),
    "relationship": own("entities_relationship", "relationship", "statement, note", text=texts("statement", "note")),
    "lobby_contact": own(
        "entities_lobbycontact",
        "lobby_contact",
        "registration_number, subject, note",
        number="registration_number",
        text=texts("subject", "note"),
    ),
    "item": own(
        "exports_item",
        "item",
        "designation, category, description, note",
        name="designation",
        text=texts("category", "description", "note"),
    ),
    "item_name": part("exports_itemname", "item", "item_id, text", alias="record.text"),
    "item_unit": own(
        "exports_itemunit",
        "item_unit",
        "label, serial_as_read, marks, note",
        name="label",
        serial="serial_as_read",
        marks="marks",
        text="note",
    ),
    "licence": own(
        "exports_licence",
        "licence",
        "title, number, conditions, statement, note",
        name="title",
        number="number",
        text=texts("conditions", "statement", "note"),
    ),
    "licence_event": own(
        "exports_licenceevent", "licence_event", "reason, statement", text=texts("reason", "statement")
    ),
    "undertaking": own("exports_undertaking", "undertaking", "title, terms", name="title", text="terms"),
    "measure": own(
        "exports_measure",
        "measure",
        "title, instrument, item_scope, reason, statement, note",
        name="title",
        instrument="instrument",
        text=texts("item_scope", "reason", "statement", "note"),
    ),
    "measure_reading": own("exports_measurereading", "measure_reading", "interpretation", text="interpretation"),
    "shipment": own("exports_shipment", "shipment", "statement, note", text=texts("statement", "note")),
    "incorporation": own("exports_incorporation", "incorporation", "note", text="note"),
    "proceeding": own(
        "exports_proceeding", "proceeding", "title, statement, note", name="title", text=texts("statement", "note")
    ),
    "trade_statistic": own(
        "exports_tradestatistic",
        "trade_statistic",
        "title, category, covers, note",
        name="title",
        text=texts("category", "covers", "note"),
    ),
    "conflict": own(
        "conflicts_conflict",
        "conflict",
        "name, short_name, ucdp_id, note",
        name="name",
        alias="short_name",
        identifier="ucdp_id",
        text="note",
    ),
    "conflict_name": part("conflicts_conflictname", "conflict", "conflict_id, text", alias="record.text"),
    "incident": own(
        "conflicts_incident",
        "incident",
        "title, place_as_printed, target, statement, note",
        name="title",
        place="place_as_printed",
        text=texts("target", "statement", "note"),
    ),
    "allegation": own("conflicts_allegation", "allegation", "statement", text="statement"),
    "source": Says(
        "evidence_source",
        "'source'",
        {
            "name": "record.title",
            "publisher": "concat_ws(', ', NULLIF(record.authors, $$$$), publisher.name)",
            "text": texts("statement", "note"),
        },
        "title, authors, publisher_id, statement, note",
        rows="evidence_source AS record LEFT JOIN evidence_publisher AS publisher ON publisher.id = record.publisher_id",
    ),
    "citation": Says(
        "evidence_citation",
        "CASE " + " ".join(f"WHEN record.{kind}_id IS NOT NULL THEN '{kind}'" for kind in CITED) + " END",
        {"citation": texts("says", "value_printed")},
        "says, value_printed, " + ", ".join(f"{kind}_id" for kind in CITED),
        record_id="coalesce(" + ", ".join(f"record.{kind}_id" for kind in CITED) + ")",
    ),
}


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [
        ("search", "0002_names_and_follow"),
        ("entities", "0007_circles"),
        ("exports", "0012_units_of_items"),
        ("conflicts", "0006_units_of_items"),
        ("evidence", "0007_protected_shows_kind_and_grade"),
    ]
    operations: ClassVar[list[Operation]] = [
        documents(KINDS),
        entries(ORIGINS),
        migrations.RunSQL(
            "CREATE TRIGGER search_entries_updated AFTER UPDATE ON evidence_publisher "
            "REFERENCING OLD TABLE AS before NEW TABLE AS after "
            "FOR EACH STATEMENT EXECUTE FUNCTION search_follow_publishers()",
            "DROP TRIGGER search_entries_updated ON evidence_publisher",
        ),
    ]

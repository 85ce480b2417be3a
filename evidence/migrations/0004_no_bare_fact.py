"""The database refuses, at commit, a record that no citation carries; by whichever way it was written."""

from typing import ClassVar

from django.db import migrations
from django.db.migrations.operations.base import Operation

from core.migrations_support import sql_file
from evidence.migrations_support import for_each_subject

# As of this migration; a kind of record that comes later gets its own (tests/test_no_bare_fact.py asks for it).
TABLES = {
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


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [
        ("evidence", "0003_guards"),
        ("conflicts", "0003_guards"),
        ("entities", "0003_guards"),
        ("exports", "0003_guards"),
    ]
    operations: ClassVar[list[Operation]] = [
        sql_file("evidence", "refuse_bare_fact"),
        *for_each_subject("no_bare_fact", TABLES),
    ]

"""What is missing, whom somebody asked, and what editors decided: found with the record that it is about."""

from typing import ClassVar

from django.db import migrations
from django.db.migrations.operations.base import Operation

from search.migrations_support import Says, entries

# As of this migration; the kinds of record that an editor may decide about.
DECIDED = (
    "place",
    "entity",
    "relationship",
    "lobby_contact",
    "item",
    "item_unit",
    "incorporation",
    "licence",
    "licence_event",
    "undertaking",
    "measure",
    "measure_reading",
    "shipment",
    "proceeding",
    "trade_statistic",
    "conflict",
    "incident",
    "allegation",
)
ABOUT = "item_id, held_by_id, recipient_id, sender_id"

ORIGINS = {
    "gap": Says(
        "evidence_gap",
        "CASE WHEN record.item_id IS NOT NULL THEN 'item' ELSE 'entity' END",
        {"text": "concat_ws(' ', record.what, record.result)"},
        f"what, result, {ABOUT}",
        record_id="coalesce(record.item_id, record.held_by_id, record.recipient_id, record.sender_id)",
        rows=f"(SELECT * FROM evidence_gap WHERE coalesce({ABOUT}) IS NOT NULL) AS record",  # noqa: S608  # a constant
    ),
    "reply": Says(
        "evidence_reply",
        "'entity'",
        {"text": "concat_ws(' ', record.question, record.answer)"},
        "question, answer, asked_of_id",
        record_id="record.asked_of_id",
    ),
    "resolution": Says(
        "evidence_resolution",
        "CASE " + " ".join(f"WHEN record.{kind}_id IS NOT NULL THEN '{kind}'" for kind in DECIDED) + " END",
        {"text": "record.note"},
        "note, " + ", ".join(f"{kind}_id" for kind in DECIDED),
        record_id="coalesce(" + ", ".join(f"record.{kind}_id" for kind in DECIDED) + ")",
    ),
}


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [
        ("search", "0003_what_is_found"),
        ("evidence", "0012_check_guards"),
    ]
    operations: ClassVar[list[Operation]] = [entries(ORIGINS)]

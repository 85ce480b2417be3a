"""The kinds of record that a citation can be about: one column of `Citation` each, and one table that needs citations.

This list is the single place to add a kind: the CHECK, the triggers, the admin and the pages read it.
"""

from __future__ import annotations

SUBJECTS: dict[str, str] = {
    "place": "entities.Place",
    "entity": "entities.Entity",
    "relationship": "entities.Relationship",
    "lobby_contact": "entities.LobbyContact",
    "item": "exports.Item",
    "item_unit": "exports.ItemUnit",
    "incorporation": "exports.Incorporation",
    "licence": "exports.Licence",
    "licence_event": "exports.LicenceEvent",
    "undertaking": "exports.Undertaking",
    "measure": "exports.Measure",
    "measure_reading": "exports.MeasureReading",
    "shipment": "exports.Shipment",
    "proceeding": "exports.Proceeding",
    "trade_statistic": "exports.TradeStatistic",
    "conflict": "conflicts.Conflict",
    "incident": "conflicts.Incident",
    "allegation": "conflicts.Allegation",
}
"""Column of `Citation` → model, in reading order."""


def table_of(column: str) -> str:
    """The database table that `Citation.<column>` points to."""
    app, model = SUBJECTS[column].split(".")
    return f"{app}_{model.lower()}"

"""What, and how it moved: items, units, licences, measures, shipments, proceedings, statistics."""

from core.history import track_app
from exports.models.incorporations import Incorporation
from exports.models.items import Code, CodeAssignment, Component, Item, ItemName, ItemProperty, ItemUnit, Platform
from exports.models.licences import Licence, LicenceEvent, LicenceItem, LicenceParty, Undertaking, UndertakingItem
from exports.models.measures import Measure, MeasureItem, MeasureReading, MeasureTarget
from exports.models.merging import SameItem
from exports.models.proceedings import Proceeding, ProceedingStage, ProceedingSubject
from exports.models.roles import Exporter, Intermediary
from exports.models.shipments import Delivery, Shipment, ShipmentParty, ShipmentUnit
from exports.models.statistics import TradeStatistic
from exports.models.valuations import Valuation

__all__ = [
    "Code",
    "CodeAssignment",
    "Component",
    "Delivery",
    "Exporter",
    "Incorporation",
    "Intermediary",
    "Item",
    "ItemName",
    "ItemProperty",
    "ItemUnit",
    "Licence",
    "LicenceEvent",
    "LicenceItem",
    "LicenceParty",
    "Measure",
    "MeasureItem",
    "MeasureReading",
    "MeasureTarget",
    "Platform",
    "Proceeding",
    "ProceedingStage",
    "ProceedingSubject",
    "SameItem",
    "Shipment",
    "ShipmentParty",
    "ShipmentUnit",
    "TradeStatistic",
    "Undertaking",
    "UndertakingItem",
    "Valuation",
]

track_app("exports")

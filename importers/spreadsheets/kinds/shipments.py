from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from exports.models import Delivery, Shipment, ShipmentParty, ShipmentUnit, Valuation
from importers.spreadsheets.columns import Sheet, entries, of_model
from importers.spreadsheets.evidence import EVIDENCE, KEY, RECORD

QUANTITY = ("quantity_low", "quantity_high", "quantity_unit", "quantity_is_estimate", "quantity_text")
VALUE = ("amount_low", "amount_high", "unit", "currency", "is_estimate", "covers", "price_year")

SHIPMENTS = Sheet(
    name="shipments",
    title=_("Shipments"),
    about=_("One kind of thing that went, or was to go, from one party to another. A permit alone is no shipment."),
    model=Shipment,
    columns=(
        KEY,
        RECORD,
        *of_model(
            Shipment,
            (
                "exporter", "recipient", "item", "kind", "status", "authorised", "ordered", "delivered",
                *QUANTITY, "licence", "origin", "destination", "counted_in", "statement", "note",
            ),
            exporter={"target": "parties", "example": "L3Harris WESCAM"},
            recipient={"target": "parties", "example": "Baykar"},
            item={"target": "items", "example": "WESCAM MX-15D"},
            licence={"target": "licences"},
            counted_in={"target": "shipments"},
            delivered={"example": "2020-05/2020-08"},
            quantity_low={"example": "7"},
        ),
        entries(
            "other_parties",
            _("Everybody else with a role in it: brokers, carriers, countries passed through."),
            ShipmentParty,
            "shipment",
            ("role", "entity", "country", "note"),
            entity={"target": "parties"},
            example="transit | | GE ; carrier | Silk Way Airlines",
        ),
        entries(
            "deliveries", _("What arrived in which period."), Delivery, "shipment", ("period", *QUANTITY),
            example="2020 | 6 | 6 | aircraft ; 2021 | 6 | 6 | aircraft",
        ),
        entries(
            "values", _("What it is worth, in one currency or in TIV."), Valuation, "shipment", VALUE,
            only=(("delivery", None),),
            example="69000000 | 69000000 | money | USD",
        ),
        entries(
            "units", _("The named units that were part of it."), ShipmentUnit, "shipment", ("unit",),
            unit={"target": "units"},
        ),
        *EVIDENCE,
    ),
    label="statement",
    alike=("exporter", "recipient", "item"),
    left_out={
        "values.licence": "A licence's value stands on the sheet of licences.",
        "values.delivery": "Values of single deliveries come with SIPRI's register and stay with it.",
    },
    examples=(
        {
            "key": "EXAMPLE-1", "exporter": "EXAMPLE-wescam", "recipient": "EXAMPLE-baykar",
            "item": "EXAMPLE-mx15d", "kind": "sale", "status": "delivered", "delivered": "2020-05/2020-08",
            "quantity_low": "7", "quantity_high": "7", "quantity_unit": "systems", "source": "EXAMPLE-report",
            "locator": "p. 6", "quote": "Seven systems were shipped in the summer of 2020.", "credibility": "2",
            "rung": "deal",
        },
        {
            "key": "EXAMPLE-2", "exporter": "EXAMPLE-baykar", "recipient": "EXAMPLE-force", "item": "EXAMPLE-tb2",
            "kind": "sale", "status": "delivered", "ordered": "2020-06", "delivered": "2020",
            "quantity_low": "5", "quantity_high": "12", "quantity_unit": "aircraft", "quantity_is_estimate": "yes",
            "source": "EXAMPLE-report", "locator": "p. 9", "credibility": "2", "rung": "deal",
        },
    ),
)  # fmt: skip

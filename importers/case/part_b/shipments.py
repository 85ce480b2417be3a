"""Transfers of one item from one party to another, one leg at a time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from exports.models import Delivery, ItemUnit, Shipment, ShipmentParty
from importers.case.facts import Fact
from importers.case.frame import Part
from importers.case.part_b.job import Job, is_country, quantity_of, quantity_values
from importers.case.part_b.values import valuations
from importers.case.words import span

THEME = "shipments"


def shipment(job: Job) -> None:
    """One leg of a transfer, with what it was worth and who else had a part in it."""
    parts = [job.part(ShipmentParty, words) for words in job.take("shipment_parties", ())]
    parts += [_delivery(words) for words in job.take("deliveries", ())]
    parts += valuations(job, own=True)
    fact = job.fact
    fields = {
        "item": fact.get("item"),
        "delivered": span(fact),
        "origin": _country(fact, "origin"),
        "destination": _country(fact, "destination"),
        "statement": fact.text("statement"),
        "note": fact.words("note", "value_note"),
        **quantity_of(job),
    }
    job.write(THEME, Shipment, fields, parts)


def _delivery(words: Mapping[str, Any]) -> Part:
    """What of it arrived in one period."""
    return Part(Delivery, {"period": words["period"], **quantity_values(words)})


def item_unit(job: Job) -> None:
    """A lot or unit that a transfer record speaks of instead of a transfer."""
    job.write("goods", ItemUnit, {"note": job.fact.words("note")}, [])


def _country(fact: Fact, name: str) -> str | None:
    """Codes only: “CN via AE” is for the lookup to read."""
    return fact.text(name) if is_country(fact.text(name)) else None

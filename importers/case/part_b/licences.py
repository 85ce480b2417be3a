"""Permits: licences with their parties and items, what happened to them, and undertakings."""

from __future__ import annotations

from typing import Any

from exports.models import (
    Licence,
    LicenceEvent,
    LicenceItem,
    LicenceParty,
    Undertaking,
    UndertakingItem,
)
from importers.case.frame import Part
from importers.case.part_b.job import Job, quantity_values
from importers.case.part_b.values import valuations
from importers.case.words import edtf

THEME = "licences"


def licence(job: Job) -> None:
    """A permit, an approval, or a group of permits that a source counts together."""
    parts = [job.part(LicenceParty, {"entity": who, "role": role}) for role, who in job.take("parties", {}).items()]
    parts += [_item(handle, words) for handle, words in job.take("items", {}).items()]
    parts += valuations(job, own=False)
    fields = {
        "issued": edtf(job.fact.get("start")),
        "statement": job.fact.text("statement"),
        "note": job.fact.words("note"),
    }
    job.write(THEME, Licence, fields, parts)


def licence_event(job: Job) -> None:
    """Something that happened to a permit."""
    fields = {
        "happened": edtf(job.fact.get("start")),
        "reason": job.fact.text("reason"),
        "statement": job.fact.text("statement"),
    }
    job.write(THEME, LicenceEvent, fields, [])


def undertaking(job: Job) -> None:
    """A promise about end use or re-export."""
    parts = [Part(UndertakingItem, {"item": handle}) for handle in job.take("items", ())]
    job.write(THEME, Undertaking, {"given": edtf(job.fact.get("start"))}, parts)


def _item(handle: str, words: dict[str, Any]) -> Part:
    return Part(LicenceItem, {"item": handle, "unit": words.get("unit_handle"), **quantity_values(words)})

"""Embargoes, suspensions, lifting, listings, firms' stops of supply; and how readers understand them."""

from __future__ import annotations

from exports.models import Measure, MeasureItem, MeasureReading, MeasureTarget
from importers.case.frame import Part
from importers.case.part_b.job import Job, is_country, is_party
from importers.case.words import edtf

THEME = "measures"


def measure(job: Job) -> None:
    """A measure with its targets and the items that it names."""
    parts = [_target(job, text) for text in job.take("targets", ())]
    parts += [Part(MeasureItem, {"item": handle}) for handle in job.take("items", ())]
    fact = job.fact
    fields = {
        "instrument": fact.text("reference"),
        "announced": edtf(fact.get("announced")),
        "valid_from": edtf(fact.get("start")),
        "valid_until": edtf(fact.get("end")),
        "end_note": fact.text("end_note"),
        "reason": fact.text("reason"),
        "statement": fact.text("statement"),
        "note": fact.words("note", "status"),
    }
    job.write(THEME, Measure, fields, parts)


def measure_reading(job: Job) -> None:
    """One reader's interpretation."""
    job.write(THEME, MeasureReading, {"stated": edtf(job.fact.get("start"))}, [])


def _target(job: Job, text: str) -> Part:
    kind = "country" if is_country(text) else "entity" if is_party(text) else "territory"
    return job.part(MeasureTarget, {kind: text})

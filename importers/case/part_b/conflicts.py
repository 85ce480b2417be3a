"""Conflicts and who fights or supports whom."""

from __future__ import annotations

from conflicts.models import Belligerent, Conflict
from importers.case.frame import Part
from importers.case.part_b.job import Job
from importers.case.words import edtf

THEME = "conflicts"


def conflict(job: Job) -> None:
    """A conflict with its sides."""
    fact = job.fact
    parts = _side(job, "sides", supports_only=False) + _side(job, "supporters", supports_only=True)
    fields = {
        "name": fact.text("name"),
        "place": fact.get("place"),
        "began": edtf(fact.get("start")),
        "ended": edtf(fact.get("end")),
        "note": fact.words("notes_on_dates"),
    }
    job.write(THEME, Conflict, fields, parts)


def _side(job: Job, name: str, *, supports_only: bool) -> list[Part]:
    return [
        job.part(Belligerent, {"entity": who, "side": side, "supports_only": supports_only})
        for side, parties in job.take(name, {}).items()
        for who in parties
    ]

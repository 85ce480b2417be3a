"""Components built into platforms."""

from __future__ import annotations

from exports.models import Incorporation
from importers.case.part_b.job import Job, quantity_of
from importers.case.words import span

THEME = "incorporations"


def incorporation(job: Job) -> None:
    """A component in a platform. Where no source says who built it in, the platform's maker is assumed."""
    fact = job.fact
    platform: str = job.words.get("platform", fact.text("object"))
    fields = {
        "component": fact.text("subject"),
        "platform": platform,
        "integrator": job.book.draft(platform).fields["maker"],
        "integrator_is_stated": False,
        "since": span(fact),
        "note": fact.words("statement", "note"),
        **quantity_of(job),
    }
    job.write(THEME, Incorporation, fields, [])

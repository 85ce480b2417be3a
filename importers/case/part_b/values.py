"""What a shipment or a licence is worth, each amount in its own unit."""

from __future__ import annotations

from exports.models import Valuation
from importers.case.frame import Part
from importers.case.part_b.job import Job


def valuations(job: Job, *, own: bool) -> list[Part]:
    """The lookup's valuations; with `own`, else the one amount of the fact."""
    given = job.take("valuations")
    if given is None and own and job.fact.get("value") is not None:
        value = job.fact.get("value")
        given = [{"currency": job.fact.get("currency"), "low": value, "high": value}]
    return [
        Part(
            Valuation,
            {
                "currency": words["currency"],
                "amount_low": words["low"],
                "amount_high": words.get("high"),
                "is_estimate": words.get("estimate", False),
                "covers": words.get("covers", ""),
            },
        )
        for words in given or ()
    ]

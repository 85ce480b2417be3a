"""Aggregates that sources publish, kept apart from shipments."""

from __future__ import annotations

from exports.models import TradeStatistic
from importers.case.part_b.job import Job, quantity_of
from importers.case.words import span

THEME = "statistics"


def trade_statistic(job: Job) -> None:
    """One published figure. Its reporter is the party whose figure it is."""
    fact = job.fact
    low, high = job.take("amount", (fact.get("value"), fact.get("value")))
    fields = {
        "reporter": fact.text("subject"),
        "period": span(fact),
        "amount_low": low,
        "amount_high": high,
        "currency": fact.text("currency"),
        "currency_note": fact.text("currency_note"),
        "share_percent": fact.get("share_percent"),
        "note": fact.words("note", "value_note"),
        **quantity_of(job),
    }
    job.write(THEME, TradeStatistic, fields, [])

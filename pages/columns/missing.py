"""Columns of leads."""

from __future__ import annotations

from core.choices import Strength
from evidence.choices import GapKind
from pages.columns.common import address
from pages.tables import Cell, Column, choice, link
from tracing.models import CountedLead


def _chains(lead: CountedLead) -> str:
    """ "12+" where there may be more chains than were looked at."""
    return f"{lead.chains:,}{'+' if lead.is_cut else ''}"


LEADS = (
    Column(
        "what",
        "What is missing",
        cell=lambda row: Cell(row.what, row.get_absolute_url()),
        csv=(("what", lambda row: row.what), ("gap_id", lambda row: row.gap.public_id if row.gap else None)),
        order=("what",),
    ),
    choice("kind", "Kind", GapKind),
    Column(
        "holder",
        "Likely to hold the answer",
        cell=lambda row: Cell(
            str(row.holder or ""), row.holder.get_absolute_url() if row.holder else "", note=row.reason
        ),
        csv=(
            ("holder_id", lambda row: row.holder.public_id if row.holder else None),
            ("holder", lambda row: str(row.holder) if row.holder else None),
            ("holder_reason", lambda row: row.reason),
            ("holders", lambda row: row.holders),
        ),
        order=("holder__name",),
    ),
    Column(
        "asked",
        "Asked",
        cell=lambda row: Cell(row.asked or "nobody recorded"),
        csv=(("is_asked", lambda row: "yes" if row.is_asked else "no"), ("asked", lambda row: row.asked)),
        order=("is_asked",),
    ),
    Column(
        "chains",
        "Chains that lack it",
        cell=lambda row: Cell(_chains(row), kind="number"),
        csv=(
            ("chains", lambda row: row.chains),
            ("chains_lacking_only_this", lambda row: row.alone),
            ("there_may_be_more", lambda row: "yes" if row.is_cut else "no"),
            ("is_of_a_step", lambda row: "yes" if row.is_of_a_step else "no"),
        ),
        order=("is_of_a_step", "chains"),
        numeric=True,
    ),
    Column(
        "strength",
        "Strength at stake",
        cell=lambda row: (
            Cell(str(Strength(row.strength).label).lower(), kind="dots", level=Strength(row.strength).rank)
            if row.chains
            else Cell()
        ),
        csv=(("strength_at_stake", lambda row: row.strength if row.chains else ""),),
        order=("strength_order",),
    ),
    *(
        Column(column.name, column.label, csv=column.csv)
        for column in (
            link("item", "Item", "item"),
            link("sender", "Sender", "sender"),
            link("recipient", "Recipient", "recipient"),
        )
    ),
    Column(
        "counted",
        "Counted",
        csv=(("trace", lambda row: row.trace), ("counted_at", lambda row: row.counted_at.isoformat())),
    ),
    address(),
)

"""From one or two files of a release to deals, each with the rows that tell it, planned against what is recorded."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from editorial.choices import RowStatus
from exports.models import Shipment
from importers.countries import CountryNames
from importers.errors import BadInputError
from importers.pipeline.planning import PlannedRow, Reading
from importers.pipeline.questions import Certain, Decided, Judged
from importers.reading.sealing import Sealed
from importers.sipri.deals import Deal
from importers.sipri.flows import Flows, OtherFlows, Things
from importers.sipri.items import Items
from importers.sipri.joining import join
from importers.sipri.kinds import kind_of
from importers.sipri.layouts import Layout, Opened, open_register
from importers.sipri.parties import Parties
from importers.sipri.trade_register import register_deals
from importers.sipri.wording import facts, says
from importers.sipri.yearly import YearlyRow, yearly_deals, yearly_rows

REGISTER, REGISTER_NAME = "sipri", "SIPRI"


@dataclass(slots=True)
class PlannedDeal:
    """A deal with the rows that tell it; the first of them stands for it."""

    deal: Deal
    rows: list[PlannedRow]
    shipment: int | None = None


@dataclass(slots=True)
class Content:
    """What the writer needs of a reading."""

    deals: list[PlannedDeal]
    parties: Parties
    items: Items


@dataclass(slots=True)
class _Parsed:
    register: list[Deal] = field(default_factory=list)
    yearly: list[YearlyRow] = field(default_factory=list)
    rows: dict[tuple[Layout, int], PlannedRow] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Recorded:
    """What deals are compared with: a reviewed list, shipments of other sources, and what editors decided."""

    flows: Flows
    others: OtherFlows
    things: Things
    decided: Decided


def read(files: Sequence[Sealed], release: str) -> Reading:
    """Parse, join, and plan. Raises BadInputError where a file cannot be read, or two do not belong together."""
    opened = [open_register(file, release) for file in files]
    _refuse_mismatch(opened)
    parsed = _parse(opened)
    deals = _joined(parsed)
    countries = CountryNames(REGISTER_NAME)
    content = Content([PlannedDeal(deal, _rows_of(deal, parsed)) for deal in deals], Parties(countries), Items())
    recorded = _Recorded(Flows(), OtherFlows(), Things(deals, content.parties), Decided(REGISTER, Shipment))
    for planned in content.deals:
        _plan(planned, content, recorded)
    _name(content)
    return Reading(
        files=files,
        layouts=[one.layout for one in opened],
        release=opened[0].release,
        published=opened[0].generated.isoformat() if opened[0].generated else "",
        content=content,
        rows=sorted(parsed.rows.values(), key=lambda row: (row.file, row.line.number)),
    )


def _refuse_mismatch(opened: Sequence[Opened]) -> None:
    first = opened[0]
    for one in opened:
        if not one.release:
            raise BadInputError(
                "The file does not tell its release. Name it, for example: --release “March 2024”.",
                file=one.file.name,
                line=1,
            )
        if one is not first and one.layout == first.layout:
            raise BadInputError(f"Both files are laid out as {one.layout}; import them one by one.", file=one.file.name)
        if one.release != first.release:
            raise BadInputError(
                f"This file is of the release {one.release}, the other one of {first.release}.",
                file=one.file.name,
                line=1,
            )


def _parse(opened: Sequence[Opened]) -> _Parsed:
    parsed = _Parsed()
    for place, one in enumerate(opened):
        if one.layout is Layout.REGISTER:
            for row, deal in register_deals(one):
                parsed.register.append(deal)
                parsed.rows[one.layout, row.line.number] = PlannedRow(place, row.line, RowStatus.NEW)
        else:
            for row, yearly in yearly_rows(one):
                parsed.yearly.append(yearly)
                parsed.rows[one.layout, row.line.number] = PlannedRow(place, row.line, RowStatus.NEW)
    if not parsed.rows:
        raise BadInputError("There is a header and not one row below it: the file was cut.", file=opened[0].file.name)
    return parsed


def _joined(parsed: _Parsed) -> list[Deal]:
    yearly = yearly_deals(parsed.yearly)
    if not (yearly and parsed.register):
        return parsed.register or yearly
    years = [one.year.year for one in parsed.yearly]
    return join(parsed.register, yearly, (min(years), max(years))).deals


def _rows_of(deal: Deal, parsed: _Parsed) -> list[PlannedRow]:
    rows = [parsed.rows[Layout.REGISTER, deal.line]] if deal.line else []
    return rows + [parsed.rows[Layout.YEARLY, line] for line in deal.yearly_lines]


def _name(content: Content) -> None:
    """A key for each deal that other releases give it too: what it is between whom, and its place among its likes."""
    seen: Counter[str] = Counter()
    for planned in sorted(content.deals, key=_among_likes):
        likeness = _likeness(planned.deal, content.parties)
        seen[likeness] += 1
        main, *others = planned.rows
        main.key = f"{likeness} #{seen[likeness]}"
        main.facts, main.says = facts(planned.deal), says(planned.deal)
        for row in others:
            row.key, row.main = f"deal {planned.deal.deal_id}", main


def _among_likes(planned: PlannedDeal) -> tuple[int, int, int, int]:
    deal = planned.deal
    return deal.order_year, deal.years[0].year if deal.years else 9999, deal.delivered, deal.line


def _likeness(deal: Deal, parties: Parties) -> str:
    """Parties by what they are and weapons by their kind, since names and words change by release."""
    found = [parties.find(name) for name in (deal.supplier, deal.recipient)]
    who = [f"{party.kind} {party.country} {party.name}" if party else "not known" for party in found]
    designation = deal.designation.lower().replace("-", "").replace(" ", "")
    parts = (*who, str(deal.order_year), designation, kind_of(deal.description))
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:40]


def _plan(planned: PlannedDeal, content: Content, recorded: _Recorded) -> None:
    deal = planned.deal
    for column, name in (("Supplier", deal.supplier), ("Recipient", deal.recipient)):
        if content.parties.find(name) is None:
            why = f"No country has the name “{name}” in SIPRI's register; add it to one."
            _mark(planned, Judged(RowStatus.ERROR, reason=why), column)
            return
    if deal.supplier == deal.recipient:
        _mark(planned, Judged(RowStatus.ERROR, reason="Supplier and recipient are the same."), "Recipient")
        return
    flow = recorded.flows.find(deal)
    candidates = flow or recorded.others.find(deal, content.items, content.parties)
    certain = Certain(next(iter(flow)), "The same flow as a recorded shipment.") if flow else None
    why_asked = "The same type, states and years as a recorded shipment."
    judged = recorded.decided.judge(recorded.things.of(deal), candidates, why_asked, certain)
    planned.shipment = judged.key
    _mark(planned, judged)


def _mark(planned: PlannedDeal, judged: Judged, column: str = "") -> None:
    for row in planned.rows:
        judged.mark(row)
        row.column = column

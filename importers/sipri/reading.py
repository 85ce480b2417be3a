"""From one or two files of a release to deals, each with the rows that tell it, planned against what is recorded."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from editorial.choices import RowStatus
from editorial.models import ImportedCitation
from exports.models import Shipment
from importers.countries import CountryNames
from importers.errors import BadInputError
from importers.pipeline.planning import PlannedRow, Reading
from importers.reading.sealing import Sealed
from importers.sipri.deals import Deal
from importers.sipri.items import Items
from importers.sipri.joining import join
from importers.sipri.kinds import kind_of
from importers.sipri.layouts import Layout, Opened, open_register
from importers.sipri.parties import Parties, lookup
from importers.sipri.trade_register import register_deals
from importers.sipri.wording import facts, says
from importers.sipri.yearly import YearlyRow, yearly_deals, yearly_rows

REGISTER_NAME = "SIPRI"


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


def read(files: Sequence[Sealed], release: str) -> Reading:
    """Parse, join, and plan. Raises BadInputError where a file cannot be read, or two do not belong together."""
    opened = [open_register(file, release) for file in files]
    _refuse_mismatch(opened)
    parsed = _parse(opened)
    deals = _joined(parsed)
    countries = CountryNames(REGISTER_NAME)
    content = Content([], Parties(countries), Items())
    flows, others = Flows(), OtherFlows()
    for deal in deals:
        planned = PlannedDeal(deal, _rows_of(deal, parsed))
        _plan(planned, content, flows, others)
        content.deals.append(planned)
    _name(content)
    return Reading(
        files=files,
        layouts=[one.layout for one in opened],
        release=opened[0].release,
        published=opened[0].generated.isoformat() if opened[0].generated else "",
        content=content,
        rows=sorted(parsed.rows.values(), key=lambda row: (row.file, row.line.number)),
    )


class OtherFlows:
    """Shipments from other sources that may be the same flow: the same type, the same two states, years that meet."""

    def __init__(self) -> None:
        self._found: dict[tuple[int, int, int], list[tuple[int, int, str]]] = defaultdict(list)
        imported = ImportedCitation.objects.filter(row__file__job__register="sipri", citation__shipment__isnull=False)
        rows = Shipment.objects.exclude(pk__in=imported.values("citation__shipment")).values_list(
            "item", "exporter__country", "recipient__country", "ordered_earliest", "delivered_earliest",
            "delivered_latest", "public_id",
        )  # fmt: skip
        for item, sender, receiver, ordered, earliest, latest, public_id in rows:
            days = [day.year for day in (ordered, earliest, latest) if day is not None]
            if sender and receiver and days:
                self._found[item, sender, receiver].append((min(days), max(days), public_id))

    def find(self, deal: Deal, content: Content) -> str:
        """The public id of the first of them; empty if there is none."""
        item = content.items.find(deal)
        sender, receiver = content.parties.find(deal.supplier), content.parties.find(deal.recipient)
        if item is None or sender is None or receiver is None or sender.country is None or receiver.country is None:
            return ""
        last = deal.years[-1].year if deal.years else deal.order_year
        meeting = (
            public_id
            for first_year, last_year, public_id in self._found.get((item, sender.country, receiver.country), ())
            if first_year <= last and last_year >= deal.order_year
        )
        return next(meeting, "")


class Flows:
    """Deals that a person has found to be the same flow as a recorded shipment (lookups/flows.yaml)."""

    def __init__(self) -> None:
        wanted = {flow["shipment"]: flow for flow in lookup("flows")}
        found = Shipment.objects.filter(handle__in=wanted).values_list("handle", "pk", "public_id")
        self._by_deal = {_named(wanted[handle]): (key, public_id) for handle, key, public_id in found}

    def find(self, deal: Deal) -> tuple[int, str] | None:
        """Key and public id of the shipment that this deal is."""
        return self._by_deal.get(
            _flow_key(deal.supplier, deal.recipient, deal.designation, deal.description, deal.order_year)
        )


def _flow_key(supplier: str, recipient: str, designation: str, description: str, ordered: int) -> tuple[str, ...]:
    plain = designation.replace("-", "").replace(" ", "").lower()
    return supplier, recipient, plain, kind_of(description), str(ordered)


def _named(flow: dict[str, Any]) -> tuple[str, ...]:
    return _flow_key(flow["supplier"], flow["recipient"], flow["designation"], flow["description"], flow["ordered"])


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
            row.key = f"deal {planned.deal.deal_id}"


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


def _plan(planned: PlannedDeal, content: Content, flows: Flows, others: OtherFlows) -> None:
    deal = planned.deal
    for column, name in (("Supplier", deal.supplier), ("Recipient", deal.recipient)):
        if content.parties.find(name) is None:
            _mark(
                planned,
                RowStatus.ERROR,
                f"No country has the name “{name}” in SIPRI's register; add it to one.",
                column,
            )
            return
    if deal.supplier == deal.recipient:
        _mark(planned, RowStatus.ERROR, "Supplier and recipient are the same.", "Recipient")
        return
    flow = flows.find(deal)
    if flow is not None:
        planned.shipment, match = flow
        _mark(planned, RowStatus.MATCHED, "The same flow as a recorded shipment.", match=match)
    elif other := others.find(deal, content):
        _mark(planned, RowStatus.POSSIBLE, "The same type, states and years as a recorded shipment.", match=other)


def _mark(planned: PlannedDeal, status: RowStatus, reason: str, column: str = "", match: str = "") -> None:
    for row in planned.rows:
        row.status, row.reason, row.column, row.match = status, reason, column, match

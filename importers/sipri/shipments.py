"""Deals as records: a shipment between two parties, its deliveries by year, its volume, and claims from its comment."""

from __future__ import annotations

from decimal import Decimal

from exports.choices import ShipmentKind, ShipmentStatus, ValuationUnit
from exports.models import Delivery, Shipment, Valuation
from importers.pipeline.planning import Reading
from importers.pipeline.registers import Progress
from importers.pipeline.writing import Writer
from importers.sipri.comments import findings
from importers.sipri.deals import Deal, YearOfDelivery
from importers.sipri.reading import Content, PlannedDeal
from importers.sipri.wording import locator, says

READ_BY_MACHINE = "Read by machine from the register's comment; open to correction."
ESTIMATED = "3"  # possibly true: the register itself marks a value of it as an estimate
EVERY = 1_000


def write(reading: Reading, writer: Writer, progress: Progress) -> None:
    """Make every deal of the reading that makes something."""
    content: Content = reading.content
    total = len(content.deals)
    for count, planned in enumerate(content.deals):
        if count % EVERY == 0:
            progress("Making shipments", count, total)
        if planned.rows[0].makes_something:
            _write(planned, content, writer)


def _write(planned: PlannedDeal, content: Content, writer: Writer) -> None:
    deal, row = planned.deal, planned.rows[0]
    where = locator(deal)
    credibility = ESTIMATED if _has_estimate(deal) else ""
    if planned.shipment is None:
        shipment = writer.part(Shipment, **_values(planned, content, writer, where))
        writer.cite(Shipment, shipment, row, locator=where, says=says(deal), credibility=credibility, made_record=True)
        _write_parts(deal, shipment, writer)
    else:
        shipment = planned.shipment
        content.items.item(deal, writer, row, where)
        writer.cite(Shipment, shipment, row, locator=where, says=says(deal), credibility=credibility)
        _claim_quantity(planned, writer, where, credibility)
        _add_parts(planned, writer)
    _claim_findings(planned, content, shipment, writer, where)


def _values(planned: PlannedDeal, content: Content, writer: Writer, where: str) -> dict[str, object]:
    deal, row = planned.deal, planned.rows[0]
    count = deal.ordered if deal.is_pending else deal.delivered
    estimate = deal.ordered_is_estimate if deal.is_pending else deal.delivered_is_estimate
    return {
        "exporter_id": content.parties.entity(deal.supplier, writer, row, where),
        "recipient_id": content.parties.entity(deal.recipient, writer, row, where),
        "item_id": content.items.item(deal, writer, row, where),
        "kind": _kind(deal),
        "status": _status(deal),
        "ordered": f"{deal.order_year}{'?' if deal.order_is_estimate else ''}",
        "delivered": _period(deal.years),
        "quantity_low": count,
        "quantity_high": count,
        "quantity_is_estimate": bool(estimate),
    }


def _write_parts(deal: Deal, shipment: int, writer: Writer) -> None:
    for year in deal.years:
        delivery = writer.part(Delivery, shipment_id=shipment, **_delivery(year))
        if year.tiv is not None:
            writer.part(Valuation, shipment_id=shipment, delivery_id=delivery, **_tiv(year.tiv))
    rest = _tiv_of_other_years(deal)
    if rest is not None:
        amount, covers = rest
        writer.part(Valuation, shipment_id=shipment, **_tiv(amount), covers=covers)


def _add_parts(planned: PlannedDeal, writer: Writer) -> None:
    """What the register adds to a shipment that others recorded; its own fields stay as editors accepted them."""
    for year in planned.deal.years:
        row = planned.rows[0]
        delivery = writer.added_part(Delivery, row, shipment_id=planned.shipment, **_delivery(year))
        if year.tiv is not None:
            writer.added_part(Valuation, row, shipment_id=planned.shipment, delivery_id=delivery, **_tiv(year.tiv))


def _delivery(year: YearOfDelivery) -> dict[str, object]:
    return {
        "period": f"{year.year}{'?' if year.year_is_estimate else ''}",
        "quantity_low": year.number,
        "quantity_high": year.number,
        "quantity_is_estimate": bool(year.number_is_estimate),
    }


def _tiv(amount: Decimal) -> dict[str, object]:
    return {"unit": ValuationUnit.TIV, "currency": "", "amount_low": amount}


def _tiv_of_other_years(deal: Deal) -> tuple[Decimal, str] | None:
    """What of the delivered volume has no year of its own. Never split over years: most deals are not even."""
    if deal.tiv_delivered is None or not deal.years:
        return None
    numbered = [year.tiv for year in deal.years if year.tiv is not None]
    if not numbered:
        return deal.tiv_delivered, "everything delivered; by year it is not known"
    if len(numbered) == len(deal.years):
        return None
    rest = deal.tiv_delivered - sum(numbered, Decimal(0))
    named = ", ".join(str(year.year) for year in deal.years if year.tiv is None)
    return (rest, f"deliveries of {named}: the total less the years that are known"[:200]) if rest > 0 else None


def _claim_quantity(planned: PlannedDeal, writer: Writer, where: str, credibility: str) -> None:
    deal = planned.deal
    if planned.shipment is None or deal.is_pending:
        return
    writer.cite(
        Shipment,
        planned.shipment,
        planned.rows[0],
        locator=where,
        credibility=credibility,
        field="quantity_low",
        printed=f"{deal.delivered}{' ?' if deal.delivered_is_estimate else ''}",
        read=str(deal.delivered),
    )


def _claim_findings(planned: PlannedDeal, content: Content, shipment: int, writer: Writer, where: str) -> None:
    countries = content.parties.countries

    def code(name: str) -> str | None:
        key = countries.find(name)
        return None if key is None else countries.codes[key]

    for found in findings(planned.deal.comment, code):
        writer.cite(
            Shipment,
            shipment,
            planned.rows[0],
            locator=where,
            says=READ_BY_MACHINE,
            stance="mentions",
            rung=found.rung,
            field=found.field,
            printed=found.printed,
            read=found.read,
        )


def _has_estimate(deal: Deal) -> bool:
    flags = [deal.order_is_estimate, deal.ordered_is_estimate, deal.delivered_is_estimate]
    return any(flags) or any(year.year_is_estimate or year.number_is_estimate for year in deal.years)


def _status(deal: Deal) -> ShipmentStatus:
    if deal.is_pending:
        return ShipmentStatus.ORDERED
    if deal.ordered is not None and deal.delivered < deal.ordered:
        return ShipmentStatus.DELIVERING
    return ShipmentStatus.DELIVERED


def _kind(deal: Deal) -> ShipmentKind:
    """The register calls a deal licensed production only where both layouts, or the comment alone in one, say so."""
    licensed = deal.comment.lower().startswith("produced under licence") and deal.local_production is not False
    return ShipmentKind.LICENSED_PRODUCTION if licensed else ShipmentKind.UNKNOWN


def _period(years: tuple[YearOfDelivery, ...]) -> str | None:
    if not years:
        return None
    first, last = years[0], years[-1]
    ends = [f"{year.year}{'?' if year.year_is_estimate else ''}" for year in (first, last)]
    return ends[0] if first is last else "/".join(ends)

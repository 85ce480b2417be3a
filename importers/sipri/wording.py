"""What a deal says, as one line for its citation, and where it stands."""

from __future__ import annotations

from decimal import Decimal

from importers.sipri.deals import Deal, YearOfDelivery


def locator(deal: Deal) -> str:
    """Where the deal stands: “trade register, line 1826; deals and TIVs, line 16681; deal 63668”."""
    parts = [f"trade register, line {deal.line}"] if deal.line else []
    if deal.yearly_lines:
        lines = ", ".join(map(str, deal.yearly_lines[:20]))
        parts.append(f"deals and TIVs, line{'s' if len(deal.yearly_lines) > 1 else ''} {lines}")
    if deal.deal_id:
        parts.append(f"deal {deal.deal_id}")
    return "; ".join(parts)


def says(deal: Deal) -> str:
    """The whole row in words, the order and its volume included, which no column of a shipment holds."""
    return " ".join(part for part in (_order(deal), _delivered(deal), _volume(deal), _comment(deal)) if part)


def facts(deal: Deal) -> dict[str, str]:
    """What the deal states, by field of a shipment, for comparing releases; what a layout does not tell is left out."""
    stated = {
        "_kind": "shipment",
        "deal_id": deal.deal_id,
        "ordered": f"{deal.order_year}{'?' if deal.order_is_estimate else ''}",
        "delivered": " ".join(str(year.year) for year in deal.years),
        "quantity_low": str(deal.delivered),
    }
    if deal.line:
        stated["quantity_ordered"] = "" if deal.ordered is None else str(deal.ordered)
    return {name: value for name, value in stated.items() if value or name != "deal_id"}


def comparable(deal: Deal) -> tuple[tuple[str, str], ...]:
    """The same in pairs, for a person who compares the deal with a recorded shipment."""
    ordered = _roughly(deal.order_year, deal.order_is_estimate)
    if deal.ordered is not None:
        ordered += f"; number: {_roughly(deal.ordered, deal.ordered_is_estimate)}"
    years = "; ".join(map(_briefly, deal.years)) or "nothing yet"
    number = "" if deal.is_pending else _roughly(deal.delivered, deal.delivered_is_estimate)
    return (
        ("from", deal.supplier),
        ("to", deal.recipient),
        ("item", f"{deal.designation}, {deal.description}"),
        ("ordered", ordered),
        ("delivered", years),
        ("quantity", number),
        ("note", deal.comment),
    )


def _briefly(year: YearOfDelivery) -> str:
    number = "" if year.number is None else f": {_roughly(year.number, year.number_is_estimate)}"
    return f"{_roughly(year.year, year.year_is_estimate)}{number}"


def _roughly(number: int, is_estimate: bool | None) -> str:
    return f"about {number}" if is_estimate else str(number)


def _order(deal: Deal) -> str:
    number = "number not known" if deal.ordered is None else f"{deal.ordered}{_about(deal.ordered_is_estimate)}"
    known = f", {number}" if deal.line else ""
    return (
        f"{deal.supplier} to {deal.recipient}: {deal.designation}, {deal.description}, {deal.status.lower()}. "
        f"Ordered {deal.order_year}{_about(deal.order_is_estimate)}{known}."
    )


def _delivered(deal: Deal) -> str:
    if deal.is_pending:
        return "No delivery yet."
    years = "; ".join(map(_year, deal.years))
    return f"Delivered {deal.delivered}{_about(deal.delivered_is_estimate)}: {years}."


def _year(year: YearOfDelivery) -> str:
    number = "" if year.number is None else f" {year.number}{_about(year.number_is_estimate)}"
    return f"{year.year}{_about(year.year_is_estimate)}{number}"


def _volume(deal: Deal) -> str:
    values = (("each", deal.tiv_unit), ("ordered", deal.tiv_ordered), ("delivered", deal.tiv_delivered))
    named = ", ".join(f"{_plain(value)} {what}" for what, value in values if value is not None)
    return f"TIV (millions): {named}." if named else ""


def _comment(deal: Deal) -> str:
    return f"Comment: “{deal.comment}”" if deal.comment else ""


def _about(is_estimate: bool | None) -> str:
    return " (estimate)" if is_estimate else ""


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"

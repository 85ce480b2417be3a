"""What both layouts of SIPRI's register say about one deal, and how the two are joined."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class YearOfDelivery:
    """What arrived in one year. The trade register names years only; the yearly layout also numbers and TIV."""

    year: int
    year_is_estimate: bool | None = None
    number: int | None = None
    number_is_estimate: bool | None = None
    tiv: Decimal | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class Deal:
    """One deal. An estimate flag is None where the layout or the release leaves it empty: that is not “no”.

    `delivered` counts what arrived in the years of the file; `tiv_delivered` is its volume. `ordered` is None where the
    number is not known. TIV are millions of trend-indicator units, never money.
    """

    supplier: str
    recipient: str
    designation: str
    description: str
    order_year: int
    order_is_estimate: bool | None
    delivered: int
    delivered_is_estimate: bool | None
    status: str
    tiv_unit: Decimal | None
    tiv_delivered: Decimal | None
    years: tuple[YearOfDelivery, ...]
    ordered: int | None = None
    ordered_is_estimate: bool | None = None
    tiv_ordered: Decimal | None = None
    comment: str = ""
    category: str = ""
    deal_id: str = ""
    local_production: bool | None = None
    # Where it stands: the line in the trade register (0: not in one), and the lines in the yearly layout.
    line: int = 0
    yearly_lines: tuple[int, ...] = ()

    @property
    def is_pending(self) -> bool:
        """An order of which nothing has been delivered."""
        return not self.years

    @property
    def has_yearly_numbers(self) -> bool:
        """True where each year's number is known, not only the total."""
        return bool(self.years) and all(one.number is not None for one in self.years)


@dataclass(slots=True)
class Joined:
    """Deals of one release, and which of them stand in only one of its two layouts."""

    deals: list[Deal] = field(default_factory=list)
    both: int = 0
    only_register: int = 0
    only_yearly: int = 0


def shown_whole(yearly: Deal, register: Deal) -> Deal:
    """One deal from its two layouts: numbers by year from one, order, comment and full designation from the other."""
    by_year = {one.year: one for one in yearly.years}
    years = tuple(by_year.get(one.year, one) for one in register.years)
    return replace(
        register,
        years=years,
        order_is_estimate=register.order_is_estimate if yearly.order_is_estimate is None else yearly.order_is_estimate,
        category=yearly.category,
        deal_id=yearly.deal_id,
        local_production=yearly.local_production,
        yearly_lines=yearly.yearly_lines,
    )

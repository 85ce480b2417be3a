"""What a shipment or a licence is worth. Money and TIV are two fields, so that nobody adds one to the other."""

from __future__ import annotations

from django.db.models import F

from api.shapes.expressions import Trimmed
from api.shapes.fields import Computed, Date, Field, Flag, Named, Text
from api.shapes.links import Nested
from exports.choices import ValuationUnit
from exports.models import Valuation

COMMON: tuple[Field, ...] = (
    Computed("low", sql=lambda path: Trimmed(F(f"{path}amount_low")), like={"type": "number"}),
    Computed("high", sql=lambda path: Trimmed(F(f"{path}amount_high")), like={"type": ["number", "null"]}),
    Flag("is_estimate"),
    Text("covers"),
    Date("price_year"),
)


def money(owner: str) -> Field:
    """The values in currencies of a shipment, licence or delivery."""
    return Nested(
        "money",
        rows=lambda: Valuation.objects.filter(unit=ValuationUnit.MONEY, **_own(owner)),
        to=owner,
        fields=(Named("currency"), *COMMON),
        doc="What it is worth in money: ranges, each in one currency. Amounts of two currencies are never added up.",
    )


def tiv(owner: str) -> Field:
    """The values in SIPRI's trend indicator of a shipment, licence or delivery."""
    return Nested(
        "tiv",
        rows=lambda: Valuation.objects.filter(unit=ValuationUnit.TIV, **_own(owner)),
        to=owner,
        fields=COMMON,
        doc="Its volume in SIPRI's trend indicator values, in millions. This is not money.",
    )


def _own(owner: str) -> dict[str, bool]:
    """What is worth of one delivery stands with that delivery, not a second time with the whole shipment."""
    return {} if owner == "delivery" else {"delivery__isnull": True}

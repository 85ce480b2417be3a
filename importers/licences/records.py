"""Licences and transits as records: who may send what to whom, by way of where, until when, for how much."""

from __future__ import annotations

from exports.choices import ItemKind, LicenceKind, LicenceRole, ValuationUnit
from exports.models import Item, Licence, LicenceItem, LicenceParty, Valuation
from importers.licences.parser import Entry, Layout, day_of
from importers.licences.reading import Content, Goods, PlannedLicence
from importers.pipeline.planning import Reading
from importers.pipeline.registers import Progress
from importers.pipeline.writing import Writer
from importers.states import States

EVERY = 1_000
HOME = "NL"


def write(reading: Reading, writer: Writer, progress: Progress) -> None:
    """Make every licence with its goods."""
    content: Content = reading.content
    book = _Book(content, writer)
    for count, licence in enumerate(content.licences):
        if count % EVERY == 0:
            progress("Making licences", count, len(content.licences))
        licence.goods = [goods for goods in licence.goods if goods.row.makes_something]
        if licence.goods:
            book.write(licence)


class _Book:
    def __init__(self, content: Content, writer: Writer) -> None:
        self.content, self.writer, self.states = content, writer, States(writer)
        self.home = next(key for key, name in self.states.names.items() if name == "Netherlands")

    def write(self, licence: PlannedLicence) -> None:
        first = licence.goods[0]
        key = self.writer.part(Licence, **self._values(licence))
        for place, goods in enumerate(licence.goods):
            self.writer.cite(Licence, key, goods.row, says=_says(goods), made_record=place == 0)
            self._goods(key, goods)
        for entity, role in self._parties(licence):
            self.writer.part(LicenceParty, licence_id=key, entity_id=self.states.entity(entity, first.row), role=role)

    def _values(self, licence: PlannedLicence) -> dict[str, object]:
        first = licence.goods[0]
        entry = first.entry
        expires = day_of(entry.expires, self.content.expiry_order)
        known = expires is not None and expires >= licence.issued
        return {
            "title": _title(entry),
            "number": entry.number[:80],
            "kind": LicenceKind.INDIVIDUAL if entry.number else LicenceKind.APPROVAL,
            "issued": licence.issued.isoformat(),
            "valid_until": expires.isoformat() if expires is not None and known else None,
            "destination_id": first.destination.countries[0] if len(first.destination.countries) == 1 else None,
            "conditions": _conditions(first),
        }

    def _parties(self, licence: PlannedLicence) -> list[tuple[int, LicenceRole]]:
        """Only states are named. Goods in transit come from their origin; others leave from the Netherlands."""
        found: dict[tuple[int, LicenceRole], None] = {}
        for goods in licence.goods:
            senders = goods.origin.countries if self.content.layout is Layout.TRANSITS else (self.home,)
            found |= {(one, LicenceRole.EXPORTER): None for one in senders}
            found |= {(one, LicenceRole.CONSIGNEE): None for one in goods.destination.countries}
            found |= {(one, LicenceRole.DECLARED_END_USER): None for one in goods.final.countries}
        return list(found)

    def _goods(self, licence: int, goods: Goods) -> None:
        """Goods are described, not named as a type: each line has its own, so that no trace joins two licences."""
        entry, row = goods.entry, goods.row
        name = entry.number or f"line {row.line.number}"
        item = self.writer.record(
            Item,
            row,
            says=_says(goods),
            designation=f"{entry.goods[:150]} ({name[:40]})",
            description=entry.goods[:300],
            kind=ItemKind.GOODS,
            category=entry.control_entry[:120],
            maker_id=self._maker(goods),
        )
        number = int(entry.quantity) if entry.quantity.isdigit() and len(entry.quantity) < 12 else None
        self.writer.part(
            LicenceItem,
            licence_id=licence,
            item_id=item,
            quantity_low=number,
            quantity_high=number,
            quantity_text="" if number is not None else entry.quantity[:200],
        )
        if entry.value is not None:
            self.writer.part(
                Valuation,
                licence_id=licence,
                unit=ValuationUnit.MONEY,
                currency="EUR",
                amount_low=entry.value,
                covers=entry.goods[:200],
            )

    def _maker(self, goods: Goods) -> int:
        origin = goods.origin.countries[0] if len(goods.origin.countries) == 1 else None
        where = f"in {self.states.names[origin]} " if origin else ""
        note = "Stands for whoever made goods that the lists describe by country only. It is not one party."
        return self.states.unnamed(f"Makers {where}that Dutch licence lists do not name", origin, goods.row, note)


def _title(entry: Entry) -> str:
    what = "Transit through the Netherlands" if entry.layout is Layout.TRANSITS else "Dutch export licence"
    number = f" {entry.number}" if entry.number else ""
    return f"{what}{number[:60]}: {entry.goods}"[:200]


def _conditions(goods: Goods) -> str:
    entry = goods.entry
    parts = [
        "temporary export" if entry.temporary else "",
        "notified, without a consent number" if entry.layout is Layout.TRANSITS and not entry.number else "",
        f"by {entry.transport}" if entry.transport else "",
        f"leaving at {entry.exit}" if entry.exit else "",
        "and back again" if goods.destination.and_back else "",
        f"destination as printed: {goods.destination.printed}" if not goods.destination.countries else "",
        f"route as printed: {goods.destination.printed}" if goods.destination.via else "",
    ]
    return "; ".join(part for part in parts if part)


def _says(goods: Goods) -> str:
    entry = goods.entry
    final = f", finally to {goods.final.printed}" if goods.final.printed else ""
    value = f"; € {entry.value}" if entry.value is not None else ""
    number = f"; quantity {entry.quantity}" if entry.quantity else ""
    way = f"from {goods.origin.printed} to {goods.destination.printed}{final}"
    return f"{entry.date}: {entry.goods}; {way}{number}{value}."

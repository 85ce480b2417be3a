"""Rules over several records that the database checks at the end, asked before: units of their type, and no circles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from exports.models import Item, ItemUnit
from importers.spreadsheets.addresses import CellError
from importers.spreadsheets.columns import Column, Type
from importers.spreadsheets.subjects import Found, Subject

# Column of a unit → column of the item that it has to be of.
UNIT_OF = {"component_unit": "component", "platform_unit": "platform"}


class Families:
    """Which item a unit is of, and which family an item is a variant of; each asked once."""

    def __init__(self) -> None:
        self._items: dict[int, int] = {}
        self._families: dict[int, int | None] = {}

    def fits(self, unit: Found, item: Found) -> bool:
        """The unit is of that item, of its family, or of a variant of it."""
        own = self._item_of(unit)
        return bool(own == item or item == self._family_of(own) or own == self._family_of(item))

    def _item_of(self, unit: Found) -> Any:
        if isinstance(unit, Subject):
            return _settled(unit.value("item")) if unit.pk is None else self._recorded_item(unit.pk)
        return self._recorded_item(unit)

    def _recorded_item(self, unit: Any) -> int:
        if unit not in self._items:
            self._items[unit] = ItemUnit.objects.values_list("item", flat=True).get(pk=unit)
        return self._items[unit]

    def _family_of(self, item: Any) -> Any:
        if isinstance(item, Subject):
            return _settled(item.value("variant_of")) or 0
        if item not in self._families:
            self._families[item] = Item.objects.filter(pk=item).values_list("variant_of", flat=True).first()
        return self._families[item] or 0


def check_rules(subject: Subject, families: Families) -> None:
    """Note what the database would refuse of a new record because of what it points to."""
    for name, unit, item in _units(subject):
        if not families.fits(unit, _settled(item)):
            words = "This unit is of another type than the item beside it; correct one of the two."
            subject.fault(name, CellError(words))
    for column in subject.sheet.columns:
        if column.form is Type.LINK and column.target == subject.sheet.name and _leads_back(subject, column):
            subject.fault(column.name, CellError("This leads back to the record itself; empty it in one of the rows."))


def _units(subject: Subject) -> Iterator[tuple[str, Found, Found]]:
    """Every unit that a record names, with the column and the item that it must be of."""
    for unit, item in UNIT_OF.items():
        if subject.value(unit) is not None and subject.value(item) is not None:
            yield unit, subject.value(unit), subject.value(item)
    for column in subject.sheet.columns:
        names = [part.name for part in column.parts]
        if "unit" not in names or column.parts[names.index("unit")].form is not Type.LINK:
            continue
        for entry in subject.value(column.name) or ():
            unit = entry[names.index("unit")]
            item = entry[names.index("item")] if "item" in names else subject.value("item")
            if unit is not None and item is not None:
                yield column.name, unit, item


def _leads_back(subject: Subject, column: Column) -> bool:
    above, seen = subject.value(column.name), {id(subject)}
    while isinstance(above, Subject) and above.is_new:
        if id(above) in seen:
            return above is subject
        seen.add(id(above))
        above = above.value(column.name)
    return False


def _settled(found: Any) -> Any:
    """A record of the same files that is here counts as that one."""
    return found.pk if isinstance(found, Subject) and found.pk is not None else found

"""Which type of thing a deal is about: one that is here under exactly this name, or a new one of an unnamed maker."""

from __future__ import annotations

import re
from collections import defaultdict

from core.text import normalise_name
from entities.choices import EntityKind, UnknownReason
from entities.models import Entity
from exports.choices import ItemKind
from exports.models import Item, ItemName
from importers.pipeline.planning import PlannedRow
from importers.pipeline.writing import Writer
from importers.sipri.comments import engine_named
from importers.sipri.deals import Deal
from importers.sipri.kinds import kind_of

# Designations that name no type: traces through them would join engines that have nothing in common.
NO_TYPE = re.compile(r"(?:aircraft|vehicle|ship|air-independent ship) engine|air refuel system", re.IGNORECASE)
MAKER = "Makers that SIPRI's register does not name"

Key = tuple[str, str]


class Items:
    """Use as `items.find(deal)` while planning, `items.item(deal, …)` while writing."""

    def __init__(self) -> None:
        found: dict[Key, set[int]] = defaultdict(set)
        for key, name, kind in Item.objects.values_list("pk", "designation", "kind"):
            found[_plain(name), kind].add(key)
        for key, name, kind in ItemName.objects.values_list("item", "text", "item__kind"):
            found[_plain(name), kind].add(key)
        # A name that two items share is nobody's.
        self._known: dict[Key, int] = {name: keys.pop() for name, keys in found.items() if len(keys) == 1}
        self._made: dict[Key, int] = {}
        self._maker: int | None = None

    def find(self, deal: Deal) -> int | None:
        """The item that is here under this name, of the same kind."""
        designation, kind = name_and_kind(deal)
        return self._known.get((_plain(designation), kind))

    def item(self, deal: Deal, writer: Writer, row: PlannedRow, locator: str) -> int:
        """The key of its item; made, or cited once, by the first deal that names it."""
        designation, kind = name_and_kind(deal)
        at = (_plain(designation), kind)
        if at not in self._made:
            says = f"Listed as “{deal.designation}”, {deal.description}."
            known = self._known.get(at)
            if known is None:
                self._made[at] = writer.record(
                    Item,
                    row,
                    locator=locator,
                    says=says,
                    designation=designation[:200],
                    kind=kind,
                    category=deal.description[:120],
                    maker_id=self._unnamed(writer, row, locator),
                )
            else:
                writer.cite(Item, known, row, locator=locator, says=says, rung="type")
                self._made[at] = known
        return self._made[at]

    def _unnamed(self, writer: Writer, row: PlannedRow, locator: str) -> int:
        if self._maker is None:
            known = (
                Entity.objects.filter(kind=EntityKind.UNKNOWN_PARTY, name=MAKER).values_list("pk", flat=True).first()
            )
            self._maker = known or writer.record(
                Entity,
                row,
                locator=locator,
                says="The register names supplying states and no makers.",
                name=MAKER,
                kind=EntityKind.UNKNOWN_PARTY,
                unknown_reason=UnknownReason.NOT_NAMED,
                note="Stands for whoever made a type that the register lists. It is not one party.",
            )
        return self._maker


def name_and_kind(deal: Deal) -> tuple[str, ItemKind]:
    """What the item is called. An engine that is not named as a type is goods of this one deal, and of no other."""
    if not NO_TYPE.fullmatch(deal.designation):
        return deal.designation, kind_of(deal.description)
    engine = engine_named(deal.comment)
    if engine:
        return engine, ItemKind.COMPONENT
    which = deal.deal_id or f"line {deal.line}"
    return (
        f"{deal.designation.capitalize()}, {deal.supplier} to {deal.recipient} ({deal.order_year}, {which})",
        ItemKind.GOODS,
    )


def _plain(name: str) -> str:
    return normalise_name(name).replace(" ", "")

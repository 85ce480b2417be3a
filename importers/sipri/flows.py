"""Which recorded shipments a deal is, or may be: by the reviewed list, and by what both tell."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from editorial.models import ImportedCitation
from exports.models import Shipment
from importers.pipeline.questions import Thing
from importers.sipri.deals import Deal
from importers.sipri.items import Items
from importers.sipri.kinds import kind_of
from importers.sipri.parties import Parties, lookup
from importers.sipri.wording import comparable

Found = dict[str, int]
"""Public id of a shipment → its key."""


class OtherFlows:
    """Shipments from other sources that may be the same flow: the same type, the same two states, years that meet."""

    def __init__(self) -> None:
        self._found: dict[tuple[int, int, int], list[tuple[int, int, str, int]]] = defaultdict(list)
        imported = ImportedCitation.objects.filter(row__file__job__register="sipri", citation__shipment__isnull=False)
        rows = Shipment.objects.exclude(pk__in=imported.values("citation__shipment")).values_list(
            "item", "exporter__country", "recipient__country", "ordered_earliest", "delivered_earliest",
            "delivered_latest", "public_id", "pk",
        )  # fmt: skip
        for item, sender, receiver, ordered, earliest, latest, public_id, key in rows:
            days = [day.year for day in (ordered, earliest, latest) if day is not None]
            if sender and receiver and days:
                self._found[item, sender, receiver].append((min(days), max(days), public_id, key))

    def find(self, deal: Deal, items: Items, parties: Parties) -> Found:
        """All of them, none of which need be the same."""
        item = items.find(deal)
        sender, receiver = parties.find(deal.supplier), parties.find(deal.recipient)
        if item is None or sender is None or receiver is None or sender.country is None or receiver.country is None:
            return {}
        last = deal.years[-1].year if deal.years else deal.order_year
        return {
            public_id: key
            for first_year, last_year, public_id, key in self._found.get((item, sender.country, receiver.country), ())
            if first_year <= last and last_year >= deal.order_year
        }


class Flows:
    """Deals that a person has found to be the same flow as a recorded shipment (lookups/flows.yaml)."""

    def __init__(self) -> None:
        wanted = {flow["shipment"]: flow for flow in lookup("flows")}
        found = Shipment.objects.filter(handle__in=wanted).values_list("handle", "pk", "public_id")
        self._by_deal: dict[tuple[str, ...], Found] = {
            _named(wanted[handle]): {public_id: key} for handle, key, public_id in found
        }

    def find(self, deal: Deal) -> Found:
        """The shipment that this deal is, if the list has it."""
        return self._by_deal.get(
            _flow_key(deal.supplier, deal.recipient, deal.designation, deal.description, deal.order_year), {}
        )


class Things:
    """What decisions name each deal by: SIPRI's number where a file has it, and what it is between whom, in words.

    The words have nothing that a later release spells otherwise or that an editor may rename. Deals that share them are
    told apart by what was delivered: if that grows, a person is asked again, and nothing that was decided about one is
    taken for another.
    """

    def __init__(self, deals: Iterable[Deal], parties: Parties) -> None:
        self._parties = parties
        listed = list(deals)
        self._alike = Counter(self._words(deal) for deal in listed)
        # Rows that are the same to the last letter are deals of their own; only their order tells them apart.
        seen: Counter[str] = Counter()
        self._place: dict[int, int] = {}
        for deal in listed:
            whole = self._apart(deal)
            seen[whole] += 1
            self._place[id(deal)] = seen[whole]

    def of(self, deal: Deal) -> Thing:
        """As a question."""
        numbers = (f"deal {deal.deal_id}",) if deal.deal_id else ()
        place = self._place[id(deal)]
        words = self._apart(deal) + (f", the {place}. of these" if place > 1 else "")
        number = f" ({numbers[0]})" if numbers else ""
        called = f"{deal.supplier} to {deal.recipient}: {deal.designation}, ordered {deal.order_year}{number}"
        return Thing((*numbers, words), called, comparable(deal))

    def _words(self, deal: Deal) -> str:
        who = " to ".join(self._parties.lasting_name(name) for name in (deal.supplier, deal.recipient))
        return f"{who}: {_plain(deal.designation)} ({kind_of(deal.description)}), ordered {deal.order_year}"

    def _apart(self, deal: Deal) -> str:
        words = self._words(deal)
        if self._alike[words] == 1:
            return words
        years = " ".join(str(one.year) for one in deal.years) or "nothing"
        return f"{words}, delivered {years}: {deal.delivered}"


def _plain(designation: str) -> str:
    return designation.replace("-", "").replace(" ", "").lower()


def _flow_key(supplier: str, recipient: str, designation: str, description: str, ordered: int) -> tuple[str, ...]:
    return supplier, recipient, _plain(designation), kind_of(description), str(ordered)


def _named(flow: dict[str, Any]) -> tuple[str, ...]:
    return _flow_key(flow["supplier"], flow["recipient"], flow["designation"], flow["description"], flow["ordered"])

"""A frozen chain as value objects again, so that the same code draws it. No database."""

from __future__ import annotations

from collections import defaultdict
from itertools import count
from typing import Any

from core.dates import PartialDate
from tracing.choices import Ending, LinkKind, NodeKind, TimeVerdict
from tracing.model import Chain, Link, Node, RecordRef, State
from tracing.policy import PolicyNote
from tracing.snapshots.canonical import Json

PATHS = {
    "item": "items", "entity": "entities", "shipment": "shipments", "licence": "licences",
    "incorporation": "incorporations", "incident": "incidents", "conflict": "conflicts", "measure": "measures",
    "undertaking": "undertakings", "relationship": "relationships", "lobby_contact": "contacts", "place": "places",
    "proceeding": "proceedings", "trade_statistic": "statistics", "source": "sources",
}  # fmt: skip
"""Where records of a kind have their pages; parts of a record are shown on its page and have none."""
PARTIES = {"company", "state", "state_body", "armed_force", "armed_group", "organisation", "person", "unknown_party"}


def thaw(content: Json) -> Chain:
    """The chain of a frozen content."""
    return Thawing().chain(content["chain"])


def thaw_policy(content: Json) -> dict[int, PolicyNote]:
    """What the picture says under each step."""
    return {place: PolicyNote(**note) for place, note in enumerate(content.get("policy", ()))}


def page_of(kind: str, public_id: str) -> str:
    """The page of a record today; "" for kinds without one."""
    return f"/{PATHS[kind]}/{public_id}/" if kind in PATHS else ""


class Thawing:
    """Gives each public id one number, which stands for the primary key that value objects are told apart by."""

    def __init__(self) -> None:
        numbers = count(1)
        self.numbers: dict[str, int] = defaultdict(lambda: next(numbers))

    def chain(self, form: Json) -> Chain:
        """One chain."""
        records = {one["id"]: self.record(one) for link in form["links"] for one in link["records"]}
        clash = form["clash"]
        return Chain(
            links=tuple(self.link(link) for link in form["links"]),
            ending=Ending(form["ending"]),
            verdict=TimeVerdict(form["time_verdict"]),
            clash=(records[clash[0]], records[clash[1]]) if clash and set(clash) <= set(records) else None,
            maker_records=tuple(self.record(one) for one in form["maker_records"]),
        )

    def link(self, form: Json) -> Link:
        """One link; the verb it was frozen with stays, whatever the kind is called today."""
        kind = LinkKind(form["kind"])
        return Link(
            kind=kind,
            source=self.state(form["from"]),
            target=self.state(form["to"]) if form["to"] else None,
            incident=self.node(form["incident"]) if form["incident"] else None,
            conflict=self.node(form["conflict"]) if form["conflict"] else None,
            records=tuple(self.record(one) for one in form["records"]),
            flags=tuple(form["flags"]),
            act="" if form["verb"] == kind.verb else form["verb"],
        )

    def state(self, form: Json) -> State:
        """Item, unit, holder."""
        unit = self.node(form["unit"]) if form["unit"] else None
        return State(self.node(form["item"]), self.node(form["holder"]), unit)

    def node(self, form: Json) -> Node:
        """A card; it leads to the page of its record."""
        kind = NodeKind(form["kind"])
        number = self.numbers[form["id"]]
        return Node(kind, number, form["id"], form["name"], form["detail"], form["country"], _card_page(kind, form))

    def record(self, form: Json) -> RecordRef:
        """A record on an arrow."""
        return RecordRef(
            kind=form["kind"],
            pk=self.numbers[form["id"]],
            public_id=form["id"],
            title=form["title"],
            url=page_of(form["kind"], form["id"]),
            when=_date(form["when"]),
            until=_date(form["until"]),
            quantity=form["quantity"],
            status=form["status"],
            strength=form["strength"],
            is_disputed=form["disputed"],
            rung=form["rung"],
            sources=form["sources"],
            origins=form["origins"],
            disagreements=tuple(form["disagreements"]),
        )


def _date(edtf: Any) -> PartialDate | None:
    return PartialDate.parse(edtf) if edtf else None


def _card_page(kind: NodeKind, form: Json) -> str:
    if kind == NodeKind.UNIT:
        return ""
    own = str(kind.value)
    return page_of(own if own in PATHS else "entity" if own in PARTIES else "item", form["id"])

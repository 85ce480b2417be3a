"""Losses as incidents: what, whose, in which war, and until when it must have happened."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from conflicts.choices import IncidentKind
from conflicts.models import Conflict, Incident, IncidentItem
from core.text import normalise_name
from editorial.choices import RowStatus
from exports.choices import ItemKind
from exports.models import Item, ItemName
from importers.countries import CountryNames
from importers.errors import BadInputError
from importers.oryx.parser import Loss, Status, losses
from importers.pipeline.planning import PlannedRow, Reading
from importers.pipeline.registers import Progress
from importers.pipeline.writing import Writer
from importers.reading.sealing import Sealed
from importers.states import States

KINDS = {
    Status.DESTROYED: IncidentKind.DOWNED,
    Status.CAPTURED: IncidentKind.CAPTURED,
    Status.DAMAGED: IncidentKind.DOCUMENTED,
    Status.ABANDONED: IncidentKind.DOCUMENTED,
}
WEAPON = re.compile(
    r"^9M\d|^9[МK]\d{2,3}\w? (?:Verba|Igla|Strela-\d?2)|Kornet|Metis|Konkurs|Javelin|Stinger|\bNLAW\b|mortar$"
)
DATE_NOTE = "The day is when the list was first seen with this loss; it happened on that day or before."
EVERY = 1_000


@dataclass(slots=True)
class Content:
    """Every loss with its row."""

    losses: list[tuple[Loss, PlannedRow]] = field(default_factory=list)
    countries: CountryNames = field(default_factory=lambda: CountryNames("Oryx"))


def lookups() -> dict[str, Any]:
    """The judgements beside this module."""
    found: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "lookups.yaml").read_text(encoding="utf-8"))
    return found


def read(files: Sequence[Sealed], release: str) -> Reading:
    """Parse and plan; a loss needs a photograph and an owner that is known."""
    content, planned, layouts = Content(), [], []
    owners, last = lookups()["owners"], date.min
    seen: set[str] = set()
    for place, file in enumerate(files):
        statuses = set()
        for row, loss in losses(file):
            one = PlannedRow(place, row.line, RowStatus.NEW, key=f"{loss.status} {loss.material_id}")
            planned.append(one)
            statuses.add(loss.status.value)
            last = max(last, loss.recorded)
            _plan(one, loss, owners, seen)
            if one.makes_something:
                one.facts = {"_kind": "incident", "title": loss.printed, "photograph": loss.photograph}
                content.losses.append((loss, one))
        layouts.append(", ".join(sorted(statuses))[:40])
    if not planned:
        raise BadInputError("There is a header and not one row below it: the file was cut.", file=files[0].name)
    return Reading(files, layouts, release or f"as of {last}", content, planned, published=last.isoformat())


def _plan(one: PlannedRow, loss: Loss, owners: dict[str, str], seen: set[str]) -> None:
    if one.key in seen:
        one.status, one.column, one.reason = RowStatus.DUPLICATE, "matID", "This thing stands in another row."
    elif loss.owner not in owners:
        one.status, one.column, one.reason = RowStatus.ERROR, "country", f"“{loss.owner}” is no party to this war."
    elif not loss.photograph:
        one.status, one.column, one.reason = RowStatus.NEEDS_SOURCE, "url", "There is no address of a photograph."
    seen.add(one.key)


def write(reading: Reading, writer: Writer, progress: Progress) -> None:
    """Make every loss."""
    content: Content = reading.content
    book = _Book(content, writer)
    for count, (loss, row) in enumerate(content.losses):
        if count % EVERY == 0:
            progress("Making incidents", count, len(content.losses))
        if row.makes_something:
            book.write(loss, row)


class _Book:
    """Items and states that losses name, each once."""

    def __init__(self, content: Content, writer: Writer) -> None:
        self.writer, self.countries, self.states = writer, content.countries, States(writer)
        self.settings = lookups()
        self.conflict = Conflict.objects.filter(handle=self.settings["conflict"]).values_list("pk", flat=True).first()
        self._items = _known_items()
        self._made: dict[str, int] = {}

    def write(self, loss: Loss, row: PlannedRow) -> None:
        owner = self.states.entity(self.countries.keys[self.settings["owners"][loss.owner]], row)
        incident = self.writer.record(
            Incident,
            row,
            says=f"{loss.printed}, {loss.status}; owner: {loss.owner}. Photograph: {loss.photograph}",
            rung="unit",
            title=f"{loss.system[:180]} ({loss.owner}), {loss.status}",
            kind=KINDS[loss.status],
            user_id=owner,
            conflict_id=self.conflict,
            happened=self._until(loss.recorded),
            quantity_low=1,
            quantity_high=1,
            note=DATE_NOTE,
        )
        self.writer.part(IncidentItem, incident_id=incident, item_id=self._item(loss, row))

    def _until(self, recorded: date) -> str:
        """From the war's beginning to the day of the list: the loss itself is not dated."""
        began = self.settings["war_began"]
        return f"{began}/{recorded}" if recorded.isoformat() > began else recorded.isoformat()

    def _item(self, loss: Loss, row: PlannedRow) -> int:
        plain = _plain(loss.system)
        if plain not in self._made:
            known = self._items.get(plain) if loss.is_named else None
            says = f"Listed as “{loss.printed}”, made in: {loss.origin}."
            if known is None:
                self._made[plain] = self.writer.record(
                    Item,
                    row,
                    says=says,
                    rung="type",
                    designation=loss.system[:200],
                    kind=_kind(loss),
                    maker_id=self._maker(loss, row),
                )
            else:
                self.writer.cite(Item, known, row, says=says, rung="type")
                self._made[plain] = known
        return self._made[plain]

    def _maker(self, loss: Loss, row: PlannedRow) -> int:
        name = f"Makers in {loss.origin} that Oryx does not name"
        note = "Stands for whoever made a type that the list names by country only. It is not one party."
        return self.states.unnamed(name, self.countries.find(loss.origin), row, note)


def _kind(loss: Loss) -> ItemKind:
    if not loss.is_named:
        return ItemKind.GOODS
    return ItemKind.WEAPON if WEAPON.search(loss.system) else ItemKind.PLATFORM


def _known_items() -> dict[str, int]:
    found: dict[str, set[int]] = defaultdict(set)
    kinds = (ItemKind.PLATFORM, ItemKind.MUNITION, ItemKind.WEAPON)
    for pk, name in Item.objects.filter(kind__in=kinds).values_list("pk", "designation"):
        found[_plain(name)].add(pk)
    for pk, name in ItemName.objects.filter(item__kind__in=kinds).values_list("item", "text"):
        found[_plain(name)].add(pk)
    return {name: keys.pop() for name, keys in found.items() if len(keys) == 1}


def _plain(name: str) -> str:
    return normalise_name(name).replace(" ", "")

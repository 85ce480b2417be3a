"""What is recorded of a shipment, conflict or measure, beside what a register says: for a person who compares them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from conflicts.models import Conflict
from core.dates import PartialDate
from evidence.models import Citation
from exports.models import Measure, Shipment

Told = dict[str, str]
"""What is told → value, in the words that registers use for it in their questions."""
SOURCES_SHOWN = 3
NOTE_SHOWN = 300


@dataclass(frozen=True, slots=True)
class Side:
    """One line of the comparison."""

    what: str
    register: str
    recorded: str


def beside(facts: Iterable[tuple[str, str]], recorded: Told) -> list[Side]:
    """What either of the two tells; what neither does is left out."""
    register = dict(facts)
    names = dict.fromkeys([*register, *recorded])
    sides = (Side(name, register.get(name, ""), recorded.get(name, "")) for name in names)
    return [side for side in sides if side.register or side.recorded]


def told_of(public_ids: Iterable[str]) -> dict[str, Told]:
    """Public id → what is recorded; a constant number of statements. Kinds that no register asks about are left out."""
    wanted = set(public_ids)
    found: dict[str, Told] = {}
    for prefix, (kind, rows, tell) in KINDS.items():
        ids = [one for one in wanted if one.partition("-")[0] == prefix]
        records = list(rows().filter(public_id__in=ids)) if ids else []
        sources = _sources(kind, [record.pk for record in records]) if records else {}
        for record in records:
            found[record.public_id] = {**tell(record), "sources": sources.get(record.pk, "")}
    return found


def _sources(kind: str, keys: list[int]) -> dict[int, str]:
    """Key of the record → the titles of what it rests on."""
    cited = Citation.objects.filter(**{f"{kind}__in": keys}).order_by("pk").values_list(f"{kind}_id", "source__title")
    titles: dict[int, dict[str, None]] = defaultdict(dict)
    for key, title in cited:
        titles[key][title] = None
    return {key: _some(list(several)) for key, several in titles.items()}


def _some(titles: list[str]) -> str:
    shown = "; ".join(titles[:SOURCES_SHOWN])
    more = len(titles) - SOURCES_SHOWN
    return _("%(titles)s and %(more)s more") % {"titles": shown, "more": more} if more > 0 else shown


def _shipment(one: Shipment) -> Told:
    return {
        "from": str(one.exporter),
        "to": str(one.recipient),
        "item": f"{one.item}, {one.item.get_kind_display()}",
        "ordered": _words(one.ordered),
        "delivered": _words(one.delivered),
        "quantity": one.quantity_words,
        "status": str(one.get_status_display()),
        "note": _short(one.statement or one.note),
    }


def _conflict(one: Conflict) -> Told:
    return {
        "began": _words(one.began),
        "ended": _words(one.ended),
        "where": ", ".join(str(country) for country in one.countries.all()),
        "sides": " – ".join(_sides(one)),
        "part of": str(one.part_of or ""),
        "note": _short(one.note),
    }


def _sides(one: Conflict) -> Iterator[str]:
    sides: dict[str, list[str]] = defaultdict(list)
    for party in one.belligerents.all():
        if not party.supports_only:
            sides[party.side].append(str(party.entity))
    return (", ".join(names) for names in sides.values())


def _measure(one: Measure) -> Told:
    return {
        "target": ", ".join(str(target) for target in one.targets.all()),
        "issuer": str(one.issuer),
        "document": one.instrument,
        "force": one.legal_force,
        "in force from": _words(one.valid_from),
        "until": _words(one.valid_until),
        "goods": one.item_scope,
        "note": _short(one.statement or one.note),
    }


def _words(date: PartialDate | None) -> str:
    return date.words() if date else ""


def _short(text: str) -> str:
    return text if len(text) <= NOTE_SHOWN else f"{text[:NOTE_SHOWN]}…"


def _shipments() -> Any:
    return Shipment.objects.select_related("item", "exporter", "recipient")


def _conflicts() -> Any:
    return Conflict.objects.select_related("part_of").prefetch_related("countries", "belligerents__entity")


def _measures() -> Any:
    return Measure.objects.select_related("issuer").prefetch_related("targets__country", "targets__entity")


KINDS: dict[str, tuple[str, Callable[[], Any], Callable[[Any], Told]]] = {
    "sh": ("shipment", _shipments, _shipment),
    "co": ("conflict", _conflicts, _conflict),
    "me": ("measure", _measures, _measure),
}
"""Prefix of public ids → the column of citations, the records with what the words need, and the words."""

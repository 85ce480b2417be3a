"""The display sequence of a chain: use it so that page, CSV and picture agree."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tracing.model import Chain, Link, Node, RecordRef


@dataclass(frozen=True, slots=True)
class CardStep:
    """A thing, a party or an event in the sequence."""

    node: Node
    unit: Node | None = None
    """The one physical thing or lot that the state names, beside its type."""


@dataclass(frozen=True, slots=True)
class ArrowStep:
    """What leads from one card to the next; `link` is None only for the opening "made by"."""

    verb: str
    link: Link | None
    records: tuple[RecordRef, ...] = ()


Step = CardStep | ArrowStep


def steps(chain: Chain) -> tuple[Step, ...]:
    """Card, arrow, card, …: item, its first holder, then one arrow and one card a link."""
    start = chain.start
    opening = _("made by") if chain.maker_records else _("held by")
    sequence: list[Step] = [
        CardStep(start.item, start.unit),
        ArrowStep(opening, None, chain.maker_records),
        CardStep(start.holder),
    ]
    for link in chain.links:
        sequence.append(ArrowStep(link.verb, link, link.records))
        sequence.append(_card_after(link))
    return tuple(sequence)


def _card_after(link: Link) -> CardStep:
    if link.target is not None and link.kind.changes_item:
        return CardStep(link.target.item, link.target.unit)
    return CardStep(link.end)

"""Which recorded gap speaks of which piece, and where in the chains the others belong."""

from __future__ import annotations

from evidence.choices import GapKind
from tracing.choices import LinkKind
from tracing.dossier.facts import Dossier, PartyFact
from tracing.leads.facts import GapFact
from tracing.leads.pieces import Piece
from tracing.model import Link
from tracing.rules.steps import licences_on

OF_TRANSFERS = frozenset({GapKind.TRANSFER, GapKind.DATE, GapKind.QUANTITY, GapKind.DOCUMENT})
SPEAKS_OF = {
    "route": OF_TRANSFERS,
    "moved": OF_TRANSFERS,
    "terms": OF_TRANSFERS,
    "after": frozenset({GapKind.TRANSFER}),
    "serial": frozenset({GapKind.SERIAL}),
    "party": frozenset({GapKind.IDENTITY}),
    "integrator": frozenset({GapKind.IDENTITY}),
    "seen": frozenset({GapKind.DATE}),
}
"""Kinds of recorded gap that can be about each family of piece."""
OF_PARTIES = frozenset({"route", "moved", "terms", "after"})
"""Families that are about a transfer: a gap that names no party speaks of none of them."""


def is_about(gap: GapFact, piece: Piece) -> bool:
    """True if they speak of the same thing: the item, and every party that the gap names in its place."""
    if gap.kind not in SPEAKS_OF.get(piece.family, ()) or gap.item not in piece.items:
        return False
    if piece.family in OF_PARTIES and not gap.names_a_party:
        return False
    return _fits(gap.sender, piece.giver) and _fits(gap.recipient, piece.taker)


def closeness(gap: GapFact, piece: Piece) -> tuple[bool, bool, bool]:
    """For choosing among gaps that are about a piece: the smallest is of its kind and names most of its parties."""
    return (gap.kind != piece.kind, gap.recipient is None, gap.sender is None)


def lies_at(gap: GapFact, link: Link, dossier: Dossier) -> bool:
    """True if a gap that no computed piece speaks of is about this link."""
    item = dossier.items[link.source.item.pk]
    giver = dossier.parties[link.source.holder.pk]
    taker = dossier.parties[link.target.holder.pk] if link.target else None
    if gap.item is not None:
        return gap.item in item.known_as and _fits(gap.sender, giver) and _fits(gap.recipient, taker)
    return _held_at(gap, link, giver, taker, dossier)


def _held_at(gap: GapFact, link: Link, giver: PartyFact, taker: PartyFact | None, dossier: Dossier) -> bool:
    """A gap about no item lies where whom it names passes something on, takes it, or licenses it."""
    named = {gap.sender, gap.recipient, gap.held_by.pk if gap.held_by else None} - {None}
    licensing = {one.authority.pk for one in licences_on(link, dossier) if one.authority is not None}
    parties = {giver.pk} | ({taker.pk} if taker else set()) if link.kind is not LinkKind.RECORDED_AS else set()
    return bool(named & (parties | licensing))


def _fits(named: int | None, party: PartyFact | None) -> bool:
    return named is None or (party is not None and named in party.known_as)

"""Who is likely to hold a missing piece, the likeliest first, each with the reason. Nobody is said to hold it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tracing.dossier.claims import CitationFact
from tracing.dossier.facts import Dossier, PartyFact
from tracing.leads.facts import Beside, GapFact
from tracing.leads.lead import Holder
from tracing.leads.pieces import Piece, records_of

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MOST = 6
PUBLISHERS = 2
"""Of many sources that describe a thing, those graded best are worth asking first."""

SENT = gettext_lazy("would have sent it: orders, invoices, export papers")
RECEIVED = gettext_lazy("would have received it: orders, import papers, stock books")


def holders_of(pieces: Sequence[Piece], gap: GapFact | None, dossier: Dossier, beside: Beside) -> tuple[Holder, ...]:
    """Whom the recorded gap names, then whom the pieces themselves point to; each once."""
    found = [_of_gap(gap.held_by)] if gap and gap.held_by else []
    found += [holder for piece in pieces for holder in BY_FAMILY[piece.family](piece, dossier, beside)]
    if gap and not pieces:
        found += _of_parties(gap, dossier, beside)
    once: dict[str, Holder] = {}
    for holder in found:
        once.setdefault(holder.name, holder)
    return tuple(once.values())[:MOST]


def _of_gap(party: PartyFact) -> Holder:
    return _party(party, _("named where this is recorded as missing"))


def _party(party: PartyFact, reason: StrOrPromise) -> Holder:
    return Holder(party.name, str(reason), party.url, party)


def _named(party: PartyFact | None, reason: StrOrPromise) -> Iterator[Holder]:
    """An unnamed party cannot be asked."""
    if party is not None and party.kind != "unknown_party":
        yield _party(party, reason)


def _authority(country: str, dossier: Dossier, beside: Beside) -> Iterator[Holder]:
    fact = beside.authorities.get(country)
    if fact is None:
        return
    name = dossier.country(country)
    if fact.permits:
        reason = ngettext(
            "gives permits for exports from %(country)s; %(number)d is recorded here",
            "gives permits for exports from %(country)s; %(number)d are recorded here",
            fact.permits,
        ) % {"country": name, "number": fact.permits}
    elif fact.measures:
        reason = ngettext(
            "issues measures on exports for %(country)s; %(number)d is recorded here",
            "issues measures on exports for %(country)s; %(number)d are recorded here",
            fact.measures,
        ) % {"country": name, "number": fact.measures}
    else:
        reason = _("its authorities decide about exports from %(country)s; which of them is not recorded here")
        reason %= {"country": name}
    yield _party(fact.party, reason)


def _of_parties(gap: GapFact, dossier: Dossier, beside: Beside) -> Iterator[Holder]:
    """For a recorded gap without a computed piece: whom it names, and the authority of the sender's country."""
    sender, recipient = (dossier.parties.get(key or 0) for key in (gap.sender, gap.recipient))
    yield from _named(sender, SENT)
    yield from _named(recipient, RECEIVED)
    if sender is not None:
        yield from _authority(sender.country, dossier, beside)


def _transfer(piece: Piece, dossier: Dossier, beside: Beside) -> Iterator[Holder]:
    yield from _named(piece.giver, SENT)
    yield from _named(piece.taker, RECEIVED)
    if piece.giver is not None:
        yield from _authority(piece.giver.country, dossier, beside)
    for record in records_of(piece):
        for carrier in beside.carriers.get(record.pk, ()) if record.kind == "shipment" else ():
            yield from _named(carrier, _("carried it: waybills, manifests"))


def _permit(piece: Piece, _dossier: Dossier, _beside: Beside) -> Iterator[Holder]:
    licence = piece.licence
    if licence is None:
        return
    yield from _named(licence.authority, _("gave the permit"))
    for party in licence.in_role("applicant", "exporter"):
        yield from _named(party, _("applied for it, or holds it"))
    for party in licence.in_role("consignee", "ultimate_consignee"):
        yield from _named(party, _("is named in it as consignee"))


def _serial(piece: Piece, dossier: Dossier, beside: Beside) -> Iterator[Holder]:
    for record in records_of(piece):
        incident = dossier.incidents.get(record.pk) if record.kind == "incident" else None
        if incident is not None and piece.unit is not None and piece.unit.pk in incident.units:
            yield from _named(incident.actor, _("is recorded as the one that took it, brought it down or found it"))
    yield from _named(piece.giver, _("made it: its books say to whom each number went"))
    if piece.giver is not None:
        yield from _authority(piece.giver.country, dossier, beside)
    yield from _publishers(piece, dossier, _("describes the thing itself"), rungs=("unit", "lot"))


def _publishers(piece: Piece, dossier: Dossier, reason: str, rungs: tuple[str, ...] = ()) -> Iterator[Holder]:
    keys = [record.key for record in records_of(piece)]
    keys += [("item_unit", piece.unit.pk)] if piece.unit else []
    claims: Iterable[CitationFact] = (claim for key in keys for claim in dossier.supporting(key))
    near = [claim for claim in claims if not rungs or claim.rung in rungs]
    names = dict.fromkeys((claim.source.name, claim.source.url) for claim in near)
    for name, url in list(names)[:PUBLISHERS]:
        yield Holder(name, reason, url)


def _integrator(piece: Piece, dossier: Dossier, _beside: Beside) -> Iterator[Holder]:
    yield from _named(piece.giver, _("makes the platform: build records"))
    yield from _publishers(piece, dossier, _("reports that it was built in"))


def _who(piece: Piece, dossier: Dossier, _beside: Beside) -> Iterator[Holder]:
    yield from _named(piece.taker, _("stands beside the unnamed party in a record"))
    yield from _publishers(piece, dossier, _("describes the party without its name"))


def _when_seen(piece: Piece, dossier: Dossier, _beside: Beside) -> Iterator[Holder]:
    yield from _publishers(piece, dossier, _("reports it"))
    yield from _named(piece.giver, _("is recorded, or taken, as the user"))


def _beyond(piece: Piece, dossier: Dossier, beside: Beside) -> Iterator[Holder]:
    yield from _named(piece.giver, _("is the last recorded holder"))
    if piece.giver is not None:
        yield from _authority(piece.giver.country, dossier, beside)


BY_FAMILY: dict[str, Callable[[Piece, Dossier, Beside], Iterator[Holder]]] = {
    "route": _transfer,
    "moved": _transfer,
    "terms": _transfer,
    "permit": _permit,
    "serial": _serial,
    "integrator": _integrator,
    "party": _who,
    "seen": _when_seen,
    "after": _beyond,
    "split": _beyond,
}

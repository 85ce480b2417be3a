"""The pieces that chains lack: each kind of piece is one function from a link (or an end) to what it lacks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from evidence.choices import GapKind
from tracing.choices import Ending, LinkKind
from tracing.dossier.facts import Amount, Dossier, ItemFact, LicenceFact, PartyFact, Used
from tracing.leads.facts import Beside, UnitFact
from tracing.model import Chain, Link
from tracing.rules.steps import NO_DELIVERY, licences_on

Key = tuple[str | int, ...]
"""Two pieces with one key are one piece, wherever in whichever chain they lack."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Something missing: in words, with what decides who may hold it and which recorded gap speaks of it."""

    key: Key
    kind: GapKind
    what: str
    items: frozenset[int] = frozenset()
    """The item and its families: a record about one of them may speak of it."""
    giver: PartyFact | None = None
    taker: PartyFact | None = None
    licence: LicenceFact | None = None
    unit: UnitFact | None = None
    link: Link | None = None
    url: str = ""
    """The record that lacks it; "" where there is none."""

    @property
    def family(self) -> str:
        """Which function found it: route, moved, terms, permit, integrator, serial, party, seen, after, split."""
        return str(self.key[0])


@dataclass(frozen=True, slots=True)
class At:
    """One link of one chain, with everything around it."""

    number: int
    link: Link
    chain: Chain
    dossier: Dossier
    beside: Beside

    @property
    def item(self) -> ItemFact:
        return self.dossier.items[self.link.source.item.pk]

    @property
    def giver(self) -> PartyFact:
        return self.dossier.parties[self.link.source.holder.pk]

    @property
    def taker(self) -> PartyFact | None:
        return self.dossier.parties[self.link.target.holder.pk] if self.link.target else None

    @property
    def words(self) -> dict[str, str]:
        taker = self.taker
        return {"item": self.item.name, "giver": self.giver.name, "taker": taker.name if taker else ""}

    @property
    def is_last(self) -> bool:
        return self.number == len(self.chain.links)

    def transfer(self, family: str, kind: GapKind, what: str, url: str = "") -> Piece:
        """A piece about this transfer."""
        taker = self.taker
        key = (family, self.item.pk, self.giver.pk, taker.pk if taker else 0)
        return Piece(key, kind, what, self.item.known_as, self.giver, taker, link=self.link, url=url)


def pieces_at(at: At) -> Iterator[Piece]:
    """Everything that one link lacks; for the last one, what lies beyond it too."""
    for found in FINDERS:
        yield from found(at)


def _route(at: At) -> Iterator[Piece]:
    if at.link.is_gap:
        yield at.transfer(
            "route", GapKind.TRANSFER, _("How %(item)s passed from %(giver)s to %(taker)s: no record here.") % at.words
        )


def _moved(at: At) -> Iterator[Piece]:
    """A permission says that it may have moved. Where a shipment between the two is recorded, it did."""
    if at.link.kind is not LinkKind.AUTHORISED or at.taker is None:
        return
    if (at.item.pk, at.giver.pk, at.taker.pk) not in at.beside.moved:
        what = _("Whether %(item)s moved from %(giver)s to %(taker)s under the permit: no movement recorded here.")
        yield at.transfer("moved", GapKind.TRANSFER, what % at.words, _first_url(at.link))


def _delivered(at: At) -> Iterator[Piece]:
    """An order or a request says that it may come. Where nothing says that it came, that is what is missing."""
    if _is_intended(at) and at.taker is not None and (at.item.pk, at.giver.pk, at.taker.pk) not in at.beside.moved:
        what = _("Whether %(item)s came from %(giver)s to %(taker)s: ordered or requested, no delivery recorded here.")
        yield at.transfer("moved", GapKind.TRANSFER, what % at.words, _first_url(at.link))


def _is_intended(at: At) -> bool:
    facts = [at.dossier.shipments.get(record.pk) for record in at.link.records if record.kind == "shipment"]
    return bool(facts) and all(fact is not None and fact.status in NO_DELIVERY for fact in facts)


def _terms(at: At) -> Iterator[Piece]:
    """When and how many, where no record of a movement says it."""
    if not (at.link.kind.is_movement and at.link.records) or _is_intended(at):
        return
    undated = all(record.when is None and record.until is None for record in at.link.records)
    amounts = [_amount(at, record.pk) for record in at.link.records if record.kind == "shipment"]
    uncounted = not any(amount.low is not None for amount in amounts)
    if not (undated or uncounted):
        return
    kind = GapKind.DATE if undated else GapKind.QUANTITY
    yield at.transfer("terms", kind, _terms_words(at, undated, uncounted, amounts), _first_url(at.link))


def _amount(at: At, shipment: int) -> Amount:
    fact = at.dossier.shipments.get(shipment)
    return fact.amount if fact else Amount()


def _terms_words(at: At, undated: bool, uncounted: bool, amounts: Iterable[Amount]) -> str:
    if undated and uncounted:
        return _("When %(item)s passed from %(giver)s to %(taker)s, and how many: not stated.") % at.words
    if undated:
        return _("When %(item)s passed from %(giver)s to %(taker)s: not stated.") % at.words
    most = next((amount.words for amount in amounts if amount.is_known), "")
    if most:
        words = at.words | {"most": most}
        return _("How many %(item)s passed from %(giver)s to %(taker)s: stated is only “%(most)s”.") % words
    return _("How many %(item)s passed from %(giver)s to %(taker)s: not stated.") % at.words


def _permit(at: At) -> Iterator[Piece]:
    for licence in licences_on(at.link, at.dossier):
        lacks = list(_not_on(licence))
        if lacks:
            words = {"permit": licence.record.title, "lacks": ", ".join(lacks)}
            yield Piece(
                ("permit", licence.record.pk), GapKind.DOCUMENT,
                _("The text of “%(permit)s”: not recorded here are %(lacks)s.") % words,
                at.item.known_as, at.giver, at.taker, licence, link=at.link, url=licence.record.url,
            )  # fmt: skip


def _not_on(licence: LicenceFact) -> Iterator[str]:
    if licence.issued is None:
        yield _("the day it was given")
    if not licence.in_role("declared_end_user"):
        yield _("the declared end user")
    if not licence.destination:
        yield _("the destination")
    if not licence.number and licence.kind != "group":
        yield _("its number")


def _integrator(at: At) -> Iterator[Piece]:
    facts = [at.dossier.incorporations.get(record.pk) for record in at.link.records]
    if at.link.kind is not LinkKind.BUILT_IN or at.link.target is None:
        return
    if any(fact is None or fact.integrator_is_stated for fact in facts):
        return
    platform = at.link.target.item
    words = {"item": at.item.name, "platform": platform.label, "giver": at.giver.name}
    what = _("Who built %(item)s into %(platform)s: not stated; its maker, %(giver)s, is assumed.") % words
    key = ("integrator", at.item.pk, platform.pk, at.giver.pk)
    yield Piece(
        key, GapKind.IDENTITY, what, at.item.known_as | {platform.pk}, at.giver, link=at.link, url=_first_url(at.link)
    )


def _serial(at: At) -> Iterator[Piece]:
    """Of every thing on the chain that is one thing: the units that its states name, and those seen at its end."""
    named = {state.unit.pk for state in (at.link.source, at.link.target) if state and state.unit}
    incidents = [at.dossier.incidents.get(record.pk) for record in at.link.records if record.kind == "incident"]
    named |= {unit for incident in incidents if incident for unit in incident.units}
    items = {link.source.item.pk for link in at.chain.links}
    for unit in (at.beside.units[pk] for pk in sorted(named & at.beside.units.keys())):
        if not unit.serial and unit.item in items:
            yield Piece(
                ("serial", unit.pk), GapKind.SERIAL, _serial_words(unit), at.dossier.items[unit.item].known_as,
                _maker(at, unit.item), unit=unit, link=at.link, url=unit.url,
            )  # fmt: skip


def _serial_words(unit: UnitFact) -> str:
    words = {"unit": unit.label}
    if unit.is_lot:
        return _("Lot number of “%(unit)s”: not printed in what was read.") % words
    return _("Serial number of “%(unit)s”: not printed in what was read.") % words


def _maker(at: At, item: int) -> PartyFact | None:
    """The first holder, where records name it as the maker of this item; the one who built it, for a platform."""
    if at.chain.start.item.pk == item:
        return at.dossier.parties[at.chain.start.holder.pk] if at.chain.maker_records else None
    built = (ln for ln in at.chain.links if ln.kind is LinkKind.BUILT_IN and ln.target and ln.target.item.pk == item)
    return next((at.dossier.parties[link.source.holder.pk] for link in built), None)


def _party(at: At) -> Iterator[Piece]:
    for party, other in ((at.giver, at.taker), (at.taker, at.giver)):
        if party is not None and party.kind == "unknown_party":
            yield Piece(
                ("party", party.pk), GapKind.IDENTITY,
                _("Who is meant by “%(party)s”: not named in what was read.") % {"party": party.name},
                at.item.known_as, party, None if other == party else other, link=at.link, url=party.url,
            )  # fmt: skip


def _seen(at: At) -> Iterator[Piece]:
    if at.link.kind is LinkKind.SEEN and at.link.incident and not any(r.when or r.until for r in at.link.records):
        what = _("When “%(incident)s” happened: not stated.") % {"incident": at.link.incident.label}
        yield Piece(
            ("seen", at.link.incident.pk), GapKind.DATE, what, at.item.known_as, at.giver, link=at.link,
            url=_first_url(at.link),
        )  # fmt: skip


def _beyond(at: At) -> Iterator[Piece]:
    """What lies beyond the last link, where a chain ends openly or several records carry the item on."""
    target = at.link.target
    if not at.is_last or target is None or _is_intended(at) or at.chain.ending not in {Ending.OPEN_END, Ending.SPLIT}:
        return
    item, holder = at.dossier.items[target.item.pk], at.dossier.parties[target.holder.pk]
    words = {"item": item.name, "holder": holder.name}
    if at.chain.ending is Ending.SPLIT:
        family, what = "split", _("Which of the records that carry %(item)s on from %(holder)s applies: not recorded.")
    else:
        family, what = "after", _("Whether %(item)s went on from %(holder)s: no further record here.")
    yield Piece((family, item.pk, holder.pk), GapKind.TRANSFER, what % words, item.known_as, holder, link=at.link)


def _first_url(link: Link) -> str:
    return next((record.url for record in link.records), "")


def records_of(piece: Piece) -> Iterator[Used]:
    """The records of the link at which it lacks."""
    if piece.link is not None:
        yield from (Used.of(record) for record in piece.link.records)


FINDERS: tuple[Callable[[At], Iterator[Piece]], ...] = (
    _route, _moved, _delivered, _terms, _permit, _integrator, _serial, _party, _seen, _beyond,
)  # fmt: skip

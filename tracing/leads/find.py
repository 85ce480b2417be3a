"""From chains to leads: what each lacks, joined with what is recorded as missing, ranked by what it would settle."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from core.choices import Strength
from evidence.choices import GapKind
from tracing.choices import STRENGTH_ORDER
from tracing.dossier.facts import Dossier
from tracing.leads.facts import Beside, GapFact, ReplyFact
from tracing.leads.holders import holders_of
from tracing.leads.join import closeness, is_about, lies_at
from tracing.leads.lead import Asking, Lead, Place
from tracing.leads.pieces import At, Key, Piece, pieces_at, records_of
from tracing.model import Chain

WEIGHTS = tuple(STRENGTH_ORDER)


@dataclass
class _Found:
    """What one lead is made of: pieces that chains lack, recorded gaps that speak of them, and where they lack."""

    pieces: list[Piece] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    gap: GapFact | None = None

    @property
    def first(self) -> Piece | None:
        return self.pieces[0] if self.pieces else None


def leads_of(chains: Sequence[Chain], dossier: Dossier, beside: Beside) -> tuple[Lead, ...]:
    """Use for all chains of a trace at once; what settles most comes first. No queries."""
    found = _computed(chains, dossier, beside)
    for gap in beside.gaps:
        _place(gap, found, chains, dossier)
    leads = [_lead(key, one, chains, dossier, beside) for key, one in found.items()]
    lacking = Counter(chain for lead in leads if lead.is_of_a_step for chain in lead.chains)
    counted = [replace(lead, alone=_alone(lead, lacking)) for lead in leads]
    return tuple(sorted(counted, key=_rank))


def _alone(lead: Lead, lacking: Mapping[int, int]) -> int:
    return sum(lacking[chain] == 1 for chain in lead.chains) if lead.is_of_a_step else 0


def _rank(lead: Lead) -> tuple[bool, int, int, int, str]:
    return (not lead.is_of_a_step, -lead.settles, -WEIGHTS.index(lead.strength), -lead.alone, lead.what)


def _computed(chains: Sequence[Chain], dossier: Dossier, beside: Beside) -> dict[Key, _Found]:
    """What chains lack. A piece of which a recorded gap speaks goes to that gap, so that it is one lead."""
    found: dict[Key, _Found] = {}
    homes: dict[Key, _Found] = {}
    for number, chain in enumerate(chains, start=1):
        for link_number, link in enumerate(chain.links, start=1):
            for piece in pieces_at(At(link_number, link, chain, dossier, beside)):
                if piece.key not in homes:
                    homes[piece.key] = _home(piece, found, beside.gaps)
                homes[piece.key].places.append(Place(number, link_number))
    return found


def _home(piece: Piece, found: dict[Key, _Found], gaps: Iterable[GapFact]) -> _Found:
    """The nearest recorded gap depends on the piece alone, so that every batch of chains chooses the same."""
    about = [gap for gap in gaps if is_about(gap, piece)]
    gap = min(about, key=lambda one: (*closeness(one, piece), one.record.pk), default=None)
    key: Key = ("gap", gap.record.pk) if gap else piece.key
    home = found.setdefault(key, _Found(gap=gap))
    home.pieces.append(piece)
    return home


def _place(gap: GapFact, found: dict[Key, _Found], chains: Sequence[Chain], dossier: Dossier) -> None:
    """A recorded gap lies also where no piece says so: where its parties pass its item, or, if it names none and no
    piece is part of it, wherever its item is passed."""
    home = found.get(("gap", gap.record.pk))
    if home is not None and not gap.names_a_party:
        return
    covered = {place.chain for place in home.places} if home else set()
    places = [place for place in _places_of(gap, chains, dossier) if place.chain not in covered]
    if places:
        found.setdefault(("gap", gap.record.pk), _Found(gap=gap)).places += places


def _places_of(gap: GapFact, chains: Sequence[Chain], dossier: Dossier) -> Iterator[Place]:
    """The first link of each chain that it is about."""
    for number, chain in enumerate(chains, start=1):
        at = (n for n, link in enumerate(chain.links, start=1) if lies_at(gap, link, dossier))
        first = next(at, None)
        if first is not None:
            yield Place(number, first)


def _lead(key: Key, found: _Found, chains: Sequence[Chain], dossier: Dossier, beside: Beside) -> Lead:
    piece, gap = found.first, found.gap
    lacking = frozenset(place.chain for place in found.places)
    computed = " ".join(dict.fromkeys(one.what for one in found.pieces))
    return Lead(
        key=key,
        what=gap.what if gap else computed,
        kind=GapKind(gap.kind) if gap else piece.kind if piece else GapKind.DOCUMENT,
        places=tuple(found.places),
        holders=holders_of(found.pieces, gap, dossier, beside),
        asked=tuple(_asked(found, dossier, beside)),
        strength=_at_stake(chains[number - 1] for number in lacking),
        recorded=(gap.record,) if gap else (),
        also=computed if gap and not (piece and piece.unit) else "",
        url=(piece.url if piece else "") or (gap.record.url if gap else ""),
        trace=_trace(found, chains),
        item=_item_of(piece) if piece else gap.item if gap else None,
        giver=piece.giver.pk if piece and piece.giver else gap.sender if gap else None,
        taker=piece.taker.pk if piece and piece.taker else gap.recipient if gap else None,
        chains=lacking,
        is_of_a_step=piece is not None or (gap is not None and gap.names_a_party),
    )


def _item_of(piece: Piece) -> int | None:
    if piece.unit is not None:
        return piece.unit.item
    if piece.link is None:
        return None
    state = piece.link.target if piece.family in {"after", "split"} else piece.link.source
    return state.item.pk if state else None


def _at_stake(chains: Iterable[Chain]) -> Strength:
    """The best of the chains, by their weakest link."""
    weakest = (chain.weakest.strength if chain.weakest else "ungraded" for chain in chains)
    return Strength(max(weakest, key=WEIGHTS.index, default="ungraded"))


def _trace(found: _Found, chains: Sequence[Chain]) -> str:
    """The trace from the item of the first chain that lacks it to where that chain leads."""
    place = found.places[0]
    chain = chains[place.chain - 1]
    link = chain.links[place.link - 1]
    end = link.target.holder if link.target else link.conflict or link.incident
    ends = {"from": chain.start.item.public_id, "to": end.public_id if end else ""}
    return f"/trace/?{urlencode({name: value for name, value in ends.items() if value})}"


def _asked(found: _Found, dossier: Dossier, beside: Beside) -> Iterator[Asking]:
    """What is recorded on the gap, then replies about it, then replies of the parties about this very record."""
    gap = found.gap
    replies: list[ReplyFact] = []
    if gap is not None:
        if gap.asked is not None:
            whom = gap.held_by.name if gap.held_by else _("whom is not recorded")
            yield Asking(whom, gap.result or _("what came back is not recorded"), when=gap.asked, url=gap.record.url)
        replies += beside.replies_to(gap)
    replies += [reply for piece in found.pieces for reply in _about_record(piece, dossier, beside)]
    yield from map(asking_of, dict.fromkeys(replies))


def asking_of(reply: ReplyFact) -> Asking:
    """A reply as a lead tells it."""
    said = f"{reply.outcome}: {reply.answer}" if reply.answer else reply.outcome
    return Asking(reply.asked_of.name, said, reply.asked_by, reply.when, reply.url)


def _about_record(piece: Piece, dossier: Dossier, beside: Beside) -> Iterator[ReplyFact]:
    """Replies of the piece's parties, reported by a source that speaks about the records of its link."""
    sources = {claim.source.pk for record in records_of(piece) for claim in dossier.citations.get(record.key, ())}
    names = {name for party in (piece.giver, piece.taker) if party for name in party.known_as}
    yield from (one for one in beside.replies if one.source in sources and one.asked_of.pk in names)


def by_chain(leads: Iterable[Lead]) -> Mapping[int, list[Lead]]:
    """Leads by the number of each chain that lacks them, in their order."""
    found: dict[int, list[Lead]] = defaultdict(list)
    for lead in leads:
        for chain in lead.chains:
            found[chain].append(lead)
    return found

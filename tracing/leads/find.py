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
    """A piece or a recorded gap without one, and every place where it lacks."""

    piece: Piece | None
    places: list[Place] = field(default_factory=list)
    gaps: list[GapFact] = field(default_factory=list)


def leads_of(chains: Sequence[Chain], dossier: Dossier, beside: Beside) -> tuple[Lead, ...]:
    """Use for all chains of a trace at once; what settles most comes first. No queries."""
    found = _computed(chains, dossier, beside)
    _join(found, beside.gaps, chains, dossier)
    leads = [_lead(key, one, chains, dossier, beside) for key, one in found.items()]
    lacking = Counter(chain for lead in leads if lead.is_of_a_step for chain in lead.chains)
    counted = [replace(lead, alone=_alone(lead, lacking)) for lead in leads]
    return tuple(sorted(counted, key=_rank))


def _alone(lead: Lead, lacking: Mapping[int, int]) -> int:
    return sum(lacking[chain] == 1 for chain in lead.chains) if lead.is_of_a_step else 0


def _rank(lead: Lead) -> tuple[bool, int, int, int, str]:
    return (not lead.is_of_a_step, -lead.settles, -WEIGHTS.index(lead.strength), -lead.alone, lead.what)


def _computed(chains: Sequence[Chain], dossier: Dossier, beside: Beside) -> dict[Key, _Found]:
    found: dict[Key, _Found] = {}
    for number, chain in enumerate(chains, start=1):
        for link_number, link in enumerate(chain.links, start=1):
            for piece in pieces_at(At(link_number, link, chain, dossier, beside)):
                found.setdefault(piece.key, _Found(piece)).places.append(Place(number, link_number))
    return found


def _join(
    found: dict[Key, _Found], gaps: Iterable[GapFact], chains: Sequence[Chain], dossier: Dossier
) -> None:  # fmt: skip
    """Each recorded gap goes to the one piece that it speaks of; else it becomes a lead of its own, if it lies here."""
    for gap in gaps:
        fitting = [one for one in found.values() if one.piece is not None and is_about(gap, one.piece)]
        if fitting:
            min(fitting, key=lambda one: _nearest(gap, one)).gaps.append(gap)
        elif places := list(_places_of(gap, chains, dossier)):
            found["gap", gap.record.pk] = _Found(None, places, [gap])


def _nearest(gap: GapFact, one: _Found) -> tuple[object, ...]:
    """Of several pieces: the one of the gap's own kind between named parties, then the one that most chains lack."""
    assert one.piece is not None  # noqa: S101  # told by the caller
    unnamed = any(party is not None and party.kind == "unknown_party" for party in (one.piece.giver, one.piece.taker))
    return (*closeness(gap, one.piece), unnamed, -len(one.places), str(one.piece.key))


def _places_of(gap: GapFact, chains: Sequence[Chain], dossier: Dossier) -> Iterator[Place]:
    """The first link of each chain that it is about."""
    for number, chain in enumerate(chains, start=1):
        at = (n for n, link in enumerate(chain.links, start=1) if lies_at(gap, link, chain, dossier))
        first = next(at, None)
        if first is not None:
            yield Place(number, first)


def _lead(key: Key, found: _Found, chains: Sequence[Chain], dossier: Dossier, beside: Beside) -> Lead:
    piece, gaps = found.piece, found.gaps
    lacking = frozenset(place.chain for place in found.places)
    computed = piece.what if piece else ""
    return Lead(
        key=key,
        what=gaps[0].what if gaps else computed,
        kind=GapKind(gaps[0].kind) if gaps else piece.kind if piece else GapKind.DOCUMENT,
        places=tuple(found.places),
        holders=holders_of(piece, gaps, dossier, beside),
        asked=tuple(_asked(piece, gaps, dossier, beside)),
        strength=_at_stake(chains[number - 1] for number in lacking),
        recorded=tuple(gap.record for gap in gaps),
        also=computed if gaps else "",
        url=(piece.url if piece else "") or next((gap.record.url for gap in gaps), ""),
        trace=_trace(found, chains),
        item=_item_of(piece, gaps),
        giver=piece.giver.pk if piece and piece.giver else next((gap.sender for gap in gaps), None),
        taker=piece.taker.pk if piece and piece.taker else next((gap.recipient for gap in gaps), None),
        chains=lacking,
        is_of_a_step=piece is not None or any(gap.sender or gap.recipient for gap in gaps),
    )


def _item_of(piece: Piece | None, gaps: Sequence[GapFact]) -> int | None:
    if piece is not None and piece.unit is not None:
        return piece.unit.item
    if piece is not None and piece.link is not None:
        state = piece.link.target if piece.family in {"after", "split"} else piece.link.source
        return state.item.pk if state else None
    return next((gap.item for gap in gaps), None)


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


def _asked(piece: Piece | None, gaps: Sequence[GapFact], dossier: Dossier, beside: Beside) -> Iterator[Asking]:
    """What is recorded on the gaps, then replies about them, then replies of the parties about this very record."""
    for gap in gaps:
        if gap.asked is not None:
            whom = gap.held_by.name if gap.held_by else _("whom is not recorded")
            yield Asking(whom, gap.result or _("what came back is not recorded"), when=gap.asked, url=gap.record.url)
    numbers = {gap.record.pk for gap in gaps}
    replies = [reply for reply in beside.replies if reply.gap in numbers]
    replies += [reply for reply in _about_record(piece, dossier, beside) if reply not in replies]
    yield from map(asking_of, replies)


def asking_of(reply: ReplyFact) -> Asking:
    """A reply as a lead tells it."""
    said = f"{reply.outcome}: {reply.answer}" if reply.answer else reply.outcome
    return Asking(reply.asked_of.name, said, reply.asked_by, reply.when, reply.url)


def _about_record(piece: Piece | None, dossier: Dossier, beside: Beside) -> Iterator[ReplyFact]:
    """Replies of the piece's parties, reported by a source that speaks about the records of its link."""
    if piece is None:
        return
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

"""What happened around a chain, in the order of its dates. Order in time is not cause, and the page says so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q

from core.dates import PartialDate
from entities.choices import RelationshipKind
from entities.models import LobbyContact, Relationship
from evidence.publication import Public
from exports.choices import MeasureKind
from exports.models import LicenceEvent, Measure
from pages.addresses import record_url
from pages.tables import stretch_words
from pages.weights import Weight, weigh_all
from tracing.model import Chain, Link, RecordRef

CONTACTS = (
    RelationshipKind.MET_WITH,
    RelationshipKind.ASSURED,
    RelationshipKind.ASKED,
    RelationshipKind.LOBBIES_FOR,
    RelationshipKind.REPRESENTS,
    RelationshipKind.DISCLOSED,
)
MOST_OF_A_KIND = 40


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of the timeline: a record of the chain, or one beside it."""

    kind: str
    words: str
    title: str
    url: str
    first: date | None
    weight: Weight | None
    last: date | None = None
    """None: open, or not recorded."""
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Around:
    """Whom and what a chain touches, by primary key."""

    parties: frozenset[int]
    items: frozenset[int]
    countries: frozenset[str]
    licences: frozenset[int]

    @classmethod
    def of(cls, *chains: Chain) -> Around:
        """Every holder, item, country and permit of the chains."""
        links = [link for chain in chains for link in chain.links]
        states = [state for link in links for state in (link.source, link.target) if state is not None]
        nodes = [node for state in states for node in (state.holder, state.item)]
        records = [record for link in links for record in link.records]
        return cls(
            frozenset(state.holder.pk for state in states),
            frozenset(state.item.pk for state in states),
            frozenset(code for node in nodes for code in node.country.split("·") if code),
            frozenset(record.pk for record in records if record.kind == "licence"),
        )


def moments(chain: Chain, rivals: Sequence[Chain], known_on: date | None = None) -> list[Moment]:
    """The chain's own records and its rivals', with measures, contacts and permit events, earliest first.

    With a day, only what sources had published by then.
    """
    around, public = Around.of(chain, *rivals), Public(known_on)
    beside = [kind(around, public) for kind in (_measures, _contacts, _lobbying, _permits)]
    return sorted([*_own(chain, *rivals), *_moments(beside, known_on)], key=_place)


def _place(moment: Moment) -> tuple[date, bool]:
    """By its first possible day, or the last where the first is open; what has no date comes last."""
    return (moment.first or moment.last or date.max, not moment.is_own)


def _own(chain: Chain, *rivals: Chain) -> Iterable[Moment]:
    seen = set()
    steps = [("chain", link) for link in chain.links] + [
        ("rival reading", link) for one in rivals for link in one.links
    ]
    for kind, link in steps:
        for record in link.records:
            if (record.kind, record.pk) not in seen:
                seen.add((record.kind, record.pk))
                weight = Weight(record.sources, record.origins, record.rung)
                first = record.when.earliest if record.when else None
                title = record_title(link, record)
                ends = record.until or record.when
                last = ends.latest if ends else None
                yield Moment(kind, record.when_words, title, record.url, first, weight, last, is_own=kind == "chain")


def record_title(link: Link, record: RecordRef) -> str:
    """What a record is called beside others: a shipment by its thing and its two parties, with the verb."""
    if record.kind != "shipment" or link.target is None:
        return record.title
    return f"{link.source.item.label} {link.verb}: {link.source.holder.label} to {link.target.holder.label}"


@dataclass(frozen=True, slots=True)
class Beside:
    """Records of one kind that stand beside a chain: how to read their time and their title."""

    kind: str
    column: str
    rows: Sequence[Any]
    when: Callable[[Any], tuple[PartialDate | None, PartialDate | None]]
    title: Callable[[Any], str]


def _measures(around: Around, public: Public) -> Beside:
    """Measures aimed at a party or a country of the chain, or by a country of it at another."""
    aimed = Q(targets__entity__in=around.parties) | Q(
        targets__country__code__in=around.countries, issuer__country__code__in=around.countries
    )
    found = Measure.objects.filter(aimed | Q(items__item__in=around.items)).select_related("issuer")
    rows = _first(public.only(found, "measure"), "valid_from_earliest")
    return Beside("measure", "measure", rows, lambda row: _in_force(row, public.day), str)


def _in_force(row: Measure, known_on: date | None) -> tuple[PartialDate | None, PartialDate | None]:
    """From when until when; a lifting or a cancellation happens once and does not go on.

    Told for a day, an end after it is left out: nobody could read then that the measure would be ended.
    """
    if row.kind in (MeasureKind.LIFTING, MeasureKind.CANCELLATION):
        return (row.valid_from, row.valid_from)
    ends = row.valid_until
    is_later = known_on is not None and ends is not None and (ends.earliest or date.min) > known_on
    return (row.valid_from, None if is_later else ends)


def _contacts(around: Around, public: Public) -> Beside:
    """Calls, meetings, assurances and lobbying by a party of the chain, or between two countries of it."""
    with_party = Q(subject__in=around.parties) | Q(object__in=around.parties)
    between = Q(subject__country__code__in=around.countries, object__country__code__in=around.countries)
    between &= ~Q(subject__country=F("object__country"))
    found = Relationship.objects.filter(with_party | between, kind__in=CONTACTS).select_related("subject", "object")
    rows = _first(public.only(found, "relationship"), "since_earliest")
    return Beside("contact", "relationship", rows, lambda row: (row.since, row.until), str)


def _lobbying(around: Around, public: Public) -> Beside:
    with_party = Q(client__in=around.parties) | Q(lobbyist__in=around.parties) | Q(body__in=around.parties)
    found = LobbyContact.objects.filter(with_party).select_related("client", "lobbyist", "office_holder", "body")
    rows = _first(public.only(found, "lobby_contact"), "happened_earliest")
    return Beside("lobby contact", "lobby_contact", rows, lambda row: (row.happened, None), _lobby_words)


def _lobby_words(row: LobbyContact) -> str:
    return f"{row.lobbyist} for {row.client}: contact with {row.office_holder or row.body}"


def _permits(around: Around, public: Public) -> Beside:
    found = LicenceEvent.objects.filter(licence__in=around.licences).select_related("licence")
    rows = _first(public.only(found, "licence_event"), "happened_earliest")
    return Beside("permit", "licence_event", rows, lambda row: (row.happened, None), str)


def _first(rows: Any, order: str) -> list[Any]:
    return list(rows.distinct().order_by(F(order).asc(nulls_last=True), "pk")[:MOST_OF_A_KIND])


def _moments(beside: Sequence[Beside], known_on: date | None) -> Iterable[Moment]:
    weights = weigh_all({one.column: [row.pk for row in one.rows] for one in beside}, known_on)
    for one in beside:
        for row in one.rows:
            start, end = one.when(row)
            yield Moment(
                one.kind,
                _words(start, end),
                one.title(row),
                record_url(row),
                start.earliest if start else None,
                weights[one.column].get(row.pk),
                _last(start, end, is_stretch=one.kind == "measure"),
            )


def _last(start: PartialDate | None, end: PartialDate | None, *, is_stretch: bool) -> date | None:
    """A measure without a recorded end goes on; anything else happened within its own bounds."""
    if end is not None:
        return end.latest
    return None if is_stretch or start is None else start.latest


def _words(start: PartialDate | None, end: PartialDate | None) -> str:
    if start is not None and end in (None, start) and not start.is_interval:
        return start.words()
    return stretch_words(start, end)

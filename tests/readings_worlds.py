"""Pure worlds for readings: permissions of one exporter for one thing, what is claimed about it, and nothing else.

`Told([Permit(consignee="B"), Permit(end_user="N")], [Claim("unit", "licence", "0")])` describes one by numbers and
letters; `build` makes chains, dossier and facts of it, with whatever keys one likes: names and keys must not matter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from core.dates import PartialDate
from tracing.choices import Ending, LinkKind, NodeKind, TimeVerdict
from tracing.dossier.claims import CitationFact, SourceFact
from tracing.dossier.facts import Amount, Dossier, IncidentFact, Key, LicenceFact, PartyFact, Used
from tracing.model import Chain, Link, Node, RecordRef, State
from tracing.readings.beside import Beside, HappeningFact, UnitFact
from tracing.readings.comparison import Comparison, compare

MAKER, USER = "M", "U"
NOT_STATED = Amount()


@dataclass(frozen=True)
class Permit:
    """One permission for the thing, and its parties by letter."""

    consignee: str = ""
    end_user: str = ""
    issued: str = ""
    until: str = ""
    amount: Amount = NOT_STATED
    names_unit: bool = False
    number: str = ""
    destination: str = "TR"


@dataclass(frozen=True)
class Claim:
    """What a source says: about "unit", "incident" or a permit by number; its value: a permit's number or a letter."""

    about: str
    field: str = ""
    value: str = ""
    stance: str = "supports"
    source: int = 0


@dataclass(frozen=True)
class Told:
    """A world: permissions, claims, and which source rests on which."""

    permits: Sequence[Permit]
    claims: Sequence[Claim] = ()
    lineage: Mapping[int, frozenset[int]] = field(default_factory=dict)
    made: str = ""
    happened: str = "2020-10-19"


class Keys(NamedTuple):
    """How to number and to name: any one-to-one numbering gives the same readings."""

    start: int = 1
    step: int = 1
    prefix: str = ""

    def of(self, number: int) -> int:
        return self.start + self.step * number


PLAIN = Keys()


def compared(told: Told, keys: Keys = PLAIN) -> Comparison:
    """The readings of the first chain of this world."""
    chains, dossier, beside = build(told, keys)
    return compare(chains[0], chains, dossier, beside)


def day(text: str) -> PartialDate | None:
    return PartialDate.parse(text) if text else None


def build(told: Told, keys: Keys = PLAIN) -> tuple[list[Chain], Dossier, Beside]:
    named = {letter for permit in told.permits for letter in (permit.consignee, permit.end_user) if letter}
    letters = sorted({MAKER, USER, "B", "C", "N", *named})
    parties = {
        letter: PartyFact(keys.of(100 + n), f"en-{letter}", keys.prefix + letter, "company")
        for n, letter in enumerate(letters)
    }
    item = Node(NodeKind.COMPONENT, keys.of(1), "it-1", f"{keys.prefix}thing")
    unit = Node(NodeKind.UNIT, keys.of(2), "iu-1", f"{keys.prefix}unit")
    records = _records(told, keys)
    licences = {
        records[str(n)].pk: _licence(permit, records[str(n)], parties, item.pk)
        for n, permit in enumerate(told.permits)
    }  # fmt: skip
    states = {letter: _state(party, item, unit) for letter, party in parties.items()}
    chains = [_chain(permit, records[str(n)], records["incident"], states) for n, permit in enumerate(told.permits)]
    incident = IncidentFact(records["incident"], "used", parties[USER], "", None, Amount(), frozenset({unit.pk}))
    dossier = Dossier(
        parties={party.pk: party for party in parties.values()},
        licences=licences,
        incidents={incident.record.pk: incident},
    )
    beside = Beside(
        units={unit.pk: UnitFact(records["unit"], item.pk, day(told.made))},
        happenings={incident.record.pk: HappeningFact(records["incident"], day(told.happened))},
        numbers={records[str(n)].pk: permit.number for n, permit in enumerate(told.permits)},
        counts_named_units=frozenset(
            (records[str(n)].pk, item.pk) for n, permit in enumerate(told.permits) if permit.names_unit
        ),
        parties=parties,
        licences={str(n): records[str(n)].pk for n in range(len(told.permits))},
        licence_titles={records[str(n)].pk: records[str(n)].title for n in range(len(told.permits))},
        titles={record.key: record for record in records.values()},
        citations=_citations(told, records, keys),
        lineage={
            keys.of(source): frozenset(map(keys.of, origins)) for source, origins in told.lineage.items()
        },
    )  # fmt: skip
    return chains, dossier, beside


def _records(told: Told, keys: Keys) -> dict[str, Used]:
    named = {"unit": ("item_unit", 2), "incident": ("incident", 3)}
    named |= {str(n): ("licence", 10 + n) for n in range(len(told.permits))}
    return {name: Used(kind, keys.of(pk), f"x-{pk}", f"{keys.prefix}{name}", "") for name, (kind, pk) in named.items()}


def _licence(permit: Permit, record: Used, parties: Mapping[str, PartyFact], item: int) -> LicenceFact:
    roles = {"exporter": MAKER, "consignee": permit.consignee, "declared_end_user": permit.end_user}
    return LicenceFact(
        record, "individual", day(permit.issued), day(permit.until), permit.destination,
        parties=tuple((role, parties[letter]) for role, letter in roles.items() if letter),
        amounts={item: permit.amount},
    )  # fmt: skip


def _state(party: PartyFact, item: Node, unit: Node) -> State:
    return State(item, Node(NodeKind.COMPANY, party.pk, party.public_id, party.name), unit)


def _chain(permit: Permit, record: Used, incident: Used, states: Mapping[str, State]) -> Chain:
    maker, taker, user = (states[letter] for letter in (MAKER, permit.consignee or permit.end_user, USER))
    seen = Node(NodeKind.INCIDENT, incident.pk, incident.public_id, incident.title)
    allowed = RecordRef("licence", record.pk, record.public_id, record.title)
    found = RecordRef("incident", incident.pk, incident.public_id, incident.title)
    links = (
        Link(LinkKind.AUTHORISED, maker, taker, records=(allowed,)),
        Link(LinkKind.NO_RECORD, taker, user),
        Link(LinkKind.SEEN, user, incident=seen, records=(found,)),
    )
    return Chain(links, Ending.COMPLETE, TimeVerdict.NO_DATES)


def _citations(told: Told, records: Mapping[str, Used], keys: Keys) -> dict[Key, tuple[CitationFact, ...]]:
    found: dict[Key, list[CitationFact]] = {}
    for number, claim in enumerate(told.claims):
        source = SourceFact(keys.of(claim.source), f"so-{claim.source}", "T", "S", "original", "B", None, "")
        found.setdefault(records[claim.about].key, []).append(
            CitationFact(
                keys.of(500 + number), source, claim.stance, "2", "deal", field=claim.field, value_read=claim.value
            )
        )
    return {key: tuple(claims) for key, claims in found.items()}

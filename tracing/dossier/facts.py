"""Value objects about what surrounds a chain. No database, no ORM: tests build them by hand, rules only read them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from core.dates import PartialDate, Period
from tracing.dossier.claims import CitationFact
from tracing.model import Chain, RecordRef

Key = tuple[str, int]
"""A record: its column of `Citation` and its primary key."""


@dataclass(frozen=True, slots=True)
class Used:
    """A record that a finding rests on, as a reader meets it."""

    kind: str
    pk: int
    public_id: str
    title: str
    url: str
    version: int = 1

    @property
    def key(self) -> Key:
        return (self.kind, self.pk)

    @classmethod
    def of(cls, record: RecordRef) -> Used:
        """The same record as a link shows it."""
        return cls(record.kind, record.pk, record.public_id, record.title, record.url)


@dataclass(frozen=True, slots=True)
class PartyFact:
    """A party, with every name under which a record may mean it: itself and those it is part of."""

    pk: int
    public_id: str
    name: str
    kind: str
    url: str = ""
    country: str = ""
    """Code of the country in which it is seated; "" where none is recorded."""
    names: frozenset[int] = frozenset()

    @property
    def known_as(self) -> frozenset[int]:
        """Keys of itself and of all that it is part of."""
        return self.names | {self.pk}


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity as a range; an open side is None. `words` is what a reader sees."""

    low: int | None = None
    high: int | None = None
    unit: str = ""
    is_estimate: bool = False
    words: str = ""

    @property
    def is_known(self) -> bool:
        return self.low is not None or self.high is not None


@dataclass(frozen=True, slots=True)
class ItemFact:
    """A type, the families it is a variant of, and its codes as (scheme, code)."""

    pk: int
    name: str
    kind: str
    families: frozenset[int] = frozenset()
    codes: frozenset[tuple[str, str]] = frozenset()

    @property
    def known_as(self) -> frozenset[int]:
        return self.families | {self.pk}


@dataclass(frozen=True, slots=True)
class Target:
    """At whom a measure is aimed: a country's code, a party's key, or a territory in words."""

    label: str
    country: str = ""
    party: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """How one reader interprets a measure."""

    record: Used
    reader: str
    coverage: str
    interpretation: str


@dataclass(frozen=True, slots=True)
class MeasureFact:
    """A measure with all that decides whether it touches a step."""

    record: Used
    kind: str
    issuer: PartyFact
    force: str
    period: Period
    targets: tuple[Target, ...] = ()
    items: frozenset[int] = frozenset()
    codes: frozenset[tuple[str, str]] = frozenset()
    scope: str = ""
    end_note: str = ""
    relaxes: int | None = None
    readings: tuple[Reading, ...] = ()
    ends: tuple[PartialDate | None, ...] = ()
    """Rival statements of its end, where sources give several; None among them says that no end is stated."""


@dataclass(frozen=True, slots=True)
class EventFact:
    """Something that happened to a licence."""

    record: Used
    kind: str
    happened: PartialDate | None
    by: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class UndertakingFact:
    """A promise about end use or onward transfer."""

    record: Used
    kind: str
    given_by: PartyFact
    licence: int | None
    items: frozenset[int]
    given: PartialDate | None
    terms: str = ""


@dataclass(frozen=True, slots=True)
class LicenceFact:
    """A permission with its parties by role, what it covers, and what happened to it."""

    record: Used
    kind: str
    issued: PartialDate | None
    valid_until: PartialDate | None
    destination: str
    """Code of the country of destination; "" where none is recorded."""
    destination_name: str = ""
    authority: PartyFact | None = None
    parties: tuple[tuple[str, PartyFact], ...] = ()
    amounts: Mapping[int, Amount] = field(default_factory=dict)
    """By item."""
    events: tuple[EventFact, ...] = ()
    conditions: str = ""
    number: str = ""

    def in_role(self, *roles: str) -> tuple[PartyFact, ...]:
        """Its parties in these roles."""
        return tuple(party for role, party in self.parties if role in roles)


@dataclass(frozen=True, slots=True)
class ShipmentFact:
    """A transfer with what the chain itself does not show."""

    record: Used
    kind: str
    status: str
    authorised: str
    ordered: PartialDate | None
    delivered: PartialDate | None
    licence: int | None
    origin: str
    destination: str
    """Codes of the countries it left and was bound for, where recorded apart from the parties' own."""
    amount: Amount
    deliveries: tuple[PartialDate, ...] = ()
    """The periods of its recorded deliveries."""
    declared_end_users: tuple[PartyFact, ...] = ()
    units: frozenset[int] = frozenset()
    counted_in: int | None = None


@dataclass(frozen=True, slots=True)
class IncorporationFact:
    """A fitting: how many a platform, and what kind of fitting."""

    record: Used
    kind: str
    amount: Amount
    integrator_is_stated: bool = True
    """False where no source says who built it in and the platform's maker is assumed."""


@dataclass(frozen=True, slots=True)
class IncidentFact:
    """Where a chain ends: the user, the place's country, the conflict's countries, and how many were seen."""

    record: Used
    kind: str
    user: PartyFact | None
    place: str
    """Code of the country of the place; "" where none is recorded."""
    conflict: int | None
    amount: Amount
    units: frozenset[int] = frozenset()
    actor: PartyFact | None = None
    """Who brought it down, took it or found it."""


@dataclass(frozen=True)
class Dossier:
    """Everything around some chains. One dossier serves all chains of a trace."""

    parties: Mapping[int, PartyFact] = field(default_factory=dict)
    items: Mapping[int, ItemFact] = field(default_factory=dict)
    measures: tuple[MeasureFact, ...] = ()
    licences: Mapping[int, LicenceFact] = field(default_factory=dict)
    shipments: Mapping[int, ShipmentFact] = field(default_factory=dict)
    incorporations: Mapping[int, IncorporationFact] = field(default_factory=dict)
    incidents: Mapping[int, IncidentFact] = field(default_factory=dict)
    undertakings: tuple[UndertakingFact, ...] = ()
    citations: Mapping[Key, tuple[CitationFact, ...]] = field(default_factory=dict)
    lineage: Mapping[int, frozenset[int]] = field(default_factory=dict)
    """From a source to those that it rests on directly."""
    countries: Mapping[str, str] = field(default_factory=dict)
    """Names of countries by code."""
    origins: dict[Key, int] = field(default_factory=dict, init=False, repr=False, compare=False)
    """Independent origins of each record that was asked about so far (`tracing/rules/single_origin.py`)."""
    transfers: dict[int, tuple[Chain, tuple[Any, ...]]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """Transfers of each chain that was asked about (`tracing/rules/steps.py`), by the chain's identity:
    comparing chains costs more than telling their transfers anew."""

    def supporting(self, key: Key) -> Iterator[CitationFact]:
        """The citations that carry a record."""
        return (claim for claim in self.citations.get(key, ()) if claim.stance == "supports")

    def record(self, shown: RecordRef) -> Used:
        """A record of a link under its own title and with its version."""
        match shown.kind:
            case "shipment" if shown.pk in self.shipments:
                return self.shipments[shown.pk].record
            case "licence" if shown.pk in self.licences:
                return self.licences[shown.pk].record
            case "incorporation" if shown.pk in self.incorporations:
                return self.incorporations[shown.pk].record
            case "incident" if shown.pk in self.incidents:
                return self.incidents[shown.pk].record
        return Used.of(shown)

    def country(self, code: str) -> str:
        """The name of a country; its code where the name was not loaded."""
        return self.countries.get(code, code)

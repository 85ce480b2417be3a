"""What marks are given from: the readings side by side, with the parties and the time that each of them names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from core.dates import PartialDate
from core.truth import Truth
from exports.choices import LicenceRole
from tracing.dossier.facts import Dossier, Key, LicenceFact, PartyFact
from tracing.readings.beside import Beside
from tracing.readings.combine import CONSIGNEE, END_USER
from tracing.readings.fold import Reading, licences_in, own_hops
from tracing.readings.hands import Hop
from tracing.readings.pieces import AFTER

RECEIVERS = {LicenceRole.CONSIGNEE.value, LicenceRole.ULTIMATE_CONSIGNEE.value, "recipient"}
END_USERS = {LicenceRole.DECLARED_END_USER.value, "end_user"}
USERS, SENDERS = {"user"}, {LicenceRole.EXPORTER.value, LicenceRole.APPLICANT.value}
ROLES = RECEIVERS | END_USERS | USERS | SENDERS
"""Fields whose value names a party in a role that a reading may give to another party."""


@dataclass(frozen=True, slots=True)
class Window:
    """When a thing can have been passed on: under a licence from its issue to its end, or by a shipment."""

    title: str
    begins: PartialDate | None
    ends: PartialDate | None

    def leaves_room(self, when: PartialDate, side: str) -> Truth:
        """Whether time can run forward, if something was on that day before or after the passing on."""
        if side == AFTER:
            return Truth.CANNOT_TELL if self.begins is None else ~when.before(self.begins)
        return Truth.CANNOT_TELL if self.ends is None else ~self.ends.before(when)


@dataclass(frozen=True)
class Ground:
    """The readings compared, and what they are compared on."""

    readings: Sequence[Reading]
    dossier: Dossier
    beside: Beside

    @cached_property
    def common(self) -> frozenset[Key]:
        """What all of them rest on: shared records, where they end, the things themselves, promises about the type."""
        of_all = frozenset.intersection(*(reading.records for reading in self.readings))
        ends = {fact.record.key for fact in self.beside.happenings.values()}
        units = {fact.record.key for fact in self.beside.units.values()}
        promises = {one.record.key for one in self.dossier.undertakings if one.licence is None}
        return of_all | ends | units | promises

    @cached_property
    def _own(self) -> dict[int, tuple[Hop, ...]]:
        return own_hops(self.readings)

    def own(self, reading: Reading) -> tuple[Hop, ...]:
        """The hops of this reading that not all of them have."""
        return self._own[self.readings.index(reading)]

    def bears(self, key: Key, reading: Reading) -> bool:
        """A record that this reading rests on, or the thing itself."""
        return key in reading.records or key[0] == "item_unit"

    def party(self, key: int) -> PartyFact:
        """A holder."""
        return self.dossier.parties[key]

    def licences(self, reading: Reading) -> list[LicenceFact]:
        """Those by which it differs from another."""
        return licences_in(self.own(reading), self.dossier)

    def in_role(self, reading: Reading, field: str) -> list[PartyFact]:
        """Whom the reading names in the role that a field speaks of; empty where it names nobody."""
        if field in RECEIVERS:
            return list(self._receivers(reading))
        if field in END_USERS:
            return [party for licence in self.licences(reading) for party in licence.in_role(*END_USER)]
        if field in USERS:
            return [self.party(key) for key in reading.parties[-1:]]
        return [self.party(hop.giver) for hop in self.own(reading)]

    def _receivers(self, reading: Reading) -> Iterator[PartyFact]:
        """By its permissions, which may name none; by the hop itself where it has no permission."""
        for hop in self.own(reading):
            if not hop.permissions:
                yield self.party(hop.taker)
            for licence in licences_in([hop], self.dossier):
                yield from licence.in_role(*CONSIGNEE)

    def leaves_open(self, reading: Reading, field: str) -> bool:
        """True if it does not say who received under one of its permissions: then nobody is excluded."""
        return field in RECEIVERS and any(
            hop.permissions and not any(one.in_role(*CONSIGNEE) for one in licences_in([hop], self.dossier))
            for hop in self.own(reading)
        )

    def hands(self, reading: Reading) -> Iterable[PartyFact]:
        """Everybody who held it, and the consignees of its permissions."""
        return [*(self.party(key) for key in reading.parties), *self._receivers(reading)]

    def windows(self, reading: Reading) -> list[Window]:
        """Of its own permissions; of its own shipments where it has none."""
        licences = self.licences(reading)
        if licences:
            return [Window(one.record.title, one.issued, one.valid_until) for one in licences]
        shipments = [self.dossier.shipments[key] for hop in self.own(reading) for key in sorted(hop.shipments)]
        return [Window(one.record.title, one.delivered or one.ordered, one.delivered) for one in shipments]


def means(named: PartyFact, parties: Iterable[PartyFact]) -> Truth:
    """Whether a name stands for one of these parties: yes also for its parent or part; cannot tell for its state."""
    found = Truth.NO
    for party in parties:
        if named.pk in party.known_as or party.pk in named.known_as:
            return Truth.YES
        if "state" in (named.kind, party.kind) and named.country == party.country != "":
            found = Truth.CANNOT_TELL
    return found

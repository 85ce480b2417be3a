"""What was observed at the end of a chain, and whether two parties may be one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from entities.choices import EntityKind
from tracing.dossier.facts import Dossier, IncidentFact, LicenceFact, PartyFact
from tracing.model import Chain
from tracing.rules.steps import licences_on

ARMED = frozenset({EntityKind.ARMED_FORCE, EntityKind.ARMED_GROUP})


@dataclass(frozen=True, slots=True)
class Observed:
    """The incident that ends a chain, with its user: the one it names, else the holder whose it is taken to be."""

    number: int
    incident: IncidentFact
    user: PartyFact
    is_named: bool

    @property
    def country(self) -> str:
        """Where it was seen, as far as the record says; else where the user is seated."""
        return self.incident.place or self.user.country


def observed(chain: Chain, dossier: Dossier) -> Observed | None:
    """What the last link saw; None where the chain reaches no incident."""
    last = chain.links[-1]
    if last.incident is None:
        return None
    incident = dossier.incidents[last.incident.pk]
    user = incident.user or dossier.parties[last.source.holder.pk]
    return Observed(len(chain.links), incident, user, incident.user is not None)


def permits(chain: Chain, dossier: Dossier) -> Iterator[tuple[int, LicenceFact]]:
    """Every licence that a link of the chain rests on, with the number of the first such link."""
    seen: set[int] = set()
    for number, link in enumerate(chain.links, start=1):
        for licence in licences_on(link, dossier):
            if licence.record.pk not in seen:
                seen.add(licence.record.pk)
                yield number, licence


def may_be_one(one: PartyFact, other: PartyFact) -> bool:
    """The same party, or one under the name of the other: its parent, or the state in which it is seated."""
    if one.pk in other.known_as or other.pk in one.known_as:
        return True
    return EntityKind.STATE in {one.kind, other.kind} and bool(one.country) and one.country == other.country

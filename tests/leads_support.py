"""Leads and refutations of a question, and chains by hand with the dossier that they need."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from evidence.choices import CheckKind
from tracing.choices import LinkKind
from tracing.dossier.claims import CitationFact, SourceFact
from tracing.dossier.facts import (
    Amount,
    Dossier,
    IncidentFact,
    IncorporationFact,
    ItemFact,
    Key,
    LicenceFact,
    PartyFact,
    ShipmentFact,
    Used,
)
from tracing.dossier.load import dossier_of
from tracing.leads.facts import Beside
from tracing.leads.find import leads_of
from tracing.leads.lead import Lead
from tracing.leads.load import beside_of
from tracing.leads.refute import Question, refutations
from tracing.model import Chain
from tracing.query import TraceQuestion
from tracing.service import trace


@dataclass(frozen=True)
class Answer:
    """The chains of a question, with their leads."""

    chains: tuple[Chain, ...]
    dossier: Dossier
    beside: Beside
    leads: tuple[Lead, ...]

    def lead(self, words: str) -> Lead:
        """The one lead with these words."""
        found = [lead for lead in self.leads if words in lead.what]
        assert len(found) == 1, (words, [lead.what for lead in self.leads])
        return found[0]

    def questions(self, number: int) -> list[Question]:
        """What would refute one chain, from 1."""
        return [
            one for part in refutations(self.chains[number - 1], self.dossier, self.beside) for one in part.questions
        ]


def answer(start: str, end: str = "", limit: int = 40) -> Answer:
    """Everything that the database says about one question."""
    chains = trace(TraceQuestion(start, end, limit=limit)).chains
    dossier = dossier_of(chains)
    beside = beside_of(chains, dossier)
    return Answer(chains, dossier, beside, leads_of(chains, dossier, beside))


def holders(lead: Lead) -> list[str]:
    return [holder.name for holder in lead.holders]


@dataclass
class Hand:
    """A dossier by hand for chains by hand: whatever their links name is in it, as plain as can be."""

    chains: Sequence[Chain]
    countries: Mapping[str, str] = field(default_factory=lambda: {"CA": "Canada", "TR": "Türkiye"})
    licences: dict[int, dict[str, Any]] = field(default_factory=dict)
    shipments: dict[int, dict[str, Any]] = field(default_factory=dict)
    incorporations: dict[int, dict[str, Any]] = field(default_factory=dict)
    incidents: dict[int, dict[str, Any]] = field(default_factory=dict)
    citations: dict[Key, tuple[CitationFact, ...]] = field(default_factory=dict)

    def dossier(self) -> Dossier:
        states = [s for chain in self.chains for link in chain.links for s in (link.source, link.target) if s]
        records = [r for chain in self.chains for link in chain.links for r in link.records]
        of_kind = {
            kind: [record for record in records if record.kind == kind]
            for kind in ("licence", "shipment", "incorporation", "incident")
        }
        return Dossier(
            parties={
                s.holder.pk: PartyFact(
                    s.holder.pk, s.holder.public_id, s.holder.label, str(s.holder.kind.value), country=s.holder.country
                )
                for s in states
            },
            items={s.item.pk: ItemFact(s.item.pk, s.item.label, str(s.item.kind.value)) for s in states},
            licences={r.pk: LicenceFact(Used.of(r), **self._licence(r.pk)) for r in of_kind["licence"]},
            shipments={r.pk: ShipmentFact(Used.of(r), **self._shipment(r.pk)) for r in of_kind["shipment"]},
            incorporations={
                r.pk: IncorporationFact(
                    Used.of(r), "standard", Amount(), **self.incorporations.get(r.pk, {"integrator_is_stated": True})
                )
                for r in of_kind["incorporation"]
            },
            incidents={
                r.pk: IncidentFact(Used.of(r), "used", None, "", None, Amount(), **self.incidents.get(r.pk, {}))
                for r in of_kind["incident"]
            },
            citations=self.citations,
            countries=dict(self.countries),
        )

    def _licence(self, pk: int) -> dict[str, Any]:
        whole: dict[str, Any] = {"kind": "licence", "issued": None, "valid_until": None, "destination": ""}
        return whole | self.licences.get(pk, {})

    def _shipment(self, pk: int) -> dict[str, Any]:
        whole: dict[str, Any] = {
            "kind": "sale", "status": "delivered", "authorised": "not_stated", "ordered": None, "delivered": None,
            "licence": None, "origin": "", "destination": "", "amount": Amount(3, 3, "units", words="3 units"),
        }  # fmt: skip
        return whole | self.shipments.get(pk, {})


def claim(stance: str, field: str = "", *, rung: str = "deal", says: str = "", source: int = 1) -> CitationFact:
    """What one source says."""
    paper = SourceFact(
        source, f"so-{source}", "A paper", f"Paper {source}", "original", "B", None, f"/sources/{source}/"
    )
    return CitationFact(source, paper, stance, "2", rung, says, field=field)


def standing_of(questions: Sequence[Question], check: CheckKind) -> str:
    """The state of one question of one chain."""
    found = {question.check: question.standing.value for question in questions}
    return found[check]


def kinds(chain: Chain) -> list[LinkKind]:
    return [link.kind for link in chain.links]

"""What a trace lacks and what would refute the chosen chain, as the trace page shows it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from django.utils.translation import gettext as _

from tracing.dossier.facts import Dossier
from tracing.dossier.load import dossier_of
from tracing.leads.facts import Beside
from tracing.leads.find import leads_of
from tracing.leads.lead import Lead
from tracing.leads.load import beside_of
from tracing.leads.refute import LinkQuestions, refutations
from tracing.model import Chain

MOST_ELSEWHERE = 12


class LeadsShown:
    """Of all chains of a trace, read once; `number` is the chosen chain, from 1."""

    def __init__(self, chains: Sequence[Chain], number: int, dossier: Dossier | None = None) -> None:
        self.chains, self.number = chains, number
        self._dossier = dossier

    @cached_property
    def dossier(self) -> Dossier:
        """What surrounds all chains of the trace."""
        return self._dossier or dossier_of(self.chains)

    @cached_property
    def beside(self) -> Beside:
        """What is recorded as missing, asked and looked into about them."""
        return beside_of(self.chains, self.dossier)

    @cached_property
    def leads(self) -> tuple[Lead, ...]:
        """All leads of the trace, those that settle most first."""
        return leads_of(self.chains, self.dossier, self.beside)

    @cached_property
    def here(self) -> list[tuple[Lead, str]]:
        """The leads of the chosen chain, each with the links at which it lacks in words."""
        return [(lead, self._where(lead)) for lead in self.leads if self.number in lead.chains]

    def _where(self, lead: Lead) -> str:
        links = ", ".join(str(number) for number in lead.links_of(self.number))
        return _("link %(numbers)s") % {"numbers": links}

    @cached_property
    def elsewhere(self) -> list[Lead]:
        """Leads of the other chains alone."""
        return [lead for lead in self.leads if self.number not in lead.chains][:MOST_ELSEWHERE]

    @property
    def more_elsewhere(self) -> int:
        """How many of those are not shown."""
        return len(self.leads) - len(self.here) - len(self.elsewhere)

    @cached_property
    def questions(self) -> tuple[LinkQuestions, ...]:
        """What would refute the chosen chain, link by link."""
        return refutations(self.chains[self.number - 1], self.dossier, self.beside)

    @property
    def asked_of_all(self) -> tuple[int, int]:
        """How many questions somebody is recorded as having looked into, and how many there are."""
        all_of_them = [question for link in self.questions for question in link.questions]
        return sum(bool(question.notes) for question in all_of_them), len(all_of_them)

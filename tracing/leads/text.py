"""Leads and refutations as lines of text, and leads as rows of CSV: for the commands."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from typing import TextIO

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracing.leads.lead import Asking, Lead
from tracing.leads.refute import LinkQuestions

HEADER = (
    "kind", "what", "also", "chains", "chains_lacking_only_this", "is_of_a_step", "strength_at_stake", "places",
    "likely_held_by", "asked", "recorded_ids", "address", "trace",
)  # fmt: skip


def asking_words(asking: Asking) -> str:
    """ "FAAE, 3 May 2021: declined to comment"."""
    told = ", ".join(part for part in (asking.whom, asking.when.words() if asking.when else "") if part)
    return ": ".join(part for part in (told, asking.outcome) if part)


def lead_lines(leads: Iterable[Lead]) -> Iterator[str]:
    """Each lead with what it would settle, who is likely to hold it and whether somebody asked."""
    for lead in leads:
        settles = ngettext("%(n)d chain lacks it", "%(n)d chains lack it", lead.settles) % {"n": lead.settles}
        yield f"- {lead.what} ({lead.kind.label}; {settles})"
        if lead.also:
            yield f"    {lead.also}"
        if lead.holders:
            told = "; ".join(f"{holder.name} ({holder.reason})" for holder in lead.holders)
            yield "    " + _("Likely to hold the answer: %(who)s.") % {"who": told}
        asked = "; ".join(map(asking_words, lead.asked))
        yield "    " + (_("Asked: %(whom)s.") % {"whom": asked} if asked else _("Nobody is recorded as having asked."))


def refutation_lines(links: Iterable[LinkQuestions]) -> Iterator[str]:
    """What would refute each link of one chain, and how far somebody looked."""
    for part in links:
        yield f"{part.number}. {part.link.verb}: {part.link.source.holder.label} → {part.link.end.label}"
        for question in part.questions:
            yield f"    {question.check.label} {question.standing.label}"
            yield from (f"      {note.words}" for note in question.shown)


def write_csv(leads: Iterable[Lead], to: TextIO) -> None:
    """A row for each lead, with a header line."""
    writer = csv.writer(to, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(_row(lead) for lead in leads)


def _row(lead: Lead) -> tuple[str | int, ...]:
    return (
        lead.kind.value, lead.what, lead.also, lead.settles, lead.alone, "yes" if lead.is_of_a_step else "no",
        lead.strength.value, "; ".join(f"{place.chain}.{place.link}" for place in lead.places),
        "; ".join(holder.name for holder in lead.holders), "; ".join(map(asking_words, lead.asked)),
        "; ".join(record.public_id for record in lead.recorded), lead.url, lead.trace,
    )  # fmt: skip

"""Things seen used, lost, captured, examined or displayed; and what is alleged about that."""

from __future__ import annotations

from typing import Any

from conflicts.models import Allegation, Incident, IncidentItem
from importers.case.frame import Cite, Draft, Part, Values, cites
from importers.case.part_b.job import Job, quantity_of
from importers.case.words import span

THEME = "incidents"


def incident(job: Job) -> None:
    """An incident with its items and allegations."""
    fact = job.fact
    allegations = job.take("allegations", ())
    parts = [_item(text, role) for text, role in job.take("items", {}).items()]
    fields = {
        "conflict": fact.get("conflict"),
        "happened": span(fact),
        "place": fact.get("place"),
        "target": fact.text("target"),
        "statement": fact.text("statement"),
        "note": fact.words("note"),
        **_casualties(job),
        **quantity_of(job),
    }
    job.write(THEME, Incident, fields, parts)
    for words in allegations:
        _allege(job, dict(words))


def _item(text: str, role: str) -> Part:
    handle, _, unit = text.partition("/")
    return Part(IncidentItem, {"item": handle, "unit": unit or None, "role": role})


def _casualties(job: Job) -> Values:
    """Ranges: one number is both ends, unless the lookup says “at least”."""
    stated = job.fact.get("casualties") or {}
    values: Values = {"casualties_stated_by": stated.get("claimed_by")}
    for kind in ("killed", "injured"):
        number = stated.get(kind)
        words = job.take(kind, {"low": number, "high": number})
        values |= {f"{kind}_low": words.get("low"), f"{kind}_high": words.get("high")}
    return values


def _allege(job: Job, words: dict[str, Any]) -> None:
    handle = words.pop("handle")
    evidence: dict[str, list[str]] | None = words.pop("evidence", None)
    fields = job.settled(Allegation, {"incident": job.handle, **words})
    job.book.add(THEME, Draft(Allegation, handle, fields, _cited(job, evidence)))


def _cited(job: Job, evidence: dict[str, list[str]] | None) -> list[Cite]:
    if evidence is None:
        return cites(job.fact)
    return [
        Cite(source=source, credibility=digit, stance=stance, says=says)
        for source, (digit, stance, says) in evidence.items()
    ]

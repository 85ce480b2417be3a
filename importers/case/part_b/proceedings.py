"""Reviews, findings, inquiries, charges, complaints and judgements."""

from __future__ import annotations

from exports.models import Proceeding, ProceedingStage, ProceedingSubject
from importers.case.frame import Part
from importers.case.part_b.job import Job, is_country
from importers.case.words import edtf

THEME = "proceedings"
COLUMN_OF = {"item": "item", "goods": "item", "tra": "shipment", "mea": "licence"}


def proceeding(job: Job) -> None:
    """A proceeding with whom it is against, what it is about, and its states by date."""
    parts = [_subject(job, "against", text) for text in job.take("against", ())]
    parts += [_subject(job, "about", text) for text in job.take("about", ())]
    parts += [Part(ProceedingStage, words) for words in job.take("stages", ())]
    fact = job.fact
    fields = {
        "began": edtf(fact.get("start") or fact.get("date")),
        "ended": edtf(fact.get("end")),
        "place": fact.text("place"),
        "statement": fact.text("statement"),
        "note": fact.words("note"),
    }
    job.write(THEME, Proceeding, fields, parts)


def _subject(job: Job, role: str, text: str) -> Part:
    column = "country" if is_country(text) else COLUMN_OF.get(text.partition("-")[0], "entity")
    return job.part(ProceedingSubject, {"role": role, column: text})

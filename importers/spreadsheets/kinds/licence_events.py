from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from exports.models import LicenceEvent
from importers.spreadsheets.columns import Sheet, of_model
from importers.spreadsheets.evidence import EVIDENCE, KEY, RECORD

LICENCE_EVENTS = Sheet(
    name="licence_events",
    title=_("Licence events"),
    about=_("What happened to a licence: applied for, issued, suspended, cancelled. Each has a source of its own."),
    model=LicenceEvent,
    columns=(
        KEY,
        RECORD,
        *of_model(
            LicenceEvent,
            ("licence", "kind", "happened", "by", "reason", "statement"),
            licence={"target": "licences"},
            by={"target": "parties"},
            happened={"example": "2021-04-12"},
        ),
        *EVIDENCE,
    ),
    label="statement",
    alike=("licence", "kind", "happened"),
    examples=(
        {
            "key": "EXAMPLE-cancelled", "licence": "EXAMPLE-permit", "kind": "cancelled", "happened": "2021-04-12",
            "source": "EXAMPLE-report", "locator": "p. 2", "credibility": "1", "rung": "deal",
        },
    ),
)  # fmt: skip

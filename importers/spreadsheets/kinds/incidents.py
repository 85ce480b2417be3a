from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from conflicts.models import Incident, IncidentItem
from importers.spreadsheets.columns import Sheet, entries, of_model
from importers.spreadsheets.evidence import EVIDENCE, KEY, RECORD
from importers.spreadsheets.kinds.shipments import QUANTITY

INCIDENTS = Sheet(
    name="incidents",
    title=_("Incidents"),
    about=_("Things seen: used, lost, captured, recovered, seized or displayed. Nobody killed or injured is named."),
    model=Incident,
    columns=(
        KEY,
        RECORD,
        *of_model(
            Incident,
            (
                "title", "kind", "happened", "is_period", "user", "actor", "conflict", "place", "place_as_printed",
                "target", *QUANTITY, "killed_low", "killed_high", "injured_low", "injured_high",
                "casualties_stated_by", "statement", "note",
            ),
            title={"example": "TB2 shot down on 19 October 2020"},
            happened={"example": "2020-10-19"},
            user={"target": "parties"},
            actor={"target": "parties"},
            casualties_stated_by={"target": "parties"},
            conflict={"target": "conflicts"},
            place={"target": "places"},
        ),
        entries(
            "items", _("What was used, lost or found, and in which role."), IncidentItem, "incident",
            ("item", "role", "unit"), item={"target": "items"}, unit={"target": "units"},
            example="Bayraktar TB2 | main ; WESCAM MX-15D | part",
        ),
        *EVIDENCE,
    ),
    label="title",
    alike=("title",),
    examples=(
        {
            "key": "EXAMPLE-loss", "title": "TB2 shot down on 19 October 2020", "kind": "downed",
            "happened": "2020-10-19", "user": "EXAMPLE-force", "quantity_low": "1", "quantity_high": "1",
            "quantity_unit": "aircraft", "items": "EXAMPLE-tb2 ; EXAMPLE-mx15d | part | EXAMPLE-camera",
            "source": "EXAMPLE-report", "locator": "p. 7", "credibility": "2", "rung": "unit",
        },
    ),
)  # fmt: skip

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from exports.models import ItemUnit
from importers.spreadsheets.columns import Sheet, of_model
from importers.spreadsheets.evidence import EVIDENCE, KEY, RECORD

UNITS = Sheet(
    name="units",
    title=_("Units"),
    about=_("One physical thing or lot each, such as the camera that was recovered."),
    model=ItemUnit,
    columns=(
        KEY,
        RECORD,
        *of_model(
            ItemUnit,
            ("item", "kind", "label", "serial_as_read", "marks", "made", "found_in", "note"),
            item={"target": "items", "example": "WESCAM MX-15D"},
            label={"example": "Camera recovered on 19 October 2020"},
            made={"example": "2020-06"},
        ),
        *EVIDENCE,
    ),
    label="label",
    alike=("item", "label"),
    left_out={"serial_normalised": "Derived from the number as read, by the database."},
    examples=(
        {
            "key": "EXAMPLE-camera", "item": "EXAMPLE-mx15d", "label": "Camera recovered on 19 October 2020",
            "made": "2020-06", "source": "EXAMPLE-report", "locator": "p. 7", "credibility": "2", "rung": "unit",
        },
    ),
)  # fmt: skip

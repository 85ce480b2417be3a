from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from exports.models import Incorporation
from importers.spreadsheets.columns import Sheet, of_model
from importers.spreadsheets.evidence import EVIDENCE, KEY, RECORD
from importers.spreadsheets.kinds.shipments import QUANTITY

INCORPORATIONS = Sheet(
    name="incorporations",
    title=_("Incorporations"),
    about=_("A component that is built into a platform, as types or as named units. Quantities are per platform."),
    model=Incorporation,
    columns=(
        KEY,
        RECORD,
        *of_model(
            Incorporation,
            (
                "component", "platform", "integrator", "integrator_is_stated", "kind", "since", "until", *QUANTITY,
                "component_unit", "platform_unit", "note",
            ),
            component={"target": "items", "example": "WESCAM MX-15D"},
            platform={"target": "items", "example": "Bayraktar TB2"},
            integrator={"target": "parties", "example": "Baykar"},
            component_unit={"target": "units"},
            platform_unit={"target": "units"},
        ),
        *EVIDENCE,
    ),
    label="note",
    alike=("component", "platform", "integrator", "component_unit", "platform_unit"),
    examples=(
        {
            "key": "EXAMPLE-fit", "component": "EXAMPLE-mx15d", "platform": "EXAMPLE-tb2",
            "integrator": "EXAMPLE-baykar", "kind": "option", "since": "2017", "quantity_low": "1",
            "quantity_high": "1", "source": "EXAMPLE-report", "locator": "p. 5", "credibility": "2", "rung": "type",
        },
    ),
)  # fmt: skip

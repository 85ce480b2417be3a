from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from exports.models import CodeAssignment, Item, ItemName, ItemProperty
from importers.spreadsheets.columns import Sheet, entries, of_model
from importers.spreadsheets.evidence import EVIDENCE, KEY, RECORD

ITEMS = Sheet(
    name="items",
    title=_("Items"),
    about=_("Types of thing: cameras, engines, aircraft, munitions. One physical thing goes on the sheet “units”."),
    model=Item,
    columns=(
        KEY,
        RECORD,
        *of_model(
            Item,
            ("designation", "kind", "category", "description", "maker", "variant_of", "note"),
            designation={"example": "WESCAM MX-15D"},
            maker={"target": "parties", "example": "L3Harris WESCAM"},
            variant_of={"target": "items"},
        ),
        entries("other_names", _("Other names."), ItemName, "item", ("text", "language"), example="CMX-15D"),
        entries(
            "properties",
            _("Figures as sources print them."),
            ItemProperty,
            "item",
            ("name", "value", "unit"),
            example="mass | 45 | kg",
        ),
        entries(
            "codes",
            _("Codes of control lists and of customs, as “list code”: ML ML15, HS 852589."),
            CodeAssignment,
            "item",
            ("code", "valid_from", "valid_until", "note"),
            code={"target": "codes"},
            example="HS 852589",
        ),
        *EVIDENCE,
    ),
    label="designation",
    matched_as="item",
    left_out={"same_as": "That two records are one is judged at the desk, after seeing what would change."},
    examples=(
        {
            "key": "EXAMPLE-mx15d", "designation": "WESCAM MX-15D", "kind": "component",
            "category": "EO/IR sensor with laser designator", "maker": "EXAMPLE-wescam", "other_names": "CMX-15D",
            "source": "EXAMPLE-report", "locator": "p. 4", "credibility": "2", "rung": "type",
        },
        {
            "key": "EXAMPLE-tb2", "designation": "Bayraktar TB2", "kind": "platform", "category": "armed UAV",
            "maker": "EXAMPLE-baykar", "properties": "span | 12 | m", "source": "EXAMPLE-report",
            "locator": "p. 5", "credibility": "2", "rung": "type",
        },
    ),
)  # fmt: skip

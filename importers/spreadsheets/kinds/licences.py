from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from exports.models import Licence, LicenceItem, LicenceParty, Valuation
from importers.spreadsheets.columns import Sheet, entries, of_model
from importers.spreadsheets.evidence import EVIDENCE, KEY, RECORD
from importers.spreadsheets.kinds.shipments import QUANTITY, VALUE

LICENCES = Sheet(
    name="licences",
    title=_("Licences"),
    about=_("Permission for exports. What happened to a licence afterwards goes on the sheet “licence_events”."),
    model=Licence,
    columns=(
        KEY,
        RECORD,
        *of_model(
            Licence,
            (
                "title", "authority", "number", "kind", "count_low", "count_high", "issued", "valid_until",
                "destination", "conditions", "statement", "note",
            ),
            title={"example": "Permit of May 2020: seven MX-15D to Baykar"},
            authority={"target": "parties"},
            count_high={"means": _("Licences that this row stands for, at most. Empty: one. “unknown”: not stated.")},
            issued={"example": "2020-05"},
        ),
        entries(
            "goods", _("What it covers, and how many."), LicenceItem, "licence", ("item", *QUANTITY, "unit"),
            item={"target": "items"}, unit={"target": "units"}, example="WESCAM MX-15D | 7 | 7 | systems",
        ),
        entries(
            "parties", _("Who stands on it, in which role."), LicenceParty, "licence", ("role", "entity"),
            entity={"target": "parties"}, example="exporter | L3Harris WESCAM ; consignee | Baykar",
        ),
        entries(
            "values", _("What it is worth, in one currency."), Valuation, "licence", VALUE,
            example="22600000 | 22600000 | money | CAD",
        ),
        *EVIDENCE,
    ),
    label="title",
    alike=("title",),
    left_out={
        "values.shipment": "A shipment's value stands on the sheet of shipments.",
        "values.delivery": "Only shipments have deliveries.",
    },
    examples=(
        {
            "key": "EXAMPLE-permit", "title": "Permit of May 2020: seven MX-15D to Baykar", "kind": "individual",
            "issued": "2020-05", "destination": "TR", "goods": "EXAMPLE-mx15d | 7 | 7 | systems",
            "parties": "exporter | EXAMPLE-wescam ; consignee | EXAMPLE-baykar", "source": "EXAMPLE-report",
            "locator": "p. 8", "credibility": "2", "rung": "deal",
        },
    ),
)  # fmt: skip

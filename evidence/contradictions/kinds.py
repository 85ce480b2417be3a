"""Which kind of contradiction a field makes, and the field in words. One table; a test asks for every field."""

from __future__ import annotations

from functools import cache

from django.db.models import Model
from django.utils.translation import gettext_lazy

from evidence.choices import ContradictionKind

WHETHER = ""
"""The field of a claim about the whole record: a source denies that it was so. That is a matter of identity."""
COUNTED_IN = "counted_in"
"""The field of a contradiction between two shipments that record the same flow."""

FIELDS: dict[ContradictionKind, tuple[str, ...]] = {
    ContradictionKind.DATE: (
        "announced", "began", "delivered", "ended", "existed_from", "existed_until", "given", "happened", "is_period",
        "issued", "made", "ordered", "period", "since", "stated", "until", "valid_from", "valid_until",
    ),
    ContradictionKind.QUANTITY: (
        "amount", "amount_high", "amount_low", "count_high", "count_low", "currency", "currency_note", "injured_high",
        "injured_low", "killed_high", "killed_low", "latitude", "longitude", "precision_km", "quantity",
        "quantity_high", "quantity_is_estimate", "quantity_low", "quantity_text", "quantity_unit", "share_percent",
        "warhead",
    ),
    ContradictionKind.IDENTITY: (
        WHETHER, "component", "component_unit", "conflict", COUNTED_IN, "country", "designation", "destination",
        "found_in", "incident", "instrument", "item", "label", "licence", "marks", "measure", "name", "names",
        "number", "object", "origin", "part_of", "partner_country", "place", "place_as_printed", "platform",
        "platform_unit", "registration_number", "seat", "serial_as_read", "serial_normalised", "short_name",
        "subject", "target", "title", "ucdp_id", "unknown_reason", "variant_of", "website",
    ),
    ContradictionKind.ROLE: (
        "actor", "against", "alleged_by", "authority", "body", "brought_by", "by", "casualties_stated_by", "client",
        "exporter", "given_by", "given_to", "integrator", "issuer", "lobbyist", "maker", "office_holder", "partner",
        "reader", "recipient", "reporter", "user",
    ),
    ContradictionKind.INTERPRETATION: (
        "authorised", "by_body_with_power", "category", "conditions", "country_note", "coverage", "covers",
        "description", "end_note", "integrator_is_stated", "interpretation", "item_scope", "kind", "legal_force",
        "note", "reason", "relaxes", "state", "statement", "status", "terms",
    ),
}  # fmt: skip

KINDS = {field: kind for kind, fields in FIELDS.items() for field in fields}
NAMING_FIELDS = frozenset(
    field for kind in (ContradictionKind.ROLE, ContradictionKind.IDENTITY) for field in FIELDS[kind] if field
)
"""Fields whose values may name records. The database has the same list, by a migration: `names_records`."""
STRETCHES = frozenset({"period"})
"""Dates that mean a whole stretch of time: a year is no vaguer word for its first quarter."""

FIELD_WORDS: dict[str, object] = {
    WHETHER: gettext_lazy("whether it was so"),
    COUNTED_IN: gettext_lazy("whether it is the same flow"),
    "happened": gettext_lazy("when it happened"),
    "delivered": gettext_lazy("when it was delivered"),
    "ordered": gettext_lazy("when it was ordered"),
    "valid_from": gettext_lazy("from when it was in force"),
    "valid_until": gettext_lazy("until when it was in force"),
    "quantity_low": gettext_lazy("how many"),
    "quantity_high": gettext_lazy("how many"),
    "quantity": gettext_lazy("how many"),
    "quantity_text": gettext_lazy("how many, in words"),
    "count_low": gettext_lazy("how many licences"),
    "amount_low": gettext_lazy("how much"),
    "killed_low": gettext_lazy("how many were killed"),
    "injured_low": gettext_lazy("how many were injured"),
    "existed_from": gettext_lazy("since when it exists"),
    "licence": gettext_lazy("under which permit"),
    "actor": gettext_lazy("who did it"),
    "recipient": gettext_lazy("who received it"),
    "exporter": gettext_lazy("who sent it"),
    "maker": gettext_lazy("who makes it"),
    "coverage": gettext_lazy("what it covers"),
    "announced": gettext_lazy("when it was announced"),
    "user": gettext_lazy("who used it"),
}


def kind_of(field: str) -> ContradictionKind:
    """Use for every field that a claim names; a name that the table does not know is a matter of interpretation."""
    return KINDS.get(field, ContradictionKind.INTERPRETATION)


def field_words(model: type[Model] | None, field: str) -> str:
    """ "when it was delivered" for `delivered`; the field's own name in words where the table has none."""
    if field in FIELD_WORDS:
        return str(FIELD_WORDS[field])
    known = _names(model) if model else {}
    return str(known.get(field, field)).replace("_", " ")


@cache
def _names(model: type[Model]) -> dict[str, object]:
    return {one.name: getattr(one, "verbose_name", one.name) for one in model._meta.get_fields()}

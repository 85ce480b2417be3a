"""JSON made by PostgreSQL: the few expressions that all fields are built from.

Not Django's JSONObject: that is jsonb, which sorts its keys; these keep the order in which fields are declared.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import BooleanField, Func, JSONField, Subquery, TextField

ROOT = "/api/v1/"
MOST_PAIRS = 50
"""PostgreSQL takes a hundred arguments."""


class Literal(Func):
    """A text of our own code, written into the statement: names of keys are the same in every request."""

    function = None
    output_field = TextField()

    def __init__(self, text: str) -> None:
        escaped = text.replace("'", "''").replace("%", "%%")
        super().__init__(template=f"'{escaped}'::text")


class JsonObject(Func):
    """`JsonObject(low=F("quantity_low"), …)`: an object with these keys in this order."""

    function = "json_build_object"
    output_field = JSONField()

    def __init__(self, **values: Any) -> None:
        if len(values) > MOST_PAIRS:
            raise ValueError(f"An object in SQL has at most {MOST_PAIRS} keys; this one has {len(values)}.")
        pairs = (part for key, value in values.items() for part in (Literal(key), value))
        super().__init__(*pairs)


class ApiAddress(Func):
    """The address of a record in this API: `ApiAddress("shipments", F("public_id"))`."""

    arg_joiner = " || "
    template = "(%(expressions)s || '/')"
    output_field = TextField()

    def __init__(self, slug: str, identity: Any) -> None:
        super().__init__(Literal(f"{settings.SITE_URL}{ROOT}{slug}/"), identity)


class PageAddress(ApiAddress):
    """The address of a record's page: `PageAddress("/shipments/", F("public_id"))`."""

    def __init__(self, page: str, identity: Any) -> None:
        Func.__init__(self, Literal(f"{settings.SITE_URL}{page}"), identity)


class JsonText(Func):
    """The text of a JSON value, ready to be sent: neither the driver nor Python reads it."""

    template = "(%(expressions)s)::text"
    arity = 1
    output_field = TextField()


class JsonList(Subquery):
    """The rows of a queryset of one column as a list, in the queryset's order; [] where there are none."""

    template = "(SELECT coalesce(json_agg(one.value), '[]'::json) FROM (%(subquery)s) AS one (value))"
    output_field = JSONField()


class Present(Func):
    """A text, or null where it is empty: nothing recorded is null everywhere."""

    template = "nullif((%(expressions)s)::text, '')"
    arity = 1
    output_field = TextField()


class Trimmed(Func):
    """A decimal without the zeros that its column adds."""

    function = "trim_scale"
    arity = 1
    output_field = JSONField()


class Where(Func):
    """A value where a condition holds, null elsewhere: `Where(condition, value)`."""

    template = "CASE WHEN %(expressions)s END"
    arg_joiner = " THEN "
    arity = 2
    output_field = JSONField()


class Recorded(Func):
    """True if at least one of the values is neither null nor an empty text."""

    function = "num_nonnulls"
    template = "(%(function)s(%(expressions)s) > 0)"
    output_field = BooleanField()


class Row(Func):
    """Several values compared as one, first by the first: `RowAfter(Row(a, b), Row(c, d))`."""

    template = "(%(expressions)s)"
    output_field = TextField()


class RowAfter(Func):
    """True if the first row of values comes after the second; an index on those values starts right there."""

    template = "(%(expressions)s)"
    arg_joiner = " > "
    arity = 2
    output_field = BooleanField()


class RowBefore(RowAfter):
    """True if the first row of values comes before the second."""

    arg_joiner = " < "

"""Rows about any of several kinds of record, asked by one array of keys for each kind: for kept querysets."""

from __future__ import annotations

from functools import reduce
from operator import or_

from django.db.models import F, Q

from core.kept import AnyOf, keys
from evidence.subjects import SUBJECTS

KEYS_BY_KIND = dict.fromkeys(SUBJECTS, "bigint[]")
"""The parameters: `Kept(Citation.objects.filter(about_any()), **KEYS_BY_KIND)`, then `(shipment=[1], licence=[2])`."""


def about_any() -> Q:
    """About one of these records, by an index for each kind."""
    return reduce(or_, (Q(AnyOf(F(column), keys(column))) for column in SUBJECTS))

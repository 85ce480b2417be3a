"""The SQL functions of core as Django expressions, for constraints, generated columns and queries."""

from datetime import date

from django.db.models import BooleanField, CharField, DateField, F, Func, IntegerField, SmallIntegerField, Value
from django.db.models.functions import Coalesce

BEFORE_ALL_DATES = date(1, 1, 1)
"""Partial dates run from the year 1000."""


def dated(path: str) -> Coalesce:
    """Use to order by a date that may be missing, and in the index for it: what has no date comes before all dates.

    A key that is never null can be compared as part of a row, `(date, id) > (…)`, which an index answers directly.
    """
    return Coalesce(F(path), Value(BEFORE_ALL_DATES))


class EdtfIsValid(Func):
    """Use in a CHECK: the text is a partial date and does not end before it starts."""

    function = "edtf_is_valid"
    arity = 1
    output_field = BooleanField()


class EdtfEarliest(Func):
    """Use for the first day a partial date allows; NULL if its start is open."""

    function = "edtf_earliest"
    arity = 1
    output_field = DateField()


class EdtfLatest(Func):
    """Use for the last day a partial date allows; NULL if its end is open."""

    function = "edtf_latest"
    arity = 1
    output_field = DateField()


class MintPublicId(Func):
    """Use as a column default: a new random public id with the given prefix."""

    function = "mint_public_id"
    arity = 1
    output_field = CharField()


class PublicIdIsValid(Func):
    """Use in a CHECK: the public id has the right shape and check character."""

    function = "public_id_is_valid"
    arity = 1
    output_field = BooleanField()


class StrengthRank(Func):
    """Use to filter or order by strength: established is 4, ungraded 0."""

    function = "strength_rank"
    arity = 1
    output_field = SmallIntegerField()


class NumNonNulls(Func):
    """Use in CHECKs: how many of the named columns are set."""

    function = "num_nonnulls"
    output_field = IntegerField()


class NormaliseSerial(Func):
    """Use for the one spelling of a serial number (the same as core.text.normalise_serial)."""

    function = "normalise_serial"
    arity = 1
    output_field = CharField()

"""The spelling that searches compare, computed in PostgreSQL: `core.text.normalise_name` as an expression."""

from __future__ import annotations

from typing import Any

from django.db.models import BooleanField, CharField, F, Func, Model, Q, QuerySet, Value
from django.db.models.functions import Replace

from core.text import normalise_name


class NormalisedName(Func):
    """Use on the database side of a name search; a test holds it to `normalise_name`."""

    function = "plain_name"
    arity = 1
    output_field = CharField()


class Contains(Func):
    """`strpos(text, part) > 0`, as a condition."""

    template = "(strpos(%(expressions)s) > 0)"
    output_field = BooleanField()


def name_contains(path: str, words: str) -> Q:
    """Use as a condition: the text at `path` has these words in one run, whatever its alphabet, accents and hyphens."""
    wanted = normalise_name(words)
    if not wanted:
        return Q(pk__in=[])
    found = Q(Contains(NormalisedName(F(path)), Value(wanted)))
    if any(character.isdigit() for character in wanted):
        # Designations are written "MX-15D", "MX 15D" and "MX15D"; words without a digit would match across words.
        run_together = Replace(NormalisedName(F(path)), Value(" "), Value(""))
        found |= Q(Contains(run_together, Value(wanted.replace(" ", ""))))
    return found


def keys_where(rows: QuerySet[Model], path: str, words: str, key: str) -> QuerySet[Model, Any]:
    """Use in `Q(pk__in=…)`: what the rows of a table of names belong to, where the name has the words."""
    return rows.filter(name_contains(path, words)).values(key)

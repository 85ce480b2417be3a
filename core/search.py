"""The spelling that searches compare, computed in PostgreSQL: `core.text.normalise_name` as an expression."""

from __future__ import annotations

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, CharField, F, Func, Model, Q, QuerySet, Value
from django.db.models.functions import Replace
from django.db.models.sql.compiler import SQLCompiler

from core.text import PLAIN_LETTERS, normalise_name

_PLAIN = {chr(letter): str(plain or "") for letter, plain in PLAIN_LETTERS.items()}
_KEPT = {letter: plain for letter, plain in _PLAIN.items() if len(plain) == 1}
_DROPPED = "".join(letter for letter, plain in _PLAIN.items() if not plain)
_SPELT_OUT = {letter: plain for letter, plain in _PLAIN.items() if len(plain) > 1} | {"ß": "ss"}


class NormalisedName(Func):
    """Use on the database side of a name search; a test holds it to `normalise_name`."""

    arity = 1
    output_field = CharField()

    def as_sql(
        self,
        compiler: SQLCompiler,
        connection: BaseDatabaseWrapper,
        function: str | None = None,
        template: str | None = None,
        arg_joiner: str | None = None,
        **extra_context: Any,
    ) -> tuple[str, tuple[Any, ...]]:
        inner, inner_params = compiler.compile(self.source_expressions[0])
        sql = f"translate(lower(regexp_replace(normalize({inner}, NFKD), '[\u0300-\u036f]', '', 'g')), %s, %s)"
        params = [*inner_params, "".join(_KEPT) + _DROPPED, "".join(_KEPT.values())]
        for letter, spelt_out in _SPELT_OUT.items():
            sql = f"replace({sql}, %s, %s)"
            params += [letter, spelt_out]
        return f"trim(regexp_replace({sql}, '[^[:alnum:]]+', ' ', 'g'))", tuple(params)


class Contains(Func):
    """`strpos(text, part) > 0`, as a condition."""

    template = "(strpos(%(expressions)s) > 0)"
    output_field = BooleanField()


def name_contains(path: str, words: str) -> Q:
    """Use as a condition: the text at `path` has these words in one run, whatever its accents and hyphens."""
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

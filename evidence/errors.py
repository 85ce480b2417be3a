"""What the database says about evidence, as exceptions with sentences for pages and commands."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, IntegrityError, connections
from django.utils.translation import gettext as _

from evidence.subjects import SUBJECTS, table_of

BARE_FACT_SQLSTATE = "23B01"


class NoBareFactError(Exception):
    """A record would stand without a source. `public_id` and `kind` name it; str() is the sentence to show."""

    def __init__(self, kind: str, public_id: str) -> None:
        self.kind = kind
        self.public_id = public_id
        super().__init__(
            _(
                "The %(kind)s %(public_id)s would stand without a source. "
                "Add at least one citation that supports or disputes it, or remove the record too."
            )
            % {"kind": kind, "public_id": public_id}
        )


def no_bare_fact(error: IntegrityError) -> NoBareFactError | None:
    """Use on an IntegrityError: the same with its sentence if it is about a missing citation, else None."""
    cause = error.__cause__
    if getattr(cause, "pgcode", None) != BARE_FACT_SQLSTATE:
        return None
    said = cause.diag  # type: ignore[union-attr]  # only psycopg2's errors have a pgcode
    return NoBareFactError(_kind_of(said.table_name or ""), said.message_detail or "")


@contextmanager
def bare_facts_named() -> Iterator[None]:
    """Use around a transaction: raises NoBareFactError in place of the database's error. Other errors pass."""
    try:
        yield
    except IntegrityError as error:
        named = no_bare_fact(error)
        if named is None:
            raise
        raise named from error


def check_citations_now(using: str = DEFAULT_DB_ALIAS) -> None:
    """Use as the last statement of a transaction that must not fail at its commit, for example in a form.

    Raises NoBareFactError for the first record without a citation. Foreign keys are checked too.
    """
    with bare_facts_named(), connections[using].cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _kind_of(table: str) -> str:
    for column, label in SUBJECTS.items():
        if table_of(column) == table:
            return str(apps.get_model(label)._meta.verbose_name)
    return table

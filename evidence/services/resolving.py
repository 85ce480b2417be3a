"""Decide about a contradiction. Claims are neither changed nor deleted: a decision is a row of its own."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from core.models import Record
from evidence.contradictions.one_record import contradictions_on
from evidence.models import Resolution


class ResolvingError(ValueError):
    """The decision cannot be recorded; the message says why and what to do."""


def resolve(row: Resolution, seen: Iterable[str] | None = None) -> Resolution:
    """Use for every decision: fills in the values that it considers, and adds it.

    `seen` are the values that the person who decides has been shown; if others are stated by now, it is refused.
    """
    record = row.subject
    if not isinstance(record, Record):
        raise ResolvingError(_("Name the record that the decision is about."))
    if not row.note.strip():
        raise ResolvingError(_("A decision needs its reason: say in the note why it is decided so."))
    row.considered = values_now(record, row.field)
    if seen is not None and sorted(seen) != row.considered:
        words = _("Other values are stated by now: %(values)s. Read them, and decide again.")
        raise ResolvingError(words % {"values": "; ".join(row.considered)})
    row.save(force_insert=True)
    return row


def values_now(record: Record, field: str) -> list[str]:
    """The values that contradict each other; raises ResolvingError where none do."""
    found = contradictions_on(record)
    for one in found:
        if one.field == field:
            return sorted(one.values)
    known = ", ".join(one.field or _("(empty: whether it was so)") for one in found)
    if known:
        words = _("Nothing contradicts itself there. Fields of %(record)s that are stated differently: %(fields)s.")
        raise ResolvingError(words % {"record": record, "fields": known})
    raise ResolvingError(_("Nothing about %(record)s is stated differently.") % {"record": record})

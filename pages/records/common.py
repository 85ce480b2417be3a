"""What most record pages share: disagreements, claims, measures, proceedings, replies, gaps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q
from django.utils.translation import gettext as _

from core.dates import PartialDate
from core.kept import Kept
from core.merging import settle
from entities.models import SameEntity
from evidence.models import Gap, Reply
from exports.models import SameItem
from pages import rows
from pages.claims import Claim, claims_about
from pages.columns import what, who
from pages.contradictions import between_records, what_disagrees
from pages.parts import Builder, only
from pages.rows import Rows
from pages.tables import Cell
from pages.weights import subject_column

JUDGED: dict[type[SameEntity | SameItem], Kept[Any]] = {
    model: Kept.by(
        model._default_manager.select_related("merged", "kept").order_by("judged_at", "pk"), "merged__canonical_id"
    )
    for model in (SameEntity, SameItem)
}


@dataclass(frozen=True, slots=True)
class PartShown:
    """A part of a record that has claims of its own: a unit, an event, a reading."""

    record: Any
    claims: list[Claim]
    notes: tuple[str, ...] = ()


def parts_of(found: Iterable[Any], model: type[Model]) -> list[PartShown]:
    """Parts with their claims; one query for all of them."""
    listed = list(found)
    claims = claims_about(model, [part.pk for part in listed])
    return [PartShown(part, claims.get(part.pk, [])) for part in listed]


def evidence(build: Builder, *parts: Iterable[PartShown], model: type[Model] | None = None) -> None:
    """Add *What disagrees* (of the record and of its parts) and the claims about the record."""
    record, column = build.record, subject_column(model or type(build.record))
    keys = [record.pk, *build.merged]
    found = claims_about(model or type(record), keys)
    claims = [claim for key in keys for claim in found.get(key, ())]
    titles, stated = {(column, record.pk): str(record)}, {(column, record.pk): claims}
    for part in (part for shown in parts for part in shown):
        key = (subject_column(type(part.record)), part.record.pk)
        titles[key], stated[key] = str(part.record), part.claims
    differing = between_records(column, record.pk, str(record)) + what_disagrees(titles, stated)
    build.section("disagrees", "What disagrees", "disagreements", differing, "Nothing is settled here by majority.")
    build.section("claims", "Claims and their sources", "claims", claims)


def judged_the_same(build: Builder, judgements: type[SameEntity | SameItem]) -> None:
    """Add what was judged the same as this record, when and why; its claims are then shown with the record's."""
    rows = JUDGED[judgements](keys=[build.record.pk])
    build.merged = tuple(row.merged_id for row in rows)
    cells = [
        Cell(
            f"{row.merged} ({row.merged.public_id})",
            note=_("judged the same record by the editors on %(day)s: %(why)s")
            % {"day": PartialDate.of_day(row.judged_at.date()).words().removeprefix("on "), "why": row.why},
        )
        for row in rows
    ]
    note = _(
        "What sources say of these records is shown here too. Each fact still names the record that its source named."
    )
    build.section("same", _("Judged the same"), "cells", cells, note)


def measures_where(target: Q) -> Rows:
    """Measures whose targets fit."""
    return rows.measures().filter(target).distinct().order_by("valid_from_earliest", "pk")


def measures_aimed_at(build: Builder, found: Rows | Sequence[Any], more: str = "") -> None:
    """Add them as a table."""
    columns = only(what.MEASURES, "title", "kind", "issuer", "in_force", "legal_force", "strength", "sources")
    build.table("measures", "Measures aimed at it", columns, found, more=more)


def proceedings_where(subject: Q) -> Rows:
    """Proceedings against or about it."""
    return rows.proceedings().filter(subject).distinct().order_by("began_earliest", "pk")


def proceedings_about(build: Builder, found: Rows | Sequence[Any]) -> None:
    """Add them as a table."""
    columns = only(what.PROCEEDINGS, "title", "kind", "brought_by", "when", "state", "strength", "sources")
    build.table("proceedings", "Proceedings", columns, found, note="An accusation is not a finding.")


def statistics_where(subject: Q) -> Rows:
    """Aggregates about it."""
    return rows.statistics().filter(subject).distinct().order_by("period_earliest", "pk")


def statistics_about(build: Builder, found: Rows | Sequence[Any]) -> None:
    """Add them as a table, apart from everything that is counted one by one."""
    columns = only(what.STATISTICS, "title", "category", "period", "figure", "strength", "sources")
    note = "Aggregates as published. They are not added to the shipments above, nor to each other."
    build.table("statistics", "Statistics beside it", columns, found, note=note)


def contacts_where(party: Q) -> Rows:
    """Contacts of lobbyists with it."""
    return rows.contacts().filter(party).distinct().order_by("happened_earliest", "pk")


def contacts_about(build: Builder, found: Rows | Sequence[Any]) -> None:
    """Add them as a table."""
    columns = only(who.CONTACTS, "happened", "lobbyist", "client", "office_holder", "body", "subject", "sources")
    build.table("contacts", "Lobby contacts", columns, found, note="Order in time is not cause.")


def gaps_where(missing: Q) -> Rows:
    """What is missing about it."""
    found: Rows = Gap.objects.filter(missing).select_related("item", "sender", "recipient", "held_by").order_by("pk")
    return found


def replies_where(asked: Q) -> Rows:
    """What those who were asked answered."""
    found: Rows = Reply.objects.filter(asked).select_related("asked_of", "asked_by", "source").order_by("when_earliest")
    return found


def replies_and_gaps(build: Builder, replies: Iterable[Reply], gaps: Iterable[Gap]) -> None:
    """Add what is missing, who could fill it, and what those who were asked answered."""
    build.section("gaps", "What is missing", "gaps", settle(gaps), "Leads: a record that would fill one is welcome.")
    build.section("replies", "Asked and answered", "replies", settle(replies))


def weights_shown(weights: Mapping[int, Any], pk: int) -> str:
    """ "3 sources, 1 origin" of one of several records."""
    return str(weights.get(pk, ""))

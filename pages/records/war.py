"""The pages of a conflict and of an incident."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery

from conflicts.choices import IncidentKind
from conflicts.models import Allegation, IncidentItem
from core.dates import period_words
from core.merging import settle
from exports.models import Item
from pages import rows
from pages.chains import chains_to_conflict, chains_to_incident
from pages.columns import war
from pages.parts import Builder, Fact, RecordPage, cells_of, only
from pages.records.common import (
    evidence,
    measures_aimed_at,
    measures_where,
    parts_of,
    statistics_about,
    statistics_where,
)
from pages.tables import Cell
from pages.words import count_words, plural


def conflict(record: Any) -> RecordPage:
    build = Builder(record)
    build.fact("Countries", list(record.countries.all()))
    build.fact("Place", record.place)
    build.fact("Time", period_words(record.began, record.ended) if record.began or record.ended else "")
    build.fact("Also called", [Cell(name.text, note=name.used_by) for name in record.names.all()])
    build.fact("Part of", record.part_of)
    build.fact("Parts", list(record.parts.order_by("began_earliest")))
    build.fact("UCDP", record.ucdp_id)
    build.fact("Note", record.note)
    chains_to_conflict(build, record)
    build.section("belligerents", "Parties", "sides", _sides(record), "Sides are named without taking one.")
    build.section("items", "Items that reached it", "items", _items(record))
    incidents = rows.incidents().filter(conflict=record.pk).order_by("happened_earliest", "pk")
    columns = only(war.INCIDENTS, "title", "kind", "items", "user", "happened", "quantity", "strength", "sources")
    build.table("incidents", "Incidents", columns, incidents, more=f"/incidents/?conflict={record.public_id}")
    in_force = Q(valid_from_earliest__lte=record.ended_latest) if record.ended_latest else Q()
    began = record.began_earliest
    still = Q(valid_until__isnull=True) | Q(valid_until_latest__gte=began) if began else Q()
    parties = list(record.belligerents.values_list("entity__canonical_id", flat=True))
    aimed = Q(targets__country__in=record.countries.all()) | Q(targets__entity__canonical_id__in=parties)
    measures_aimed_at(build, measures_where(aimed & in_force & still))
    statistics_about(
        build, statistics_where(Q(partner__canonical_id__in=parties) | Q(reporter__canonical_id__in=parties))
    )
    evidence(build)
    return build.page(
        "Conflict",
        record.name,
        _conflict_sentence(record),
        list_url="/conflicts/",
        list_name="Conflicts",
        traces=(Cell("Trace backward", f"/trace/?from={record.public_id}&direction=backward"),),
    )


def _conflict_sentence(record: Any) -> str:
    count = record.incidents.count()
    when = period_words(record.began, record.ended) if record.began or record.ended else ""
    return f"Recorded {when}; {plural(count, 'incident')} with traced items recorded here.".replace(
        "Recorded ;", "Recorded;"
    )


def _sides(record: Any) -> list[Fact]:
    sides: dict[str, list[Cell]] = defaultdict(list)
    for party in settle(record.belligerents.select_related("entity")):
        [cell] = cells_of(party.entity)
        note = "backs the side; not recorded as fighting" if party.supports_only else ""
        sides[f"Side {party.side}" if len(party.side) == 1 else party.side].append(Cell(cell.text, cell.url, note))
    return [Fact(side, tuple(cells)) for side, cells in sides.items()]


def _items(record: Any) -> list[Fact]:
    """Every item seen in its incidents, with the number of incidents and the way to trace it back."""
    found = (
        Item.objects.filter(same_as__isnull=True)
        .annotate(seen=counted_in(record))
        .filter(pk__in=IncidentItem.objects.filter(incident__conflict=record.pk).values("item__canonical_id"))
        .select_related("maker")
        .order_by("-seen", "designation")
    )
    return [
        Fact(
            plural(item.seen, "incident"),
            (
                Cell(item.designation, item.get_absolute_url(), note=f"made by {item.maker}"),
                Cell("trace", f"/trace/?from={item.public_id}&to={record.public_id}"),
            ),
        )
        for item in found
    ]


def counted_in(conflict: Any) -> Subquery:
    """In how many of its incidents an item was, under its own name or that of what was judged the same."""
    parts = IncidentItem.objects.filter(item__canonical_id=OuterRef("pk"), incident__conflict=conflict.pk)
    counts = parts.order_by().values("item__canonical_id").annotate(number=Count("incident", distinct=True))
    return Subquery(counts.values("number"))


def incident(record: Any) -> RecordPage:
    build = Builder(record)
    kind = IncidentKind(record.kind)
    build.fact("Kind", Cell(str(kind.label), note=str(kind.explanation)))
    for line in settle(record.items.select_related("item", "unit__item")):
        build.fact(str(line.get_role_display()).capitalize(), line.item, line.unit)
    build.fact("How many", record.quantity_words)
    build.fact("Used or held by", record.user)
    build.fact("Shot down, found or claimed by", record.actor)
    build.fact("Conflict", record.conflict)
    build.fact("When", record.happened.words(period=record.is_period) if record.happened else "")
    build.fact(
        "Where", record.place, Cell(record.place_as_printed, note="as printed") if record.place_as_printed else ""
    )
    build.fact("Target", record.target)
    for label, low, high in (
        ("Killed", record.killed_low, record.killed_high),
        ("Injured", record.injured_low, record.injured_high),
    ):
        build.fact(label, count_words(low, high) if low is not None else "")
    build.fact("Casualties stated by", record.casualties_stated_by)
    build.fact("Note", record.note)
    chains_to_incident(build, record)
    allegations = parts_of(record.allegations.select_related("alleged_by", "against"), Allegation)
    note = "What somebody alleges; by whom; in which state. An allegation is not a finding."
    build.section("allegations", "Allegations", "allegations", allegations, note)
    evidence(build, allegations)
    return build.page(
        "Incident",
        record.title,
        record.statement or str(kind.explanation),
        list_url="/incidents/",
        list_name="Incidents",
        traces=(Cell("Trace backward", f"/trace/?from={record.public_id}&direction=backward"),),
    )

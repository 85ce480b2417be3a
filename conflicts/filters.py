"""Filters of conflicts and incidents."""

from __future__ import annotations

from conflicts.choices import IncidentKind
from conflicts.models import Conflict, Incident
from conflicts.selectors import conflicts, conflicts_named, incidents_named
from core.filters import ChoiceFilter, DateFilter, RecordFilter, ReferenceFilter, TextFilter
from entities.filters import CountryFilter, PartyFilter
from exports.filters import ItemReference


class ConflictFilter(RecordFilter):
    name = TextFilter(conflicts_named, label="name")
    country = CountryFilter("countries", label="country", distinct=True)
    belligerent = PartyFilter("belligerents__entity", label="party", distinct=True)
    when = DateFilter(field_name="began", until="ended", label="time")

    facets = ("strength", "disputed")

    class Meta:
        model = Conflict
        fields: list[str] = []


class IncidentFilter(RecordFilter):
    name = TextFilter(incidents_named, label="title or place")
    conflict = ReferenceFilter(conflicts, conflicts_named, field_name="conflict", label="conflict")
    item = ItemReference("items__item", label="item", distinct=True)
    user = PartyFilter("user", label="user")
    actor = PartyFilter("actor", label="finder or claimant")
    kind = ChoiceFilter(IncidentKind, label="kind")
    happened = DateFilter(field_name="happened", label="time")

    facets = ("kind", "strength", "disputed")

    class Meta:
        model = Incident
        fields: list[str] = []

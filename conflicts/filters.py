"""Filters of conflicts and incidents."""

from __future__ import annotations

from conflicts.choices import AllegationState, IncidentKind
from conflicts.models import Allegation, Conflict, Incident
from conflicts.selectors import conflicts, conflicts_named, incidents, incidents_named
from core.filters import ChoiceFilter, DateFilter, RecordFilter, ReferenceFilter, TextFilter
from entities.filters import CountriesFilter, CountryFilter, PartyFilter
from exports.filters import CategoryFilter, ItemReference


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
    country = CountriesFilter("place__country", "conflict__countries", label="country")
    category = CategoryFilter("items__item__category")
    kind = ChoiceFilter(IncidentKind, label="kind")
    happened = DateFilter(field_name="happened", label="time")

    facets = ("kind", "strength", "disputed")

    class Meta:
        model = Incident
        fields: list[str] = []


class AllegationFilter(RecordFilter):
    incident = ReferenceFilter(incidents, incidents_named, field_name="incident", label="incident")
    alleged_by = PartyFilter("alleged_by", label="alleged by")
    against = PartyFilter("against", label="alleged against")
    state = ChoiceFilter(AllegationState, label="state")
    stated = DateFilter(field_name="stated", label="time")

    class Meta:
        model = Allegation
        fields: list[str] = []

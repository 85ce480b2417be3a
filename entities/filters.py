"""Filters of entities, countries and what ties entities to each other."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import Q

from core.filters import (
    ChoiceFilter,
    DateFilter,
    ListFilter,
    LookupField,
    RecordFilter,
    ReferenceFilter,
    TextFilter,
    Worded,
)
from entities.choices import CountryKind, EntityKind, PartyRole, RelationshipKind
from entities.models import Country, Entity, LobbyContact, Place, Relationship
from entities.selectors import countries_named, entities, entities_named, places_named


class CountryField(LookupField):
    """An ISO code, in small or capital letters, becomes its country."""

    def find(self, text: str) -> Any:
        found = Country.objects.filter(code=text.upper()).first()
        if found is None:
            raise ValidationError(f"No country here has the code “{text}”. Use ISO codes such as ca or tr.")
        return found


class CountryFilter(Worded):
    """By country, through `field_name`."""

    field_class = CountryField

    def __init__(self, field_name: str = "country", **kwargs: Any) -> None:
        super().__init__(field_name=field_name, max_length=8, **kwargs)

    def filter(self, qs: Any, value: Country | None) -> Any:
        if value is None:
            return qs
        if not self.distinct:
            return qs.filter(**{self.path: value.pk})
        return qs.filter(pk__in=qs.model._base_manager.filter(**{self.path: value.pk}).values("pk"))


class CountriesFilter(CountryFilter):
    """By a country in any of several places of a record."""

    def __init__(self, *paths: str, **kwargs: Any) -> None:
        self.paths = paths
        super().__init__(paths[0], **kwargs)

    def filter(self, qs: Any, value: Country | None) -> Any:
        if value is None:
            return qs
        found = reduce(or_, (Q(**{path: value.pk}) for path in self.paths))
        return qs.filter(pk__in=qs.model._base_manager.filter(found).values("pk"))


class PartyFilter(ReferenceFilter):
    """By an entity, through `field_name`."""

    def __init__(self, field_name: str, **kwargs: Any) -> None:
        super().__init__(entities, entities_named, field_name=field_name, **kwargs)


class RoleFilter(ChoiceFilter):
    """By what records say an entity does. Those records lie above, so the models are found by their names."""

    models = {
        PartyRole.EXPORTER: "exports.Exporter",
        PartyRole.INTERMEDIARY: "exports.Intermediary",
        PartyRole.END_USER: "conflicts.EndUser",
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(PartyRole, **kwargs)

    def filter(self, qs: Any, value: str) -> Any:
        if not value:
            return qs
        return qs.filter(pk__in=apps.get_model(self.models[PartyRole(value)])._default_manager.values("pk"))


class EntityFilter(RecordFilter):
    name = TextFilter(entities_named, label="name")
    kind = ChoiceFilter(EntityKind, label="kind")
    country = CountryFilter(label="country")
    part_of = PartyFilter("part_of", label="parent")
    role = RoleFilter(label="role")

    facets = ("kind", "country", "strength", "disputed")

    class Meta:
        model = Entity
        fields: list[str] = []


class CountryListFilter(ListFilter):
    name = TextFilter(countries_named, label="name")
    kind = ChoiceFilter(CountryKind, label="kind")

    facets = ("kind",)

    class Meta:
        model = Country
        fields: list[str] = []


class RelationshipFilter(RecordFilter):
    subject = PartyFilter("subject", label="first party")
    object = PartyFilter("object", label="second party")
    kind = ChoiceFilter(RelationshipKind, label="kind")
    when = DateFilter(field_name="since", until="until", label="time")

    facets = ("kind", "strength", "disputed")

    class Meta:
        model = Relationship
        fields: list[str] = []


class LobbyContactFilter(RecordFilter):
    client = PartyFilter("client", label="client")
    lobbyist = PartyFilter("lobbyist", label="lobbyist")
    office_holder = PartyFilter("office_holder", label="office holder")
    when = DateFilter(field_name="happened", label="time")

    facets = ("strength", "disputed")

    class Meta:
        model = LobbyContact
        fields: list[str] = []


class PlaceFilter(RecordFilter):
    name = TextFilter(places_named, label="name")
    country = CountryFilter(label="country")

    class Meta:
        model = Place
        fields: list[str] = []

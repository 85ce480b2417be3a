"""Filters of items, shipments, incorporations, licences, measures, proceedings and statistics."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.db.models import Q

from core.filters import (
    ChoiceFilter,
    DateFilter,
    ListFilter,
    RecordFilter,
    ReferenceFilter,
    TextFilter,
    kept,
    titled,
)
from core.search import name_contains
from entities.filters import CountriesFilter, CountryFilter, PartyFilter
from exports.choices import (
    Authorised,
    CodeScheme,
    Coverage,
    IncorporationKind,
    ItemKind,
    LegalForce,
    LicenceEventKind,
    LicenceKind,
    MeasureKind,
    ProceedingKind,
    ProceedingState,
    ShipmentKind,
    ShipmentStatus,
    UndertakingKind,
    UnitKind,
)
from exports.models import (
    Code,
    Incorporation,
    Item,
    ItemUnit,
    Licence,
    LicenceEvent,
    Measure,
    MeasureReading,
    MeasureTarget,
    Proceeding,
    Shipment,
    TradeStatistic,
    Undertaking,
)
from exports.selectors import (
    items,
    items_named,
    licences,
    licences_named,
    measures,
    measures_named,
    shipments_named,
    units_numbered,
)


class ItemReference(ReferenceFilter):
    """By an item, through `field_name`."""

    def __init__(self, field_name: str = "item", **kwargs: Any) -> None:
        super().__init__(items, items_named, field_name=field_name, **kwargs)


class CategoryFilter(TextFilter):
    """By words in the category of an item, through `path`."""

    def __init__(self, path: str = "category", **kwargs: Any) -> None:
        # Looked up by key, since an item may stand behind a relation to many.
        super().__init__(lambda rows, words: kept(rows, name_contains(path, words)), label="category", **kwargs)


class TargetFilter(ReferenceFilter):
    """By a measure that is aimed at one of the parties or countries at these paths, whenever it was in force."""

    has_suffixes = False

    def __init__(self, parties: tuple[str, ...], countries: tuple[str, ...], **kwargs: Any) -> None:
        self.parties, self.countries = parties, countries
        super().__init__(measures, measures_named, label="measure aimed at it", **kwargs)

    def filter(self, qs: Any, value: Any) -> Any:
        if value in (None, ""):
            return qs
        wanted: Any = [value.pk] if isinstance(value, Measure) else measures_named(measures(), value).values("pk")
        targets = MeasureTarget.objects.filter(measure__in=wanted)
        parties = targets.filter(entity__isnull=False).values("entity")
        countries = targets.filter(country__isnull=False).values("country")
        at_party = (Q(**{f"{path}__in": parties}) for path in self.parties)
        at_country = (Q(**{f"{path}__in": countries}) for path in self.countries)
        return kept(qs, reduce(or_, (*at_party, *at_country)))


def conflicts() -> Any:
    """All conflicts. They lie above the apps that are filtered by them, so the model is found by its name."""
    return apps.get_model("conflicts", "Conflict")._default_manager.all()


def conflicts_named(rows: Any, words: str) -> Any:
    """Conflicts with these words in a name of theirs."""
    return rows.filter(name_contains("name", words) | name_contains("short_name", words))


class ConflictReference(ReferenceFilter):
    """By a conflict, through `path`."""

    def __init__(self, path: str, **kwargs: Any) -> None:
        super().__init__(conflicts, conflicts_named, field_name=path, distinct=True, **kwargs)


class ItemFilter(RecordFilter):
    name = TextFilter(items_named, label="name")
    kind = ChoiceFilter(ItemKind, label="kind")
    maker = PartyFilter("maker", label="maker")
    country = CountryFilter("maker__country", label="maker's country")
    family = ItemReference("variant_of", label="family")
    category = CategoryFilter()
    conflict = ConflictReference("incident_items__incident__conflict", label="seen in")

    facets = ("kind", "country", "strength", "disputed")

    class Meta:
        model = Item
        fields: list[str] = []


class ShipmentFilter(RecordFilter):
    name = TextFilter(shipments_named, label="text")
    item = ItemReference(label="item")
    exporter = PartyFilter("exporter", label="exporter")
    recipient = PartyFilter("recipient", label="recipient")
    origin = CountryFilter("origin", label="origin")
    destination = CountryFilter("destination", label="destination")
    kind = ChoiceFilter(ShipmentKind, label="kind")
    status = ChoiceFilter(ShipmentStatus, label="status")
    authorised = ChoiceFilter(Authorised, label="permission")
    delivered = DateFilter(field_name="delivered", label="delivery")
    licence = ReferenceFilter(licences, licences_named, field_name="licence", label="licence")
    category = CategoryFilter("item__category")
    country = CountriesFilter(
        "origin", "destination", "exporter__country", "recipient__country", label="country of one end"
    )
    conflict = ConflictReference("recipient__fights_in__conflict", label="conflict of the recipient")
    measure = TargetFilter(("recipient",), ("recipient__country", "destination"))

    facets = ("kind", "status", "destination", "strength", "disputed")

    class Meta:
        model = Shipment
        fields: list[str] = []


class IncorporationFilter(RecordFilter):
    component = ItemReference("component", label="component")
    platform = ItemReference("platform", label="platform")
    integrator = PartyFilter("integrator", label="integrator")
    country = CountryFilter("integrator__country", label="integrator's country")
    category = CategoryFilter("component__category")
    kind = ChoiceFilter(IncorporationKind, label="kind")
    when = DateFilter(field_name="since", until="until", label="time")

    facets = ("kind", "strength", "disputed")

    class Meta:
        model = Incorporation
        fields: list[str] = []


class LicenceFilter(RecordFilter):
    name = TextFilter(licences_named, label="title or number")
    item = ItemReference("items__item", label="item", distinct=True)
    party = PartyFilter("parties__entity", label="party", distinct=True)
    authority = PartyFilter("authority", label="authority")
    destination = CountryFilter("destination", label="destination")
    kind = ChoiceFilter(LicenceKind, label="kind")
    event = ChoiceFilter(LicenceEventKind, field_name="events__kind", label="event", distinct=True)
    issued = DateFilter(field_name="issued", label="issue")
    category = CategoryFilter("items__item__category")
    measure = TargetFilter(("parties__entity",), ("parties__entity__country", "destination"))

    facets = ("kind", "strength", "disputed")

    class Meta:
        model = Licence
        fields: list[str] = []


class MeasureFilter(RecordFilter):
    name = TextFilter(measures_named, label="title")
    issuer = PartyFilter("issuer", label="issuer")
    target = PartyFilter("targets__entity", label="target", distinct=True)
    target_country = CountryFilter("targets__country", label="target country", distinct=True)
    kind = ChoiceFilter(MeasureKind, label="kind")
    legal_force = ChoiceFilter(LegalForce, label="legal force")
    in_force = DateFilter(field_name="valid_from", until="valid_until", label="force")

    facets = ("kind", "legal_force", "target_country", "strength", "disputed")

    class Meta:
        model = Measure
        fields: list[str] = []


class ProceedingFilter(RecordFilter):
    name = TextFilter(titled, label="title")
    kind = ChoiceFilter(ProceedingKind, label="kind")
    state = ChoiceFilter(ProceedingState, label="state")
    brought_by = PartyFilter("brought_by", label="brought by")
    subject = PartyFilter("subjects__entity", label="subject", distinct=True)
    began = DateFilter(field_name="began", until="ended", label="time")

    facets = ("kind", "state", "strength", "disputed")

    class Meta:
        model = Proceeding
        fields: list[str] = []


class StatisticFilter(RecordFilter):
    name = TextFilter(titled, label="title")
    reporter = PartyFilter("reporter", label="reporter")
    partner = PartyFilter("partner", label="partner")
    partner_country = CountryFilter("partner_country", label="partner country")
    period = DateFilter(field_name="period", label="period")

    facets = ("strength", "disputed")

    class Meta:
        model = TradeStatistic
        fields: list[str] = []


class CodeFilter(ListFilter):
    scheme = ChoiceFilter(CodeScheme, label="list")
    code = TextFilter(lambda rows, words: rows.filter(code__istartswith=words), label="code")
    title = TextFilter(titled, label="title")

    class Meta:
        model = Code
        fields: list[str] = []


class ItemUnitFilter(RecordFilter):
    item = ItemReference(label="item")
    kind = ChoiceFilter(UnitKind, label="kind")
    serial = TextFilter(units_numbered, label="serial number")
    made = DateFilter(field_name="made", label="manufacture")
    found_in = CountryFilter("found_in", label="found in")

    class Meta:
        model = ItemUnit
        fields: list[str] = []


class LicenceEventFilter(RecordFilter):
    licence = ReferenceFilter(licences, licences_named, field_name="licence", label="licence")
    kind = ChoiceFilter(LicenceEventKind, label="kind")
    by = PartyFilter("by", label="decided by")
    happened = DateFilter(field_name="happened", label="time")

    class Meta:
        model = LicenceEvent
        fields: list[str] = []


class UndertakingFilter(RecordFilter):
    name = TextFilter(titled, label="title")
    kind = ChoiceFilter(UndertakingKind, label="kind")
    item = ItemReference("items__item", label="item", distinct=True)
    given_by = PartyFilter("given_by", label="given by")
    given_to = PartyFilter("given_to", label="given to")
    licence = ReferenceFilter(licences, licences_named, field_name="licence", label="licence")
    given = DateFilter(field_name="given", label="time")

    class Meta:
        model = Undertaking
        fields: list[str] = []


class MeasureReadingFilter(RecordFilter):
    measure = ReferenceFilter(measures, measures_named, field_name="measure", label="measure")
    reader = PartyFilter("reader", label="reader")
    coverage = ChoiceFilter(Coverage, label="coverage")
    stated = DateFilter(field_name="stated", label="time")

    class Meta:
        model = MeasureReading
        fields: list[str] = []

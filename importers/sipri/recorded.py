"""The sums of SIPRI's tables, made from what is recorded here: TIV of deliveries by party and year."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from django.db.models import QuerySet, Sum
from django.db.models.functions import ExtractYear

from entities.choices import EntityKind
from entities.models import Entity
from exports.choices import ValuationUnit
from exports.models import Shipment, Valuation
from importers.countries import CountryNames
from importers.sipri.parties import Parties
from importers.sipri.totals import Sums, Table

SIDES = {"recipient": "shipment__recipient", "supplier": "shipment__exporter"}
# Kinds that the register lists beside states; everybody else is summed under the state.
APART = (EntityKind.ARMED_GROUP, EntityKind.ORGANISATION, EntityKind.UNKNOWN_PARTY)


def recorded_sums(table: Table, release: str) -> Sums:
    """What is recorded of this release, under the names of the table. Names of one party share one sum."""
    known = _known(table)
    names = {party: name for name, party in known.items()}
    party = SIDES[table.side]
    rows = (
        Valuation.objects.filter(unit=ValuationUnit.TIV, delivery__isnull=False, shipment__in=_shipments(release))
        .values_list(party, ExtractYear("delivery__period_earliest"))
        .annotate(total=Sum("amount_low"))
    )
    states = _state_of()
    found: dict[tuple[str, int], Decimal] = defaultdict(Decimal)
    for entity, year, total in rows.order_by():
        key = states.get(entity, entity)
        found[names.get(key, f"entity {key}"), year] += total
    return found


def merged(table: Table) -> Table:
    """The table with names of one party put together, as they are recorded."""
    known = _known(table)
    names = {party: name for name, party in known.items()}
    cells: dict[tuple[str, int], Decimal] = defaultdict(Decimal)
    for (name, year), value in table.cells.items():
        cells[names[known[name]], year] += value
    return Table(table.side, cells, table.years)


def _shipments(release: str) -> QuerySet[Shipment]:
    found: QuerySet[Shipment] = Shipment.objects.filter(citations__source__handle=release)
    return found


def _known(table: Table) -> dict[str, int | str]:
    """Each name of the table, looked up once, with the party that it is recorded as; with itself where it is not."""
    parties = Parties(CountryNames("SIPRI"))
    return {name: parties.recorded(name) or name for name in dict.fromkeys(name for name, _year in table.cells)}


def _state_of() -> dict[int, int]:
    """Every entity of a state's own side, with the state that the register would name for it."""
    states = dict(Entity.objects.filter(kind=EntityKind.STATE).values_list("country", "pk"))
    others = Entity.objects.exclude(kind__in=APART).filter(country__in=states).values_list("pk", "country")
    return {entity: states[country] for entity, country in others}

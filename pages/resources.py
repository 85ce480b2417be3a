"""Every public list: its address, rows, filters and columns. Add a list here and it has a page, a CSV and tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from conflicts.filters import ConflictFilter, IncidentFilter
from core.filters import ListFilter
from entities.filters import CountryListFilter, EntityFilter, LobbyContactFilter, RelationshipFilter
from evidence.filters import CitationFilter, SourceFilter
from exports.filters import (
    IncorporationFilter,
    ItemFilter,
    LicenceFilter,
    MeasureFilter,
    ProceedingFilter,
    ShipmentFilter,
    StatisticFilter,
)
from pages import rows
from pages.columns import how, missing, war, what, who
from pages.tables import Column
from tracing.filters import LeadFilter


@dataclass(frozen=True, slots=True)
class Resource:
    """One list. `order` is what it is sorted by when the address does not say; the key makes every order total."""

    slug: str
    singular: str
    plural: str
    intro: str
    rows: Callable[[], rows.Rows]
    filters: type[ListFilter]
    columns: tuple[Column, ...]
    order: str
    about: str = ""
    template: str = "pages/list.html"

    @property
    def url(self) -> str:
        """The address of the list."""
        return f"/{self.slug}/"

    @property
    def heading(self) -> str:
        """ "End users"."""
        return self.plural[:1].upper() + self.plural[1:]


ROLE_NOTE = "A role is read from records; one company can have all three."

RESOURCES: tuple[Resource, ...] = (
    Resource(
        "components",
        "component",
        "components",
        "Parts and subsystems that are built into something else.",
        rows.components,
        ItemFilter,
        what.ITEMS,
        "designation",
    ),
    Resource(
        "platforms",
        "platform",
        "platforms",
        "Aircraft, vehicles, ships and launchers that carry parts and weapons.",
        rows.platforms,
        ItemFilter,
        what.ITEMS,
        "designation",
    ),
    Resource(
        "items",
        "item",
        "items",
        "Every type of thing that a record here is about.",
        rows.items,
        ItemFilter,
        what.ITEMS,
        "designation",
    ),
    Resource(
        "exporters",
        "exporter",
        "exporters",
        f"Who sends in a shipment, or stands as exporter or applicant on a licence. {ROLE_NOTE}",
        rows.exporters,
        EntityFilter,
        who.ENTITIES,
        "name",
    ),
    Resource(
        "intermediaries",
        "intermediary",
        "intermediaries",
        f"Who receives and passes on or builds in, or is consignee, broker, carrier or distributor. {ROLE_NOTE}",
        rows.intermediaries,
        EntityFilter,
        who.ENTITIES,
        "name",
    ),
    Resource(
        "end-users",
        "end user",
        "end users",
        f"Who is recorded as using, declared as end user, or as the last to receive. {ROLE_NOTE}",
        rows.end_users,
        EntityFilter,
        who.ENTITIES,
        "name",
    ),
    Resource(
        "entities",
        "entity",
        "entities",
        "Companies, states, armed forces and groups, and persons in public roles.",
        rows.entities,
        EntityFilter,
        who.ENTITIES,
        "name",
    ),
    Resource(
        "countries",
        "country",
        "countries",
        "States, dissolved states, disputed territories and organisations of states, under neutral names.",
        rows.countries,
        CountryListFilter,
        who.COUNTRIES,
        "name",
    ),
    Resource(
        "shipments",
        "shipment",
        "shipments",
        "Transfers of one item from one party to another, as recorded.",
        rows.shipments,
        ShipmentFilter,
        what.SHIPMENTS,
        "-delivered",
    ),
    Resource(
        "incorporations",
        "incorporation",
        "incorporations",
        "Components built into platforms, as types or as named units.",
        rows.incorporations,
        IncorporationFilter,
        what.INCORPORATIONS,
        "component",
    ),
    Resource(
        "licences",
        "licence",
        "licences",
        "Permissions to export. A permission is not a movement.",
        rows.licences,
        LicenceFilter,
        what.LICENCES,
        "-issued",
    ),
    Resource(
        "measures",
        "measure",
        "measures",
        "Embargoes, suspensions, denial policies, exemptions, listings and firms' own stops of supply.",
        rows.measures,
        MeasureFilter,
        what.MEASURES,
        "-in_force",
    ),
    Resource(
        "conflicts",
        "conflict",
        "conflicts",
        "Wars and clashes, under names that take no side.",
        rows.conflicts,
        ConflictFilter,
        war.CONFLICTS,
        "-when",
    ),
    Resource(
        "incidents",
        "incident",
        "incidents",
        "Items recorded as used, lost, captured, recovered, seized or displayed.",
        rows.incidents,
        IncidentFilter,
        war.INCIDENTS,
        "-happened",
    ),
    Resource(
        "sources",
        "source",
        "sources",
        "Documents and statements that records rest on, with what they themselves rest on.",
        rows.sources,
        SourceFilter,
        how.SOURCES,
        "-published",
    ),
    Resource(
        "relationships",
        "relationship",
        "relationships",
        "How entities stand to each other: owns, directs, lobbies for, met with.",
        rows.relationships,
        RelationshipFilter,
        who.RELATIONSHIPS,
        "-when",
    ),
    Resource(
        "contacts",
        "lobby contact",
        "lobby contacts",
        "Contacts of lobbyists with office holders, as registers or released documents record them.",
        rows.contacts,
        LobbyContactFilter,
        who.CONTACTS,
        "-happened",
    ),
    Resource(
        "proceedings",
        "proceeding",
        "proceedings",
        "Inquiries, reviews, investigations, charges and judgements. An accusation is not a finding.",
        rows.proceedings,
        ProceedingFilter,
        what.PROCEEDINGS,
        "-when",
    ),
    Resource(
        "statistics",
        "statistic",
        "statistics",
        "Aggregates as published. They stand beside shipments and are never added to them or to each other.",
        rows.statistics,
        StatisticFilter,
        what.STATISTICS,
        "-period",
    ),
    Resource(
        "citations",
        "citation",
        "citations",
        "What each source says about each record, with its grade.",
        rows.citations,
        CitationFilter,
        how.CITATIONS,
        "source",
    ),
    Resource(
        "leads",
        "lead",
        "leads",
        "What is missing, on how many chains, who is likely to hold the answer, and whether somebody asked, as of the "
        "last count over all items. “Likely” says whom to ask first, not that they hold anything.",
        rows.leads,
        LeadFilter,
        missing.LEADS,
        "-chains",
        template="pages/leads.html",
    ),
)
BY_SLUG = {resource.slug: resource for resource in RESOURCES}

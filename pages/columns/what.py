"""Columns of items, shipments, incorporations, licences, measures, proceedings and statistics."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from exports.choices import (
    IncorporationKind,
    ItemKind,
    LegalForce,
    LicenceKind,
    MeasureKind,
    ProceedingKind,
    ProceedingState,
    ShipmentKind,
    ShipmentStatus,
)
from pages.columns.common import sources
from pages.tables import Cell, Column, choice, country, link, quantity, strength, stretch, text, title, when
from pages.words import amount_words, count_words, percent_words

ITEMS = (
    title("Designation", "designation"),
    choice("kind", "Kind", ItemKind),
    text("category", "Category", ("category",)),
    link("maker", "Maker", "maker", ("maker__name",)),
    country("maker_country", "Country", "maker.country", ("maker__country__name",)),
    link("variant_of", "Family", "variant_of", ("variant_of__designation",)),
    strength(),
    sources(),
)

SHIPMENTS = (
    Column(
        "item",
        "Item",
        cell=lambda row: Cell(str(row.item), row.get_absolute_url()),
        csv=(
            ("id", lambda row: row.public_id),
            ("item_id", lambda row: row.item.public_id),
            ("item", lambda row: str(row.item)),
        ),
        order=("item__designation",),
    ),
    link("exporter", "From", "exporter", ("exporter__name",)),
    link("recipient", "To", "recipient", ("recipient__name",)),
    quantity(),
    when("delivered", "Delivered", period=True),
    Column(
        "ordered",
        "Ordered",
        csv=(
            ("ordered", lambda row: str(row.ordered or "")),
            ("ordered_earliest", lambda row: str(row.ordered_earliest or "")),
            ("ordered_latest", lambda row: str(row.ordered_latest or "")),
        ),
        order=("ordered_earliest", "ordered_latest"),
    ),
    choice("kind", "Kind", ShipmentKind),
    choice("status", "Status", ShipmentStatus),
    Column(
        "countries",
        "Countries",
        csv=(
            ("origin_code", lambda row: row.origin.code if row.origin else None),
            ("destination_code", lambda row: row.destination.code if row.destination else None),
            ("authorised", lambda row: row.authorised),
            ("counted_in", lambda row: row.counted_in.public_id if row.counted_in else None),
            ("statement", lambda row: row.statement),
        ),
    ),
    strength(),
    sources(),
)

SHIPMENT_LINK = Column(
    "shipment",
    "Shipment",
    cell=lambda row: Cell(_kind_words(row), row.get_absolute_url()),
)
"""For pages whose subject is the item: the record by its kind."""


def _kind_words(row: Any) -> str:
    return "shipment" if row.kind == ShipmentKind.UNKNOWN else str(ShipmentKind(row.kind).label)


INCORPORATION_LINK = Column(
    "incorporation",
    "Incorporation",
    cell=lambda row: Cell(str(IncorporationKind(row.kind).label), row.get_absolute_url()),
)

INCORPORATIONS = (
    Column(
        "component",
        "Component",
        cell=lambda row: Cell(str(row.component), row.get_absolute_url()),
        csv=(
            ("id", lambda row: row.public_id),
            ("component_id", lambda row: row.component.public_id),
            ("component", lambda row: str(row.component)),
        ),
        order=("component__designation",),
    ),
    link("platform", "Built into", "platform", ("platform__designation",)),
    Column(
        "integrator",
        "By",
        cell=lambda row: Cell(
            str(row.integrator),
            row.integrator.get_absolute_url(),
            note="" if row.integrator_is_stated else "assumed: the maker",
        ),
        csv=(
            ("integrator_id", lambda row: row.integrator.public_id),
            ("integrator", lambda row: str(row.integrator)),
            ("integrator_is_stated", lambda row: "yes" if row.integrator_is_stated else "no"),
        ),
        order=("integrator__name",),
    ),
    choice("kind", "Kind", IncorporationKind),
    quantity("Each"),
    stretch("since", "When", "since", "until"),
    strength(),
    sources(),
)


def _parties(row: Any, *roles: str) -> Cell:
    found = list({p.entity.pk: p.entity for p in row.parties.all() if p.role in roles}.values())
    url = found[0].get_absolute_url() if len(found) == 1 else ""
    return Cell(", ".join(str(entity) for entity in found), url)


def _party_column(name: str, label: str, *roles: str) -> Column:
    return Column(
        name,
        label,
        cell=lambda row: _parties(row, *roles),
        csv=(
            (f"{name}_ids", lambda row: "; ".join(p.entity.public_id for p in row.parties.all() if p.role in roles)),
            (name, lambda row: _parties(row, *roles).text),
        ),
    )


def _licence_kind(row: Any) -> str:
    """The kind, with how many where the row stands for more than one."""
    label = str(LicenceKind(row.kind).label)
    is_one = row.count_low == 1 and row.count_high in (None, 1)
    return label if is_one else f"{label}: {count_words(row.count_low, row.count_high)}"


def _licence_items(row: Any) -> str:
    return "; ".join(
        f"{line.item}{f' ({line.quantity_words})' if line.quantity_words else ''}" for line in row.items.all()
    )


LICENCES = (
    Column(
        "title",
        "Licence",
        cell=lambda row: Cell(row.title, row.get_absolute_url(), note=_licence_kind(row)),
        csv=(("id", lambda row: row.public_id), ("title", lambda row: row.title)),
        order=("title",),
    ),
    Column(
        "items",
        "Items",
        cell=lambda row: Cell(_licence_items(row)),
        csv=(
            ("item_ids", lambda row: "; ".join(line.item.public_id for line in row.items.all())),
            ("items", _licence_items),
        ),
    ),
    _party_column("exporter", "Exporter", "exporter", "applicant"),
    _party_column("consignee", "Consignee", "consignee", "ultimate_consignee"),
    _party_column("declared_end_user", "Declared end user", "declared_end_user"),
    country("destination", "To", "destination", ("destination__name",)),
    Column("kind", "Kind", csv=(("kind", lambda row: row.kind),), order=("kind",)),
    Column(
        "count",
        "Licences",
        csv=(("count_low", lambda row: row.count_low), ("count_high", lambda row: row.count_high)),
        order=("count_low",),
    ),
    stretch("issued", "Issued, valid until", "issued", "valid_until"),
    strength(),
    sources(),
)


def _targets(row: Any) -> str:
    return "; ".join(str(target) for target in row.targets.all())


MEASURES = (
    title("Measure", "title"),
    choice("kind", "Kind", MeasureKind),
    link("issuer", "Issued by", "issuer", ("issuer__name",)),
    Column("targets", "Aimed at", cell=lambda row: Cell(_targets(row)), csv=(("targets", _targets),)),
    stretch("in_force", "In force", "valid_from", "valid_until"),
    choice("legal_force", "Legal force", LegalForce),
    Column("relaxes", "Relaxes", csv=(("relaxes_id", lambda row: row.relaxes.public_id if row.relaxes else None),)),
    strength(),
    sources(),
)

PROCEEDINGS = (
    Column(
        "title",
        "Proceeding",
        cell=lambda row: Cell(row.title, f"/proceedings/{row.public_id}/"),
        csv=(("id", lambda row: row.public_id), ("title", lambda row: row.title)),
        order=("title",),
    ),
    choice("kind", "Kind", ProceedingKind),
    link("brought_by", "By", "brought_by", ("brought_by__name",)),
    stretch("when", "When", "began", "ended"),
    choice("state", "Latest state recorded", ProceedingState),
    text("statement", "As recorded"),
    strength(),
    sources(),
)


def _figure(row: Any) -> str:
    if row.share_percent is not None:
        return percent_words(row.share_percent)
    return amount_words(row.amount_low, row.amount_high, row.currency) or row.quantity_words


def _plain(value: Decimal | None) -> str | None:
    return None if value is None else f"{value.normalize():f}"


STATISTICS = (
    Column(
        "title",
        "Statistic",
        cell=lambda row: Cell(row.title, f"/statistics/{row.public_id}/"),
        csv=(("id", lambda row: row.public_id), ("title", lambda row: row.title)),
        order=("title",),
    ),
    link("reporter", "From or of", "reporter", ("reporter__name",)),
    Column(
        "partner",
        "To",
        cell=lambda row: Cell(str(row.partner or row.partner_country or "")),
        csv=(
            ("partner_id", lambda row: row.partner.public_id if row.partner else None),
            ("partner", lambda row: str(row.partner or row.partner_country or "")),
        ),
    ),
    text("category", "What is counted", ("category",)),
    when("period", "Period", period=True),
    Column(
        "figure",
        "Figure",
        cell=lambda row: Cell(_figure(row), kind="number"),
        csv=(
            ("amount_low", lambda row: _plain(row.amount_low)),
            ("amount_high", lambda row: _plain(row.amount_high)),
            ("currency", lambda row: row.currency),
            ("share_percent", lambda row: _plain(row.share_percent)),
            ("quantity", lambda row: row.quantity_words),
            ("covers", lambda row: row.covers),
        ),
        numeric=True,
    ),
    strength(),
    sources(),
)

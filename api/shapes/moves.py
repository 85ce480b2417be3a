"""How things moved, and who let them: shipments, licences with their events, undertakings."""

from __future__ import annotations

from api.shapes.base import Shape
from api.shapes.common import NOTE, STATEMENT, anchor, carried, head
from api.shapes.fields import Choice, Date, Named, Quantity, Range, Text
from api.shapes.links import Nested, Reference
from api.shapes.values import money, tiv
from api.shapes.what import item, unit
from api.shapes.who import country, party
from core.database_functions import dated
from exports.choices import (
    Authorised,
    LicenceEventKind,
    LicenceKind,
    LicenceRole,
    ShipmentKind,
    ShipmentRole,
    ShipmentStatus,
    UndertakingKind,
)
from exports.filters import LicenceEventFilter, LicenceFilter, ShipmentFilter, UndertakingFilter
from exports.models import (
    Delivery,
    Licence,
    LicenceEvent,
    LicenceItem,
    LicenceParty,
    Shipment,
    ShipmentParty,
    ShipmentUnit,
    Undertaking,
    UndertakingItem,
)


def licence(name: str = "licence") -> Reference:
    """A reference to a licence."""
    return Reference(name, to="licences", label="title")


SHIPMENTS = Shape(
    slug="shipments",
    record="shipment",
    intro="Transfers of one item from one party to another, as recorded.",
    rows=Shipment.objects.all,
    filters=ShipmentFilter,
    fields=(
        *head("shipment", "shipments"),
        item(),
        party("exporter"),
        party("recipient"),
        Choice("kind", vocabulary=ShipmentKind),
        Choice("status", vocabulary=ShipmentStatus),
        Choice("authorised", vocabulary=Authorised),
        Quantity("quantity", doc="How many, as a range: null where no number and no word is recorded."),
        Date("ordered"),
        Date("delivered"),
        licence(),
        country("origin"),
        country("destination"),
        Reference("counted_in", to="shipments", label="statement"),
        Nested(
            "parties",
            rows=ShipmentParty.objects.all,
            to="shipment",
            fields=(Choice("role", vocabulary=ShipmentRole), party("entity"), country("country"), Text("note")),
            doc="Every role besides exporter and recipient: brokers, carriers, countries passed through.",
        ),
        Nested(
            "units",
            rows=ShipmentUnit.objects.all,
            to="shipment",
            fields=(unit(),),
            doc="The named units and lots that were part of it.",
        ),
        Nested(
            "deliveries",
            rows=Delivery.objects.all,
            to="shipment",
            order=("period_earliest", "pk"),
            fields=(
                Date("period"),
                Quantity("quantity", doc="How many arrived."),
                money("delivery"),
                tiv("delivery"),
            ),
            doc="What of it arrived in which period.",
        ),
        money("shipment"),
        tiv("shipment"),
        STATEMENT,
        NOTE,
        *carried("shipment"),
    ),
    orders={"delivered": dated("delivered_earliest")},
)

LICENCES = Shape(
    slug="licences",
    record="licence",
    intro="Permissions to export. A permission is not a movement.",
    rows=Licence.objects.all,
    filters=LicenceFilter,
    fields=(
        *head("licence", "licences"),
        Named("title"),
        party("authority"),
        Text("number"),
        Choice("kind", vocabulary=LicenceKind),
        Range("count", doc="How many licences this record stands for."),
        Date("issued"),
        Date("valid_until"),
        country("destination"),
        Text("conditions"),
        Nested(
            "items",
            rows=LicenceItem.objects.all,
            to="licence",
            fields=(item(), unit(), Quantity("quantity", doc="How many are permitted.")),
            doc="What it permits to export.",
        ),
        Nested(
            "parties",
            rows=LicenceParty.objects.all,
            to="licence",
            fields=(Choice("role", vocabulary=LicenceRole), party("entity")),
            doc="Who stands on it, and as what. Consignee and declared end user may differ.",
        ),
        Nested(
            "events",
            rows=LicenceEvent.objects.all,
            to="licence",
            order=("happened_earliest", "public_id"),
            fields=(
                Named("id", "public_id", doc="The public id of the event, a resource of its own."),
                Choice("kind", vocabulary=LicenceEventKind),
                Date("happened"),
                party("by"),
                Text("reason"),
            ),
            doc="What became of it: issued, amended, suspended, reinstated, cancelled …",
        ),
        money("licence"),
        tiv("licence"),
        STATEMENT,
        NOTE,
        *carried("licence"),
    ),
    orders={"issued": dated("issued_earliest")},
)

LICENCE_EVENTS = Shape(
    slug="licence-events",
    record="licence_event",
    intro="What became of licences, each event with its own sources.",
    rows=LicenceEvent.objects.all,
    filters=LicenceEventFilter,
    fields=(
        *head("licence_event", "licence-events", anchor("/licences/", "licence")),
        licence(),
        Choice("kind", vocabulary=LicenceEventKind),
        Date("happened"),
        party("by"),
        Text("reason"),
        STATEMENT,
        *carried("licence_event"),
    ),
    orders={"happened": dated("happened_earliest")},
)

UNDERTAKINGS = Shape(
    slug="undertakings",
    record="undertaking",
    intro="End-use certificates, assurances and own-production declarations, with their terms.",
    rows=Undertaking.objects.all,
    filters=UndertakingFilter,
    fields=(
        *head("undertaking", "undertakings"),
        Named("title"),
        Choice("kind", vocabulary=UndertakingKind),
        party("given_by"),
        party("given_to"),
        licence(),
        Date("given"),
        Text("terms"),
        Nested(
            "items",
            rows=UndertakingItem.objects.all,
            to="undertaking",
            fields=(item(),),
            doc="What it is about.",
        ),
        *carried("undertaking"),
    ),
    orders={"given": dated("given_earliest")},
)

SHAPES = (SHIPMENTS, LICENCES, LICENCE_EVENTS, UNDERTAKINGS)

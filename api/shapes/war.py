"""Where it ended up: conflicts, incidents, allegations."""

from __future__ import annotations

from api.shapes.base import Shape
from api.shapes.common import NOTE, STATEMENT, anchor, carried, head
from api.shapes.fields import Choice, Date, Flag, Named, Quantity, Range, Text
from api.shapes.links import Nested, Reference
from api.shapes.what import item, unit
from api.shapes.who import country, party
from conflicts.choices import AllegationState, IncidentKind, ItemRole
from conflicts.filters import AllegationFilter, ConflictFilter, IncidentFilter
from conflicts.models import Allegation, Belligerent, Conflict, ConflictName, Incident, IncidentItem
from core.database_functions import dated

CONFLICTS = Shape(
    slug="conflicts",
    record="conflict",
    intro="Wars and clashes, under names that take no side.",
    rows=Conflict.objects.all,
    filters=ConflictFilter,
    fields=(
        *head("conflict", "conflicts"),
        Named("name"),
        Named("short_name"),
        Text("ucdp_id"),
        Nested(
            "countries",
            rows=Conflict.countries.through._default_manager.all,
            to="conflict",
            order=("country__code",),
            fields=(country("country"),),
            doc="The countries on whose territory it was fought.",
        ),
        Reference("place", to="places"),
        Reference("part_of", to="conflicts"),
        Date("began"),
        Date("ended"),
        Nested(
            "names",
            rows=ConflictName.objects.all,
            to="conflict",
            order=("text", "pk"),
            fields=(Named("text"), Text("used_by")),
            doc="Its other names, with who uses them.",
        ),
        Nested(
            "belligerents",
            rows=Belligerent.objects.all,
            to="conflict",
            order=("side", "supports_only", "pk"),
            fields=(party("entity"), Named("side"), Flag("supports_only"), Date("since"), Date("until")),
            doc="Who fought or backed a side.",
        ),
        NOTE,
        *carried("conflict"),
    ),
    orders={"began": dated("began_earliest")},
)

INCIDENTS = Shape(
    slug="incidents",
    record="incident",
    intro="Items recorded as used, lost, captured, recovered, seized or displayed.",
    rows=Incident.objects.all,
    filters=IncidentFilter,
    fields=(
        *head("incident", "incidents"),
        Named("title"),
        Choice("kind", vocabulary=IncidentKind),
        Nested(
            "items",
            rows=IncidentItem.objects.all,
            to="incident",
            fields=(item(), unit(), Choice("role", vocabulary=ItemRole)),
            doc="The items, or the very units, that were part of it.",
        ),
        Quantity("quantity", doc="With how many."),
        party("user"),
        party("actor"),
        Reference("conflict", to="conflicts"),
        Date("happened"),
        Flag("is_period"),
        Reference("place", to="places"),
        Text("place_as_printed"),
        Text("target"),
        Range("killed", doc="How many were killed, as a range. Never names."),
        Range("injured", doc="How many were injured, as a range. Never names."),
        party("casualties_stated_by"),
        STATEMENT,
        NOTE,
        *carried("incident"),
    ),
    orders={"happened": dated("happened_earliest")},
)

ALLEGATIONS = Shape(
    slug="allegations",
    record="allegation",
    intro="What somebody, with or without the power to find so, alleges about an incident.",
    rows=Allegation.objects.all,
    filters=AllegationFilter,
    fields=(
        *head("allegation", "allegations", anchor("/incidents/", "incident")),
        Reference("incident", to="incidents", label="title"),
        party("alleged_by"),
        party("against"),
        Text("statement"),
        Flag("by_body_with_power"),
        Choice("state", vocabulary=AllegationState),
        Date("stated"),
        *carried("allegation"),
    ),
    orders={"stated": dated("stated_earliest")},
)

SHAPES = (CONFLICTS, INCIDENTS, ALLEGATIONS)

"""How we know: sources, publishers, citations, decisions, checks, replies, gaps and leads."""

from __future__ import annotations

from django.apps import apps
from django.db.models import Exists, F, OuterRef

from api.shapes.base import Rows, Shape
from api.shapes.common import CITED, CREDITED, WORDS, api_url, head, kept, kind_of
from api.shapes.fields import Choice, Computed, Date, Field, Flag, Instant, Named, Text, Whole
from api.shapes.links import Nested, Reference, Subject
from api.shapes.what import item
from api.shapes.who import country, party
from core.choices import Strength
from core.database_functions import dated
from evidence.choices import (
    CHECKS_ABOUT,
    CheckKind,
    CheckState,
    Decision,
    GapKind,
    LineageKind,
    Reliability,
    ReplyKind,
    SourceKind,
)
from evidence.filters import (
    CheckFilter,
    CitationFilter,
    GapFilter,
    PublisherFilter,
    ReplyFilter,
    ResolutionFilter,
    SourceFilter,
)
from evidence.models import Capture, Check, Citation, Gap, Publisher, Reply, Resolution, Source, SourceLineage
from evidence.subjects import SUBJECTS
from tracing.filters import LeadFilter
from tracing.models import CountedLead

SLUGS = {
    "place": "places",
    "entity": "entities",
    "relationship": "relationships",
    "lobby_contact": "contacts",
    "item": "items",
    "item_unit": "item-units",
    "incorporation": "incorporations",
    "licence": "licences",
    "licence_event": "licence-events",
    "undertaking": "undertakings",
    "measure": "measures",
    "measure_reading": "measure-readings",
    "shipment": "shipments",
    "proceeding": "proceedings",
    "trade_statistic": "statistics",
    "conflict": "conflicts",
    "incident": "incidents",
    "allegation": "allegations",
}
KINDS = {column: (SLUGS[column], apps.get_model(model)) for column, model in SUBJECTS.items()}


def source(name: str = "source", doc: str = "") -> Reference:
    """A reference to a source."""
    return Reference(name, to="sources", label="title", doc=doc)


def about(*columns: str) -> Field:
    """The record that a citation, check or decision is about."""
    kinds = {column: KINDS[column] for column in columns or KINDS}
    return Subject("subject", kinds=kinds, doc="The one record that it is about.")


def sources() -> Rows:
    """The sources, with what their filters compare."""
    found: Rows = Source.objects.annotate(derived=Exists(SourceLineage.objects.filter(source=OuterRef("pk"))))
    return found


def plain_head(record: str, slug: str) -> tuple[Field, ...]:
    """The head of what has no page of its own."""
    return tuple(one for one in head(record, slug) if one.name != "url")


SOURCES = Shape(
    slug="sources",
    record="source",
    intro="Documents and statements that records rest on, with what they themselves rest on.",
    rows=sources,
    filters=SourceFilter,
    fields=(
        *head("source", "sources"),
        Named("title"),
        Flag("title_is_inferred"),
        Choice("kind", vocabulary=SourceKind),
        Reference("publisher", to="publishers"),
        Text("authors"),
        party("speaker"),
        Text("statement"),
        Date("published"),
        Text("language"),
        Text("source_url", "url", doc="Where it was seen."),
        Text("archived_url"),
        Choice("reliability", vocabulary=Reliability),
        Flag("is_protected"),
        Nested(
            "rests_on",
            rows=SourceLineage.objects.all,
            to="source",
            order=("origin__public_id",),
            fields=(source("origin"), Choice("kind", vocabulary=LineageKind), Text("note")),
            doc="The sources that it rests on. Three papers that repeat one leak are one origin.",
        ),
        Nested(
            "captures",
            rows=Capture.objects.all,
            to="source",
            order=("taken_at", "sha256"),
            fields=(Named("sha256"), Named("media_type"), Whole("size"), Instant("taken_at")),
            doc="Stored copies, each known by its checksum.",
        ),
        Text("note", doc="What a reader should know about this copy; of a register, its credit line and its terms."),
        *kept(),
    ),
    orders={"published": dated("published_earliest")},
)

PUBLISHERS = Shape(
    slug="publishers",
    record="publisher",
    intro="Who publishes sources.",
    rows=Publisher.objects.all,
    filters=PublisherFilter,
    fields=(
        *plain_head("publisher", "publishers"),
        Named("name"),
        country("country"),
        party("entity"),
        Text("note"),
        CREDITED,
    ),
    orders={"name": F("name")},
)

CITATIONS = Shape(
    slug="citations",
    record="citation",
    intro="What each source says about each record, with its grade.",
    rows=Citation.objects.all,
    filters=CitationFilter,
    fields=(
        kind_of("citation"),
        CITED[0],
        api_url("citations"),
        about(),
        source(),
        *CITED[1:],
        Instant("recorded_at", "created_at", doc="When it was recorded here."),
        Instant("updated_at", doc="When it last changed here."),
        CREDITED,
    ),
)

RESOLUTIONS = Shape(
    slug="resolutions",
    record="resolution",
    intro="What editors decided about values that contradict each other, and why. The claims stay as they are.",
    rows=Resolution.objects.all,
    filters=ResolutionFilter,
    fields=(
        *plain_head("resolution", "resolutions"),
        about(),
        Text("field"),
        Choice("decision", vocabulary=Decision),
        Text("note"),
        Computed("considered", sql=lambda path: F(f"{path}considered"), like=WORDS),
        source(),
        Date("decided"),
        *kept(),
    ),
)

CHECKS = Shape(
    slug="checks",
    record="check",
    intro="Who asked or looked for what would refute a record, and what came back.",
    rows=Check.objects.all,
    filters=CheckFilter,
    fields=(
        *plain_head("check", "checks"),
        about(*CHECKS_ABOUT),
        Choice("kind", vocabulary=CheckKind),
        Choice("state", vocabulary=CheckState),
        party("by"),
        party("asked_of"),
        Date("when"),
        source(),
        Text("result"),
        *kept(),
    ),
)

REPLIES = Shape(
    slug="replies",
    record="reply",
    intro="Whom somebody asked, when, and what came back. No answer is an answer too.",
    rows=Reply.objects.all,
    filters=ReplyFilter,
    fields=(
        *plain_head("reply", "replies"),
        party("asked_of"),
        party("asked_by"),
        Reference("gap", to="gaps", label="what"),
        source(),
        Choice("kind", vocabulary=ReplyKind),
        Text("question"),
        Text("answer"),
        Date("when"),
        *kept(),
    ),
)

GAPS = Shape(
    slug="gaps",
    record="gap",
    intro="What a record shows must exist and nobody has: who is likely to hold it, and whether somebody asked.",
    rows=Gap.objects.all,
    filters=GapFilter,
    fields=(
        *plain_head("gap", "gaps"),
        Choice("kind", vocabulary=GapKind),
        Text("what"),
        item(),
        party("sender"),
        party("recipient"),
        party("held_by"),
        Date("asked"),
        Text("result"),
        *kept(),
    ),
)


LEADS = Shape(
    slug="leads",
    record="lead",
    intro="What is missing on chains, as the last count over all items found it. Counted anew each time: without ids.",
    rows=CountedLead.objects.all,
    filters=LeadFilter,
    key=("pk",),
    has_details=False,
    fields=(
        kind_of("lead"),
        Choice("kind", vocabulary=GapKind),
        Text("what"),
        Reference("gap", to="gaps", label="what"),
        item(),
        party("sender"),
        party("recipient"),
        party("holder"),
        Text("holders"),
        Text("reason"),
        Flag("is_asked"),
        Text("asked"),
        Flag("is_of_a_step"),
        Whole("chains"),
        Whole("alone"),
        Flag("is_cut"),
        Choice("strength", vocabulary=Strength),
        Text("trace"),
        Instant("counted_at", doc="When the chains were looked at."),
        CREDITED,
    ),
    orders={"chains": F("chains")},
)

SHAPES = (SOURCES, PUBLISHERS, CITATIONS, RESOLUTIONS, CHECKS, REPLIES, GAPS, LEADS)

"""Fields that every record has: what it is, where it is shown, how well it is carried, and by whom."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from django.db.models import F, Func, JSONField

from api.licence import CREDIT
from api.shapes.expressions import ApiAddress, Literal, PageAddress
from api.shapes.fields import Choice, Computed, Date, Field, Flag, Instant, Named, Schema, Sql, Text
from api.shapes.fields import Whole as Number
from api.shapes.links import Nested, Reference
from core.choices import Strength
from core.merging import SameRecord
from evidence.choices import Credibility, Rung, Stance
from evidence.models import Citation

EVIDENCE_SQL = (Path(__file__).parent / "evidence.sql").read_text(encoding="utf-8")
ADDRESS: Schema = {"type": "string", "format": "uri"}
COUNT: Schema = {"type": "integer", "minimum": 0}
WORDS: Schema = {"type": "array", "items": {"type": "string"}}

NOTE = Text("note")
CREDITED: Field = Computed(
    "credit",
    sql=lambda _: Literal(CREDIT),
    like={"type": "string"},
    doc="How to credit it. The licence is of what Armstrace's editors wrote; each source keeps its own terms.",
)
STATEMENT = Text("statement")


class Evidence(Func):
    """The summary of a record's citations: `Evidence("shipment", F("pk"))`."""

    output_field = JSONField()

    def __init__(self, column: str, key: F) -> None:
        comments_left_out = EVIDENCE_SQL[EVIDENCE_SQL.index("(\n") :]
        super().__init__(key, template=comments_left_out.replace(":column", column))


def head(record: str, slug: str, page: str | Callable[[str], Sql] = "", key: str = "public_id") -> tuple[Field, ...]:
    """What every record begins with. `page` is the beginning of its page's address, or the SQL of the whole."""

    def page_sql(path: str) -> Sql:
        return page(path) if callable(page) else PageAddress(page or f"/{slug}/", F(path + key))

    return (
        kind_of(record),
        Named("id", key, doc="The public id; it never changes and is never used again."),
        Computed("url", sql=page_sql, like=ADDRESS, doc="The page of it."),
        api_url(slug, key),
    )


def kind_of(record: str) -> Field:
    """The word for what a record is."""
    return Computed(
        "record", sql=lambda _: Literal(record), like={"type": "string", "const": record}, doc="What it is."
    )


def api_url(slug: str, key: str = "public_id") -> Field:
    """The address of the record in this API."""
    return Computed("api_url", sql=lambda path: ApiAddress(slug, F(path + key)), like=ADDRESS, doc="This record here.")


def anchor(page: str, owner: str) -> Callable[[str], Sql]:
    """For records that are shown on the page of another: that page's address with their id behind it."""

    class Anchor(Func):
        template = "(%(expressions)s)"
        arg_joiner = " || "

    def sql(path: str) -> Sql:
        return Anchor(PageAddress(page, F(f"{path}{owner}__public_id")), Literal("#"), F(f"{path}public_id"))

    return sql


def kept() -> tuple[Field, ...]:
    """What everything with a version ends with."""
    return (
        Text("handle", doc="A readable name that filters understand too; few records have one."),
        Number("version", doc="Counted up by every change of the record."),
        Instant("recorded_at", "created_at", doc="When it was recorded here."),
        Instant("updated_at", doc="When it last changed here."),
        CREDITED,
    )


def carried(column: str) -> tuple[Field, ...]:
    """What everything that needs citations ends with: `column` is that of Citation for this kind of record."""
    return (
        Choice("strength", vocabulary=Strength),
        Flag("is_disputed"),
        Computed(
            "evidence",
            sql=lambda path: Evidence(column, F(f"{path}pk")),
            like=EVIDENCE_SCHEMA,
            doc="Who carries it: sources and independent origins, citations by stance, the closest rung of proof.",
        ),
        Nested(
            "citations",
            rows=Citation.objects.all,
            to=column,
            fields=(*CITED, Reference("source", to="sources", label="title")),
            order=("public_id",),
            only_expanded=True,
            doc="What each source says about it.",
        ),
        *kept(),
    )


def judged_the_same(judgements: type[SameRecord], slug: str, label: str) -> Field:
    """The judgements that made other records stand under this one, each with its reason; who judged is not public."""
    return Nested(
        "judged_the_same",
        rows=judgements._default_manager.all,
        to="merged__same_as",
        order=("merged__public_id",),
        fields=(
            Reference(
                "merged", to=slug, label=label, doc="A record that this one answers for; its address leads here."
            ),
            Reference(
                "kept", to=slug, label=label, doc="What it was judged the same as: this record, or one merged since."
            ),
            Named("why"),
            Instant("judged_at"),
        ),
        doc="Records that the editors judged to name the same as this one, and why. Facts still name them.",
    )


EVIDENCE_SCHEMA: Schema = {
    "type": "object",
    "properties": {
        **dict.fromkeys(("sources", "origins", "supports", "disputes", "mentions"), COUNT),
        "closest_rung": {"type": ["string", "null"], "enum": [*Rung.values, None]},
        "source_ids": WORDS,
        "publishers": WORDS,
    },
    "required": [
        "sources", "origins", "supports", "disputes", "mentions", "closest_rung", "source_ids", "publishers",
    ],
}  # fmt: skip

CITED: tuple[Field, ...] = (
    Named("id", "public_id", doc="The public id of the citation."),
    Choice("stance", vocabulary=Stance),
    Choice("credibility", vocabulary=Credibility),
    Choice("rung", vocabulary=Rung),
    Text("locator"),
    Text("says"),
    Text("field"),
    Text("value_printed"),
    Text("value_read"),
    Date("accessed"),
)
"""What a citation says, without the record it is about."""

"""What: items as types, units, and what is built into what."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from django.db.models import F, Func, TextField

from api.shapes.base import Shape
from api.shapes.common import ADDRESS, CREDITED, NOTE, anchor, carried, head, judged_the_same, kind_of
from api.shapes.expressions import ApiAddress, JsonObject, Literal, Recorded, Where
from api.shapes.fields import Choice, Computed, Date, Flag, Named, Quantity, Schema, Sql, Text
from api.shapes.links import Nested, Reference
from api.shapes.who import country, party
from core.database_functions import dated
from core.merging import standing
from exports.choices import CodeScheme, IncorporationKind, ItemKind, UnitKind
from exports.filters import CodeFilter, IncorporationFilter, ItemFilter, ItemUnitFilter
from exports.models import (
    Code,
    CodeAssignment,
    Component,
    Incorporation,
    Item,
    ItemName,
    ItemProperty,
    ItemUnit,
    Platform,
    SameItem,
)


class CodeId(Func):
    """The id of a code: its list and what that list prints, such as HS:854231."""

    template = "(%(expressions)s)"
    arg_joiner = " || "
    output_field = TextField()

    def __init__(self, path: str) -> None:
        super().__init__(F(f"{path}scheme"), Literal(":"), F(f"{path}code"))


class CodeInAddress(CodeId):
    """The same within an address, where the space of UK:HR AII is written as an escape."""

    template = "replace((%(expressions)s), ' ', '%%%%20')"


WORD: Schema = {"type": "string"}


def item(name: str = "item") -> Reference:
    """A reference to an item."""
    return Reference(name, to="items", label="designation")


def unit(name: str = "unit") -> Reference:
    """A reference to a unit."""
    return Reference(name, to="item-units", label="label")


def code(name: str = "code", source: str = "") -> Computed:
    """A reference to a code."""
    column = source or name

    def sql(path: str) -> Sql:
        at = f"{path}{column}__"
        identity = CodeId(at)
        whole = JsonObject(id=identity, name=F(f"{at}title"), api_url=ApiAddress("codes", CodeInAddress(at)))
        return Where(Recorded(F(f"{path}{column}_id")), whole)

    like: Schema = {"type": ["object", "null"], "properties": {"id": WORD, "name": WORD, "api_url": ADDRESS}}
    return Computed(name, source, sql=sql, like=like)


ITEMS = Shape(
    slug="items",
    record="item",
    intro="Types of thing: components, subsystems, platforms, munitions, material, technology.",
    rows=partial(standing, Item),
    filters=ItemFilter,
    fields=(
        *head("item", "items"),
        Named("designation"),
        Choice("kind", vocabulary=ItemKind),
        Text("category"),
        Text("description"),
        party("maker"),
        item("variant_of"),
        Nested(
            "names",
            rows=ItemName.objects.all,
            to="item",
            order=("text", "pk"),
            fields=(Named("text"), Text("language")),
            doc="Its other names, as sources write them.",
        ),
        Nested(
            "codes",
            rows=CodeAssignment.objects.all,
            to="item",
            order=("code__scheme", "code__code"),
            fields=(code(), Date("valid_from"), Date("valid_until"), Text("note")),
            doc="The entries of control lists and of the customs nomenclature that it falls under.",
        ),
        Nested(
            "properties",
            rows=ItemProperty.objects.all,
            to="item",
            order=("name", "pk"),
            fields=(Named("name"), Named("value"), Text("unit")),
            doc="Figures as sources print them.",
        ),
        judged_the_same(SameItem, "items", "designation"),
        NOTE,
        *carried("item"),
    ),
    orders={"name": F("designation")},
)
COMPONENTS = replace(
    ITEMS,
    slug="components",
    intro="Parts and subsystems that are built into something else.",
    rows=partial(standing, Component),
)
PLATFORMS = replace(
    ITEMS,
    slug="platforms",
    intro="Aircraft, vehicles, ships and launchers that carry parts and weapons.",
    rows=partial(standing, Platform),
)

ITEM_UNITS = Shape(
    slug="item-units",
    record="item_unit",
    intro="One physical thing or one lot, with what was read on it.",
    rows=ItemUnit.objects.all,
    filters=ItemUnitFilter,
    fields=(
        *head("item_unit", "item-units", anchor("/items/", "item")),
        item(),
        Choice("kind", vocabulary=UnitKind),
        Named("label"),
        Text("serial_as_read"),
        Text("serial_normalised", doc="The serial number in the one spelling that searches compare."),
        Text("marks"),
        Date("made"),
        country("found_in"),
        NOTE,
        *carried("item_unit"),
    ),
)

INCORPORATIONS = Shape(
    slug="incorporations",
    record="incorporation",
    intro="Components built into platforms, as types or as named units.",
    rows=Incorporation.objects.all,
    filters=IncorporationFilter,
    fields=(
        *head("incorporation", "incorporations"),
        item("component"),
        unit("component_unit"),
        item("platform"),
        unit("platform_unit"),
        party("integrator"),
        Flag("integrator_is_stated"),
        Choice("kind", vocabulary=IncorporationKind),
        Quantity("quantity", doc="How many in one platform."),
        Date("since"),
        Date("until"),
        NOTE,
        *carried("incorporation"),
    ),
    orders={"since": dated("since_earliest")},
)

CODES = Shape(
    slug="codes",
    record="code",
    intro="Entries of control lists and of the customs nomenclature.",
    rows=lambda: Code.objects.annotate(identity=CodeId("")),
    filters=CodeFilter,
    key=("scheme", "code"),
    fields=(
        kind_of("code"),
        Computed("id", sql=CodeId, like=WORD, doc="The list and the code, such as HS:854231."),
        Computed(
            "api_url", sql=lambda path: ApiAddress("codes", CodeInAddress(path)), like=ADDRESS, doc="This entry here."
        ),
        Choice("scheme", vocabulary=CodeScheme),
        Named("code"),
        Named("title"),
        code("parent"),
        Text("note"),
        CREDITED,
    ),
)

SHAPES = (COMPONENTS, PLATFORMS, ITEMS, ITEM_UNITS, INCORPORATIONS, CODES)

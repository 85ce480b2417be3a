"""Texts that would run in a browser if a page forgot to escape them, and a chain of records that consists of them."""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from django.db import connection
from django.db.models import CharField, Model, TextField, URLField

from core.fields import PartialDateField
from entities.models import Entity
from evidence.models import Citation, Source
from exports.models import Item, Shipment
from tests.cited_records import cite, shipment

PAYLOADS = (
    "<script>alert(1)</script>",
    '"><script>alert(1)</script>',
    "'><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "--><script>alert(1)</script>",
    "]]><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><img src=x onerror=alert(1)>',
    "<svg onload=alert(1)>",
    "</svg><svg/onload=alert(1)>",
    "</text><script>alert(1)</script>",
    "<svg><animate onbegin=alert(1) attributeName=x>",
    "<foreignObject><body onload=alert(1)>",
    '" onmouseover="alert(1)" autofocus onfocus="alert(1)" x="',
    "' onmouseover='alert(1)' autofocus onfocus='alert(1)' x='",
    "` onfocus=alert(1) autofocus `",
    "<details open ontoggle=alert(1)>",
    "<iframe srcdoc='<script>parent.alert(1)</script>'>",
    "<iframe src=javascript:alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<object data=javascript:alert(1)>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<form action=javascript:alert(1)><button autofocus>x",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>@import'//evil.example'</style>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)",
    "{{7*7}}{% debug %}",
    "\\u003cscript\\u003ealert(1)",
    "\u2028</script><script>alert(1)</script>",
    "＜script＞alert(1)＜/script＞",
    "=HYPERLINK(\"javascript:alert(1)\")",
    "javascript:alert(1)",
    "\x0b\x1b<script>alert(1)</script>",
)  # fmt: skip
ROUNDS = 3
PLAIN = "plain words"
LINKING = {"href", "src", "action", "formaction", "xlink:href", "data", "srcset", "poster", "content"}


@dataclass(frozen=True)
class Written:
    """The records of one chain, and where they are shown."""

    item: Item
    shipment: Shipment
    source: Source

    @property
    def addresses(self) -> list[str]:
        trace = f"/trace/?from={self.item.public_id}"
        pages: list[Any] = [self.item, self.shipment, self.shipment.exporter, self.shipment.recipient, self.source]
        lists = ("items", "shipments", "exporters", "entities")
        return [
            *(row.get_absolute_url() for row in pages),
            *(f"/{name}/?source={self.source.public_id}" for name in lists),
            f"/citations/?source={self.source.public_id}",
            "/sources/?kind=official&order=-citations",
            trace,
            f"{trace}&format=svg",
            f"/search/?q={self.item.public_id}",
        ]


def text_fields(model: type[Model]) -> list[CharField[Any, Any] | TextField[Any, Any]]:
    """The columns of a model that hold free words."""
    return [
        field
        for field in model._meta.fields
        if isinstance(field, CharField | TextField)
        and field.editable
        and not (field.choices or field.unique or isinstance(field, URLField | PartialDateField))
        and (field.max_length or 99) >= len("<svg onload=alert(1)>")
    ]


def write(number: int | None) -> Written:
    """A maker, a buyer, a thing, its shipment, its source: every free text a block of payloads, or plain words."""
    source = Source.objects.create(title="S", kind="official", reliability="B")
    sent = shipment(source)
    for party in (sent.exporter, sent.recipient, sent.item):
        cite(party, source)
    rows = [sent.exporter, sent.recipient, sent.item, sent, source, *Citation.objects.filter(source=source)]
    for place, row in enumerate(rows):
        for field in text_fields(type(row)):
            if field.name not in ("field", "quantity_unit", "value_printed", "value_read"):
                setattr(row, field.name, PLAIN if number is None else _block(number * 13 + place, field.max_length))
        row.save()
    return Written(sent.item, sent, source)


def _block(start: int, longest: int | None) -> str:
    room = min(longest or 900, 900)
    block = ""
    for step in range(len(PAYLOADS)):
        payload = PAYLOADS[(start + step) % len(PAYLOADS)]
        if len(block) + len(payload) + 1 <= room:
            block += payload + " "
    return block


class Markup(HTMLParser):
    """What a browser would make of a page: elements with attributes, and every address."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.seen: set[tuple[str, str]] = set()
        self.links: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add((tag, ""))
        for name, value in attrs:
            self.seen.add((tag, name))
            if name in LINKING:
                self.links.add((value or "").strip().lower())


def drop_url_checks() -> None:
    """Take away what keeps other addresses out, for this transaction: pages must not rely on it alone."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            "SELECT conrelid::regclass::text, conname FROM pg_constraint"
            " WHERE contype = 'c' AND conname ~ '(url|website).*http'"
        )
        for table, name in cursor.fetchall():
            cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')


def entity_with_website(address: str) -> Entity:
    """An entity whose address runs when it is clicked."""
    row: Entity = Entity.objects.order_by("pk")[0]
    Entity.objects.filter(pk=row.pk).update(website=address)
    return row

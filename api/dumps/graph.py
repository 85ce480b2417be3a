"""GraphML of the whole: who and what as nodes, what is recorded between them as edges. Made of the dump's own NDJSON.

Two shipments between the same two parties are two edges. For chains as paths, ask for a trace as GraphML.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from api.dumps.files import Written, sink
from api.dumps.merged import MERGED

Record = Mapping[str, Any]
Edge = tuple[str, str, str, Record]
"""From, to, what it is, and the record that it comes from."""
# XML 1.0 knows no other control characters, and a file with one is refused whole.
UNPRINTABLE = dict.fromkeys([*range(9), 11, 12, *range(14, 32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF])
NODES = {
    "entities": "name",
    "items": "designation",
    "item-units": "label",
    "incidents": "title",
    "conflicts": "name",
}
"""Resources whose records are nodes, and their names."""
KEYS = {
    "node": ("record", "label", "kind", "country", "strength", "url"),
    "edge": ("record", "relation", "item", "item_name", "date", "quantity", "kind", "strength", "rung", "url"),
}


def records(folder: Path, resource: str) -> Iterator[Record]:
    """The records of an NDJSON file of this dump, without its last line."""
    with (folder / f"{resource}.ndjson").open("rb") as lines:
        for line in lines:
            if not line.startswith(b'{"_end"'):
                yield json.loads(line)


def standing(folder: Path) -> dict[str, str]:
    """Merged ids → the id of the record that stands for each."""
    return {record["id"]: record["into"] for record in records(folder, MERGED)}


def write_graph(folder: Path) -> Written:
    """`graph.graphml`. Its rows are its edges; those of a merged record are the kept one's."""
    edges, kept = 0, standing(folder)
    with sink(folder / "graph.graphml") as out:
        out.write(HEAD.encode())
        for resource, label in NODES.items():
            for record in records(folder, resource):
                out.write(_element("node", f"id={quoteattr(record['id'])}", node(record, label)))
        for resource, between in EDGES.items():
            for record in records(folder, resource):
                for number, (source, target, relation, of) in enumerate(between(record)):
                    name = f"{of['id']}.{number}"
                    ends = (quoteattr(kept.get(end, end)) for end in (source, target))
                    between_ends = "id={} source={} target={}".format(quoteattr(name), *ends)
                    out.write(_element("edge", between_ends, edge(relation, of)))
                    edges += 1
        out.write(b"</graph>\n</graphml>\n")
    return Written(folder / "graph.graphml", "graph", "graphml", edges, out.size, out.digest.hexdigest())


def node(record: Record, label: str) -> dict[str, str]:
    """What is written on a node."""
    return {
        "record": record["record"],
        "label": record[label] or record["id"],
        "kind": record.get("kind") or "",
        "country": (record.get("country") or {}).get("id", ""),
        "strength": record["strength"],
        "url": record["url"],
    }


def edge(relation: str, record: Record) -> dict[str, str]:
    """What is written on an edge."""
    item = record.get("item") or {}
    dated = next((record[name] for name in ("delivered", "happened", "since") if record.get(name)), None) or {}
    quantity = record.get("quantity") or {}
    ends = dict.fromkeys(str(quantity[end]) for end in ("low", "high") if quantity.get(end) is not None)
    return {
        "record": record["id"],
        "relation": relation,
        "item": item.get("id", ""),
        "item_name": item.get("name", ""),
        "date": dated.get("edtf", ""),
        "quantity": "–".join(ends) or quantity.get("printed") or "",
        "kind": record.get("kind") or "",
        "strength": record["strength"],
        "rung": record["evidence"]["closest_rung"] or "",
        "url": record["url"],
    }


def _between(record: Record, *pairs: tuple[str, str, str]) -> Iterator[Edge]:
    for source, target, relation in pairs:
        one, other = record.get(source), record.get(target)
        if one and other:
            yield _id(one), _id(other), relation, record


def _id(end: Any) -> str:
    return str(end if isinstance(end, str) else end["id"])


def _incident(record: Record) -> Iterator[Edge]:
    for one in record["items"]:
        thing = one["unit"] or one["item"]
        if thing:
            yield thing["id"], record["id"], "seen in", record
    yield from _between(record, ("user", "id", "used"), ("id", "conflict", "part of"))


EDGES: Mapping[str, Callable[[Record], Iterator[Edge]]] = {
    "entities": lambda record: _between(record, ("id", "part_of", "part of")),
    "items": lambda record: _between(record, ("maker", "id", "makes"), ("id", "variant_of", "variant of")),
    "item-units": lambda record: _between(record, ("id", "item", "is a")),
    "conflicts": lambda record: _between(record, ("id", "part_of", "part of")),
    "shipments": lambda record: _between(record, ("exporter", "recipient", "shipped")),
    "incorporations": lambda record: _between(record, ("component", "platform", "built into")),
    "relationships": lambda record: _between(record, ("subject", "object", record["kind"])),
    "incidents": _incident,
}


def _element(tag: str, attributes: str, data: Mapping[str, str]) -> bytes:
    written = "".join(
        f"<data key={quoteattr(f'{tag[0]}_{name}')}>{_text(value)}</data>" for name, value in data.items() if value
    )
    return f"<{tag} {attributes}>{written}</{tag}>\n".encode()


def _text(value: str) -> str:
    plain = value.translate(UNPRINTABLE)
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    + "".join(
        f'<key id="{of[0]}_{name}" for="{of}" attr.name="{name}" attr.type="string"/>\n'
        for of, names in KEYS.items()
        for name in names
    )
    + '<graph edgedefault="directed">\n'
)

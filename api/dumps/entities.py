"""FollowTheMoney entities, for Aleph and its relatives: parties, and what is recorded between two of them.

Made of the dump's own NDJSON. What that model has no words for (items, incorporations, permits) is in the other
files; a shipment is a link whose role says what was shipped.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from api.dumps.files import Written, sink
from api.dumps.graph import Record, records, standing

SCHEMATA = {
    "company": "Company",
    "state": "PublicBody",
    "state_body": "PublicBody",
    "armed_force": "PublicBody",
    "armed_group": "Organization",
    "organisation": "Organization",
    "person": "Person",
    "unknown_party": "LegalEntity",
}
FORMER_NAMES = frozenset({"former"})
# Relation → its schema, the two ends of it, and the schemata that may stand there. Anything else is an unknown link.
RELATIONS: Mapping[str, tuple[str, str, str, frozenset[str], frozenset[str]]] = {
    "owns": ("Ownership", "owner", "asset", frozenset(SCHEMATA.values()), frozenset({"Company"})),
    "directs": (
        "Directorship", "director", "organization",
        frozenset(SCHEMATA.values()), frozenset({"Company", "Organization", "PublicBody"}),
    ),
    "family": ("Family", "person", "relative", frozenset({"Person"}), frozenset({"Person"})),
    "represents": ("Representation", "agent", "client", frozenset(SCHEMATA.values()), frozenset(SCHEMATA.values())),
    "lobbies_for": ("Representation", "agent", "client", frozenset(SCHEMATA.values()), frozenset(SCHEMATA.values())),
}  # fmt: skip
PLAIN_DATE = re.compile(r"\d{4}(-\d\d){0,2}", re.ASCII)
Properties = dict[str, list[str]]


def write_entities(folder: Path) -> Written:
    """`entities.ftm.json`: an entity a line, parties before what is between them."""
    path = folder / "entities.ftm.json"
    schemata: dict[str, str] = {}
    kept = standing(folder)
    with sink(path) as out:
        for record in records(folder, "entities"):
            schemata[record["id"]] = SCHEMATA[record["kind"]]
            out.write(_line(record["id"], schemata[record["id"]], party(record)))
        for record in records(folder, "relationships"):
            ends = _ends(record, kept, "subject", "object")
            out.write(_line(record["id"], *relation(record, schemata, *ends)))
        for record in records(folder, "shipments"):
            ends = _ends(record, kept, "exporter", "recipient")
            out.write(_line(record["id"], "UnknownLink", shipment(record, *ends)))
        out.flush()
        rows = out.rows
    return Written(path, "entities", "ftm", rows, out.size, out.digest.hexdigest())


def party(record: Record) -> Properties:
    """What that model can say about an entity."""
    names: dict[bool, list[str]] = {False: [], True: []}
    for name in record["names"]:
        names[name["kind"] in FORMER_NAMES].append(name["text"])
    country = (record["country"] or {}).get("id", "")
    return {
        "name": [record["name"]],
        "alias": names[False],
        "previousName": names[True],
        "country": [country.lower()] if len(country) == 2 else [],
        "summary": _some(record["description"]),
        "website": _some(record["website"]),
        "registrationNumber": [one["value"] for one in record["identifiers"] if one["scheme"] != "LEI"],
        "leiCode": [one["value"] for one in record["identifiers"] if one["scheme"] == "LEI"],
        **_said(record),
    }


def relation(record: Record, schemata: Mapping[str, str], one: str, other: str) -> tuple[str, Properties]:
    """A relationship in the schema that fits its ends."""
    schema, source, target, sources, targets = RELATIONS.get(record["kind"], ("", "", "", frozenset(), frozenset()))
    if schemata[one] not in sources or schemata[other] not in targets:
        schema, source, target = "UnknownLink", "subject", "object"
    role = {} if schema == "Family" else {"role": [record["kind"].replace("_", " ")]}
    dates = {"startDate": _day(record["since"], "earliest"), "endDate": _day(record["until"], "latest")}
    summary = {"summary": _some(record["statement"])}
    return schema, {source: [one], target: [other], **role, **dates, **summary, **_said(record)}


def shipment(record: Record, exporter: str, recipient: str) -> Properties:
    """A shipment as a link between the two parties."""
    written = record["delivered"] or record["ordered"]
    plain = written is not None and PLAIN_DATE.fullmatch(written["edtf"])
    dates = (
        {"date": [written["edtf"]]}
        if plain
        else {"startDate": _day(written, "earliest"), "endDate": _day(written, "latest")}
    )
    return {
        "subject": [exporter],
        "object": [recipient],
        "role": [f"recorded as shipping: {record['item']['name']}"],
        "summary": _some(record["statement"]),
        **dates,
        **_said(record),
    }


def _ends(record: Record, kept: Mapping[str, str], source: str, target: str) -> tuple[str, str]:
    one, other = record[source]["id"], record[target]["id"]
    return kept.get(one, one), kept.get(other, other)


def _said(record: Record) -> Properties:
    """Where it is shown, and who says so."""
    return {"sourceUrl": [record["url"]], "publisher": list(record["evidence"]["publishers"])}


def _day(date: Mapping[str, Any] | None, bound: str) -> list[str]:
    return _some((date or {}).get(bound))


def _some(value: Any) -> list[str]:
    return [str(value)] if value else []


def _line(identity: str, schema: str, properties: Properties) -> bytes:
    kept = {name: values for name, values in properties.items() if values}
    return json.dumps({"id": identity, "schema": schema, "properties": kept}, ensure_ascii=False).encode() + b"\n"

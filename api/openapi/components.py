"""Schemas that several addresses share."""

from __future__ import annotations

from typing import Any

from api.openapi.parts import Spec, ref
from api.problem_types import PROBLEM_TYPES
from api.shapes import SHAPES
from api.shapes.base import Shape
from api.shapes.frozen import SNAPSHOTS
from changes.choices import Op
from core.choices import Strength
from matching.choices import Level, Part
from tracing.choices import Ending, LinkKind, TimeVerdict

STRING: Spec = {"type": "string"}
MAYBE: Spec = {"type": ["string", "null"]}
WHOLE: Spec = {"type": "integer", "minimum": 0}
FLAG: Spec = {"type": "boolean"}
URI: Spec = {"type": "string", "format": "uri"}


def thing(about: str = "", /, *, free: bool = False, may_lack: tuple[str, ...] = (), **properties: Any) -> Spec:
    """An object with these properties, all there but those that may be lacking."""
    made: Spec = {"type": "object", "properties": properties}
    made["required"] = [name for name in properties if name not in may_lack]
    return made | ({"description": about} if about else {}) | ({"additionalProperties": True} if free else {})


def several(items: Spec, about: str = "") -> Spec:
    """A list."""
    return {"type": "array", "items": items} | ({"description": about} if about else {})


def one_of(values: Any, *, maybe: bool = False) -> Spec:
    """A word of a closed vocabulary."""
    words = list(values)
    return {"type": ["string", "null"], "enum": [*words, None]} if maybe else {"type": "string", "enum": words}


def name_of(shape: Shape) -> str:
    """ "LobbyContact"."""
    return "".join(part.capitalize() for part in shape.record.replace("-", " ").replace("_", " ").split())


def components() -> dict[str, Spec]:
    """All of them, by name."""
    found = {name_of(shape): _record(shape) for shape in SHAPES}
    found |= {f"{name_of(shape)}Page": _page(ref(name_of(shape))) for shape in SHAPES}
    found["Snapshot"] = _record(SNAPSHOTS)
    return found | PROBLEM | TRACE | SNAPSHOT | CHANGES | DUMPS | SEARCH


def _record(shape: Shape) -> Spec:
    """Every field may be left out by `fields` or `omit`, so that none is required; unasked, all are there."""
    schema = dict(shape.schema)
    schema.pop("required", None)
    return schema


def _page(row: Spec) -> Spec:
    return thing(
        results=several(row),
        next={**MAYBE, "description": "The address of the next page; null on the last."},
        previous={**MAYBE, "description": "The address of the page before; null on the first."},
        count={"type": ["integer", "null"], "description": "How many records the whole list has, if that was asked."},
        count_is={"type": "string", "enum": ["none", "exact", "estimate"]},
    )


PROBLEM: dict[str, Spec] = {
    "Problem": thing(
        "What every error is (RFC 9457).",
        type={**URI, "description": "; ".join(f"{kind.slug}: {kind.title}" for kind in PROBLEM_TYPES)},
        title=STRING,
        status={"type": "integer"},
        detail={**STRING, "description": "What to do, in one sentence."},
        instance=STRING,
        errors=several(thing(parameter=STRING, detail=STRING), "One for each parameter that cannot be understood."),
        may_lack=("errors",),
        free=True,
    )
}
NODE = thing(kind=STRING, id=STRING, name=STRING, detail=STRING, country=STRING)
STATE = thing("Who holds what.", item=ref("Node"), unit={"oneOf": [ref("Node"), {"type": "null"}]}, holder=ref("Node"))
CARRIER = thing(
    "A record that carries a link.",
    kind=STRING, id=STRING, title=STRING, when=MAYBE, until=MAYBE, quantity=STRING, status=STRING, strength=STRING,
    disputed=FLAG, rung=STRING, sources=WHOLE, origins=WHOLE, disagreements=several(STRING),
)  # fmt: skip
FROM: dict[str, Any] = {"from": ref("State")}  # a word of Python
LINK = thing(
    "One step of a chain, with the records that carry it.",
    kind=one_of(LinkKind.values), verb=STRING, **FROM,
    to={"oneOf": [ref("State"), {"type": "null"}]},
    incident={"oneOf": [ref("Node"), {"type": "null"}]},
    conflict={"oneOf": [ref("Node"), {"type": "null"}]},
    is_gap=FLAG, strength=one_of(Strength.values, maybe=True), rung=STRING, flags=several(STRING),
    records=several(ref("Carrier")),
)  # fmt: skip
CHAIN = thing(
    "One chain of possession: how it ended, what its dates allow, its links, and what the rules say about it.",
    number=WHOLE, title=STRING, sentence=STRING, ending=one_of(Ending.values), time_verdict=one_of(TimeVerdict.values),
    weakest=one_of(Strength.values, maybe=True), lowest_rung=STRING,
    clash={"type": ["array", "null"], "items": STRING, "description": "Two records whose dates exclude each other."},
    gaps=WHOLE, maker_records=several(ref("Carrier")), links=several(ref("Link")),
    findings=several(ref("Finding"), "Left out with rules=no."), may_lack=("findings",),
)  # fmt: skip
FINDING = thing("What one rule says, with the records it used.", free=True)
TRACE: dict[str, Spec] = {
    "Node": NODE,
    "State": STATE,
    "Carrier": CARRIER,
    "Link": LINK,
    "Finding": FINDING,
    "Chain": CHAIN,
    "Trace": thing(
        results=several(ref("Chain")), question=STRING, asked=thing(free=True), url=URI, known_on=MAYBE,
        notes=several(STRING), truncated_why=STRING,
        count={"type": ["integer", "null"], "description": "Chains found, at most 1,000, if that was asked."},
        truncated={**FLAG, "description": "True if chains of up to `depth` links may be missing; known at the end."},
        credit=STRING, next=MAYBE, previous=MAYBE,
    ),
}  # fmt: skip
SNAPSHOT: dict[str, Spec] = {
    "SnapshotPage": thing(results=several(ref("Snapshot")), next=MAYBE, credit=STRING),
    "Since": thing(
        changes=several(thing(about=STRING, words=STRING, url=STRING)),
        found_as_number={"type": ["integer", "null"]}, words=STRING,
    ),
    "Verdict": thing(
        sha256=STRING, matches={"type": ["boolean", "null"]}, canonical=FLAG, frozen_here=FLAG,
        snapshot={"oneOf": [ref("Snapshot"), {"type": "null"}]}, since={"oneOf": [ref("Since"), {"type": "null"}]},
        words=STRING,
    ),
}  # fmt: skip
CHANGES: dict[str, Spec] = {
    "Change": thing(
        sequence=WHOLE, op=one_of(Op.values), kind=STRING, id=STRING, at={"type": "string", "format": "date-time"},
        api_url=URI, into={**STRING, "description": "Of a merge: the record that is kept."},
        judgement={
            **thing("Of a merge: what the editors judged, and why; null where that was taken back since.",
                    kept=STRING, why=STRING, judged_at={"type": "string", "format": "date-time"}),
            "type": ["object", "null"],
        },
        reason={**STRING, "description": "Of a withdrawal: its class of reason."},
        record={"type": ["object", "null"], "description": "With include=record: the record; null where it is gone."},
        may_lack=("into", "judgement", "reason", "record"),
    ),
    "ChangePage": thing(
        results=several(ref("Change")), next=MAYBE, last=WHOLE,
        poll={**URI, "description": "Ask this for what happens after these."},
    ),
}  # fmt: skip
DUMPS: dict[str, Spec] = {
    "Dump": thing(
        version=STRING, created={"type": "string", "format": "date-time"},
        sequence={**WHOLE, "description": "Ask the changes since this one to keep a copy current."},
        url=URI, files=WHOLE, bytes=WHOLE,
    ),
    "Dumps": thing(latest=MAYBE, versions=several(ref("Dump"), "Newest first.")),
    "Manifest": thing(
        "A data package (Frictionless, version 2): every file with its address, bytes, rows and SHA-256.",
        name=STRING, version=STRING, created={"type": "string", "format": "date-time"}, sequence=WHOLE, changes=URI,
        resources=several(thing(name=STRING, path=URI, format=STRING, mediatype=STRING, bytes=WHOLE, hash=STRING,
                                free=True)),
        free=True,
    ),
}  # fmt: skip
COUNTS = several(thing(value=STRING, count=WHOLE))
SEARCH: dict[str, Spec] = {
    "Found": thing(
        kind=STRING, id=STRING, url={"type": ["string", "null"]}, title=STRING,
        strength=one_of(Strength.values, maybe=True), matched={**STRING, "description": "Why it was found."},
    ),
    "SearchPage": thing(
        results=several(ref("Found")), count=WHOLE, truncated=FLAG,
        facets=thing(kind=COUNTS, country=COUNTS, strength=COUNTS), next=MAYBE, credit=STRING,
    ),
    "Match": thing(
        id=STRING, name=STRING, kind=STRING, country=MAYBE, url=URI, api_url=URI,
        score={"type": "number", "minimum": 0, "maximum": 1}, level=one_of(Level.values),
        parts=several(
            thing(part=one_of(Part.values), words=STRING, worth={"type": "number"}, what=MAYBE),
            "The score is their sum, between 0 and 1.",
        ),
    ),
    "Matches": thing(results=several(ref("Match")), credit=STRING),
    "Reconciled": {"type": "object", "description": "As the Reconciliation Service API 0.2 has it."},
}  # fmt: skip

"""What each address of the API takes and answers; a view without a line here fails the document's making."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from api import changes, matching, reconciling, searching, snapshots, traces, views
from api.dumps import views as dumps
from api.openapi.components import name_of, thing
from api.openapi.filters import COUNTRY, CURSOR, EDTF, form_parameters, list_parameters
from api.openapi.parts import JSON, Spec, answer, in_path, names, number, operation, query, ref, text, word
from api.shapes.base import Shape
from changes.kinds import KINDS
from core.choices import Strength
from evidence.choices import Rung
from pages.asking import DEEPEST, DIRECTIONS
from pages.searching import KINDS as FOUND_KINDS
from pages.searching import LONGEST as LONGEST_SEARCH
from tracing.query import DEPTH

Describe = Callable[[Any, str], Spec]
FORM = "application/x-www-form-urlencoded"
START: Spec = {**text(200), "format": "record"}
# From the year 1000 on, as all dates here.
DAY: Spec = {"type": "string", "format": "date", "pattern": "^[1-9]"}
SHA256: Spec = {"type": "string", "pattern": "^[0-9a-fA-F]{64}$"}


def _root(_view: Any, _method: str) -> Spec:
    words = {"type": "string"}
    licence = thing(
        "Of what editors wrote, and what it does not cover.", name=words, url=words, covers=words, rest=words
    )
    good = thing(version=words, credit=words, licence=licence, resources=thing(free=True))
    return operation("root", "api", "All resources with their addresses.", answer("The resources.", good))


def _list(view: Any, _method: str) -> Spec:
    shape: Shape = view.shape
    page = answer("A page of the list.", ref(f"{name_of(shape)}Page"))
    about = f"{shape.intro}\n\nFollow `next` until it is null: the list has no ceiling."
    return operation(f"list_{_safe(shape.slug)}", shape.slug, about, page, list_parameters(shape))


def _record(view: Any, _method: str) -> Spec:
    shape: Shape = view.shape
    one = answer("The record.", ref(name_of(shape)))
    parameters = [in_path("identity", "The public id.", format=f"id-{shape.slug}"), *form_parameters(shape)]
    # The lists of one company's roles hold records of one kind under several addresses: named by the address.
    return operation(
        f"get_{_safe(shape.slug)}", shape.slug, f"One of {shape.slug}, by its id.", one, parameters, problems=(404, 410)
    )


def _safe(slug: str) -> str:
    return slug.replace("-", "_")


def _trace(_view: Any, _method: str) -> Spec:
    parameters = [
        query("from", START, "The record to start at: its public id, or its name.", needed=True),
        query("to", START, "The record at which chains are to end."),
        query("direction", word(DIRECTIONS, "forward"), "Which way to follow possession."),
        query("as_of", EDTF, "Only what may have begun by then."),
        query("known_on", DAY, "Only what sources had published by this day."),
        query("strength", word(Strength.values, Strength.UNGRADED.value), "Only records at least so strong."),
        query("rung", word(Rung.values), "Only records proven at least so closely."),
        query("gaps", word(("yes", "no"), "yes"), "Whether transfers that must have happened may stand in a chain."),
        query("depth", number(DEEPEST, DEPTH), "Links in a chain at most."),
        query("rules", word(("yes", "no"), "yes"), "Whether to add what the rules say about each chain."),
        query("limit", number(traces.HIGHEST, traces.USUAL), "Chains on a page; in files at most 400."),
        query("cursor", CURSOR, "Where the page begins: take it from `next`, with the same question."),
        query("count", word(traces.COUNTS, "none"), "Whether to count all chains, which takes longer."),
        query("format", word(traces.FORMATS, "json"), "In which form to answer."),
    ]
    good = answer(
        "A page of chains, best first.", ref("Trace"), forms=("text/csv", "image/svg+xml", *traces.GRAPHS.values())
    )
    about = "All chains of a question.\n\nCSV has a row for each link; graphs have states as nodes."
    return operation("trace", "trace", about, good, parameters)


def _snapshots(_view: Any, _method: str) -> Spec:
    parameters = [
        query("limit", number(snapshots.HIGHEST, snapshots.USUAL), "Frozen chains on a page."),
        query("cursor", CURSOR, "Where the page begins: take it from `next`."),
    ]
    page = answer("A page of frozen chains, oldest first.", ref("SnapshotPage"))
    return operation("list_snapshots", "snapshots", "Every chain that a reader froze.", page, parameters)


def _snapshot(_view: Any, _method: str) -> Spec:
    good = answer("The bytes, whose SHA-256 is the address.", thing("A frozen chain in canonical JSON.", free=True))
    where = [in_path("sha256", "The SHA-256 of the bytes.", format="id-snapshots")]
    return operation("get_snapshot", "snapshots", "A frozen chain, byte for byte.", good, where, problems=(404,))


def _verify(_view: Any, _method: str) -> Spec:
    body = {"content": {JSON: {"schema": {"description": "A snapshot as it was downloaded; any other JSON is none."}}}}
    return operation(
        "verify",
        "snapshots",
        "Is this copy what was frozen here, and what has changed since?",
        answer("The verdict; a body that is no frozen chain gets one too.", ref("Verdict")),
        [query("sha256", SHA256, "The SHA-256 that the copy should have.")],
        problems=(413, 415),
        body=body,
        reads=False,
    )


def _changes(_view: Any, _method: str) -> Spec:
    sequence: Spec = {"type": "integer", "minimum": 0, "maximum": changes.HIGHEST_SEQUENCE, "default": 0}
    parameters = [
        query("since", sequence, "The last sequence that you have; a dump names the one to begin with."),
        query("limit", number(changes.HIGHEST_LIMIT, changes.USUAL_LIMIT), "Events at most."),
        query("include", word((changes.INCLUDED,)), "Add to each event its record as it is now: then 1,000 at most."),
        names("kind", KINDS, "Only events of records of these kinds."),
    ]
    page = answer("Events in the order in which they became visible.", ref("ChangePage"))
    about = "What happened to records.\n\nRead the record again for an upsert. Nothing is lost between two answers."
    return operation("list_changes", "changes", about, page, parameters, problems=(410,))


def _dumps(_view: Any, _method: str) -> Spec:
    return operation("list_dumps", "dumps", "Every dump that is kept.", answer("The dumps.", ref("Dumps")))


def _dump(_view: Any, _method: str) -> Spec:
    about = "What one dump holds.\n\nIts files are read at the addresses given there, whole or in ranges."
    where = [in_path("version", "The version, or `latest`.", format="id-dumps")]
    return operation("get_dump", "dumps", about, answer("The manifest.", ref("Manifest")), where, problems=(404,))


def _search(_view: Any, _method: str) -> Spec:
    parameters = [
        query("q", text(LONGEST_SEARCH), "Words in any alphabet, an id, a serial or licence number.", needed=True),
        query("kind", word(sorted(FOUND_KINDS)), "Only records of this kind."),
        query("country", COUNTRY, "Only records of this country."),
        query("strength", word(Strength.values), "Only records of this strength."),
        query("cursor", CURSOR, "Where the page begins: take it from `next`."),
    ]
    page = answer("Records, best first, with the reason for each.", ref("SearchPage"))
    return operation("search", "search", "One search over everything.", page, parameters)


def _match(_view: Any, _method: str) -> Spec:
    parameters = [
        query("name", text(matching.LONGEST), "The name as printed.", needed=True),
        query("of", word(matching.SLUGS, "entity"), "What the name is of."),
        query("country", COUNTRY, "Its country, as evidence."),
        query("kind", {"type": "string", "format": "kind"}, "Its kind, as evidence."),
        query("identifiers", {"type": "string", "format": "identifiers"}, "Numbers in registers: LEI:…,NCAGE:…"),
        query("limit", number(matching.MOST, matching.USUAL), "Matches at most."),
    ]
    good = answer("Records that the name may mean, best first.", ref("Matches"))
    return operation("match", "match", "Which records a printed name may mean.", good, parameters)


def _reconcile(_view: Any, method: str) -> Spec:
    about = "The Reconciliation Service API 0.2, for OpenRefine: the manifest, a batch of queries, or data extension."
    good = answer("The manifest, or a result for each query.", ref("Reconciled"))
    fields = {name: {"type": "string", "format": f"reconcile-{name}"} for name in ("queries", "extend")}
    if method == "GET":
        asked = [query(name, fields[name], "A JSON object, as the specification has it.") for name in fields]
        return operation("reconcile", "reconcile", about, good, asked)
    forms = [thing(**{name: fields[name]}) for name in fields]  # type: ignore[arg-type]  # no name is `free`
    schema = {"oneOf": [form | {"additionalProperties": False} for form in forms]}
    body = {"required": True, "content": {FORM: {"schema": schema}}}
    return operation("reconcile_batch", "reconcile", about, good, problems=(413, 415), body=body, reads=False)


def _suggest(_view: Any, _method: str) -> Spec:
    parameters = [
        query("prefix", text(matching.LONGEST), "What somebody has typed so far.", needed=True),
        query("type", word(reconciling.TYPES), "Only records of this type."),
        query("cursor", {"type": "integer", "minimum": 0, "maximum": 1_000}, "How many suggestions to leave out."),
    ]
    good = answer("Suggestions, best first.", ref("Reconciled"))
    return operation("reconcile_suggest", "reconcile", "Suggestions while somebody types.", good, parameters)


def _properties(_view: Any, _method: str) -> Spec:
    parameters = [
        query("type", word(reconciling.TYPES, "entity"), "Of which type."),
        query("limit", number(1_000, 100), "Properties at most."),
    ]
    good = answer("The properties.", ref("Reconciled"))
    return operation("reconcile_properties", "reconcile", "What data extension can add.", good, parameters)


def _view_of(_view: Any, _method: str) -> Spec:
    where = [in_path("identity", "The public id of an entity or an item.", format="id-reconcile")]
    good = {"description": "See the page.", "headers": {"Location": {"schema": {"type": "string"}}}}
    return operation(
        "reconcile_view", "reconcile", "The page of a record.", good, where, problems=(404,), status=302, reads=True
    )


OPERATIONS: dict[type, Describe] = {
    views.RootView: _root,
    views.ListView: _list,
    views.RecordView: _record,
    traces.TraceView: _trace,
    snapshots.SnapshotsView: _snapshots,
    snapshots.SnapshotView: _snapshot,
    snapshots.VerifyView: _verify,
    changes.ChangesView: _changes,
    dumps.DumpsView: _dumps,
    dumps.ManifestView: _dump,
    searching.SearchView: _search,
    matching.MatchView: _match,
    reconciling.ReconcileView: _reconcile,
    reconciling.SuggestView: _suggest,
    reconciling.PropertiesView: _properties,
    reconciling.ViewView: _view_of,
}

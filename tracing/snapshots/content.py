"""What is frozen of a chain: the question, the chain, its records, their citations and sources, and what rules find.

Nothing in it depends on when, where or by whom it is frozen, nor on primary keys or the order of loading: the same
chain over the same records gives the same bytes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict
from datetime import date

from django.utils import translation

from core.models import Record
from tracing.dossier.claims import CitationFact, SourceFact
from tracing.dossier.evidence import evidence_about
from tracing.dossier.facts import Dossier, Key
from tracing.dossier.keys import records_of
from tracing.dossier.known import known_on
from tracing.json_form import chain_form
from tracing.model import Chain, Node
from tracing.models.snapshots import FORMAT
from tracing.policy import PolicyNote
from tracing.query import TraceQuestion
from tracing.snapshots.canonical import Json, canonical, plain
from tracing.snapshots.records import record_form, rows_of, title_of
from tracing.snapshots.then import as_of

LANGUAGE = "en"
"""Words are frozen in one language, whichever the reader's: else one chain would have two addresses."""

CARRIES, JUDGED, NAMED = "carries", "judged", "named"
"""Why a record is in it: it carries a link; a rule used it; it is a thing, a party or a war on the way."""
WITH_CITATIONS = (CARRIES, JUDGED)
OWN_KIND = {"unit": "item_unit", "incident": "incident", "conflict": "conflict"}
Roles = Mapping[tuple[str, str], str]


def in_frozen_language() -> AbstractContextManager[None]:
    """Use around everything that makes words to be frozen."""
    return translation.override(LANGUAGE)


def content_of(
    question: TraceQuestion,
    words: str,
    ends: tuple[Record, Record | None],
    chain: Chain,
    *,
    findings: Sequence[Json],
    policy: Mapping[int, PolicyNote],
) -> Json:
    """All that is frozen. Reads through the login of the running site: what that cannot see cannot get in."""
    with in_frozen_language():
        roles = roles_of(chain, findings)
        return {
            "format": FORMAT,
            "question": question_form(question, words, ends),
            "chain": plain_tree(chain_form(chain)),
            "findings": [plain_tree(_finding(finding)) for finding in findings],
            "policy": [plain_tree(asdict(policy[place])) for place in sorted(policy)],
            **evidence_form(roles, question.known_on),
        }


def question_form(question: TraceQuestion, words: str, ends: tuple[Record, Record | None]) -> Json:
    """The question with nothing left to a default, and its ends by public id."""
    start, end = ends
    return {
        "words": words,
        "from": {"id": start.public_id, "name": title_of(start)},
        "to": {"id": end.public_id, "name": title_of(end)} if end else None,
        "direction": question.direction.value,
        "as_of": plain(question.as_of),
        "known_on": plain(question.known_on),
        "strength": str(question.weakest.value),
        "rung": question.lowest_rung,
        "kinds": sorted(kind.value for kind in question.kinds),
        "gaps": question.gaps,
        "roll_ups": question.roll_ups,
        "depth": question.depth,
    }


def evidence_form(roles: Roles, day: date | None = None) -> Json:
    """The records in these roles with their citations and sources, as they are now; missing ones are left out.

    With a day: only what was published by then, as for a trace that is asked as known on it.
    """
    wanted: dict[str, set[str]] = defaultdict(set)
    for kind, public_id in roles:
        wanted[kind].add(public_id)
    rows = rows_of(wanted)
    keys: dict[Key, tuple[str, str]] = {
        (kind, row.pk): (kind, public_id)
        for (kind, public_id), row in rows.items()
        if roles[kind, public_id] in WITH_CITATIONS
    }
    claims = known_on(Dossier(citations=evidence_about(keys)[0]), day).citations
    sources = {claim.source.public_id: claim.source for stated in claims.values() for claim in stated}
    citations = [_citation(*keys[key], claim) for key, stated in claims.items() for claim in stated]
    records = [{"role": roles[key], **record_form(key[0], rows[key])} for key in sorted(rows)]
    return {
        "records": as_of(day, records, rows),
        "citations": sorted(citations, key=_citation_place),
        "sources": [_source(sources[public_id]) for public_id in sorted(sources)],
    }


def roles_of(chain: Chain, findings: Iterable[Json]) -> dict[tuple[str, str], str]:
    """Which records belong to it, by kind and public id, and why."""
    roles = {(kind, node.public_id): NAMED for kind, node in _nodes(chain)}
    roles |= {(one["kind"], one["id"]): JUDGED for finding in findings for one in finding["records"]}
    roles |= {("item_unit", node.public_id): CARRIES for kind, node in _nodes(chain) if kind == "item_unit"}
    return roles | {(record.kind, record.public_id): CARRIES for record in records_of(chain)}


def _nodes(chain: Chain) -> Iterator[tuple[str, Node]]:
    for link in chain.links:
        for state in filter(None, (link.source, link.target)):
            yield "item", state.item
            yield "entity", state.holder
            if state.unit is not None:
                yield "item_unit", state.unit
        for node in filter(None, (link.incident, link.conflict)):
            yield OWN_KIND[str(node.kind.value)], node


def _finding(form: Json) -> Json:
    """Its records by kind and id: their versions are with the records."""
    return form | {"records": [{"kind": one["kind"], "id": one["id"]} for one in form["records"]]}


def _citation(kind: str, public_id: str, claim: CitationFact) -> Json:
    return {
        "record": {"kind": kind, "id": public_id},
        "source": claim.source.public_id,
        "stance": claim.stance,
        "grade": claim.grade,
        "rung": claim.rung,
        "locator": claim.locator,
        "says": claim.says,
        "field": claim.field,
        "value_printed": claim.value_printed,
        "value_read": claim.value_read,
    }


def _citation_place(form: Json) -> tuple[str, str, bytes]:
    """By record, then by all that it says: the order in which the database found it says nothing."""
    return form["record"]["kind"], form["record"]["id"], canonical(form)


def _source(source: SourceFact) -> Json:
    return {
        "id": source.public_id,
        "version": source.version,
        "title": source.title,
        "name": source.name,
        "kind": source.kind,
        "publisher": source.publisher,
        "authors": source.authors,
        "published": source.published.edtf if source.published else None,
        "language": source.language,
        "reliability": source.reliability,
        "url": source.address,
        "archived_url": source.archived,
        "captures": sorted(source.captures),
    }


def plain_tree(value: object) -> Json:
    """Lazily translated words in it become text."""
    return _plain_tree(value)  # type: ignore[return-value]  # a dictionary stays one


def _plain_tree(value: object) -> object:
    if isinstance(value, dict):
        return {key: _plain_tree(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain_tree(inner) for inner in value]
    return plain(value)

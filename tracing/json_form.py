"""A trace as plain JSON values, for the command and for whoever reads traces by machine."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tracing.model import Chain, Link, Node, RecordRef, State, Trace
from tracing.rules.finding import Finding


def trace_form(trace: Trace, findings: Sequence[Sequence[Finding]] = ()) -> dict[str, Any]:
    """The whole answer; with what the rules say about each chain, if given."""
    said = [{"findings": [finding.form() for finding in one]} for one in findings] or [{} for _chain in trace.chains]
    return {
        "question": trace.question,
        "known_on": trace.known_on.isoformat() if trace.known_on else None,
        "notes": [sentence for sentence in (trace.known_words, *trace.notes) if sentence],
        "cut": trace.cut_sentence,
        "total": trace.total,
        "chains": [chain_form(chain) | more for chain, more in zip(trace.chains, said, strict=True)],
    }


def chain_form(chain: Chain) -> dict[str, Any]:
    """One chain with its links and their records."""
    return {
        "title": chain.title,
        "sentence": chain.sentence,
        "ending": chain.ending.value,
        "time_verdict": chain.verdict.value,
        "weakest": chain.weakest.strength if chain.weakest else None,
        "lowest_rung": chain.lowest_rung,
        "clash": [record.public_id for record in chain.clash] if chain.clash else None,
        "gaps": chain.gaps,
        "maker_records": [_record(record) for record in chain.maker_records],
        "links": [_link(link) for link in chain.links],
    }


def _link(link: Link) -> dict[str, Any]:
    return {
        "kind": link.kind.value,
        "verb": str(link.verb),
        "from": _state(link.source),
        "to": _state(link.target) if link.target else None,
        "incident": _node(link.incident) if link.incident else None,
        "conflict": _node(link.conflict) if link.conflict else None,
        "is_gap": link.is_gap,
        "strength": None if link.is_gap else link.strength,
        "rung": link.lowest_rung,
        "flags": list(link.flags),
        "records": [_record(record) for record in link.records],
    }


def _state(state: State) -> dict[str, Any]:
    unit = _node(state.unit) if state.unit else None
    return {"item": _node(state.item), "unit": unit, "holder": _node(state.holder)}


def _node(node: Node) -> dict[str, str]:
    return {
        "kind": node.kind.value,
        "id": node.public_id,
        "name": node.label,
        "detail": node.sublabel,
        "country": node.country,
    }


def _record(record: RecordRef) -> dict[str, Any]:
    return {
        "kind": record.kind,
        "id": record.public_id,
        "title": record.title,
        "when": record.when.edtf if record.when else None,
        "until": record.until.edtf if record.until else None,
        "quantity": record.quantity,
        "status": record.status,
        "strength": record.strength,
        "disputed": record.is_disputed,
        "rung": record.rung,
        "sources": record.sources,
        "origins": record.origins,
        "disagreements": list(record.disagreements),
    }

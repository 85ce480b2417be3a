"""A frozen chain beside today's records: what changed, and whether the same question still finds it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tracing.json_form import chain_form
from tracing.model import Chain
from tracing.query import TraceError
from tracing.rules import RULES
from tracing.service import trace
from tracing.snapshots.asking import findings_of, question_of
from tracing.snapshots.canonical import Json
from tracing.snapshots.changes import Change, changes
from tracing.snapshots.content import evidence_form
from tracing.snapshots.thaw import page_of

SHOWN, ALL = 40, 400
"""As many chains as the trace page shows; then as many as it has in files."""


@dataclass(frozen=True, slots=True)
class Today:
    """What a frozen chain is today."""

    changes: tuple[Change, ...]
    number: int | None
    """Which chain it is among those of the same question asked now; None where it is not among them."""
    sentence: str


def today_of(content: Json) -> Today:
    """Compare, and ask again. A constant number of queries, however long the chain."""
    roles = {(record["kind"], record["id"]): record["role"] for record in content["records"]}
    day = question_of(content["question"], SHOWN).known_on
    found = changes(content, evidence_form(roles, day))
    number, chain, sentence = _asked_again(content)
    new = _recorded_since(content, chain, day) if chain is not None else ()
    return Today((*found, *new, *_of_rules(content)), number, sentence)


def _asked_again(content: Json) -> tuple[int | None, Chain | None, str]:
    """The chain through the same cards, under the same question."""
    wanted = _route(content["chain"])
    for limit in (SHOWN, ALL):
        try:
            answer = trace(question_of(content["question"], limit))
        except TraceError as problem:
            return None, None, _("The question cannot be asked any more. %(why)s") % {"why": problem}
        for number, chain in enumerate(answer.chains, start=1):
            if _route(chain_form(chain)) == wanted:
                words = _("Asked again today, the same question finds it as chain %(number)d of %(total)d.")
                return number, chain, words % {"number": number, "total": len(answer.chains)}
        if len(answer.chains) < limit:
            break
    return None, None, _("Asked again today, the same question does not find this chain any more.")


def _route(chain: Json) -> list[tuple[str, ...]]:
    """What is held by whom from link to link, and where it ends; not by which records."""
    return [(link["kind"], *_state(link["from"]), *_state(link["to"]), *_end(link)) for link in chain["links"]]


def _state(form: Json | None) -> tuple[str, ...]:
    if form is None:
        return ()
    return (form["item"]["id"], form["unit"]["id"] if form["unit"] else "", form["holder"]["id"])


def _end(link: Json) -> tuple[str, ...]:
    return tuple(node["id"] for node in (link["incident"], link["conflict"]) if node)


def _recorded_since(content: Json, chain: Chain, day: date | None) -> Iterator[Change]:
    """Records that carry a link, or that a rule names, and were not here when it was frozen."""
    known = {(record["kind"], record["id"]) for record in content["records"]}
    for number, link in enumerate(chain.links, start=1):
        for record in link.records:
            if (record.kind, record.public_id) not in known:
                known.add((record.kind, record.public_id))
                words = _("recorded since; it carries link %(number)d as well.") % {"number": number}
                yield Change(record.title, words, record.url)
    for finding in findings_of(chain, day):
        about = finding["about"]
        if about and about["kind"] != "source" and (about["kind"], about["id"]) not in known:
            known.add((about["kind"], about["id"]))
            words = _("recorded since. %(finding)s") % {"finding": finding["sentence"]}
            yield Change(about["title"], words, page_of(about["kind"], about["id"]))


def _of_rules(content: Json) -> Iterator[Change]:
    """Rules whose wording or outcome may be another now."""
    now = {rule.id: rule.version for rule in RULES}
    asked = {finding["rule"]: finding for finding in content["findings"]}
    for rule, finding in asked.items():
        if rule not in now:
            yield Change(finding["question"], _("this rule is not asked any more."))
        elif now[rule] != finding["version"]:
            words = _("the rule was version %(old)d, now %(new)d.") % {"old": finding["version"], "new": now[rule]}
            yield Change(finding["question"], words, f"/methodology/#rule-{rule}")

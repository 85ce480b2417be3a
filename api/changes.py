"""`/api/v1/changes/`: what happened to records, in the order in which it became visible."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any
from urllib.parse import quote, urlencode

from django.conf import settings
from django.db.models import F, Q
from django.http import QueryDict
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.parameters import EMPTY, HOLE, TWICE, has_hole
from api.problem_types import GONE
from api.problems import NotHereError, ParametersError, ProblemError
from api.rendering import RowsOfText
from api.shapes import BY_SLUG
from api.shapes.base import Shape
from api.shapes.expressions import ROOT, JsonObject, JsonText
from api.shapes.proof import SLUGS
from api.written import texts
from changes import selectors
from changes.choices import Op, Reason
from changes.kinds import KINDS
from changes.models import Change
from entities.models import SameEntity
from exports.models import SameItem

ADDRESS = f"{settings.SITE_URL}{ROOT}changes/"
DUMP = f"{settings.SITE_URL}{ROOT}dumps/latest/"
USUAL_LIMIT, HIGHEST_LIMIT = 1_000, 10_000
PARAMETERS = frozenset({"since", "limit", "kind", "include"})
INCLUDED = "record"
HIGHEST_SEQUENCE = 2**63 - 1
RESOURCES: Mapping[str, str] = {
    "country": "countries",
    "code": "codes",
    **SLUGS,
    "publisher": "publishers",
    "source": "sources",
    "citation": "citations",
    "gap": "gaps",
    "reply": "replies",
    "check": "checks",
    "resolution": "resolutions",
    "snapshot": "snapshots",
}
"""Kind of record → the resource that has it."""
JUDGEMENTS: Mapping[str, type[SameEntity | SameItem]] = {"entity": SameEntity, "item": SameItem}
JUDGED = JsonText(JsonObject(kept=F("kept__public_id"), why=F("why"), judged_at=F("judged_at")))


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for: changes after a sequence, so many, of these kinds, with their records or not."""

    since: int
    limit: int
    kinds: Sequence[str]
    with_records: bool

    def following(self, last: int) -> str:
        """The address of what comes after."""
        more = {"kind": ",".join(self.kinds)} if self.kinds else {}
        more |= {"include": "record"} if self.with_records else {}
        return f"{ADDRESS}?{urlencode({'since': last, 'limit': self.limit} | more)}"


class ChangesView(APIView):
    """The change feed: `since` a sequence, at most `limit`, of some `kind`s only."""

    def get(self, request: Request) -> Response:
        asked = read(request.query_params)
        since, limit = asked.since, asked.limit
        try:
            found = selectors.since(since, limit + 1, asked.kinds)
        except selectors.ForgottenError as error:
            raise ProblemError(
                GONE,
                f"{error} Load the dump, and go on from the sequence that it names.",
                more={"dump": DUMP, "oldest_since": error.horizon},
            ) from error
        page = found[:limit]
        last = page[-1].sequence if page else since
        following = asked.following(last)
        around = {"next": following if len(found) > limit else None, "last": last, "poll": following}
        response = Response(RowsOfText(events(page, asked.with_records), around))
        if len(found) > limit:
            response["Link"] = f'<{following}>; rel="next"'
        return response


def events(page: Sequence[Change], with_records: bool) -> list[str]:
    """Events as JSON text, each with its record as it is now if that was asked: two statements for a kind of record."""
    judged = judgements(page)
    told = [json.dumps(event(change, judged), ensure_ascii=False) for change in page]
    if not with_records:
        return told
    named: defaultdict[str, set[str]] = defaultdict(set)
    for change in page:
        named[change.kind].add(change.public_id)
    here = {(kind, one): text for kind, ids in named.items() for one, text in records(kind, sorted(ids)).items()}
    shown = [here.get((change.kind, change.public_id), "null") for change in page]
    return [f'{text.removesuffix("}")}, "record": {record}}}' for text, record in zip(told, shown, strict=True)]


def records(kind: str, ids: Sequence[str]) -> dict[str, str]:
    """Records of one kind as JSON text by id; those that are not there, or that others stand for, are left out."""
    shape = BY_SLUG[RESOURCES[kind]]
    rows = shape.rows().filter(named(shape, ids)).order_by().values_list("pk", *shape.key)
    ids_by_key = {key: ":".join(identity) for key, *identity in rows}
    return {ids_by_key[key]: text for key, text in texts(shape, list(ids_by_key)).items()}


def named(shape: Shape, ids: Sequence[str]) -> Q:
    """The condition for rows with these ids."""
    if len(shape.key) == 1:
        return Q(**{f"{shape.key[0]}__in": ids})
    parts = (one.split(":", len(shape.key) - 1) for one in ids)
    return reduce(or_, (Q(**dict(zip(shape.key, keys, strict=True))) for keys in parts))


def not_here(shape: Shape, identity: str) -> ProblemError:
    """What an address without a record answers: that it was withdrawn, when and in general terms why; or never was."""
    gone = selectors.withdrawn(identity)
    if gone is None or gone.kind != shape.record:
        return NotHereError(f"No {shape.record.replace('_', ' ')} here has the id “{identity}”.")
    return ProblemError(
        GONE,
        f"This {shape.record.replace('_', ' ')} was withdrawn on {gone.at:%-d %B %Y}. "
        f"{Reason(gone.reason).explanation}",
        more={"withdrawn_at": _instant(gone), "reason": gone.reason},
    )


def judgements(page: Sequence[Change]) -> dict[str, Any]:
    """The judgements that stand behind the merges of a page, by the merged id; no statement where none was merged."""
    found: dict[str, Any] = {}
    for kind, model in JUDGEMENTS.items():
        if ids := {change.public_id for change in page if (change.kind, change.op) == (kind, Op.MERGE)}:
            rows = model.objects.filter(merged__public_id__in=ids).values_list("merged__public_id", JUDGED)
            found |= {merged: json.loads(text) for merged, text in rows}
    return found


def event(change: Change, judged: Mapping[str, Any]) -> dict[str, Any]:
    """One event as JSON."""
    told: dict[str, Any] = {
        "sequence": change.sequence,
        "op": change.op,
        "kind": change.kind,
        "id": change.public_id,
        "at": _instant(change),
        "api_url": f"{settings.SITE_URL}{ROOT}{RESOURCES[change.kind]}/{quote(change.public_id, safe=':')}/",
    }
    if change.op == Op.MERGE:
        told |= {"into": change.into, "judgement": judged.get(change.public_id)}
    if change.op == Op.WITHDRAW:
        told["reason"] = change.reason
    return told


def read(query: QueryDict) -> Asked:
    """Read the parameters. Raises ParametersError with one sentence for each that cannot be understood."""
    kinds = [kind.strip() for kind in query.get("kind", "").split(",") if kind.strip()]
    since, limit = query.get("since", "0"), query.get("limit", str(USUAL_LIMIT))
    highest = USUAL_LIMIT if "include" in query else HIGHEST_LIMIT
    problems = {name: TWICE for name, values in query.lists() if len(values) > 1}
    problems |= {name: EMPTY for name, values in query.lists() if not values[0].strip()}
    if has_hole(query.get("kind", "")):
        problems.setdefault("kind", HOLE)
    for name in query.keys() - PARAMETERS:
        problems[name] = f"There is no parameter of that name here. There are: {', '.join(sorted(PARAMETERS))}."
    if not _is_number(since, HIGHEST_SEQUENCE):
        problems.setdefault("since", "Write the sequence of the last change that you have, a whole number; 0 for all.")
    if not _is_number(limit, highest) or int(limit) < 1:
        problems.setdefault("limit", f"Write a whole number from 1 to {highest:,}; the rest is at `next`.")
    if query.get("include", INCLUDED) != INCLUDED:
        problems.setdefault("include", f"Write {INCLUDED}, or leave it out.")
    if unknown := sorted(set(kinds) - set(KINDS)):
        problems.setdefault("kind", f"There is no kind “{'”, “'.join(unknown)}”. There are: {', '.join(KINDS)}.")
    if problems:
        raise ParametersError(problems)
    return Asked(int(since), int(limit), kinds, "include" in query)


def _instant(change: Change) -> str:
    return change.at.isoformat().replace("+00:00", "Z")


def _is_number(text: str, most: int) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= len(str(most)) and int(text) <= most

"""A frozen chain as its page shows it: from the frozen bytes alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import groupby
from urllib.parse import urlencode

from django.conf import settings

from core.choices import Strength
from pages.citing import works
from pages.frozen_parts import ClaimFrozen, FindingFrozen, Form, LinkFrozen, RecordFrozen, RuleFrozen
from tracing.dossier.keys import records_of
from tracing.model import Chain
from tracing.models import Snapshot
from tracing.query import DEPTH
from tracing.snapshots.canonical import read
from tracing.snapshots.content import CARRIES, JUDGED, NAMED
from tracing.snapshots.thaw import page_of, thaw, thaw_policy

ROLES = (CARRIES, NAMED, JUDGED)


def live_address(question: Form, number: int | None) -> str:
    """The trace of today for a frozen question, at the chain with this number."""
    values = {
        "from": question["from"]["id"],
        "to": question["to"]["id"] if question["to"] else "",
        "direction": question["direction"] if question["direction"] != "forward" else "",
        "as_of": question["as_of"],
        "known_on": question.get("known_on"),
        "strength": question["strength"] if question["strength"] != Strength.UNGRADED else "",
        "rung": question["rung"],
        "gaps": "" if question["gaps"] else "no",
        "depth": question["depth"] if question["depth"] != DEPTH else "",
        "chain": number if number and number > 1 else "",
    }
    return f"/trace/?{urlencode({name: value for name, value in values.items() if value})}"


def frozen_before(question: str, title: str) -> list[Snapshot]:
    """Chains of this title that readers froze under this question, newest first: one of them may be the very one."""
    found = Snapshot.objects.filter(title=title[:600], question=question[:600]).defer("body")
    return list(found[:3])


class ChainFrozen:
    """Everything that the page says, read once from the bytes. No query."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.content = read(bytes(snapshot.body))
        self.chain: Chain = thaw(self.content)
        self.policy = thaw_policy(self.content)

    @property
    def title(self) -> str:
        return str(self.content["chain"]["title"])

    @property
    def sentence(self) -> str:
        return str(self.content["chain"]["sentence"])

    @property
    def address(self) -> str:
        """The whole address, to be printed."""
        return f"{settings.SITE_URL}{self.snapshot.get_absolute_url()}"

    @property
    def day(self) -> str:
        """The day on which it was frozen first."""
        return self.snapshot.frozen_at.date().isoformat()

    @cached_property
    def works(self) -> list[works.Work]:
        """What a bibliography lists."""
        return works.works_of(self.content, self.snapshot.sha256, self.snapshot.frozen_at, self.address)

    @property
    def citation(self) -> str:
        """The suggested citation."""
        return works.sentence(self.content, self.snapshot.frozen_at, self.address)

    @cached_property
    def records(self) -> dict[tuple[str, str], RecordFrozen]:
        """Its records by kind and public id."""
        sources = {source["id"]: source for source in self.content["sources"]}
        labels = {
            (record["kind"], field["field"]): field["label"]
            for record in self.content["records"]
            for field in record["fields"]
        }
        claims = defaultdict(list)
        for form in self.content["citations"]:
            about = (form["record"]["kind"], form["record"]["id"])
            name = labels.get((about[0], form["field"]), form["field"].replace("_", " "))
            claims[about].append(ClaimFrozen(form, sources[form["source"]], name))
        keys = ((record, (record["kind"], record["id"])) for record in self.content["records"])
        return {key: RecordFrozen(record, tuple(claims[key])) for record, key in keys}

    @property
    def links(self) -> list[LinkFrozen]:
        """The links in order, numbered from 1."""
        return [
            LinkFrozen(number, link, tuple((ref, self.records.get((ref.kind, ref.public_id))) for ref in link.records))
            for number, link in enumerate(self.chain.links, start=1)
        ]

    @property
    def all_records(self) -> list[RecordFrozen]:
        """Every record, those that carry links first."""
        return sorted(self.records.values(), key=lambda record: ROLES.index(record.form["role"]))

    @property
    def size(self) -> int:
        """Bytes."""
        return len(bytes(self.snapshot.body))

    @property
    def carrying(self) -> list[RecordFrozen]:
        """The records that carry links, with their claims, from the maker on."""
        places = {record.public_id: place for place, record in enumerate(records_of(self.chain))}
        return sorted(self._cited(CARRIES), key=lambda record: places.get(record.form["id"], len(places)))

    @property
    def judged(self) -> list[RecordFrozen]:
        """The records that only rules used, with their claims."""
        return self._cited(JUDGED)

    def _cited(self, role: str) -> list[RecordFrozen]:
        return [record for record in self.records.values() if record.claims and record.form["role"] == role]

    @property
    def asked_of_rules(self) -> list[RuleFrozen]:
        """The rules in the order in which they were asked, each with its version."""
        found = [
            FindingFrozen(number, form, tuple(self._used(form["records"])))
            for number, form in enumerate(self.content["findings"], start=1)
        ]
        grouped = groupby(found, key=lambda one: (one.form["rule"], one.form["version"], one.form["question"]))
        return [self._asked(*rule, list(findings)) for rule, findings in grouped]

    def _asked(self, rule: str, version: int, question: str, found: Sequence[FindingFrozen]) -> RuleFrozen:
        flags = tuple(finding for finding in found if finding.tone)
        return RuleFrozen(rule, version, question, flags, tuple(finding for finding in found if not finding.tone))

    def _used(self, records: Sequence[Form]) -> Iterator[tuple[str, str]]:
        sources = {source["id"]: source["title"] for source in self.content["sources"]}
        for one in records:
            known = self.records.get((one["kind"], one["id"]))
            title = known.form["title"] if known else sources.get(one["id"], one["id"])
            yield str(title), page_of(one["kind"], one["id"])

    @property
    def conditions(self) -> list[str]:
        """What the question left out, in words."""
        asked = self.content["question"]
        words = [
            f"begun by {asked['as_of']}" if asked["as_of"] else "",
            f"known on {asked['known_on']}" if asked.get("known_on") else "",
            f"strength at least {asked['strength']}" if asked["strength"] != "ungraded" else "",
            f"proof at least {asked['rung']}" if asked["rung"] else "",
            "" if asked["gaps"] else "without gaps",
            "" if asked["roll_ups"] else "without taking a state or family for its part",
        ]
        return [one for one in words if one]

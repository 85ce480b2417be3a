"""A frozen chain as its page shows it: from the frozen bytes alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.conf import settings

from core.choices import Strength
from core.dates import PartialDate, PartialDateError
from evidence.choices import Rung, Stance
from pages.answers import DEPTH
from pages.citing import works
from pages.flags import TONES
from tracing.dossier.facts import records_of
from tracing.model import Chain, Link
from tracing.models import Snapshot
from tracing.rules import Outcome
from tracing.snapshots.canonical import read
from tracing.snapshots.changes import words_of
from tracing.snapshots.content import CARRIES, JUDGED, NAMED
from tracing.snapshots.thaw import page_of, thaw, thaw_policy

Form = Mapping[str, Any]

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


@dataclass(frozen=True, slots=True)
class ClaimFrozen:
    """One citation with its source."""

    form: Form
    source: Form
    field: str

    @property
    def source_url(self) -> str:
        """The page of the source today."""
        return page_of("source", self.source["id"])

    @property
    def stance(self) -> str:
        """In a word; a value of a later form of the list stays as it is."""
        return str(Stance(self.form["stance"]).label) if self.form["stance"] in Stance.values else self.form["stance"]

    @property
    def disputes(self) -> bool:
        """The source states otherwise."""
        return bool(self.form["stance"] == Stance.DISPUTES)

    @property
    def rung(self) -> str:
        """How close the proof comes, in a word."""
        return str(Rung(self.form["rung"]).label) if self.form["rung"] in Rung.values else self.form["rung"]

    @property
    def value(self) -> str:
        """As printed, else as read."""
        return self.form["value_printed"] or date_words(self.form["value_read"])

    @property
    def published(self) -> str:
        """When the source was published, in words."""
        return date_words(self.source["published"] or "")


@dataclass(frozen=True, slots=True)
class RecordFrozen:
    """A record with all that was frozen of it."""

    form: Form
    claims: tuple[ClaimFrozen, ...]

    @property
    def url(self) -> str:
        """Its page today."""
        return page_of(self.form["kind"], self.form["id"])

    @property
    def kind(self) -> str:
        """Its kind in words."""
        return str(self.form["kind"]).replace("_", " ")

    @property
    def facts(self) -> list[tuple[str, str]]:
        """Its fields, each with its name."""
        return [(field["label"], words_of(field.get("words", field["value"]))) for field in self.form["fields"]]

    @property
    def parts(self) -> list[tuple[str, str]]:
        """Deliveries, parties, items: what each is, and what it says."""
        return [(part["label"], _part_words(part)) for part in self.form["parts"]]


@dataclass(frozen=True, slots=True)
class LinkFrozen:
    """A link with its records; none for a gap."""

    number: int
    link: Link
    records: tuple[tuple[Any, RecordFrozen | None], ...]


@dataclass(frozen=True, slots=True)
class FindingFrozen:
    """What a rule said, with the records that it rested on."""

    number: int
    """Its anchor on the page, where the policy row of the picture leads."""
    form: Form
    records: tuple[tuple[str, str], ...]
    """Title and page of each."""

    @property
    def outcome(self) -> Outcome | None:
        """None for an outcome that rules no longer have; its words are frozen with it."""
        return Outcome(self.form["outcome"]) if self.form["outcome"] in Outcome.values else None

    @property
    def tone(self) -> str:
        """The badge's tone; the words carry the meaning."""
        return TONES.get(self.outcome, "") if self.outcome else ""


@dataclass(frozen=True, slots=True)
class RuleFrozen:
    """One rule as it was asked, with what it said: what asks for a look, and the rest."""

    rule: str
    version: int
    question: str
    flags: tuple[FindingFrozen, ...]
    others: tuple[FindingFrozen, ...]

    @property
    def others_words(self) -> str:
        """ "cannot tell: 3, not in force: 1"."""
        counted = Counter(str(finding.form["outcome_words"]) for finding in self.others)
        return ", ".join(f"{words}: {number}" for words, number in counted.items())


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


def _part_words(part: Form) -> str:
    fields = [f for f in part["fields"] if f["field"] != "id"]
    told = (f"{f['label']}: {words_of(f.get('words', f['value']))}" for f in fields)
    return "; ".join(told) or str(part["title"])


def date_words(edtf: str) -> str:
    """A date in words; anything else as it stands."""
    try:
        return PartialDate.parse(edtf).words() if edtf[:3].isdigit() and len(edtf) >= 4 else edtf
    except PartialDateError:
        return edtf

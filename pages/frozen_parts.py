"""What a frozen chain is made of, each part as its page shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.dates import PartialDate, PartialDateError
from evidence.choices import Rung, Stance
from pages.flags import TONES, counted_words
from tracing.model import Link
from tracing.rules import Outcome
from tracing.snapshots.changes import words_of
from tracing.snapshots.thaw import page_of

Form = Mapping[str, Any]


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
        return counted_words(finding.form["outcome_words"] for finding in self.others)


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

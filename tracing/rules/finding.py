"""What a rule is, and what it says about a chain."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from core.choices import ExplainedChoices
from tracing.dossier.facts import Dossier, Used
from tracing.model import Chain

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Outcome(ExplainedChoices):
    """What a rule concludes. The first five are those of a measure at a step; the others serve every rule."""

    COVERING = "covering", _("in force and covering"), _("In force on that day, and its terms cover this step.")
    EXEMPTION = (
        "exemption",
        _("in force, exemption claimed"),
        _("In force on that day; the issuer also recorded an exemption that may have applied."),
    )
    DISPUTED = (
        "disputed",
        _("in force, coverage disputed"),
        _("Called for or in force on that day; those who read it differ on whether it reaches this step."),
    )
    NOT_IN_FORCE = "not_in_force", _("not in force"), _("It began after this step, or had ended before it.")
    CANNOT_TELL = "cannot_tell", _("cannot tell"), _("What is recorded does not decide it.")
    TENSION = "tension", _("tension"), _("Two records do not sit easily together; there are innocent readings.")
    CAUTION = "caution", _("rests on one support"), _("What is recorded for it hangs on one source or one origin.")
    NO_TENSION = "no_tension", _("no tension recorded"), _("What is recorded fits together on this question.")
    NOTHING = "nothing", _("nothing recorded"), _("No record here bears on this question.")

    @property
    def is_flag(self) -> bool:
        """True if a reader should look: the page shows it first, and it offers at least one innocent reading."""
        return self in _FLAGS

    @property
    def weight(self) -> int:
        """For sorting: what a reader should see first has the smallest."""
        return _ORDER.index(self)


_FLAGS = frozenset({Outcome.COVERING, Outcome.EXEMPTION, Outcome.DISPUTED, Outcome.TENSION, Outcome.CAUTION})
_ORDER = (
    Outcome.TENSION, Outcome.COVERING, Outcome.DISPUTED, Outcome.EXEMPTION, Outcome.CAUTION, Outcome.CANNOT_TELL,
    Outcome.NO_TENSION, Outcome.NOT_IN_FORCE, Outcome.NOTHING,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Side:
    """One reader's interpretation, beside others'."""

    reader: str
    coverage: str
    interpretation: str
    record: Used | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """What one rule concludes about one place of a chain, before it is signed with the rule's id and version."""

    outcome: Outcome
    sentence: str
    links: tuple[int, ...] = ()
    """Numbers of the links it is about, from 1; empty for the chain as a whole."""
    records: tuple[Used, ...] = ()
    """Every record that it was concluded from: read them again and the same follows."""
    innocent: tuple[str, ...] = ()
    """Readings of the same records under which nothing is amiss."""
    sides: tuple[Side, ...] = ()
    about: Used | None = None
    """The measure, licence or source that it names."""
    force: str = ""
    """Of a measure: binding, voluntary, a firm's own decision, unclear."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule's conclusion, signed."""

    rule: str
    version: int
    question: str
    said: Said

    @property
    def outcome(self) -> Outcome:
        return self.said.outcome

    @property
    def sentence(self) -> str:
        return self.said.sentence

    def form(self) -> dict[str, Any]:
        """As plain values, for JSON and for snapshots."""
        said = self.said
        return {
            "rule": self.rule,
            "version": self.version,
            "question": self.question,
            "outcome": said.outcome.value,
            "outcome_words": str(said.outcome.label),
            "sentence": said.sentence,
            "links": list(said.links),
            "about": _form(said.about) if said.about else None,
            "legal_force": said.force,
            "readings": [
                {"reader": side.reader, "coverage": side.coverage, "interpretation": side.interpretation}
                for side in said.sides
            ],
            "innocent_readings": list(said.innocent),
            "records": [_form(record) for record in said.records],
        }


def _form(record: Used) -> dict[str, Any]:
    return {"kind": record.kind, "id": record.public_id, "version": record.version, "title": record.title}


Judge = Callable[[Chain, Dossier], Iterable[Said]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One question to every chain. Pure: the same chain and dossier give the same findings, in the same order."""

    id: str
    version: int
    """Raise it whenever the same records would give another outcome or other words."""
    question: StrOrPromise
    inputs: StrOrPromise
    """What it reads, in a sentence for the methodology page."""
    judge: Judge
    silent_about: StrOrPromise = field(default="")
    """What it cannot see, in a sentence for the methodology page."""

    def findings(self, chain: Chain, dossier: Dossier) -> tuple[Finding, ...]:
        """What it concludes, what weighs most first; never nothing: an unknown input is a finding too."""
        said = sorted(self.judge(chain, dossier), key=lambda one: (one.outcome.weight, one.links))
        if not said:
            raise AssertionError(f"The rule {self.id} was silent; it has to say that nothing is recorded.")
        return tuple(Finding(self.id, self.version, str(self.question), one) for one in said)

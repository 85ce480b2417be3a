"""The methodology page, written by the code itself: every table is the one that the program uses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from conflicts.choices import AllegationState, IncidentKind, ItemRole
from core.choices import ExplainedChoices, Strength
from core.dates import PartialDate
from entities.choices import EntityKind, RelationshipKind
from evidence.choices import Credibility, GapKind, LineageKind, Reliability, ReplyKind, Rung, SourceKind, Stance
from evidence.grading import LEVELS, STRENGTHS
from exports.choices import (
    Authorised,
    Coverage,
    IncorporationKind,
    ItemKind,
    LegalForce,
    LicenceEventKind,
    LicenceKind,
    LicenceRole,
    MeasureKind,
    ProceedingKind,
    ProceedingState,
    ShipmentKind,
    ShipmentRole,
    ShipmentStatus,
    UndertakingKind,
)
from tracing.choices import Ending, LinkKind, TimeVerdict
from tracing.leads.catalogue import WHO_COULD_TELL, Standing
from tracing.leads.catalogue import rows as catalogue_rows
from tracing.rules import RULES, Outcome

Row = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """One table of a chapter."""

    ident: str
    title: object
    heads: tuple[object, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """One part of the page: what it is about, then its tables."""

    ident: str
    title: object
    words: tuple[object, ...]
    grids: tuple[Grid, ...] = ()


def chapters() -> list[Chapter]:
    """The whole page in reading order."""
    return [
        _claims(),
        _grading(),
        _proof(),
        _dates(),
        _chains(),
        _rules(),
        _citing(),
        _gaps(),
        _refute(),
        _roles(),
        _vocabularies(),
    ]


def _table(ident: str, title: object, vocabulary: type[ExplainedChoices]) -> Grid:
    rows = tuple((label, explanation) for _value, label, explanation in vocabulary.explained())
    return Grid(ident, title, (_("Word"), _("What it means")), rows)


def _claims() -> Chapter:
    words = (
        _("Every published record is carried by at least one citation; the database refuses a record without one."),
        _("A citation names a source, a place in it, what it says, a grade, a stance and how close the proof comes."),
        _("Claims may disagree, and both stay: nothing is settled by deleting or by majority."),
    )
    grids = (
        _table("stances", _("Stances"), Stance),
        _table("source-kinds", _("Kinds of source"), SourceKind),
        _table("lineage", _("How one source rests on another"), LineageKind),
    )
    return Chapter("claims", _("Claims and sources"), words, grids)


def _grading() -> Chapter:
    words = (
        _("Sources get a letter, information a digit (Admiralty grades). Letters stay letters; nothing is averaged."),
        _("F and 6 mean that the grade is missing, not that it is low."),
        _("Independence counts origins, not articles: lineage is followed to its roots, and sources that share a root "
          "count once. Three papers that repeat one leak are three sources and one origin."),
        _("A record is disputed where a source disputes it, or where sources state different values of a field."),
    )  # fmt: skip
    levels = tuple((rule.level.name.lower(), rule.words) for rule in LEVELS)
    strengths = tuple(
        (Strength(rule.strength).label, rule.words, Strength(rule.strength).explanation) for rule in STRENGTHS
    )
    grids = (
        Grid("strength", _("Strength of a record"), (_("Strength"), _("Rule"), _("In words")), strengths),
        Grid("levels", _("What one grade is worth"), (_("Level"), _("Grades")), levels),
        _table("reliability", _("Reliability of a source"), Reliability),
        _table("credibility", _("Credibility of information"), Credibility),
    )
    return Chapter("grading", _("Grades and strength"), words, grids)


def _proof() -> Chapter:
    words = (_("A rung says how close a citation comes to the thing itself, from the unit down to mere capability."),)
    return Chapter("proof", _("Rungs of proof"), words, (_table("rungs", _("Rungs, closest first"), Rung),))


DATES = (
    "2020-10-19", "2020-05", "2020", "2020~", "2020-05?", "202X", "2020-10-19/2020-10-22",
    "2020-04-16/..", "../2021-06",
)  # fmt: skip


def _dates() -> Chapter:
    words = (
        _("A date is as vague as its source: written in EDTF, kept with its first and last day, never rounded."),
        _("Comparing two dates has three answers: yes, no, cannot tell."),
    )
    rows = tuple((text, PartialDate.parse(text).words(), _bounds(PartialDate.parse(text))) for text in DATES)
    grid = Grid("dates-written", _("How dates are written and read"), (_("Written"), _("Read"), _("Bounds")), rows)
    return Chapter("dates", _("Dates"), words, (grid,))


def _bounds(moment: PartialDate) -> str:
    return f"{moment.earliest or '…'} – {moment.latest or '…'}"


def _chains() -> Chapter:
    words = (
        _("A chain is computed from records, never typed in: the same thing, in the hands of the next holder, at a "
          "possible time."),
        _("It does not switch from one named unit to another, and time must not run backwards within the bounds."),
        _("Chains are ranked by their weakest link, then by fewest gaps, then by length."),
    )  # fmt: skip
    kinds = tuple((kind.label, kind.explanation) for kind in LinkKind)
    endings = tuple((ending.label, ending.sentence) for ending in Ending)
    verdicts = tuple((verdict.label, verdict.sentence) for verdict in TimeVerdict)
    heads = (_("Word"), _("What it means"))
    grids = (
        Grid("links", _("Kinds of link"), heads, kinds),
        Grid("endings", _("How a chain ends"), heads, endings),
        Grid("verdicts", _("What its dates allow"), heads, verdicts),
    )
    return Chapter("chains", _("Chains"), words, grids)


def _rules() -> Chapter:
    words = (
        _("A rule puts one question to every chain, in the same way each time, and says what it concluded it from. "
          "Its number rises when the same records would give another answer or other words."),
        _("A tension is not a finding of wrongdoing. Every flag comes with readings of the same records under which "
          "nothing is amiss, and “cannot tell” is an answer like the others."),
        _("Whether a measure speaks to an exporter follows from who decided it: a state, to those under it; the "
          "European Union, to its members on that day; the United Nations, to all; the OSCE, to its participating "
          "States; a firm, to itself."),
    )  # fmt: skip
    rules = tuple((rule.question, f"{rule.id} v{rule.version}", rule.inputs, rule.silent_about) for rule in RULES)
    heads = (_("Question"), _("Rule"), _("What it reads"), _("What it cannot see"))
    grids = (
        Grid("rules-asked", _("Rules"), heads, rules),
        _table("outcomes", _("What a rule concludes"), Outcome),
    )
    return Chapter("rules", _("What the rules ask"), words, grids)


def _citing() -> Chapter:
    words = (
        _("A chain can be frozen. Its address is then the SHA-256 of all that was shown: question, chain, records with "
          "their versions, citations, sources, and what the rules said. The database refuses to change or remove it."),
        _("The same chain frozen twice has one address. The day of freezing stands beside it, not in it."),
        _("Its page says what has changed in its records since, a line a change. What only follows from another "
          "change, such as a strength from a citation, is not listed again."),
        _("A script of a page, at /chains/verify_snapshot.py, checks a downloaded one without us and offline."),
    )  # fmt: skip
    return Chapter("frozen", _("Frozen chains"), words)


def _gaps() -> Chapter:
    words = (
        _("A gap is a transfer that other records imply and of which there is no record here: drawn dashed, and listed "
          "as a lead. It does not say that anything was hidden, or that a rule was broken."),
        _("“No record here” is a statement about this database. Reasons can be innocent: civil goods need no permit, a "
          "distributor sold from stock, nobody has asked yet."),
        _("Order in time is not cause. Pages that show events by date say so."),
        _("Statistics stand beside shipments. They are never added to them, to each other, or to another register's."),
    )  # fmt: skip
    return Chapter("gaps", _("Gaps, and what is not said"), words)


def _refute() -> Chapter:
    words = (
        _("For each link of a chain the questions below ask what would refute it. Sources that dispute a record, "
          "replies and what is recorded under a permit answer some of them; what else somebody asked or looked for is "
          "recorded as a check, with its source."),
        _("“Looked into, stands” says that somebody looked and that what came back does not refute the link; no more. "
          "“Not sought” says that nobody is recorded here as having asked."),
        _("Who is likely to hold a missing piece follows from records: the giver, the taker, the body that gives "
          "permits for exports from the giver's country, the carrier, whoever has the thing. It says whom to ask."),
    )  # fmt: skip
    questions = tuple(
        (check.label, LinkKind(kind).label, check.explanation, WHO_COULD_TELL[check])
        for kind, check in catalogue_rows()
    )
    heads = (_("Question"), _("Link"), _("What would refute it"), _("Who could tell"))
    grids = (
        Grid("questions", _("What would refute each kind of link"), heads, questions),
        _table("standings", _("How far somebody looked"), Standing),
        _table("gap-kinds", _("What can be missing"), GapKind),
        _table("replies", _("What came back"), ReplyKind),
    )
    return Chapter("refute", _("Leads, and what would refute a chain"), words, grids)


def _roles() -> Chapter:
    words = (
        _("Exporter, intermediary and end user are roles in records; one company can have all three."),
        _("Consignee and declared end user are separate and may differ. Observed use stands beside declared use."),
        _("Persons appear in public roles only."),
    )
    grids = (
        _table("entity-kinds", _("Kinds of entity"), EntityKind),
        _table("licence-roles", _("Roles on a licence"), LicenceRole),
        _table("shipment-roles", _("Other roles in a shipment"), ShipmentRole),
        _table("relationships", _("Relationships"), RelationshipKind),
    )
    return Chapter("roles", _("Who"), words, grids)


VOCABULARIES: Iterable[tuple[str, object, type[ExplainedChoices]]] = (
    ("item-kinds", _("Items"), ItemKind),
    ("incorporation-kinds", _("Incorporations"), IncorporationKind),
    ("shipment-kinds", _("Shipments"), ShipmentKind),
    ("shipment-status", _("Status of a shipment"), ShipmentStatus),
    ("permission", _("Permission recorded for a shipment"), Authorised),
    ("licence-kinds", _("Licences"), LicenceKind),
    ("licence-events", _("What happens to a licence"), LicenceEventKind),
    ("undertakings", _("Undertakings"), UndertakingKind),
    ("measure-kinds", _("Measures"), MeasureKind),
    ("legal-force", _("Legal force"), LegalForce),
    ("coverage", _("How a reader reads a measure"), Coverage),
    ("proceeding-kinds", _("Proceedings"), ProceedingKind),
    ("proceeding-states", _("States of a proceeding"), ProceedingState),
    ("incident-kinds", _("Incidents"), IncidentKind),
    ("incident-roles", _("Role of an item in an incident"), ItemRole),
    ("allegations", _("States of an allegation"), AllegationState),
)


def _vocabularies() -> Chapter:
    grids = tuple(_table(ident, title, vocabulary) for ident, title, vocabulary in VOCABULARIES)
    return Chapter("words", _("Words used"), (_("Every closed list of words, as editors see it."),), grids)

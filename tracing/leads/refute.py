"""What would refute a chain: the questions for each link, and how far each was looked into.

What citations, replies, licences and recorded gaps tell is derived; the rest is recorded as a `Check`. A question that
nobody is recorded as having asked stays "not sought": silence is no answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from evidence.choices import CheckKind, ReplyKind, Stance
from tracing.choices import LinkKind
from tracing.dossier.claims import CitationFact
from tracing.dossier.facts import Dossier, Key
from tracing.leads.catalogue import CATALOGUE, WHO_COULD_TELL, Standing
from tracing.leads.facts import Beside, CheckFact, ReplyFact
from tracing.leads.find import asking_of
from tracing.leads.join import is_about
from tracing.leads.pieces import At, pieces_at
from tracing.model import Chain, Link

MOST_NOTES = 4
# A source that states otherwise about one of these fields answers that question; about the record as a whole, "denied".
BY_FIELD: dict[str, CheckKind] = {
    **dict.fromkeys(("recipient", "exporter", "delivered", "ordered", "item"), CheckKind.OTHER_RECIPIENT),
    "status": CheckKind.NOT_DELIVERED,
    **dict.fromkeys(("destination", "authority", "issued", "valid_until"), CheckKind.OTHER_GOODS),
    **dict.fromkeys(("component", "platform", "integrator"), CheckKind.OTHER_PART),
    **dict.fromkeys(("component_unit", "platform_unit"), CheckKind.OTHER_SERIAL),
    **dict.fromkeys(("user", "actor"), CheckKind.OTHER_USER),
    **dict.fromkeys(("conflict", "place"), CheckKind.NOT_THERE),
    **dict.fromkeys(("", "kind"), CheckKind.DENIED),
}


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that bears on a question: what it makes of it, in a sentence, and where to read it."""

    standing: Standing
    words: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One question about one link, with all that bears on it."""

    link: int
    check: CheckKind
    notes: tuple[Note, ...] = ()

    @property
    def standing(self) -> Standing:
        return max((note.standing for note in self.notes), key=lambda one: one.weight, default=Standing.NOT_SOUGHT)

    @property
    def who(self) -> str:
        """Who could tell."""
        return str(WHO_COULD_TELL[self.check])

    @property
    def shown(self) -> tuple[Note, ...]:
        """The first notes, those that decide the standing before others."""
        return tuple(sorted(self.notes, key=lambda note: -note.standing.weight))[:MOST_NOTES]

    def form(self) -> dict[str, Any]:
        """As plain values, for JSON and for snapshots."""
        return {
            "link": self.link,
            "check": self.check.value,
            "question": str(self.check.label),
            "would_refute": str(self.check.explanation),
            "who_could_tell": self.who,
            "state": self.standing.value,
            "notes": [{"state": note.standing.value, "words": note.words} for note in self.notes],
        }


@dataclass(frozen=True, slots=True)
class LinkQuestions:
    """The questions about one link."""

    number: int
    link: Link
    questions: tuple[Question, ...]

    @property
    def sought(self) -> tuple[Question, ...]:
        """Those on which something is recorded here."""
        return tuple(one for one in self.questions if one.standing is not Standing.NOT_SOUGHT)

    @property
    def not_sought(self) -> tuple[Question, ...]:
        """Those that nobody is recorded as having asked."""
        return tuple(one for one in self.questions if one.standing is Standing.NOT_SOUGHT)


def refutations(chain: Chain, dossier: Dossier, beside: Beside) -> tuple[LinkQuestions, ...]:
    """Use for one chain: every link with its questions, in order. No queries."""
    units: set[int] = set()
    found = []
    for number, link in enumerate(chain.links, start=1):
        at = At(number, link, chain, dossier, beside)
        asked = [Question(number, check, tuple(_notes(check, at))) for check in CATALOGUE[link.kind]]
        new = [unit.pk for state in (link.source, link.target) if state and (unit := state.unit)]
        if fresh := [pk for pk in dict.fromkeys(new) if pk not in units]:
            notes = tuple(_recorded(CheckKind.OTHER_UNIT, [("item_unit", pk) for pk in fresh], beside))
            asked.append(Question(number, CheckKind.OTHER_UNIT, notes))
            units.update(fresh)
        found.append(LinkQuestions(number, link, tuple(asked)))
    return tuple(found)


def _notes(check: CheckKind, at: At) -> Iterator[Note]:
    yield from _recorded(check, _where_recorded(at), at.beside)
    if check in AT_RECORDS:
        yield from _disputed(check, at)
    if check in DERIVED:
        yield from DERIVED[check](at)


def _where_recorded(at: At) -> list[Key]:
    """The link's own records; for a link without any, the records that imply it: the next link's, or for a change of
    name those on both sides."""
    if at.link.kind not in {LinkKind.NO_RECORD, LinkKind.RECORDED_AS, LinkKind.SAME_TYPE}:
        return _keys([at.link])
    before = at.chain.links[at.number - 2 : at.number - 1] if at.number > 1 else ()
    after = at.chain.links[at.number : at.number + 1]
    return _keys(after if at.link.is_gap else (*before, *after))


def _keys(links: Sequence[Link]) -> list[Key]:
    return [(record.kind, record.pk) for link in links for record in link.records]


def _recorded(check: CheckKind, keys: Sequence[Key], beside: Beside) -> Iterator[Note]:
    for key in keys:
        for fact in beside.checks.get(key, ()):
            if fact.kind == check:
                yield Note(Standing(fact.state), _check_words(fact), fact.url)


def _check_words(fact: CheckFact) -> str:
    who = _("%(whom)s was asked") % {"whom": fact.asked_of} if fact.asked_of else ""
    parts = [fact.by, who, fact.when.words() if fact.when else ""]
    told = ", ".join(part for part in parts if part)
    return f"{told}: {fact.result}" if told and fact.result else fact.result or told or _("somebody asked")


def _disputed(check: CheckKind, at: At) -> Iterator[Note]:
    """Sources that dispute the record, by the field that they are about."""
    for key in _keys([at.link]):
        for claim in at.dossier.citations.get(key, ()):
            if claim.stance == Stance.DISPUTES and BY_FIELD.get(claim.field) == check:
                yield Note(Standing.FOUND, _claim_words(claim), claim.source.url)


def _claim_words(claim: CitationFact) -> str:
    said = claim.says or (f"{claim.field}: {claim.value_printed or claim.value_read}" if claim.field else "")
    name = f"{claim.source.name} ({claim.grade})"
    return f"{name}: {said}" if said else _("%(source)s states otherwise.") % {"source": name}


def _denied(at: At) -> Iterator[Note]:
    """Replies that a source about this record reports."""
    claims = [claim for key in _keys([at.link]) for claim in at.dossier.citations.get(key, ())]
    stances = {claim.source.pk: claim.stance for claim in claims}
    for reply in at.beside.replies:
        if reply.source in stances:
            yield Note(_standing(reply, stances[reply.source]), _reply_words(reply), reply.url)


def _standing(reply: ReplyFact, stance: str) -> Standing:
    """An answer settles it only as far as its source takes a side; a refusal to answer, and a denial that no source
    here takes up, leave it open."""
    if stance == Stance.DISPUTES:
        return Standing.FOUND
    answered = reply.kind == ReplyKind.ANSWERED and stance == Stance.SUPPORTS
    return Standing.SURVIVED if answered else Standing.ASKED


def _reply_words(reply: ReplyFact) -> str:
    asking = asking_of(reply)
    when = f", {asking.when.words()}" if asking.when else ""
    return f"{asking.whom} – {asking.outcome}{when}. {reply.question}".strip()


def _used(at: At) -> Iterator[Note]:
    """A shipment that is recorded under the permit answers whether anything moved."""
    for record in at.link.records:
        for shipment in at.beside.under_licence.get(record.pk, ()) if record.kind == "licence" else ():
            words = _("A shipment is recorded under it: %(shipment)s.") % {"shipment": shipment.title}
            yield Note(Standing.SURVIVED, words, shipment.url)


def _from_the_thing(at: At) -> Iterator[Note]:
    """Sources at the rung of the unit saw the thing itself, and support the record."""
    for key in _keys([at.link]):
        names = dict.fromkeys(claim.source.name for claim in at.dossier.supporting(key) if claim.rung == "unit")
        if names:
            words = _("Told from the thing itself by %(names)s.") % {"names": ", ".join(names)}
            yield Note(Standing.SURVIVED, words)


def _route(at: At) -> Iterator[Note]:
    """What is recorded about a gap that speaks of this transfer."""
    pieces = [piece for piece in pieces_at(at) if piece.family == "route"]
    for gap in at.beside.gaps:
        if not any(is_about(gap, piece) for piece in pieces):
            continue
        if gap.asked is not None:
            words = {"when": gap.asked.words(), "result": gap.result or _("what came back is not recorded")}
            yield Note(Standing.ASKED, _("Asked %(when)s: %(result)s") % words, gap.record.url)
        for reply in at.beside.replies_to(gap):
            yield Note(Standing.ASKED, _reply_words(reply), reply.url)


AT_RECORDS = frozenset(CheckKind) - {CheckKind.OTHER_ROUTE, CheckKind.OTHER_PARTY, CheckKind.OTHER_VARIANT}
DERIVED: dict[CheckKind, Callable[[At], Iterator[Note]]] = {
    CheckKind.DENIED: _denied,
    CheckKind.NOT_USED: _used,
    CheckKind.OTHER_TYPE: _from_the_thing,
    CheckKind.OTHER_ROUTE: _route,
}

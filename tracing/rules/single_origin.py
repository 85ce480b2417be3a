"""Which links go back to one origin? Independence counts origins, not articles (evidence/grading.py)."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from evidence.grading import independent_groups
from tracing.dossier.claims import SourceFact
from tracing.dossier.facts import Dossier
from tracing.model import Chain, Link, RecordRef
from tracing.rules.finding import Outcome, Rule, Said


def judge(chain: Chain, dossier: Dossier) -> Iterator[Said]:
    """One finding for each link that rests on records."""
    for number, link in enumerate(chain.links, start=1):
        if link.records:
            yield _link(number, link, dossier)
    if not any(link.records for link in chain.links):
        yield Said(Outcome.CANNOT_TELL, _("No link of this chain rests on a record."))


def _link(number: int, link: Link, dossier: Dossier) -> Said:
    """By its best-carried record: what carries another flow between the same two confirms nothing about this one."""
    by_record = {record: _origins(record, dossier) for record in link.records}
    records = tuple(dossier.record(record) for record in link.records)
    best = max(by_record, key=lambda record: by_record[record])
    words = {"number": number, "verb": link.verb, "end": link.end.label, "origins": by_record[best]}
    if not by_record[best]:
        sentence = _("Link %(number)d (%(verb)s, %(end)s) has no supporting source; its records are disputed.") % words
        return Said(Outcome.CANNOT_TELL, sentence, (number,), records)
    if by_record[best] > 1:
        sentence = _("Link %(number)d (%(verb)s, %(end)s) goes back to %(origins)d independent origins.") % words
        return Said(Outcome.NO_TENSION, sentence, (number,), records)
    return Said(Outcome.CAUTION, _one_origin(link, words, dossier), (number,), records, _innocent())


def _origins(record: RecordRef, dossier: Dossier) -> int:
    """Reckoned once for a record, though it may stand in each chain."""
    key = (record.kind, record.pk)
    if key not in dossier.origins:
        sources = {claim.source.pk for claim in dossier.supporting(key)}
        dossier.origins[key] = len(independent_groups(sources, dossier.lineage))
    return dossier.origins[key]


def _one_origin(link: Link, words: dict[str, object], dossier: Dossier) -> str:
    sources = supporting_sources(link, dossier)
    count = ngettext("%(n)d source", "%(n)d sources", len(sources)) % {"n": len(sources)}
    words |= {"sources": count, "names": ", ".join(dict.fromkeys(source.name for source in sources.values()))}
    if len(link.records) > 1:
        return _("Each record of link %(number)d (%(verb)s, %(end)s) goes back to one origin: %(sources)s "
                 "(%(names)s).") % words  # fmt: skip
    return _("Link %(number)d (%(verb)s, %(end)s) goes back to one origin: %(sources)s (%(names)s).") % words


def supporting_sources(link: Link, dossier: Dossier) -> dict[int, SourceFact]:
    """The sources that carry any record of the link, by key."""
    claims = (claim for record in link.records for claim in dossier.supporting((record.kind, record.pk)))
    return {claim.source.pk: claim.source for claim in claims}


def _innocent() -> tuple[str, ...]:
    return (
        _("One origin can be right: an original document or an examination of the thing itself needs no second."),
        _("Other sources may say the same and not be recorded here."),
    )


RULE = Rule(
    id="single-origin",
    version=1,
    question=gettext_lazy("Which links go back to one origin?"),
    inputs=gettext_lazy("Supporting sources of each link's records, and what those sources rest on."),
    judge=judge,
    silent_about=gettext_lazy("Common origins that are not recorded: two papers may have had one informant."),
)

"""Was it declared, or let through, as civil, and then seen in military use?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exports.choices import Authorised, MeasureKind
from tracing.dossier.facts import Dossier, Used
from tracing.model import Chain
from tracing.rules.finding import Outcome, Rule, Said
from tracing.rules.observed import ARMED, Observed, observed, permits

CIVIL = re.compile(r"\bcivil(?:ian)?\b(?!\s+war)", re.IGNORECASE)


def judge(chain: Chain, dossier: Dossier) -> Iterator[Said]:
    """One finding for each record that lets the item pass as civil; cannot tell where none says for what it was."""
    end = observed(chain, dossier)
    found = list(_declared(chain, dossier))
    for words, number, record in found:
        yield _against(words, number, record, end)
    if not found:
        yield Said(Outcome.CANNOT_TELL, _("No declared end use, civil or military, is recorded on this chain."))


def _declared(chain: Chain, dossier: Dossier) -> Iterator[tuple[str, int, Used]]:
    """What lets the item pass as civil: in words, at which link, by which record."""
    yield from _without_licence(chain, dossier)
    for number, licence in permits(chain, dossier):
        if CIVIL.search(licence.conditions):
            yield _quoted(licence.record, licence.conditions), number, licence.record
    first: dict[int, int] = {}
    for number, link in enumerate(chain.links, start=1):
        first.setdefault(link.source.item.pk, number)
    yield from _in_words(first, dossier)


def _without_licence(chain: Chain, dossier: Dossier) -> Iterator[tuple[str, int, Used]]:
    for number, link in enumerate(chain.links, start=1):
        for record in link.records:
            if record.kind == "shipment" and dossier.shipments[record.pk].authorised == Authorised.NOT_REQUIRED:
                words = _("A source states that no licence was needed for “%(title)s”.") % {
                    "title": dossier.record(record).title
                }
                yield words, number, dossier.record(record)


def _in_words(first: Mapping[int, int], dossier: Dossier) -> Iterator[tuple[str, int, Used]]:
    """Promises and stated policies about an item of the chain; `first` is the first link of each item."""
    for promise in dossier.undertakings:
        links = [first[pk] for pk in promise.items & first.keys()]
        if links and CIVIL.search(promise.terms):
            yield _quoted(promise.record, promise.terms), min(links), promise.record
    for measure in dossier.measures:
        links = [number for pk, number in first.items() if dossier.items[pk].known_as & measure.items]
        if links and measure.kind == MeasureKind.POSITION and CIVIL.search(measure.scope):
            yield _quoted(measure.record, measure.scope), min(links), measure.record


def _quoted(record: Used, words: str) -> str:
    return _("“%(title)s” is recorded with the words “%(words)s”.") % {"title": record.title, "words": words}


def _against(words: str, number: int, record: Used, end: Observed | None) -> Said:
    if end is None:
        sentence = f"{words} {_('This chain reaches no observed use.')}"
        return Said(Outcome.CANNOT_TELL, sentence, (number,), (record,), about=record)
    links, records = (number, end.number), (record, end.incident.record)
    sentence = (
        words
        + " "
        + _("Its end: “%(incident)s”, %(user)s.")
        % {
            "incident": end.incident.record.title,
            "user": end.user.name,
        }
    )
    if end.incident.conflict is not None or end.user.kind in ARMED:
        return Said(Outcome.TENSION, sentence, links, records, _innocent(), about=record)
    return Said(Outcome.NO_TENSION, sentence, links, records, about=record)


def _innocent() -> tuple[str, ...]:
    return (
        _("Goods for civil use are sold freely and may be bought by anyone; the seller need not have known."),
        _("The thing seen may be used, resold, stolen or a copy, and not part of what was declared."),
    )


RULE = Rule(
    id="civil-end-use",
    version=2,
    question=gettext_lazy("Was it declared, or let through, as civil, and then seen in military use?"),
    inputs=gettext_lazy(
        "Shipments for which no licence was needed; conditions, promises and stated policies that say “civil”; the "
        "incident that ends the chain."
    ),
    judge=judge,
    silent_about=gettext_lazy("End uses that are declared in words other than “civil”, or not published."),
)

"""Which links would fall if a source were withdrawn?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tracing.dossier.claims import SourceFact
from tracing.dossier.facts import Dossier, Used
from tracing.model import Chain
from tracing.rules.finding import Outcome, Rule, Said
from tracing.rules.single_origin import supporting_sources


def judge(chain: Chain, dossier: Dossier) -> Iterator[Said]:
    """One finding for each source that carries a link by itself, those that carry most first."""
    carried = {
        number: supporting_sources(link, dossier) for number, link in enumerate(chain.links, start=1) if link.records
    }
    falls: dict[int, list[int]] = defaultdict(list)
    known = {pk: source for sources in carried.values() for pk, source in sources.items()}
    rests = {pk: origins for pk in known if (origins := dossier.lineage.get(pk))}
    for pk in known:
        gone = withdrawn_with(pk, rests)
        falls[pk] = [number for number, sources in carried.items() if sources and sources.keys() <= gone]
    bearing = sorted((pk for pk in falls if falls[pk]), key=lambda pk: (-len(falls[pk]), known[pk].public_id))
    for pk in bearing:
        yield _falls(known[pk], tuple(falls[pk]), chain, dossier)
    if not bearing:
        yield _nothing_falls(known)


def withdrawn_with(source: int, rests: Mapping[int, frozenset[int]]) -> frozenset[int]:
    """The source and all that rest on nothing but it: a repost falls with what it reposts.

    `rests` leads from each source that may fall too to those that it rests on directly; they are never none.
    """
    gone = {source}
    while True:
        more = {pk for pk, origins in rests.items() if pk not in gone and origins <= gone}
        if not more:
            return frozenset(gone)
        gone |= more


def _falls(source: SourceFact, links: tuple[int, ...], chain: Chain, dossier: Dossier) -> Said:
    words = {
        "source": source.name,
        "title": source.title,
        "links": ", ".join(
            f"{number} ({chain.links[number - 1].verb}, {chain.links[number - 1].end.label})" for number in links
        ),
    }
    sentence = (
        ngettext(
            "If “%(title)s” (%(source)s) were withdrawn, link %(links)s would rest on no source here.",
            "If “%(title)s” (%(source)s) were withdrawn, links %(links)s would rest on no source here.",
            len(links),
        )
        % words
    )
    used = Used("source", source.pk, source.public_id, source.title, source.url, source.version)
    records = tuple(dossier.record(record) for number in links for record in chain.links[number - 1].records)
    return Said(Outcome.CAUTION, sentence, links, (used, *records), _innocent(), about=used)


def _nothing_falls(known: Mapping[int, SourceFact]) -> Said:
    if not known:
        return Said(Outcome.CANNOT_TELL, _("No supporting source is recorded for any link of this chain."))
    return Said(Outcome.NO_TENSION, _("No source carries a link of this chain by itself."))


def _innocent() -> tuple[str, ...]:
    return (_("A link that one source carries may be as true as any other; it is only easier to lose."),)


RULE = Rule(
    id="load-bearing-source",
    version=1,
    question=gettext_lazy("Which links would fall if a source were withdrawn?"),
    inputs=gettext_lazy(
        "Supporting sources of each link's records; sources that rest on nothing but another fall with it."
    ),
    judge=judge,
    silent_about=gettext_lazy("Sources that say the same and are not recorded here."),
)

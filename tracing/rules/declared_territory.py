"""Was it seen outside the country that it was declared for?"""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracing.dossier.facts import Dossier, LicenceFact, UndertakingFact
from tracing.model import Chain
from tracing.rules.finding import Outcome, Rule, Said
from tracing.rules.observed import Observed, observed, permits


def judge(chain: Chain, dossier: Dossier) -> Iterator[Said]:
    """One finding for each permit and each promise about use; cannot tell where there is none."""
    end = observed(chain, dossier)
    listed = list(permits(chain, dossier))
    promises = [promise for promise in dossier.undertakings if promise.terms and _concerns(promise, chain)]
    for number, licence in listed:
        yield _permit(number, licence, end, dossier)
    for promise in promises:
        yield _promise(promise, end)
    if not listed and not promises:
        yield Said(Outcome.CANNOT_TELL, _("No permit and no promise about the place of use is recorded on this chain."))


def _concerns(promise: UndertakingFact, chain: Chain) -> bool:
    return bool(promise.items & {link.source.item.pk for link in chain.links})


def _permit(number: int, licence: LicenceFact, end: Observed | None, dossier: Dossier) -> Said:
    record = licence.record
    if not licence.destination:
        sentence = _("No country of destination is recorded on “%(title)s”.") % {"title": record.title}
        return Said(Outcome.CANNOT_TELL, sentence, (number,), (record,), about=record)
    words = {"title": record.title, "declared": licence.destination_name}
    if end is None or not end.country:
        sentence = (
            _("Destination on “%(title)s”: %(declared)s. Where it was used is not recorded on this chain.") % words
        )
        return Said(Outcome.CANNOT_TELL, sentence, (number,), (record,), about=record)
    words |= {"user": end.user.name, "country": dossier.country(end.country), "incident": end.incident.record.title}
    if end.incident.place:
        sentence = _("Destination on “%(title)s”: %(declared)s. Place of “%(incident)s”: %(country)s.") % words
    elif not end.is_named:
        sentence = (
            _("Destination on “%(title)s”: %(declared)s. “%(incident)s” names no user and no country; the holder, "
              "%(user)s (%(country)s), is taken for the user.") % words
        )  # fmt: skip
    else:
        sentence = (
            _("Destination on “%(title)s”: %(declared)s. “%(incident)s” records use by %(user)s (%(country)s).") % words
        )
    links, records = (number, end.number), (record, end.incident.record)
    if end.country == licence.destination:
        return Said(Outcome.NO_TENSION, sentence, links, records, about=record)
    return Said(Outcome.TENSION, sentence, links, records, _innocent(), about=record)


def _promise(promise: UndertakingFact, end: Observed | None) -> Said:
    words = {"title": promise.record.title, "terms": promise.terms, "by": promise.given_by.name}
    sentence = _("“%(title)s” (given by %(by)s) is recorded in words: “%(terms)s”") % words
    records = (promise.record, *([end.incident.record] if end else []))
    sentence += " " + _("A rule cannot read whether the place of use lies within them; a reader can.")
    return Said(Outcome.CANNOT_TELL, sentence, (end.number,) if end else (), records, about=promise.record)


def _innocent() -> tuple[str, ...]:
    return (
        _("A destination is where goods are sent; a product they go into may be exported on with consent."),
        _("Armed forces may use what they hold outside their own country."),
        _("The thing seen may have come under another permit than this one."),
    )


RULE = Rule(
    id="declared-territory",
    version=2,
    question=gettext_lazy("Was it seen outside the country that it was declared for?"),
    inputs=gettext_lazy(
        "Countries of destination of permits on the chain, promises about use; place and user of the incident at its "
        "end."
    ),
    judge=judge,
    silent_about=gettext_lazy("Terms of permits and promises that no source read has printed."),
)

"""The search page: results with the reason for each, facets as links, and what in the address cannot be understood."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.apps import apps
from django.http import Http404, QueryDict
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.choices import Strength
from entities.models import Country
from evidence.subjects import SUBJECTS
from pages.addresses import record_url
from pages.facets import Facet, FacetValue
from search.choices import How, What
from search.find import LAST_PAGE, ROWS_A_PAGE, Answer, Asked, Count, Hit, find

LONGEST, EXCERPT = 200, 180
PARAMETERS = ("q", "kind", "country", "strength", "page")
MODELS = SUBJECTS | {"country": "entities.Country", "source": "evidence.Source"}
# What the words for a record and its address need beside its own row.
RELATED = {
    "item_unit": ("item",),
    "licence_event": ("licence",),
    "measure_reading": ("measure", "reader"),
    "shipment": ("item", "exporter", "recipient"),
    "incorporation": ("component", "platform"),
    "allegation": ("incident", "alleged_by"),
    "relationship": ("subject", "object"),
    "lobby_contact": ("lobbyist", "client"),
}
KINDS = {
    "item": (gettext_lazy("item"), gettext_lazy("items")),
    "entity": (gettext_lazy("entity"), gettext_lazy("entities")),
    "country": (gettext_lazy("country"), gettext_lazy("countries")),
    "conflict": (gettext_lazy("conflict"), gettext_lazy("conflicts")),
    "item_unit": (gettext_lazy("unit or lot"), gettext_lazy("units and lots")),
    "licence": (gettext_lazy("licence"), gettext_lazy("licences")),
    "measure": (gettext_lazy("measure"), gettext_lazy("measures")),
    "incident": (gettext_lazy("incident"), gettext_lazy("incidents")),
    "shipment": (gettext_lazy("shipment"), gettext_lazy("shipments")),
    "incorporation": (gettext_lazy("incorporation"), gettext_lazy("incorporations")),
    "proceeding": (gettext_lazy("proceeding"), gettext_lazy("proceedings")),
    "undertaking": (gettext_lazy("undertaking"), gettext_lazy("undertakings")),
    "licence_event": (gettext_lazy("licence event"), gettext_lazy("licence events")),
    "measure_reading": (gettext_lazy("reading of a measure"), gettext_lazy("readings of measures")),
    "allegation": (gettext_lazy("allegation"), gettext_lazy("allegations")),
    "relationship": (gettext_lazy("relationship"), gettext_lazy("relationships")),
    "lobby_contact": (gettext_lazy("lobbying contact"), gettext_lazy("lobbying contacts")),
    "trade_statistic": (gettext_lazy("statistic"), gettext_lazy("statistics")),
    "place": (gettext_lazy("place"), gettext_lazy("places")),
    "source": (gettext_lazy("source"), gettext_lazy("sources")),
}


@dataclass(frozen=True, slots=True)
class Result:
    """One record found: what it is called, where it is shown, and why it was found."""

    title: str
    url: str
    kind: str
    strength: str
    reason: str
    record: str
    """What it is, as the parameter `kind` names it; `kind` is the same in words."""
    public_id: str


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What the template draws."""

    asked: Asked
    answer: Answer
    results: tuple[Result, ...] = ()

    @property
    def facets(self) -> list[Facet]:
        """Kinds, countries and strengths with the number of results of each, as links that choose or undo."""
        kinds = [replace(one, label=str(KINDS[one.value][1])) for one in self.answer.kinds]
        countries = [replace(one, value=one.value.lower()) for one in self.answer.countries]
        strengths = [replace(one, label=str(Strength(one.value).label).lower()) for one in self.answer.strengths]
        facets = (
            ("kind", _("Kind"), kinds),
            ("country", _("Country"), countries),
            ("strength", _("Strength"), strengths),
        )
        return [Facet(label, tuple(self._values(name, counts))) for name, label, counts in facets if counts]

    def _values(self, name: str, counts: list[Count]) -> Iterator[FacetValue]:
        chosen = getattr(self.asked, name).lower()
        for one in counts:
            is_chosen = one.value == chosen
            url = self.address(**{name: "" if is_chosen else one.value, "page": ""})
            yield FacetValue(one.label, one.number, url, is_chosen)

    def address(self, **changes: str) -> str:
        """This search with some parameters changed; empty ones are left out."""
        now = {"q": self.asked.words, "kind": self.asked.kind, "country": self.asked.country.lower()}
        now |= {"strength": self.asked.strength, "page": str(self.asked.page) if self.asked.page > 1 else ""}
        return "/search/?" + urlencode({name: value for name, value in (now | changes).items() if value})

    @property
    def first(self) -> int:
        """The number of the first result of this page."""
        return (self.asked.page - 1) * ROWS_A_PAGE + 1

    @property
    def before(self) -> str:
        """The address of the page before; empty on the first."""
        page = self.asked.page - 1
        return self.address(page=str(page) if page > 1 else "") if page else ""

    @property
    def after(self) -> str:
        """The address of the next page; empty on the last."""
        page = self.asked.page
        return self.address(page=str(page + 1)) if page * ROWS_A_PAGE < self.answer.number and page < LAST_PAGE else ""


def problems(query: QueryDict) -> dict[str, str]:
    """One sentence for each parameter that this page cannot understand; names it does not know are no part of it."""
    found = {}
    kind, country, strength, page = (query.get(name, "") for name in PARAMETERS[1:])
    if len(query.get("q", "")) > LONGEST:
        found["q"] = _("A search has at most %d characters.") % LONGEST
    if kind and kind not in KINDS:
        found["kind"] = _("Write one of: %s.") % ", ".join(sorted(KINDS))
    if country and not (
        re.fullmatch("[A-Za-z0-9-]{2,8}", country) and Country.objects.filter(code=country.upper()).exists()
    ):
        found["country"] = _("No country has this code. Write a code such as tr.")
    if strength and strength not in Strength.values:
        found["strength"] = _("Write one of: %s.") % ", ".join(Strength.values)
    if page and not (page.isascii() and page.isdigit() and 0 < int(page) <= LAST_PAGE):
        found["page"] = _("Write a number from 1 to %d.") % LAST_PAGE
    return found


def search(query: QueryDict) -> SearchPage:
    """Call it after `problems` found none. Two statements, and one for each kind of record on the page."""
    words, kind, country, strength, page = (query.get(name, "") for name in PARAMETERS)
    asked = Asked(words.strip(), kind, country.upper(), strength, int(page or 1))
    answer = find(asked)
    if asked.page > 1 and not answer.hits:
        raise Http404(_("There is no such page of this search."))
    return SearchPage(asked, answer, tuple(_results(answer.hits, asked.words)))


def _results(hits: tuple[Hit, ...], words: str) -> Iterator[Result]:
    wanted: dict[str, list[int]] = defaultdict(list)
    for hit in hits:
        wanted[hit.kind].append(hit.record_id)
    records = {kind: _records(kind, keys) for kind, keys in wanted.items()}
    for hit in hits:
        record = records[hit.kind].get(hit.record_id)
        if record is not None:
            yield Result(
                title=str(record),
                url=record_url(record),
                kind=str(KINDS[hit.kind][0]),
                strength=getattr(record, "strength", ""),
                reason=why(hit, str(record), words),
                record=hit.kind,
                public_id=record.code if isinstance(record, Country) else record.public_id,
            )


def _records(kind: str, keys: list[int]) -> dict[int, Any]:
    rows = apps.get_model(MODELS[kind])._default_manager.select_related(*RELATED.get(kind, ()))
    found: dict[int, Any] = rows.in_bulk(keys)
    return found


def why(hit: Hit, shown: str, words: str) -> str:
    """The name, number or text that matched, and how; nothing where the title says it."""
    what, quoted = str(hit.what.label), f"“{_around(hit.text, words)}”"
    if hit.how == How.SIMILAR:
        return _("similar %(what)s") % {"what": what} + ("" if hit.text == shown else f": {quoted}")
    if hit.what == What.NAME and hit.text == shown:
        return ""
    if hit.how == How.CONTAINS:
        return _("%(what)s contains “%(words)s”: %(quoted)s") % {"what": what, "words": words, "quoted": quoted}
    return f"{what}: {quoted}"


def _around(text: str, words: str) -> str:
    """A long text from a little before the first of the words that stands in it letter by letter."""
    text = " ".join(text.split())
    lowered = text.lower()
    places = [place for word in words.lower().split() if (place := lowered.find(word)) >= 0]
    start = max(min(places, default=0) - EXCERPT // 3, 0) if len(text) > EXCERPT else 0
    start = text.rfind(" ", 0, start) + 1
    return ("…" if start else "") + Truncator(text[start:]).chars(EXCERPT)

"""What differs between a frozen chain's records and the same records now: one line a change. Pure: two forms in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracing.snapshots.canonical import Json, canonical
from tracing.snapshots.thaw import page_of

CITATION_FIELDS = {
    "stance": gettext_lazy("stance"),
    "grade": gettext_lazy("grade"),
    "rung": gettext_lazy("proof"),
    "locator": gettext_lazy("place in the source"),
    "says": gettext_lazy("what it says"),
    "value_printed": gettext_lazy("value as printed"),
    "value_read": gettext_lazy("value as read"),
}
SOURCE_FIELDS = {
    "title": gettext_lazy("title"),
    "publisher": gettext_lazy("publisher"),
    "authors": gettext_lazy("authors"),
    "kind": gettext_lazy("kind"),
    "published": gettext_lazy("published"),
    "language": gettext_lazy("language"),
    "reliability": gettext_lazy("reliability"),
    "url": gettext_lazy("address"),
    "archived_url": gettext_lazy("archived copy"),
}
LONGEST = 160
Ident = tuple[str, str]
Claims = defaultdict[Ident, list[Json]]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is not as it was frozen."""

    about: str
    """The record or the source, as it was called when it was frozen."""
    words: str
    url: str = ""

    def __str__(self) -> str:
        return f"{self.about}: {self.words}"


def changes(frozen: Json, today: Json) -> list[Change]:
    """Every difference in records, citations and sources, in reading order; nothing that only follows from another."""
    claims = _by_record(frozen["citations"]), _by_record(today["citations"])
    of_sources = _of_sources(frozen["sources"], today["sources"])
    present = {_ident(record): record for record in today["records"]}
    names = {source["id"]: source["name"] for source in (*today["sources"], *frozen["sources"])}
    found: list[Change] = []
    for record in frozen["records"]:
        told = _of_record(record, present.get(_ident(record)), claims, names)
        explained = told or any(claim["source"] in of_sources for claim in claims[0][_ident(record)])
        found += told if explained else _of_standing(record, present[_ident(record)])
    return found + [change for lines in of_sources.values() for change in lines]


def _of_record(was: Json, now: Json | None, claims: tuple[Claims, Claims], names: Mapping[str, str]) -> list[Change]:
    url = page_of(was["kind"], was["id"])
    if now is None:
        return [Change(was["title"], _("withdrawn; it is not here any more."))]
    lines = [*_of_fields(was, now), *_of_parts(was, now)]
    lines += _of_claims(claims[0][_ident(was)], claims[1][_ident(was)], names)
    return [Change(was["title"], line, url) for line in lines]


def _of_fields(was: Json, now: Json) -> list[str]:
    """By version first: where the database counted no edit, there is none, whatever words have become of its names."""
    if was["version"] == now["version"]:
        return []
    return list(field_lines(was["fields"], now["fields"]))


def field_lines(was: Iterable[Json], now: Iterable[Json]) -> Iterator[str]:
    """ "Delivered: was 2020, now 2020-06." for each field that holds something else."""
    before, after = ({field["field"]: field for field in fields} for fields in (was, now))
    for name in {**before, **after}:
        old, new = before.get(name), after.get(name)
        if (old or {}).get("value") != (new or {}).get("value"):
            label = (old or new or {})["label"]
            yield _was_now(label, _shown(old), _shown(new))


def _was_now(label: str, old: str, new: str) -> str:
    words = {"label": label, "old": old or _("not recorded"), "new": new or _("not recorded")}
    return _("%(label)s: was %(old)s, now %(new)s.") % words


def _shown(field: Json | None) -> str:
    return words_of(field.get("words", field["value"])) if field else ""


def words_of(value: Any) -> str:
    """A frozen value for a reader, short enough for a line."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    text = "" if value is None else " ".join(str(value).split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _of_parts(was: Json, now: Json) -> list[str]:
    """Deliveries, parties, items: a part that went and one that came in its place are one change."""
    lines = []
    before, after = _leftovers(was["parts"], now["parts"], by="part")
    for name in {**before, **after}:
        old, new = before.get(name, []), after.get(name, [])
        for gone, come in zip(old, new, strict=False):
            differences = " ".join(field_lines(gone["fields"], come["fields"]))
            lines.append(f"{_capital(gone['label'])} {gone['title']}: {differences}")
        lines += [_("%(part)s removed: %(title)s.") % _named(part) for part in old[len(new) :]]
        lines += [_("%(part)s added: %(title)s.") % _named(part) for part in new[len(old) :]]
    return lines


def _named(part: Json) -> dict[str, str]:
    return {"part": _capital(part["label"]), "title": part["title"]}


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _leftovers(
    was: Sequence[Json], now: Sequence[Json], by: str
) -> tuple[dict[str, list[Json]], dict[str, list[Json]]]:
    """What is on one side only, grouped; what both have is taken out pair by pair."""
    unmatched = defaultdict(list)
    for form in now:
        unmatched[_key(form)].append(form)
    before: dict[str, list[Json]] = defaultdict(list)
    for form in was:
        same = unmatched[_key(form)]
        if same:
            same.pop()
        else:
            before[form[by]].append(form)
    after: dict[str, list[Json]] = defaultdict(list)
    for rest in unmatched.values():
        for form in rest:
            after[form[by]].append(form)
    return before, after


def _key(form: Json) -> bytes:
    """Equal for forms that say the same; names of other records may be spelt anew without being another claim."""
    fields = form.get("fields")
    told = {"part": form["part"], "fields": [[f["field"], f["value"]] for f in fields]} if fields is not None else form
    return canonical(told)


def _of_claims(was: Sequence[Json], now: Sequence[Json], names: Mapping[str, str]) -> list[str]:
    lines = []
    before, after = _leftovers([_told(one) for one in was], [_told(one) for one in now], by="place")
    for place in {**before, **after}:
        old, new = before.get(place, []), after.get(place, [])
        for gone, come in zip(old, new, strict=False):
            lines.append(_changed_claim(gone, come, names))
        lines += [_("a citation of %(source)s was removed.") % {"source": names[c["source"]]} for c in old[len(new) :]]
        lines += [
            _("a citation of %(source)s was added: it %(stance)s this.")
            % {"source": names[c["source"]], "stance": c["stance"]}
            for c in new[len(old) :]
        ]
    return lines


def _told(claim: Json) -> Json:
    """A claim without the letter of its source, which is a change of the source; with the place for pairing."""
    return claim | {"place": f"{claim['source']} {claim['field']}", "grade": claim["grade"][1:]}


def _changed_claim(was: Json, now: Json, names: Mapping[str, str]) -> str:
    parts = [
        _("%(what)s was “%(old)s”, now “%(new)s”")
        % {"what": label, "old": words_of(was[name]), "new": words_of(now[name])}
        for name, label in CITATION_FIELDS.items()
        if was[name] != now[name]
    ]
    return _("the citation of %(source)s changed: %(parts)s.") % {
        "source": names[was["source"]],
        "parts": "; ".join(parts),
    }


def _of_standing(was: Json, now: Json) -> list[Change]:
    """Strength and dispute follow from citations and sources: a line of their own only where none of those is one."""
    for name, label in (("strength", _("Strength")), ("disputed", _("Disputed"))):
        if was[name] != now[name]:
            line = _was_now(label, words_of(was[name]), words_of(now[name]))
            return [Change(was["title"], line, page_of(was["kind"], was["id"]))]
    return []


def _of_sources(was: Iterable[Json], now: Iterable[Json]) -> dict[str, list[Change]]:
    """By id, those cited then and now that changed; a citation that came or went is told with its record."""
    present = {source["id"]: source for source in now}
    found = {}
    for source in was:
        today = present.get(source["id"])
        lines = _of_source(source, today) if today else []
        if lines:
            found[source["id"]] = [Change(source["title"], line, page_of("source", source["id"])) for line in lines]
    return found


def _of_source(was: Json, now: Json) -> list[str]:
    lines = [_("a stored copy was added.") for copy in now["captures"] if copy not in was["captures"]]
    lines += [_("a stored copy is not here any more.") for copy in was["captures"] if copy not in now["captures"]]
    for name, label in SOURCE_FIELDS.items():
        if was[name] != now[name]:
            lines.append(_was_now(_capital(str(label)), words_of(was[name]), words_of(now[name])))
    return lines


def _by_record(citations: Iterable[Json]) -> Claims:
    found: Claims = defaultdict(list)
    for citation in citations:
        found[_ident(citation["record"])].append(citation)
    return found


def _ident(form: Json) -> Ident:
    return form["kind"], form["id"]

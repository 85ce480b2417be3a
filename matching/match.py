"""Which record a printed name means: `match_entities(["Байкар", "Elbit"])`, `match_items(["CMX15D"])`.

Reads only: what the source printed stays as it is, and what a person decided outweighs every score.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connections, router
from django.db.models import Model, Q

from entities.models import Country, Entity, Identifier
from exports.models import Item
from matching import scores
from matching.choices import Level, Part, Verdict
from matching.models import Decision
from matching.scores import WORTH, Scored
from search.choices import What
from search.models import Entry

SQL = (Path(__file__).parent / "sql" / "candidates.sql").read_text(encoding="utf-8")
NAMES = [What.NAME, What.LEGAL, What.FORMER, What.ALIAS, What.TRANSLITERATION]
MOST_ALIKE, LEAST_ALIKE = 8, 0.45


@dataclass(frozen=True, slots=True)
class Wanted:
    """A name as printed, and what else the source says: country code, kind, numbers as (scheme, value)."""

    name: str
    country: str = ""
    kind: str = ""
    identifiers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """A record that the name may mean: the score, its parts, and how far that is believed."""

    record: Any
    score: float
    parts: tuple[Scored, ...]
    level: Level


WORTH_OF: dict[str, float] = {Verdict.SAME: 1.0, Verdict.DIFFERENT: -1.0}
Found = dict[int, dict[int, list[Scored]]]
"""Place of the name in the question → key of the record → parts found so far."""


def match_entities(
    names: Sequence[str],
    country: str = "",
    kind: str = "",
    identifiers: Iterable[tuple[str, str]] = (),
    register: str | None = "",
) -> list[list[Match]]:
    """Use for names that share country and kind; for each name its matches, best first. None heeds no decisions."""
    shared = tuple(identifiers)
    return match([Wanted(name, country, kind, shared) for name in names], register=register)


def match_items(
    names: Sequence[str], country: str = "", kind: str = "", register: str | None = ""
) -> list[list[Match]]:
    """The same for items; the country is that of the maker."""
    return match([Wanted(name, country, kind) for name in names], of="item", register=register)


def match(wanted: Sequence[Wanted], of: str = "entity", register: str | None = "") -> list[list[Match]]:
    """Five statements at most, for any number of names. `register` names whose spelling it is; None: for the public."""
    found: Found = defaultdict(lambda: defaultdict(list))
    for place, key, text, part, likeness, tight in _candidates(wanted, of):
        parts = scores.name_part(Part(part), text, likeness, tight)
        if not found[place][key] or parts[0].worth > found[place][key][0].worth:
            found[place][key] = parts
    numbers = _identifiers(wanted, found) if of == "entity" else {}
    decided = {} if register is None else _decisions(wanted, register)
    records = _records(of, {key for keys in found.values() for key in keys}, {one for _, one in decided})
    by_public_id = {record.public_id: record.kept for record in records.values()}
    records |= {record.pk: record for record in by_public_id.values()}
    answers = []
    for place, one in enumerate(wanted):
        verdicts = {
            by_public_id[id_].pk: said
            for (name, id_), said in decided.items()
            if name == one.name and id_ in by_public_id
        }
        parts_of = {key: _parts(one, records[key], named, numbers.get(key, ())) for key, named in found[place].items()}
        parts_of |= {key: [Scored(Part.DECIDED, WORTH_OF[said], one.name)] for key, said in verdicts.items()}
        answers.append(_ranked(records, parts_of))
    return answers


def match_countries(names: Sequence[str]) -> list[Country | None]:
    """Use for columns of country names: the one country of that name in any language; never a similar one."""
    best: dict[int, dict[int, float]] = defaultdict(dict)
    for place, key, _, part, _, _ in _candidates([Wanted(name) for name in names], of="country"):
        if Part(part) in (Part.SAME_NAME, Part.SAME_SPELLING, Part.RUN_TOGETHER):
            best[place][key] = max(WORTH[Part(part)], best[place].get(key, 0))
    found = {place: [key for key, worth in keys.items() if worth == max(keys.values())] for place, keys in best.items()}
    countries = Country.objects.in_bulk({key for keys in found.values() for key in keys})
    return [countries[keys[0]] if len(keys := found.get(place, [])) == 1 else None for place in range(len(names))]


def _ranked(records: dict[int, Any], parts_of: dict[int, list[Scored]]) -> list[Match]:
    """A record that a person decided for comes before one that is named exactly so, and leaves no doubt."""
    chosen = [key for key, parts in parts_of.items() if (Part.DECIDED, 1.0) in [(one.part, one.worth) for one in parts]]
    only = chosen[0] if len(chosen) == 1 else None
    ranked = sorted(
        ((scores.score(parts), key) for key, parts in parts_of.items()),
        key=lambda one: (one[1] != only, -one[0], one[1]),
    )
    totals = [total for total, _ in ranked]
    return [
        Match(records[key], total, tuple(parts_of[key]), Level.MATCH if key == only else scores.level(totals, place))
        for place, (total, key) in enumerate(ranked)
        if total > 0
    ]


def _parts(one: Wanted, record: Any, named: list[Scored], numbers: Sequence[tuple[str, str]]) -> list[Scored]:
    country = record.country if isinstance(record, Entity) else record.maker.country
    return [
        *named,
        *scores.identifier_part(one.identifiers, numbers),
        *scores.country_part(one.country, country.code if country else "", record.kind),
        *scores.kind_part(one.kind, record.kind),
    ]


def _candidates(wanted: Sequence[Wanted], of: str) -> list[tuple[int, int, str, str, float, int]]:
    parameters: dict[str, Any] = {
        "names": [one.name.replace("\x00", " ") for one in wanted],
        "of": of,
        "names_only": NAMES,
        "most_alike": MOST_ALIKE,
        "least_alike": LEAST_ALIKE,
    }
    with connections[router.db_for_read(Entry)].cursor() as cursor:
        cursor.execute(SQL, parameters)
        return [(number - 1, *rest) for number, *rest in cursor.fetchall()]


def _identifiers(wanted: Sequence[Wanted], found: Found) -> dict[int, list[tuple[str, str]]]:
    """The numbers of every candidate; entities with a number that is asked for become candidates here."""
    asked = {pair for one in wanted for pair in one.identifiers}
    if not asked:
        return {}
    rows = Identifier.objects.filter(scheme__in={scheme for scheme, _ in asked})
    numbers: dict[int, list[tuple[str, str]]] = defaultdict(list)
    owner: dict[tuple[str, str], int] = {}
    candidates = {key for keys in found.values() for key in keys}
    rows = rows.filter(Q(value__in={value for _, value in asked}) | Q(entity__canonical_id__in=candidates))
    for scheme, value, entity in rows.values_list("scheme", "value", "entity__canonical_id"):
        numbers[entity].append((scheme, value))
        owner[scheme, value] = entity
    for place, one in enumerate(wanted):
        for pair in one.identifiers:
            if pair in owner:
                found[place].setdefault(owner[pair], [])  # without a name in common
    return numbers


def _decisions(wanted: Sequence[Wanted], register: str) -> dict[tuple[str, str], str]:
    """The verdicts that count, by printed name and public id: of this register before those of any."""
    rows = Decision.objects.filter(
        printed__in={one.name.replace("\x00", " ") for one in wanted}, register__in={register, ""}
    )
    latest: dict[tuple[str, str, str], str] = {}
    for row in rows.order_by("id"):
        latest[row.printed, row.record, row.register] = row.verdict
    counts = {key: said for key, said in latest.items() if said in (Verdict.SAME, Verdict.DIFFERENT)}
    own = sorted(counts.items(), key=lambda one: one[0][2] == register)
    return {(name, record): said for (name, record, _), said in own}


def _records(of: str, keys: set[int], public_ids: set[str]) -> dict[int, Any]:
    model: type[Model] = Entity if of == "entity" else Item
    related = "country" if of == "entity" else "maker__country"
    rows = model._default_manager.select_related(related, f"same_as__{related}")
    return {row.pk: row for row in rows.filter(pk__in=keys) | rows.filter(public_id__in=public_ids)}

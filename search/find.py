"""One search over everything: `find(Asked("mx 15"))`. Two statements, whatever is found."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.db import connections, router
from django.db.models import QuerySet

from core.ids import is_valid_public_id
from core.text import normalise_name, normalise_serial
from entities.models import Entity
from exports.models import Item
from search.choices import How, What
from search.models import Document, Entry

SQL = (Path(__file__).parent / "sql" / "find.sql").read_text(encoding="utf-8")
KEYS = "SELECT party, name_key(%(plain)s, FALSE), name_rare(party) FROM name_key(%(plain)s, TRUE) AS party"
ROWS_A_PAGE = 25
LAST_PAGE = 40
# A person adds a word to a search that finds thousands; a page that waits for all of them helps nobody.
MOST_OF_A_WAY = 2000
MOST_ALIKE = 60
MOST_FACETS = 15
MOST_WORDS = 16
# Of the typing errors in tests/test_search_finds.py all are found at 0.4; at 0.3, which is the extension's own limit,
# three quarters of what is found has nothing to do with the words.
LEAST_ALIKE = 0.38


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody looks for, and the facets chosen; empty means any."""

    words: str
    kind: str = ""
    country: str = ""
    strength: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class Hit:
    """One record, and the entry that is the best reason for it."""

    kind: str
    record_id: int
    what: What
    text: str
    how: How


@dataclass(frozen=True, slots=True)
class Count:
    """One value of a facet, how it is shown, and how many results have it under the other facets chosen."""

    value: str
    label: str
    number: int


@dataclass(frozen=True, slots=True)
class Answer:
    """One page of results; `was_cut` says that there are more than were counted."""

    hits: tuple[Hit, ...] = ()
    number: int = 0
    kinds: tuple[Count, ...] = ()
    countries: tuple[Count, ...] = ()
    strengths: tuple[Count, ...] = ()
    was_cut: bool = False


def find(asked: Asked) -> Answer:
    """The best records first: same name, same but for spelling, beginning, words, parts, similar, text."""
    if is_valid_public_id(asked.words):
        return _by_public_id(asked.words)
    plain = normalise_name(asked.words)
    if not plain:
        return Answer()
    with connections[router.db_for_read(Entry)].cursor() as cursor:
        cursor.execute(KEYS, {"plain": plain})
        party_key, key, rare = cursor.fetchone()
        keys = {"party_key": party_key, "key": key, "rare": rare or ""}
        cursor.execute(SQL, _parameters(asked, plain) | keys)
        hits, number, *facets, was_cut = cursor.fetchone()
    kinds, countries, strengths = (tuple(Count(*one) for one in facet or ()) for facet in facets)
    found = tuple(Hit(kind, key, What(what), text, How(how)) for kind, key, what, text, how in hits or ())
    return Answer(found, number, kinds, countries, strengths, was_cut)


def _by_public_id(public_id: str) -> Answer:
    found = Document.objects.filter(public_id=public_id) or _kept_for(public_id)
    hits = tuple(Hit(one.kind, one.record_id, What.PUBLIC_ID, public_id, How.SAME) for one in found)
    return Answer(hits, len(hits))


def _kept_for(public_id: str) -> QuerySet[Document]:
    """The document of the record that was judged the same as this one, if it was."""
    for kind, model in (("entity", Entity), ("item", Item)):
        kept = model.objects.filter(public_id=public_id, same_as__isnull=False).values_list("canonical_id", flat=True)
        if keys := list(kept):
            return Document.objects.filter(kind=kind, record_id__in=keys)
    return Document.objects.none()


def _parameters(asked: Asked, plain: str) -> dict[str, str | int | float]:
    tight, serial = plain.replace(" ", ""), normalise_serial(asked.words).lower()
    has_digit = any(character.isdigit() for character in tight)
    return {
        "plain": plain,
        "tight": tight,
        "serial": serial if serial.isascii() else tight,
        "part": tight if has_digit else "",
        "terms": " & ".join(_term(word) for word in plain.split()[:MOST_WORDS]),
        # Numbers are not typed wrong by a letter: a similar one is another one.
        "forgiving": len(tight) > 3 and sum(map(str.isdigit, tight)) * 2 < len(tight),
        "kind": asked.kind,
        "country": asked.country,
        "strength": asked.strength,
        "rows": ROWS_A_PAGE,
        "offset": ROWS_A_PAGE * (asked.page - 1),
        "most": MOST_OF_A_WAY,
        "most_alike": MOST_ALIKE,
        "least_alike": LEAST_ALIKE,
        "most_facets": MOST_FACETS,
    }


def _term(word: str) -> str:
    """A word for to_tsquery, which plain words cannot break; short ones must stand there whole."""
    return f"{word}:*" if len(word) > 2 or word.isdigit() else word

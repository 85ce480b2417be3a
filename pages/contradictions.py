"""What disagrees, for records whose claims a page has read anyway."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from evidence.contradictions.between import between
from evidence.contradictions.finding import Decisions, contradictions
from evidence.contradictions.loading import Key, claim_from, decisions_of, questions_of
from evidence.contradictions.model import Claim as Stated
from evidence.contradictions.model import Contradiction, Subject
from evidence.contradictions.sameness import as_kept, kept_names
from pages.claims import Claim


def what_disagrees(titles: Mapping[Key, str], claims: Mapping[Key, Sequence[Claim]]) -> list[Contradiction]:
    """Contradictions between these claims, in the order of the titles; one query, for decisions, if there are any."""
    stated = {key: [claim_from(claim.citation) for claim in claims.get(key, ())] for key in titles}
    if not any(True for _ in _found(titles, stated, {})):
        return []
    names = kept_names()
    stated = {key: as_kept(found, names) for key, found in stated.items()}
    return list(_found(titles, stated, decisions_of(_by_column(titles))))


def _found(
    titles: Mapping[Key, str], claims: Mapping[Key, Sequence[Stated]], decided: Mapping[Key, Decisions]
) -> Iterator[Contradiction]:
    for key, title in titles.items():
        stated = claims[key]
        questions = questions_of(key[0], {claim.field for claim in stated})
        yield from contradictions(Subject(*key, title=title), stated, decided.get(key, {}), questions)


def between_records(column: str, pk: int, title: str) -> list[Contradiction]:
    """Readings of this measure, or records of this shipment's flow, that state different things."""
    if column not in {"measure", "shipment"}:
        return []
    found = between(column, pk, decisions_of({column: [pk]}))
    return [replace(one, subject=replace(one.subject, title=title)) for one in found]


def _by_column(keys: Iterable[Key]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for column, key in keys:
        found[column].append(key)
    return found

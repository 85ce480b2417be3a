"""Closed vocabularies beside a list: their values, how many rows each has, and the address that chooses it."""

from __future__ import annotations

from dataclasses import dataclass

from core.filters import ChoiceFilter, FlagFilter


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet: how many rows it has, and the address that chooses or undoes it."""

    label: str
    count: int
    url: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A closed vocabulary beside the list."""

    label: str
    values: tuple[FacetValue, ...]


def as_text(value: object) -> str:
    """A value of a column as the address has it."""
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def vocabulary(applied: object) -> list[tuple[str, str]]:
    """What a filter of a closed vocabulary can be asked for, with the words for it."""
    if isinstance(applied, FlagFilter):
        return [("yes", "yes"), ("no", "no")]
    if isinstance(applied, ChoiceFilter):
        return [(str(value), str(label).lower()) for value, label in applied.vocabulary.choices]
    return []

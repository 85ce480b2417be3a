"""One record to be made of one fact: the fact, the words of its lookup, and what every record needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.db import models

from entities.models import Entity
from evidence.choices import Rung
from importers.case.cast import Cast
from importers.case.facts import Fact, read_yaml
from importers.case.frame import Book, CaseError, Cite, Draft, Part, Values, cites

LOOKUPS = Path(__file__).parent / "lookups"


@lru_cache(maxsize=16)
def words_of(section: str) -> Mapping[str, Any]:
    """The decisions in lookups/<section>.yaml, by fact."""
    words: Mapping[str, Any] = read_yaml(LOOKUPS / f"{section}.yaml")
    return words


@dataclass
class Job:
    """Use `take` for words that are no field of the record; what is left over is written over the fact's own values."""

    book: Book
    cast: Cast
    fact: Fact
    words: dict[str, Any]

    def __post_init__(self) -> None:
        self.handle: str = self.take("handle", self.fact.id)
        self.rung: str = self.take("rung", Rung.DEAL)
        self.sources: list[str] | None = self.take("sources", None)

    def take(self, name: str, default: Any = None) -> Any:
        return self.words.pop(name, default)

    def citations(self) -> list[Cite]:
        """The fact's evidence, or only the sources that the lookup names."""
        carried = cites(self.fact, self.rung)
        return [cite for cite in carried if self.sources is None or cite.source in self.sources]

    def write(self, theme: str, model: type[models.Model], fields: Values, parts: list[Part]) -> Draft:
        """Put the record into the book: the fact's values, the lookup's words over them, parties found."""
        unknown = sorted(set(self.words) - {field.name for field in model._meta.get_fields()})
        if unknown:
            raise CaseError(f"{self.handle}: {model.__name__} has no field {', '.join(unknown)}; see its lookup.")
        values = self.settled(model, {**fields, **self.words})
        empty = [key.name for key in _keys(model) if not key.null and not values.get(key.name)]
        if empty:
            raise CaseError(f"{self.handle}: say in its lookup what its {', '.join(empty)} is.")
        return self.book.add(theme, Draft(model, self.handle, values, self.citations(), parts))

    def settled(self, model: type[models.Model], values: Values) -> Values:
        """Values with every party named by its handle; whoever is new to the book is put into the cast."""
        return {name: self._settled(model, name, value) for name, value in values.items()}

    def part(self, model: type[models.Model], values: Values) -> Part:
        """A row of the record, with its parties found."""
        return Part(model, self.settled(model, values))

    def _settled(self, model: type[models.Model], name: str, value: Any) -> Any:
        field = model._meta.get_field(name)
        if value and isinstance(field, models.ForeignKey) and field.related_model is Entity:
            return self.cast.party(value, self.fact)
        return value


def _keys(model: type[models.Model]) -> list[models.ForeignKey[Any, Any]]:
    return [field for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey)]


def quantity_values(words: Mapping[str, Any]) -> Values:
    """Quantity columns of `{low, high, unit, estimate, text}`."""
    return {
        "quantity_low": words.get("low"),
        "quantity_high": words.get("high"),
        "quantity_unit": words.get("unit", ""),
        "quantity_is_estimate": words.get("estimate", False),
        "quantity_text": words.get("text", ""),
    }


def quantity_of(job: Job) -> Values:
    """The lookup's quantity, or the fact's one number in the lookup's or the fact's unit."""
    words = job.take("quantity")
    unit = job.take("unit", job.fact.text("unit"))
    if words is not None:
        return quantity_values(words)
    if "(" in unit:
        raise CaseError(f"{job.fact.id} counts in “{unit}”: say in its lookup what that means.")
    number = job.fact.get("quantity")
    text = job.fact.text("quantity_text")
    return quantity_values({"low": number, "high": number, "unit": unit if number is not None else "", "text": text})


def is_country(text: str) -> bool:
    """True for a country code as lookups write it: TR, AZ."""
    return len(text) == 2 and text.isupper()


def is_party(text: str) -> bool:
    """True for the handle of an entity."""
    return text.startswith(("org-", "per-", "state-", "unk-"))

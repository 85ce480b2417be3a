"""Who the register names: states, non-state groups (*), organisations (**), parties that it does not know."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.db.models import QuerySet

from entities.choices import EntityKind, NameKind, UnknownReason
from entities.models import Country, Entity, Name
from importers.countries import CountryNames
from importers.pipeline.planning import PlannedRow
from importers.pipeline.writing import Writer

LOOKUPS = Path(__file__).parent / "lookups"
HOST = re.compile(r".*\((?P<host>[^)]+)\)\*?")


@dataclass(frozen=True, slots=True)
class Party:
    """What a name of the register stands for. `country` is its own, or for a group the one in brackets."""

    printed: str
    name: str
    kind: EntityKind
    country: int | None = None
    unknown_reason: str = ""


@cache
def lookup(name: str) -> Any:
    """A file of judgements beside this module."""
    return yaml.safe_load((LOOKUPS / f"{name}.yaml").read_text(encoding="utf-8"))


class Parties:
    """Use as `parties.find(name)` while planning, `parties.entity(name, …)` while writing."""

    def __init__(self, countries: CountryNames) -> None:
        self.countries = countries
        self._same: dict[str, str] = lookup("parties")["same"]
        self._found: dict[str, Party | None] = {}
        self._keys: dict[str, int] = {}
        self._names = dict(Country.objects.values_list("pk", "name"))

    def find(self, printed: str) -> Party | None:
        """The party, or None for a state whose name no country has."""
        if printed not in self._found:
            self._found[printed] = self._read(self._same.get(printed, printed))
        return self._found[printed]

    def lasting_name(self, printed: str) -> str:
        """What stays when an editor renames a country: the code of a state; for others the register's own spelling."""
        party = self.find(printed)
        if party is None:
            return "not known"
        if party.kind == EntityKind.STATE and party.country is not None:
            return self.countries.codes[party.country]
        return party.printed

    def entity(self, printed: str, writer: Writer, row: PlannedRow, locator: str) -> int:
        """The key of its entity; one that is not here yet is made, cited to the row that first names it."""
        if printed not in self._keys:
            party = self.find(printed)
            if party is None:
                raise KeyError(f"{printed} was planned without being found.")
            # Two names may stand for one: “Libya” and “Libya GNC” are one state here.
            one = f"state {party.country}" if party.kind == EntityKind.STATE else party.printed
            self._keys[printed] = self._keys.get(one) or _known(party) or _make(party, writer, row, locator)
            self._keys[one] = self._keys[printed]
        return self._keys[printed]

    def recorded(self, printed: str) -> int | None:
        """The key of its entity, if it is here."""
        party = self.find(printed)
        return None if party is None else _known(party)

    def _read(self, printed: str) -> Party | None:
        name = printed.rstrip("*")
        if name.startswith("unknown "):
            return Party(
                printed,
                f"{name.capitalize()} in SIPRI's register",
                EntityKind.UNKNOWN_PARTY,
                None,
                UnknownReason.NOT_FOUND,
            )
        if printed.endswith("**"):
            country = self.countries.find(printed)
            return Party(printed, self._names.get(country or 0, name), EntityKind.ORGANISATION, country)
        if printed.endswith("*"):
            host = HOST.fullmatch(printed)
            return Party(printed, name, EntityKind.ARMED_GROUP, self.countries.find(host["host"]) if host else None)
        country = self.countries.find(printed)
        return None if country is None else Party(printed, self._names[country], EntityKind.STATE, country)


def _known(party: Party) -> int | None:
    """An entity that is here already: the state of that country, or exactly one that has this very name."""
    if party.kind == EntityKind.STATE:
        return _first(Entity.objects.filter(kind=party.kind, country=party.country))
    handle = lookup("parties")["recorded"].get(party.printed)
    if handle and (key := _first(Entity.objects.filter(handle=handle))):
        return key
    keys = set(Entity.objects.filter(kind=party.kind, name=party.name).values_list("pk", flat=True))
    keys |= set(Name.objects.filter(entity__kind=party.kind, text=party.printed).values_list("entity", flat=True))
    return keys.pop() if len(keys) == 1 else None


def _first(found: QuerySet[Entity]) -> int | None:
    return found.values_list("pk", flat=True).first()


def _make(party: Party, writer: Writer, row: PlannedRow, locator: str) -> int:
    key = writer.record(
        Entity,
        row,
        locator=locator,
        says=f"Named “{party.printed}” in the register.",
        name=party.name,
        kind=party.kind,
        country_id=party.country,
        unknown_reason=party.unknown_reason,
    )
    if party.name != party.printed and party.kind != EntityKind.STATE:
        writer.part(Name, entity_id=key, text=party.printed, kind=NameKind.ALIAS, language="en")
    return key

"""Names of countries as registers print them: their own spelling first, then the neutral name, then any other name."""

from __future__ import annotations

from collections import defaultdict

from core.text import normalise_name
from entities.models import Country, CountryName


class CountryNames:
    """Use as `CountryNames("SIPRI").find("Turkiye")`: the country's key, or None. Two queries, then none.

    A name that two countries share is nobody's, unless the register itself says whose.
    """

    def __init__(self, register: str = "") -> None:
        self.codes = dict(Country.objects.values_list("pk", "code"))
        self.keys = {code: key for key, code in self.codes.items()}
        self._own: dict[str, int] = {}
        others: dict[str, set[int]] = defaultdict(set)
        for key, name in Country.objects.values_list("pk", "name"):
            others[normalise_name(name)].add(key)
        for key, text, used_by in CountryName.objects.values_list("country", "text", "register"):
            if used_by and used_by == register:
                self._own[normalise_name(text)] = key
            elif not used_by:
                others[normalise_name(text)].add(key)
        self._others = {name: keys.pop() for name, keys in others.items() if len(keys) == 1}

    def find(self, name: str) -> int | None:
        """The country of this name."""
        plain = normalise_name(name)
        found = self._own.get(plain)
        return self._others.get(plain) if found is None else found

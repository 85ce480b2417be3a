"""Countries as Dutch licence lists write them: capitals, padding, “v.v.” (and back), “via”, several in one cell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from babel import Locale

from core.text import normalise_name
from entities.models import Country

AND_BACK = re.compile(r"[\s,]+v\.?\s?v\.?c?$", re.IGNORECASE)
VIA = re.compile(r",?\s+via\s+", re.IGNORECASE)
SEPARATORS = re.compile(r"\s*,\s*|\s+en\s+")


@dataclass(frozen=True, slots=True)
class Route:
    """The countries that a cell names, those that it passes through, and whether the goods come back.

    No countries and not `is_unread`: the cell says that there are several, or that it is not known.
    """

    printed: str
    countries: tuple[int, ...] = ()
    via: tuple[int, ...] = ()
    and_back: bool = False
    is_unread: bool = False


class Routes:
    """Use as `routes.read("INDONESIË via Singapore")`. One query, then none."""

    def __init__(self) -> None:
        keys = dict(Country.objects.values_list("code", "pk"))
        dutch = Locale("nl").territories
        self._keys = {normalise_name(name): keys[code] for code, name in dutch.items() if code in keys}
        lookups: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "lookups.yaml").read_text(encoding="utf-8"))
        self._keys |= {normalise_name(name): keys[code] for name, code in lookups["countries"].items()}
        self._nowhere = {normalise_name(words) for words in lookups["nowhere"]}
        self._read: dict[str, Route] = {}

    def read(self, cell: str) -> Route:
        """What the cell says; `is_unread` where any part of it is no country that is known here."""
        printed = " ".join(cell.split())
        if printed not in self._read:
            self._read[printed] = self._understand(printed)
        return self._read[printed]

    def _understand(self, printed: str) -> Route:
        if not printed or normalise_name(printed) in self._nowhere:
            return Route(printed)
        text, and_back = AND_BACK.sub("", printed), AND_BACK.search(printed) is not None
        if normalise_name(text) in self._nowhere:
            return Route(printed, and_back=and_back)
        where, *through = VIA.split(text)
        countries, via = self._countries(where), [self._countries(one) for one in through]
        if countries is None or None in via:
            return Route(printed, is_unread=True)
        return Route(printed, countries, tuple(key for keys in via if keys for key in keys), and_back)

    def _countries(self, text: str) -> tuple[int, ...] | None:
        whole = self._keys.get(normalise_name(text))
        if whole is not None:
            return (whole,)
        keys = [self._keys.get(normalise_name(part)) for part in SEPARATORS.split(text)]
        return None if None in keys else tuple(dict.fromkeys(key for key in keys if key is not None))

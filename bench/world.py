"""A made-up world for measuring traces: as many records as a busy archive, parties and items by a power law.

Components go from their makers to integrators, platforms on to states and forces, some of it is re-exported, and
platforms are seen in conflicts. The same seed makes the same world.
"""

from __future__ import annotations

import random
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

Row = tuple[Any, ...]
FIRST_YEAR, LAST_YEAR = 1990, 2024
STRENGTHS = ("established", "corroborated", "credible", "claimed", "ungraded")


@dataclass(frozen=True)
class Size:
    """How many of each; the defaults are those of the issue."""

    shipments: int = 1_000_000
    incorporations: int = 150_000
    licences: int = 100_000
    incidents: int = 30_000
    items: int = 60_000
    entities: int = 30_000
    countries: int = 200
    conflicts: int = 300

    def scaled(self, factor: float) -> Size:
        """A smaller world of the same shape."""
        return Size(**{name: max(10, int(count * factor)) for name, count in vars(self).items()})


class PowerLaw:
    """Draws 0, 1, 2 … with falling frequency: the n-th as often as 1 / n ** exponent."""

    def __init__(self, dice: random.Random, count: int, exponent: float) -> None:
        self._dice = dice
        self._sums = list(accumulate((n + 1) ** -exponent for n in range(count)))

    def draw(self) -> int:
        return bisect(self._sums, self._dice.random() * self._sums[-1])


@dataclass
class World:
    """Rows by table, ready for COPY; identities are list positions plus one."""

    size: Size
    seed: int = 1
    holders: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    """Who got an item, and in which year: those can pass it on."""
    trade: dict[int, list[tuple[int, int, int]]] = field(default_factory=dict)
    """Who sent it to whom, and since when."""

    def __post_init__(self) -> None:
        self.dice = random.Random(self.seed)
        self.country_of = [n % self.size.countries + 1 for n in range(self.size.entities)]
        busy_country = PowerLaw(self.dice, self.size.countries, 0.9)
        for n in range(self.size.countries, self.size.entities):
            self.country_of[n] = busy_country.draw() + 1
        self.kinds = ["state"] * self.size.countries + self.dice.choices(
            ("company", "armed_force", "state_body", "armed_group", "unknown_party"),
            (70, 15, 8, 6, 1),
            k=self.size.entities - self.size.countries,
        )
        self.buyers = [n + 1 for n, kind in enumerate(self.kinds) if kind in ("state", "armed_force", "armed_group")]
        self.buyer = PowerLaw(self.dice, len(self.buyers), 1.0)
        self.makers = [n + 1 for n, kind in enumerate(self.kinds) if kind == "company"]
        self.factory = PowerLaw(self.dice, len(self.makers), 1.0)
        self.party = PowerLaw(self.dice, self.size.entities, 1.0)
        self.popular = PowerLaw(self.dice, self.size.items, 0.5)
        self.maker = [self.makers[self.factory.draw()] for _ in range(self.size.items)]
        self.is_platform = [self.dice.random() < 0.3 for _ in range(self.size.items)]
        self.platforms = [n for n, is_platform in enumerate(self.is_platform) if is_platform]
        self.popular_platform = PowerLaw(self.dice, len(self.platforms), 0.5)
        self.integrators: dict[int, list[int]] = {}

    def countries(self) -> Iterator[Row]:
        for n in range(self.size.countries):
            yield n + 1, f"Z{n:03}", "", f"Country {n}", "", "state", ""

    def entities(self) -> Iterator[Row]:
        for n in range(self.size.entities):
            kind = self.kinds[n]
            parent = self.dice.randrange(n) + 1 if n >= self.size.countries and self.dice.random() < 0.15 else None
            why = "not_named" if kind == "unknown_party" else ""
            yield n + 1, f"Entity {n}", kind, self.country_of[n], parent, why, "", "", ""

    def items(self) -> Iterator[Row]:
        made: dict[tuple[int, str], list[int]] = {}
        for n in range(self.size.items):
            kind = "platform" if self.is_platform[n] else "component"
            earlier = made.setdefault((self.maker[n], kind), [])
            family = self.dice.choice(earlier) if earlier and self.dice.random() < 0.1 else None
            earlier.append(n + 1)
            yield n + 1, f"Item {n}", kind, "", "", self.maker[n], family, "", self._strength()

    def incorporations(self) -> Iterator[Row]:
        for n in range(self.size.incorporations):
            component = self.popular.draw()
            while self.is_platform[component] and self.dice.random() < 0.9:
                component = self.popular.draw()  # few platforms carry platforms
            platform = self.platforms[self.popular_platform.draw()]
            if platform == component:
                platform = self.platforms[(self.platforms.index(platform) + 1) % len(self.platforms)]
            integrator = self.maker[platform]
            self.integrators.setdefault(component, []).append(integrator)
            since = self._year() if self.dice.random() < 0.6 else None
            kind = self.dice.choice(("standard", "option", "observed"))
            yield n + 1, component + 1, platform + 1, integrator, True, kind, since, "", self._strength()

    def shipments(self) -> Iterator[Row]:
        for n in range(self.size.shipments):
            item = self.popular.draw()
            exporter, recipient, after = self._parties(item)
            year = self.dice.randint(after, LAST_YEAR)
            self.holders.setdefault(item, []).append((recipient, year))
            delivered, ordered = self._dates(year)
            kind = "licensed_production" if self.dice.random() < 0.03 else "sale"
            status = self.dice.choices(("delivered", "unknown", "ordered", "cancelled"), (70, 20, 8, 2))[0]
            yield (
                n + 1, exporter, recipient, item + 1, kind, status, "not_stated", ordered, delivered, "", "",
                self._strength(),
            )  # fmt: skip

    def licences(self) -> Iterator[Row]:
        for n in range(self.size.licences):
            issued = self._year()
            until = f"{int(issued[:4]) + 3}" if self.dice.random() < 0.7 else None
            yield n + 1, f"Licence {n}", "", "individual", 1, issued, until, "", "", "", self._strength()

    def licence_items(self) -> Iterator[Row]:
        self.licensed = [self.popular.draw() for _ in range(self.size.licences)]
        for n, item in enumerate(self.licensed):
            yield n + 1, n + 1, item + 1

    def licence_parties(self) -> Iterator[Row]:
        number = 0
        for n, item in enumerate(self.licensed):
            exporter = self.maker[item]
            parties = [("exporter", exporter), ("consignee", self._recipient(item, exporter))]
            if self.dice.random() < 0.5:
                parties.append(("declared_end_user", self._recipient(item, exporter)))
            for role, entity in parties:
                number += 1
                yield number, n + 1, entity, role

    def conflicts(self) -> Iterator[Row]:
        for n in range(self.size.conflicts):
            yield n + 1, f"Conflict {n}", f"Conflict {n}", "", self._year(), ""

    def belligerents(self) -> Iterator[Row]:
        for n in range(self.size.conflicts):
            for side, entity in enumerate(self.dice.sample(range(self.size.countries), 2)):
                yield 2 * n + side + 1, n + 1, entity + 1, "AB"[side], False

    def incidents(self) -> Iterator[Row]:
        self.seen = [self.platforms[self.popular_platform.draw()] for _ in range(self.size.incidents)]
        for n, item in enumerate(self.seen):
            holder = self.dice.choice(self.holders.get(item) or [(self.maker[item], FIRST_YEAR)])
            user = holder[0] if self.dice.random() < 0.8 else None
            when = f"{self.dice.randint(holder[1], LAST_YEAR)}-{self.dice.randint(1, 12):02}"
            conflict = self.dice.randint(1, self.size.conflicts)
            yield n + 1, f"Incident {n}", "used", user, conflict, when, False, "", "", "", "", self._strength()

    def incident_items(self) -> Iterator[Row]:
        for n, item in enumerate(self.seen):
            yield n + 1, n + 1, item + 1, "main"

    def _strength(self) -> str:
        return self.dice.choices(STRENGTHS, (10, 25, 35, 25, 5))[0]

    def _year(self) -> str:
        return str(self.dice.randint(FIRST_YEAR, LAST_YEAR))

    def _parties(self, item: int) -> tuple[int, int, int]:
        """Who sends it to whom, and since when; three of four shipments repeat an earlier one, as trade does."""
        earlier = self.trade.setdefault(item, [])
        if earlier and self.dice.random() < 0.75:
            return self.dice.choice(earlier)
        exporter, after = self._exporter(item)
        parties = (exporter, self._recipient(item, exporter), after)
        earlier.append(parties)
        return parties

    def _exporter(self, item: int) -> tuple[int, int]:
        """The maker, or in one case of ten somebody who got the item before."""
        earlier = self.holders.get(item)
        if earlier and self.dice.random() < 0.1:
            return self.dice.choice(earlier)
        return self.maker[item], FIRST_YEAR

    def _recipient(self, item: int, exporter: int) -> int:
        builders = self.integrators.get(item)
        if builders and self.dice.random() < 0.5:
            recipient = self.dice.choice(builders)
        elif self.is_platform[item] and self.dice.random() < 0.9:
            recipient = self.buyers[self.buyer.draw()]
        else:
            recipient = self.party.draw() + 1
        return recipient if recipient != exporter else exporter % self.size.entities + 1

    def _dates(self, year: int) -> tuple[str | None, str | None]:
        """Delivered and ordered, as vague as records are."""
        if self.dice.random() < 0.1:
            return None, None
        if self.dice.random() < 0.15:
            return None, str(year)
        form = self.dice.random()
        if form < 0.5:
            return str(year), None
        if form < 0.7:
            return f"{year}/{min(year + 3, LAST_YEAR)}", None
        return f"{year}-{self.dice.randint(1, 12):02}", None

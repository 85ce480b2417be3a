"""What an exposure says: value objects, no database, safe to build by hand in tests."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import Enum

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from exports.models import Item
from tracing.choices import LinkKind
from tracing.graph import Way


class Group(Enum):
    """What is reached, in reading order."""

    STATE = "state"
    THING = "thing"
    FORCE = "force"
    HOLDER = "holder"
    CONFLICT = "conflict"

    @property
    def label(self) -> str:
        """As a heading."""
        return str(LABELS[self])


LABELS = {
    Group.STATE: _("States whose parties are reached"),
    Group.THING: _("Things that it is built into"),
    Group.FORCE: _("Armed forces and groups"),
    Group.HOLDER: _("Other holders"),
    Group.CONFLICT: _("Conflicts"),
}


class Means(Enum):
    """What the best chain to an end holds at worst, best first."""

    MOVEMENT = "movement"
    ORDER = "order"
    PERMISSION = "permission"
    GAP = "gap"

    @classmethod
    def of(cls, ways: Iterable[Way], undelivered: Collection[int] = ()) -> Means:
        """`undelivered`: keys of shipments that are only ordered or requested. What was seen had arrived."""
        listed = list(ways)
        kinds = {way.kind for way in listed}
        if LinkKind.NO_RECORD in kinds:
            return cls.GAP
        if LinkKind.AUTHORISED in kinds:
            return cls.PERMISSION
        was_seen = LinkKind.SEEN in kinds
        return cls.ORDER if not was_seen and any(_is_order(way, undelivered) for way in listed) else cls.MOVEMENT

    @property
    def words(self) -> str:
        """For a table; nothing has to be said of movements."""
        return str(WORDS[self])


def _is_order(way: Way, undelivered: Collection[int]) -> bool:
    return way.kind in SHIPPED and all(step.record in undelivered for step in way.steps)


SHIPPED = frozenset({LinkKind.SHIPPED, LinkKind.PRODUCED_UNDER_LICENCE})
MEANS = tuple(Means)
WORDS = {
    Means.MOVEMENT: "",
    Means.ORDER: _("only by an order or a request"),
    Means.PERMISSION: _("only by a permission"),
    Means.GAP: _("only across a gap"),
}


@dataclass(frozen=True, slots=True)
class Reached:
    """One thing, party or conflict, with the chains that lead to it."""

    group: Group
    public_id: str
    """What a trace to it ends at; of a state, its best-reached party."""
    label: str
    url: str
    country: str
    chains: int
    links: int
    """Of the best chain."""
    strength: str
    """Of the weakest link of the best chain."""
    means: Means
    """Order: no delivery is recorded on any chain. Permission: every chain without a gap holds one, so it may have gone
    there. Gap: no chain is without one."""


@dataclass(frozen=True, slots=True)
class Level:
    """What is reached at one level."""

    rows: tuple[Reached, ...] = ()

    def of(self, group: Group) -> tuple[Reached, ...]:
        """The rows of one group, those of movements first, best first."""
        return tuple(row for row in self.rows if row.group is group)

    @property
    def groups(self) -> list[tuple[Group, tuple[Reached, ...]]]:
        """The groups that have rows."""
        return [(group, self.of(group)) for group in Group if self.of(group)]

    @property
    def states(self) -> int:
        """States reached by movements; those reached otherwise are counted by `states_by`."""
        return self.states_by(Means.MOVEMENT)

    def states_by(self, means: Means) -> int:
        """States whose best chain is of this kind."""
        return sum(row.means is means for row in self.of(Group.STATE))


@dataclass(frozen=True, slots=True)
class Exposure:
    """Both levels, side by side and never in one sum."""

    item: Item
    type_level: Level
    unit_level: Level
    cut: bool = False
    """True if not every chain was counted."""

    @property
    def sentence(self) -> str:
        """ "type level: 26 states (2 more only by a permission); unit level: 1 state." """
        more = [
            f"{_now('%(number)d more') % {'number': self.type_level.states_by(means)}} {means.words}"
            for means in (Means.ORDER, Means.PERMISSION, Means.GAP)
            if self.type_level.states_by(means)
        ]
        aside = f" ({', '.join(more)})" if more else ""
        at_unit = len(self.unit_level.of(Group.STATE))
        return _now("Type level: %(type)s%(aside)s. Unit level: %(unit)s.") % {
            "type": _states(self.type_level.states),
            "aside": aside,
            "unit": _states(at_unit),
        }

    @property
    def cut_sentence(self) -> str:
        """What the reader is told when not every chain was counted; "" when all were."""
        return (
            _now("Not every chain was counted: the numbers are what was found, and there may be more.")
            if self.cut
            else ""
        )


def _states(number: int) -> str:
    return ngettext("%(number)d state", "%(number)d states", number) % {"number": number}

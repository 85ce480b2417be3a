"""What the home page says: how much is here, and three chains from an item to an incident as pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Model, Value
from django.utils.translation import gettext_lazy as _

from conflicts.models import Incident
from core.merging import standing
from core.models import Record
from exports.models import Item
from pages.answers import answer
from pages.asking import Asked
from pages.public_state import answers_of_now
from pages.resources import BY_SLUG
from pages.words import plural
from tracing.model import Chain

SHOWN_NUMBERS = ("items", "entities", "shipments", "incorporations", "licences", "measures", "incidents", "sources")


@dataclass(frozen=True, slots=True)
class Example:
    """A chain worth starting from: handles of its ends, and why. Left out where the records are not there."""

    start: str
    end: str
    heading: object
    why: object
    through: str = ""


@dataclass(frozen=True, slots=True)
class Home:
    """How many records of each kind are here (words, number, address), and the examples that they answer."""

    numbers: list[tuple[str, str, str]]
    examples: list[ExampleShown]
    is_cut: bool
    """Whether a search reached a limit, as it may on a cold machine: the next reader shall get a whole answer."""


EXAMPLES = (
    Example(
        "item-mx-15d",
        "use-tb2-nk-2020",
        _("A Canadian camera in a war"),
        _("Several records and many sources, and still two readings of one permit."),
        through="item-tb2",
    ),
    Example(
        "item-rotax-912is",
        "use-mohajer6-blacksea",
        _("An engine whose way is not recorded"),
        _("It was found at the end. How it came there nobody here says: the gap in the middle is drawn, not filled."),
        through="item-mohajer-6",
    ),
    Example(
        "item-smerch",
        "use-smerch-barda",
        _("The same war from the other side"),
        _("The same rules for everybody."),
    ),
)
SEARCHED = 8
"""Chains to look through for the one to show; the trace page has all of them."""


@dataclass(frozen=True, slots=True)
class ExampleShown:
    """An example with its best chain, if it has one."""

    example: Example
    chain: Chain | None
    url: str
    is_cut: bool


def home() -> Home:
    """All that the page says, worked out once for each public write: three traces take a tenth of a second."""
    return answers_of_now().once("home", _home, keep=lambda made: not made.is_cut)


def _home() -> Home:
    found = examples()
    return Home(numbers(), [one for one in found if one.chain], any(one.is_cut for one in found))


def numbers() -> list[tuple[str, str, str]]:
    """How many records of each kind are here: words, number, address."""
    shown = [BY_SLUG[slug] for slug in SHOWN_NUMBERS]
    first, *others = (_count(one.rows().model, one.slug) for one in shown)
    counted = dict(first.union(*others, all=True))
    numbered = ((one, counted.get(one.slug, 0)) for one in shown)
    return [(plural(n, one.singular, one.plural).split(" ", 1)[1], f"{n:,}", one.url) for one, n in numbered]


def _count(model: type[Model], slug: str) -> Any:
    """One row: the list, and how many it has; none where it has none."""
    named = standing(model).order_by().annotate(slug=Value(slug)).values("slug")
    return named.annotate(number=Count("pk")).values_list("slug", "number")


def examples() -> list[ExampleShown]:
    """The examples whose ends are here, with a chain if there is one; another database may have none of them."""
    items = {handle for example in EXAMPLES for handle in (example.start, example.through)}
    known: dict[str | None, Record] = {item.handle: item for item in Item.objects.filter(handle__in=items)}
    known |= {one.handle: one for one in Incident.objects.filter(handle__in=[example.end for example in EXAMPLES])}
    shown = (_shown(example, known) for example in EXAMPLES if {example.start, example.end} <= known.keys())
    return list(shown)


def _shown(example: Example, known: Mapping[str | None, Record]) -> ExampleShown:
    asked = Asked(start=known[example.start], end=known[example.end])
    found = answer(asked, SEARCHED)
    if not found.chains:
        return ExampleShown(example, None, "", found.search_cut)
    number, chain = _first_through(found.chains, known.get(example.through))
    return ExampleShown(example, chain, asked.address(chain=number), found.search_cut)


def _first_through(chains: Sequence[Chain], item: Record | None) -> tuple[int, Chain]:
    """The best chain in which this item is reached; the best of all where none does."""
    for number, chain in enumerate(chains, start=1):
        if item is not None and item.public_id in [link.target.item.public_id for link in chain.links if link.target]:
            return number, chain
    return 1, chains[0]

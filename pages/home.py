"""What the home page says: how much is here, and three chains as pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from pages.answers import answer
from pages.asking import Asked
from pages.resources import BY_SLUG
from pages.words import plural
from tracing.model import Chain
from tracing.query import TraceError
from tracing.starts import record_named

SHOWN_NUMBERS = ("items", "entities", "shipments", "incorporations", "licences", "measures", "incidents", "sources")


@dataclass(frozen=True, slots=True)
class Example:
    """A chain worth starting from: handles of its ends, and why. Left out where the records are not there."""

    start: str
    end: str
    heading: object
    why: object
    through: str = ""


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
        "item-mohajer-6",
        _("An engine whose way is not recorded"),
        _("A gap is drawn and named, not filled: nobody here says how the engine arrived."),
    ),
    Example(
        "item-smerch",
        "",
        _("The same war from the other side"),
        _("The same rules for everybody."),
    ),
)


@dataclass(frozen=True, slots=True)
class ExampleShown:
    """An example with its best chain."""

    example: Example
    chain: Chain
    url: str
    address: str
    found: int


def numbers() -> list[tuple[str, str, str]]:
    """How many records of each kind are here: words, number, address."""
    counted = ((BY_SLUG[slug], BY_SLUG[slug].rows().order_by().count()) for slug in SHOWN_NUMBERS)
    return [(plural(n, one.singular, one.plural).split(" ", 1)[1], f"{n:,}", one.url) for one, n in counted]


def examples() -> list[ExampleShown]:
    """The examples that these records answer."""
    shown = (_shown(example) for example in EXAMPLES)
    return [one for one in shown if one is not None]


def _shown(example: Example) -> ExampleShown | None:
    try:
        start, end = record_named(example.start), record_named(example.end) if example.end else None
    except TraceError:
        return None  # another database than the case's
    asked = Asked(start=start, end=end)
    chains = answer(asked).chains
    if not chains:
        return None
    number, chain = _first_through(chains, example.through)
    url = asked.address(chain=number)
    return ExampleShown(example, chain, url, settings.SITE_URL + url, len(chains))


def _first_through(chains: Sequence[Chain], handle: str) -> tuple[int, Chain]:
    """The best chain in which this item is reached; the best of all where none does."""
    through = record_named(handle).public_id if handle else ""
    for number, chain in enumerate(chains, start=1):
        if through in [link.target.item.public_id for link in chain.links if link.target]:
            return number, chain
    return 1, chains[0]

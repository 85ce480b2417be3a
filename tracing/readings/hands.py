"""Through whose hands a chain says that the thing went, and under which permission: what makes it another reading."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, product

from tracing.choices import LinkKind
from tracing.dossier.facts import Dossier, PartyFact
from tracing.model import Chain, Link
from tracing.rules.steps import TRANSFERS

MOST_WALKS = 24
"""Of a chain whose links carry several permissions each: combinations looked at."""


@dataclass(frozen=True, slots=True)
class Hop:
    """The thing passes from one party to another. Equal hops are the same event on two readings."""

    giver: int
    taker: int
    permissions: frozenset[int] = frozenset()
    """The licences that it went under: none recorded, one, or several that a derived reading takes for one."""
    is_made_there: bool = False
    """True if the taker made it under licence, so that no thing passed."""
    shipments: frozenset[int] = field(default=frozenset(), compare=False)
    is_gap: bool = field(default=False, compare=False)

    @property
    def hands(self) -> tuple[int, int, bool]:
        """Who and how, whatever the permission."""
        return (self.giver, self.taker, self.is_made_there)


Walk = tuple[Hop, ...]


def walks(chain: Chain, dossier: Dossier) -> Iterator[Walk]:
    """The hops of a chain; several times where records on one link name different permissions for one hop."""
    runs, passing = _runs(chain)
    parties = [_closest([dossier.parties[key] for key in run]).pk for run in runs]
    choices = [list(_hops(link, parties[n], parties[n + 1], dossier)) for n, link in enumerate(passing)]
    yield from islice(product(*choices), MOST_WALKS)


def _runs(chain: Chain) -> tuple[list[list[int]], list[Link]]:
    """Holders under whose names one party goes, and the links that lead from one such party to the next."""
    runs, passing = [[chain.start.holder.pk]], []
    for link in chain.links:
        if link.target is None:
            continue
        if link.kind in TRANSFERS:
            passing.append(link)
            runs.append([])
        if link.target.holder.pk not in runs[-1]:
            runs[-1].append(link.target.holder.pk)
    return runs, passing


def _closest(names: Sequence[PartyFact]) -> PartyFact:
    """Of one party's names the one that says most: a body before its parent, a firm before its state."""
    for one in names:
        if all(one is other or other.pk in one.names or other.kind == "state" for other in names):
            return one
    return names[0]


def _hops(link: Link, giver: int, taker: int, dossier: Dossier) -> Iterator[Hop]:
    made = link.kind is LinkKind.PRODUCED_UNDER_LICENCE
    if link.is_gap:
        yield Hop(giver, taker, is_gap=True)
        return
    shipments = [dossier.shipments[record.pk] for record in link.records if record.kind == "shipment"]
    own = [record.pk for record in link.records if record.kind == "licence"]
    for licence in dict.fromkeys([*own, *(one.licence for one in shipments)]) or (None,):
        under = frozenset(one.record.pk for one in shipments if one.licence in (licence, None))
        yield Hop(giver, taker, frozenset() if licence is None else frozenset({licence}), made, under)

"""Readings that no record states: where two rival permission records can be one permit, seen from two sides.

A consignee and a declared end user are separate parties of one permit and may differ (15 CFR 748.5). So a record that
names only the one and a record that names only the other can speak of the same permit, unless something recorded
excludes it. Nothing here says that they do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import permutations

from core.dates import PartialDate
from core.truth import Truth
from exports.choices import LicenceEventKind, LicenceKind, LicenceRole
from tracing.dossier.facts import Amount, Dossier, LicenceFact
from tracing.readings.beside import Beside
from tracing.readings.fold import Reading, permission_records
from tracing.readings.hands import Hop

CONSIGNEE = (LicenceRole.CONSIGNEE, LicenceRole.ULTIMATE_CONSIGNEE)
END_USER = (LicenceRole.DECLARED_END_USER,)
NOT_ONE = frozenset({LicenceKind.GROUP, LicenceKind.NOT_REQUIRED})


def combined(readings: Sequence[Reading], dossier: Dossier, beside: Beside) -> Iterator[Reading]:
    """For each pair that can be one permit: the reading that takes them for one."""
    for consigned, declared in permutations(readings, 2):
        for hop, other in _rival_hops(consigned, declared):
            one, two = (dossier.licences[next(iter(h.permissions))] for h in (hop, other))
            if may_be_one(one, two, beside):
                yield _taken_for_one(consigned, declared, hop, two, dossier)


def _rival_hops(one: Reading, other: Reading) -> Iterator[tuple[Hop, Hop]]:
    """Hops from one giver under one permission each, on the two readings, that are not the same permission."""
    for hop in one.hops:
        for rival in other.hops:
            single = len(hop.permissions) == len(rival.permissions) == 1
            if single and hop.giver == rival.giver and hop.permissions != rival.permissions:
                yield hop, rival


def may_be_one(consigned: LicenceFact, declared: LicenceFact, beside: Beside) -> bool:
    """The first names who receives, the second only the declared end user, and nothing recorded keeps them apart."""
    return (
        bool(consigned.in_role(*CONSIGNEE) and not consigned.in_role(*END_USER))
        and bool(declared.in_role(*END_USER) and not declared.in_role(*CONSIGNEE))
        and not {consigned.kind, declared.kind} & NOT_ONE
        and not any(_was_refused(licence) for licence in (consigned, declared))
        and _agree(*(beside.numbers.get(one.record.pk, "") for one in (consigned, declared)))
        and _agree(consigned.destination, declared.destination)
        and _agree(*(one.authority.pk if one.authority else None for one in (consigned, declared)))
        and _dates_allow(consigned, declared)
        and _goods_allow(consigned, declared, beside)
    )


def _agree(one: object, other: object) -> bool:
    return not one or not other or one == other


def _was_refused(licence: LicenceFact) -> bool:
    return any(event.kind == LicenceEventKind.REFUSED for event in licence.events)


def _dates_allow(one: LicenceFact, other: LicenceFact) -> bool:
    return (
        _same_day_possible(one.issued, other.issued)
        and _same_day_possible(one.valid_until, other.valid_until)
        and not _over_before(one, other)
        and not _over_before(other, one)
    )


def _same_day_possible(one: PartialDate | None, other: PartialDate | None) -> bool:
    return one is None or other is None or one.overlaps(other) is not Truth.NO


def _over_before(one: LicenceFact, other: LicenceFact) -> bool:
    """The first had ended before the second was issued."""
    return bool(one.valid_until and other.issued) and one.valid_until.before(other.issued) is Truth.YES  # type: ignore[union-attr, arg-type]  # told by the first half


def _goods_allow(one: LicenceFact, other: LicenceFact, beside: Beside) -> bool:
    """Both cover the item, and the quantities can be of one permit, or the smaller is of units named one by one."""
    shared = one.amounts.keys() & other.amounts.keys()
    return bool(shared) and all(
        quantities_allow(one.amounts[item], other.amounts[item])
        or _part_of(other, one, item, beside)
        or _part_of(one, other, item, beside)
        for item in shared
    )


def quantities_allow(one: Amount, other: Amount) -> bool:
    """Unknown, not comparable, or ranges that have a number in common."""
    if not (one.is_known and other.is_known) or not _agree(one.unit, other.unit):
        return True
    return not (_above(one, other) or _above(other, one))


def _above(one: Amount, other: Amount) -> bool:
    return one.low is not None and other.high is not None and one.low > other.high


def _part_of(part: LicenceFact, whole: LicenceFact, item: int, beside: Beside) -> bool:
    """It counts only the units that it names, and the other covers at least so many."""
    return (part.record.pk, item) in beside.counts_named_units and not _above(part.amounts[item], whole.amounts[item])


def _taken_for_one(
    consigned: Reading, declared: Reading, hop: Hop, second: LicenceFact, dossier: Dossier
) -> Reading:  # fmt: skip
    both = replace(hop, permissions=hop.permissions | {second.record.pk})
    return Reading(
        hops=tuple(both if one == hop else one for one in consigned.hops),
        records=consigned.records | set(permission_records([second.record.pk], dossier)),
        parts=(consigned, declared),
    )

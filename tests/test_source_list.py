"""Sources beside a record: what each makes of it, and none that disputes folded away."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from evidence.choices import Rung, Stance
from evidence.models import Source
from pages.claims import Claim
from pages.source_list import AT_ONCE, source_list

S, D, M = Stance.SUPPORTS, Stance.DISPUTES, Stance.MENTIONS


def claims(*told: tuple[int, Stance]) -> list[Claim]:
    """Claims of sources by number, in this order."""
    return [
        Claim(
            SimpleNamespace(stance=stance, grade=f"B{n}", rung=Rung.DEAL),  # type: ignore[arg-type]  # what a list reads
            Source(pk=number),
            "",
            "",
            "",
            (),
        )
        for n, (number, stance) in enumerate(told, start=1)
    ]


@pytest.mark.parametrize(
    ("told", "listed"),
    [
        ([(1, M), (2, D), (3, S)], [(3, S), (2, D), (1, M)]),
        ([(1, D), (1, S)], [(1, S), (1, D)]),
        ([(1, M), (1, S), (2, D), (2, M)], [(1, S), (2, D)]),
        ([(1, S), (1, S), (2, S)], [(1, S), (2, S)]),
    ],
    ids=["supporting first", "both sides of one source", "a mention beside a side", "each once"],
)
def test_each_source_is_listed_once_for_each_stance(told: list[tuple[int, Stance]], listed: list[object]) -> None:
    shown = source_list(claims(*told)).shown
    assert [(one.source.pk, one.stance) for one in shown] == listed


def test_the_grade_is_that_of_the_first_claim_of_that_stance() -> None:
    shown = source_list(claims((1, D), (1, S), (1, S))).shown
    assert [one.grade for one in shown] == ["B2", "B1"]


def test_many_sources_are_folded_but_none_that_disputes() -> None:
    listed = source_list(claims(*((n, S) for n in range(1, 8)), (8, D), (9, M)))
    assert [one.source.pk for one in listed.shown] == [1, 2, 3, 4, 8]
    assert [one.source.pk for one in listed.folded] == [5, 6, 7, 9]
    assert len(listed.shown) == AT_ONCE + 1


def test_nothing_is_folded_where_all_fit() -> None:
    assert not source_list(claims((1, S), (2, S), (3, D), (4, M))).folded

"""Quantities are shown as the source gave them, and choices explain themselves."""

import pytest

from core.choices import Strength
from core.quantities import quantity_words


@pytest.mark.parametrize(
    ("low", "high", "unit", "words"),
    [
        (7, 7, "systems", "7 systems"),
        (1, 1, "systems", "1 system"),
        (1, 1, "aircraft", "1 aircraft"),
        (5, 12, "aircraft", "5 to 12 aircraft"),
        (0, 1, "units", "0 to 1 units"),
        (1000, None, "components", "at least 1,000 components"),
        (None, 29, "permits", "up to 29 permits"),
        (2, 2, "", "2"),
        (3, 3, "field kitchens", "3 field kitchens"),
        (None, None, "missiles", ""),
    ],
)
def test_a_range_is_shown_with_what_it_counts(low: int | None, high: int | None, unit: str, words: str) -> None:
    assert quantity_words(low, high, unit) == words


def test_an_estimate_says_so() -> None:
    assert quantity_words(50, 50, "missiles", is_estimate=True) == "about 50 missiles (estimate)"
    assert quantity_words(40, 60, "missiles", is_estimate=True) == "40 to 60 missiles (estimate)"


def test_a_quantity_without_a_number_is_shown_in_the_words_of_the_source() -> None:
    assert quantity_words(None, None, "bombs", printed="scores") == "scores"


def test_choices_have_a_value_a_label_and_an_explanation() -> None:
    assert str(Strength.CREDIBLE) == Strength.CREDIBLE.value == "credible"
    assert str(Strength.CREDIBLE.label) == "Credible"
    assert str(Strength.CREDIBLE.explanation).endswith(".")
    assert Strength("claimed") is Strength.CLAIMED
    assert next(str(label) for _value, label in Strength.choices) == "Established"
    assert [value for value, _label, _explanation in Strength.explained()] == Strength.values

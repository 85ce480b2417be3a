"""JSON is written by orjson where it can be, and says the same as Django REST framework's own writer."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.utils.translation import gettext_lazy
from rest_framework.renderers import JSONRenderer

from api.rendering import Renderer
from core.choices import Strength
from tracing.dossier.facts import Used

VALUES: dict[str, Any] = {
    "letters": "Բայքար, Байкар, ğ, \u2028, </script>, \x00",
    "translated late": gettext_lazy("Chain"),
    "choice": Strength.ESTABLISHED,
    "days": [date(2020, 9, 27), datetime(2020, 9, 27, 4, 5, 6, 123456, tzinfo=UTC), time(4, 5)],
    "numbers": [0, -1, 2**53, 1.5, 1e-9, Decimal("1.20")],
    "nothing": [None, {}, [], "", ()],
    "id": UUID(int=1),
    "nested": {"a": ({"b": [True, False]},), 3: "a key that is a number"},
}


@pytest.mark.parametrize("name", VALUES)
def test_every_kind_of_value_is_written_as_django_rest_framework_writes_it(name: str) -> None:
    value = {"value": VALUES[name]}
    assert json.loads(Renderer().render(value)) == json.loads(JSONRenderer().render(value))


def test_a_value_object_is_refused_instead_of_going_out_with_all_its_fields() -> None:
    with pytest.raises(TypeError):
        Renderer().render({"value": Used("source", 1, "so-1", "Title", "/sources/so-1/")})


def test_letters_go_out_as_they_are_and_nothing_is_spaced() -> None:
    assert Renderer().render({"a": "Բ", "b": [1, 2]}).decode() == '{"a":"Բ","b":[1,2]}'


def test_what_is_no_number_is_null_and_nothing_is_an_empty_answer() -> None:
    assert Renderer().render({"a": float("nan")}) == b'{"a":null}'
    assert Renderer().render(None) == b""


def test_who_asks_for_indentation_gets_it() -> None:
    assert Renderer().render({"a": 1}, "application/json; indent=2") == b'{\n  "a": 1\n}'

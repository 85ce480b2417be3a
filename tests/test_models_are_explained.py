"""Every field that an editor fills in says what belongs there, and every choice says when to take it."""

from __future__ import annotations

import re

import pytest
from django.apps import apps
from django.db import models

from core.choices import ExplainedChoices, Strength

APPS = ("entities", "exports", "conflicts", "evidence", "tracing", "changes")
# What the database fills in; no form asks for it.
KEPT_BY_THE_DATABASE = {"id", "public_id", "version", "created_at", "updated_at"}
SENTENCE = re.compile(r"[A-Z“…].*[.…?]", re.DOTALL)
MODELS = [
    model
    for app in APPS
    for model in apps.get_app_config(app).get_models()
    if not model._meta.proxy and not hasattr(model, "pgh_tracked_model")
]
FIELDS = [
    pytest.param(field, id=f"{model.__name__}.{field.name}")
    for model in MODELS
    for field in (*model._meta.local_concrete_fields, *model._meta.local_many_to_many)
    if field.name not in KEPT_BY_THE_DATABASE and not field.generated
]


def belongs_to_its_record(field: models.Field[object, object]) -> bool:
    """True for the key of a part or a citation to its record: it is chosen by standing on that record's page."""
    return isinstance(field, models.ForeignKey) and field.remote_field.on_delete is models.CASCADE


def lists_of_choices() -> list[type[ExplainedChoices]]:
    return sorted(
        (choices for choices in ExplainedChoices.__subclasses__() if choices.__module__.split(".")[0] in APPS),
        key=lambda choices: choices.__qualname__,
    )


@pytest.mark.parametrize("field", FIELDS)
def test_a_field_says_what_belongs_in_it(field: models.Field[object, object]) -> None:
    if belongs_to_its_record(field):
        return
    assert SENTENCE.fullmatch(str(field.help_text)), f"help_text: “{field.help_text}”"


@pytest.mark.parametrize("choices", [Strength, *lists_of_choices()], ids=lambda choices: choices.__name__)
def test_a_choice_says_when_to_take_it(choices: type[ExplainedChoices]) -> None:
    for value, label, explanation in choices.explained():
        assert label, value
        assert SENTENCE.fullmatch(str(explanation)), f"{value}: “{explanation}”"


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_field_with_choices_takes_them_from_a_list_that_explains_itself(model: type[models.Model]) -> None:
    lists: list[type[ExplainedChoices]] = [Strength, *lists_of_choices()]
    explained = [each.choices for each in lists]
    for field in model._meta.local_concrete_fields:
        offered = getattr(field, "choices", None)
        assert not offered or list(offered) in explained, f"{model.__name__}.{field.name}"


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_table_says_what_it_holds(model: type[models.Model]) -> None:
    assert SENTENCE.fullmatch((model.__doc__ or "").strip()), model.__name__
    assert not (model.__doc__ or "").startswith(f"{model.__name__}("), "Django's default text"

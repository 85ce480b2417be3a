"""CHECK constraints that every app writes alike; put them into `Meta.constraints`."""

from django.db.models import BaseConstraint, CheckConstraint, F, Q, Value
from django.db.models.lookups import Exact
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from core.choices import ExplainedChoices
from core.database_functions import EdtfIsValid, NumNonNulls, PublicIdIsValid

PREFIX = "%(app_label)s_%(class)s"


def partial_date_checks(*names: str) -> list[BaseConstraint]:
    """Use as `*partial_date_checks("delivered", "ordered")`: the text is a partial date whose ends are in order."""
    return [
        CheckConstraint(
            condition=EdtfIsValid(name),
            name=f"{PREFIX}_{name}_edtf",
            # Kept apart from dates.ALLOWED: this text is written into migrations and should not change.
            violation_error_message=format_lazy(
                _("“{name}” must be a date such as 2020, 2020-05, 2020-10-19 or 2020-10-19/2020-10-22."), name=name
            ),
        )
        for name in names
    ]


def period_check(first: str, last: str) -> CheckConstraint:
    """Use beside `partial_date_checks` where two dates bound one period: it may not surely end before it begins."""
    return CheckConstraint(
        condition=Q(**{f"{first}_earliest__isnull": True})
        | Q(**{f"{last}_latest__isnull": True})
        | Q(**{f"{last}_latest__gte": F(f"{first}_earliest")}),
        name=f"{PREFIX}_{last}_after_{first}",
        violation_error_message=format_lazy(
            _("“{last}” lies before “{first}”. Exchange the two, or make the vaguer one vaguer."),
            first=first,
            last=last,
        ),
    )


def public_id_check() -> CheckConstraint:
    """Use on every model with a PublicIdField: raw SQL cannot store a mistyped id either."""
    return CheckConstraint(
        condition=PublicIdIsValid("public_id"),
        name=f"{PREFIX}_public_id_valid",
        violation_error_message=_(
            "This public id is mistyped: its check character does not fit. Leave it empty to get a new one."
        ),
    )


def choice_check(name: str, choices: type[ExplainedChoices], *, blank: bool = False) -> CheckConstraint:
    """Use for every field with choices: the database refuses other values; `blank=True` allows the empty text."""
    values = [*choices.values, *([""] if blank else [])]
    return CheckConstraint(
        condition=Q(**{f"{name}__in": values}),
        name=f"{PREFIX}_{name}_known",
        violation_error_message=format_lazy(
            _("{name} must be one of: {values}."), name=name, values=", ".join(choices.values)
        ),
    )


def exactly_one(*names: str) -> CheckConstraint:
    """Use where a row points to one of several kinds of thing: exactly one of the named columns is set."""
    return CheckConstraint(
        condition=Exact(NumNonNulls(*names), Value(1)),
        name=f"{PREFIX}_exactly_one",
        violation_error_message=format_lazy(_("Choose exactly one of: {names}."), names=", ".join(names)),
    )

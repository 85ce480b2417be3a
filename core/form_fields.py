"""Form fields for the values of core, with help that an editor understands."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.dates import PartialDate, PartialDateError

DATE_HELP = _(
    "As exact as the source and no more: 2020, 2020-05 or 2020-10-19. Add ? if uncertain, ~ if approximate. "
    "Range: 2020-10-19/2020-10-22; open: 2020-04-16/.. or ../2021-06; unknown digits: 202X."
)


class PartialDateFormField(forms.CharField):
    """Use in forms and filters: reads EDTF text into a PartialDate and says what is allowed."""

    def __init__(self, **kwargs: Any) -> None:
        if not kwargs.get("help_text"):
            kwargs["help_text"] = DATE_HELP
        kwargs.setdefault("max_length", 40)
        super().__init__(**{**kwargs, "empty_value": ""})

    def to_python(self, value: Any) -> Any:
        """The PartialDate, or None for an empty box."""
        text = super().to_python(value)
        try:
            return PartialDate.parse(text) if text else None
        except PartialDateError as problem:
            raise ValidationError(str(problem), code="invalid") from problem

    def run_validators(self, value: Any) -> None:
        """Length limits look at the text."""
        super().run_validators(str(value) if value else "")

    def prepare_value(self, value: Any) -> Any:
        """What the box shows: the EDTF text."""
        return value.edtf if isinstance(value, PartialDate) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compares texts, so that an untouched box counts as unchanged."""
        before, after = (str(value).strip() if value else "" for value in (initial, data))
        return not self.disabled and before != after

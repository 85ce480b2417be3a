"""The form of a decision about a contradiction: the record by its id, the values as they are stated now, the reason."""

import json
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextInputWidget

from core.dates import PartialDate
from editorial.forms.records import RecordForm
from evidence.contradictions.one_record import record_named
from evidence.selectors import column_of
from evidence.services.resolving import ResolvingError, values_now


class ResolutionForm(RecordForm):
    """Adds a decision. Values that are stated between opening and saving the form are shown before it is saved."""

    record = forms.CharField(
        label=_("Record"),
        max_length=120,
        widget=UnfoldAdminTextInputWidget(),
        help_text=_("Its public id or handle, for example sh-yvh3zddcc5j."),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "decided" in self.fields:  # accounts that only read see no fields
            self.initial.setdefault("decided", PartialDate.of_day(timezone.now().date()))
            values = self._values_of(str(self.initial.get("record", "")), str(self.initial.get("field", "")))
            self.fields["seen"].initial = json.dumps(values)
            self._show(values)

    def clean(self) -> dict[str, Any] | None:
        """The record exists, the field is stated differently, and nothing was stated since the form was opened."""
        cleaned = super().clean() or self.cleaned_data
        record = record_named(cleaned.get("record", ""))
        if record is None:
            self.add_error("record", _("There is no record with this public id or handle."))
            return cleaned
        setattr(self.instance, column_of(record), record)
        try:
            values = values_now(record, cleaned.get("field", ""))
        except ResolvingError as problem:
            self.add_error("field", str(problem))
            return cleaned
        self.instance.considered = values  # type: ignore[attr-defined]  # the form of Resolution
        self._refuse_unseen(values, cleaned.get("seen", ""))
        return cleaned

    def _refuse_unseen(self, values: list[str], seen: str) -> None:
        if seen == json.dumps(values):
            return
        words = _("Stated by now: %(values)s. Save again if the decision holds for them all.")
        self.add_error("field", words % {"values": "; ".join(values)})
        data = QueryDict(mutable=True)
        data.update(self.data)
        data[self.add_prefix("seen")] = json.dumps(values)
        self.data = data

    def _show(self, values: list[str]) -> None:
        if values:
            words = _("Stated: %(values)s.") % {"values": "; ".join(values)}
            self.fields["field"].help_text = f"{self.fields['field'].help_text} {words}"

    @staticmethod
    def _values_of(reference: str, field: str) -> list[str]:
        record = record_named(reference) if reference else None
        try:
            return values_now(record, field) if record else []
        except ResolvingError:
            return []

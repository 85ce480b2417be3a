"""Which two records are judged the same, and why."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.merging import Mergeable
from editorial.selectors.merging import judged


class RecordField(forms.CharField):
    """A public id, a handle, or the address of a page becomes its entity or item."""

    def clean(self, value: Any) -> Mergeable:
        text: str = super().clean(value)
        return judged(text.partition("?")[0].rstrip("/").rpartition("/")[2])


class PairForm(forms.Form):
    """Two records to look at side by side."""

    kept = RecordField(
        label=_("Record that stands for both"),
        max_length=300,
        help_text=_("The address of its page, its public id, such as en-…, or its handle."),
    )
    merged = RecordField(
        label=_("Record that is shown under it"),
        max_length=300,
        help_text=_("Written in the same way. Its address will lead to the other."),
    )
    field_order = ("kept", "merged", "why")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("kept") is not None and given.get("kept") == given.get("merged"):
            raise ValidationError(_("These are one record already. Name two."))
        return given


class WhyForm(forms.Form):
    """The reason, which readers see beside the judgement."""

    why = forms.CharField(
        label=_("Why"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One sentence that a reader can check. It is public."),
    )


class MergeForm(PairForm, WhyForm):
    """What is confirmed after the preview."""


class TakeBackForm(WhyForm):
    """What is taken back, and why."""

    merged = RecordField(widget=forms.HiddenInput, max_length=120)

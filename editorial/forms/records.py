"""The form under every change of a record: it asks why, and refuses to overwrite a change that it has not shown."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import QueryDict
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextInputWidget

from editorial.selectors.versions import last_change, version_of

if TYPE_CHECKING:
    ModelForm = forms.ModelForm[Model]
else:
    ModelForm = forms.ModelForm

WHY_HELP = _("One line for the record's history: “Notice 992 names the date”, “typing error”.")
LOST_UPDATE = _(
    "Somebody changed this record since you opened it (version %(read)s, now %(now)s%(last)s). Nothing is saved. "
    "Below are your values, and beside those that differ what is recorded now. Saving again keeps yours."
)

# The database's refusal of the save that is being shown again; see TrackedAdmin.changeform_view.
_refusal: ContextVar[str] = ContextVar("refusal", default="")


@contextmanager
def refused_because(sentence: str) -> Iterator[None]:
    """Use to show a form again with what the database said; every record form inside is invalid with this sentence."""
    token = _refusal.set(sentence)
    try:
        yield
    finally:
        _refusal.reset(token)


class RecordForm(ModelForm):
    """Use as `form` of the admin of every table with a history."""

    why = forms.CharField(
        label=_("Why"), max_length=300, help_text=WHY_HELP, widget=UnfoldAdminTextInputWidget(), strip=True
    )
    read_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "read_version" in self.fields:
            self.fields["read_version"].initial = version_of(self.instance)

    def clean(self) -> dict[str, Any] | None:
        """The rules that no field knows."""
        cleaned = super().clean()
        if refusal := _refusal.get():
            self.add_error(None, refusal)
        if self.instance.pk:
            self._refuse_lost_update()
        return cleaned

    def _refuse_lost_update(self) -> None:
        """The admin has locked the row and read it anew, so `instance` is what is recorded now."""
        now, read = version_of(self.instance), self.cleaned_data.get("read_version")
        if read == now:
            return
        self.add_error(None, lost_update(self.instance, read, now))
        for name in [name for name in self.changed_data if name in self.initial]:
            self.add_error(name, ValidationError(_("Recorded now: %(value)s"), params={"value": self._recorded(name)}))
        # Whoever saves again has seen what they overwrite.
        data = QueryDict(mutable=True)
        data.update(self.data)
        data[self.add_prefix("read_version")] = str(now)
        self.data = data

    def _recorded(self, name: str) -> str:
        field = self.instance._meta.get_field(name)
        if field.many_to_many:
            value: object = ", ".join(map(str, getattr(self.instance, name).all()))
        else:
            display = getattr(self.instance, f"get_{name}_display", None)
            value = display() if display else getattr(self.instance, name)
        return str(value) if value not in (None, "") else str(_("nothing"))


def lost_update(row: Model, read: int | None, now: int) -> ValidationError:
    """The sentence for a change, or a deletion, that comes after somebody else's."""
    last = last_change(row)
    words = f", by {last.who}, {date_format(timezone.localtime(last.when), 'j F Y H:i')}" if last else ""
    if last and last.why:
        words += f": “{last.why}”"
    return ValidationError(
        LOST_UPDATE, code="lost_update", params={"read": read if read else "unknown", "now": now, "last": words}
    )

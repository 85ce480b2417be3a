"""Citations under a record: at least one that carries it, each with a known source or a new one in a few fields."""

from typing import TYPE_CHECKING, Any, TypedDict

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from unfold.forms import PaginationInlineFormSet
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget, UnfoldAdminURLInputWidget

from core.dates import PartialDate
from core.form_fields import PartialDateFormField
from evidence.choices import Reliability, SourceKind, Stance
from evidence.models import Citation, Source

if TYPE_CHECKING:
    CitationModelForm = forms.ModelForm[Citation]
    AnyCitationForm = forms.ModelForm[Any]
else:
    CitationModelForm = AnyCitationForm = forms.ModelForm

NO_SOURCE = _(
    "This record has no source. Add a citation below that supports or disputes it: no record stands without one."
)
ONLY_MENTIONS = _(
    "Every citation of this record only mentions it. Add one that supports or disputes it, or change a stance."
)
NEW_SOURCE_KINDS = [choice for choice in SourceKind.choices if choice[0] not in (SourceKind.PROTECTED,)]


class NewSource(TypedDict):
    """What `editorial.services.sources.add_source` takes."""

    title: str
    kind: str
    reliability: str
    publisher: str
    url: str
    published: PartialDate | None


class CitationForm(CitationModelForm):
    """One citation. Give a source, or the title (and more) of a new one, never both."""

    new_title = forms.CharField(
        label=_("Title"),
        required=False,
        max_length=400,
        widget=UnfoldAdminTextInputWidget(),
        help_text=_("As printed."),
    )
    new_publisher = forms.CharField(
        label=_("Publisher"),
        required=False,
        max_length=240,
        widget=UnfoldAdminTextInputWidget(),
        help_text=_("Its name; a publisher that is not here yet is added."),
    )
    new_url = forms.URLField(
        label=_("Address"),
        required=False,
        max_length=600,
        assume_scheme="https",
        widget=UnfoldAdminURLInputWidget(),
        help_text=_("Where it was seen: https://…"),
    )
    new_published = PartialDateFormField(label=_("Published"), required=False, widget=UnfoldAdminTextInputWidget())
    new_kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=NEW_SOURCE_KINDS,
        initial=SourceKind.ORIGINAL,
        widget=UnfoldAdminSelectWidget(),
    )
    new_reliability = forms.ChoiceField(
        label=_("Reliability"),
        required=False,
        choices=Reliability.choices,
        initial=Reliability.F,
        widget=UnfoldAdminSelectWidget(),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "source" in self.fields:  # accounts that only read see no fields
            self.fields["source"].required = False

    def clean(self) -> dict[str, Any] | None:
        """A source is either here or described."""
        cleaned = super().clean() or self.cleaned_data
        source, title = cleaned.get("source"), cleaned.get("new_title")
        if source and title:
            self.add_error("source", _("Choose a source or describe a new one, not both."))
        elif title:
            self._refuse_known(cleaned)
        elif not source and "source" not in self.errors:
            self.add_error("source", _("Choose the source, or give the title of a new one under “Or a new source”."))
        return cleaned

    def _refuse_known(self, cleaned: dict[str, Any]) -> None:
        known = Source.objects.filter(url=cleaned.get("new_url") or None).exclude(title=cleaned["new_title"]).first()
        if known:
            self.add_error(
                "new_url",
                ValidationError(
                    _("This address is recorded here as “%(title)s” (%(id)s). Choose that source instead."),
                    params={"title": known.title, "id": known.public_id},
                ),
            )
        if cleaned.get("new_kind") == SourceKind.STATEMENT:
            self.add_error(
                "new_kind", _("A statement needs its speaker and words: add it with the + beside the source.")
            )

    @property
    def described(self) -> NewSource | None:
        """The new source that this citation describes; none if it names one that is here."""
        data = self.cleaned_data
        if not data.get("new_title"):
            return None
        return NewSource(
            title=data["new_title"],
            kind=data["new_kind"] or SourceKind.ORIGINAL,
            reliability=data["new_reliability"] or Reliability.F,
            publisher=data["new_publisher"],
            url=data["new_url"],
            published=data["new_published"],
        )


class CitationFormSet(PaginationInlineFormSet):
    """The citations of one record; says in a sentence what the database would refuse at commit."""

    def clean(self) -> None:
        """At least one citation that stays supports or disputes the record; those on other pages count too."""
        super().clean()
        if any(self.errors):
            return
        stances = [form.cleaned_data.get("stance") for form in self.forms if self._stays(form)]
        if any(stance != Stance.MENTIONS for stance in stances) or self._has_others():
            return
        raise ValidationError(ONLY_MENTIONS if stances else NO_SOURCE, code="no_bare_fact")

    def describing_new_sources(self) -> list[CitationForm]:
        """The forms whose source has to be added before they can be saved."""
        citations = [form for form in self.forms if isinstance(form, CitationForm)]
        return [form for form in citations if form.has_changed() and self._stays(form) and form.described]

    def _stays(self, form: AnyCitationForm) -> bool:
        is_there = form.has_changed() or form.instance.pk is not None
        return is_there and not form.cleaned_data.get("DELETE")

    def _has_others(self) -> bool:
        record: Model = self.instance
        if record.pk is None:
            return False
        shown = [form.instance.pk for form in self.initial_forms]
        others = Citation.objects.filter(**{self.fk.name: record.pk}).exclude(pk__in=shown)
        return others.exclude(stance=Stance.MENTIONS).exists()

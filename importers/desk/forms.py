"""What editors fill in here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from editorial.choices import RowStatus
from importers.reading.sealing import LARGEST_FILE
from importers.registry import REGISTERS
from matching.choices import Verdict


def most_files() -> int:
    """How many files the register takes that takes most."""
    return max(register.most_files for register in REGISTERS.values())


def too_large(size: int) -> str:
    """The sentence about files that no register here can be; as the one of `importers.reading.sealing`."""
    return gettext(
        "The upload has %(size)s MB; no register here is larger than %(most)s MB. "
        "Check that it is the right file, or cut it into parts."
    ) % {"size": f"{size / 1e6:,.0f}", "most": f"{LARGEST_FILE / 1e6:,.0f}"}


class _ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One file or several; also empty ones, about which the importer has a sentence of its own."""

    widget = _ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        given: Sequence[Any] = data if isinstance(data, list | tuple) and data else [data]
        return [super(FilesField, self).clean(one, initial) for one in given]


class UploadForm(forms.Form):
    """The files of one release of one register."""

    file = FilesField(
        label=_("Files"),
        allow_empty_file=True,
        help_text=_("CSV or XLSX. Several only where they tell one release in several layouts."),
        error_messages={"required": _("Choose a file.")},
    )
    register = forms.ChoiceField(label=_("Register"), required=False)
    release = forms.CharField(
        label=_("Release"),
        max_length=60,
        required=False,
        help_text=_("Only where the file does not tell it, such as “March 2024”."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = sorted((register.title, name) for name, register in REGISTERS.items())
        self.fields["register"].choices = [  # type: ignore[attr-defined]  # it is a ChoiceField
            ("", _("Tell it from the columns")), *((name, title) for title, name in named),
        ]  # fmt: skip
        self.fields["file"].widget.attrs |= {"accept": ".csv,.xlsx", "data-most-bytes": str(LARGEST_FILE)}

    def clean_file(self) -> list[UploadedFile[Any]]:
        files: list[UploadedFile[Any]] = self.cleaned_data["file"]
        register = REGISTERS.get(self.data.get("register", ""))
        most = register.most_files if register else most_files()
        if len(files) > most:
            raise ValidationError(gettext("At most %(most)s files make one import.") % {"most": most})
        for file in files:
            if (file.size or 0) > LARGEST_FILE:
                raise ValidationError(too_large(file.size or 0))
        return files


class WhyForm(forms.Form):
    """The reason for taking an import back, which goes into the history of every record."""

    why = forms.CharField(
        label=_("Reason"), max_length=300, error_messages={"required": _("Say why: it is kept in the history.")}
    )


class DecideForm(forms.Form):
    """What a name in a plan means, and why. The name is taken letter by letter, its spaces too."""

    printed = forms.CharField(max_length=400, strip=False)
    record = forms.CharField(max_length=16)
    verdict = forms.ChoiceField(choices=[(Verdict.SAME, ""), (Verdict.DIFFERENT, ""), (Verdict.UNSURE, "")])
    why = forms.CharField(
        max_length=300, error_messages={"required": _("Say why, in one sentence that another editor can check.")}
    )


class RowsForm(forms.Form):
    """Which rows of a plan or a report to show; the address holds all of it."""

    status = forms.ChoiceField(label=_("status"), required=False, choices=[("", _("any status")), *RowStatus.choices])
    column = forms.CharField(label=_("about the column"), required=False, max_length=80)
    text = forms.CharField(label=_("with the words"), required=False, max_length=100)
    page = forms.IntegerField(required=False, min_value=1, max_value=1_000_000)

"""Closed vocabularies of editorial work."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.choices import ExplainedChoices


class ImportState(ExplainedChoices):
    APPLIED = "applied", _("applied"), _("What it made stands in the database.")
    WITHDRAWN = "withdrawn", _("withdrawn"), _("What it made was taken back, but for what others cite too.")


class RowStatus(ExplainedChoices):
    """What the plan says about one row of a file, and what applying it did."""

    NEW = "new", _("new"), _("Makes a record that is not here yet.")
    MATCHED = "matched", _("matched"), _("States a record that is here: it becomes another citation of it.")
    POSSIBLE = (
        "possible",
        _("possible match"),
        _("Another record may be the same; the reason says whether one was made. An editor decides."),
    )
    DUPLICATE = "duplicate", _("duplicate"), _("Says what another row says already: nothing is made.")
    CHANGED = "changed", _("changed"), _("States a known record otherwise than an earlier release. Both claims stay.")
    ERROR = "error", _("error"), _("Cannot be read; nothing is made of it.")
    NEEDS_SOURCE = "needs_source", _("needs a source"), _("Names no source that could carry it; nothing is made.")
    AMBIGUOUS_DATE = (
        "ambiguous_date",
        _("ambiguous date"),
        _("Its date can be read in two ways and is not guessed; nothing is made."),
    )

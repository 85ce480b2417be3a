"""Closed vocabularies of editorial work."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.choices import ExplainedChoices


class ImportState(ExplainedChoices):
    APPLIED = "applied", _("applied"), _("What it made stands in the database.")
    WITHDRAWN = "withdrawn", _("withdrawn"), _("What it made was taken back, but for what others cite too.")


class JobState(ExplainedChoices):
    """Where an import from the desk stands. A worker moves it on; only an editor's word makes it apply or take back."""

    UPLOADED = "uploaded", _("uploaded"), _("Its files are here and wait for the worker to read them.")
    PLANNING = "planning", _("being read"), _("A worker reads the files and plans what becomes of each row.")
    PLANNED = "planned", _("planned"), _("What becomes of each row can be looked at; nothing is changed yet.")
    APPLYING = "applying", _("being applied"), _("The plan is applied in one transaction, or waits for the worker.")
    APPLIED = "applied", _("applied"), _("What the plan said is in the database.")
    WITHDRAWING = "withdrawing", _("being taken back"), _("What it made is taken back in one transaction.")
    WITHDRAWN = "withdrawn", _("taken back"), _("What it made was taken back.")
    FAILED = "failed", _("failed"), _("It ended with a reason, and changed nothing. It can be run again.")
    ABANDONED = "abandoned", _("abandoned"), _("An editor gave it up, or the same file was imported before.")


WORKING_STATES = frozenset({JobState.PLANNING, JobState.APPLYING, JobState.WITHDRAWING})
"""A worker holds the job, or is to take it up."""
STATES_WITH_IMPORT = frozenset({JobState.APPLIED, JobState.WITHDRAWING, JobState.WITHDRAWN})
"""There is an import that the job made, or takes back."""


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

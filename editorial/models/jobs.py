from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.constraints import choice_check
from core.models import Timestamped
from editorial.choices import STATES_WITH_IMPORT, WORKING_STATES, JobState, RowStatus
from editorial.models.imports import Import

SHA256 = r"^[0-9a-f]{64}$"


class ImportJob(Timestamped):
    """What an editor asked the worker to do with uploaded files: read and plan, apply, take back.

    Who works on it holds a lease: a token and a time by which the worker must have been heard of again.
    """

    state = models.CharField(
        max_length=12, choices=JobState.choices, default=JobState.UPLOADED, help_text=_("Where it stands.")
    )
    register = models.CharField(
        max_length=20, blank=True, help_text=_("The register's short name. Empty: to be told from the columns.")
    )
    release = models.CharField(
        max_length=60, blank=True, help_text=_("The release as the editor gave it, where the file does not tell it.")
    )
    release_read = models.CharField(max_length=60, blank=True, help_text=_("The release that the plan is of."))
    plan_sha256 = models.CharField(max_length=64, blank=True, help_text=_("Names the plan, row by row."))
    gone = models.PositiveIntegerField(
        default=0, help_text=_("How many rows of earlier releases are missing; what those made stays.")
    )
    message = models.TextField(blank=True, help_text=_("Why it failed or was abandoned, as a sentence to show."))
    why = models.CharField(max_length=300, blank=True, help_text=_("Why its import is to be taken back."))
    imported = models.OneToOneField(
        Import,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="desk_job",
        help_text=_("The import that it made, or that it takes back."),
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="import_jobs",
        help_text=_("Who asked for its latest step."),
    )
    doing = models.CharField(max_length=120, blank=True, help_text=_("What the worker does now."))
    done = models.PositiveBigIntegerField(default=0, help_text=_("How much of that is done."))
    total = models.PositiveBigIntegerField(default=0, help_text=_("How much there is. Zero: not known."))
    lease_token = models.CharField(
        max_length=32,
        blank=True,
        help_text=_("Names the worker's hold on it; whoever has another one may write nothing."),
    )
    lease_until = models.DateTimeField(
        null=True, blank=True, help_text=_("Until when the worker is waited for. Empty: nobody works on it.")
    )
    lost = models.PositiveSmallIntegerField(
        default=0, help_text=_("How often the process that worked on this step ended without a word.")
    )

    class Meta:
        ordering = ("-id",)
        constraints = [
            choice_check("state", JobState),
            models.CheckConstraint(
                name="importjob_lease_while_working",
                violation_error_message=_("Only a job that is being worked on is held by a worker."),
                condition=models.Q(lease_until__isnull=True, lease_token="")
                | models.Q(state__in=sorted(WORKING_STATES)),
            ),
            models.CheckConstraint(
                name="importjob_has_its_import",
                violation_error_message=_("A job that was applied names the import that it made."),
                condition=models.Q(imported__isnull=False) | ~models.Q(state__in=sorted(STATES_WITH_IMPORT)),
            ),
            models.CheckConstraint(
                name="importjob_plan_named",
                violation_error_message=_("A plan is named by its SHA-256."),
                condition=models.Q(plan_sha256__regex=SHA256)
                | (models.Q(plan_sha256="") & ~models.Q(state__in=["planned", "applying"])),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.register or _('Upload')}, {self.created_at:%Y-%m-%d %H:%M}"

    @property
    def is_at_work(self) -> bool:
        """True while the worker has it, or is to take it up: its page then asks again."""
        return self.state == JobState.UPLOADED or self.state in WORKING_STATES


class ImportUpload(models.Model):
    """A file that an editor uploaded, sealed by its SHA-256. Its bytes are kept until it is applied or given up."""

    import_job = models.ForeignKey(ImportJob, on_delete=models.CASCADE, related_name="uploads")
    place = models.PositiveSmallIntegerField(help_text=_("Its place among the files, from 0."))
    name = models.CharField(max_length=200, help_text=_("The file's name, without its folder."))
    sha256 = models.CharField(max_length=64, help_text=_("The SHA-256 of its bytes."))
    size = models.PositiveBigIntegerField(help_text=_("Bytes."))
    content = models.BinaryField(null=True, blank=True, help_text=_("Its bytes. Empty: no longer kept."))

    class Meta:
        ordering = ("import_job", "place")
        constraints = [
            models.CheckConstraint(
                name="importupload_sha256_shape",
                violation_error_message=_("A SHA-256 is 64 characters from 0 to 9 and a to f."),
                condition=models.Q(sha256__regex=SHA256),
            ),
            models.UniqueConstraint(
                name="importupload_once",
                violation_error_message=_("There is a file at this place already."),
                fields=("import_job", "place"),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PlanRow(models.Model):
    """One row of an uploaded file and what it would become; kept until the plan is applied or given up."""

    import_job = models.ForeignKey(ImportJob, on_delete=models.CASCADE, related_name="plan_rows", db_index=False)
    upload = models.ForeignKey(ImportUpload, on_delete=models.CASCADE, related_name="plan_rows", db_index=False)
    line = models.PositiveIntegerField(help_text=_("The line of the file, from 1."))
    raw = models.TextField(help_text=_("The row as it stands in the file."))
    key = models.CharField(max_length=120, blank=True, help_text=_("What names the same thing in other releases."))
    status = models.CharField(max_length=16, choices=RowStatus.choices, help_text=_("What the plan says about it."))
    column = models.CharField(max_length=80, blank=True, help_text=_("The column that the reason is about."))
    reason = models.CharField(max_length=300, blank=True, help_text=_("Why it has that status."))
    match = models.CharField(
        max_length=20, blank=True, help_text=_("Public id of the record that it states, or may state.")
    )
    facts = models.JSONField(default=dict, blank=True, help_text=_("What the row states, by field."))
    asks = models.JSONField(
        default=list, blank=True, help_text=_("Printed names, each with a record that it may mean: a person decides.")
    )

    class Meta:
        ordering = ("upload", "line")
        indexes = [
            models.Index(fields=("import_job", "status", "upload", "line"), name="planrow_by_status"),
            models.Index(fields=("upload", "line"), name="planrow_in_order"),
        ]
        constraints = [choice_check("status", RowStatus)]

    def __str__(self) -> str:
        return f"{self.upload}, line {self.line}"

"""What an editor asks the worker for: the verbs of the pages. Each is one statement, so that asking twice is once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import User
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from editorial.choices import ImportState, JobState
from editorial.models import Import, ImportJob, ImportUpload
from importers.jobs.steps import forget_files


class NotNowError(Exception):
    """The job has moved on, so that this cannot be asked for any more. `str()` is the sentence to show."""


def upload(files: Iterable[UploadedFile[Any]], *, register: str, release: str, by: User) -> ImportJob:
    """Keep the files, sealed, for the worker to read."""
    with transaction.atomic():
        job = ImportJob.objects.create(register=register, release=release, by=by)
        for place, file in enumerate(files):
            content = file.read()
            ImportUpload.objects.create(
                import_job=job, place=place, name=(file.name or _("unnamed"))[:200],
                sha256=hashlib.sha256(content).hexdigest(), size=len(content), content=content,
            )  # fmt: skip
        return job


def apply_plan(job: ImportJob, plan_sha256: str, by: User) -> None:
    """Apply exactly the plan that was looked at; asking twice for it is asking once."""
    asked = ImportJob.objects.filter(pk=job.pk, state=JobState.PLANNED, plan_sha256=plan_sha256)
    if asked.update(state=JobState.APPLYING, by=by, message="", lost=0, updated_at=Now()):
        return
    now = ImportJob.objects.get(pk=job.pk)
    if now.plan_sha256 != plan_sha256 or now.state not in (JobState.APPLYING, JobState.APPLIED):
        raise NotNowError(
            _("This plan is not the one that is waiting. Look at the page again, and apply what it shows.")
        )


def plan_again(job: ImportJob, by: User) -> None:
    """Read the files anew: what is recorded has moved on, or something failed."""
    _move(
        job, (JobState.FAILED, JobState.PLANNED), JobState.UPLOADED, by,
        _("Only a job that failed, or waits to be applied, can be planned anew."),
    )  # fmt: skip


def abandon(job: ImportJob, by: User) -> None:
    """Give it up: nothing was changed, and its files are dropped."""
    with transaction.atomic():
        _move(
            job, (JobState.FAILED, JobState.PLANNED, JobState.UPLOADED), JobState.ABANDONED, by,
            _("It is being worked on, or has ended; it cannot be given up now."),
        )  # fmt: skip
        forget_files(job.pk)


def take_back(imported: Import, why: str, by: User) -> ImportJob:
    """Take an import back, whoever made it and whichever way."""
    with transaction.atomic():
        locked = Import.objects.select_for_update().get(pk=imported.pk)
        job = ImportJob.objects.filter(imported=locked).first()
        if job is not None and job.state == JobState.WITHDRAWING:
            return job
        if locked.state != ImportState.APPLIED:
            raise NotNowError(_("This import was taken back before. Nothing was changed."))
        if job is None:
            job = ImportJob(imported=locked, register=locked.register, release_read=locked.release)
        job.state, job.by, job.why, job.message, job.lost = JobState.WITHDRAWING, by, why, "", 0
        job.save()
        return job


def _move(job: ImportJob, sources: Iterable[JobState], target: JobState, by: User, otherwise: str) -> None:
    asked = ImportJob.objects.filter(pk=job.pk, state__in=list(sources))
    if not asked.update(state=target, by=by, message="", lost=0, updated_at=Now()):
        raise NotNowError(otherwise)

"""The table of jobs as a queue: taking one up, holding it by lease, letting it go, and what only the holder may write.

Times are the database's, so that workers on several machines agree. A worker that was killed is missed once its lease
runs out; whoever takes the job up then has a new token, and the old one's transaction finds no row to close.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models import DateTimeField, ExpressionWrapper, F, Q, QuerySet
from django.db.models.functions import Now

from editorial.choices import WORKING_STATES, JobState
from editorial.models import ImportJob

LEASE_SECONDS = 20.0


class LostLeaseError(Exception):
    """Somebody else has taken the job up; what was done here must be rolled back."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One hold on one job, for the step that it was taken up for."""

    job: int
    token: str
    step: JobState


def claim(seconds: float = LEASE_SECONDS) -> Claim | None:
    """Take up the oldest job that waits, or whose worker has not been heard of; None where there is none."""
    with transaction.atomic():
        free = Q(lease_until__isnull=True) | Q(lease_until__lt=Now())
        waiting = Q(state__in=[JobState.UPLOADED, *WORKING_STATES])
        job = ImportJob.objects.select_for_update(skip_locked=True).filter(free & waiting).order_by("pk").first()
        if job is None:
            return None
        if job.state == JobState.UPLOADED:
            job.state = JobState.PLANNING
        taken = Claim(job.pk, uuid4().hex, JobState(job.state))
        ImportJob.objects.filter(pk=job.pk).update(
            state=taken.step, lease_token=taken.token, lease_until=_from_now(seconds), updated_at=Now()
        )
        return taken


def keep(held: Claim, seconds: float, progress: tuple[str, int, int] | None = None) -> bool:
    """Say that its worker lives, and how far it is. False: the job is somebody else's now.

    A row that is locked is about to be closed by the step's own transaction, which then needs no word from here.
    """
    with transaction.atomic():
        if not ImportJob.objects.select_for_update(skip_locked=True).filter(pk=held.job).exists():
            return True
        values: dict[str, Any] = {"lease_until": _from_now(seconds)}
        if progress is not None:
            values |= dict(zip(("doing", "done", "total"), progress, strict=True))
        return bool(_held(held).update(**values))


def close(held: Claim, state: JobState, **values: Any) -> None:
    """End the step. Within the step's transaction it makes the step and its state one; raises LostLeaseError."""
    values |= {"lease_token": "", "lease_until": None, "doing": "", "done": 0, "total": 0, "lost": 0}
    if not _held(held).update(state=state, updated_at=Now(), **values):
        raise LostLeaseError(f"Job {held.job} was taken up by another worker.")


def let_go(held: Claim) -> None:
    """Give the job back unfinished, for the next worker to take up at once."""
    _held(held).update(lease_token="", lease_until=None)


def lost(held: Claim) -> int:
    """Its process ended without a word: tells how often that has happened to this step."""
    _held(held).update(lost=F("lost") + 1)
    return ImportJob.objects.values_list("lost", flat=True).get(pk=held.job)


def _held(held: Claim) -> QuerySet[ImportJob]:
    return ImportJob.objects.filter(pk=held.job, lease_token=held.token, state=held.step)


def _from_now(seconds: float) -> Any:
    return ExpressionWrapper(Now() + timedelta(seconds=seconds), output_field=DateTimeField())

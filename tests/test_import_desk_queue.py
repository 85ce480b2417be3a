"""One job has one holder at a time; who lost it can write nothing; the database refuses jobs that cannot be."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connections, transaction
from django.db.models.functions import Now
from django.test import Client

from editorial.choices import JobState
from editorial.models import Import, ImportJob, PlanRow
from editorial.services.roles import Role
from importers.jobs import queue
from importers.jobs.queue import LostLeaseError
from importers.jobs.steps import Refusal, attempt, refuse
from importers.pipeline.applying import quiet
from tests.admin_site import signed_in
from tests.conftest import ScratchDatabase
from tests.desk_support import address, planned, put_job, upload, work
from tests.register_files import EXCERPTS

GUR = EXCERPTS / "gur" / "components_excerpt_2026-06-13.csv"
pytestmark = pytest.mark.django_db
LONG_AGO = "2020-01-01T00:00Z"


@pytest.fixture
def editor(db: None) -> Client:
    return signed_in(Role.EDITOR)


def test_a_job_that_is_held_is_not_given_to_another(editor: Client) -> None:
    job = upload(editor, GUR)
    held = queue.claim()
    assert held is not None
    assert (held.job, held.step) == (job.pk, JobState.PLANNING)
    assert queue.claim() is None


def test_the_oldest_job_comes_first(editor: Client) -> None:
    first, _ = upload(editor, GUR), upload(editor, GUR)
    held = queue.claim()
    assert held is not None
    assert held.job == first.pk


@pytest.mark.parametrize("state", ["planned", "failed", "abandoned"])
def test_a_job_that_waits_for_a_person_is_not_taken_up(state: str) -> None:
    ImportJob.objects.create(state=state, plan_sha256="0" * 64)
    assert queue.claim() is None


def test_a_job_whose_worker_was_not_heard_of_is_taken_up_by_another(editor: Client) -> None:
    job = upload(editor, GUR)
    first = queue.claim()
    assert first is not None
    ImportJob.objects.filter(pk=job.pk).update(lease_until=LONG_AGO)
    second = queue.claim()
    assert second is not None
    assert second.token != first.token
    assert not queue.keep(first, 20)
    assert queue.keep(second, 20, ("Reading", 1, 2))
    job.refresh_from_db()
    assert (job.doing, job.done, job.total) == ("Reading", 1, 2)


def test_a_worker_that_is_heard_of_keeps_its_job(editor: Client) -> None:
    upload(editor, GUR)
    held = queue.claim(seconds=-1)  # it would be free at once
    assert held is not None
    assert queue.keep(held, 20)
    assert queue.claim() is None


@pytest.mark.parametrize("step", ["plan", "apply", "take back"])
def test_what_is_done_after_the_job_was_lost_is_rolled_back(step: str, editor: Client) -> None:
    job = upload(editor, GUR) if step == "plan" else planned(editor, GUR)
    if step != "plan":
        editor.post(address(job, "apply/"), {"plan": job.plan_sha256})
    if step == "take back":
        work()
        job.refresh_from_db()
        editor.post(f"/desk/imports/{job.imported_id}/take-back/", {"why": "A test."})
    slow = queue.claim(seconds=-1)
    quick = queue.claim()
    assert slow is not None
    assert quick is not None
    before = (Import.objects.count(), PlanRow.objects.count())
    with pytest.raises(LostLeaseError):
        attempt(slow, quiet)
    assert (Import.objects.count(), PlanRow.objects.count()) == before
    assert attempt(quick, quiet) is None
    job.refresh_from_db()
    assert job.state == {"plan": "planned", "apply": "applied", "take back": "withdrawn"}[step]


def test_who_lost_the_job_cannot_write_its_end_either(editor: Client) -> None:
    job = upload(editor, GUR)
    slow = queue.claim(seconds=-1)
    assert slow is not None
    assert queue.claim() is not None
    with pytest.raises(LostLeaseError):
        refuse(slow, Refusal(JobState.FAILED, "x"))
    job.refresh_from_db()
    assert job.state == "planning"


def test_two_workers_at_once_never_hold_one_job(scratch_database: ScratchDatabase) -> None:
    """The row of a claim that is not committed yet is passed over, not waited for."""
    put_job(scratch_database, GUR)
    first, second = scratch_database(), scratch_database()
    taking = "SELECT id FROM editorial_importjob WHERE state = 'uploaded' FOR UPDATE SKIP LOCKED"
    with first.cursor() as one, second.cursor() as other:
        one.execute(taking)
        other.execute(taking)
        assert (one.rowcount, other.rowcount) == (1, 0)
    sent = _statements_of(queue.claim)
    assert "FOR UPDATE SKIP LOCKED" in sent


def _statements_of(verb: Any) -> str:
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connections["default"]) as asked:
        verb()
    return "\n".join(query["sql"] for query in asked.captured_queries)


# --- What the database refuses ---


@pytest.mark.parametrize(
    ("values", "rule"),
    [
        ({"state": "splendid"}, "importjob_state_known"),
        ({"state": "applied"}, "importjob_has_its_import"),
        ({"state": "planned"}, "importjob_plan_named"),
        ({"state": "planned", "plan_sha256": "x"}, "importjob_plan_named"),
        ({"state": "failed", "lease_token": "x"}, "importjob_lease_while_working"),
        ({"state": "failed", "lease_until": Now()}, "importjob_lease_while_working"),
    ],
)
def test_the_database_refuses_a_job_that_cannot_be(values: dict[str, Any], rule: str) -> None:
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        ImportJob.objects.create(**values)


def test_an_import_belongs_to_one_job_at_most(editor: Client, tmp_path: Path) -> None:
    made = Import.objects.create(register="x", release="x", plan_sha256="x", state="withdrawn", withdrawn_at=Now())
    ImportJob.objects.create(state="withdrawn", imported=made)
    with pytest.raises(IntegrityError), transaction.atomic():
        ImportJob.objects.create(state="withdrawn", imported=made)

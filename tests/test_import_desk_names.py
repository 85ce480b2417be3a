"""A row of a plan asks which record a name means; an editor says; the next plan heeds it until it is taken back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from editorial.models import ImportJob, ImportRow, PlanRow
from editorial.services.roles import Role
from entities.models import Entity
from importers.registry import REGISTERS
from matching.choices import Level, Verdict
from matching.decisions import all_standing, decide
from matching.match import match_entities
from matching.models import Decision
from tests.admin_site import signed_in
from tests.cited_records import company
from tests.desk_support import LIST, address, apply, page, planned, work
from tests.register_files import EXCERPTS
from tests.sheets_support import SHIPMENT, SOURCE, as_csv

pytestmark = pytest.mark.django_db
PRINTED = "Zyxomma Werkee"  # a slip of a source's pen
WHY = "The source means the firm of the same address."
DECISIONS = f"{LIST}decisions/"
GUR = EXCERPTS / "gur" / "components_excerpt_2026-06-13.csv"


@pytest.fixture
def editor(db: None) -> Client:
    return signed_in(Role.EDITOR)


@pytest.fixture
def firm() -> Entity:
    return company("Zyxomma Werke")


@pytest.fixture
def job(editor: Client, firm: Entity, tmp_path: Path) -> ImportJob:
    """A plan with one row that describes a party whose name is like that of a firm here."""
    party = {"key": "1", "record": "", "name": PRINTED, "kind": "company", **SOURCE}
    return planned(editor, as_csv(tmp_path, "parties", [party]))


def only(job: ImportJob) -> PlanRow:
    return PlanRow.objects.get(import_job=job)


def says(client: Client, job: ImportJob, firm: Entity, verdict: str, **changed: str) -> Any:
    """What the form at the row sends, and the work of the worker after it."""
    words = {"printed": PRINTED, "record": str(firm.public_id), "verdict": verdict, "why": WHY} | changed
    response = client.post(address(job, "decide/"), words)
    work()
    job.refresh_from_db()
    return response


def test_the_row_asks_with_a_form_for_each_record_that_the_name_may_mean(
    editor: Client, job: ImportJob, firm: Entity
) -> None:
    row = only(job)
    assert row.status == "possible"
    assert row.asks == [{"printed": PRINTED, "record": firm.public_id}]
    shown = page(editor, address(job))
    assert f"Is “{PRINTED}” {firm}?" in shown
    for word in ("The same", "Another one", "Unsure", "ask below which record a name means"):
        assert word in shown


@pytest.mark.parametrize(("verdict", "status"), [("same", "matched"), ("different", "new"), ("unsure", "possible")])
def test_what_is_decided_makes_the_next_plan(
    verdict: str, status: str, editor: Client, job: ImportJob, firm: Entity
) -> None:
    raw, before = only(job).raw, job.plan_sha256
    assert says(editor, job, firm, verdict).status_code == 302
    assert job.state == "planned"
    row = only(job)
    assert row.status == status
    assert row.match == (firm.public_id if verdict == "same" else "")
    assert bool(row.asks) == (verdict == "unsure")
    assert (job.plan_sha256 == before) == (verdict == "unsure")
    assert row.raw == raw
    kept = Decision.objects.get()
    assert (kept.printed, kept.record, kept.register, kept.verdict) == (PRINTED, firm.public_id, "sheets", verdict)
    assert (kept.why, kept.decided_by and kept.decided_by.username) == (WHY, "editor")


@pytest.mark.parametrize("verdict", ["same", "different"])
def test_taken_back_the_plan_is_as_before(verdict: str, editor: Client, job: ImportJob, firm: Entity) -> None:
    before = job.plan_sha256
    says(editor, job, firm, verdict)
    decision = all_standing().get()
    shown = page(editor, f"{DECISIONS}?job={job.pk}")
    for word in (PRINTED, str(firm), WHY, "Take it back", f"Back to the plan of job {job.pk}"):
        assert word in shown
    answer = editor.post(f"{DECISIONS}{decision.pk}/take-back/", {"why": "It was another.", "job": str(job.pk)})
    assert answer.headers["Location"] == address(job)
    work()
    job.refresh_from_db()
    assert job.plan_sha256 == before
    assert only(job).status == "possible"
    assert not all_standing().exists()
    assert "No decision stands." in page(editor, DECISIONS)
    assert Decision.objects.count() == 2, "both stay as the record of it"


def test_a_decision_never_overwrites_what_the_source_printed(editor: Client, job: ImportJob, firm: Entity) -> None:
    says(editor, job, firm, "same")
    raw = only(job).raw
    apply(editor, job)
    assert job.state == "applied"
    kept = ImportRow.objects.get(file__job=job.imported)
    assert (kept.raw, kept.match) == (raw, firm.public_id)
    assert PRINTED in kept.raw
    firm.refresh_from_db()
    assert firm.name == "Zyxomma Werke"
    assert Entity.objects.filter(name__startswith="Zyxomma").count() == 1


def test_taking_it_back_leaves_what_was_applied(editor: Client, job: ImportJob, firm: Entity) -> None:
    says(editor, job, firm, "same")
    apply(editor, job)
    before = firm.citations.count()
    editor.post(f"{DECISIONS}{all_standing().get().pk}/take-back/", {"why": "It was another.", "job": str(job.pk)})
    work()
    assert firm.citations.count() == before
    assert job.imported is not None
    job.imported.refresh_from_db()
    assert job.imported.state == "applied"


def test_a_name_in_a_link_asks_too_and_one_answer_is_for_every_row(
    editor: Client, firm: Entity, tmp_path: Path
) -> None:
    rows = [{**SHIPMENT, "key": str(n), "recipient": PRINTED, "delivered": f"201{n}"} for n in (1, 2)]
    job = planned(editor, as_csv(tmp_path, "shipments", rows))
    assert [row.asks for row in job.plan_rows.all()] == [[{"printed": PRINTED, "record": firm.public_id}]] * 2
    assert says(editor, job, firm, "same").headers["Location"] == address(job)
    assert {row.status for row in job.plan_rows.all()} == {"new"}


def test_what_this_plan_does_not_ask_is_not_decided(editor: Client, job: ImportJob, firm: Entity) -> None:
    other = company("Zyxomma Other")
    for changed in ({"printed": "Something else"}, {"record": str(other.public_id)}, {"record": "en-nobody"}):
        assert says(editor, job, firm, "same", **changed).status_code == 409
    says(editor, job, firm, "different")
    assert says(editor, job, firm, "same").status_code == 409, "the new plan asks no longer"
    assert Decision.objects.count() == 1


@pytest.mark.parametrize("changed", [{"why": " "}, {"verdict": "taken_back"}, {"verdict": ""}])
def test_a_form_without_a_reason_or_with_another_verdict_is_refused(
    changed: dict[str, str], editor: Client, job: ImportJob, firm: Entity
) -> None:
    words = {"printed": PRINTED, "record": str(firm.public_id), "verdict": "same", "why": WHY} | changed
    answer = editor.post(address(job, "decide/"), words)
    assert answer.status_code == 200
    assert "form-error" in answer.content.decode()
    assert not Decision.objects.exists()


def test_taking_back_needs_a_reason_and_a_decision_that_stands(editor: Client, job: ImportJob, firm: Entity) -> None:
    says(editor, job, firm, "same")
    where = f"{DECISIONS}{all_standing().get().pk}/take-back/"
    assert "Say why" in editor.post(where, {"why": ""}).content.decode()
    assert editor.post(where, {"why": "No."}).status_code == 302
    assert editor.post(where, {"why": "No."}).status_code == 409
    assert not all_standing().exists()


def test_registers_that_do_not_heed_decisions_say_so_and_do_not_ask(editor: Client) -> None:
    heeding = {name for name, register in REGISTERS.items() if register.heeds_decisions}
    assert heeding == {"sheets", "sipri", "ucdp", "embargoes"}
    job = planned(editor, GUR)
    assert not job.plan_rows.exclude(asks=[]).exists()
    row = job.plan_rows.first()
    assert row is not None
    PlanRow.objects.filter(pk=row.pk).update(status="possible")
    assert "Possible matches of this register are not decided here" in page(editor, address(job))


def test_a_record_that_was_decided_for_leaves_no_doubt_beside_one_of_the_very_name(firm: Entity) -> None:
    other = company("Zyxomma Werkee")
    decide(PRINTED, firm, Verdict.SAME, why=WHY, register="sheets")
    [found] = match_entities([PRINTED], register="sheets")
    assert [(one.record.pk, one.level) for one in found[:2]] == [(firm.pk, Level.MATCH), (other.pk, Level.POSSIBLE)]

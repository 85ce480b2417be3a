"""An editor uploads files, looks at the plan, applies exactly that, reads the report, and can take it all back."""

from __future__ import annotations

import csv
import io
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from editorial.models import Import, ImportJob, ImportRow, ImportUpload, PlanRow
from editorial.services.roles import Role
from evidence.models import Citation, Source
from exports.models import Item, Shipment
from importers.registry import REGISTERS
from tests.admin_site import signed_in
from tests.desk_support import LIST, address, apply, page, planned, upload, work
from tests.pages_support import rows_of
from tests.register_files import DEALS_AND_TIVS, EXCERPTS, TRADE_REGISTER, damaged

pytestmark = pytest.mark.django_db
GUR = EXCERPTS / "gur" / "components_excerpt_2026-06-13.csv"
UCDP = EXCERPTS / "ucdp" / "conflicts_excerpt_v24_1.csv"
ORYX = tuple(sorted((EXCERPTS / "oryx").glob("*.csv")))
UPLOADS = {
    "sipri in both layouts": (TRADE_REGISTER, DEALS_AND_TIVS),
    "gur": (GUR,),
    "ucdp": (UCDP,),
    "oryx in two files": ORYX,
}


@pytest.fixture
def editor(db: None) -> Client:
    return signed_in(Role.EDITOR)


def records() -> list[int]:
    return [model._default_manager.count() for model in (Shipment, Item, Citation, Source, Import, ImportRow)]


def statuses(rows: Any) -> Counter[str]:
    return Counter(rows.values_list("status", flat=True))


# --- From the upload to the report ---


@pytest.mark.parametrize("name", UPLOADS)
def test_what_is_applied_is_what_the_preview_counted(name: str, editor: Client) -> None:
    before = records()
    job = planned(editor, *UPLOADS[name])
    assert (job.state, job.message) == ("planned", "")
    assert job.register in REGISTERS
    assert records() == before, "a plan changes nothing"
    preview = statuses(job.plan_rows)
    shown = page(editor, address(job))
    for status, count in preview.items():
        assert f"{count:,} {ImportRow(status=status).get_status_display()}" in shown
    apply(editor, job)
    assert (job.state, job.message) == ("applied", "")
    assert job.imported is not None
    assert job.imported.by is not None
    assert job.imported.by.username == "editor"
    assert job.imported.plan_sha256 == job.plan_sha256
    assert statuses(ImportRow.objects.filter(file__job=job.imported)) == preview
    assert records() != before


def test_the_report_leads_to_the_records_that_were_made(editor: Client) -> None:
    job = planned(editor, GUR)
    apply(editor, job)
    response = editor.get(address(job), follow=True)
    assert response.redirect_chain[-1][0] == f"{LIST}{job.imported_id}/"
    made = next(row.made for row in response.context["listing"].shown if row.made)
    assert made.links[0].url.startswith("/")
    assert Client().get(made.links[0].url).status_code in (200, 404)  # its page reads what is committed


def test_what_a_row_matches_is_a_link_in_the_preview(editor: Client) -> None:
    job = planned(editor, TRADE_REGISTER, DEALS_AND_TIVS)
    response = editor.get(f"{address(job)}?status=matched")
    rows = response.context["listing"].shown
    assert rows
    assert all(row.match and row.match.url == f"/shipments/{row.match_id}/" for row in rows)


def test_the_files_are_kept_until_they_are_applied_and_no_longer(editor: Client) -> None:
    job = planned(editor, GUR)
    kept = ImportUpload.objects.get(import_job=job)
    assert bytes(kept.content or b"") == GUR.read_bytes()
    apply(editor, job)
    kept.refresh_from_db()
    assert kept.content is None
    assert not PlanRow.objects.filter(import_job=job).exists()


def test_the_register_can_be_chosen_and_the_release_given(editor: Client) -> None:
    job = planned(editor, DEALS_AND_TIVS, register="sipri", release="an early copy")
    assert (job.state, job.register) == ("planned", "sipri")
    assert job.release == "an early copy"


@pytest.mark.parametrize("after", [False, True])
def test_plan_and_report_are_also_csv(after: bool, editor: Client) -> None:
    job = planned(editor, GUR)
    preview = statuses(job.plan_rows)
    where = address(job, "report.csv")
    if after:
        apply(editor, job)
        where = f"{LIST}{job.imported_id}/report.csv"
    rows = rows_of(editor, where)
    assert Counter(row["status"] for row in rows) == Counter(
        {str(ImportRow(status=status).get_status_display()): count for status, count in preview.items()}
    )
    assert [int(row["line"]) for row in rows] == sorted(int(row["line"]) for row in rows)


def test_the_csv_of_the_page_is_the_report_of_the_command(editor: Client, tmp_path: Path) -> None:
    call_command("import", "gur", str(GUR), dry_run=True, report=tmp_path / "report.csv", verbosity=0)
    with (tmp_path / "report.csv").open(encoding="utf-8", newline="") as stream:
        expected = list(csv.DictReader(stream))
    assert rows_of(editor, address(planned(editor, GUR), "report.csv")) == expected


def test_a_cell_that_a_spreadsheet_would_run_does_not_run_in_the_report(editor: Client) -> None:
    job = planned(editor, GUR)
    PlanRow.objects.filter(import_job=job).update(raw="=1+1", reason="@SUM(A1)")
    response: Any = editor.get(address(job, "report.csv"))
    first = next(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode())))
    assert (first["row"], first["reason"]) == ("'=1+1", "'@SUM(A1)")


# --- Not twice, and only what was looked at ---


def test_a_second_upload_of_the_same_file_says_so_and_changes_nothing(editor: Client) -> None:
    apply(editor, planned(editor, GUR))
    before = records()
    again = planned(editor, GUR)
    assert again.state == "abandoned"
    assert "was imported on" in page(editor, address(again))
    assert records() == before
    assert ImportUpload.objects.get(import_job=again).content is None


def test_pressing_apply_twice_applies_once(editor: Client) -> None:
    job = planned(editor, GUR)
    for _ in range(2):
        assert editor.post(address(job, "apply/"), {"plan": job.plan_sha256}).status_code == 302
    work()
    assert editor.post(address(job, "apply/"), {"plan": job.plan_sha256}).status_code == 302
    assert Import.objects.filter(register="gur").count() == 1


def test_a_plan_that_is_not_the_one_shown_is_not_applied(editor: Client) -> None:
    job = planned(editor, GUR)
    response = editor.post(address(job, "apply/"), {"plan": "0" * 64})
    assert response.status_code == 409
    assert "not the one that is waiting" in response.content.decode()
    work()
    assert not Import.objects.exists()


def test_when_the_database_has_moved_on_it_says_so_and_a_new_plan_can_be_applied(editor: Client) -> None:
    job = planned(editor, TRADE_REGISTER)
    first, old = statuses(job.plan_rows), job.plan_sha256
    call_command("import", "sipri", str(DEALS_AND_TIVS), verbosity=0)
    before = records()
    apply(editor, job)
    assert job.state == "failed"
    assert records() == before
    assert "has moved on since this plan was made" in page(editor, address(job))
    assert editor.post(address(job, "plan/")).status_code == 302
    work()
    job.refresh_from_db()
    assert (job.state, job.message) == ("planned", "")
    assert job.plan_sha256 != old
    assert statuses(job.plan_rows) != first
    apply(editor, job)
    assert job.state == "applied"


def test_a_job_that_was_given_up_keeps_no_file_and_does_nothing_more(editor: Client) -> None:
    job = planned(editor, GUR)
    assert editor.post(address(job, "abandon/")).status_code == 302
    assert editor.post(address(job, "apply/"), {"plan": job.plan_sha256}).status_code == 409
    assert editor.post(address(job, "plan/")).status_code == 409
    work()
    job.refresh_from_db()
    assert job.state == "abandoned"
    assert ImportUpload.objects.get(import_job=job).content is None
    assert not Import.objects.exists()


# --- Taking back ---


def test_an_import_is_taken_back_with_its_reason(editor: Client) -> None:
    before = [model._default_manager.count() for model in (Shipment, Item, Citation, Source)]
    job = planned(editor, GUR)
    apply(editor, job)
    response = editor.post(f"{LIST}{job.imported_id}/take-back/", {"why": "The wrong release."})
    assert response.status_code == 302
    work()
    job.refresh_from_db()
    assert job.state == "withdrawn"
    said = page(editor, address(job))
    assert "The wrong release." in said
    assert "were taken back" in said
    assert [model._default_manager.count() for model in (Shipment, Item, Citation)] == before[:3]


def test_an_import_of_the_command_line_is_taken_back_here_too(editor: Client) -> None:
    call_command("import", "gur", str(GUR), verbosity=0)
    made = Import.objects.get()
    for _ in range(2):
        assert editor.post(f"{LIST}{made.pk}/take-back/", {"why": "A test."}).status_code == 302
    work()
    made.refresh_from_db()
    assert made.state == "withdrawn"
    assert ImportJob.objects.get(imported=made).state == "withdrawn"
    assert editor.post(f"{LIST}{made.pk}/take-back/", {"why": "Again."}).status_code == 409


def test_taking_back_without_a_reason_asks_for_one(editor: Client) -> None:
    job = planned(editor, GUR)
    apply(editor, job)
    response = editor.post(f"{LIST}{job.imported_id}/take-back/", {"why": " "})
    assert "Say why" in response.content.decode()
    job.refresh_from_db()
    assert job.state == "applied"


def test_after_it_was_taken_back_the_file_can_be_imported_again(editor: Client) -> None:
    job = planned(editor, GUR)
    apply(editor, job)
    editor.post(f"{LIST}{job.imported_id}/take-back/", {"why": "A test."})
    work()
    again = planned(editor, GUR)
    apply(editor, again)
    assert again.state == "applied"


# --- The list of rows ---


def test_rows_are_filtered_by_status_column_and_words(editor: Client, tmp_path: Path) -> None:
    job = planned(editor, GUR)
    rows = job.plan_rows
    status = rows.values_list("status", flat=True).distinct().first()
    listing = editor.get(f"{address(job)}?status={status}").context["listing"]
    assert listing.total == rows.filter(status=status).count()
    column = rows.exclude(column="").values_list("column", flat=True).first()
    listing = editor.get(f"{address(job)}?column={column}").context["listing"]
    assert 0 < listing.total == rows.filter(column=column).count()
    listing = editor.get(f"{address(job)}?text=GERAN").context["listing"]
    assert 0 < listing.total == rows.filter(raw__icontains="geran").count()
    assert all("geran" in row.raw.lower() for row in listing.shown)


def test_counts_beside_the_statuses_follow_the_words(editor: Client) -> None:
    job = planned(editor, TRADE_REGISTER, DEALS_AND_TIVS)
    listing = editor.get(f"{address(job)}?text=Bayraktar").context["listing"]
    assert {facet.label: facet.count for facet in listing.facets} == {
        str(ImportRow(status=status).get_status_display()): count
        for status, count in statuses(job.plan_rows.filter(raw__icontains="bayraktar")).items()
    }


@pytest.mark.parametrize(
    "query", ["colour=red", "status=splendid", "page=0", "page=x", "text=%00", "status=new&status=x&surprise="]
)
def test_an_address_that_cannot_be_understood_names_the_parameter(query: str, editor: Client) -> None:
    job = planned(editor, GUR)
    response = editor.get(f"{address(job)}?{query}")
    assert response.status_code == 400
    assert any(name.partition("=")[0] in response.content.decode() for name in query.split("&"))


def test_the_number_of_statements_does_not_grow_with_the_rows(editor: Client) -> None:
    job = planned(editor, TRADE_REGISTER, DEALS_AND_TIVS)

    def asked(where: str) -> int:
        with CaptureQueriesContext(connection) as found:
            assert editor.get(where).status_code == 200
        return len(found)

    few = asked(f"{address(job)}?text=Harop")  # also asks, which reads both sides
    assert asked(address(job)) <= few
    apply(editor, job)
    report = f"{LIST}{job.imported_id}/"
    assert asked(report) <= asked(f"{report}?text=Bayraktar") + 4  # one for each further kind of record


def test_the_list_shows_jobs_and_imports_with_their_state(editor: Client) -> None:
    apply(editor, planned(editor, GUR))
    waiting = upload(editor, UCDP)
    said = page(editor, LIST)
    assert UCDP.name in said
    assert GUR.name in said
    assert "applied" in said
    assert "Templates" in said
    assert str(ImportJob(state=waiting.state).get_state_display()) in said


# --- A page that shows what goes on ---


def test_the_progress_is_asked_for_until_the_state_is_another(editor: Client) -> None:
    job = upload(editor, GUR)
    where = address(job, "progress/?state=uploaded")
    first = editor.get(where)
    assert "HX-Refresh" not in first.headers
    assert "Waiting for the worker" in first.content.decode()
    work()
    assert editor.get(where).headers["HX-Refresh"] == "true"


def test_without_scripts_the_page_loads_itself_again_while_there_is_something_to_wait_for(editor: Client) -> None:
    job = upload(editor, GUR)
    waiting = editor.get(address(job)).content.decode()
    assert '<noscript><meta http-equiv="refresh"' in waiting
    assert f'<a href="{address(job)}">' in waiting
    work()
    assert "http-equiv" not in editor.get(address(job)).content.decode()


def test_what_a_worker_tells_is_shown(editor: Client) -> None:
    job = upload(editor, GUR)
    ImportJob.objects.filter(pk=job.pk).update(
        state="applying", plan_sha256="0" * 64, doing="Writing shipments", done=1200, total=5016,
        lease_token="a", lease_until="2100-01-01T00:00Z",
    )  # fmt: skip
    shown = editor.get(address(job)).content.decode()
    assert "Writing shipments" in shown
    assert "1,200 of 5,016" in shown
    assert 'value="1200" max="5016"' in shown


def test_a_damaged_copy_can_be_followed_by_a_whole_one(editor: Client, tmp_path: Path) -> None:
    broken = planned(editor, damaged(tmp_path, lambda text: text[:9_500]))
    assert broken.state == "failed"
    assert broken.message.startswith(f"{TRADE_REGISTER.name}, line 91, column “Comments”: ")
    whole = planned(editor, TRADE_REGISTER)
    apply(editor, whole)
    assert whole.state == "applied"

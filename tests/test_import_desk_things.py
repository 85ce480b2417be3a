"""A thing of a register, decided at the row that asks about it, with both sides beside each other, and taken back."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from conflicts.models import Conflict
from core.models import Record
from editorial.models import ImportJob, ImportRow, PlanRow
from editorial.services.roles import Role
from evidence.selectors import citations_of
from exports.models import Shipment
from matching.decisions import all_standing
from matching.models import Decision
from tests.admin_site import signed_in
from tests.deciding_support import UCDP
from tests.desk_support import LIST, address, apply, page, planned, work
from tests.register_files import DEALS_AND_TIVS, TRADE_REGISTER

pytestmark = pytest.mark.django_db
WHY = "The fighting that UCDP counts under this number is that war."
DECISIONS = f"{LIST}decisions/"
WAR = "conflict 388"


@pytest.fixture
def editor(db: None) -> Client:
    return signed_in(Role.EDITOR)


@pytest.fixture
def war() -> Conflict:
    found: Conflict = Conflict.objects.get(handle="conf-nk-2020")
    return found


@pytest.fixture
def job(editor: Client) -> ImportJob:
    return planned(editor, UCDP)


def says(client: Client, job: ImportJob, record: Record, verdict: str, printed: str = WAR) -> Any:
    """What the form at the row sends, and the work of the worker after it."""
    words = {"printed": printed, "record": str(record.public_id), "verdict": verdict, "why": WHY}
    response = client.post(address(job, "decide/"), words)
    work()
    job.refresh_from_db()
    return response


def rows_of(job: ImportJob, number: str = "388") -> list[PlanRow]:
    return list(PlanRow.objects.filter(import_job=job, key__startswith=f"{number} "))


def test_the_row_shows_what_the_register_says_beside_what_is_recorded(
    editor: Client, job: ImportJob, war: Conflict
) -> None:
    shown = page(editor, f"{address(job)}?status=possible")
    assert f"Is “conflict 388, Azerbaijan: Artsakh (Nagorno-Karabakh)” the same as “{war}”?" in shown
    for word in (
        "The register says", "Recorded here", "years counted",
        "1991–1994, 1997–1998, 2005, 2008, 2012, 2014–2017, 2020–2023",
        "Government of Azerbaijan against Republic of Artsakh", "27 September 2020", "2 rows ask",
        "What is applied without an answer makes a new record.", "a new record, unless it is decided to be the same",
        "It is asked once, at line",
    ):  # fmt: skip
        assert word in shown, word
    assert shown.count(f"the same as “{war}”?") == 1


def test_a_conflict_is_decided_once_applied_with_two_sources_and_withdrawn(
    editor: Client, job: ImportJob, war: Conflict
) -> None:
    conflicts, raw = Conflict.objects.count(), [row.raw for row in rows_of(job)]
    others = set(citations_of(war).values_list("source", flat=True))
    assert says(editor, job, war, "same").status_code == 302
    assert {(row.status, row.match) for row in rows_of(job)} == {("matched", war.public_id)}
    assert [row.raw for row in rows_of(job)] == raw
    apply(editor, job)
    assert job.state == "applied"
    assert job.imported is not None
    assert not Conflict.objects.filter(ucdp_id="388", handle=None).exists()
    now = set(citations_of(war).values_list("source__handle", flat=True))
    assert "reg-ucdp-version-241" in now
    assert len(now) == len(others) + 1
    assert [row.raw for row in ImportRow.objects.filter(match=war.public_id).order_by("line")] == raw
    assert str(Conflict.objects.get(pk=war.pk)) == str(war)
    editor.post(f"{LIST}{job.imported_id}/take-back/", {"why": "A test."})
    work()
    assert set(citations_of(war).values_list("source", flat=True)) == others
    assert Conflict.objects.count() == conflicts
    assert all_standing().get().record == war.public_id, "what was decided is no part of the import"


def test_a_deal_of_two_files_is_one_question_and_its_answer_is_for_all_its_rows(editor: Client) -> None:
    job = planned(editor, TRADE_REGISTER, DEALS_AND_TIVS)
    harop = PlanRow.objects.filter(import_job=job, raw__contains=",Harop,")
    assert harop.exclude(asks=[]).count() == 1
    assert harop.filter(reason__contains=f"at line 80 of {TRADE_REGISTER.name}").count() == 4
    shipment = Shipment.objects.get(public_id=harop.exclude(asks=[]).get().asks[0]["record"])
    before = Shipment.objects.filter(item__handle="item-harop").count()
    assert says(editor, job, shipment, "same", "deal 59701").status_code == 302
    assert set(harop.values_list("status", "match")) == {("matched", shipment.public_id)}
    apply(editor, job)
    assert Shipment.objects.filter(item__handle="item-harop").count() == before
    assert citations_of(shipment).filter(source__handle="reg-sipri-march-2024", field="").count() == 1


def test_the_list_keeps_what_the_register_said_and_takes_it_back(editor: Client, job: ImportJob, war: Conflict) -> None:
    before = job.plan_sha256
    says(editor, job, war, "same")
    kept = Decision.objects.get()
    assert (kept.printed, kept.record, kept.register, kept.why) == (WAR, war.public_id, "ucdp", WHY)
    assert kept.decided_by is not None
    assert kept.says.startswith("conflict 388, Azerbaijan: Artsakh (Nagorno-Karabakh); began: 1991-12-29")
    shown = page(editor, f"{DECISIONS}?job={job.pk}")
    for word in (WAR, str(war), WHY, "began: 1991-12-29", "UCDP/PRIO Armed Conflict Dataset"):
        assert word in shown
    editor.post(f"{DECISIONS}{kept.pk}/take-back/", {"why": "It was another.", "job": str(job.pk)})
    work()
    job.refresh_from_db()
    assert job.plan_sha256 == before
    assert {row.status for row in rows_of(job)} == {"possible"}


def test_of_several_records_the_next_is_asked_about_and_the_page_goes_back_to_the_rows_that_ask(
    editor: Client, job: ImportJob, war: Conflict
) -> None:
    assert says(editor, job, war, "different").headers["Location"] == f"{address(job)}?status=possible#rows"
    (asking,) = [row for row in rows_of(job) if row.asks]
    assert [ask["record"] for ask in asking.asks] == [
        str(Conflict.objects.exclude(pk=war.pk).get(ucdp_id="388").public_id)
    ]


def test_what_the_plan_does_not_ask_or_no_longer_is_refused(editor: Client, job: ImportJob, war: Conflict) -> None:
    other = Conflict.objects.exclude(ucdp_id="388").exclude(ucdp_id="13243").first()
    assert other is not None
    assert says(editor, job, other, "same").status_code == 409
    assert says(editor, job, war, "same", "conflict 389").status_code == 409
    assert says(editor, job, war, "same").status_code == 302
    assert says(editor, job, war, "different").status_code == 409, "the page was made before that"
    assert Decision.objects.count() == 1


def test_contributors_and_accounts_without_a_role_do_not_decide(job: ImportJob, war: Conflict) -> None:
    nobody = Client()
    nobody.force_login(User.objects.create(username="reader"))
    for client in (signed_in(Role.CONTRIBUTOR), nobody):
        assert says(client, job, war, "same").status_code == 404
    assert not Decision.objects.exists()


def test_without_an_account_one_is_asked_to_sign_in(job: ImportJob, war: Conflict) -> None:
    assert "/login/" in says(Client(), job, war, "same").headers["Location"]
    assert not Decision.objects.exists()

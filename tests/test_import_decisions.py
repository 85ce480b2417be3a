"""Whether a register's thing is a record that is here: a person says, and the next plan heeds it."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.management import call_command
from django.forms import model_to_dict

from conflicts.models import Conflict
from core.models import Record
from editorial.choices import RowStatus
from editorial.models import ImportedCitation
from entities.models import Country, CountryName
from evidence.selectors import citations_of as citations_about
from evidence.selectors import column_of
from exports.models import Shipment
from importers.countries import CountryNames
from importers.pipeline.applying import AlreadyImportedError, PlanChangedError
from importers.pipeline.planning import PlannedRow
from importers.pipeline.withdrawing import withdraw
from importers.registry import run_import
from importers.sipri.deals import Deal
from importers.sipri.flows import Things
from importers.sipri.parties import Parties
from matching.choices import Verdict
from matching.decisions import all_standing, decide, take_back
from tests.deciding_support import CASES, SIPRI_CASE, UCDP, UCDP_CASE, WHY, Case, asked, statuses
from tests.register_files import DEALS_AND_TIVS, TRADE_REGISTER
from tests.test_import_sipri_records import everything

pytestmark = pytest.mark.django_db
IN_WORDS = "IL to AZ: harop (platform), ordered 2014"


@pytest.fixture(params=CASES, ids=[case.register for case in CASES])
def case(request: pytest.FixtureRequest) -> Case:
    found: Case = request.param
    return found


def say(case: Case, record: Record, verdict: Verdict, why: str = WHY) -> None:
    decide(case.printed, record, verdict, why=why, register=case.register)


def citations_of(case: Case, record: Record) -> int:
    """How many citations the register's release gave to a record."""
    return citations_about(record).filter(imported__row__file__job__register=case.register, field="").count()


def stated_by(record: Record) -> dict[str, object]:
    """The columns that sources state; how often it was written and how strong it is are no such columns."""
    counted = {"version", "updated_at", "strength", "is_disputed"}
    return {name: value for name, value in model_to_dict(record).items() if name not in counted}


def sources_of(record: Record) -> int:
    return citations_about(record).values("source").distinct().count()


# --- The question ---


def test_it_is_asked_once_about_each_record_however_many_rows_tell_it(case: Case, tmp_path: Path) -> None:
    rows = case.plan(tmp_path)
    assert len(rows) == case.rows
    assert statuses(rows) == {RowStatus.POSSIBLE}
    assert asked(rows) == [(case.printed, record.public_id) for record in case.records()]
    first, *others = rows
    assert first.asks
    assert first.match == case.records()[0].public_id
    where = f"It is asked once, at line {first.line.number}"
    assert all(row.reason.startswith(where) for row in others), "the end of a long reason is cut off"


def test_the_command_s_report_shows_the_question(case: Case, tmp_path: Path) -> None:
    report = tmp_path / "report.csv"
    call_command("import", case.register, *case.files(tmp_path), dry_run=True, report=report, verbosity=0)
    listed = list(csv.DictReader(report.read_text(encoding="utf-8").splitlines()))
    told = [row for row in listed if case.mine(row["row"])]
    assert len(told) == case.rows
    wanted = " or ".join(str(record.public_id) for record in case.records())
    assert all(f"Is it the same as {wanted}?" in row["reason"] for row in told)


def test_applied_without_an_answer_it_is_a_record_of_its_own(case: Case, tmp_path: Path) -> None:
    case.apply(tmp_path)
    assert [citations_of(case, record) for record in case.records()] == [0, 0]


# --- The three answers ---


def test_the_same_is_matched_cited_and_made_no_second_time(case: Case, tmp_path: Path) -> None:
    mine, other = case.records()
    say(case, mine, Verdict.SAME)
    rows = case.plan(tmp_path)
    assert statuses(rows) == {RowStatus.MATCHED}
    assert {row.match for row in rows} == {mine.public_id}
    assert all(WHY in row.reason for row in rows)
    assert asked(rows) == []
    before = stated_by(mine)
    sources = sources_of(mine)
    kind = column_of(mine)
    case.apply(tmp_path)
    assert citations_of(case, mine) == (case.rows if case.register == "ucdp" else 1)
    assert citations_of(case, other) == 0
    assert sources_of(mine) == sources + 1
    made = ImportedCitation.objects.filter(row__key__in=[row.key for row in rows], made_record=True)
    assert not made.exclude(**{f"citation__{kind}": None}).exists()
    mine.refresh_from_db()
    assert stated_by(mine) == before


def test_different_makes_a_new_record_once_nobody_is_left_to_ask_about(case: Case, tmp_path: Path) -> None:
    first, second = case.records()
    say(case, first, Verdict.DIFFERENT)
    rows = case.plan(tmp_path)
    assert statuses(rows) == {RowStatus.POSSIBLE}
    assert asked(rows) == [(case.printed, second.public_id)], "the other one is still asked about"
    say(case, second, Verdict.DIFFERENT)
    rows = case.plan(tmp_path)
    assert statuses(rows) == {RowStatus.NEW}
    assert asked(rows) == []
    assert all(WHY in row.reason and row.match == "" for row in rows)
    case.apply(tmp_path)
    assert [citations_of(case, record) for record in (first, second)] == [0, 0]


def test_unsure_stays_a_possible_match_and_says_who_could_not_tell_why(case: Case, tmp_path: Path) -> None:
    first, _ = case.records()
    before = asked(case.plan(tmp_path))
    say(case, first, Verdict.UNSURE, why="The numbers differ too much.")
    rows = case.plan(tmp_path)
    assert statuses(rows) == {RowStatus.POSSIBLE}
    assert asked(rows) == before
    assert f"Somebody was unsure about {first.public_id}: “The numbers differ too much.”" in rows[0].reason


@pytest.mark.parametrize("verdict", [Verdict.SAME, Verdict.DIFFERENT, Verdict.UNSURE])
def test_taken_back_the_question_is_as_before(verdict: Verdict, case: Case, tmp_path: Path) -> None:
    before = [(row.status, row.match, row.reason, row.asks) for row in case.plan(tmp_path)]
    say(case, case.records()[0], verdict)
    take_back(all_standing().get(), why="It was another.")
    assert [(row.status, row.match, row.reason, row.asks) for row in case.plan(tmp_path)] == before


# --- Around it ---


def test_a_plan_from_before_a_decision_is_not_applied(case: Case, tmp_path: Path) -> None:
    before = run_import(case.register, case.files(tmp_path), dry_run=True).reading.sha256
    say(case, case.records()[0], Verdict.SAME)
    with pytest.raises(PlanChangedError):
        run_import(case.register, case.files(tmp_path), plan_sha256=before)


def test_what_was_joined_is_imported_once_and_withdrawn_as_a_whole(case: Case, tmp_path: Path) -> None:
    say(case, case.records()[0], Verdict.SAME)
    case.files(tmp_path)
    before = everything()
    job = case.apply(tmp_path).job
    assert job is not None
    applied = everything()
    with pytest.raises(AlreadyImportedError):
        case.apply(tmp_path)
    assert everything() == applied
    withdraw(job, "A test")
    kept = {"editorial_import", "editorial_importfile", "editorial_importrow", "evidence_publisher", "evidence_source"}
    assert {name for name, count in everything().items() if count != before[name]} <= kept
    assert citations_of(case, case.records()[0]) == 0
    assert statuses(case.plan(tmp_path)) == {RowStatus.MATCHED}, "the decision stands"


def test_the_same_as_two_records_joins_nothing_and_says_so(case: Case, tmp_path: Path) -> None:
    for record in case.records():
        say(case, record, Verdict.SAME)
    rows = case.plan(tmp_path)
    assert statuses(rows) == {RowStatus.POSSIBLE}
    assert all("Nothing is joined until all but one are taken back" in row.reason for row in rows)


def test_what_another_register_calls_by_the_same_name_is_not_decided_by_it(case: Case, tmp_path: Path) -> None:
    decide(case.printed, case.records()[0], Verdict.SAME, why=WHY, register="sheets")
    assert statuses(case.plan(tmp_path)) == {RowStatus.POSSIBLE}


# --- Releases ---


def test_a_release_with_another_year_of_a_joined_conflict_cites_it_too(tmp_path: Path) -> None:
    war = Conflict.objects.get(handle="conf-nk-2020")
    say(UCDP_CASE, war, Verdict.SAME)
    UCDP_CASE.apply(tmp_path)
    before = Conflict.objects.count()
    newer = _with_another_year(tmp_path)
    reading = run_import("ucdp", [newer], release="version 25.1").reading
    (added,) = [row for row in reading.rows if row.earlier is None and row.key.startswith("388 ")]
    assert (added.status, added.match) == (RowStatus.MATCHED, war.public_id)
    assert Conflict.objects.count() == before
    assert citations_of(UCDP_CASE, war) == 2 * UCDP_CASE.rows + 1


def test_taken_back_after_it_was_applied_a_later_release_asks_at_a_row_that_waits(tmp_path: Path) -> None:
    say(UCDP_CASE, Conflict.objects.get(handle="conf-nk-2020"), Verdict.SAME)
    UCDP_CASE.apply(tmp_path)
    take_back(all_standing().get(), why="It was another.")
    reading = run_import("ucdp", [_with_another_year(tmp_path)], release="version 25.1", dry_run=True).reading
    (asking,) = [row for row in reading.rows if any(ask.printed == "conflict 388" for ask in row.asks)]
    assert (asking.key, asking.status) == ("388 2024", RowStatus.POSSIBLE)


LAYOUTS = pytest.mark.parametrize("files", [[TRADE_REGISTER], [DEALS_AND_TIVS], [TRADE_REGISTER, DEALS_AND_TIVS]])


@LAYOUTS
def test_what_was_recorded_as_its_own_is_not_said_to_match_what_it_might_have_been(
    files: list[Path], tmp_path: Path
) -> None:
    SIPRI_CASE.apply(tmp_path)
    later = _a_year_later(files, tmp_path)
    rows = _harop(run_import("sipri", later, dry_run=True).reading.rows)
    told = {(row.status, row.match, row.reason, row.asks) for row in rows}
    assert told == {(RowStatus.MATCHED, "", "As in March 2024.", ())}
    say(SIPRI_CASE, SIPRI_CASE.records()[0], Verdict.SAME)
    assert {row.match for row in _harop(run_import("sipri", later).reading.rows)} == {""}
    assert citations_of(SIPRI_CASE, SIPRI_CASE.records()[0]) == 0


@LAYOUTS
def test_what_was_joined_is_said_to_be_that_record_by_all_rows_of_a_later_release(
    files: list[Path], tmp_path: Path
) -> None:
    mine = SIPRI_CASE.records()[0]
    say(SIPRI_CASE, mine, Verdict.SAME)
    SIPRI_CASE.apply(tmp_path)
    rows = _harop(run_import("sipri", _a_year_later(files, tmp_path)).reading.rows)
    told = {(row.status, row.match, row.reason) for row in rows}
    assert told == {(RowStatus.MATCHED, mine.public_id, "As in March 2024.")}
    assert citations_of(SIPRI_CASE, mine) == 2


def test_of_a_deal_that_changed_all_rows_say_what_changed(tmp_path: Path) -> None:
    SIPRI_CASE.apply(tmp_path)
    register, years = _a_year_later([TRADE_REGISTER, DEALS_AND_TIVS], tmp_path)
    before = b",loitering munition,100,?,2015"
    assert before in register.read_bytes()
    register.write_bytes(register.read_bytes().replace(before, b",loitering munition,101,?,2015"))
    rows = _harop(run_import("sipri", [register, years], dry_run=True).reading.rows)
    told = {(row.status, row.column, row.reason, row.asks) for row in rows}
    assert told == {(RowStatus.CHANGED, "quantity_low", "quantity_low: 100 → 101", ())}
    assert len(rows) == SIPRI_CASE.rows


def _harop(rows: list[PlannedRow]) -> list[PlannedRow]:
    return [row for row in rows if SIPRI_CASE.mine(row.line.raw)]


def _a_year_later(files: list[Path], tmp_path: Path) -> list[Path]:
    """The same rows as of March 2025."""
    made = []
    for file in files:
        text = file.read_bytes().replace(b"18 Mar 2024", b"20 Mar 2025").replace(b"13 Apr 2024", b"13 Apr 2025")
        assert text != file.read_bytes()
        path = tmp_path / f"later-{file.name}"
        path.write_bytes(text)
        made.append(path)
    return made


def _with_another_year(tmp_path: Path) -> Path:
    path = tmp_path / "newer.csv"
    lines = UCDP.read_text(encoding="utf-8-sig").splitlines()
    last = max((line for line in lines if line.startswith("388,")), key=lambda line: "2023," in line)
    added = last.replace(",2023,", ",2024,", 1)
    assert added != last
    path.write_text("\n".join([*lines, added, ""]), encoding="utf-8")
    return path


@LAYOUTS
def test_a_deal_decided_without_its_number_is_the_same_in_a_file_that_has_it(files: list[Path]) -> None:
    (row,) = [row for row in run_import("sipri", [TRADE_REGISTER], dry_run=True).reading.rows if row.asks]
    assert row.asks[0].printed == IN_WORDS
    decide(row.asks[0].printed, SIPRI_CASE.records()[0], Verdict.SAME, why=WHY, register="sipri")
    rows = [row for row in run_import("sipri", files, dry_run=True).reading.rows if ",Harop," in row.line.raw]
    assert statuses(rows) == {RowStatus.MATCHED}


def test_a_deal_decided_without_its_number_is_found_after_a_country_was_renamed(tmp_path: Path) -> None:
    (row,) = [row for row in run_import("sipri", [TRADE_REGISTER], dry_run=True).reading.rows if row.asks]
    decide(row.asks[0].printed, SIPRI_CASE.records()[0], Verdict.SAME, why=WHY, register="sipri")
    for code in ("AZ", "IL"):
        country = Country.objects.get(code=code)
        CountryName.objects.get_or_create(country=country, text=country.name, register="SIPRI")
        country.name = f"Republic of {country.name}"
        country.save()
    assert statuses(SIPRI_CASE.plan(tmp_path)) == {RowStatus.MATCHED}


def test_parties_that_are_no_states_are_named_as_the_register_spells_them() -> None:
    parties = Parties(CountryNames("SIPRI"))
    printed = ["Hezbollah (Lebanon)*", "NATO**", "unknown supplier(s)", "HoR (Libya)*"]
    assert [parties.lasting_name(name) for name in printed] == [
        *printed[:3],
        "House of Representatives (Libya)*",
    ]
    assert parties.lasting_name("Turkiye") == parties.lasting_name("Turkey") == "TR"
    assert parties.lasting_name("Nowhere") == "not known"


def test_what_was_decided_under_the_number_counts_before_what_was_decided_in_words(tmp_path: Path) -> None:
    first, _ = SIPRI_CASE.records()
    decide(IN_WORDS, first, Verdict.SAME, why=WHY, register="sipri")
    say(SIPRI_CASE, first, Verdict.UNSURE)
    assert statuses(SIPRI_CASE.plan(tmp_path)) == {RowStatus.POSSIBLE}


def test_a_person_outweighs_the_list_of_flows(tmp_path: Path) -> None:
    flow = Shipment.objects.get(handle="tra-tb2-azerbaijan-sipri")
    (tb2, *_) = [
        row
        for row in run_import("sipri", [TRADE_REGISTER, DEALS_AND_TIVS], dry_run=True).reading.rows
        if row.match == flow.public_id and "Bayraktar TB2" in row.line.raw and row.facts
    ]
    decide(f"deal {tb2.facts['deal_id']}", flow, Verdict.DIFFERENT, why=WHY, register="sipri")
    again = run_import("sipri", [TRADE_REGISTER, DEALS_AND_TIVS], dry_run=True).reading.rows
    assert next(row.status for row in again if row.key == tb2.key) == RowStatus.NEW


def test_deals_that_are_alike_are_told_apart_by_what_arrived_and_where_that_is_the_same_by_their_order() -> None:
    outcome = run_import("sipri", [TRADE_REGISTER], dry_run=True)
    content = outcome.reading.content
    deal: Deal = content.deals[0].deal
    more = [_like(deal, deal.delivered), _like(deal, deal.delivered + 1), _like(deal, deal.delivered)]
    things = Things(more, content.parties)
    names = [things.of(one).names[-1] for one in more]
    assert len(set(names)) == 3
    assert names[2] == f"{names[0]}, the 2. of these"
    assert Things(more[:1], content.parties).of(more[0]).names[-1] not in names


def _like(deal: Deal, delivered: int) -> Deal:
    return replace(deal, delivered=delivered)

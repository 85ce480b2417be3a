"""What becomes of the rows of a spreadsheet: every problem with its cell, sources row by row, and no name guessed."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from editorial.choices import RowStatus
from editorial.models import Import, ImportRow
from entities.models import Entity, Name
from evidence.models import Citation, Publisher, Source
from exports.models import Item, LicenceParty, Shipment
from importers.errors import BadInputError
from importers.pipeline.withdrawing import withdraw
from importers.spreadsheets.exporting import export, left_out
from matching.choices import Verdict
from matching.decisions import decide
from tests.canaries import protected_source
from tests.sheets_support import SHIPMENT, SOURCE, Cells, applied, as_csv, as_workbook, planned, statuses

pytestmark = pytest.mark.django_db


# --- Addresses ---


def test_an_ambiguous_date_is_refused_with_its_cell_and_both_readings(tmp_path: Path) -> None:
    rows = [*[SHIPMENT] * 5, SHIPMENT | {"delivered": "03/04/2020"}]
    row = planned(as_csv(tmp_path, "shipments", [{"key": str(n)} | one for n, one in enumerate(rows)]))[-1]
    assert row.status is RowStatus.AMBIGUOUS_DATE
    assert row.column == "F7 delivered"
    assert row.reason == ("F7 (delivered): 03/04/2020 can be 3 April or 4 March; write 2020-04-03 or 2020-03-04.")


def test_all_problems_of_all_rows_are_listed_each_with_its_cell(tmp_path: Path) -> None:
    rows = [
        SHIPMENT | {"kind": "sold", "quantity_low": "1.234", "delivered": "May 2020"},
        SHIPMENT,
        SHIPMENT | {"quantity_high": "=2+2"},
    ]
    first, second, third = planned(as_csv(tmp_path, "shipments", rows))
    assert first.status is RowStatus.ERROR
    for words in (
        "D2 (kind): “sold” is none of",
        "F2 (quantity_low): “1.234” can be 1234",
        "E2 (delivered): “May 2020”",
    ):
        assert words in first.reason
    assert second.status is RowStatus.NEW
    assert third.reason.startswith("G4 (quantity_high): This cell is a formula.")


def test_cells_of_a_workbook_are_named_with_their_sheet(tmp_path: Path) -> None:
    rows = planned(as_workbook(tmp_path, {"shipments": [SHIPMENT | {"quantity_low": 3, "kind": "sold"}]}))
    assert rows[0].column == "shipments!D2 kind"


def test_a_day_of_a_workbook_is_a_day_and_nothing_else_that_it_made_by_itself_is_taken(tmp_path: Path) -> None:
    good = SHIPMENT | {"delivered": date(2019, 3, 4), "quantity_low": 3, "quantity_high": 3.0}
    bad: list[Cells] = [
        {"delivered": datetime(2019, 3, 4, 12, 30)},  # noqa: DTZ001  # spreadsheets know no time zones
        {"delivered": 43528},
        {"quantity_unit": date(2020, 3, 1)},
        {"locator": 1.1},
        {"locator": 1234567890123456789},
        {"quantity_low": "=1+1"},
        {"quantity_low": "1.23E+15"},
    ]
    first, *others = planned(as_workbook(tmp_path, {"shipments": [good, *(SHIPMENT | one for one in bad)]}))
    assert first.status is RowStatus.NEW
    assert set(statuses(others)) == {RowStatus.ERROR}
    words = ("time of day", "keeps a day", "made a day", "made a number", "more than 15 digits", "formula", "shortened")
    for row, expected in zip(others, words, strict=True):
        assert expected in row.reason


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("exporter,recipient,item,kinds", "D1: The sheet of shipments has no column “kinds”; rename or remove it. Did"),
        ("exporter,recipient,kind", "D1: The column “item” is missing"),
        ("exporter,recipient,item,item", "D1: Two columns are named “item”; the other is in C1."),
    ],
)
def test_a_wrong_header_refuses_the_file_with_all_that_is_wrong(header: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / "shipments.csv"
    path.write_text(f"{header}\na,b,c,d\n", encoding="utf-8")
    with pytest.raises(BadInputError) as refused:
        planned(path)
    assert words in str(refused.value)
    assert refused.value.line == 1


def test_a_sheet_of_an_unknown_kind_is_refused_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="Did you mean “shipments”"):
        planned(as_workbook(tmp_path, {"shipment": [{"exporter": "a"}]}))


def test_cells_under_no_header_and_rows_that_end_early_are_errors(tmp_path: Path) -> None:
    path = tmp_path / "units.csv"
    path.write_text("item,label,record,source\nWESCAM MX-15D,a,new,x,more\nWESCAM MX-15D,b\n", encoding="utf-8")
    first, second = planned(path)
    assert "E2: This cell stands under no header" in first.reason
    assert "C3: The row ends after 2 of 4 cells" in second.reason


# --- Sources ---


def test_a_row_without_a_source_is_not_applied(tmp_path: Path) -> None:
    bare = {name: value for name, value in SHIPMENT.items() if not name.startswith("source")}
    before = Shipment.objects.count()
    outcome = applied(as_csv(tmp_path, "shipments", [bare, SHIPMENT]))
    assert statuses(outcome.reading.rows) == [RowStatus.NEEDS_SOURCE, RowStatus.NEW]
    assert "names no source" in outcome.reading.rows[0].reason
    assert Shipment.objects.count() == before + 1


def test_each_record_cites_its_own_source_and_its_row_is_kept(tmp_path: Path) -> None:
    known = Source.objects.exclude(handle=None)[0]
    rows = [
        SHIPMENT | {"locator": "p. 3", "quote": "three cameras", "rung": "deal", "accessed": "2024-02"},
        {k: v for k, v in SHIPMENT.items() if not k.startswith("source")} | {"source": known.public_id, "key": "b"},
    ]
    outcome = applied(as_csv(tmp_path, "shipments", rows))
    job = Import.objects.get(pk=outcome.job.pk if outcome.job else 0)
    assert job.source is None
    made, other = Citation.objects.filter(imported__row__file__job=job).order_by("pk")
    assert (made.source.title, made.locator, made.says, str(made.accessed)) == (
        "A report", "p. 3", "three cameras", "2024-02",
    )  # fmt: skip
    assert other.source == known
    assert other.locator == ""
    assert ImportRow.objects.get(citations__citation=made).line == 2


def test_rows_that_describe_one_source_alike_share_it_and_one_that_is_here_is_found(tmp_path: Path) -> None:
    known = Source.objects.exclude(url="")[0]
    same = {"source_title": "Anything", "source_kind": "original", "source_url": known.url}
    before = Source.objects.count()
    rows = [SHIPMENT, SHIPMENT | {"delivered": "2018"}, SHIPMENT | {"delivered": "2017"} | same]
    applied(as_csv(tmp_path, "shipments", rows))
    assert Source.objects.count() == before + 1
    assert Shipment.objects.get(delivered="2017").citations.get().source == known


def test_a_sheet_of_sources_is_named_by_key_and_its_publishers_are_added_once(tmp_path: Path) -> None:
    bare = {name: value for name, value in SHIPMENT.items() if not name.startswith("source")}
    source: Cells = {
        "key": "paper", "title": "Paper of a test", "kind": "original", "publisher": "Test Press",
        "published": "2020-05", "rests_on": "leak | reports",
    }  # fmt: skip
    leak: Cells = {"key": "leak", "title": "Leak of a test", "kind": "leak", "publisher": "Test Press"}
    book = as_workbook(tmp_path, {"shipments": [bare | {"source": "paper"}], "sources": [source, leak]})
    applied(book)
    paper = Source.objects.get(title="Paper of a test")
    assert paper.publisher == Publisher.objects.get(name="Test Press")
    assert [link.origin.title for link in paper.lineage.all()] == ["Leak of a test"]
    assert paper.citations.count() == 1


def test_a_row_that_repeats_a_key_adds_a_source_to_the_same_record(tmp_path: Path) -> None:
    second: Cells = {"key": "a", "source_title": "Another report", "source_kind": "secondary", "stance": "disputes"}
    third: Cells = {"key": "a", "exporter": "Baykar", **SOURCE, "locator": "p. 9"}
    outcome = applied(as_csv(tmp_path, "shipments", [{"key": "a", **SHIPMENT}, second, third]))
    rows = outcome.reading.rows
    assert statuses(rows) == [RowStatus.NEW, RowStatus.MATCHED, RowStatus.ERROR]
    assert "B4 (exporter): B2 states otherwise of the same record" in rows[2].reason
    made = Shipment.objects.order_by("pk").last()
    assert made is not None
    assert sorted(made.citations.values_list("stance", flat=True)) == ["disputes", "supports"]


def test_naming_a_source_and_describing_another_is_an_error(tmp_path: Path) -> None:
    (row,) = planned(as_csv(tmp_path, "shipments", [SHIPMENT | {"source": "x"}]))
    assert "not both" in row.reason


# --- Who and what is meant ---


def test_rows_point_to_each_other_and_what_points_to_a_refused_row_is_not_made(tmp_path: Path) -> None:
    parties = [
        {"key": "1", "name": "Firm of a test", "kind": "company", "country": "TR", **SOURCE},
        {"key": "2", "name": "Other firm of a test", "kind": "firm", "country": "TR", **SOURCE},
    ]
    shipments = [SHIPMENT | {"recipient": "1"}, SHIPMENT | {"recipient": "Firm of a test", "delivered": "2018"}]
    book = as_workbook(tmp_path, {"shipments": [*shipments, SHIPMENT | {"recipient": "2"}], "parties": parties})
    outcome = applied(book)
    assert statuses(outcome.reading.rows) == [
        RowStatus.NEW, RowStatus.NEW, RowStatus.ERROR, RowStatus.NEW, RowStatus.ERROR,
    ]  # fmt: skip
    assert "sheet parties, line 3" in outcome.reading.rows[2].reason
    firm = Entity.objects.get(name="Firm of a test")
    assert firm.shipments_in.count() == 2


def test_a_name_that_fits_exactly_is_matched_in_any_alphabet(tmp_path: Path) -> None:
    rows = [SHIPMENT | {"recipient": "Байкар"}, SHIPMENT | {"recipient": "org-baykar", "delivered": "2018"}]
    applied(as_csv(tmp_path, "shipments", rows))
    baykar = Entity.objects.get(handle="org-baykar")
    assert {made.recipient for made in Shipment.objects.order_by("-pk")[:2]} == {baykar}


def test_a_name_that_is_only_alike_waits_until_somebody_chooses(tmp_path: Path) -> None:
    (row,) = planned(as_csv(tmp_path, "shipments", [SHIPMENT | {"recipient": "Baykarr"}]))
    baykar = Entity.objects.get(handle="org-baykar")
    assert row.status is RowStatus.POSSIBLE
    assert f"{baykar.name} ({baykar.public_id})" in row.reason
    decide("Baykarr", baykar, Verdict.SAME, why="A slip of the pen in the sheet.")
    (row,) = planned(as_csv(tmp_path, "shipments", [SHIPMENT | {"recipient": "Baykarr"}]))
    assert row.status is RowStatus.NEW


def test_a_name_that_nobody_has_is_an_error_that_says_where_to_add_it(tmp_path: Path) -> None:
    (row,) = planned(as_csv(tmp_path, "shipments", [SHIPMENT | {"recipient": "Zzyx Qqwv"}]))
    assert row.status is RowStatus.ERROR
    assert row.reason.startswith("B2 (recipient): No record of parties here has the id or name “Zzyx Qqwv”")


def test_a_party_that_may_be_here_is_not_made_until_its_row_says_new(tmp_path: Path) -> None:
    party = {"name": "Baykarr", "kind": "company", "country": "TR", **SOURCE}
    (row,) = planned(as_csv(tmp_path, "parties", [party]))
    assert row.status is RowStatus.POSSIBLE
    (row,) = planned(as_csv(tmp_path, "parties", [party | {"record": "new"}]))
    assert row.status is RowStatus.NEW


def test_a_shipment_between_the_same_two_of_the_same_thing_may_be_the_one_that_is_here(tmp_path: Path) -> None:
    known = Shipment.objects.filter(delivered__isnull=False)[0]
    row = {
        "exporter": known.exporter.public_id, "recipient": known.recipient.public_id, "item": known.item.public_id,
        "delivered": "1999", **SOURCE,
    }  # fmt: skip
    (planned_row,) = planned(as_csv(tmp_path, "shipments", [row]))
    assert planned_row.status is RowStatus.POSSIBLE
    assert known.public_id in planned_row.reason
    (planned_row,) = planned(as_csv(tmp_path, "shipments", [row | {"record": known.public_id}]))
    assert planned_row.status is RowStatus.CHANGED


def test_what_a_row_states_otherwise_becomes_a_claim_and_the_column_stays(tmp_path: Path) -> None:
    known = Shipment.objects.filter(delivered__isnull=False, quantity_low=None)[0]
    stood = str(known.delivered)
    rows = [{"record": known.public_id, "delivered": "1999-05", **SOURCE}]
    outcome = applied(as_csv(tmp_path, "shipments", [{"exporter": "", "recipient": "", "item": "", **rows[0]}]))
    assert outcome.reading.rows[0].reason == "States otherwise than is recorded: delivered."
    known.refresh_from_db()
    assert str(known.delivered) == stood
    claim = known.citations.get(source__title="A report", field="delivered")
    assert (claim.value_printed, claim.value_read) == ("1999-05", "1999-05")


def test_ids_that_are_mistyped_or_of_another_kind_are_errors(tmp_path: Path) -> None:
    known = Shipment.objects.all()[0].public_id
    wrong = known[:-1] + ("2" if known[-1] != "2" else "3")
    item = Item.objects.all()[0].public_id
    rows = planned(as_csv(tmp_path, "shipments", [SHIPMENT | {"record": one} for one in (wrong, item, "two words")]))
    for row, words in zip(rows, ("is mistyped", "another kind of record", "is no id"), strict=True):
        assert words in row.reason


# --- What the database would refuse ---


@pytest.mark.parametrize(
    ("sheet", "changes", "where", "words"),
    [
        ("shipments", {"quantity_low": "9", "quantity_high": "3"}, "F2 (quantity_low)", "larger than “at most”"),
        ("shipments", {"recipient": "L3Harris WESCAM"}, "A2 (exporter)", "the same party"),
        ("shipments", {"values": "5 | 3 | money | CAD"}, "(values)", "not below the low one"),
        ("shipments", {"values": "5 | 5 | money"}, "(values)", "Money needs its currency"),
        ("shipments", {"exporter": ""}, "A2 (exporter)", "a new record needs it"),
        ("shipments", {"destination": "Atlantis"}, "(destination)", "no country that is known"),
    ],
)
def test_what_the_database_would_refuse_is_an_error_of_its_row(
    sheet: str, changes: dict[str, object], where: str, words: str, tmp_path: Path
) -> None:
    row, other = planned(as_csv(tmp_path, sheet, [SHIPMENT | changes, SHIPMENT | {"delivered": "2001"}]))
    assert row.status is RowStatus.ERROR
    assert where in row.reason
    assert words in row.reason
    assert other.status is RowStatus.NEW


def test_a_unit_of_another_type_and_a_circle_are_errors(tmp_path: Path) -> None:
    incident = {"title": "Seen in a test", "kind": "used", "items": "Bayraktar TB2 | part | thing", **SOURCE}
    unit = {"key": "thing", "item": "WESCAM MX-15D", "label": "A camera of a test", **SOURCE}
    parties = [
        {"key": "a", "name": "Upper Testwork", "kind": "company", "part_of": "b", **SOURCE, "record": "new"},
        {"key": "b", "name": "Lower Testwork", "kind": "company", "part_of": "a", **SOURCE, "record": "new"},
    ]
    rows = planned(as_workbook(tmp_path, {"incidents": [incident], "units": [unit], "parties": parties}))
    assert "of another type than the item beside it" in rows[0].reason
    assert "leads back to the record itself" in rows[2].reason


# --- Examples, duplicates, withdrawal ---


def test_rows_that_repeat_another_word_for_word_are_duplicates(tmp_path: Path) -> None:
    rows = planned(as_csv(tmp_path, "shipments", [SHIPMENT, SHIPMENT, SHIPMENT | {"quantity_low": "1"}]))
    assert statuses(rows) == [RowStatus.NEW, RowStatus.DUPLICATE, RowStatus.NEW]


def test_lists_of_a_row_become_its_parts(tmp_path: Path) -> None:
    licence = {
        "title": "Permit of a test", "count_high": "unknown", "goods": "WESCAM MX-15D | 7 | 7 | systems",
        "parties": "exporter | L3Harris WESCAM ; consignee | Baykar", **SOURCE,
    }  # fmt: skip
    party = {"name": "Firm of a test", "kind": "company", "other_names": "Testwerke | former | de", **SOURCE}
    applied(as_workbook(tmp_path, {"licences": [licence], "parties": [party]}))
    made = LicenceParty.objects.filter(licence__title="Permit of a test", licence__count_high=None)
    assert sorted(made.values_list("role", flat=True)) == ["consignee", "exporter"]
    assert Name.objects.get(text="Testwerke").entity.name == "Firm of a test"


def test_an_import_is_taken_back_with_the_sources_that_it_made(tmp_path: Path) -> None:
    before = (Shipment.objects.count(), Source.objects.count(), Citation.objects.count(), Entity.objects.count())
    party = {"key": "1", "name": "Speaker of a test", "kind": "person", **SOURCE}
    source: Cells = {"key": "s", "title": "Said", "kind": "statement", "statement": "Three went.", "speaker": "1"}
    rows = [{k: v for k, v in SHIPMENT.items() if not k.startswith("source")} | {"source": "s"}]
    outcome = applied(as_workbook(tmp_path, {"shipments": rows, "parties": [party], "sources": [source]}))
    assert Source.objects.count() == before[1] + 2
    assert outcome.job is not None
    withdraw(outcome.job, "for a test")
    assert (
        Shipment.objects.count(),
        Source.objects.count(),
        Citation.objects.count(),
        Entity.objects.count(),
    ) == before


def test_a_source_that_somebody_else_came_to_cite_stays(tmp_path: Path) -> None:
    outcome = applied(as_csv(tmp_path, "shipments", [SHIPMENT]))
    source = Source.objects.get(title="A report")
    Citation.objects.create(source=source, shipment=Shipment.objects.order_by("pk")[0])
    assert outcome.job is not None
    withdraw(outcome.job, "for a test")
    assert Source.objects.filter(pk=source.pk).exists()


def test_applying_rows_a_second_time_in_another_form_changes_nothing(tmp_path: Path) -> None:
    rows = [
        {name: value for name, value in SHIPMENT.items() if name != "record"}
        | {"delivered": "1998", "item": "Bayraktar TB2"}
    ]
    applied(as_csv(tmp_path, "shipments", rows))
    before = (Shipment.objects.count(), Citation.objects.count(), Source.objects.count())
    outcome = applied(as_workbook(tmp_path, {"shipments": rows}))
    assert outcome.reading.rows[0].reason == "It is recorded already."
    assert (Shipment.objects.count(), Citation.objects.count(), Source.objects.count()) == before


def test_protected_sources_come_in_by_no_sheet_and_go_out_by_none(tmp_path: Path) -> None:
    (row,) = planned(as_csv(tmp_path, "shipments", [SHIPMENT | {"source_kind": "protected"}]))
    assert "none of the words" in row.reason
    held = protected_source()
    known = Shipment.objects.all()[0]
    Citation.objects.filter(shipment=known).update(source=held)
    rows = export(["shipments"])
    assert known.handle not in {one["record"] for one in rows["shipments"]}
    assert held.public_id not in {one["record"] for one in rows["sources"]}
    assert left_out(["shipments"]) == 1


def test_a_row_whose_source_cannot_be_made_is_not_made_either(tmp_path: Path) -> None:
    bare: Cells = {name: value for name, value in SHIPMENT.items() if not name.startswith("source")}
    sources: list[Cells] = [{"key": "s", "title": "A paper", "kind": "newspaper"}]
    known: Cells = {"record": Shipment.objects.all()[0].public_id, "source": "s"}
    book = as_workbook(tmp_path, {"shipments": [bare | {"source": "s"}, known], "sources": sources})
    rows = applied(book).reading.rows
    assert set(statuses(rows)) == {RowStatus.ERROR}
    assert "It names A paper (book.xlsx, sheet sources, line 2), which is not made" in rows[0].reason
    assert not Source.objects.filter(title="A paper").exists()


def test_a_mention_alone_makes_nothing(tmp_path: Path) -> None:
    (row,) = planned(as_csv(tmp_path, "shipments", [SHIPMENT | {"stance": "mentions"}]))
    assert row.status is RowStatus.NEEDS_SOURCE
    assert "a mention alone carries nothing" in row.reason

"""SIPRI's deals as records: shipments between parties, volumes that add up, claims, and the way back."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import Count, Sum

from core.dates import PartialDate
from editorial.choices import RowStatus
from editorial.models import Import, ImportedCitation, ImportRow
from entities.models import Entity
from evidence.models import Citation, Source
from exports.models import Delivery, Item, Shipment, Valuation
from importers.countries import CountryNames
from importers.pipeline.applying import AlreadyImportedError, Outcome, PlanChangedError, run
from importers.pipeline.withdrawing import NotAppliedError, withdraw
from importers.registry import REGISTERS
from importers.sipri.parties import Parties
from tests.cited_records import cite
from tests.register_files import DEALS_AND_TIVS, IMPORT_VALUES, TRADE_REGISTER, whole

pytestmark = pytest.mark.django_db

SIPRI = REGISTERS["sipri"]
TB2_FLOW = "tra-tb2-azerbaijan-sipri"


def import_both() -> Outcome:
    return run(SIPRI, [TRADE_REGISTER, DEALS_AND_TIVS])


def everything() -> dict[str, int]:
    """How many rows each table has, history left out."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'public'"
            " AND table_type = 'BASE TABLE' AND table_name ~ '^(entities|exports|conflicts|evidence|editorial)_'"
            " AND table_name NOT LIKE '%history'"
        )
        tables = [name for (name,) in cursor.fetchall()]
        counts = {}
        for name in tables:
            cursor.execute(f"SELECT count(*) FROM {name}")
            counts[name] = cursor.fetchone()[0]
    return counts


def shipment(designation: str, recipient: str = "Azerbaijan", **more: object) -> Shipment:
    found: Shipment = Shipment.objects.get(
        item__designation=designation,
        recipient__name=recipient,
        citations__source__handle="reg-sipri-march-2024",
        **more,
    )
    return found


# --- What the records say ---


def test_every_deal_is_a_shipment_between_two_states() -> None:
    outcome = import_both()
    assert len(outcome.reading.content.deals) == 160
    made = Shipment.objects.filter(citations__imported__made_record=True)
    assert made.count() == 157  # three deals are another citation of a shipment that is here
    assert set(made.values_list("exporter__kind", flat=True)) <= {"state", "unknown_party", "armed_group"}


def test_every_record_cites_register_release_and_row() -> None:
    import_both()
    citation = shipment("Cobra").citations.get(field="")
    assert citation.source.title == "SIPRI Arms Transfers Database, March 2024"
    assert str(citation.source.publisher) == "SIPRI"
    assert "Information from the SIPRI Arms Transfers Database" in citation.source.note
    assert citation.locator.startswith("trade register, line ")
    assert citation.locator.endswith("; deal 53276")
    row = ImportRow.objects.get(citations__citation=citation)
    assert row.raw.startswith("Azerbaijan,Turkiye,2010,,35,,Cobra,APV,35,?,2010; 2011,")
    assert f"line {row.line};" in citation.locator


def test_deliveries_have_their_years_numbers_and_estimates() -> None:
    import_both()
    rows = shipment("Cobra").deliveries.order_by("period_earliest")
    assert [(str(row.period), row.quantity_low, row.quantity_is_estimate) for row in rows] == [
        ("2010", 15, True), ("2011", 20, True),
    ]  # fmt: skip


def test_an_estimated_year_is_an_uncertain_date() -> None:
    import_both()
    made = shipment("SOM")
    assert made.delivered == PartialDate.parse("2018?/2019?")
    assert made.ordered == PartialDate.parse("2017?")


def test_a_register_alone_splits_no_number_and_no_volume_over_years() -> None:
    run(SIPRI, [TRADE_REGISTER])
    made = shipment("Cobra")
    assert [row.quantity_low for row in made.deliveries.all()] == [None, None]
    value = made.valuations.get()
    assert (value.amount_low, value.unit, value.currency, value.delivery) == (Decimal("5.25"), "TIV", "", None)


def test_no_deals_tiv_is_counted_twice() -> None:
    outcome = import_both()
    wanted = sum((planned.deal.tiv_delivered or Decimal(0)) for planned in outcome.reading.content.deals)
    summed = Valuation.objects.filter(unit="TIV").aggregate(total=Sum("amount_low"))["total"]
    assert abs(summed - wanted) < Decimal("0.5")


def test_recorded_sums_are_sipris_own(capsys: pytest.CaptureFixture[str]) -> None:
    import_both()
    call_command("sipri_totals", str(IMPORT_VALUES))
    said = capsys.readouterr().out
    agreed, _, all_cells = said.partition(" cells agree")[0].rpartition(": ")[2].partition(" of ")
    assert int(agreed) == int(all_cells) == 40


def test_an_order_without_deliveries_is_ordered_and_worth_nothing_yet() -> None:
    outcome = import_both()
    pending = [planned for planned in outcome.reading.content.deals if planned.deal.is_pending]
    found = Shipment.objects.filter(status="ordered", citations__imported__row__file__job=outcome.job).distinct()
    assert found.count() == len(pending) > 0
    assert not Valuation.objects.filter(shipment__in=found).exists()


def test_makers_are_an_unnamed_party_and_not_the_supplier() -> None:
    import_both()
    assert shipment("Cobra").item.maker.kind == "unknown_party"


def test_an_item_that_is_here_gets_a_citation_and_no_double() -> None:
    import_both()
    (tb2,) = Item.objects.filter(designation__icontains="TB2", kind="platform")
    assert tb2.citations.filter(source__handle="reg-sipri-march-2024").exists()


# --- The twelve TB2 to Azerbaijan ---


def test_sipris_twelve_tb2_are_another_citation_of_the_shipment_that_is_here() -> None:
    before = Shipment.objects.filter(item__handle="item-tb2").count()
    import_both()
    assert Shipment.objects.filter(item__handle="item-tb2").count() == before
    flow = Shipment.objects.get(handle=TB2_FLOW)
    claim = flow.citations.get(source__handle="reg-sipri-march-2024", field="quantity_low")
    assert (claim.value_printed, claim.value_read) == ("12 ?", "12")
    assert flow.quantity_low == 5  # what editors accepted stays; the claims disagree in the open
    assert flow.is_disputed
    assert flow.valuations.get(unit="TIV").amount_low == Decimal("28.8")
    assert flow.citations.values("source").distinct().count() > 1


def test_a_deal_that_may_be_a_recorded_flow_is_a_possible_match_for_an_editor() -> None:
    outcome = import_both()
    (row,) = (
        row
        for row in outcome.reading.rows
        if row.status == RowStatus.POSSIBLE and ",Harop," in row.line.raw and row.facts
    )
    assert row.match in Shipment.objects.filter(item__handle="item-harop").values_list("public_id", flat=True)
    assert shipment("Harop").exporter.name == "Israel"  # it is recorded, and nothing is joined by guessing


# --- Plans ---


def test_a_dry_run_changes_nothing_and_accounts_for_every_row(tmp_path: Path) -> None:
    before = everything()
    report = tmp_path / "report.csv"
    call_command("import", "sipri", str(TRADE_REGISTER), str(DEALS_AND_TIVS), dry_run=True, report=report, verbosity=0)
    assert everything() == before
    rows = list(csv.DictReader(report.read_text(encoding="utf-8").splitlines()))
    assert len(rows) == 160 + 278
    assert {row["status"] for row in rows} == {"new", "matched", "possible match"}
    (tb2,) = (row for row in rows if row["status"] == "matched" and "Bayraktar TB2" in row["row"])
    assert tb2["record"] == Shipment.objects.get(handle=TB2_FLOW).public_id


def test_a_plan_is_applied_only_while_it_is_still_that_plan() -> None:
    planned = run(SIPRI, [TRADE_REGISTER], dry_run=True).reading.sha256
    assert run(SIPRI, [TRADE_REGISTER], dry_run=True).reading.sha256 == planned
    Shipment.objects.filter(handle=TB2_FLOW).update(handle="renamed-by-an-editor")
    with pytest.raises(PlanChangedError):
        run(SIPRI, [TRADE_REGISTER], plan_sha256=planned)
    assert not Import.objects.exists()


def test_a_second_import_of_the_same_file_changes_nothing() -> None:
    import_both()
    before = everything()
    with pytest.raises(AlreadyImportedError, match="Nothing was changed"):
        run(SIPRI, [DEALS_AND_TIVS])
    assert everything() == before


def test_a_country_that_nobody_knows_is_an_error_of_its_row(tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    path.write_bytes(
        TRADE_REGISTER.read_bytes().replace(b"Azerbaijan,Turkiye,2010,,35,,Cobra", b"Atlantis,Turkiye,2010,,35,,Cobra")
    )
    outcome = run(SIPRI, [path])
    row = ImportRow.objects.get(status=RowStatus.ERROR)
    assert (row.column, "Atlantis" in row.reason) == ("Recipient", True)
    assert len(outcome.reading.rows) == 160
    assert not Shipment.objects.filter(item__designation="Cobra").exists()


# --- The way back ---


def test_withdrawing_leaves_everything_as_before() -> None:
    before = everything()
    job = import_both().job
    assert job is not None
    withdraw(job, "A test")
    after = everything()
    kept = {"editorial_import", "editorial_importfile", "editorial_importrow", "evidence_publisher", "evidence_source"}
    assert {name: count for name, count in after.items() if count != before[name]}.keys() <= kept
    assert Source.objects.filter(handle="reg-sipri-march-2024").count() == 0
    assert Shipment.objects.get(handle=TB2_FLOW).citations.filter(source__title__startswith="SIPRI Arms").count() == 0


def test_a_record_that_another_source_carries_too_stays() -> None:
    job = import_both().job
    assert job is not None
    cobra = shipment("Cobra")
    cite(cobra)
    withdraw(job, "A test")
    cobra.refresh_from_db()
    assert cobra.citations.count() == 1
    assert cobra.item.citations.exists()  # what it needs stays with its citation


def test_a_record_that_an_editor_has_built_upon_stays_with_its_citation() -> None:
    job = import_both().job
    assert job is not None
    item = shipment("Cobra").item
    maker = Entity.objects.filter(kind="company").first()
    assert maker is not None
    mine = Shipment.objects.create(exporter=maker, recipient=Entity.objects.get(handle="state-AZ"), item=item)
    cite(mine)
    withdraw(job, "A test")
    assert Item.objects.filter(pk=item.pk).exists()
    assert item.citations.filter(source__handle="reg-sipri-march-2024").exists()


def test_an_import_is_withdrawn_once() -> None:
    job = import_both().job
    assert job is not None
    withdraw(job, "A test")
    with pytest.raises(NotAppliedError):
        withdraw(job, "Again")
    with pytest.raises(CommandError, match="Say why"):
        call_command("withdraw_import", job.pk)


def test_a_withdrawn_file_can_be_imported_again() -> None:
    job = import_both().job
    assert job is not None
    withdraw(job, "A test")
    assert import_both().job is not None


# --- The whole register, where it is ---


def test_all_names_of_all_releases_are_found_without_a_person() -> None:
    text = whole("countries/sipri_names_DERIVED.csv").read_text(encoding="utf-8")
    names = [row["sipri_name"] for row in csv.DictReader(text.splitlines())]
    parties = Parties(CountryNames("SIPRI"))
    assert len(names) == 269
    assert [name for name in names if parties.find(name) is None] == []


@pytest.mark.slow
def test_the_whole_register_imports_and_its_sums_are_sipris(capsys: pytest.CaptureFixture[str]) -> None:
    files = [
        whole("sipri/trade-register_all_generated-2024-03-18.csv"),
        whole("sipri/dealsandtivs_1990-2023_generated-2024-04-13.csv"),
    ]
    outcome = run(SIPRI, files)
    assert len(outcome.reading.content.deals) == 29_056
    assert len(outcome.reading.rows) == ImportRow.objects.count() == 29_056 + 27_838
    tables = [whole(f"sipri/{side}-values_1990-2023_generated-2024-04-13.csv") for side in ("import", "export")]
    call_command("sipri_totals", *map(str, tables))
    said = capsys.readouterr().out
    assert "3,881 of 3,881 cells agree" in said
    assert "1,527 of 1,527 cells agree" in said
    _no_volume_twice(outcome)


def _no_volume_twice(outcome: Outcome) -> None:
    wanted = sum((planned.deal.tiv_delivered or Decimal(0)) for planned in outcome.reading.content.deals)
    summed = Valuation.objects.filter(unit="TIV").aggregate(total=Sum("amount_low"))["total"]
    assert abs(summed - wanted) / wanted < Decimal("0.0001")  # rounding of the two layouts
    assert (
        not Valuation.objects.values("delivery").filter(delivery__isnull=False).annotate(n=Count("id")).filter(n__gt=1)
    )
    assert Delivery.objects.count() >= 59_157
    assert not Citation.objects.filter(imported__isnull=False, shipment__isnull=False, locator="").exists()
    assert ImportedCitation.objects.count() > 29_056

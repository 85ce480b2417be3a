"""Components in weapons, conflicts, losses, embargoes, Dutch licences: what each register becomes, with its traps."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from inspect import getfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from conflicts.models import Conflict, Incident
from core.dates import PartialDate
from editorial.choices import RowStatus
from editorial.models import ImportRow
from entities.models import Entity
from evidence.models import Source
from exports.models import Incorporation, Item, ItemUnit, Licence, Measure
from importers.embargoes.parser import embargoes
from importers.gur.parser import components
from importers.gur.weapons import weapon_of
from importers.licences.parser import Order, day_of, order_of
from importers.licences.routes import Routes
from importers.oryx.parser import plain_name
from importers.pipeline.applying import Outcome
from importers.pipeline.withdrawing import withdraw
from importers.reading.sealing import seal
from importers.registry import REGISTERS, run_import
from importers.ucdp.parser import conflict_years
from tests.register_files import EXCERPTS, whole
from tests.test_import_sipri_records import everything
from tracing.choices import Ending
from tracing.query import TraceQuestion
from tracing.service import trace

GUR = EXCERPTS / "gur" / "components_excerpt_2026-06-13.csv"
UCDP = EXCERPTS / "ucdp" / "conflicts_excerpt_v24_1.csv"
CAPTURED = EXCERPTS / "oryx" / "event_captured_excerpt.csv"
DESTROYED = EXCERPTS / "oryx" / "event_destroyed_excerpt.csv"

EMBARGOES = """\
Target,Entry into force,Suspended,Lifted,Establishing document
Southern Rhodesia,16-Dec-66,,21-Dec-79,UNSCR 232
South Africa,7-Aug-63,,4-Nov-77,UNSCR 181
Haiti,16-Jun-93,29-Sep-94,29-Sep-94,UNSCR 841
Yugoslavia,25-Sep-91,,1-Oct-96,UNSCR 2216
Azerbaijan,28-Feb-92,,,OSCE statement
Azerbaijan,29-Jul-93,,1-Jan-02,UNSCR 853
Togo,25-Feb-05,,28-May-05,-
Taliban,16-Jan-02,,,UNSCR 1390
Belarus,20-Jun-11,,,2011/357/CFSP
,,,,
"""
EXPORTS = (
    "afgifte datum,nummer,SGP,CAT,goederen omschrijving,D/T,Verl.,V/N,U/D,T.v.v.,land van bestemming,"
    "land van eindbestemming,oorsprong /herkomst,land van oorsprong,waarde (€),verval datum\n"
    '01/05/2004,23551713,ML15d,B08,Thermische camera,T,N,N,2,,"CHINA      ",CHINA,NEDERLAND,,95000,31012005\n'
    "01/05/2004,23551713,ML15d,B08,Statief,T,N,N,2,,China,China,VS,,500,31012005\n"
    "10/24/2011,1,ML5b,A10,Delen van radarsystemen,D,N,N,2,,DUITSLAND,Zuid-Korea,ONBEKEND,,1000,10/31/2012\n"
    "03/04/2011,2,ML5b,A10,Delen,D,N,N,2,,Diverse landen,INDONESIË VIA SINGAPORE,VK,,1000,3122013\n"
    "03/04/2011,3,ML5b,A10,Delen,D,N,N,2,,.375 H&H,VK,VK,,1000,3122013\n"
)
TRANSITS = (
    "Datum aanvraag,Consent nummer,Aantal,Goederen omschrijving,land van herkomst,land van bestemming (**),"
    "Ad-hoc J/N (***),VP/AN (****),Vervoermiddel,Plaats van uitgang\n"
    "01/15/2005,25337549,420,Ontstekers,VS,Israël,N,,Vliegtuig,Schiphol\n"
    "01/16/2005,melding,1 stuk,Kogelgeweer,Denemarken,Tanzania v.v.,N,,Vliegtuig,Schiphol vv\n"
    "01/16/2005,melding,2,Kogelgeweren,Denemarken,Tanzania v.v.,N,,Vliegtuig,Schiphol\n"
)


def written(tmp_path: Path, name: str, text: str) -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


# --- Components found in weapons ---


def test_repeats_of_a_component_are_duplicates_and_not_components() -> None:
    found = [component for _, component in components(seal(GUR))]
    assert len(found) - len({component.component_id for component in found}) == 4


def test_the_whole_list_has_5806_components_and_not_8326() -> None:
    found = [component for _, component in components(seal(whole("gur/components.csv")))]
    assert (len(found), len({component.component_id for component in found}), len(set(found))) == (8_326, 5_806, 5_806)


@pytest.mark.parametrize(
    ("listed", "type_name", "serial"),
    [
        ('UAV "Shahed-136" №13678', "Shahed-136", "13678"),
        ("Orlan-10 UAV No. 14662", "Orlan-10", "14662"),
        ("Missile Kh-101 № 3152631318006", "Kh-101", "3152631318006"),
        ('UAV "GERAN-2" (Shahed-136) Ы-954', "Geran-2", "Ы-954"),
        ('UAV "Orlan-10" (July 2022)', "Orlan-10", ""),
        ("Missile Kh-69 (No.9504514305003 and No.9504513406014)", "Kh-69 (No.9504514305003 and No.9504513406014)", ""),
        ('CRP-antenna of UAV "Shahed-136"', 'CRP-antenna of UAV "Shahed-136"', ""),
    ],
)
def test_a_listed_weapon_is_a_type_and_perhaps_one_specimen(listed: str, type_name: str, serial: str) -> None:
    weapon = weapon_of(listed)
    assert (weapon.type_name, weapon.serial) == (type_name, serial)


@pytest.mark.django_db
def test_components_are_built_into_weapons_and_specimens_are_units() -> None:
    outcome = run_import("gur", [GUR])
    made = Incorporation.objects.filter(citations__imported__row__file__job=outcome.job)
    counts = outcome.reading.counts
    assert made.count() == counts[RowStatus.NEW] == 68
    assert counts[RowStatus.DUPLICATE] == 4
    unit = ItemUnit.objects.get(serial_as_read="13678")
    assert unit.item.handle == "item-shahed-136"
    assert unit.contains.first().citations.get().rung == "unit"
    assert not made.filter(integrator_is_stated=True).exists()


@pytest.mark.django_db
def test_makers_that_are_not_identified_are_unnamed_parties_each_of_its_own() -> None:
    outcome = run_import("gur", [GUR])
    unnamed = Item.objects.filter(
        citations__imported__row__file__job=outcome.job, kind="component", maker__kind="unknown_party"
    )
    assert unnamed.count() > 1
    assert unnamed.values("maker").distinct().count() == unnamed.count()
    assert not Entity.objects.filter(kind="company", name="Not identified").exists()
    assert all("Not identified" in item.maker.citations.get().says for item in unnamed)


@pytest.mark.django_db
def test_a_trace_from_a_part_of_a_shahed_136_reaches_the_war_in_ukraine() -> None:
    run_import("gur", [GUR])
    part = Incorporation.objects.filter(
        platform__handle="item-shahed-136", component__maker__kind="company", citations__imported__isnull=False
    ).first()
    assert part is not None
    answer = trace(TraceQuestion(part.component.public_id, end="conf-ukraine-2022"))
    assert Ending.COMPLETE in {chain.ending for chain in answer.chains}


# --- Conflicts ---


def test_a_start_is_as_vague_as_its_precision_says() -> None:
    found = {one.conflict_id: one for _, one in conflict_years(seal(UCDP))}
    assert found["388"].about == "territory"
    assert found["388"].began[:4] == "1991"


@pytest.mark.django_db
def test_a_conflict_has_its_sides_years_and_countries() -> None:
    run_import("ucdp", [UCDP])
    made = Conflict.objects.get(ucdp_id="388", handle=None)
    assert {country.code for country in made.countries.all()} == {"AZ"}
    sides = {(one.entity.name, one.side, one.supports_only) for one in made.belligerents.all()}
    assert ("Azerbaijan", "A", False) in sides
    assert ("Armenia", "B", True) in sides
    assert ("Türkiye", "A", True) in sides
    assert made.citations.count() == 17


@pytest.mark.django_db
def test_an_earlier_state_is_meant_in_earlier_years() -> None:
    run_import("ucdp", [UCDP])
    soviet = Conflict.objects.get(ucdp_id="376")
    assert {one.entity.country.code for one in soviet.belligerents.filter(side="A") if one.entity.country} == {"SUHH"}


@pytest.mark.django_db
def test_a_recorded_phase_of_a_conflict_is_a_possible_match_and_stays_itself() -> None:
    run_import("ucdp", [UCDP])
    rows = ImportRow.objects.filter(key__startswith="388 ")
    assert set(rows.values_list("status", flat=True)) == {RowStatus.POSSIBLE}
    assert (
        not Conflict.objects.get(handle="conf-nk-2020").citations.filter(source__handle__startswith="reg-ucdp").exists()
    )


# --- Losses ---


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("559 KamAZ 6x6", "KamAZ 6x6"), ("122mm 2S1 Gvozdika", "122mm 2S1 Gvozdika"),
        ("9<U+041C>131F Metis-M1", "9М131F Metis-M1"), ("T-72B3 Obr. 2016", "T-72B3 Obr. 2016"),
        ("2 Coastal link pontoon", "Coastal link pontoon"),
    ],
)  # fmt: skip
def test_running_numbers_and_lost_letters_are_no_part_of_a_name(printed: str, name: str) -> None:
    assert plain_name(printed) == name


@pytest.mark.django_db
def test_the_day_of_the_list_is_not_the_day_of_the_loss() -> None:
    run_import("oryx", [CAPTURED, DESTROYED])
    incident = Incident.objects.filter(citations__says__contains="https://i.postimg.cc/hPPz5cxF/877.jpg").get()
    assert incident.happened == PartialDate.parse("2022-02-24/2022-05-23")
    assert not incident.is_period
    assert (incident.kind, str(incident.user), incident.conflict.handle) == ("captured", "Russia", "conf-ukraine-2022")
    citation = incident.citations.get()
    assert (citation.rung, "Photograph: https://" in citation.says) == ("unit", True)


@pytest.mark.django_db
def test_a_loss_without_a_photograph_needs_a_source_and_makes_nothing() -> None:
    outcome = run_import("oryx", [DESTROYED])
    row = ImportRow.objects.get(status=RowStatus.NEEDS_SOURCE)
    assert (row.column, row.citations.count()) == ("url", 0)
    assert outcome.reading.counts[RowStatus.NEW] == 116


# --- Embargoes ---


def test_years_of_two_digits_never_lie_in_the_future(tmp_path: Path) -> None:
    found = [one for _, one in embargoes(seal(written(tmp_path, "archive.csv", EMBARGOES)))]
    assert (found[0].began, found[1].began) == (date(1966, 12, 16), date(1963, 8, 7))
    assert len(found) == 9


@pytest.mark.django_db
def test_the_issuer_is_told_from_the_document(tmp_path: Path) -> None:
    run_import("embargoes", [written(tmp_path, "archive.csv", EMBARGOES)])
    made = {one.title.partition(",")[0]: one for one in Measure.objects.filter(title__startswith="Arms embargo on")}
    told = {name: (one.issuer.name, one.legal_force) for name, one in made.items()}
    assert told["Arms embargo on Southern Rhodesia"] == ("United Nations Security Council", "binding")
    assert told["Arms embargo on South Africa"] == ("United Nations Security Council", "voluntary")
    assert told["Arms embargo on Belarus"] == ("European Union", "binding")
    assert made["Arms embargo on Togo"].issuer.kind == "unknown_party"
    assert made["Arms embargo on Taliban"].targets.get().territory == "Taliban"
    assert "713" in made["Arms embargo on Yugoslavia"].note
    assert made["Arms embargo on Haiti"].end_note == "suspended on 1994-09-29, lifted on 1994-09-29"


@pytest.mark.django_db
def test_embargoes_that_are_here_get_a_citation_and_no_double(tmp_path: Path) -> None:
    before = Measure.objects.filter(targets__country__code="AZ", kind="embargo").distinct().count()
    run_import("embargoes", [written(tmp_path, "archive.csv", EMBARGOES)])
    assert Measure.objects.filter(targets__country__code="AZ", kind="embargo").distinct().count() == before
    call = Measure.objects.get(handle="mea-unscr-853")
    assert (
        call.citations.filter(source__handle__startswith="reg-embargoes", field="valid_until").get().value_read
        == "2002-01-01"
    )


@pytest.mark.django_db
def test_the_whole_archive_names_every_target_and_issuer() -> None:
    outcome = run_import("embargoes", [whole("embargoes/sipri_embargoes_archive_2021.csv")])
    assert len(outcome.reading.rows) == 79
    assert RowStatus.ERROR not in outcome.reading.counts


# --- Dutch licences ---


def test_a_column_decides_which_part_of_a_day_is_the_month() -> None:
    assert order_of(["01/05/2004", "10/24/2011"]) is Order.MONTH_FIRST
    assert order_of(["24/10/2011", "01/05/2004"]) is Order.DAY_FIRST
    assert order_of(["01/05/2004", "02/03/2004"]) is Order.UNDECIDED
    assert order_of(["24/10/2011", "10/24/2011"]) is Order.UNDECIDED


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("01/05/2004", Order.MONTH_FIRST, date(2004, 1, 5)), ("01/05/2004", Order.DAY_FIRST, date(2004, 5, 1)),
        ("01/05/2004", Order.UNDECIDED, None), ("05/05/2004", Order.UNDECIDED, date(2004, 5, 5)),
        ("24/10/2011", Order.UNDECIDED, date(2011, 10, 24)), ("31012005", Order.UNDECIDED, date(2005, 1, 31)),
        ("3122003", Order.UNDECIDED, date(2003, 12, 3)), ("99/99/2003", Order.MONTH_FIRST, None),
        ("", Order.MONTH_FIRST, None), ("2003", Order.MONTH_FIRST, None),
    ],
)  # fmt: skip
def test_a_day_is_read_or_refused_and_never_guessed(text: str, order: Order, day: date | None) -> None:
    assert day_of(text, order) == day


@pytest.mark.django_db
def test_dutch_names_of_countries_are_read_with_their_routes() -> None:
    routes = Routes()
    assert len(routes.read("DUITSLAND").countries) == 1
    assert routes.read("Maleisië   ").countries == routes.read("MALEISIË").countries
    assert (len(routes.read("INDONESIË via Singapore").via), routes.read("Tanzania v.v.").and_back) == (1, True)
    assert len(routes.read("Irak, Afghanistan").countries) == 2
    assert (routes.read("Diverse landen").countries, routes.read("Diverse landen").is_unread) == ((), False)
    assert routes.read(".375 H&H").is_unread


@pytest.mark.django_db
def test_a_licence_has_its_goods_parties_value_and_days(tmp_path: Path) -> None:
    outcome = run_import("licences", [written(tmp_path, "exports.csv", EXPORTS)])
    licence = Licence.objects.get(number="23551713")
    assert (licence.issued, licence.valid_until) == (PartialDate.parse("2004-01-05"), PartialDate.parse("2005-01-31"))
    assert licence.items.count() == 2
    assert {(one.entity.name, one.role) for one in licence.parties.all()} == {
        ("Netherlands", "exporter"), ("China", "consignee"), ("China", "declared_end_user"),
    }  # fmt: skip
    assert sorted((value.currency, value.amount_low) for value in licence.valuations.all()) == [
        ("EUR", Decimal(500)), ("EUR", Decimal(95_000)),
    ]  # fmt: skip
    other = Licence.objects.get(number="1", title__startswith="Dutch")
    assert {(one.entity.name, one.role) for one in other.parties.all()} == {
        ("Netherlands", "exporter"), ("Germany", "consignee"), ("South Korea", "declared_end_user"),
    }  # fmt: skip
    row = ImportRow.objects.get(status=RowStatus.ERROR)
    assert row.column == "land van bestemming"
    assert len(outcome.reading.rows) == 5


@pytest.mark.django_db
def test_days_that_can_be_read_in_two_ways_make_nothing(tmp_path: Path) -> None:
    text = "\n".join(line for line in EXPORTS.splitlines() if "10/24/2011" not in line) + "\n"
    outcome = run_import("licences", [written(tmp_path, "exports.csv", text)])
    assert outcome.reading.counts[RowStatus.AMBIGUOUS_DATE] == 4
    assert not Licence.objects.filter(number="23551713").exists()


@pytest.mark.django_db
def test_a_transit_goes_from_its_origin_through_the_netherlands(tmp_path: Path) -> None:
    run_import("licences", [written(tmp_path, "transits.csv", TRANSITS)])
    transit = Licence.objects.get(number="25337549")
    assert {(one.entity.name, one.role) for one in transit.parties.all()} == {
        ("United States", "exporter"), ("Israel", "consignee"),
    }  # fmt: skip
    assert "Vliegtuig" in transit.conditions
    assert transit.items.get().quantity_low == 420
    notified = Licence.objects.filter(number="", title__startswith="Transit").order_by("pk")
    assert [one.items.count() for one in notified] == [1, 1]  # “melding” is no number that joins them
    assert "and back again" in notified[0].conditions


# --- All of them ---

SMALL = {
    "gur": ([GUR], ""), "ucdp": ([UCDP], ""), "oryx": ([CAPTURED, DESTROYED], ""),
    "embargoes": ([], EMBARGOES), "licences": ([], EXPORTS),
}  # fmt: skip


def small(name: str, tmp_path: Path) -> Outcome:
    paths, text = SMALL[name]
    return run_import(name, paths or [written(tmp_path, f"{name}.csv", text)])


@pytest.mark.django_db
@pytest.mark.parametrize("name", SMALL)
def test_every_record_cites_register_release_and_row(name: str, tmp_path: Path) -> None:
    outcome = small(name, tmp_path)
    assert outcome.job is not None
    source = outcome.job.source
    assert source is not None
    assert outcome.reading.release in source.title
    assert REGISTERS[name].credit in source.note
    assert source.citations.count() == sum(1 for _ in source.citations.exclude(locator=""))
    assert not source.citations.filter(imported=None).exists()
    assert source.lineage.get().origin.handle == f"reg-{name}"


@pytest.mark.django_db
@pytest.mark.parametrize("name", SMALL)
def test_an_import_is_withdrawn_without_a_trace_in_the_facts(name: str, tmp_path: Path) -> None:
    before = everything()
    job = small(name, tmp_path).job
    assert job is not None
    withdraw(job, "A test")
    after = everything()
    kept = {"editorial_import", "editorial_importfile", "editorial_importrow", "evidence_publisher", "evidence_source"}
    assert {table for table, count in after.items() if count != before[table]} <= kept
    assert not Source.objects.filter(handle__startswith=f"reg-{name}-").exists()


@pytest.mark.django_db
@pytest.mark.parametrize("name", SMALL)
def test_a_file_of_another_register_is_refused_by_the_name_of_its_own(name: str, tmp_path: Path) -> None:
    paths, text = SMALL[name]
    path = paths[0] if paths else written(tmp_path, f"{name}.csv", text)
    wrong = "sipri" if name != "sipri" else "gur"
    with pytest.raises(CommandError, match=f"looks like a file of the register “{name}”"):
        call_command("import", wrong, str(path))


def test_every_register_tells_what_it_is() -> None:
    for name, register in REGISTERS.items():
        assert all((register.title, register.licence, register.credit, register.reliability_because))
        assert register.publisher or register.brings_sources, name
        assert (Path(getfile(register.read)).parent / "README.md").is_file(), name

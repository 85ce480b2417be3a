"""SIPRI's register as read from its files, without a database: both layouts, joined, and summed as SIPRI sums."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from exports.choices import ItemKind
from importers.reading.sealing import UTF8, WINDOWS, seal
from importers.sipri.comments import engine_named, findings
from importers.sipri.deals import Deal
from importers.sipri.joining import join
from importers.sipri.kinds import kind_of
from importers.sipri.layouts import Layout, open_register, release_of
from importers.sipri.totals import differences, read_table, sums
from importers.sipri.trade_register import register_deals
from importers.sipri.yearly import yearly_deals, yearly_rows
from tests.register_files import DEALS_AND_TIVS, IMPORT_VALUES, TRADE_REGISTER, whole

WHOLE_REGISTER = "sipri/trade-register_all_generated-2024-03-18.csv"
WHOLE_DEALS = "sipri/dealsandtivs_1990-2023_generated-2024-04-13.csv"
TABLES = {
    "sipri/import-values_1990-2023_generated-2024-04-13.csv": 3_881,
    "sipri/export-values_1990-2023_generated-2024-04-13.csv": 1_527,
}


def deals(path: Path) -> list[Deal]:
    opened = open_register(seal(path, encodings=(UTF8, WINDOWS)))
    if opened.layout is Layout.REGISTER:
        return [deal for _, deal in register_deals(opened)]
    return yearly_deals(row for _, row in yearly_rows(opened))


def one(found: list[Deal], designation: str) -> Deal:
    (deal,) = (deal for deal in found if deal.designation == designation)
    return deal


def test_the_release_is_told_from_the_day_of_the_download() -> None:
    opened = open_register(seal(TRADE_REGISTER, encodings=(UTF8, WINDOWS)))
    assert (opened.release, str(opened.generated)) == ("March 2024", "2024-03-18")


@pytest.mark.parametrize(
    ("day", "release"),
    [("2025-01-03", "March 2024"), ("2026-05-18", "March 2026"), ("2026-02-12", "March 2025"), ("2024-03-04", "")],
)
def test_a_download_from_early_march_tells_no_release(day: str, release: str) -> None:
    assert release_of(date.fromisoformat(day)) == release


def test_an_estimate_belongs_to_its_value_and_not_to_the_row() -> None:
    deal = one(deals(TRADE_REGISTER), "Cobra")
    assert (deal.order_is_estimate, deal.ordered_is_estimate, deal.delivered_is_estimate) == (False, False, True)


def test_the_trade_register_names_years_and_splits_nothing() -> None:
    deal = one(deals(TRADE_REGISTER), "Cobra")
    assert [(year.year, year.number, year.tiv) for year in deal.years] == [(2010, None, None), (2011, None, None)]
    assert deal.tiv_delivered == Decimal("5.25")


def test_the_other_layout_numbers_every_year() -> None:
    deal = one(deals(DEALS_AND_TIVS), "Cobra APV")
    assert [(year.year, year.number, year.tiv) for year in deal.years] == [
        (2010, 15, Decimal("2.25")), (2011, 20, Decimal(3)),
    ]  # fmt: skip
    assert deal.deal_id == "53276"


def test_both_layouts_are_joined_to_one_deal() -> None:
    joined = join(deals(TRADE_REGISTER), deals(DEALS_AND_TIVS), (1990, 2023))
    deal = one(joined.deals, "Cobra")
    assert joined.only_yearly == 0
    assert (deal.deal_id, deal.ordered, deal.comment) == ("53276", 35, "Part of $21 m or $30 m deal")
    assert [year.number for year in deal.years] == [15, 20]


def test_a_name_that_one_layout_cuts_off_comes_from_the_other() -> None:
    joined = join(deals(TRADE_REGISTER), deals(DEALS_AND_TIVS), (1990, 2023))
    assert not [deal.designation for deal in joined.deals if deal.designation.endswith(" -")]


def test_an_order_without_deliveries_is_pending_and_an_empty_order_is_unknown() -> None:
    pending = [deal for deal in deals(TRADE_REGISTER) if deal.is_pending]
    assert pending
    assert all(deal.delivered == 0 and not deal.years for deal in pending)


def test_sums_by_recipient_and_year_are_those_that_sipri_prints_for_two_states() -> None:
    table = read_table(seal(IMPORT_VALUES, encodings=(UTF8, WINDOWS)))
    assert len(table.cells) == 40
    assert differences(table, sums(deals(DEALS_AND_TIVS), table.side)) == []


# --- The whole files, where they are ---


@pytest.mark.parametrize("name", TABLES)
def test_sums_equal_sipris_own_tables_in_every_cell(name: str) -> None:
    table = read_table(seal(whole(name), encodings=(UTF8, WINDOWS)))
    assert len(table.cells) == TABLES[name]
    assert differences(table, sums(deals(whole(WHOLE_DEALS)), table.side)) == []


def test_a_deal_counted_on_each_of_its_years_would_be_noticed() -> None:
    table = read_table(seal(IMPORT_VALUES, encodings=(UTF8, WINDOWS)))
    inflated = {cell: value * 2 for cell, value in sums(deals(DEALS_AND_TIVS), table.side).items()}
    assert differences(table, inflated)


def test_every_deal_of_one_layout_is_found_in_the_other() -> None:
    joined = join(deals(whole(WHOLE_REGISTER)), deals(whole(WHOLE_DEALS)), (1990, 2023))
    assert (joined.both, joined.only_yearly, len(joined.deals)) == (13_893, 0, 29_056)
    assert len({deal.deal_id for deal in joined.deals if deal.deal_id}) == 13_893
    for deal in joined.deals:
        if deal.has_yearly_numbers:
            assert sum(year.number or 0 for year in deal.years) == deal.delivered
            assert deal.tiv_delivered is not None
            # The register rounds to two decimals, the other layout each year.
            assert abs(sum((year.tiv or Decimal(0)) for year in deal.years) - deal.tiv_delivered) < Decimal("1.5")


def test_a_variant_damaged_by_another_tool_is_read() -> None:
    opened = open_register(
        seal(whole("sipri/variant_crlf_trailing-semicolons.csv"), encodings=(UTF8, WINDOWS)), release="March 2025"
    )
    assert sum(1 for _ in register_deals(opened)) == 5_946


def test_every_weapon_description_has_a_kind() -> None:
    found = deals(whole(WHOLE_REGISTER))
    assert {deal.description for deal in found if kind_of(deal.description) == ItemKind.GOODS} == set()


@pytest.mark.parametrize(
    ("description", "kind"),
    [
        ("armed UAV", "platform"), ("drone", "platform"), ("armoured personnel carrier", "platform"),
        ("APC turret", "subsystem"), ("SAM system", "weapon"), ("portable SAM", "munition"),
        ("anti-radar missile", "munition"), ("vehicle engine", "component"), ("something new", "goods"),
    ],
)  # fmt: skip
def test_the_vocabulary_of_old_and_new_releases_is_known(description: str, kind: str) -> None:
    assert kind_of(description) == kind


# --- Comments ---

CODES = {"Brazil": "BR", "Slovakia": "SK", "Israel": "IL", "United States": "US", "Romania": "RO"}


@pytest.mark.parametrize(
    ("comment", "found"),
    [
        ("For 20 EMB-314 trainer/combat aircraft from Brazil",
         [("built_into", "20 × EMB-314 trainer/combat aircraft; from BR", "type")]),
        ("PT-6A-68 (1600hp) turboprop for 12 EMB-314 trainer/combat aircraft from Brazil",
         [("built_into", "12 × EMB-314 trainer/combat aircraft; from BR", "type")]),
        ("Second-hand; delivered via Slovakia and Israel", [("transit", "SK, IL", "deal")]),
        ("$5 m deal; financed by USA", [("financier", "US", "deal")]),
        ("Produced under licence in Romania as IAR-330", [("produced_under_licence_in", "RO", "deal")]),
        ("Possibly delivered via Slovakia", []), ("Probably for 20 EMB-314 from Brazil", []),
        ("Delivered via Slovakian company", []), ("For VIP transport", []), ("Financed by aid from USA", []), ("", []),
    ],
)  # fmt: skip
def test_a_comment_states_only_what_it_says_outright(comment: str, found: list[tuple[str, str, str]]) -> None:
    assert [(one.field, one.read, one.rung) for one in findings(comment, CODES.get)] == found


@pytest.mark.parametrize(
    ("comment", "engine"),
    [
        ("MTU 12V1163 (3300hp) diesel engine for 3 Saar-5 corvettes from USA", "MTU 12V1163 (3300hp) diesel engine"),
        ("$96 m deal; ST-40 (5360hp) gas turbine", "ST-40 (5360hp) gas turbine"),
        ("For 3 corvettes", ""), ("Possibly MTU-183 (600hp) diesel engine", ""),
    ],
)  # fmt: skip
def test_an_engine_is_named_by_its_comment(comment: str, engine: str) -> None:
    assert engine_named(comment) == engine

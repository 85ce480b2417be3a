"""The rules of the model are PostgreSQL's: raw SQL that breaks one is refused, and the refusal names the rule."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from core.choices import Strength
from exports.models import Code, CodeAssignment, Item, Shipment, Valuation
from exports.models.valuations import MixedUnitsError
from tests.cited_records import shipment

pytestmark = pytest.mark.django_db

MISTYPED_ID = """
    INSERT INTO exports_shipment
        (public_id, exporter_id, recipient_id, item_id, kind, status, authorised, statement, note)
    SELECT 'sh-00000000000', exporter_id, recipient_id, item_id, kind, status, authorised, '', '' FROM exports_shipment
"""
BROKEN = [
    ("evidence_citation_exactly_one", "UPDATE evidence_citation SET item_id = (SELECT min(id) FROM exports_item)"),
    ("evidence_citation_exactly_one", "UPDATE evidence_citation SET shipment_id = NULL"),
    ("evidence_citation_credibility_known", "UPDATE evidence_citation SET credibility = '7'"),
    ("evidence_citation_stance_known", "UPDATE evidence_citation SET stance = 'proves'"),
    ("citation_value_needs_field", "UPDATE evidence_citation SET field = '', value_read = '2020'"),
    ("evidence_source_reliability_known", "UPDATE evidence_source SET reliability = 'G'"),
    ("exports_shipment_delivered_edtf", "UPDATE exports_shipment SET delivered = 'May 2020'"),
    ("exports_shipment_delivered_edtf", "UPDATE exports_shipment SET delivered = '2021/2019'"),
    ("exports_shipment_quantity_in_order", "UPDATE exports_shipment SET quantity_low = 9, quantity_high = 3"),
    ("exports_shipment_quantity_not_negative", "UPDATE exports_shipment SET quantity_low = -1, quantity_high = 3"),
    ("exports_shipment_public_id_valid", MISTYPED_ID),
    ("public_id_stays", "UPDATE exports_shipment SET public_id = mint_public_id('sh')"),
    ("shipment_between_two", "UPDATE exports_shipment SET recipient_id = exporter_id"),
    ("valuation_tiv_has_no_currency", "UPDATE exports_valuation SET unit = 'TIV', currency = 'CAD'"),
    ("valuation_tiv_has_no_currency", "UPDATE exports_valuation SET unit = 'money', currency = ''"),
    ("valuation_in_order", "UPDATE exports_valuation SET amount_low = 9, amount_high = 3"),
    ("tradestatistic_in_order", "UPDATE exports_tradestatistic SET amount_low = NULL, amount_high = 3"),
    ("tradestatistic_in_order", "UPDATE exports_tradestatistic SET amount_low = -3, amount_high = 3"),
    ("incident_killed_in_order", "UPDATE conflicts_incident SET killed_low = NULL, killed_high = 3"),
    ("incident_injured_in_order", "UPDATE conflicts_incident SET injured_low = 9, injured_high = 3"),
    ("allegation_found_needs_power", "UPDATE conflicts_allegation SET state = 'found', by_body_with_power = false"),
    ("entity_state_has_country", "UPDATE entities_entity SET country_id = NULL WHERE kind = 'state'"),
    ("entity_not_its_own_part", "UPDATE entities_entity SET part_of_id = id"),
    ("source_protected_names_nobody", "UPDATE evidence_source SET is_protected = true"),
    ("evidence_check_exactly_one", "UPDATE evidence_check SET shipment_id = (SELECT min(id) FROM exports_shipment)"),
    ("check_fits_its_record", "UPDATE evidence_check SET kind = 'other_serial'"),
    ("check_result_needs_source", "UPDATE evidence_check SET source_id = NULL"),
    ("check_result_needs_source", "UPDATE evidence_check SET result = ' '"),
    ("evidence_check_state_known", "UPDATE evidence_check SET state = 'refuted'"),
    ("countedlead_alone_is_part", "UPDATE tracing_countedlead SET alone = chains + 1"),
    ("entity_website_http", "UPDATE entities_entity SET website = 'javascript:alert(1)'"),
]
PERIODS = [
    ("entities_country", "existed_from", "existed_until"),
    ("entities_entity", "existed_from", "existed_until"),
    ("entities_name", "valid_from", "valid_until"),
    ("entities_relationship", "since", "until"),
    ("exports_codeassignment", "valid_from", "valid_until"),
    ("exports_incorporation", "since", "until"),
    ("exports_licence", "issued", "valid_until"),
    ("exports_measure", "valid_from", "valid_until"),
    ("exports_proceeding", "began", "ended"),
    ("conflicts_conflict", "began", "ended"),
    ("conflicts_belligerent", "since", "until"),
]


def run(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
        assert cursor.rowcount > 0, "There is no row to break the rule with."


def one_row_of(table: str) -> str:
    return f"id = (SELECT min(id) FROM {table})"


@pytest.mark.parametrize(("rule", "statement"), BROKEN)
def test_raw_sql_that_breaks_a_rule_is_refused(rule: str, statement: str) -> None:
    with pytest.raises(IntegrityError) as refused:
        run(statement)
    assert refused.value.__cause__.diag.constraint_name == rule  # type: ignore[union-attr]  # psycopg2's own error


def test_a_deliverys_value_belongs_to_the_shipment_that_was_delivered() -> None:
    one, other = Shipment.objects.order_by("id")[:2]
    delivery = one.deliveries.create(period="2020")
    delivery.valuations.create(shipment=one, unit="TIV", amount_low=1)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS valuation_of_its_delivery IMMEDIATE")
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        delivery.valuations.update(shipment=other)
    assert refused.value.__cause__.diag.constraint_name == "valuation_of_its_delivery"  # type: ignore[union-attr]


@pytest.mark.parametrize(("table", "first", "last"), PERIODS)
def test_a_period_cannot_surely_end_before_it_begins(table: str, first: str, last: str) -> None:
    CodeAssignment.objects.create(item=Item.objects.earliest("id"), code=Code.objects.earliest("id"))
    run(f"UPDATE {table} SET {first} = '2021', {last} = '2021-03' WHERE {one_row_of(table)}")
    run(f"UPDATE {table} SET {first} = '../2021', {last} = '2019' WHERE {one_row_of(table)}")
    with pytest.raises(IntegrityError) as refused:
        run(f"UPDATE {table} SET {first} = '2021', {last} = '2019' WHERE {one_row_of(table)}")
    name = refused.value.__cause__.diag.constraint_name  # type: ignore[union-attr]  # psycopg2's own error
    assert name == f"{table}_{last}_after_{first}"


@pytest.mark.parametrize("strength", Strength.values)
def test_a_strength_that_somebody_writes_is_not_kept(strength: str) -> None:
    record = shipment()
    record.refresh_from_db()
    carried_by_its_citation = record.strength
    Shipment.objects.filter(pk=record.pk).update(strength=strength, is_disputed=True)
    record.refresh_from_db()
    assert (record.strength, record.is_disputed) == (carried_by_its_citation, False)


def test_the_day_a_record_came_stays() -> None:
    record = shipment()
    record.refresh_from_db()
    came = record.created_at
    run(f"UPDATE exports_shipment SET created_at = '1999-01-01' WHERE id = {record.pk}")
    record.refresh_from_db()
    assert record.created_at == came


def test_volume_is_never_added_to_money_nor_one_currency_to_another() -> None:
    record = shipment()
    for unit, currency in (("money", "CAD"), ("money", "CAD"), ("TIV", "")):
        Valuation.objects.create(shipment=record, unit=unit, currency=currency, amount_low=5)
    values = Valuation.objects.filter(shipment=record)
    five, ten = Decimal(5), Decimal(10)
    assert values.totals() == {"CAD": (ten, ten), "TIV": (five, five)}
    assert values.filter(unit="money").total() == (ten, ten)
    with pytest.raises(MixedUnitsError, match="CAD, TIV"):
        values.total()

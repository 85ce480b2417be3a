"""Decisions about contradictions: a reasoned row beside the claims, never changed, never in place of one."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from core.history import history_of
from editorial.admin.refusals import sentence_for
from editorial.services.roles import Role
from evidence.choices import ContradictionState
from evidence.contradictions.one_record import contradictions_on
from evidence.errors import check_citations_now
from evidence.models import Citation, Resolution
from evidence.services.resolving import ResolvingError, resolve
from exports.models import Shipment
from tests.admin_site import blank_form, errors_of, signed_in
from tests.cited_records import cite, shipment
from tests.pages_support import words

pytestmark = pytest.mark.django_db
ADD = "/admin/evidence/resolution/add/"
NOTE = "The plan of June names what was to be bought; the estimate counts what arrived."
PublicRole = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def disputed() -> Shipment:
    """A shipment with two dates of delivery."""
    record = shipment()
    cite(record, field="delivered", value_read="2019")
    cite(record, field="delivered", value_read="2020")
    return record


def decision(record: Shipment, **more: object) -> Resolution:
    fields = {"field": "delivered", "decision": "reconciled", "note": NOTE, "decided": "2026-11-26", **more}
    return Resolution(shipment=record, **fields)


def state(record: Shipment) -> ContradictionState:
    (one,) = contradictions_on(record)
    return one.state


# --- What a decision does, and does not ---


def test_a_decision_adds_a_row_and_deletes_or_changes_no_claim(disputed: Shipment) -> None:
    before = list(Citation.objects.order_by("pk").values())
    row = resolve(decision(disputed))
    assert row.public_id.startswith("rs-")
    assert row.considered == ["2019", "2020"]
    assert state(disputed) is ContradictionState.RECONCILED
    assert list(Citation.objects.order_by("pk").values()) == before
    disputed.refresh_from_db()
    assert disputed.is_disputed, "sources still state different things"


def test_a_new_value_makes_it_open_again_and_the_note_stays_to_be_read(disputed: Shipment) -> None:
    resolve(decision(disputed))
    cite(disputed, field="delivered", value_read="2021")
    (one,) = contradictions_on(disputed)
    assert one.state is ContradictionState.OPEN
    assert one.resolution is not None
    assert one.resolution.note == NOTE


def test_the_latest_decision_counts_and_the_earlier_stays(disputed: Shipment) -> None:
    resolve(decision(disputed))
    resolve(decision(disputed, decision="open", note="The plan turned out to be a delivery."))
    assert state(disputed) is ContradictionState.OPEN
    assert Resolution.objects.filter(shipment=disputed).count() == 2


def test_a_decision_about_one_field_leaves_others_open(disputed: Shipment) -> None:
    resolve(decision(disputed))
    cite(disputed, stance="disputes", says="Never delivered.")
    states = {one.field: one.state for one in contradictions_on(disputed)}
    assert states == {"delivered": ContradictionState.RECONCILED, "": ContradictionState.OPEN}


def test_a_decision_is_in_the_history(disputed: Shipment) -> None:
    row = resolve(decision(disputed))
    history = history_of(Resolution)
    assert history is not None
    assert list(history._default_manager.filter(id=row.pk).values_list("pgh_label", flat=True)) == ["insert"]


# --- What is refused ---


@pytest.mark.parametrize("note", ["", "   ", "\n"])
def test_a_decision_without_a_reason_is_refused_by_the_service_and_by_the_database(
    disputed: Shipment, note: str
) -> None:
    with pytest.raises(ResolvingError, match="needs its reason"):
        resolve(decision(disputed, note=note))
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        decision(disputed, note=note, considered=["2019"]).save()
    assert "needs its reason" in sentence_for(refused.value)


def test_a_decision_that_considered_nothing_is_refused_by_the_database(disputed: Shipment) -> None:
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        decision(disputed, considered=[]).save()
    assert "at least one that it considered" in sentence_for(refused.value)


def test_a_decision_is_about_exactly_one_record(disputed: Shipment) -> None:
    for keys in ({"shipment": None}, {"item": disputed.item}):
        row = decision(disputed, considered=["2019"])
        for name, value in keys.items():
            setattr(row, name, value)
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()


def test_a_decision_about_what_nobody_states_differently_is_refused_and_says_what_there_is(disputed: Shipment) -> None:
    with pytest.raises(ResolvingError, match="stated differently: delivered"):
        resolve(decision(disputed, field="ordered"))
    with pytest.raises(ResolvingError, match=r"Nothing about .* is stated differently"):
        resolve(decision(shipment()))


def test_a_decision_is_refused_if_another_value_was_stated_meanwhile(disputed: Shipment) -> None:
    cite(disputed, field="delivered", value_read="2021")
    with pytest.raises(ResolvingError, match="Other values are stated by now: 2019; 2020; 2021"):
        resolve(decision(disputed), seen=["2019", "2020"])


@pytest.mark.parametrize("change", ["note = 'another'", "decision = 'withdrawn'", "considered = '[\"2021\"]'"])
def test_the_database_refuses_to_change_a_decision(disputed: Shipment, change: str) -> None:
    row = resolve(decision(disputed))
    with pytest.raises(IntegrityError) as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE evidence_resolution SET {change} WHERE id = %s", [row.pk])
    assert "cannot be changed. Add another decision" in sentence_for(refused.value)


def test_the_database_refuses_to_delete_a_decision_while_its_record_is_here(disputed: Shipment) -> None:
    row = resolve(decision(disputed))
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        _delete(row)
    assert "cannot be deleted while its record is here" in sentence_for(refused.value)


def _delete(row: Resolution) -> None:
    row.delete()
    connection.check_constraints()


def test_a_decision_goes_with_its_record(disputed: Shipment) -> None:
    row = resolve(decision(disputed))
    disputed.delete()
    check_citations_now()
    assert not Resolution.objects.filter(pk=row.pk).exists()


# --- Pages and admin ---


def test_the_record_page_shows_the_decision_with_its_reason(
    disputed: Shipment, client: Client, public_role: PublicRole
) -> None:
    resolve(decision(disputed))
    with public_role():
        text = words(client, f"/shipments/{disputed.public_id}/")
    assert f"Decided: reconciled by scope , 26 November 2026. {NOTE}" in text


def test_the_record_page_shows_a_decision_that_no_longer_holds(
    disputed: Shipment, client: Client, public_role: PublicRole
) -> None:
    resolve(decision(disputed))
    cite(disputed, field="delivered", value_read="2021")
    with public_role():
        text = words(client, f"/shipments/{disputed.public_id}/")
    assert f"Decided before: reconciled by scope , 26 November 2026. {NOTE} Open again: “some time in 2021”" in text


def test_an_editor_decides_in_the_admin(disputed: Shipment) -> None:
    client = signed_in(Role.EDITOR)
    address = f"{ADD}?record={disputed.public_id}&field=delivered"
    form = blank_form(client, address) | {"decision": "reconciled", "note": NOTE, "why": "Read both."}
    assert client.post(ADD, form).status_code == 302
    row = Resolution.objects.get(shipment=disputed)
    assert (row.note, row.considered) == (NOTE, ["2019", "2020"])


def test_the_admin_asks_again_if_another_value_was_stated_since_the_form_was_opened(disputed: Shipment) -> None:
    client = signed_in()
    form = blank_form(client, f"{ADD}?record={disputed.public_id}&field=delivered")
    form |= {"decision": "reconciled", "note": NOTE, "why": "Read both."}
    cite(disputed, field="delivered", value_read="2021")
    response = client.post(ADD, form)
    assert "Stated by now: 2019; 2020; 2021. Save again" in errors_of(response)
    again = form | {"seen": response.context["adminform"].form["seen"].value()}
    assert client.post(ADD, again).status_code == 302


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"note": " "}, "This field is required"),
        ({"why": ""}, "This field is required"),
        ({"record": "sh-00000000000"}, "There is no record with this public id or handle"),
        ({"field": "ordered"}, "Nothing contradicts itself there"),
    ],
)
def test_the_admin_says_what_is_missing(disputed: Shipment, change: dict[str, str], sentence: str) -> None:
    client = signed_in()
    recorded = Resolution.objects.count()
    form = blank_form(client, f"{ADD}?record={disputed.public_id}&field=delivered")
    form |= {"decision": "reconciled", "note": NOTE, "why": "Read both."} | change
    assert sentence in errors_of(client.post(ADD, form))
    assert Resolution.objects.count() == recorded


def test_a_decision_opens_for_reading_only(disputed: Shipment) -> None:
    row = resolve(decision(disputed))
    client = signed_in()
    address = f"/admin/evidence/resolution/{row.pk}/"
    assert NOTE in client.get(f"{address}change/").content.decode()
    assert client.post(f"{address}change/", {"note": "another"}).status_code == 403
    assert client.post(f"{address}delete/", {"post": "yes"}).status_code == 403
    assert client.get(f"{address}history/").status_code == 200

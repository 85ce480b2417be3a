"""Changing records in the admin: nothing without a source, nothing without a reason, refusals in sentences."""

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.urls import reverse

from core.history import history_of
from entities.models import Entity
from evidence.models import Citation, Publisher, Source
from exports.models import Item, Licence, Shipment
from tests.admin_site import Fields, blank_form, citation, errors_of, signed_in

pytestmark = pytest.mark.django_db

ADD_SHIPMENT = "/admin/exports/shipment/add/"
FROM_PLOUGHSHARES = {
    "new_title": "Killer Optics: a test report",
    "new_publisher": "Project Test Ploughshares",
    "new_url": "https://ploughshares.example/killer-optics",
    "new_kind": "original",
    "new_reliability": "B",
    "says": "Seven MX-15D were exported to Baykar.",
    "credibility": "2",
}
FROM_GLOBE = {
    "new_title": "Ottawa let optics go to Türkiye",
    "new_publisher": "The Test and Mail",
    "new_url": "https://globe.example/optics",
    "new_kind": "secondary",
    "new_reliability": "C",
}


@pytest.fixture
def client() -> Client:
    return signed_in()


@pytest.fixture
def shipment_form(client: Client) -> Fields:
    """The empty form with exporter, recipient, item and licence found by typing."""
    return blank_form(client, ADD_SHIPMENT) | {
        "exporter": Entity.objects.get(handle="org-l3harris-wescam").pk,
        "recipient": Entity.objects.get(handle="org-baykar").pk,
        "item": Item.objects.get(handle="item-mx-15d").pk,
        "licence": Licence.objects.all()[:1].get().pk,
        "quantity_low": 7,
        "quantity_high": 7,
        "quantity_unit": "systems",
        "delivered": "2020-05",
        "why": "Adding the May 2020 shipment",
    }


def commit() -> None:
    """What the database does at commit."""
    connection.check_constraints()


def test_one_form_adds_the_wescam_shipment_with_two_citations_and_two_new_sources(
    client: Client, shipment_form: Fields
) -> None:
    sent = shipment_form | citation(0, **FROM_PLOUGHSHARES) | citation(1, **FROM_GLOBE)
    response = client.post(ADD_SHIPMENT, sent)
    assert response.status_code == 302, errors_of(response)
    commit()
    shipment = Shipment.objects.get(citations__source__title=FROM_GLOBE["new_title"])
    assert [each.source.publisher.name for each in shipment.citations.select_related("source__publisher")] == [
        FROM_PLOUGHSHARES["new_publisher"],
        FROM_GLOBE["new_publisher"],
    ]
    assert shipment.citations.earliest("id").grade == "B2"
    assert shipment.delivered is not None
    assert shipment.delivered.edtf == "2020-05"
    assert shipment.strength != "ungraded"


def test_a_record_without_a_citation_is_refused_with_a_sentence(client: Client, shipment_form: Fields) -> None:
    before = Shipment.objects.count()
    response = client.post(ADD_SHIPMENT, shipment_form)
    assert response.status_code == 200
    assert "This record has no source." in response.content.decode()
    assert Shipment.objects.count() == before


def test_a_record_that_sources_only_mention_is_refused(client: Client, shipment_form: Fields) -> None:
    response = client.post(ADD_SHIPMENT, shipment_form | citation(0, **FROM_GLOBE, stance="mentions"))
    assert "only mentions it" in errors_of(response)


def test_a_change_without_a_reason_is_refused(client: Client, shipment_form: Fields) -> None:
    response = client.post(ADD_SHIPMENT, shipment_form | {"why": " "} | citation(0, **FROM_GLOBE))
    assert "why" in response.context["adminform"].form.errors


def test_a_citation_names_a_source_or_a_new_one_and_not_both(client: Client, shipment_form: Fields) -> None:
    source = Source.objects.all()[:1].get()
    both = client.post(ADD_SHIPMENT, shipment_form | citation(0, **FROM_GLOBE, source=source.pk))
    assert "not both" in errors_of(both)
    neither = client.post(ADD_SHIPMENT, shipment_form | citation(0, says="Something"))
    assert "Choose the source" in errors_of(neither)


def test_a_known_address_is_not_recorded_as_a_second_source(client: Client, shipment_form: Fields) -> None:
    known = Source.objects.exclude(url="")[:1].get()
    response = client.post(ADD_SHIPMENT, shipment_form | citation(0, **(FROM_GLOBE | {"new_url": known.url})))
    assert known.public_id in errors_of(response)


def test_a_publisher_that_is_here_is_not_added_again(client: Client, shipment_form: Fields) -> None:
    known = Publisher.objects.all()[:1].get()
    sent = shipment_form | citation(0, **(FROM_GLOBE | {"new_publisher": known.name.upper()}))
    assert client.post(ADD_SHIPMENT, sent).status_code == 302
    assert Source.objects.get(title=FROM_GLOBE["new_title"]).publisher == known


def test_removing_the_last_citation_is_refused_with_a_sentence(client: Client) -> None:
    record = Shipment.objects.filter(citations__isnull=False)[:1].get()
    page = reverse("admin:exports_shipment_change", args=[record.pk])
    form = blank_form(client, page) | {"why": "Cleaning up"}
    form |= {f"citations-{n}-DELETE": "on" for n in range(record.citations.count())}
    response = client.post(page, form)
    assert response.status_code == 200
    assert "This record has no source." in errors_of(response)
    assert record.citations.exists()


def test_what_only_the_database_notices_is_a_sentence_on_the_form_too(
    client: Client, shipment_form: Fields, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("editorial.forms.citations.CitationFormSet.clean", lambda _: None)
    before = Shipment.objects.count()
    response = client.post(ADD_SHIPMENT, shipment_form)
    assert response.status_code == 200
    assert "would stand without a source" in errors_of(response)
    assert response.context["adminform"].form["why"].value() == "Adding the May 2020 shipment"
    assert Shipment.objects.count() == before


def test_a_broken_rule_is_said_in_words(client: Client, shipment_form: Fields) -> None:
    to_itself = shipment_form | {"recipient": shipment_form["exporter"]} | citation(0, **FROM_GLOBE)
    assert "the same party" in errors_of(client.post(ADD_SHIPMENT, to_itself))


def test_no_rule_of_the_domain_speaks_of_constraints() -> None:
    from django.apps import apps

    for label in ("entities", "exports", "conflicts", "evidence"):
        for model in apps.get_app_config(label).get_models():
            for rule in () if hasattr(model, "pgh_tracked_model") else model._meta.constraints:
                assert "is violated" not in str(rule.get_violation_error_message()), rule.name


def test_the_history_says_who_when_why_and_what_changed(client: Client) -> None:
    record = Shipment.objects.filter(citations__isnull=False)[:1].get()
    page = reverse("admin:exports_shipment_change", args=[record.pk])
    sent = blank_form(client, page) | {"quantity_unit": "turrets", "why": "The register counts turrets"}
    response = client.post(page, sent)
    assert response.status_code == 302, errors_of(response)
    shown = client.get(reverse("admin:exports_shipment_history", args=[record.pk])).content.decode()
    assert "The register counts turrets" in shown
    assert "administrator" in shown
    assert "<ins>turrets</ins>" in shown
    history = history_of(Shipment)
    assert history is not None
    said = history._base_manager.filter(pgh_obj_id=record.pk).latest("pgh_id")
    context = said.pgh_context.metadata  # type: ignore[attr-defined]  # added by pghistory
    assert (context["route"], context["user"]) == ("admin", User.objects.get(username="administrator").pk)


def test_deleting_asks_why_and_the_history_stays(client: Client, shipment_form: Fields) -> None:
    client.post(ADD_SHIPMENT, shipment_form | citation(0, **FROM_GLOBE))
    record = Shipment.objects.get(citations__source__title=FROM_GLOBE["new_title"])
    page = reverse("admin:exports_shipment_delete", args=[record.pk])
    asked = client.get(page)
    sent = {"post": "yes", "read_version": asked.context["read_version"]}
    assert "Say why" in client.post(page, sent, follow=True).content.decode()
    assert client.post(page, sent | {"why": "Recorded twice"}).status_code == 302
    commit()
    assert not Shipment.objects.filter(pk=record.pk).exists()
    left = client.get(reverse("admin:exports_shipment_history", args=[record.pk])).content.decode()
    assert "Recorded twice" in left


def test_deleting_what_others_name_is_refused_with_a_sentence(client: Client) -> None:
    baykar = Entity.objects.get(handle="org-baykar")
    page = reverse("admin:entities_entity_delete", args=[baykar.pk])
    assert "is not deleted: other records still name it" in client.get(page).content.decode()
    sent = {"post": "yes", "why": "x", "read_version": baykar.version}
    assert client.post(page, sent).status_code == 200
    assert Entity.objects.filter(pk=baykar.pk).exists()


def test_parts_are_read_in_their_lists_and_changed_on_their_record(client: Client) -> None:
    row = Citation.objects.all()[:1].get()
    assert client.get(reverse("admin:evidence_citation_change", args=[row.pk])).status_code == 200
    assert client.get(reverse("admin:evidence_citation_add")).status_code == 403
    assert client.post(reverse("admin:evidence_citation_delete", args=[row.pk]), {"post": "yes"}).status_code == 403

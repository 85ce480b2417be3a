"""Two people at one record: the second save is refused with a sentence that says who came first."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

import pytest
from django.contrib.auth.models import User
from django.db import connections
from django.test import Client
from django.urls import reverse

from exports.models import Shipment
from tests.admin_site import Fields, blank_form, errors_of, signed_in
from tests.conftest import ScratchDatabase

Result = TypeVar("Result")
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


def shipment_page() -> str:
    record = Shipment.objects.filter(citations__isnull=False).order_by("pk")[:1].get()
    return reverse("admin:exports_shipment_change", args=[record.pk])


def stored(page: str) -> Shipment:
    record: Shipment = Shipment.objects.get(pk=int(page.strip("/").split("/")[-2]))
    return record


@pytest.mark.django_db
def test_a_save_over_an_unseen_change_is_refused_and_shows_both_values() -> None:
    one, other = signed_in(name="ada"), signed_in(name="grace")
    page = shipment_page()
    first, second = blank_form(one, page), blank_form(other, page)
    saved = one.post(page, first | {"quantity_text": "from Ada", "why": "The notice names seven"})
    assert saved.status_code == 302, errors_of(saved)
    refused = other.post(page, second | {"quantity_text": "from Grace", "why": "The register says so"})
    shown = errors_of(refused)
    assert "Somebody changed this record since you opened it" in shown
    assert "by ada" in shown
    assert "The notice names seven" in shown
    assert "Recorded now: from Ada" in shown
    assert refused.context["adminform"].form["quantity_text"].value() == "from Grace"
    assert stored(page).quantity_text == "from Ada"


@pytest.mark.django_db
def test_whoever_has_seen_the_other_change_may_save() -> None:
    one, other = signed_in(name="ada"), signed_in(name="grace")
    page = shipment_page()
    first, second = blank_form(one, page), blank_form(other, page)
    one.post(page, first | {"quantity_text": "from Ada", "why": "a"})
    refused = other.post(page, second | {"quantity_text": "from Grace", "why": "b"})
    again = second | {"quantity_text": "from Grace", "why": "b"}
    again["read_version"] = refused.context["adminform"].form["read_version"].value()
    assert other.post(page, again).status_code == 302
    assert stored(page).quantity_text == "from Grace"


@pytest.mark.django_db
def test_a_save_without_a_version_is_refused() -> None:
    client, page = signed_in(), shipment_page()
    form = blank_form(client, page) | {"why": "x"}
    del form["read_version"]
    assert "Somebody changed this record" in errors_of(client.post(page, form))


@pytest.mark.django_db
def test_deleting_what_somebody_changed_meanwhile_is_refused() -> None:
    one, other = signed_in(name="ada"), signed_in(name="grace")
    page = shipment_page()
    delete = page.replace("/change/", "/delete/")
    sent: Fields = {"post": "yes", "why": "Recorded twice", "read_version": other.get(delete).context["read_version"]}
    one.post(page, blank_form(one, page) | {"quantity_text": "from Ada", "why": "The notice names seven"})
    assert "Somebody changed this record" in other.post(delete, sent, follow=True).content.decode()
    assert stored(page).quantity_text == "from Ada"


@pytest.mark.slow
def test_of_two_saves_at_the_same_moment_one_is_refused(scratch_database: ScratchDatabase) -> None:
    with everything_in(scratch_database), ThreadPoolExecutor(max_workers=3) as threads:
        page = threads.submit(in_thread, prepare).result()
        key = int(page.strip("/").split("/")[-2])
        holder = scratch_database()
        cursor = holder.cursor()
        cursor.execute("SELECT FROM exports_shipment WHERE id = %s FOR UPDATE", [key])
        saves = [threads.submit(in_thread, save, page, name) for name in ("ada", "grace")]
        wait_until_both_wait(scratch_database)
        holder.rollback()
        results = sorted(save.result(timeout=60) for save in saves)
    assert [status for status, _ in results] == [200, 302]
    assert "Somebody changed this record" in results[0][1]


def prepare() -> str:
    for name in ("ada", "grace"):
        signed_in(name=name)
    return shipment_page()


def save(page: str, name: str) -> tuple[int, str]:
    client = Client()
    client.force_login(User.objects.get(username=name))
    response = client.post(page, blank_form(client, page) | {"quantity_text": f"from {name}", "why": "at once"})
    # Not response.context: a test client also collects what other threads render while its request waits.
    return response.status_code, response.content.decode() if response.status_code == 200 else ""


def in_thread(work: Callable[..., Result], *args: object) -> Result:
    """Each thread has connections of its own; nobody else closes them."""
    try:
        return work(*args)
    finally:
        connections.close_all()


@contextmanager
def everything_in(scratch: ScratchDatabase) -> Iterator[None]:
    """Connections that are opened meanwhile, by other threads, go to the scratch database."""
    settings = connections["default"].settings_dict
    before = settings["NAME"]
    settings["NAME"] = scratch.name
    try:
        yield
    finally:
        settings["NAME"] = before


def wait_until_both_wait(scratch: ScratchDatabase) -> None:
    watcher = scratch()
    watcher.autocommit = True
    cursor = watcher.cursor()
    deadline = time.monotonic() + 60
    waiting = 0
    while waiting < 2 and time.monotonic() < deadline:
        cursor.execute(WAITING)
        (waiting,) = cursor.fetchone() or (0,)
        time.sleep(0.02)
    assert waiting == 2

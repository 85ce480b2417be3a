"""The demo prints one account for each role; each opens the admin and may do what its role may."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from config.accounts import DemoAccount, make_demo_accounts

PASSWORD = "only-for-this-test"
pytestmark = pytest.mark.django_db


@pytest.fixture
def accounts(monkeypatch: pytest.MonkeyPatch) -> dict[str, DemoAccount]:
    monkeypatch.setenv("DEMO_PASSWORD", PASSWORD)
    return {account.name: account for account in make_demo_accounts()}


@pytest.mark.parametrize(("name", "may_add"), [("contributor", False), ("editor", False), ("administrator", True)])
def test_what_is_printed_opens_the_admin(accounts: dict[str, DemoAccount], name: str, may_add: bool) -> None:
    browser = Client()
    answer = browser.post("/admin/login/?next=/admin/", {"username": name, "password": accounts[name].password})
    assert answer.status_code == 302
    assert browser.get("/admin/exports/shipment/").status_code == 200
    assert User.objects.get(username=name).has_perm("exports.add_shipment") is may_add


def test_making_them_again_leaves_them_and_their_sessions_as_they_are(accounts: dict[str, DemoAccount]) -> None:
    before = dict(User.objects.values_list("username", "password"))
    assert {account.name: account for account in make_demo_accounts()} == accounts
    assert dict(User.objects.values_list("username", "password")) == before

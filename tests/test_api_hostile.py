"""What only an address itself can refuse: each address of the API, each request a problem that says what to do."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver

from api.shapes import SHAPES
from tests.hostile_api_requests import AT_THE_ADDRESSES, Hostile
from tests.test_api_problems import problem

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("hostile", AT_THE_ADDRESSES, ids=[one.name for one in AT_THE_ADDRESSES])
def test_a_hostile_request_is_refused_where_it_arrives(hostile: Hostile) -> None:
    visitor = Client(raise_request_exception=False, enforce_csrf_checks=True)
    read = problem(hostile.send(visitor), hostile.status, hostile.kind)
    if hostile.kind in ("invalid-parameters", "invalid-cursor"):
        assert all(one["parameter"] and len(one["detail"]) > 10 for one in read["errors"])


def test_every_address_that_is_no_list_is_attacked() -> None:
    """A list is like every other; what has a view of its own stands in the fixed list."""
    lists = {shape.slug for shape in SHAPES}
    views = {
        str(one.pattern).removeprefix("api/v1/")
        for one in get_resolver("api.urls").url_patterns
        if isinstance(one, URLPattern)
    }
    of_their_own = {view.partition("/")[0] for view in views} - lists - {""}
    attacked = {
        hostile.path.removeprefix("/api/v1/").partition("/")[0].partition("?")[0] for hostile in AT_THE_ADDRESSES
    }
    assert of_their_own <= attacked

"""The number beside a link is the number of rows that the list has behind it."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from pages.listing import Listing
from pages.resources import RESOURCES

pytestmark = pytest.mark.django_db
# Beside each list as it is, lists narrowed by what a record has several of.
NARROWED = {"licences": ["event=issued", "event=suspended"], "measures": ["target_country=tr", "target_country=az"]}
KNOWN = {one.slug: one for one in RESOURCES}
ASKED = [(slug, query) for slug in KNOWN for query in ("", *NARROWED.get(slug, ()))]


@pytest.mark.parametrize(("slug", "query"), ASKED, ids=[f"{slug}?{query}" for slug, query in ASKED])
def test_a_facet_counts_what_its_link_shows(slug: str, query: str) -> None:
    resource = KNOWN[slug]
    shown = Listing(resource, QueryDict(query))
    for facet in shown.facets:
        for value in facet.values:
            if not value.is_chosen:
                behind = Listing(resource, QueryDict(value.url.partition("?")[2]))
                assert value.count == behind.total, f"{facet.label}: {value.label}"

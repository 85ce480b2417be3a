"""Before a source is withdrawn, links that would rest on none are named: on its page, in the admin, by a command."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from evidence.models import Citation, Source, SourceLineage
from tests.pages_support import words
from tracing.withdrawal import links_that_fall

pytestmark = pytest.mark.django_db
NEWSPAPER = "src-arabweekly-20200223"
LINKS = [
    "Dehlavieh: Iran to Ansar Allah (Houthi movement)",
    "Surface-to-air missiles seized on 9 February 2020: Iran to Ansar Allah (Houthi movement)",
    "UAV parts seized on 9 February 2020: Iran to Ansar Allah (Houthi movement)",
]


@pytest.fixture
def newspaper() -> Source:
    source: Source = Source.objects.get(handle=NEWSPAPER)
    return source


def test_the_newspaper_that_alone_carries_three_links_names_them_on_its_page(client: Client, newspaper: Source) -> None:
    shown = words(client, newspaper.get_absolute_url())
    assert "Links that would fall with it (3)" in shown
    for link in LINKS:
        assert link in shown


def test_the_command_names_them_too() -> None:
    printed = StringIO()
    call_command("withdrawal", NEWSPAPER, stdout=printed)
    lines = printed.getvalue().splitlines()
    assert lines[0].startswith("3 links would rest on no source")
    assert [line.strip().removeprefix("shipped: ").rsplit(" (sh-", 1)[0] for line in lines[1:]] == LINKS


def test_the_admin_names_them_before_the_source_is_deleted(admin_client: Client, newspaper: Source) -> None:
    shown = words(admin_client, f"/admin/evidence/source/{newspaper.pk}/delete/")
    assert "3 links of chains rest on this source alone" in shown
    for link in LINKS:
        assert link in shown


def test_a_repost_falls_with_what_it_reposts(newspaper: Source) -> None:
    carried = links_that_fall(newspaper)[0].record
    repost = Source.objects.create(title="The same text elsewhere", kind="repost")
    Citation.objects.create(source=repost, shipment_id=carried.pk, says="the same")
    assert len(links_that_fall(newspaper)) == 2, "as long as nothing says that it is a repost, it carries the link"
    SourceLineage.objects.create(source=repost, origin=newspaper, kind="reposts")
    assert len(links_that_fall(newspaper)) == 3
    SourceLineage.objects.create(
        source=repost, origin=Source.objects.exclude(pk__in=(newspaper.pk, repost.pk))[0], kind="quotes"
    )
    assert len(links_that_fall(newspaper)) == 2, "it rests on something else as well"


def test_a_source_that_carries_nothing_alone_says_so() -> None:
    source = Source.objects.filter(citations__isnull=True).first() or Source.objects.create(
        title="Empty", kind="original"
    )
    printed = StringIO()
    call_command("withdrawal", source.public_id, stdout=printed)
    assert printed.getvalue().startswith("No link rests on")


def test_an_unknown_source_is_refused_with_a_sentence() -> None:
    with pytest.raises(CommandError, match="There is no source"):
        call_command("withdrawal", "src-nobody")


def test_the_number_of_queries_does_not_grow_with_what_it_carries(newspaper: Source) -> None:
    counts = set()
    for handle in (NEWSPAPER, "src-mediamax-42421", "src-presstvfr-sipri2017"):
        source = Source.objects.get(handle=handle)
        with CaptureQueriesContext(connection) as asked:
            assert len(links_that_fall(source)) >= 3
        counts.add(len(asked))
    assert len(counts) == 1

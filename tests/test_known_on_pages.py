"""What could be read on a day about the recovered WESCAM turret: through the page, its files and the command."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from core.dates import PartialDate
from core.truth import Truth
from evidence.models import Source
from tests.pages_support import markup, words
from tracing.dossier.known import known_on
from tracing.dossier.load import dossier_of
from tracing.model import Trace
from tracing.query import TraceQuestion
from tracing.rules import judged
from tracing.service import trace
from tracing.snapshots.asking import content_asked

pytestmark = pytest.mark.django_db
UNIT = "item-mx15d-recovered"
THEN, LATER = date(2020, 10, 6), date(2021, 3, 31)
PERMIT, APPROVAL = "Permit of May 2020: seven MX-15D to Baykar", "Approval: unit for the Turkish navy"
LEFT_OUT = "rest on sources whose day of publication cannot be told"


def known(day: date, start: str = UNIT) -> Trace:
    return trace(TraceQuestion(start, known_on=day, limit=400))


def titles(answer: Trace) -> set[str]:
    return {record.title for chain in answer.chains for link in chain.links for record in link.records}


def printed(*arguments: str) -> str:
    out = StringIO()
    call_command("trace", *arguments, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_the_permits_were_known_in_october_2020_and_the_serial_number_was_not() -> None:
    answer = known(THEN)
    assert PERMIT in titles(answer)
    assert APPROVAL not in titles(answer)
    assert "recovered" not in str([chain.title for chain in answer.chains])
    assert answer.notes[0].startswith("No source that was surely published by 6 October 2020 names “MX-15D recovered")


def test_both_are_known_at_the_end_of_march_2021() -> None:
    assert {PERMIT, APPROVAL} <= titles(known(LATER))
    assert "recovered" in str([link.source.unit for chain in known(LATER).chains for link in chain.links])


def test_between_the_bounds_of_its_date_the_report_on_the_serial_number_cannot_be_placed() -> None:
    """Its text is later than 25 October 2020, and it was out by the end of March 2021; no copy prints the day."""
    answer = known(date(2021, 1, 15))
    assert PERMIT in titles(answer)
    assert APPROVAL not in titles(answer)
    assert any(LEFT_OUT in note for note in answer.notes)


def test_the_page_says_the_same(client: Client, public_role: Callable[[], AbstractContextManager[None]]) -> None:
    baykar, navy = (f"/trace/?from={UNIT}&to={end}&known_on=" for end in ("org-baykar", "org-turkish-navy"))
    with public_role():
        assert PERMIT in words(client, f"{baykar}{THEN}")
        assert PERMIT in words(client, f"{baykar}{LATER}")
        assert "No chain is recorded here" in words(client, f"{navy}{THEN}")
        assert APPROVAL in words(client, f"{navy}{LATER}")


def test_the_command_says_the_same() -> None:
    assert "L3Harris Wescam" in printed(UNIT, "--known-on", "2020-10-06")
    navy = (UNIT, "--to", "org-turkish-navy", "--known-on")
    assert "No chain is recorded here" in printed(*navy, "2020-10-06")
    assert "permitted" in printed(*navy, "2021-03-31")
    assert LEFT_OUT.split(" on ", maxsplit=1)[1] in printed(UNIT, "--known-on", "2020-10-06")


def test_json_carries_the_day_and_what_has_to_be_said_about_it(client: Client) -> None:
    answer = json.loads(client.get(f"/trace/?from={UNIT}&known_on=2020-10-06&format=json").content)
    assert answer["known_on"] == "2020-10-06"
    assert answer["notes"][0].startswith("As sources surely published by 6 October 2020 had it")
    assert json.loads(client.get(f"/trace/?from={UNIT}&format=json").content)["notes"] == []


def test_sources_strength_and_origins_are_those_of_the_day(client: Client) -> None:
    (then,) = [r for c in known(THEN).chains for link in c.links for r in link.records if r.title == PERMIT][:1]
    today = trace(TraceQuestion(UNIT, limit=400))
    (now,) = [r for c in today.chains for link in c.links for r in link.records if r.title == PERMIT][:1]
    assert (then.sources, then.origins, then.strength) == (1, 1, "credible")
    assert now.sources > then.sources
    text = words(client, f"/trace/?from=item-mx-15d&to=org-baykar&known_on={THEN}")
    assert "The Globe and Mail B2 · deal" in text
    assert "hetq" not in text.lower()


def test_what_stands_beside_the_chain_was_public_by_then(client: Client) -> None:
    """The cancellation of April 2021 and the committee's documents of March 2021 were not there in October 2020."""
    address = "/trace/?from=item-mx-15d&to=org-baykar&known_on="
    then, later = words(client, f"{address}2020-10-06"), words(client, f"{address}2022-01-01")
    assert "Deputy minister Marta Morgan recommended" not in then
    assert len(later) > len(then)
    assert "Canada: no new export permits for Türkiye (October 2019)" in then


def test_the_end_of_a_measure_after_the_day_is_not_told(client: Client) -> None:
    """The suspension of 5 October 2020 ended in April 2021, which nobody could read the day after it began."""
    address = "/trace/?from=item-mx-15d&to=org-baykar"
    suspension = "from 5 October 2020 to 12 April 2021"
    assert suspension not in words(client, f"{address}&known_on={THEN}")
    assert suspension in words(client, f"{address}&known_on=2022-01-01")


def test_the_page_says_what_is_of_that_day_and_what_is_of_today(client: Client) -> None:
    page = markup(client, f"/trace/?from=item-mx-15d&known_on={THEN}")
    text = words(client, f"/trace/?from=item-mx-15d&known_on={THEN}")
    assert 'id="known-on"' in page
    assert "Names, dates and quantities are as read today." in text
    assert "known_on=2020-10-06" in page
    assert 'id="known-on"' not in markup(client, "/trace/?from=item-mx-15d")


@pytest.mark.parametrize("day", ["2020-10", "6 October 2020", "2020-02-30", "20201006", "0999-01-01"])
def test_what_is_no_day_is_refused_with_a_sentence(client: Client, day: str) -> None:
    response = client.get("/trace/", {"from": "item-mx-15d", "known_on": day})
    assert response.status_code == 400
    assert "Write a day, such as 2020-10-06" in response.content.decode()


def test_the_command_refuses_what_is_no_day() -> None:
    with pytest.raises(CommandError, match="is no day"):
        printed(UNIT, "--known-on", "soon")


def test_a_trace_of_today_and_of_a_far_day_have_the_same_dated_records() -> None:
    """Nothing but what rests on undated sources, and what only a denial speaks of, is missing in a hundred years."""
    far, today = titles(known(date(2126, 1, 1), "item-mx-15d")), titles(trace(TraceQuestion("item-mx-15d", limit=400)))
    assert far
    assert far <= today


def test_rules_know_no_more_than_sources_of_the_day() -> None:
    """The notice of April 2020 was public in October; the cancellation of April 2021 and its reasons were not."""
    question = TraceQuestion("item-mx-15d", end="org-baykar", known_on=THEN)
    answer = trace(question)
    of_the_day = str([finding.form() for one in judged(answer.chains, THEN) for finding in one])
    of_today = str([finding.form() for one in judged(answer.chains) for finding in one])
    for later in ("2021-04-12", "12 April 2021"):
        assert later not in of_the_day
    assert "2020-04-16" in of_the_day or "16 April 2020" in of_the_day
    assert of_the_day != of_today


def test_a_source_that_rules_name_was_out_by_the_day() -> None:
    answer = trace(TraceQuestion("item-mx-15d", limit=40, known_on=THEN))
    dossier = known_on(dossier_of(answer.chains), THEN)
    published = [claim.source.published for claims in dossier.citations.values() for claim in claims]
    assert published
    assert all(one is not None and one.after(PartialDate.of_day(THEN)) is Truth.NO for one in published)


def test_readings_rest_on_no_source_that_was_not_out_by_the_day(client: Client) -> None:
    answer = client.get("/trace/readings/", {"from": "item-mx-15d", "known_on": "2020-10-06", "format": "json"}).json()
    named = {source["id"] for row in answer["evidence"] for source in row["sources"]}
    moment = PartialDate.of_day(THEN)
    assert named
    published = [source.published for source in Source.objects.filter(public_id__in=named)]
    assert all(one is not None and one.after(moment) is Truth.NO for one in published)


def test_a_chain_frozen_as_of_a_day_holds_nothing_that_came_later() -> None:
    """Not the ends of measures, nor events, nor the strength of today; and it is the same when frozen again."""
    question = TraceQuestion("item-mx-15d", known_on=THEN, limit=40)
    content = content_asked(question, 1)
    assert content == content_asked(question, 1)
    frozen = json.dumps(content)
    assert "2021-04-12" not in frozen
    assert "2024-01-29" not in frozen
    (permit,) = [record for record in content["records"] if record["title"] == PERMIT]
    assert permit["strength"] == "credible"
    assert not [part for part in permit["parts"] if part["part"] == "events"]

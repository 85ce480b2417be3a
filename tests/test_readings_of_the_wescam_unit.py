"""The recovered WESCAM unit: three readings, and how each source stands to each. Checked by hand against fixtures/."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.http import QueryDict
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from evidence.models import Source
from pages.asking import read
from pages.readings import ReadingsShown
from tests.pages_support import markup, public_queries, text_of, words
from tracing.dossier.load import dossier_of
from tracing.model import Trace
from tracing.query import TraceQuestion
from tracing.readings.comparison import Comparison, Row
from tracing.readings.marks import Fit
from tracing.readings.service import readings_of
from tracing.readings.words import critical_words, notes, would_tell_apart
from tracing.service import trace

pytestmark = pytest.mark.django_db
UNIT, TYPE, INCIDENT = "item-mx15d-recovered", "item-mx-15d", "use-tb2-downed-20201019"
ADDRESS = f"/trace/readings/?from={UNIT}&to={INCIDENT}"
ONE = "One permit: consignee Baykar, declared end user Turkish Navy"
PERMIT = "Under “Permit of May 2020: seven MX-15D to Baykar”"
NAVY = "Under “Approval: unit for the Turkish navy”"
RECOVERED, FITTED = "MX-15D recovered in October 2020", "“MX-15D recovered in October 2020” built into"
DOWNED = "TB2 brought down on 19 October 2020, CMX-15D recovered"
# Title of the record, field, value as read, stance, and sources → marks under ONE, PERMIT, NAVY.
TELLING: dict[tuple[str, str, str], tuple[set[str], str]] = {
    # The two claims that disagree: each fits its own permission and the one that may be both.
    (RECOVERED, "licence", "tra-wescam-unit-turkish-navy"): ({"src-gm-serial"}, "✓✗✓"),
    (RECOVERED, "licence", "mea-ca-2020-05-permit-7-mx15d"): ({"src-hetq-128859"}, "✓✓✗"),
    # A name on the base plate fits whoever has it in hand, and excludes nobody.
    (RECOVERED, "licence", "org-baykar"): ({"src-giftintime-afp"}, "✓✓·"),
    # Made in June 2020, before the permit ended in June 2021; the approval has no day.
    (RECOVERED, "made", "2020-06"): (
        {"src-asbarez-197767", "src-gm-serial", "src-giftintime-afp", "say-stepanyan-cmx15d"},
        "✓✓·",
    ),
    (FITTED, "since", "2020-09"): ({"src-asbarez-197767", "say-stepanyan-cmx15d"}, "✓✓·"),
    (FITTED, "", ""): ({"src-asbarez-197767", "say-stepanyan-cmx15d"}, "✓✓·"),
    (DOWNED, "happened", "2020-10-19"): ({"src-asbarez-197767", "src-hetq-128859", "src-armenianclub-20201020"}, "✓✓·"),
    (DOWNED, "happened", "2020-10-20"): ({"src-karabakh-group"}, "✓✓·"),
    (DOWNED, "happened", "2020-10-22"): ({"src-vimarsana-azatutyun"}, "✓✓·"),
    # That a permission was given fits the readings under it, and does not exclude the other.
    ("Permit of May 2020: seven MX-15D to Baykar", "", ""): (
        {
            "src-gm-permits-may2020",
            "src-gm-turkey-pressed",
            "src-hetq-128859",
            "src-1lurer-20210317",
            "say-gac-source-globe",
        },
        "✓✓·",
    ),
    ("Permit of May 2020: seven MX-15D to Baykar: approval recommended", "", ""): (
        {"src-armradio-20210313", "src-panarmenian-291126"},
        "✓✓·",
    ),
    ("Approval: unit for the Turkish navy", "", ""): ({"src-gm-serial"}, "✓·✓"),
    # Sold under the May permit; fitted and exported as a type by Baykar.
    ("WESCAM MX-15D: L3Harris Wescam to Baykar", "", ""): (
        {"src-ahval-ricochet", "src-gm-turkey-pressed", "src-hetq-128859"},
        "✓✓·",
    ),
    ("WESCAM MX-15D in Bayraktar TB2", "", ""): (
        {
            "src-op-12-gallagher1",
            "src-plough-2025",
            "src-rferl-31200182",
            "src-docslib-killer-optics",
            "say-horler-targeting",
        },
        "✓✓·",
    ),
    ("Bayraktar TB2: Baykar to Azerbaijani Armed Forces", "", ""): ({"src-mediamax-42421"}, "✓✓·"),
}
ALIKE = {
    ("WESCAM MX-15D: Türkiye to Azerbaijani Armed Forces", "", "supports"),
    ("WESCAM MX-15D: maker", "", "supports"),
    (RECOVERED, "", "supports"),
    (DOWNED, "", "supports"),
    (DOWNED, "happened", "mentions"),
    ("Bayraktar TB2: Baykar to Azerbaijani Armed Forces", "quantity_low", "disputes"),
    ("Assurances on the end use of WESCAM sensors, April 2020", "", "supports"),
}


def traced(start: str = UNIT, end: str = INCIDENT) -> Trace:
    return trace(TraceQuestion(start, end=end, limit=40))


def compared(start: str = UNIT, end: str = INCIDENT, number: int = 1) -> Comparison:
    return readings_of(traced(start, end).chains, number)


def symbols(row: Row) -> str:
    return "".join(mark.fit.symbol for mark in row.marks)


def row_of(comparison: Comparison, title: str, name: str, read: str) -> Row:
    found = [
        row
        for row in comparison.rows
        if row.piece.record.title.startswith(title) and (row.piece.field, row.piece.read) == (name, read)
        and row.piece.stance == "supports" and len(row.piece.record.title) - len(title) in (0, *range(40, 60))
    ]  # fmt: skip
    assert len(found) == 1, (title, name, read, [row.piece.record.title for row in found])
    return found[0]


@pytest.mark.parametrize("start", [UNIT, TYPE])
def test_there_are_exactly_three_readings_with_the_fewest_inconsistencies_first(start: str) -> None:
    readings = compared(start).readings
    assert [ranked.named.title for ranked in readings] == [ONE, PERMIT, NAVY]
    assert [ranked.against.origins for ranked in readings] == [0, 1, 1]
    assert [ranked.place for ranked in readings] == [1, 2, 3]
    assert compared(start).more == 0


@pytest.mark.parametrize("number", range(1, 8))
def test_each_of_the_seven_chains_has_the_same_three_readings(number: int) -> None:
    assert [ranked.named.title for ranked in compared(number=number).readings] == [ONE, PERMIT, NAVY]


def test_every_chain_is_folded_into_the_reading_of_its_permission() -> None:
    one, permit, navy = (ranked.reading for ranked in compared().readings)
    titles = [chain.links[0].end.label for chain in traced().chains]
    assert {titles[number - 1] for number in permit.chains} == {"Baykar"}
    assert {titles[number - 1] for number in navy.chains} == {"Turkish Navy"}
    assert sorted((*permit.chains, *navy.chains)) == list(range(1, len(titles) + 1))
    assert one.chains == ()


def test_the_one_permit_is_marked_as_derived_and_the_others_are_not() -> None:
    assert [ranked.reading.is_derived for ranked in compared().readings] == [True, False, False]


@pytest.mark.parametrize(("what", "expected"), TELLING.items(), ids=[f"{t} {f} {v}" for t, f, v in TELLING])
def test_each_source_stands_to_each_reading_as_checked_by_hand(
    what: tuple[str, str, str], expected: tuple[set[str], str]
) -> None:
    row = row_of(compared(), *what)
    sources = {claim.source.pk for claim in row.piece.claims}
    handles = set(Source.objects.filter(pk__in=sources).values_list("handle", flat=True))
    assert (handles, symbols(row)) == expected


def test_nothing_else_tells_them_apart() -> None:
    assert len(compared().telling) == len(TELLING)


def test_what_all_of_them_rest_on_is_neutral() -> None:
    rows = {(row.piece.record.title, row.piece.field, row.piece.stance): symbols(row) for row in compared().common}
    assert set(rows.values()) == {"···"}
    assert rows.keys() >= ALIKE


def test_every_cell_has_a_reason_in_a_sentence() -> None:
    for row in compared().rows:
        for mark in row.marks:
            assert mark.reason.endswith("."), mark


def test_the_order_rests_on_one_newspaper_each() -> None:
    first, second = critical_words(compared())
    assert "serial number matches" in first
    assert first.endswith("those of A and B.")
    assert "one of seven systems" in second
    assert second.endswith("those of A and C.")


def test_what_would_tell_them_apart_is_named() -> None:
    permit, approval = sorted(would_tell_apart(compared()), reverse=True)
    assert permit == "“Permit of May 2020: seven MX-15D to Baykar”: who the declared end user was"
    assert approval.endswith("when it was issued, until when it was valid, who the consignee was")


def test_the_notes_never_say_which_is_so() -> None:
    said = notes(compared())
    assert said[0] == "Fewest inconsistencies is not a finding that it was so."
    assert any("derived by rule is stated by no record" in note for note in said)
    assert any("one thing: MX-15D recovered in October 2020" in note for note in said)
    assert any(note.startswith("B and C have equally many inconsistencies") for note in said)


def test_the_type_in_the_whole_war_has_the_same_readings_for_units_that_may_differ() -> None:
    comparison = compared(TYPE, "conf-nk-2020")
    assert [ranked.named.title for ranked in comparison.readings] == [ONE, PERMIT, NAVY]
    assert comparison.unit == ""
    assert any("for different units" in note for note in notes(comparison))


def test_further_chains_cost_no_further_queries() -> None:
    counts = []
    for limit in (7, 40):
        chains = trace(TraceQuestion(TYPE, end="conf-nk-2020", limit=limit)).chains
        with CaptureQueriesContext(connection) as asked:
            readings_of(chains)
        counts.append(len(asked))
    assert counts[1] <= counts[0] + 1  # a further step up the lineage of sources


def printed(*arguments: str, **options: Any) -> str:
    out = StringIO()
    call_command("readings", *arguments, stdout=out, stderr=StringIO(), **options)
    return out.getvalue()


def test_the_command_prints_readings_evidence_and_notes() -> None:
    text = printed(UNIT, "--to", INCIDENT)
    assert f"A. {ONE} (derived by rule; no record states it)" in text
    assert f"B. {PERMIT}" in text
    assert "✓ ✗ ✓  MX-15D recovered in October 2020: under which permit" in text
    assert "Fewest inconsistencies is not a finding that it was so." in text


def test_the_command_refuses_what_it_cannot_answer_with_a_sentence() -> None:
    with pytest.raises(CommandError, match="This trace has 7 chains"):
        printed(UNIT, "--to", INCIDENT, "--chain", "8")
    with pytest.raises(CommandError, match="There is no record “nothing”"):
        printed("nothing", "--to", INCIDENT)
    with pytest.raises(CommandError, match="nothing to compare"):
        printed("item-hermes-45", "--to", INCIDENT)


def test_page_and_command_give_the_same_json(client: Client) -> None:
    response = client.get(f"{ADDRESS}&format=json")
    page = json.loads(response.content)
    command = json.loads(printed(UNIT, "--to", INCIDENT, "--format", "json"))
    assert {name: page[name] for name in command} == command
    assert page["address"].endswith(f"/trace/readings/?from={page['address'].split('from=')[1]}")
    marks = next(one["marks"] for one in command["evidence"] if "serial number" in one["value_printed"])
    assert {letter: mark["fit"] for letter, mark in marks.items()} == {
        "A": "consistent", "B": "inconsistent", "C": "consistent",
    }  # fmt: skip


def test_the_page_shows_readings_marks_in_words_reasons_and_totals(client: Client) -> None:
    text = words(client, ADDRESS)
    for said in (
        ONE,
        PERMIT,
        NAVY,
        "derived by rule; no record states it",
        "✗ inconsistent",
        "✓ consistent",
        "· neutral",
        "It names “Approval: unit for the Turkish navy”, which is not the permission of this reading.",
        "Evidence to which all of them stand alike",
        "What the order rests on",
        "Fewest inconsistencies is not a finding that it was so.",
    ):
        assert said in text, said
    page = markup(client, ADDRESS)
    assert page.count("<tfoot>") == 1
    assert 'style="' not in page


def test_the_page_reads_through_the_public_login_alone(client: Client) -> None:
    with public_queries() as asked:
        words(client, ADDRESS)
    assert asked.captured_queries


def test_the_public_role_may_read_all_that_readings_need(
    public_role: Callable[[], AbstractContextManager[None]],
) -> None:
    with public_role():
        assert len(compared().readings) == 3


def test_the_address_is_strict(client: Client) -> None:
    for wrong in ("colour=red", "format=svg", "chain=0", "from=bayraktar"):
        join = "&" if not wrong.startswith("from") else "?"
        address = f"{ADDRESS}{join}{wrong}" if join == "&" else f"/trace/readings/?{wrong}"
        assert client.get(address).status_code == 400, wrong
    assert client.get(f"{ADDRESS}&chain=8").status_code == 404
    assert client.post(ADDRESS).status_code == 405
    assert "format" in words(client, f"{ADDRESS}&format=csv", 400)


def test_an_address_without_a_chain_says_what_to_do(client: Client) -> None:
    assert "Ask for a trace first" in words(client, "/trace/readings/")
    assert "nothing to compare" in words(client, f"/trace/readings/?from=item-hermes-45&to={INCIDENT}")
    assert json.loads(client.get("/trace/readings/?from=item-hermes-45&format=json").content)["readings"] == []


def test_a_name_leads_to_the_address_with_public_ids(client: Client) -> None:
    response = client.get("/trace/readings/", {"from": "WESCAM MX-15D", "to": INCIDENT})
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/trace/readings/?from=it-")


def test_one_reading_alone_is_said_to_be_one(client: Client) -> None:
    text = words(client, "/trace/readings/?from=item-harop&to=use-harop-nk-2020")
    assert "Only one reading is recorded here" in text
    assert "That is not evidence that there is no other." in text


def test_the_section_for_the_trace_page_names_the_readings_and_leads_to_the_matrix() -> None:
    asked = read(QueryDict(f"from={UNIT}&to={INCIDENT}"))
    chains = traced().chains
    shown = ReadingsShown(readings_of(chains, 1, dossier_of(chains)), asked)
    section = render_to_string("pages/_trace_readings.html", {"readings": shown})
    for said in (ONE, PERMIT, NAVY, "Fewest inconsistencies is not a finding that it was so."):
        assert said in text_of(section)
    assert f'href="{escape(shown.address)}#telling"' in section
    assert "A reading derived by rule is stated by no record." in text_of(section)
    assert "equally many inconsistencies" not in text_of(section)
    alone = ReadingsShown(compared("item-harop", "use-harop-nk-2020"), asked)
    assert not render_to_string("pages/_trace_readings.html", {"readings": alone}).strip()


def test_a_reading_says_how_many_chains_it_has_before_it_lists_the_first(client: Client) -> None:
    text = words(client, "/trace/?from=item-mx-15d&to=conf-nk-2020").replace(" , ", ", ")
    text = text[text.index("Competing readings") :]
    assert "· 34 chains: 1, 2, 3, 4, 6, 7, 8, 9 …" in text
    assert "· 3 chains: 5, 30, 34 " in text
    assert "of 34" not in text[: text.index("What disagrees")]


def test_the_marks_are_words_and_symbols() -> None:
    assert [(fit.symbol, str(fit.label)) for fit in Fit] == [
        ("✓", "consistent"), ("✗", "inconsistent"), ("·", "neutral"),
    ]  # fmt: skip

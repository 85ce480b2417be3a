"""Leads and refutation where readers meet them: the trace page, the board and its CSV, the methodology, the command."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from entities.models import Country, Entity
from evidence.models import Check, Gap, Reply
from exports.models import Item, ItemUnit, Shipment
from tests.admin_site import blank_form, errors_of, signed_in
from tests.leads_support import answer
from tests.pages_support import markup, public_queries, rows_of, text_of, words
from tracing.dossier.load import dossier_of
from tracing.leads.load import beside_of
from tracing.models import CountedLead
from tracing.query import TraceQuestion
from tracing.service import trace

pytestmark = pytest.mark.django_db
WESCAM = "/trace/?from=item-mx-15d&to=conf-nk-2020"
ROTAX = "/trace/?from=item-rotax-912is&to=item-mohajer-6"
CONTRACT = "Contract or delivery document for the TB2 of Azerbaijan"


def command(*args: str) -> str:
    printed = StringIO()
    call_command("leads", *args, stdout=printed)
    return printed.getvalue()


def part(client: Client, address: str, ident: str) -> str:
    page = markup(client, address)
    return page[page.index(f'id="{ident}"') :]


def naming(text: str) -> bool:
    """Whether any counted lead still has these words."""
    rows = CountedLead.objects.values_list("what", "holders", "reason", "asked")
    return any(text in part for row in rows for part in row)


# The trace page


def test_a_lead_says_what_lacks_on_how_many_chains_who_may_hold_it_and_whether_somebody_asked(client: Client) -> None:
    text = words(client, WESCAM)
    assert "How many of the seven MX-15D permitted in May 2020 were shipped." in text
    assert "stated is only “up to 7 systems”" in text
    assert "Likely to hold the answer: Global Affairs Canada (named where this is recorded as missing)" in text
    assert "Nobody is recorded as having asked." in text


def test_leads_of_the_other_chains_stand_apart(client: Client) -> None:
    page = part(client, WESCAM, "missing")
    assert page.index("How many of the seven") < page.index("Missing on the other chains of this trace")
    assert "Turkish Navy under the permit" in page[page.index("Missing on the other chains") :]


def test_what_would_refute_the_chain_is_told_link_by_link_with_its_state_in_words(client: Client) -> None:
    text = words(client, WESCAM)
    text = text[text.index("What would refute this chain") :]
    assert "1. sold L3Harris Wescam → Baykar" in text
    assert "Did it arrive? A record that the delivery was stopped, turned back or never made." in text
    assert "not sought" in text
    assert "looked into, stands Global Affairs Canada, 12 April 2021" in text
    assert "asked, not settled Kerim Uras – declined to comment" in text


def test_questions_that_nobody_asked_are_folded_to_a_line_a_link_and_the_others_are_in_view(client: Client) -> None:
    table = part(client, WESCAM, "refute").partition("</table>")[0]
    *before, used = table.split('<tr class="group">')[1:]
    assert [text_of(link[link.index("<summary>") :]).split(" questions")[0] for link in before] == ["not sought: 4"] * 3
    assert all(link.count("<li>") == 4 for link in before)
    in_view = text_of(used[: used.index("<details")])
    assert "looked into, stands" in in_view
    assert "asked, not settled" in in_view
    assert "not sought: 3 questions" in text_of(used)
    assert table.count('class="print-open"') == table.count("<details") == 4


def test_an_empty_trace_has_no_leads(client: Client) -> None:
    assert 'id="missing"' not in markup(client, f"{ROTAX}&gaps=no")


# The board


def test_the_board_lists_recorded_and_computed_gaps_most_consequential_first(client: Client) -> None:
    rows = rows_of(client, "/leads/?format=csv")
    assert len(rows) == CountedLead.objects.count()
    assert {row["gap_id"] for row in rows} - {""} == set(Gap.objects.values_list("public_id", flat=True))
    steps = [int(row["chains"]) for row in rows if row["is_of_a_step"] == "yes"]
    assert steps == sorted(steps, reverse=True)
    assert CONTRACT in words(client, "/leads/")


@pytest.mark.parametrize(
    ("query", "has", "has_not"),
    [
        ("kind=serial", "Serial number of the MX-15D", CONTRACT),
        ("asked=no", CONTRACT, ""),
        ("holder=org-gac", "How many of the seven", CONTRACT),
        ("sender=org-baykar&kind=document", CONTRACT, "Galix"),
        ("item=item-galix", "When Galix was exported", CONTRACT),
        ("step=no", "Appendix II", CONTRACT),
        ("what=Mohajer", "How a Rotax 912iS came into a Mohajer-6", CONTRACT),
    ],
)
def test_the_board_can_be_narrowed(client: Client, query: str, has: str, has_not: str) -> None:
    found = "\n".join(row["what"] for row in rows_of(client, f"/leads/?{query}&format=csv"))
    assert has in found
    assert not has_not or has_not not in found


def test_what_somebody_asked_is_found_after_the_next_count(client: Client) -> None:
    assert not rows_of(client, "/leads/?asked=yes&what=seven&format=csv")
    Gap.objects.filter(handle="gap-mx15d-shipped").update(asked="2021-03", result="No figure was given.")
    call_command("leads", "--store", verbosity=0)
    lead = CountedLead.objects.get(what__contains="of the seven")
    assert (lead.is_asked, lead.asked) == (True, "Global Affairs Canada, some time in March 2021: No figure was given.")


def test_a_counted_lead_does_not_outlive_the_name_of_what_it_speaks_of() -> None:
    """Nobody counts anew here: the database itself forgets what a rename or a withdrawal has taken back."""
    counted = CountedLead.objects.count()
    unit = next(unit for unit in ItemUnit.objects.all() if naming(unit.label))
    for record, column in (
        (unit, "label"), (Country.objects.get(code="CA"), "name"),
        (Item.objects.get(handle="item-mx-15d"), "designation"), (Entity.objects.get(handle="org-baykar"), "name"),
    ):  # fmt: skip
        before = getattr(record, column)
        assert naming(before)
        type(record).objects.filter(pk=record.pk).update(**{column: "Withheld"})
        assert not naming(before)
    assert 0 < CountedLead.objects.count() < counted


def test_a_counted_lead_goes_with_the_flow_the_gap_or_the_reply_that_it_tells_of() -> None:
    shipment = Shipment.objects.filter(item__counted_leads__isnull=False).first()
    assert shipment is not None
    gap = Gap.objects.get(handle="gap-mx15d-shipped")
    reply = Reply.objects.exclude(answer="").earliest("pk")
    other = CountedLead.objects.filter(gap=None).exclude(item=shipment.item_id).earliest("pk")
    CountedLead.objects.filter(pk=other.pk).update(asked=f"Somebody: {reply.answer}"[:600])
    Shipment.objects.filter(pk=shipment.pk).update(quantity_text="none at all")
    assert not CountedLead.objects.filter(item=shipment.item_id)
    assert gap.counted_leads.exists()
    Gap.objects.filter(pk=gap.pk).update(result="An answer.")
    assert not gap.counted_leads.exists()
    assert naming(reply.answer[:200])
    Reply.objects.filter(pk=reply.pk).update(answer="Nothing.")
    assert not naming(reply.answer[:200])


def test_an_edit_of_something_else_forgets_no_lead() -> None:
    counted = CountedLead.objects.count()
    Entity.objects.filter(handle="org-baykar").update(note="Another note.")
    Shipment.objects.update(note="Another note.")
    Gap.objects.update(kind="document")
    assert CountedLead.objects.count() == counted


def test_the_board_says_when_it_was_counted(client: Client) -> None:
    counted_at = CountedLead.objects.values_list("counted_at", flat=True)[0].astimezone(UTC)
    day = f"{counted_at.day} {counted_at:%B %Y, %H:%M}"
    assert f"Counted over all items on {day} (UTC)." in words(client, "/leads/")
    assert "Counted over" not in words(client, "/leads/?what=zeppelin")


def test_an_unknown_parameter_of_the_board_is_refused(client: Client) -> None:
    assert "colour" in words(client, "/leads/?colour=red", 400)


def test_the_methodology_has_every_question(client: Client) -> None:
    text = words(client, "/methodology/")
    assert "Do the delivery documents name this recipient and this time? shipped" in text
    assert "By which way did it come? no record" in text


# What the public login may read


def test_the_public_login_reads_checks_and_counted_leads(
    public_role: Callable[[], AbstractContextManager[None]],
) -> None:
    with public_role():
        assert Check.objects.count() == 2
        assert CountedLead.objects.exists()


# The number of statements


def test_leads_are_read_in_as_many_statements_for_one_chain_as_for_forty() -> None:
    counts = []
    for limit in (1, 40):
        chains = trace(TraceQuestion("item-mx-15d", "conf-nk-2020", limit=limit)).chains
        dossier = dossier_of(chains)
        with CaptureQueriesContext(connections["default"]) as asked:
            beside_of(chains, dossier)
        counts.append(len(asked))
    assert counts[1] <= 10
    assert counts[1] <= counts[0] + 1  # a query for nothing, such as the carriers of no shipment, is not sent


def test_the_board_sends_few_statements(client: Client) -> None:
    with public_queries() as asked:
        words(client, "/leads/")
    assert len(asked.captured_queries) <= 8


# The command


def test_the_command_prints_leads_and_refutation() -> None:
    text = command("item-mx-15d", "--to", "conf-nk-2020")
    assert (
        "How many of the seven MX-15D permitted in May 2020 were shipped. (quantity not stated; 34 chains lack it)"
        in text
    )
    assert "Nobody is recorded as having asked." in text
    assert "What would refute the chain\n1. sold: L3Harris Wescam → Baykar" in text
    assert "Did an inquiry look into whether it was used there? looked into, stands" in text


def test_the_command_as_json_and_csv_says_the_same() -> None:
    whole = json.loads(command("item-mx-15d", "--to", "conf-nk-2020", "--format", "json"))
    lines = command("item-mx-15d", "--to", "conf-nk-2020", "--format", "csv").splitlines()
    assert len(lines) == len(whole["leads"]) + 1
    assert {one["state"] for one in whole["refutation"]} == {"not_sought", "asked", "survived"}
    found = answer("item-mx-15d", "conf-nk-2020")
    assert [one["what"] for one in whole["leads"]] == [lead.what for lead in found.leads]


@pytest.mark.parametrize("wrong", [("item-nowhere",), ("item-mx-15d", "--store"), ("item-mx-15d", "--chain", "999")])
def test_the_command_refuses_in_a_sentence(wrong: tuple[str, ...]) -> None:
    with pytest.raises(CommandError, match=r"\.$"):
        command(*wrong)


# Editing


def test_an_administrator_records_a_check_and_is_told_which_questions_fit() -> None:
    client = signed_in()
    address = "/admin/evidence/check/add/"
    shipment = Shipment.objects.get(handle="tra-tb2-azerbaijan-sipri")
    fields = blank_form(client, address) | {
        "kind": "other_recipient", "state": "asked", "shipment": shipment.pk, "why": "Asked by letter.",
        "asked_of": Entity.objects.get(handle="org-baykar").pk, "when": "2021",
    }  # fmt: skip
    refused = client.post(address, fields | {"kind": "other_serial"})
    assert "This question cannot be asked of this kind of record." in errors_of(refused)
    refused = client.post(address, fields | {"state": "survived"})
    assert "name the source that reports it" in errors_of(refused)
    assert client.post(address, fields).status_code == 302
    told = [q for q in answer("item-tb2", "conf-nk-2020").questions(1) if q.check == "other_recipient" and q.notes]
    assert [note.words for q in told for note in q.notes] == ["Baykar was asked, some time in 2021"]

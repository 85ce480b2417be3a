"""What was in force, under each step of a chain picture: the picture's own invariants, and careful words."""

from __future__ import annotations

from collections.abc import Mapping
from io import StringIO
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest
from django.core.management import call_command
from django.test import Client

from tests import chain_examples as ex
from tests.pages_support import markup
from tests.test_chain_layout import CASES, SHAPES, _crosses, _inside, _text_box
from tracing.dossier.load import dossier_of
from tracing.layout import lay_out
from tracing.model import Chain
from tracing.picture import Box, Picture
from tracing.policy import PolicyNote, policy_of
from tracing.query import TraceQuestion
from tracing.rules import judge
from tracing.service import trace
from tracing.svg import svg_file, svg_inline
from tracing.svg_caption import Caption

NS = "{http://www.w3.org/2000/svg}"
FLAG = PolicyNote("Notice 992: in force", "exemption claimed · +2 more", "In full.", "#finding-1", is_flag=True)
NONE = PolicyNote("no measure recorded", is_quiet=True)
LONG = PolicyNote("Предписание " * 12, "добровольно, оспаривается " * 9, "In full.", "#finding-2", is_flag=True)
NOTES = (FLAG, NONE, LONG)


def notes_for(chain: Chain) -> dict[int, PolicyNote]:
    """A note of each kind in turn."""
    return {place: NOTES[place % len(NOTES)] for place in range(len(chain.links))}


@pytest.fixture(params=[f"{case}/{shape}" for case in CASES for shape in SHAPES])
def drawn(request: pytest.FixtureRequest) -> Picture:
    case, shape = request.param.split("/")
    return lay_out(CASES[case], **SHAPES[shape], policy=notes_for(CASES[case][0]))  # type: ignore[arg-type]  # keyword sets of lay_out


def test_every_link_of_the_first_chain_has_one_box_and_rivals_have_none(drawn: Picture) -> None:
    of_first = [link for arrow in drawn.arrows for chain, link in arrow.carries if chain == 0 and link >= 0]
    assert len(drawn.policies) == len(of_first)


def test_boxes_overlap_nothing(drawn: Picture) -> None:
    boxes = [policy.box for policy in drawn.policies] + [_text_box(heading) for heading in drawn.headings]
    taken = [card.box for card in drawn.cards] + [arrow.label.box for arrow in drawn.arrows]
    assert not [(a, b) for a, b in combinations(boxes, 2) if a.overlaps(b)]
    assert not [(a, b) for a in boxes for b in taken if a.overlaps(b)]


def test_no_arrow_runs_through_a_box(drawn: Picture) -> None:
    boxes = [policy.box for policy in drawn.policies]
    for arrow in drawn.arrows:
        for start, end in zip(arrow.points, arrow.points[1:], strict=False):
            assert not [box for box in boxes if _crosses(start, end, box)]


def test_boxes_and_their_words_are_on_the_canvas_and_inside_each_other(drawn: Picture) -> None:
    canvas = Box(0, 0, drawn.width, drawn.height)
    for policy in drawn.policies:
        assert _inside(policy.box, canvas)
        assert 1 <= len(policy.texts) <= 2
        assert all(_inside(_text_box(text), policy.box) for text in policy.texts)


def test_without_notes_a_picture_is_as_it_was() -> None:
    for chains in CASES.values():
        assert lay_out(chains) == lay_out(chains, policy={})


def test_a_box_leads_to_its_finding_on_the_page_and_in_a_file_to_the_page_that_has_it() -> None:
    picture = lay_out([ex.wescam_chain()], policy={0: FLAG, 1: NONE})
    caption = Caption("A chain", "", "https://example.org/trace/?from=a")
    inline = ET.fromstring(svg_inline(picture, caption))  # noqa: S314  # our own output
    links = [a.get("href") for a in inline.iter(f"{NS}a") if a.get("class") == "ch-policy-link"]
    assert links == ["#finding-1"]
    file = ET.fromstring(svg_file(picture, caption, "https://example.org"))  # noqa: S314  # our own output
    links = [a.get("href") for a in file.iter(f"{NS}a") if a.get("class") == "ch-policy-link"]
    assert links == ["https://example.org/trace/?from=a#finding-1"]
    assert "Policy at step 1: Notice 992: in force · exemption claimed" in (file.findtext(f"{NS}desc") or "")


def test_where_nothing_is_recorded_the_box_is_dashed_and_not_amber() -> None:
    picture = lay_out([ex.wescam_chain()], policy={0: FLAG, 1: NONE})
    root = ET.fromstring(svg_inline(picture, Caption("A chain")))  # noqa: S314  # our own output
    quiet = [rect for rect in root.iter(f"{NS}rect") if rect.get("stroke-dasharray")]
    assert [rect.get("class") for rect in quiet] == ["ch-box"]


@pytest.mark.django_db
def test_the_permits_of_may_2020_stand_over_notice_992_and_its_exemption() -> None:
    permitted = [
        _notes(chain)[place]
        for chain in trace(TraceQuestion("item-mx-15d", "conf-nk-2020", limit=6)).chains
        for place, link in enumerate(chain.links)
        if any("Permit of May 2020" in record.title for record in link.records)
    ]
    assert permitted
    for note in permitted:
        assert note.head == "Notice 992: in force"
        assert note.detail.startswith("exemption claimed")
        assert "presumed denied" in note.full


@pytest.mark.django_db
def test_transfers_to_azerbaijan_stand_over_the_request_of_1992_as_voluntary_and_disputed() -> None:
    [chain] = trace(TraceQuestion("item-mx-15d", "conf-nk-2020", limit=1)).chains
    notes = _notes(chain)
    shipped = next(n for n, link in enumerate(chain.links) if link.verb == "shipped")
    assert notes[shipped].head == "OSCE 1992: in force"
    assert notes[shipped].detail == "voluntary, disputed · +1 more"
    built_in = next(n for n, link in enumerate(chain.links) if link.kind.value == "built_in")
    assert notes[built_in].head == "no transfer"


@pytest.mark.django_db
def test_every_step_has_a_note_and_its_number_is_that_of_the_finding() -> None:
    for start in ("item-mx-15d", "item-orbiter-1k", "item-rotax-912is"):
        for chain in trace(TraceQuestion(start, limit=4)).chains:
            dossier = dossier_of([chain])
            findings = judge(chain, dossier)
            notes = policy_of(chain, findings, dossier)
            assert set(notes) == set(range(len(chain.links)))
            for place, note in notes.items():
                if note.url:
                    finding = findings[int(note.url.removeprefix("#finding-")) - 1]
                    assert place + 1 in finding.said.links
                    assert finding.outcome.is_flag == note.is_flag


@pytest.mark.django_db
def test_the_page_draws_it_in_all_three_shapes(client: Client) -> None:
    page = markup(client, "/trace/?from=item-mx-15d&to=conf-nk-2020")
    assert page.count("POLICY AT EACH STEP OF THE FIRST CHAIN") >= 2
    assert page.count("OSCE 1992: in force") >= 3


@pytest.mark.django_db
def test_the_files_of_the_page_and_of_the_command_have_it_too(client: Client) -> None:
    out = StringIO()
    wanted = ("item-mx-15d", "--to", "conf-nk-2020", "--format", "svg")
    call_command("trace", *wanted, "--rules", stdout=out, stderr=StringIO())
    page = client.get("/trace/?from=item-mx-15d&to=conf-nk-2020&format=svg").content.decode()
    for picture in (out.getvalue(), page):
        assert "OSCE 1992: in force" in picture
        assert "Policy at step 3: OSCE 1992: in force · voluntary, disputed" in picture


def _notes(chain: Chain) -> Mapping[int, PolicyNote]:
    dossier = dossier_of([chain])
    return policy_of(chain, judge(chain, dossier), dossier)

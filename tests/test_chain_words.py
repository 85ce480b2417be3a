"""What a chain says in words: careful, complete, and the same for page, picture and command."""

from __future__ import annotations

import re

import pytest

from evidence.choices import Rung
from tests import chain_examples as ex
from tracing.choices import RUNG_ORDER, Ending, LinkKind, NodeKind, TimeVerdict
from tracing.model import Chain, Link, Trace
from tracing.steps import ArrowStep, CardStep, steps
from tracing.text import chain_lines, trace_lines

FORBIDDEN = re.compile(r"\b(proves?|proven|illegal|violat\w+|smuggl\w+)\b", re.IGNORECASE)


def test_the_title_reads_from_the_item_over_its_holders_to_the_conflict() -> None:
    assert ex.wescam_chain().title == (
        "WESCAM MX-15D → Baykar → Bayraktar TB2 → Azerbaijani armed forces → Nagorno-Karabakh 2020"
    )


def test_the_sentence_says_what_is_recorded_when_and_how_weakly() -> None:
    assert ex.wescam_chain().sentence == (
        "WESCAM MX-15D, first held by L3Harris WESCAM, is recorded as permitted to Baykar (in May 2020) and built "
        "into Bayraktar TB2 (in September 2020); Bayraktar TB2 is recorded as shipped to Azerbaijani armed forces "
        "(in 2020) and used in Nagorno-Karabakh 2020 (between 19 and 22 October 2020). The weakest recorded "
        "link (built into) is credible. Sources disagree about: permitted, shipped, used."
    )


def test_a_gap_is_named_in_the_sentence_and_not_presented_as_a_record() -> None:
    chain = ex.chain(ex.NOT_RECORDED, ex.BUILT_IN, ex.SHIPPED, ex.USED)
    assert chain.sentence.startswith(
        "There is no record here of how WESCAM MX-15D passed from L3Harris WESCAM to Baykar; it is recorded as built "
    )
    assert chain.gaps == 1


def test_a_chain_of_gaps_only_has_no_weakest_recorded_link() -> None:
    chain = ex.chain(ex.NOT_RECORDED, ending=Ending.GAP)
    assert chain.weakest is None
    assert chain.lowest_rung == ""


def test_the_weakest_link_is_the_one_whose_best_record_is_weakest() -> None:
    assert ex.wescam_chain().weakest is ex.BUILT_IN
    assert ex.wescam_chain().lowest_rung == "deal"


def test_every_link_gives_one_arrow_and_one_card_after_item_and_first_holder() -> None:
    for chain in [ex.wescam_chain(), ex.country_chain(), ex.long_chain()]:
        sequence = steps(chain)
        assert [isinstance(step, CardStep) for step in sequence] == [n % 2 == 0 for n in range(len(sequence))]
        assert [step.link for step in sequence if isinstance(step, ArrowStep)] == [None, *chain.links]


def test_once_built_in_the_platform_takes_the_place_of_the_component() -> None:
    labels = [step.node.label for step in steps(ex.wescam_chain()) if isinstance(step, CardStep)]
    assert labels[3] == "Bayraktar TB2"


def test_the_lines_carry_everything_an_arrow_shows() -> None:
    text = "\n".join(chain_lines(ex.wescam_chain()))
    for words in [
        "in May 2020",
        "7 units",
        "corroborated",
        "proof: deal",
        "5 sources, 2 origins",
        "1 origin",
        "≠ how many",
    ]:
        assert words in text
    assert "Time: holds for all readings." in text


def test_two_records_that_clash_are_named() -> None:
    chain = Chain((ex.SHIPPED, ex.USED), Ending.COMPLETE, TimeVerdict.IMPOSSIBLE, clash=(ex.DELIVERED, ex.BROUGHT_DOWN))
    assert "These two records clash: TB2 to Azerbaijan; TB2 brought down." in chain_lines(chain)


def test_an_empty_trace_says_that_nothing_recorded_is_not_evidence_of_nothing() -> None:
    lines = trace_lines(Trace("From WESCAM to Mars", ()))
    assert lines[1] == "No chain is recorded here for this question. That is not evidence that there is none."


def test_a_cut_trace_says_so() -> None:
    trace = Trace("From WESCAM", tuple(ex.fan(3)), cut=True, total=300)
    assert trace_lines(trace)[-1] == "3 of 300 chains are shown."
    assert "there may be more" in Trace("From WESCAM", (), cut=True).cut_sentence


def test_rival_dates_and_quantities_of_one_link_are_joined_by_or() -> None:
    rival = ex.record("shipment", 9, "Another count", "2021", quantity="a dozen")
    link = Link(LinkKind.SHIPPED, ex.BUILT, ex.IN_SERVICE, records=(ex.DELIVERED, rival))
    assert link.when_words == "in 2020 or in 2021"
    assert link.quantity_words == "5 to 12 aircraft or a dozen"


def test_the_rungs_are_those_of_the_evidence() -> None:
    assert set(RUNG_ORDER) == set(Rung.values)


def test_a_chain_without_links_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one link"):
        ex.chain()


def test_every_choice_has_careful_words() -> None:
    words = [kind.verb + kind.explanation for kind in LinkKind]
    words += [ending.sentence for ending in Ending] + [verdict.sentence for verdict in TimeVerdict]
    assert all(words)
    assert not [text for text in words if FORBIDDEN.search(text)]
    assert all(kind.family for kind in NodeKind)

"""Where cards and arrows stand: nothing overlaps, nothing is lost, everything fits."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

import pytest

from tests import chain_examples as ex
from tracing.choices import Ending, LinkKind
from tracing.layout import MOST_CHAINS, lay_out
from tracing.layout_text import LEAST_SHRUNK, text_width, whole_word_size, wrap
from tracing.model import Chain, Link, State
from tracing.picture import Arrow, Box, Picture, Point, Text

LONG = "Научно-производственное объединение «Специальный технологический центр» имени неизвестного " * 3
ARABIC = "القوات المسلحة العربية الليبية"
NO_SPACES = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"


def _with_holder(label: str) -> Chain:
    party = replace(ex.BAYKAR, label=label, sublabel=label, country="NAGORNO·KARABAKH·TERRITORY")
    named = Link(
        LinkKind.AUTHORISED, ex.AT_WESCAM, State(ex.MX15D, party), records=(replace(ex.PERMIT, quantity=label),)
    )
    return ex.chain(named, ending=Ending.OPEN_END)


def _round_trip() -> Chain:
    """Sent for repair and back: the same holder twice."""
    out = Link(LinkKind.SHIPPED, ex.AT_WESCAM, ex.AT_BAYKAR, records=(ex.PERMIT,), act="sent for repair")
    back = Link(LinkKind.SHIPPED, ex.AT_BAYKAR, ex.AT_WESCAM, records=(ex.DELIVERED,), act="returned")
    return ex.chain(out, back, ending=Ending.LOOP)


def _web(seed: int) -> list[Chain]:
    """Chains through a small random world: branches, rivals, loops, gaps and meeting points."""
    dice = random.Random(seed)
    items = [replace(ex.TB2, pk=50 + n, label=f"Item {n}") for n in range(3)]
    holders = [replace(ex.BAYKAR, pk=50 + n, label=f"Holder {'x' * dice.randint(0, 30)}") for n in range(5)]
    chains = []
    for _ in range(dice.randint(1, 9)):
        state, links = State(dice.choice(items), dice.choice(holders)), []
        for _ in range(dice.randint(1, 8)):
            built = dice.random() < 0.35
            after = State(dice.choice(items), state.holder) if built else State(state.item, dice.choice(holders))
            kind = LinkKind.BUILT_IN if built else dice.choice([LinkKind.SHIPPED, LinkKind.NO_RECORD])
            by = ex.record("shipment", dice.randint(1, 4), "Handed on", "2020", quantity="many " * dice.randint(0, 20))
            if after != state:
                links.append(Link(kind, state, after, records=() if kind == LinkKind.NO_RECORD else (by,)))
            state = after
        chains.append(ex.chain(*links, replace(ex.USED, source=state), made=dice.random() < 0.5))
    return chains


CASES: dict[str, Sequence[Chain]] = {
    "one": [ex.wescam_chain()],
    "country": [ex.country_chain()],
    "rivals": ex.rival_chains(),
    "twelve": [ex.long_chain(12)],
    "forty": [ex.long_chain(40)],
    "fan": ex.fan(6),
    "three hundred": ex.fan(300),
    "mixed": [ex.long_chain(), *ex.rival_chains(), ex.country_chain()],
    "long name": [_with_holder(LONG)],
    "no spaces": [_with_holder(NO_SPACES)],
    "right to left": [_with_holder(ARABIC)],
    "chinese": [_with_holder("中国航空工业集团有限公司成都飞机设计研究所" * 2)],
    "round trip": [_round_trip()],
    "against each other": [_round_trip(), ex.chain(*reversed(_round_trip().links), ending=Ending.LOOP)],
    **{f"random web {seed}": _web(seed) for seed in range(12)},
    "gaps only": [ex.chain(ex.NOT_RECORDED, ending=Ending.GAP, made=False)],
}
SHAPES = {"wide": {}, "medium": {"width": 880.0}, "narrow": {"narrow": True}}


@pytest.fixture(params=[f"{case}/{shape}" for case in CASES for shape in SHAPES])
def drawn(request: pytest.FixtureRequest) -> tuple[Sequence[Chain], Picture]:
    case, shape = request.param.split("/")
    return CASES[case], lay_out(CASES[case], **SHAPES[shape])  # type: ignore[arg-type]  # keyword sets of lay_out


def _text_box(text: Text) -> Box:
    width = text_width(text.text, text.size, text.bold)
    left = text.x - {"start": 0.0, "middle": width / 2, "end": width}[text.anchor]
    return Box(left, text.y - text.size * 0.8, width, text.size)


def _inside(box: Box, outer: Box, slack: float = 0.6) -> bool:
    across = outer.x - slack <= box.x and box.right <= outer.right + slack
    return across and outer.y - slack <= box.y and box.bottom <= outer.bottom + slack


def _written(arrow: Arrow) -> list[Text]:
    return [*arrow.label.texts, *(pill.text for pill in arrow.label.pills)]


def _crosses(start: Point, end: Point, box: Box) -> bool:
    """True where a level or upright stretch runs through the inside of a box."""
    (x0, y0), (x1, y1) = start, end
    stretch = Box(min(x0, x1), min(y0, y1), max(abs(x1 - x0), 0.1), max(abs(y1 - y0), 0.1))
    inner = Box(box.x + 1, box.y + 1, box.width - 2, box.height - 2)
    return stretch.overlaps(inner)


def test_cards_do_not_overlap(drawn: tuple[Sequence[Chain], Picture]) -> None:
    _, picture = drawn
    assert not [(a, b) for a, b in combinations(picture.cards, 2) if a.box.overlaps(b.box)]


def test_words_of_arrows_overlap_neither_cards_nor_each_other(drawn: tuple[Sequence[Chain], Picture]) -> None:
    _, picture = drawn
    labels = [arrow.label.box for arrow in picture.arrows]
    assert not [(a, b) for a, b in combinations(labels, 2) if a.overlaps(b)]
    assert not [(label, card) for label in labels for card in picture.cards if label.overlaps(card.box)]


def test_arrows_run_through_no_card(drawn: tuple[Sequence[Chain], Picture]) -> None:
    _, picture = drawn
    for arrow in picture.arrows:
        for start, end in zip(arrow.points, arrow.points[1:], strict=False):
            assert start[0] == end[0] or start[1] == end[1], "arrows run level or upright"
            assert not [card for card in picture.cards if _crosses(start, end, card.box)]


def test_no_arrow_runs_through_the_words_of_another(drawn: tuple[Sequence[Chain], Picture]) -> None:
    _, picture = drawn
    for one in picture.arrows:
        words = [_text_box(text) for other in picture.arrows if other is not one for text in _written(other)]
        for start, end in zip(one.points, one.points[1:], strict=False):
            assert not [box for box in words if _crosses(start, end, box)]


def test_everything_is_on_the_canvas(drawn: tuple[Sequence[Chain], Picture]) -> None:
    _, picture = drawn
    canvas = Box(0, 0, picture.width, picture.height)
    assert all(_inside(card.box, canvas) for card in picture.cards)
    assert all(0 <= x <= picture.width and 0 <= y <= picture.height for a in picture.arrows for x, y in a.points)
    assert all(_inside(_text_box(text), canvas) for arrow in picture.arrows for text in _written(arrow))


def test_text_stays_inside_its_card_or_label(drawn: tuple[Sequence[Chain], Picture]) -> None:
    _, picture = drawn
    for card in picture.cards:
        assert not [text for text in card.texts if not _inside(_text_box(text), card.box)]
    for arrow in picture.arrows:
        assert not [text for text in _written(arrow) if not _inside(_text_box(text), arrow.label.box, 2)]


def test_every_link_of_every_drawn_chain_has_exactly_one_arrow(drawn: tuple[Sequence[Chain], Picture]) -> None:
    chains, picture = drawn
    carried = Counter(pair for arrow in picture.arrows for pair in arrow.carries)
    shown = max(number for number, _ in carried) + 1
    expected = {(n, link) for n in range(shown) for link in range(-1, len(chains[n].links))}
    assert set(carried) == expected
    assert set(carried.values()) == {1}
    assert picture.notes or shown == len(chains)


def test_cut_text_keeps_the_whole_for_its_title() -> None:
    picture = lay_out([_with_holder(LONG)])
    cut = [text for card in picture.cards for text in card.texts if text.role == "name" and text.full]
    assert cut
    assert cut[-1].full == " ".join(LONG.split())


def test_three_hundred_chains_are_capped_with_a_sentence() -> None:
    picture = lay_out(ex.fan(300))
    assert picture.notes == ("The first 8 of 300 chains are drawn; the table lists all of them.",)


def test_chains_that_share_cards_are_drawn_up_to_the_cap() -> None:
    same = [ex.wescam_chain()] * 30
    assert lay_out(same).notes == (f"The first {MOST_CHAINS} of 30 chains are drawn; the table lists all of them.",)
    assert len(lay_out(same).cards) == 6


def test_rival_readings_run_between_the_same_two_cards() -> None:
    picture = lay_out(ex.rival_chains())
    assert len(picture.cards) == 6
    between = [a for a in picture.arrows if a.link and a.link.source == ex.AT_WESCAM]
    assert len(between) == 3
    assert len({arrow.points[-1] for arrow in between}) == 3


def test_a_holder_met_again_gets_a_second_card_so_that_time_still_reads_forward() -> None:
    picture = lay_out([_round_trip()])
    assert [card.node.label for card in picture.cards].count("L3Harris WESCAM") == 2
    assert all(arrow.points[0][0] < arrow.points[-1][0] for arrow in picture.arrows)


def test_a_chain_of_twelve_links_wraps_to_rows_that_read_left_to_right() -> None:
    picture = lay_out([ex.long_chain(12)])
    rows = sorted({card.box.y for card in picture.cards})
    assert len(rows) == 3
    for row in rows:
        across = [card.box.x for card in picture.cards if card.box.y == row]
        assert across == sorted(across)


def test_one_chain_on_a_phone_is_a_single_column() -> None:
    picture = lay_out([ex.wescam_chain()], narrow=True)
    assert picture.width == 360
    assert len({card.box.x for card in picture.cards}) == 1


def test_the_same_chains_give_the_same_picture() -> None:
    assert lay_out(ex.rival_chains()) == lay_out(ex.rival_chains())


def test_no_chain_gives_an_empty_picture_that_says_so() -> None:
    for narrow in (False, True):
        assert lay_out([], narrow=narrow).notes == ("No chain is recorded here for this question.",)


def _names(chain: Chain, **shape: float) -> list[Text]:
    return [text for card in lay_out([chain], **shape).cards for text in card.texts if text.role == "name"]  # type: ignore[arg-type]  # widths


def test_a_word_that_is_a_little_too_long_is_set_smaller_instead_of_losing_its_last_letter() -> None:
    names = _names(_with_holder("Turkish Aeronautics"), width=530.0)
    assert [text.text for text in names][-2:] == ["Turkish", "Aeronautics"]
    assert 14 * LEAST_SHRUNK <= names[-1].size < 14
    assert names[-2].size == names[-1].size, "one name has one size"


@pytest.mark.parametrize("width", [20.0, 60.0, 92.0, 100.0, 400.0])
@pytest.mark.parametrize(
    "name", ["Aeronautics", "Nagorno-Karabakh", "Turkish Aerospace Industries", NO_SPACES, ARABIC, ""]
)
def test_a_smaller_size_keeps_every_word_whole_or_is_not_used(name: str, width: float) -> None:
    size = whole_word_size(name, width, 14, True)
    assert 14 * LEAST_SHRUNK - 0.1 <= size <= 14
    if size < 14:
        words = name.replace("-", "- ").split()
        assert all(text_width(word, size, True) <= width for word in words)


def test_words_break_at_spaces_first_then_at_hyphens_then_anywhere() -> None:
    assert wrap("WESCAM MX-15D", 90, 14, True) == ["WESCAM", "MX-15D"]
    assert wrap("Nagorno-Karabakh 2020", 100, 14, True, 3) == ["Nagorno-", "Karabakh", "2020"]
    assert all(text_width(line, 14, True) <= 100 for line in wrap(NO_SPACES, 100, 14, True, 9))

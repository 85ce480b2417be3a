"""What would refute a chain: every kind of link has its questions, and each state follows from what is recorded."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evidence.choices import CHECKS_ABOUT, CheckKind, CheckState
from tests.chain_examples import (
    BAYKAR,
    BUILT,
    BUILT_IN,
    IN_AZERBAIJAN,
    IN_SERVICE,
    MX15D,
    NOT_RECORDED,
    PERMITTED,
    SHIPPED,
    USED,
    WESCAM,
    chain,
    country_chain,
    wescam_chain,
)  # fmt: skip
from tests.leads_support import Hand, answer, claim, standing_of
from tracing.choices import LinkKind, NodeKind
from tracing.dossier.claims import CitationFact
from tracing.dossier.facts import Key, PartyFact, Used
from tracing.leads.catalogue import CATALOGUE, WHO_COULD_TELL, Standing
from tracing.leads.facts import Beside, CheckFact, GapFact, ReplyFact
from tracing.leads.refute import BY_FIELD, Question, refutations
from tracing.model import Chain, Link, Node, State

FAMILY = Node(NodeKind.PLATFORM, 60, "it-family", "Bayraktar family")
ONE_OF_EACH = {
    LinkKind.AUTHORISED: PERMITTED,
    LinkKind.SHIPPED: SHIPPED,
    LinkKind.PRODUCED_UNDER_LICENCE: replace(SHIPPED, kind=LinkKind.PRODUCED_UNDER_LICENCE),
    LinkKind.BUILT_IN: BUILT_IN,
    LinkKind.SEEN: USED,
    LinkKind.NO_RECORD: NOT_RECORDED,
    LinkKind.RECORDED_AS: Link(LinkKind.RECORDED_AS, IN_AZERBAIJAN, IN_SERVICE),
    LinkKind.SAME_TYPE: Link(LinkKind.SAME_TYPE, BUILT, State(FAMILY, BAYKAR)),
}


def questions(one: Chain, beside: Beside | None = None, **hand: object) -> list[Question]:
    dossier = Hand([one], **hand).dossier()  # type: ignore[arg-type]  # named by the tests
    return [q for part in refutations(one, dossier, beside or Beside()) for q in part.questions]


def state(link: Link, check: CheckKind, beside: Beside | None = None, *claims: CitationFact) -> str:
    """The state of one question about one link alone."""
    key: Key = (link.records[0].kind, link.records[0].pk) if link.records else ("", 0)
    return standing_of(questions(chain(link), beside, citations={key: claims}), check)


def reply(kind: str, source: int = 1) -> ReplyFact:
    asked_of = PartyFact(BAYKAR.pk, "en-b", "Baykar", "company")
    return ReplyFact(Used("reply", 1, "rp-1", "A reply", ""), asked_of, kind, f"it {kind}", "Was it so?", source=source)


@pytest.mark.parametrize("kind", list(LinkKind))
def test_every_kind_of_link_has_its_questions_and_nobody_is_said_to_have_asked(kind: LinkKind) -> None:
    found = questions(chain(ONE_OF_EACH[kind]))
    assert [question.check for question in found] == list(CATALOGUE[kind])
    assert found
    assert {question.standing for question in found} == {Standing.NOT_SOUGHT}
    assert all(question.who for question in found)


def test_every_question_is_asked_of_some_kind_of_link_or_of_a_unit_and_can_be_recorded() -> None:
    asked = {check for checks in CATALOGUE.values() for check in checks} | {CheckKind.OTHER_UNIT}
    assert asked == set(CheckKind) == set(WHO_COULD_TELL)
    assert {check for checks in CHECKS_ABOUT.values() for check in checks} == set(CheckKind)
    assert {standing.value for standing in Standing} == {"not_sought", *CheckState.values}


@pytest.mark.parametrize(("field", "check"), BY_FIELD.items())
def test_a_source_that_states_otherwise_about_a_field_answers_its_question(field: str, check: CheckKind) -> None:
    link = next(ONE_OF_EACH[kind] for kind, checks in CATALOGUE.items() if check in checks)
    assert state(link, check, None, claim("disputes", field)) == "found"


@pytest.mark.parametrize("stance", ["supports", "mentions"])
def test_a_source_that_takes_no_other_side_refutes_nothing(stance: str) -> None:
    assert state(SHIPPED, CheckKind.DENIED, None, claim(stance)) == "not_sought"


def test_another_number_of_the_same_things_refutes_no_transfer() -> None:
    found = questions(chain(SHIPPED), citations={("shipment", 1): (claim("disputes", "quantity_low"),)})
    assert {question.standing.value for question in found} == {"not_sought"}


@pytest.mark.parametrize(
    ("kind", "stance", "expected"),
    [
        ("answered", "supports", "survived"),
        ("answered", "mentions", "asked"),
        ("answered", "disputes", "found"),
        ("denied", "disputes", "found"),
        ("denied", "mentions", "asked"),
        ("denied", "supports", "asked"),
        ("declined", "mentions", "asked"),
        ("silent", "mentions", "asked"),
        ("pending", "supports", "asked"),
    ],
)
def test_a_reply_counts_as_far_as_its_source_takes_a_side(kind: str, stance: str, expected: str) -> None:
    beside = Beside(replies=(reply(kind),))
    assert state(SHIPPED, CheckKind.DENIED, beside, claim(stance)) == expected


def test_a_reply_in_a_source_about_something_else_bears_on_nothing() -> None:
    assert (
        state(SHIPPED, CheckKind.DENIED, Beside(replies=(reply("silent", source=2),)), claim("supports"))
        == "not_sought"
    )


@pytest.mark.parametrize("recorded", CheckState.values)
def test_a_recorded_check_gives_its_state(recorded: str) -> None:
    for kind, link in ONE_OF_EACH.items():
        if not link.records:
            continue
        check = CATALOGUE[kind][0]
        beside = Beside(checks={(link.records[0].kind, link.records[0].pk): (CheckFact(check, recorded, "It came."),)})
        assert state(link, check, beside) == recorded


def test_what_speaks_against_it_outweighs_what_stands_and_both_are_told() -> None:
    checks = (
        CheckFact("not_delivered", "survived", "Seen there."),
        CheckFact("not_delivered", "found", "Turned back."),
    )
    found = questions(chain(SHIPPED), Beside(checks={("shipment", 1): checks}))
    (question,) = [one for one in found if one.check is CheckKind.NOT_DELIVERED]
    assert question.standing is Standing.FOUND
    assert [note.words for note in question.shown] == ["Turned back.", "Seen there."]


def test_a_shipment_under_the_permit_says_that_it_was_used() -> None:
    beside = Beside(under_licence={1: (Used("shipment", 9, "sh-9", "Sold", "/shipments/9"),)})
    assert state(PERMITTED, CheckKind.NOT_USED, beside) == "survived"


@pytest.mark.parametrize(
    ("stance", "rung", "standing"),
    [("supports", "unit", "survived"), ("supports", "type", "not_sought"), ("disputes", "unit", "not_sought")],
)
def test_sources_that_saw_the_thing_itself_looked_at_its_type(stance: str, rung: str, standing: str) -> None:
    assert state(USED, CheckKind.OTHER_TYPE, None, claim(stance, rung=rung)) == standing


def test_who_saw_the_thing_has_not_thereby_compared_its_serial_number_with_deliveries() -> None:
    assert state(BUILT_IN, CheckKind.OTHER_SERIAL, None, claim("supports", rung="unit")) == "not_sought"


def test_a_gap_is_checked_at_the_record_that_implies_it() -> None:
    one = chain(NOT_RECORDED, BUILT_IN)
    beside = Beside(checks={("incorporation", 1): (CheckFact("other_route", "found", "Another way."),)})
    assert standing_of(questions(one, beside), CheckKind.OTHER_ROUTE) == "found"


def test_a_gap_about_which_somebody_asked_is_asked() -> None:
    gap = GapFact(Used("gap", 1, "ga-1", "A gap", ""), "transfer", "How?", MX15D.pk, WESCAM.pk, BAYKAR.pk)
    one = chain(NOT_RECORDED, BUILT_IN)
    assert standing_of(questions(one, Beside(gaps=(gap,))), CheckKind.OTHER_ROUTE) == "not_sought"
    told = replace(reply("silent"), gap=1)
    assert standing_of(questions(one, Beside(gaps=(gap,), replies=(told,))), CheckKind.OTHER_ROUTE) == "asked"


def test_a_change_of_name_is_checked_at_the_records_on_both_sides() -> None:
    one = country_chain()
    for key in (("shipment", 1), ("incident", 1)):
        beside = Beside(checks={key: (CheckFact("other_party", "survived", "The navy's books say so."),)})
        assert standing_of(questions(one, beside), CheckKind.OTHER_PARTY) == "survived"
    far = Beside(checks={("licence", 1): (CheckFact("other_party", "survived", "Not beside it."),)})
    assert standing_of(questions(one, far), CheckKind.OTHER_PARTY) == "not_sought"


def test_a_named_unit_is_asked_about_once() -> None:
    unit = Node(NodeKind.UNIT, 5, "iu-5", "Recovered camera")
    permitted = Link(
        LinkKind.AUTHORISED, State(MX15D, WESCAM, unit), State(MX15D, BAYKAR, unit), records=PERMITTED.records
    )
    built = replace(BUILT_IN, source=State(MX15D, BAYKAR, unit))
    found = questions(chain(permitted, built), Beside(checks={("item_unit", 5): (CheckFact("other_unit", "asked"),)}))
    assert [(q.link, q.standing.value) for q in found if q.check is CheckKind.OTHER_UNIT] == [(1, "asked")]


def test_links_and_questions_come_in_order_and_as_plain_values() -> None:
    one = wescam_chain()
    parts = refutations(one, Hand([one]).dossier(), Beside())
    assert [part.number for part in parts] == [1, 2, 3, 4]
    assert parts[0].questions[0].form()["state"] == "not_sought"


# The case data


@pytest.mark.django_db
def test_the_maker_s_denial_speaks_against_the_bomb_rack_in_the_tb2() -> None:
    found = answer("item-hornet", "item-tb2")
    said = [note for q in found.questions(1) if q.check is CheckKind.DENIED for note in q.notes]
    assert said
    assert all("Selçuk Bayraktar" in note.words for note in said)
    assert standing_of([q for q in found.questions(1) if q.link == 1], CheckKind.NOT_DELIVERED) == "found"


@pytest.mark.django_db
def test_marks_that_are_often_faked_speak_against_the_carburettor() -> None:
    found = answer("item-tillotson-carb", "item-geran-2")
    built = [q for number in range(1, len(found.chains) + 1) for q in found.questions(number) if q.notes]
    assert {q.check for q in built} >= {CheckKind.DENIED, CheckKind.OTHER_PART}


@pytest.mark.django_db
def test_the_canadian_review_looked_into_use_and_the_ambassador_was_asked() -> None:
    found = answer("item-mx-15d", "conf-nk-2020")
    used = found.questions(1)
    assert found.chains[0].links[-1].records[0].title == "TB2 used by Azerbaijan in the 2020 war"
    assert standing_of(used, CheckKind.NOT_THERE) == "survived"
    (note,) = [note for q in used if q.check is CheckKind.NOT_THERE for note in q.notes]
    assert note.words.startswith("Global Affairs Canada, 12 April 2021: The review of export permits found credible")
    last = [q for q in used if q.link == len(found.chains[0].links)]
    assert standing_of(last, CheckKind.DENIED) == "asked"


@pytest.mark.django_db
def test_the_permits_of_may_2020_were_used_and_the_navy_s_approval_was_compared_with_a_serial_number() -> None:
    found = answer("item-mx-15d", "conf-nk-2020")
    by_record = {
        record.public_id: [q for q in found.questions(number) if q.link == place]
        for number, one in enumerate(found.chains, start=1)
        for place, link in enumerate(one.links, start=1)
        for record in link.records
        if link.kind is LinkKind.AUTHORISED
    }
    states = sorted(
        (standing_of(q, CheckKind.NOT_USED), standing_of(q, CheckKind.OTHER_GOODS)) for q in by_record.values()
    )
    assert states == [("not_sought", "survived"), ("survived", "not_sought")]

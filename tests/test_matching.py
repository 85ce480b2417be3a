"""Printed names find the records they mean, with the reasons; what a person decided outweighs every score."""

from __future__ import annotations

import csv
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import DatabaseError, ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext

from entities.models import Country, Entity, Identifier, Name
from exports.models import Item
from matching import scores
from matching.choices import Level, Part, Verdict
from matching.decisions import decide, standing, take_back
from matching.match import Match, Wanted, match, match_countries, match_entities, match_items
from matching.models import Decision
from tests.register_files import whole

pytestmark = pytest.mark.django_db
LABELLED = Path(__file__).with_name("labelled")


@dataclass
class Counted:
    """What matching says about labelled names, without a person and with one who looks at what is possible."""

    right: int = 0
    wrong: int = 0
    asked: int = 0
    missed: int = 0
    needless: int = 0

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong)

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.asked + self.missed)

    @property
    def recall_with_a_person(self) -> float:
        return (self.right + self.asked) / (self.right + self.asked + self.missed)

    def count(self, meant: str, found: list[Match]) -> None:
        said = next((one.record.handle for one in found if one.level == Level.MATCH), "")
        if said:
            self.right, self.wrong = self.right + (said == meant), self.wrong + (said != meant)
        if meant and said != meant:
            is_asked = any(one.record.handle == meant and one.level != Level.WEAK for one in found)
            self.asked, self.missed = self.asked + is_asked, self.missed + (not is_asked)
        if not meant and not said:
            self.needless += any(one.level != Level.WEAK for one in found)


def rows(name: str) -> list[dict[str, str]]:
    with (LABELLED / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def baykar() -> Entity:
    found: Entity = Entity.objects.get(handle="org-baykar")
    return found


def parts(one: Match) -> list[Part]:
    return [scored.part for scored in one.parts]


def test_names_of_the_case_data_in_other_alphabets_spellings_and_forms() -> None:
    labelled, counted = rows("party_names.csv"), Counted()
    for row, found in zip(labelled, match([Wanted(row["printed"], row["country"]) for row in labelled]), strict=True):
        counted.count(row["meant"], found)
    assert counted.precision >= 0.98
    assert counted.recall >= 0.75
    assert counted.recall_with_a_person >= 0.9


def test_makers_of_components_that_stand_twice_in_one_register() -> None:
    """Each maker is new or one that is there already: what an importer asks for every row."""
    labelled = rows("gur_makers.csv")
    first = [row for row in labelled if not row["same_as"]]
    with transaction.atomic():
        countries = dict(Country.objects.values_list("code", "pk"))
        made = Entity.objects.bulk_create(
            Entity(
                name=row["printed"], kind="company", country_id=countries.get(row["country"]), handle=f"gur-{number}"
            )
            for number, row in enumerate(first)
        )
        handles = {one.name: str(one.handle) for one in made}
        counted = Counted()
        # Those that stand there once are asked too: they may be taken for none but themselves.
        for row, found in zip(
            labelled, match([Wanted(row["printed"], row["country"], "company") for row in labelled]), strict=True
        ):
            others = [one for one in found if one.record.handle != handles.get(row["printed"]) and one.record in made]
            levels = [one.score for one in others]
            if row["same_as"]:
                counted.count(handles[row["same_as"]], found)
            elif levels and scores.level(levels, 0) == Level.MATCH:
                counted.wrong += 1
        assert counted.wrong == 0
        assert counted.recall >= 0.8
        transaction.set_rollback(True)


def test_country_names_in_any_language_but_none_that_is_only_similar() -> None:
    names = [
        "Türkiye",
        "TURKEY",
        "Azerbaycan",
        "Azərbaycan",
        "Côte d'Ivoire",
        "USSR",
        "Soviet Union",
        "Nigerr",
        "",
    ]
    codes = [country.code if country else None for country in match_countries(names)]
    assert codes == ["TR", "TR", "AZ", "AZ", "CI", "SUHH", "SUHH", None, None]


def test_every_state_that_sipri_names_is_found_without_a_person() -> None:
    """Its 192 states; groups, alliances and unknown parties stand in the importer's own list."""
    with whole("countries/sipri_names_DERIVED.csv").open(encoding="utf-8", newline="") as file:
        states = [row for row in csv.DictReader(file) if row["kind"] == "state"]
    found = match_countries([row["sipri_name"] for row in states])
    missing = [row["sipri_name"] for row, country in zip(states, found, strict=True) if country is None]
    wrong = [
        (row["sipri_name"], country.code)
        for row, country in zip(states, found, strict=True)
        if country and row["iso3_draft"] != (country.alpha3 or row["iso3_draft"])
    ]
    assert (len(states), missing, wrong) == (192, [], [])


def test_a_score_is_the_sum_of_parts_that_are_shown() -> None:
    best = match_entities(["Байкар"], country="TR", kind="company")[0][0]
    assert best.record == baykar()
    assert parts(best) == [Part.SAME_SPELLING, Part.SAME_COUNTRY, Part.SAME_KIND]
    assert best.parts[0].what == "Baykar"
    assert best.score == round(sum(one.worth for one in best.parts), 2) == 1.0
    assert best.level == Level.MATCH


def test_another_country_or_kind_speaks_against_it() -> None:
    here, there = match([Wanted("Baykar", "TR"), Wanted("Baykar", "US", "state_body")])
    assert here[0].score > 0.9 > there[0].score
    assert {Part.OTHER_COUNTRY, Part.OTHER_KIND} <= set(parts(there[0]))
    assert there[0].level != Level.MATCH


def test_a_number_in_a_register_settles_it_and_another_speaks_against_it() -> None:
    Identifier.objects.create(entity=baykar(), scheme="LEI", value="789000TEST")
    right, wrong = match(
        [
            Wanted("Something else", identifiers=(("LEI", "789000TEST"),)),
            Wanted("Baykar", "TR", "", (("LEI", "OTHER"),)),
        ]
    )
    assert (right[0].record, right[0].level, parts(right[0])) == (baykar(), Level.MATCH, [Part.IDENTIFIER])
    assert Part.OTHER_IDENTIFIER in parts(wrong[0])
    assert wrong[0].level != Level.MATCH


def test_two_records_of_one_name_are_left_to_a_person() -> None:
    with transaction.atomic():
        Entity.objects.create(name="Baykar", kind="company", country=baykar().country)
        found = match_entities(["BAYKAR"], country="TR")[0]
        assert [one.level for one in found[:2]] == [Level.POSSIBLE, Level.POSSIBLE]
        transaction.set_rollback(True)


def test_items_match_however_a_designation_is_written() -> None:
    turret, drone = Item.objects.get(handle="item-mx-15d"), Item.objects.get(handle="item-tb2")
    found = match_items(["CMX15D", "cmx 15-d", "BAYRAKTAR TB-2", "Байрактар ТБ2", "SA-8"])
    assert [one[0].record if one else None for one in found] == [turret, turret, drone, drone, None]


def test_many_names_take_as_many_statements_as_one() -> None:
    names = [row["printed"] for row in rows("party_names.csv")]
    counts = []
    for asked in (names[:1], names):
        with CaptureQueriesContext(connection) as queries:
            match_entities(asked)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 5


@pytest.mark.parametrize("name", ["", "…", "a\x00b", "x" * 5000, "'; DROP TABLE search_entry; --", "% _ \\"])
def test_whatever_is_printed_is_no_error(name: str) -> None:
    assert len(match([Wanted(name)])) == 1


def test_what_a_person_decided_outweighs_every_score() -> None:
    other = Entity.objects.get(handle="org-aselsan")
    decide("Baykar", baykar(), Verdict.DIFFERENT, why="A shop in Ankara.", register="A list")
    decide("Baykar", other, Verdict.SAME, why="The list says so in a footnote.", register="A list")
    found = match_entities(["Baykar"], country="TR", register="A list")[0]
    assert [(one.record, one.score, parts(one)) for one in found] == [(other, 1.0, [Part.DECIDED])]
    assert match_entities(["Baykar"], country="TR")[0][0].record == baykar(), "another register means another thing"


def test_a_decision_can_be_taken_back_and_stays_readable() -> None:
    user = get_user_model().objects.create_user("anna", password="x")
    made = decide("Baykar", baykar(), Verdict.DIFFERENT, why="Looked like a shop.", user=user)
    assert match_entities(["Baykar"])[0] == []
    take_back(made, why="It was the firm after all.", user=user)
    assert match_entities(["Baykar"], country="TR")[0][0].level == Level.MATCH
    assert standing("Baykar", baykar()) is None
    assert [(one.verdict, one.why) for one in Decision.objects.filter(printed="Baykar")] == [
        ("taken_back", "It was the firm after all."),
        ("different", "Looked like a shop."),
    ]


def test_being_unsure_changes_no_score() -> None:
    before = match_entities(["Baykar"], country="TR")
    decide("Baykar", baykar(), Verdict.UNSURE, why="The page is cut off.")
    assert match_entities(["Baykar"], country="TR") == before
    assert standing("Baykar", baykar()) is not None


def test_a_decision_changes_nothing_that_a_source_printed() -> None:
    before = list(Name.objects.order_by("pk").values_list("text", flat=True))
    decide("Baykar Savunma", baykar(), Verdict.SAME, why="Its own Turkish name.")
    assert list(Name.objects.order_by("pk").values_list("text", flat=True)) == before


def test_a_decision_needs_a_reason() -> None:
    with pytest.raises(ValidationError, match="Say why"):
        decide("Baykar", baykar(), Verdict.SAME, why=" ")


@pytest.mark.parametrize("statement", ["UPDATE matching_decision SET why = 'x'", "DELETE FROM matching_decision"])
def test_the_database_refuses_to_rewrite_a_decision(statement: str) -> None:
    decide("Baykar", baykar(), Verdict.SAME, why="The same.")
    with pytest.raises(DatabaseError, match="only be added"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_public_site_matches_without_seeing_decisions(
    public_role: Callable[[], AbstractContextManager[None]],
) -> None:
    decide("Baykar", baykar(), Verdict.DIFFERENT, why="A shop in Ankara.")
    with public_role():
        assert match_entities(["Байкар", "Baykar"], register=None)[1][0].record.handle == "org-baykar"
        with pytest.raises(ProgrammingError, match="permission denied"):
            match_entities(["Baykar"])

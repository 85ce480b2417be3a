"""The methodology page is written by the program's own tables, so it cannot say other than what is done."""

from __future__ import annotations

import pytest
from django.test import Client

from evidence.choices import Rung
from evidence.grading import LEVELS, STRENGTHS
from exports.choices import LicenceRole, ShipmentStatus
from tests.pages_support import words
from tracing.choices import Ending, LinkKind, TimeVerdict

pytestmark = pytest.mark.django_db


def test_it_prints_the_grading_tables_that_grading_uses(client: Client) -> None:
    text = words(client, "/methodology/")
    for level in LEVELS:
        assert str(level.words) in text
    for strength in STRENGTHS:
        assert str(strength.words) in text


def test_it_explains_every_link_ending_verdict_rung_role_and_status(client: Client) -> None:
    text = words(client, "/methodology/")
    for kind in LinkKind:
        assert str(kind.explanation) in text
    for ending in Ending:
        assert str(ending.sentence) in text
    for verdict in TimeVerdict:
        assert str(verdict.sentence) in text
    for vocabulary in (Rung, LicenceRole, ShipmentStatus):
        for _value, label, explanation in vocabulary.explained():
            assert f"{label} {explanation}".strip() in text, label


def test_it_says_what_a_gap_is_and_is_not(client: Client) -> None:
    text = words(client, "/methodology/")
    assert "a transfer that other records imply and of which there is no record here" in text
    assert "Order in time is not cause." in text

"""Countries and code lists that records point to."""

from io import StringIO

import pytest
from django.core.management import call_command

from entities.choices import CountryKind
from entities.models import Country, CountryName
from exports.choices import CodeScheme
from exports.models import Code

pytestmark = pytest.mark.django_db


def test_all_states_of_iso_3166_1_are_there() -> None:
    assert Country.objects.filter(kind=CountryKind.STATE, code__regex="^[A-WYZ][A-Z]$").count() == 249


def test_turkiye_is_spelt_as_its_state_asks_and_found_under_its_older_name() -> None:
    assert Country.objects.get(code="TR").name == "Türkiye"
    assert CountryName.objects.get(text="Turkey", language="en").country.code == "TR"


@pytest.mark.parametrize("code", ["SUHH", "YUCS", "CSHH", "DDDE", "YDYE", "CSXX", "VDVN", "XSV", "XBI", "XKA"])
def test_states_that_no_longer_exist_are_there(code: str) -> None:
    assert Country.objects.get(code=code).kind == CountryKind.DISSOLVED


@pytest.mark.parametrize("code", ["XNK", "XAB", "XSO", "XTR", "XNC", "XK", "XSL"])
def test_disputed_territories_say_what_is_disputed(code: str) -> None:
    country = Country.objects.get(code=code)
    assert country.kind == CountryKind.DISPUTED
    assert country.note


@pytest.mark.parametrize("code", ["XUN", "EU", "XOS", "XNA", "XAU"])
def test_organisations_of_states_are_there(code: str) -> None:
    assert Country.objects.get(code=code).kind == CountryKind.ORGANISATION


def test_not_knowing_the_country_is_a_row_of_its_own() -> None:
    assert Country.objects.get(kind=CountryKind.UNKNOWN).name == "not known"


def test_customs_codes_hang_together_from_section_to_subheading() -> None:
    lens = Code.objects.get(scheme=CodeScheme.HS, code="900211")
    parents = [lens.parent, lens.parent and lens.parent.parent]
    assert [parent and parent.code for parent in parents] == ["9002", "90"]
    assert Code.objects.filter(scheme=CodeScheme.HS, code__regex=r"^\d{6}$").count() == 5613


def test_control_lists_are_there_in_full() -> None:
    assert Code.objects.filter(scheme=CodeScheme.UK).count() == 317
    assert Code.objects.filter(scheme=CodeScheme.CHPL).count() == 50
    assert Code.objects.get(scheme=CodeScheme.CHPL, code="854231").note == "Tier 1"


def test_loading_again_changes_nothing_and_says_so() -> None:
    before = Country.objects.count(), Code.objects.count()
    printed = StringIO()
    call_command("load_case_data", stdout=printed)
    assert "already here" in printed.getvalue()
    assert (Country.objects.count(), Code.objects.count()) == before

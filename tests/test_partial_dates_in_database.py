"""Partial dates in PostgreSQL: the same bounds as in Python, however a row is written, and no text that is no date."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django import forms
from django.core import checks, serializers
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.test.utils import isolate_apps
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.choices import Strength
from core.constraints import partial_date_checks
from core.database_functions import StrengthRank
from core.dates import PartialDate, PartialDateError
from core.fields import PartialDateField, PublicIdField
from core.migrations_support import version_triggers
from core.models import Record, record_checks
from core.quantities import QuantityFields, quantity_checks
from tests.partial_date_examples import NEARLY_TEXTS, TEXTS

pytestmark = pytest.mark.django_db
in_one_query = settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@pytest.fixture
def parcel() -> Iterator[Any]:
    """A model of records with a table that lives for one test; its dates come from itself and from an abstract base."""
    with isolate_apps("core"):

        class Dated(models.Model):
            ordered = PartialDateField(null=True, blank=True)

            class Meta:
                abstract = True

        class Parcel(Record, QuantityFields, Dated):  # noqa: DJ008 (nobody reads its rows)
            public_id = PublicIdField("pc")
            delivered = PartialDateField("delivered", null=True, blank=True)

            class Meta:
                app_label = "core"
                constraints = (*record_checks("delivered", "ordered"), *quantity_checks())

        with connection.schema_editor() as editor:
            editor.create_model(Parcel)
            for statement in version_triggers([Parcel._meta.db_table]).sql:
                editor.execute(str(statement))
        yield Parcel


def bounds_in_sql(texts: list[str]) -> dict[str, tuple[bool, date | None, date | None]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT text, edtf_is_valid(text), edtf_earliest(text), edtf_latest(text) FROM unnest(%s::text[]) AS text",
            [texts],
        )
        return {text: tuple(rest) for text, *rest in cursor.fetchall()}


def is_valid(text: str) -> bool:
    try:
        return PartialDate.parse(text).edtf == text  # the database takes no blanks around it
    except PartialDateError:
        return False


@in_one_query
@given(st.lists(TEXTS, min_size=50, max_size=100))
def test_sql_and_python_give_the_same_bounds(db: None, texts: list[str]) -> None:
    expected = {text: (True, (read := PartialDate.parse(text)).earliest, read.latest) for text in texts}
    assert bounds_in_sql(texts) == expected


@in_one_query
@given(st.lists(NEARLY_TEXTS, min_size=50, max_size=100))
def test_sql_and_python_accept_the_same_texts(db: None, texts: list[str]) -> None:
    assert {text: answer[0] for text, answer in bounds_in_sql(texts).items()} == {
        text: is_valid(text) for text in texts
    }


def test_the_corners_of_the_calendar_are_the_same() -> None:
    months = [f"{year}-{month:02}" for year in (1000, 1900, 2000, 2020, 2021, 9999) for month in range(1, 13)]
    days = [f"{month}-{day}" for month in months for day in (28, 29, 30, 31)]
    written = [*months, *days, "", "..", "../..", "2021/2020", "2020-13", "2020\n", "２０２０", "9999?", "99XX~/.."]
    assert {text: answer[0] for text, answer in bounds_in_sql(written).items()} == {
        text: is_valid(text) for text in written
    }


def test_raw_sql_cannot_make_the_bounds_disagree(parcel: Any) -> None:
    parcel.objects.create(delivered="2020-05")
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {parcel._meta.db_table} SET delivered = '2020-10-19/..'")
    stored = parcel.objects.get()
    assert (stored.delivered_earliest, stored.delivered_latest) == (date(2020, 10, 19), None)
    with pytest.raises(Exception, match="generated column"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {parcel._meta.db_table} SET delivered_earliest = '2020-01-01'")


@pytest.mark.parametrize("text", ["", "2020-02-30", "2021/2020", "spring", "2020 ", "../.."])
def test_the_database_refuses_text_that_is_no_date(parcel: Any, text: str) -> None:
    parcel.objects.create(delivered="2020-05")
    with pytest.raises(IntegrityError, match="core_parcel_delivered_edtf"), transaction.atomic():
        connection.cursor().execute(f"UPDATE {parcel._meta.db_table} SET delivered = %s", [text])


def test_a_date_assigned_as_text_is_a_partial_date_at_once(parcel: Any) -> None:
    made = parcel(delivered="2020-05", ordered=" ")
    assert made.delivered == PartialDate.parse("2020-05")
    assert made.ordered is None


def test_full_clean_says_what_is_allowed_beside_the_field(parcel: Any) -> None:
    with pytest.raises(ValidationError) as refusal:
        parcel(delivered="next spring").full_clean()
    assert list(refusal.value.message_dict) == ["delivered"]
    assert "Write a year, month or day as 2020" in refusal.value.message_dict["delivered"][0]


def test_a_model_form_reads_and_refuses_dates_and_shows_the_text_again(parcel: Any) -> None:
    form_class = forms.modelform_factory(parcel, fields=["delivered"])
    form = form_class({"delivered": "2020-10-19/2020-10-22"})
    assert form.is_valid(), form.errors
    assert form.save().delivered.words() == "between 19 and 22 October 2020"
    refused = form_class({"delivered": "2020/19"})
    assert "Write a year, month or day" in refused.errors["delivered"][0]
    bound = form_class(instance=parcel.objects.get())
    assert 'value="2020-10-19/2020-10-22"' in str(bound["delivered"])
    assert not form_class({"delivered": "2020-10-19/2020-10-22"}, instance=parcel.objects.get()).has_changed()


def test_queries_filter_by_bounds_and_defer_the_text(parcel: Any) -> None:
    parcel.objects.create(ordered="2019", delivered="2020-05")
    parcel.objects.create(ordered="2021", delivered="202X")
    in_order = parcel.objects.filter(ordered_latest__lt=models.F("delivered_earliest"))
    assert [str(found.delivered) for found in in_order] == ["2020-05"]
    assert parcel.objects.filter(delivered=PartialDate.parse("202X")).count() == 1
    deferred = parcel.objects.only("handle").get(delivered="2020-05")
    assert deferred.delivered.words() == "some time in May 2020"
    parcel.objects.update(delivered=models.F("ordered"))
    assert parcel.objects.filter(delivered_latest=date(2019, 12, 31)).exists()


def test_fixtures_hold_the_text_and_not_the_bounds(parcel: Any) -> None:
    parcel.objects.create(delivered="2020-05~")
    written = serializers.serialize("yaml", parcel.objects.all())
    assert "delivered: 2020-05~" in written
    assert "ordered: null" in written
    assert "earliest" not in written


def test_a_partial_date_without_its_check_is_reported() -> None:
    with isolate_apps("core"):

        class Unchecked(models.Model):  # noqa: DJ008 (nobody reads its rows)
            seen = PartialDateField(null=True)

            class Meta:
                app_label = "core"

        class Checked(models.Model):  # noqa: DJ008 (nobody reads its rows)
            seen = PartialDateField(null=True)

            class Meta:
                app_label = "core"
                constraints = partial_date_checks("seen")

        assert [problem.id for problem in Unchecked.check()] == ["core.E001"]
        assert not [problem for problem in Checked.check() if problem.level >= checks.ERROR]


def test_the_database_counts_versions_and_ignores_what_writers_say(parcel: Any) -> None:
    made = parcel.objects.create(delivered="2020")
    assert made.version == 1
    made.version = 40
    made.save()
    connection.cursor().execute(f"UPDATE {parcel._meta.db_table} SET handle = 'a-parcel'")
    made.refresh_from_db()
    assert made.version == 3
    assert made.updated_at >= made.created_at


def test_a_record_is_found_by_handle_and_by_public_id(parcel: Any) -> None:
    made = parcel.objects.create(handle="tra-parcel")
    assert parcel.objects.get_by_natural_key("tra-parcel") == made
    assert parcel.objects.get_by_natural_key(made.public_id) == made
    assert made.natural_key() == ("tra-parcel",)
    assert parcel.objects.create().natural_key()[0].startswith("pc-")


def test_a_mistyped_public_id_is_refused_by_the_database(parcel: Any) -> None:
    with pytest.raises(IntegrityError, match="public_id_valid"), transaction.atomic():
        parcel.objects.create(public_id="pc-22222222222"[:-1] + "z")


@pytest.mark.parametrize(("low", "high", "name"), [(-1, 3, "quantity_not_negative"), (4, 3, "quantity_in_order")])
def test_the_database_refuses_quantities_out_of_range(parcel: Any, low: int, high: int, name: str) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        parcel.objects.create(quantity_low=low, quantity_high=high)


def test_strengths_have_the_same_order_in_sql_and_python(parcel: Any) -> None:
    for strength in Strength:
        parcel.objects.create(strength=strength)
    ranks = dict(parcel.objects.annotate(rank=StrengthRank("strength")).values_list("strength", "rank"))
    assert ranks == {strength.value: strength.rank for strength in Strength}
    assert set(Strength.at_least(Strength.CREDIBLE)) == {Strength.ESTABLISHED, Strength.CORROBORATED, Strength.CREDIBLE}

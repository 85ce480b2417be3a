"""A kept queryset gives what Django's own would, however often and under whichever login it is asked."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import ProgrammingError, connection, connections, models, transaction
from django.db.models import F, Q, Value
from django.db.models.signals import post_init
from django.test.utils import CaptureQueriesContext

from config import sites
from conflicts.models import Incident
from core.kept import AnyOf, Kept, keys, share_out, texts
from entities.models import Country, Entity
from evidence.models import Citation
from exports.models import Delivery, Licence, Measure, Shipment
from tests.conftest import ScratchDatabase
from tests.test_api_under_writers import reading_from

pytestmark = pytest.mark.django_db
SHIPMENTS = Kept.by(Shipment.objects.select_related("item", "exporter__part_of__country", "recipient", "destination"))
INCIDENTS = Kept.by(Incident.objects.select_related("place__country", "user"))
CLAIMS = Kept.by(Citation.objects.order_by("id").values_list("id", "says", "source__published"), "shipment")
DELIVERIES = Kept.by(Delivery.objects.all(), "shipment")
BY_CODE = Kept(
    Entity.objects.filter(AnyOf(F("country__code"), texts("codes")) | Q(AnyOf(F("pk"), keys("own")))).order_by("pk"),
    codes="text[]",
    own="bigint[]",
)


def everything(record: models.Model) -> dict[str, Any]:
    """All columns of a record and of the records that were read with it."""
    related = {
        name: everything(other) if other is not None else None
        for name, other in sorted(record._state.fields_cache.items())
    }
    columns = {field.attname: getattr(record, field.attname) for field in record._meta.concrete_fields}
    return {"model": type(record), "columns": columns, "related": related}


def test_it_reads_the_same_records_with_the_same_relations() -> None:
    shipments = list(Shipment.objects.values_list("pk", flat=True))
    expected = Shipment.objects.select_related("item", "exporter__part_of__country", "recipient", "destination")
    assert [everything(one) for one in SHIPMENTS(keys=shipments)] == [everything(one) for one in expected]


def test_what_several_rows_lead_to_by_one_relation_is_made_once() -> None:
    shipments = SHIPMENTS(keys=list(Shipment.objects.values_list("pk", flat=True)))
    exporters = [one.exporter for one in shipments]
    assert len({id(one) for one in exporters}) == len({one.pk for one in exporters}) < len(exporters)


def test_columns_that_were_left_out_are_read_when_they_are_asked_for() -> None:
    kept = Kept.by(Shipment.objects.select_related("item").only("public_id", "item__designation"))
    (some,) = kept(keys=Shipment.objects.values_list("pk", flat=True)[:1])
    assert some.get_deferred_fields() >= {"statement", "status"}
    whole = Shipment.objects.select_related("item").get(pk=some.pk)
    with CaptureQueriesContext(connection) as asked:
        assert (some.public_id, some.item.designation) == (whole.public_id, whole.item.designation)
    assert len(asked.captured_queries) == 0
    with CaptureQueriesContext(connection) as asked:
        assert some.statement == whole.statement
    assert len(asked.captured_queries) == 1


def test_a_short_table_is_read_whole_without_a_parameter() -> None:
    assert sorted(Kept.all(Country.objects.values_list("code", "name"))()) == sorted(
        Country.objects.values_list("code", "name")
    )


def test_where_somebody_listens_to_the_making_of_a_record_django_makes_it() -> None:
    heard = []

    def hear(instance: Measure, **_about: Any) -> None:
        heard.append(instance.pk)

    pk = Measure.objects.values_list("pk", flat=True)[0]
    expected = everything(Measure.objects.get(pk=pk))
    post_init.connect(hear, sender=Measure)
    try:
        (found,) = Kept.by(Measure.objects.all())(keys=[pk])
    finally:
        post_init.disconnect(hear, sender=Measure)
    assert heard == [pk]
    assert everything(found) == expected


def test_a_relation_that_leads_nowhere_is_none_as_ever() -> None:
    incidents = list(Incident.objects.values_list("pk", flat=True))
    expected = [everything(one) for one in Incident.objects.select_related("place__country", "user")]
    assert any(one["related"]["user"] is None for one in expected)
    assert [everything(one) for one in INCIDENTS(keys=incidents)] == expected


def test_rows_of_columns_are_read_with_their_dates_as_partial_dates() -> None:
    wanted = list(Shipment.objects.values_list("pk", flat=True)[:40])
    expected = list(
        Citation.objects.filter(shipment__in=wanted).order_by("id").values_list("id", "says", "source__published")
    )
    assert any(row[2] for row in expected)
    assert CLAIMS(keys=wanted) == expected


def test_several_arrays_are_one_statement_and_an_array_that_is_not_given_is_empty() -> None:
    some = Entity.objects.exclude(country__code="TR").order_by("pk")[:3]
    expected = Entity.objects.filter(Q(country__code="TR") | Q(pk__in=[one.pk for one in some])).order_by("pk")
    assert BY_CODE(codes={"TR"}, own=[one.pk for one in some]) == list(expected)
    assert BY_CODE(codes=["TR"]) == list(Entity.objects.filter(country__code="TR").order_by("pk"))


def test_nothing_is_asked_for_nothing() -> None:
    with CaptureQueriesContext(connection) as asked:
        assert SHIPMENTS(keys=[]) == []
        assert BY_CODE(codes=[], own=()) == []
    assert len(asked.captured_queries) == 0


def test_it_is_prepared_once_and_then_only_executed() -> None:
    kept = Kept.by(Measure.objects.select_related("issuer"))
    pk = Measure.objects.values_list("pk", flat=True)[0]
    with CaptureQueriesContext(connection) as asked:
        for _time in range(3):
            assert [one.pk for one in kept(keys=[pk])] == [pk]
    said = [query["sql"].split()[0] for query in asked.captured_queries]
    assert said.count("PREPARE") <= 1  # none where an earlier test had the same statement
    assert sum("EXECUTE" in query["sql"] for query in asked.captured_queries) == 3


def test_after_a_column_has_changed_its_type_it_is_prepared_anew(scratch_database: ScratchDatabase) -> None:
    """As after a migration, on a connection that a server process keeps."""
    kept = Kept.by(Measure.objects.select_related("issuer"))

    def read(pk: int) -> list[str]:
        return [str(one) for one in kept(keys=[pk])]

    pk = Measure.objects.values_list("pk", flat=True)[0]
    with reading_from(scratch_database), ThreadPoolExecutor(1) as process:

        def under_the_public_login() -> list[str]:
            with sites.working_for(sites.Site.PUBLIC):
                return read(pk)

        before = process.submit(under_the_public_login).result()
        with scratch_database() as owner, owner.cursor() as cursor:
            cursor.execute("ALTER TABLE exports_measure ALTER COLUMN handle TYPE varchar(250)")
        assert process.submit(under_the_public_login).result() == before != []
        assert process.submit(under_the_public_login).result() == before
        process.submit(connections.close_all).result()


def test_a_parameter_that_it_does_not_have_is_refused() -> None:
    with pytest.raises(TypeError, match="shipmnt"):
        CLAIMS(shipmnt=[1])


def test_a_per_cent_sign_in_the_statement_stands_for_itself() -> None:
    kept = Kept.by(Licence.objects.filter(~Q(title="100 % (of it)")).annotate().order_by("pk"))
    some = list(Licence.objects.order_by("pk").values_list("pk", flat=True)[:5])
    assert [one.pk for one in kept(keys=some)] == some


def test_records_with_annotations_are_refused() -> None:
    kept = Kept.by(Country.objects.annotate(one=Value(1)))
    with pytest.raises(ValueError, match="no annotations"):
        kept(keys=[1])


def test_parts_are_shared_out_as_a_prefetch_would() -> None:
    owners = list(Shipment.objects.order_by("pk"))
    for period in ("2021", "2019", "2020"):  # by their own ordering not as they were made
        Delivery.objects.create(shipment=owners[0], period=period)
    share_out(owners, "deliveries", DELIVERIES(keys=[one.pk for one in owners]), "shipment")
    prefetched = Shipment.objects.order_by("pk").prefetch_related("deliveries")
    with CaptureQueriesContext(connection) as asked:
        shared = {one.pk: [part.pk for part in one.deliveries.all()] for one in owners}
    assert len(asked.captured_queries) == 0
    assert shared == {one.pk: [part.pk for part in one.deliveries.all()] for one in prefetched}
    assert shared[owners[0].pk] != sorted(shared[owners[0].pk])


def logins(records: list[Shipment]) -> set[str | None]:
    """Those that the records and their items were read through."""
    return {login for one in records for login in (one._state.db, one.item._state.db)}


def test_it_reads_under_the_login_that_asks() -> None:
    wanted = list(Shipment.objects.values_list("pk", flat=True)[:5])
    own = SHIPMENTS(keys=wanted)
    with sites.working_for(sites.Site.PUBLIC):
        public = SHIPMENTS(keys=wanted)
    assert public == own
    assert (logins(own), logins(public)) == ({"default"}, {"public"})


def test_a_table_that_the_public_may_not_read_is_refused_though_its_owner_has_read_it(
    public_role: Callable[[], AbstractContextManager[None]],
) -> None:
    user = get_user_model().objects.create(username="editor")
    kept = Kept.by(get_user_model().objects.order_by("pk"))
    assert kept(keys=[user.pk]) == [user]
    with public_role(), pytest.raises(ProgrammingError, match="permission denied for table"):
        kept(keys=[user.pk])
    with (
        sites.working_for(sites.Site.PUBLIC),
        pytest.raises(ProgrammingError, match="permission denied for table"),
        transaction.atomic("public"),
    ):
        kept(keys=[user.pk])

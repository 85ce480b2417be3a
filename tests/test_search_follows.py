"""Documents and entries are what the facts say, whichever way the facts were written."""

from __future__ import annotations

from collections.abc import Callable

import psycopg2.errors
import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conflicts.models import Incident
from entities.models import Country, Entity, Name
from evidence.models import Citation, Gap, Publisher, Reply, Resolution, Source
from exports.models import Item, ItemName, Licence
from search.find import Asked, find
from search.models import Document, Entry
from tests.conftest import ScratchDatabase

pytestmark = pytest.mark.django_db
ENTRY = "origin_id, kind::text, record_id, what::text, text::text"
DOCUMENT = "record_id, public_id::text, country_id, strength::text, weight"


def differences() -> list[tuple[object, ...]]:
    """Rows of the search tables that the views do not have, and the other way round."""
    found: list[tuple[object, ...]] = []
    with connection.cursor() as cursor:
        for table, name, columns in (
            ("search_entry", "origin", ENTRY),
            ("search_document", "kind", DOCUMENT),
        ):
            prefix = "search_entries_" if name == "origin" else "search_documents_"
            cursor.execute("SELECT viewname FROM pg_views WHERE starts_with(viewname, %s)", [prefix])
            meant = " UNION ALL ".join(
                f"SELECT '{view.removeprefix(prefix)}'::text AS {name}, {columns} FROM {view}"
                for (view,) in cursor.fetchall()
            )
            kept = f"SELECT {name}, {columns} FROM {table}"
            cursor.execute(f"(({kept}) EXCEPT ALL ({meant})) UNION ALL (({meant}) EXCEPT ALL ({kept}))")
            found += cursor.fetchall()
    return found


def test_after_loading_the_case_data() -> None:
    assert Entry.objects.values("origin").distinct().count() > 15
    assert differences() == []


def sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def cite_another_record() -> None:
    citation = Citation.objects.exclude(says="").filter(entity__isnull=False).first()
    assert citation is not None
    citation.entity, citation.item = None, Item.objects.first()
    citation.save()


def decide_again() -> None:
    decision = Resolution.objects.all()[0]
    made = Resolution(
        decision=decision.decision, field=decision.field, considered=decision.considered, decided="2026-11"
    )
    setattr(made, decision.subject_column, decision.subject)
    made.note = "Read again, with the annex."
    made.save()


WRITES: dict[str, Callable[[], object]] = {
    "renames all entities in one statement": lambda: sql("UPDATE entities_entity SET name = name || ' AŞ'"),
    "moves a maker to another country": lambda: sql(
        "UPDATE entities_entity SET country_id = (SELECT id FROM entities_country WHERE code = 'AM') "
        "WHERE kind <> 'state'"
    ),
    "gives an item another maker": lambda: sql(
        "UPDATE exports_item SET maker_id = (SELECT id FROM entities_entity WHERE handle = 'org-baykar')"
    ),
    "deletes names": lambda: Name.objects.all().delete(),
    "moves a name to another entity": lambda: Name.objects.filter(text="Baykar Makina").update(
        entity=Entity.objects.exclude(handle="org-baykar")[0]
    ),
    "changes what a name is": lambda: Name.objects.update(kind="former"),
    "adds names in bulk": lambda: ItemName.objects.bulk_create(
        [ItemName(item=item, text="Թեստ 7") for item in Item.objects.all()]
    ),
    "empties a text": lambda: Incident.objects.update(statement="", note="", place_as_printed=""),
    "renames a publisher": lambda: sql("UPDATE evidence_publisher SET name = 'The ' || name"),
    "takes a source from its publisher": lambda: Source.objects.filter(is_protected=False).update(publisher=None),
    "empties citations": lambda: Citation.objects.filter(field="").update(says=""),
    "cites another record": cite_another_record,
    "changes what is not searched": lambda: Licence.objects.update(valid_until="2031"),
    "adds a country": lambda: Country.objects.create(code="XZZ", name="Țară"),
    "deletes citations": lambda: Citation.objects.filter(entity__handle="org-baykar").delete(),
    "moves gaps to who holds the answer": lambda: Gap.objects.update(item=None),
    "leaves gaps without anybody": lambda: Gap.objects.update(item=None, held_by=None, recipient=None, sender=None),
    "answers differently": lambda: Reply.objects.update(answer="Ոչ"),
    "asks somebody else": lambda: Reply.objects.update(asked_of=Entity.objects.get(handle="org-baykar")),
    "decides again": decide_again,
    "adds a publisher": lambda: Publisher.objects.create(name="Կարգ"),
}


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_after_a_write_that(write: Callable[[], object]) -> None:
    with transaction.atomic():
        write()
        assert differences() == []
        transaction.set_rollback(True)  # some would leave a record without a source, which the commit refuses


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(sorted(WRITES)), max_size=5, unique=True))
def test_after_any_of_them_in_any_order(names: list[str]) -> None:
    with transaction.atomic():
        for name in names:
            WRITES[name]()
        assert differences() == []
        transaction.set_rollback(True)


def test_a_name_is_found_as_soon_as_it_is_written() -> None:
    assert not find(Asked("Квадрокоптер")).hits
    Name.objects.create(entity=Entity.objects.get(handle="org-baykar"), text="Квадрокоптер", kind="alias")
    assert [hit.text for hit in find(Asked("kvadrokopter")).hits] == ["Квадрокоптер"]
    Name.objects.filter(text="Квадрокоптер").delete()
    assert not find(Asked("Квадрокоптер")).hits


def test_what_changes_nothing_searched_writes_nothing() -> None:
    before = list(Entry.objects.filter(kind="licence").order_by("id").values_list("id", flat=True))
    Licence.objects.update(valid_until="2032")
    assert list(Entry.objects.filter(kind="licence").order_by("id").values_list("id", flat=True)) == before


def test_a_source_waits_for_a_publisher_that_is_being_renamed(scratch_database: ScratchDatabase) -> None:
    """Otherwise it would keep the old name: neither transaction sees what the other has not committed."""
    renaming, adding = scratch_database(), scratch_database()
    renaming.cursor().execute("UPDATE evidence_publisher SET name = 'The ' || name")
    writes = adding.cursor()
    writes.execute("SET lock_timeout = '300ms'")
    with pytest.raises(psycopg2.errors.LockNotAvailable):
        writes.execute("UPDATE evidence_source SET note = 'Read again.' WHERE publisher_id IS NOT NULL")


def test_every_record_has_one_document() -> None:
    assert Document.objects.filter(kind="entity").count() == Entity.objects.count()
    assert Document.objects.filter(kind="source").count() == Source.objects.count()

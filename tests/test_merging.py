"""Judging two records the same, and taking it back: rules, order, and that nothing is left behind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from io import StringIO
from threading import Thread
from typing import Any

import psycopg2
import psycopg2.errors
import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config.grants import PUBLIC_TABLES
from core.history import history_of
from core.merging import Mergeable
from editorial.merge_preview import preview
from editorial.services.merging import JUDGEMENTS, merge, unmerge
from editorial.services.roles import Role, give_role, make_roles
from entities.models import Entity, Identifier, Name, SameEntity
from exports.models import Item
from matching.choices import Verdict
from matching.models import Decision
from search.find import Asked, find
from tests.conftest import ScratchDatabase
from tests.test_search_follows import differences

pytestmark = pytest.mark.django_db
WHY = "Both give the same address in the same register."
STEPS, SEQUENCES = 50, 12
SEARCHED = {"search_entry", "search_document"}
# Says that counts are to be made anew, until they are: tests/test_recounting.py.
ASKED = "tracing_recount"
Step = tuple[bool, int, int]


def firms(number: int = 8) -> list[Entity]:
    """Companies of the case that have neither a parent nor parts."""
    rows = Entity.objects.filter(kind="company", part_of__isnull=True, parts__isnull=True)
    return list(rows.order_by("pk")[:number])


def things(number: int = 8) -> list[Item]:
    return list(Item.objects.filter(kind="component", variant_of__isnull=True, variants__isnull=True)[:number])


def again(*records: Mergeable) -> list[Any]:
    for record in records:
        record.refresh_from_db()
    return [record.canonical_id for record in records]


def test_the_merged_record_points_to_the_kept_one_and_taking_back_empties_that() -> None:
    kept, merged = firms(2)
    merge(kept, merged, why=WHY)
    assert (merged.same_as_id, merged.canonical_id) == (kept.pk, kept.pk)
    unmerge(merged, why="They are two.")
    assert (merged.same_as_id, merged.canonical_id) == (None, merged.pk)


def test_a_row_of_judgements_is_flat_and_taking_one_back_restores_those_before_it() -> None:
    a, b, c = firms(3)
    merge(b, a, why=WHY)
    merge(c, b, why=WHY)
    assert again(a, b, c) == [c.pk, c.pk, c.pk]
    unmerge(b, why="No.")
    assert again(a, b, c) == [b.pk, b.pk, c.pk]


def test_what_is_judged_the_same_as_a_merged_record_stands_under_the_one_that_is_kept() -> None:
    a, b, c = firms(3)
    merge(c, b, why=WHY)
    merge(b, a, why=WHY)
    assert again(a) == [c.pk]


def test_no_fact_changes() -> None:
    kept, merged = firms(2)
    before = dict(checksums())
    merge(kept, merged, why=WHY)
    changed = {table for table, digest in checksums() if before[table] != digest}
    assert changed == {"entities_entity", "entities_sameentity"} | SEARCHED & changed


def refused(kept: Mergeable, merged: Mergeable, words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        merge(kept, merged, why=WHY)


def test_two_records_cannot_each_stand_for_the_other() -> None:
    a, b, c = firms(3)
    merge(b, a, why=WHY)
    merge(c, b, why=WHY)
    refused(a, c, "the other way round")


def test_a_record_is_judged_the_same_as_one_only_and_never_as_itself() -> None:
    a, b, c = firms(3)
    refused(a, a, "Choose two")
    merge(b, a, why=WHY)
    refused(c, a, "already")


def test_a_judgement_needs_a_reason_and_is_not_changed() -> None:
    a, b, c = firms(3)
    with pytest.raises(ValidationError):
        merge(b, a, why=" ")
    merge(b, a, why=WHY)
    with pytest.raises(IntegrityError, match="not changed"), transaction.atomic():
        SameEntity.objects.update(kept=c)


def test_a_state_its_people_and_its_parts_stay_what_they_are() -> None:
    firm, other = firms(2)
    state = Entity.objects.filter(kind="state").first()
    person = Entity.objects.filter(kind="person").first()
    part = Entity.objects.filter(part_of__isnull=False).exclude(kind="unknown_party").first()
    unnamed = Entity.objects.filter(kind="unknown_party").first()
    assert state is not None
    assert person is not None
    assert part is not None
    assert part.part_of is not None
    assert unnamed is not None
    refused(firm, state, "stands for its country")
    refused(state, firm, "stands for its country")
    refused(firm, person, "no person")
    refused(part.part_of, part, "part of the other")
    refused(unnamed, firm, "cannot stand for a named one")
    merge(other, unnamed, why="A later source names it.")


def test_an_item_is_not_what_it_is_built_into_nor_its_family() -> None:
    built = Item.objects.filter(built_into__isnull=False, kind="component").first()
    assert built is not None
    refused(built.built_into.first().platform, built, "platform|built into")
    variant = Item.objects.filter(variant_of__isnull=False).first()
    assert variant is not None
    assert variant.variant_of is not None
    refused(variant.variant_of, variant, "variant")
    with pytest.raises(ValidationError, match="not one of each"):
        merge(variant, firms(1)[0], why=WHY)


def test_nobody_writes_same_as_by_hand() -> None:
    a, b = firms(2)
    Entity.objects.filter(pk=a.pk).update(same_as=b)
    assert again(a) == [a.pk]
    merge(b, a, why=WHY)
    Entity.objects.filter(pk=a.pk).update(same_as=None, note="Read again.")
    assert again(a) == [b.pk]


def test_who_judged_and_why_is_kept_and_only_editors_may() -> None:
    make_roles()
    writer, editor = User.objects.create_user("writer"), User.objects.create_user("editor")
    give_role(writer, Role.CONTRIBUTOR)
    give_role(editor, Role.EDITOR)
    kept, merged = firms(2)
    with pytest.raises(PermissionDenied):
        merge(kept, merged, why=WHY, user=writer)
    merge(kept, merged, why=WHY, user=editor)
    with pytest.raises(PermissionDenied):
        unmerge(merged, why="No.", user=writer)
    unmerge(merged, why="They are two.", user=editor)
    said = Decision.objects.filter(printed=merged.public_id, record=kept.public_id).order_by("pk")
    assert [(one.verdict, one.decided_by, one.why) for one in said] == [
        (Verdict.SAME, editor, WHY),
        (Verdict.TAKEN_BACK, editor, "They are two."),
    ]
    history = history_of(SameEntity)
    assert history is not None
    events = history._default_manager.filter(merged_id=merged.pk).order_by("pgh_id")
    assert [(one.pgh_label, one.pgh_context.metadata["why"]) for one in events] == [  # type: ignore[attr-defined]
        ("insert", WHY),
        ("delete", "They are two."),
    ]


def test_searches_find_the_kept_record_by_every_name_and_the_old_id() -> None:
    kept, merged = firms(2)
    Name.objects.create(entity=merged, text="Zyxomma Werke", kind="alias")
    Identifier.objects.create(entity=merged, scheme="LEI", value="ZYX0009")
    merge(kept, merged, why=WHY)
    for words in ("Zyxomma Werke", "ZYX0009", str(merged.public_id)):
        assert [(hit.kind, hit.record_id) for hit in find(Asked(words)).hits] == [("entity", kept.pk)], words
    assert differences() == []
    unmerge(merged, why="No.")
    assert [hit.record_id for hit in find(Asked("Zyxomma Werke")).hits] == [merged.pk]
    assert differences() == []


def test_a_dry_run_tells_what_changes_and_changes_nothing() -> None:
    before = dict(checksums())
    kept = Entity.objects.get(handle="org-baykar")
    merged = (
        Entity.objects.filter(kind="company", shipments_out__isnull=False).exclude(pk=kept.pk).first() or firms()[0]
    )
    seen = preview(kept, merged)
    assert seen.rows
    assert all(one.number for one in seen.rows)
    assert dict(checksums()) == before
    out = StringIO()
    call_command("merge", kept.public_id, merged.public_id, "--dry-run", stdout=out)
    assert f"Kept: {kept}" in out.getvalue()
    assert dict(checksums()) == before


def test_commands_judge_and_take_back() -> None:
    kept, merged = firms(2)
    out = StringIO()
    with pytest.raises(CommandError, match="blank"):
        call_command("merge", kept.public_id, merged.public_id, stdout=out)
    call_command("merge", kept.public_id, merged.public_id, "--why", WHY, stdout=out)
    assert again(merged) == [kept.pk]
    with pytest.raises(CommandError, match="no entity and no item"):
        call_command("unmerge", "en-nobody", "--why", "x", stdout=out)
    call_command("unmerge", merged.public_id, "--why", "They are two.", stdout=out)
    assert again(merged) == [merged.pk]


def checksums() -> Iterator[tuple[str, str]]:
    """What readers see of each public table: all columns but the counters of writes, and keys of the search's rows."""
    with connection.cursor() as cursor:
        for table in sorted(PUBLIC_TABLES - {ASKED}):
            cursor.execute(
                "SELECT column_name FROM information_schema.columns WHERE table_name = %s AND column_name <> ALL (%s)",
                [table, ["version", "updated_at", *(["id"] if table in SEARCHED else [])]],
            )
            columns = ", ".join(f'"{name}"' for (name,) in cursor.fetchall())
            cursor.execute(
                f"SELECT md5(string_agg(line, E'\\n' ORDER BY line)) "
                f"FROM (SELECT row({columns})::text AS line FROM {table}) AS lines"
            )
            yield table, str(cursor.fetchone()[0])


class TakenBackError(Exception):
    """Ends a sequence: nothing of it is committed."""


@settings(max_examples=SEQUENCES, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(
    steps=st.lists(st.tuples(st.booleans(), st.integers(0, 7), st.integers(0, 7)), min_size=STEPS, max_size=STEPS),
    order=st.randoms(use_true_random=False),
)
def test_after_fifty_merges_and_unmerges_in_any_order_and_all_taken_back_everything_is_as_it_was(
    steps: list[Step], order: Any
) -> None:
    try:
        with transaction.atomic():
            _in_any_order(steps, order)
            raise TakenBackError
    except TakenBackError:
        pass


def _in_any_order(steps: list[Step], order: Any) -> None:
    before = dict(checksums())
    records: dict[bool, list[Any]] = {False: firms(), True: things()}
    arrows: dict[tuple[bool, int], int] = {}
    for is_item, one, other in steps:
        if (is_item, one) in arrows:
            unmerge(records[is_item][one], why="No.")
            del arrows[is_item, one]
            continue
        try:
            merge(records[is_item][other], records[is_item][one], why=WHY)
        except ValidationError:
            assert _leads(arrows, is_item, other, one)
        else:
            arrows[is_item, one] = other
        for kind, rows in records.items():
            expected = [rows[_root(arrows, kind, place)].pk for place in range(len(rows))]
            assert again(*rows) == expected
    assert differences() == []
    standing = list(arrows)
    order.shuffle(standing)
    for is_item, one in standing:
        unmerge(records[is_item][one], why="No.")
    assert dict(checksums()) == before
    assert differences() == []


def _root(arrows: dict[tuple[bool, int], int], kind: bool, place: int) -> int:
    while (kind, place) in arrows:
        place = arrows[kind, place]
    return place


def _leads(arrows: dict[tuple[bool, int], int], kind: bool, start: int, end: int) -> bool:
    """Whether the arrows lead from one to the other: the only reason for which these may be refused."""
    while start != end and (kind, start) in arrows:
        start = arrows[kind, start]
    return start == end


def test_of_two_judgements_at_once_that_point_at_each_other_one_is_refused(scratch_database: ScratchDatabase) -> None:
    a, b = firms(2)
    statement = "INSERT INTO entities_sameentity (merged_id, kept_id, why) VALUES (%s, %s, 'Test.')"
    first, second = scratch_database(), scratch_database()
    first.cursor().execute(statement, [a.pk, b.pk])
    problems: list[Exception] = []

    def judge() -> None:
        try:
            second.cursor().execute(statement, [b.pk, a.pk])
            second.commit()
        except psycopg2.Error as problem:
            problems.append(problem)
            second.rollback()

    waiting = Thread(target=judge)
    waiting.start()
    waiting.join(0.5)
    assert waiting.is_alive(), "the second waits for the first"
    first.commit()
    waiting.join(10)
    assert [type(problem) for problem in problems] == [psycopg2.errors.CheckViolation]
    rows = first.cursor()
    rows.execute("SELECT id, same_as_id FROM entities_entity WHERE same_as_id IS NOT NULL")
    assert rows.fetchall() == [(a.pk, b.pk)]


def test_readers_see_why_and_when_but_not_who(public_role: Callable[[], AbstractContextManager[None]]) -> None:
    kept, merged = firms(2)
    merge(kept, merged, why=WHY)
    with public_role():
        assert [row.why for row in SameEntity.objects.all()] == [WHY]
    assert set(JUDGEMENTS) == {Entity, Item}
    assert {field.name for field in SameEntity._meta.local_fields} == {"id", "merged", "kept", "why", "judged_at"}

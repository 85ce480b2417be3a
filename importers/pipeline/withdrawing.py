"""Takes an import back as a whole, and nothing of anybody else's.

What only this import states goes, with its parts. What another source carries too stays, without this import's
citations. What others have come to need (an editor's shipment of an item that it made) stays as well, with the citation
that carries it: without one it would be a bare fact. History keeps all of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection, models, transaction
from django.db.models.functions import Now

from core.history import because
from core.models import Record
from editorial.choices import ImportState
from editorial.models import Import
from evidence.errors import check_citations_now
from evidence.models import Citation, Source, SourceLineage
from evidence.subjects import SUBJECTS, table_of


class NotAppliedError(Exception):
    """The import was withdrawn before. `str()` is the sentence to show."""


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What a withdrawal took away, and what it left because others need it."""

    records: int
    citations: int
    kept: int


def withdraw(job: Import, why: str, by: AbstractBaseUser | None = None) -> Withdrawn:
    """Take back everything that this import made. `why` goes into the history of every record."""
    with transaction.atomic(), because(why, route="withdraw import", user=by), connection.cursor() as cursor:
        locked = Import.objects.select_for_update().get(pk=job.pk)
        if locked.state != ImportState.APPLIED:
            raise NotAppliedError(f"Import {job.pk} was withdrawn before. Nothing was changed.")
        _collect(cursor, job.pk)
        _collect_sources(cursor, job.pk)
        while _spare_what_others_need(cursor) + _spare_sources(cursor):
            pass
        kept = _count(cursor, "spared")
        # Records first: taking their citations would have each of them graded anew just before it goes.
        records = _delete_records(cursor)
        citations = _delete_citations(cursor, job.pk)
        _close(locked, why)
        check_citations_now()
        return Withdrawn(records, citations, kept)


def _collect(cursor: Any, job: int) -> None:
    """Two lists for this transaction: the citations of the import, and the records that nothing else carries."""
    cursor.execute("CREATE TEMPORARY TABLE taken (citation_id bigint PRIMARY KEY, made boolean) ON COMMIT DROP")
    cursor.execute("CREATE TEMPORARY TABLE doomed (kind text, id bigint, PRIMARY KEY (kind, id)) ON COMMIT DROP")
    cursor.execute("CREATE TEMPORARY TABLE spared (kind text, id bigint, PRIMARY KEY (kind, id)) ON COMMIT DROP")
    cursor.execute(
        "INSERT INTO taken SELECT link.citation_id, link.made_record FROM editorial_importedcitation link"
        " JOIN editorial_importrow row ON row.id = link.row_id"
        " JOIN editorial_importfile file ON file.id = row.file_id WHERE file.job_id = %s",
        [job],
    )
    for column in SUBJECTS:
        cursor.execute(
            f"INSERT INTO doomed SELECT DISTINCT '{column}', mine.{column}_id FROM taken"  # noqa: S608
            f" JOIN evidence_citation mine ON mine.id = taken.citation_id AND taken.made"
            f" WHERE mine.{column}_id IS NOT NULL AND NOT EXISTS ("
            f"  SELECT FROM evidence_citation other WHERE other.{column}_id = mine.{column}_id"
            f"  AND other.stance <> 'mentions' AND other.id NOT IN (SELECT citation_id FROM taken))"
        )
    cursor.execute("ANALYZE taken, doomed")


def _collect_sources(cursor: Any, job: int) -> None:
    """The sources that rows of the import describe. They go if nothing that stays cites them or rests on them."""
    cursor.execute("CREATE TEMPORARY TABLE leaving (id bigint PRIMARY KEY) ON COMMIT DROP")
    cursor.execute(
        "INSERT INTO leaving SELECT part.source_id FROM editorial_importedpart part"
        " JOIN editorial_importrow row ON row.id = part.row_id"
        " JOIN editorial_importfile file ON file.id = row.file_id"
        " WHERE file.job_id = %s AND part.source_id IS NOT NULL",
        [job],
    )


def _spare_sources(cursor: Any) -> int:
    """Take sources off the list that a citation needs which stays, or another row; what they name then stays, too."""
    kept = " OR ".join(
        f"c.{column}_id IN (SELECT id FROM spared WHERE kind = '{column}')"  # noqa: S608
        for column in SUBJECTS
    )
    cursor.execute(
        "DELETE FROM leaving USING evidence_citation c WHERE c.source_id = leaving.id"  # noqa: S608
        f" AND (c.id NOT IN (SELECT citation_id FROM taken) OR {kept})"
    )
    spared = int(cursor.rowcount)
    for relation in _protecting(Source):
        if relation.table != Citation._meta.db_table:
            cursor.execute(
                f"DELETE FROM leaving USING {relation.table} other"  # noqa: S608
                f" WHERE other.{relation.column} = leaving.id AND NOT {relation.goes_too}"
            )
            spared += cursor.rowcount
    return spared


def _spare_what_others_need(cursor: Any) -> int:
    """Take records off the list that a row points to which stays; again until none is left."""
    spared = 0
    for column, label in SUBJECTS.items():
        for relation in _protecting(apps.get_model(label)):
            cursor.execute(
                f"WITH freed AS (DELETE FROM doomed USING {relation.table} AS other"  # noqa: S608
                f" WHERE doomed.kind = '{column}' AND other.{relation.column} = doomed.id"
                f" AND NOT {relation.goes_too} RETURNING doomed.kind, doomed.id)"
                " INSERT INTO spared SELECT kind, id FROM freed ON CONFLICT DO NOTHING"
            )
            spared += cursor.rowcount
    return spared


@dataclass(frozen=True, slots=True)
class _Relation:
    """A column that points to a kind of record and keeps it; and when the pointing row goes away by itself."""

    table: str
    column: str
    goes_too: str


def _protecting(model: type[models.Model]) -> list[_Relation]:
    found = []
    for relation in model._meta.related_objects:
        field = relation.field
        if relation.on_delete is not models.PROTECT or not isinstance(field, models.ForeignKey):
            continue
        holder = field.model
        if holder._meta.proxy or hasattr(holder, "pgh_tracked_model"):
            continue
        found.append(_Relation(holder._meta.db_table, field.column, _goes_too(holder)))
    return found


def _goes_too(holder: type[models.Model]) -> str:
    """A condition on the row `other`: it is itself on the list, or part of a record that is."""
    if holder is Source:
        return "EXISTS (SELECT FROM leaving WHERE leaving.id = other.id)"
    if holder is SourceLineage:
        return "EXISTS (SELECT FROM leaving WHERE leaving.id = other.source_id)"
    if issubclass(holder, Record):
        return f"EXISTS (SELECT FROM doomed d WHERE d.kind = '{_kind(holder)}' AND d.id = other.id)"
    owners = [
        field
        for field in holder._meta.concrete_fields
        if isinstance(field, models.ForeignKey)
        and field.remote_field.on_delete is models.CASCADE
        and issubclass(field.related_model, Record)
    ]
    parts = [
        f"EXISTS (SELECT FROM doomed d WHERE d.kind = '{_kind(field.related_model)}' AND d.id = other.{field.column})"
        for field in owners
    ]
    return f"({' OR '.join(parts)})" if parts else "false"


def _kind(model: type[models.Model]) -> str:
    return next(column for column, label in SUBJECTS.items() if label == model._meta.label)


def _delete_citations(cursor: Any, job: int) -> int:
    """All of the import's citations but those that carry what has to stay; and what it added to others' records."""
    for column in SUBJECTS:
        cursor.execute(
            f"DELETE FROM taken USING evidence_citation c, spared WHERE c.id = taken.citation_id"  # noqa: S608
            f" AND spared.kind = '{column}' AND c.{column}_id = spared.id"
        )
    for table, column in (("exports_valuation", "valuation_id"), ("exports_delivery", "delivery_id")):
        parts = (
            f"SELECT part.{column} FROM editorial_importedpart part"  # noqa: S608
            " JOIN editorial_importrow row ON row.id = part.row_id"
            f" JOIN editorial_importfile file ON file.id = row.file_id WHERE file.job_id = {int(job)}"
            f" AND part.{column} IS NOT NULL"
        )
        cursor.execute(f"CREATE TEMPORARY TABLE added ON COMMIT DROP AS {parts}")
        cursor.execute(f"DELETE FROM editorial_importedpart WHERE {column} IN (SELECT {column} FROM added)")  # noqa: S608
        cursor.execute(f"DELETE FROM {table} WHERE id IN (SELECT {column} FROM added)")  # noqa: S608
        cursor.execute("DROP TABLE added")
    cursor.execute("DELETE FROM editorial_importedcitation WHERE citation_id IN (SELECT citation_id FROM taken)")
    cursor.execute("DELETE FROM evidence_citation WHERE id IN (SELECT citation_id FROM taken)")
    taken = int(cursor.rowcount)
    cursor.execute("DELETE FROM editorial_importedpart WHERE source_id IN (SELECT id FROM leaving)")
    for table, column in _parts(Source):
        cursor.execute(f"DELETE FROM {table} WHERE {column} IN (SELECT id FROM leaving)")  # noqa: S608
    cursor.execute("DELETE FROM evidence_source WHERE id IN (SELECT id FROM leaving)")
    return taken


def _delete_records(cursor: Any) -> int:
    """Those on the list, each after the parts that die with it. Foreign keys are checked at the end."""
    total = 0
    for column, label in SUBJECTS.items():
        model = apps.get_model(label)
        cursor.execute("SELECT EXISTS (SELECT FROM doomed WHERE kind = %s)", [column])
        if not cursor.fetchone()[0]:
            continue
        going = f"SELECT id FROM doomed WHERE kind = '{column}'"  # noqa: S608
        for table, key in _parts(model):
            cursor.execute(f"DELETE FROM {table} WHERE {key} IN ({going})")  # noqa: S608
        cursor.execute(f"DELETE FROM {table_of(column)} WHERE id IN ({going})")  # noqa: S608
        total += cursor.rowcount
    return total


def _parts(model: type[models.Model]) -> list[tuple[str, str]]:
    """Tables and columns of what dies with a record. Values of deliveries go with their shipment first."""
    parts: list[tuple[str, str]] = []
    for relation in model._meta.related_objects:
        field, holder = relation.field, relation.field.model
        if relation.on_delete is models.CASCADE and holder is not Citation and not holder._meta.proxy:
            parts.append((holder._meta.db_table, str(field.column)))
    parts += [(str(field.m2m_db_table()), str(field.m2m_column_name())) for field in model._meta.many_to_many]
    return sorted(set(parts), key=lambda part: part[0] != "exports_valuation")


def _count(cursor: Any, table: str) -> int:
    cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608
    return int(cursor.fetchone()[0])


def _close(job: Import, why: str) -> None:
    """The release's source goes too, unless something still cites it."""
    source = job.source
    job.state, job.withdrawn_why, job.withdrawn_at = ImportState.WITHDRAWN, why[:300], Now()
    if source is not None and not source.citations.exists() and source.imports.count() == 1:
        job.source = None
        job.save()
        source.lineage.all().delete()
        Source.objects.filter(pk=source.pk).delete()
    else:
        job.save()

"""Reads files, plans, and applies exactly that plan: one transaction, so that a killed import never was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.contrib.auth.models import User
from django.db import connection, transaction
from django.utils.text import slugify

from core.history import because
from editorial.choices import ImportState
from editorial.models import Import, ImportFile
from evidence.choices import LineageKind, SourceKind
from evidence.errors import check_citations_now
from evidence.models import Publisher, Source, SourceLineage
from importers.errors import BadInputError
from importers.pipeline.planning import Reading
from importers.pipeline.questions import ask_once
from importers.pipeline.registers import Progress, Register
from importers.pipeline.releases import compare, write_again
from importers.pipeline.writing import Writer
from importers.reading.sealing import Sealed, seal


class AlreadyImportedError(Exception):
    """The same file was imported before, and stands. `str()` is the sentence to show; nothing was changed."""


class PlanChangedError(Exception):
    """What is recorded has moved on since the plan was made, so that it would do something else now."""


@dataclass(slots=True)
class Outcome:
    """What an import did, or in a dry run would do."""

    reading: Reading
    job: Import | None = None
    written: dict[str, int] = field(default_factory=dict)


def quiet(what: str, done: int, total: int) -> None:
    """Use where nobody watches."""


def run(
    register: Register,
    paths: Sequence[Path],
    *,
    release: str = "",
    dry_run: bool = False,
    plan_sha256: str = "",
    progress: Progress = quiet,
    by: User | None = None,
) -> Outcome:
    """Import the files, or only say what that would do. With `plan_sha256` only if the plan is still that one."""
    if len(paths) > register.most_files:
        raise BadInputError(f"At most {register.most_files} files make one import.", file=paths[-1].name)
    sealed = [seal(path, encodings=register.encodings) for path in paths]
    with transaction.atomic(), because(f"Import of {register.title}", route="import", user=by):
        _one_at_a_time()
        _refuse_second_time(register, sealed)
        reading = register.read(sealed, release)
        _refuse_changed_files(register, sealed)
        compare(register, reading)
        ask_once(reading)
        if plan_sha256 and reading.sha256 != plan_sha256:
            raise PlanChangedError(
                "What is recorded has moved on since this plan was made. Look at the new plan, then apply that."
            )
        if dry_run:
            return Outcome(reading)
        return _write(register, reading, progress, by)


def _write(register: Register, reading: Reading, progress: Progress, by: User | None) -> Outcome:
    source = None if register.brings_sources else release_source(register, reading)
    job = Import.objects.create(
        register=register.name, release=reading.release[:60], source=source, plan_sha256=reading.sha256, by=by
    )
    files = [
        ImportFile.objects.create(
            job=job, name=file.name[:200], sha256=file.sha256, size=file.size, encoding=file.encoding, layout=layout
        )
        for file, layout in zip(reading.files, reading.layouts, strict=True)
    ]
    writer = Writer(source, register.credibility, register.rung, files)
    register.write(reading, writer, progress)
    write_again(reading, writer)
    for row in reading.rows:
        writer.row(row)
    written = writer.flush(progress)
    progress("Checking that every record has its source", 0, 1)
    check_citations_now()
    return Outcome(reading, job, written)


def release_source(register: Register, reading: Reading) -> Source:
    """The source that this release is cited as; it rests on the register itself, so that releases are one origin."""
    publisher, _ = Publisher.objects.get_or_create(name=register.publisher)
    handle = slugify(f"reg-{register.name}-{reading.release}")[:120]
    known: Source | None = Source.objects.filter(handle=handle).first()
    if known is not None:
        return known
    made: Source = Source.objects.create(
        handle=handle,
        title=f"{register.title}, {reading.release}",
        title_is_inferred=True,
        kind=SourceKind.REPOST if register.origin else register.kind,
        publisher=publisher,
        published=reading.published or None,
        language=register.language,
        url=register.url,
        reliability=register.reliability,
        note=f"{register.credit} {register.licence}",
    )
    SourceLineage.objects.create(
        source=made,
        origin=_origin(register),
        kind=LineageKind.REPOSTS if register.origin else LineageKind.BASED_ON,
        note="A release of that register; releases are not independent of each other.",
    )
    return made


def _origin(register: Register) -> Source:
    name = register.origin.publisher if register.origin else register.publisher
    publisher, _ = Publisher.objects.get_or_create(name=name)
    known, _ = Source.objects.get_or_create(
        handle=f"reg-{register.name}",
        defaults={
            "title": register.origin.title if register.origin else register.title,
            "kind": register.kind,
            "publisher": publisher,
            "language": register.language,
            "url": register.origin.url if register.origin else register.url,
            "reliability": register.reliability,
        },
    )
    found: Source = known
    return found


def _one_at_a_time() -> None:
    """A second import waits, so that its plan sees what the first one made."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('importers: one import at a time'))")


def _refuse_second_time(register: Register, sealed: Sequence[Sealed]) -> None:
    known = (
        ImportFile.objects.filter(sha256__in=[file.sha256 for file in sealed], job__state=ImportState.APPLIED)
        .filter(job__register=register.name)
        .select_related("job")
        .first()
    )
    if known is not None:
        raise AlreadyImportedError(
            f"{known.name} was imported on {known.job.created_at:%d %B %Y} (import {known.job.pk}). "
            "Nothing was changed."
        )


def _refuse_changed_files(register: Register, sealed: Sequence[Sealed]) -> None:
    for file in sealed:
        if seal(file.path, encodings=register.encodings).sha256 != file.sha256:
            raise BadInputError("The file was changed while it was read. Start again.", file=file.name)

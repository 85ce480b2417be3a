"""What a worker does with a job: read and plan, apply, take back. Each step and its end are one transaction."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from editorial.choices import JobState
from editorial.models import ImportJob, PlanRow
from importers.errors import BadInputError
from importers.jobs.queue import Claim, close
from importers.pipeline.applying import AlreadyImportedError, PlanChangedError
from importers.pipeline.copying import Table
from importers.pipeline.planning import Ask, Reading
from importers.pipeline.registers import Progress
from importers.pipeline.withdrawing import NotAppliedError, withdraw
from importers.reading.lines import plain_lines, read_lines
from importers.reading.sealing import UTF8, WINDOWS, seal
from importers.registry import register_of, run_import


@dataclass(frozen=True, slots=True)
class Refusal:
    """How a step ended that changed nothing: the job's state, and the sentence to show."""

    state: JobState
    message: str


def attempt(held: Claim, progress: Progress) -> Refusal | None:
    """Do the step that the job was taken up for. What a person has to know is returned, and not yet written down."""
    ran_out = False
    try:
        STEPS[held.step](held, progress)
    except (BadInputError, PlanChangedError) as problem:
        return Refusal(JobState.FAILED, str(problem))
    except AlreadyImportedError as problem:
        return Refusal(JobState.ABANDONED, str(problem))
    except NotAppliedError as problem:
        return Refusal(JobState.WITHDRAWN, str(problem))
    except MemoryError:
        ran_out = True
    except DatabaseError as problem:  # the driver's own word for it: a file that is handed over takes room, too
        if "out of memory" not in str(problem):
            raise
        ran_out = True
    if ran_out:  # what was read went with the block above; only now is there room for a sentence
        return refusal_for(held.step, _("It needs more memory than an import may have. Cut the file into parts."))
    return None


def refusal_for(step: JobState, message: str) -> Refusal:
    """A step that could not be done leaves the job where it can be asked for again."""
    return Refusal(JobState.APPLIED if step == JobState.WITHDRAWING else JobState.FAILED, message)


def refuse(held: Claim, refusal: Refusal) -> None:
    """Write down how the step ended. Files and plan of a job that was given up are not kept."""
    with transaction.atomic():
        close(held, refusal.state, message=refusal.message)
        if refusal.state == JobState.ABANDONED:
            forget_files(held.job)


def forget_files(job: int) -> None:
    """Drop the bytes and the plan; what the files were called, and their SHA-256, stays."""
    PlanRow.objects.filter(import_job=job).delete()
    ImportJob.objects.get(pk=job).uploads.update(content=None)


def _plan(held: Claim, progress: Progress) -> None:
    job = ImportJob.objects.get(pk=held.job)
    progress(_("Reading the files"), 0, 0)
    with _files(job) as paths:
        register = job.register or _recognised(paths)
        with transaction.atomic():
            reading = run_import(register, paths, release=job.release, dry_run=True, by=job.by).reading
            _keep_plan(job, reading, progress)
            close(
                held, JobState.PLANNED, register=register, release_read=reading.release[:60],
                plan_sha256=reading.sha256, gone=reading.gone, message="",
            )  # fmt: skip


def _apply(held: Claim, progress: Progress) -> None:
    job = ImportJob.objects.get(pk=held.job)
    progress(_("Reading the files again"), 0, 0)
    with _files(job) as paths, transaction.atomic():
        made = run_import(
            job.register, paths, release=job.release, plan_sha256=job.plan_sha256, progress=progress, by=job.by
        ).job
        forget_files(job.pk)
        close(held, JobState.APPLIED, imported=made, message="")


def _take_back(held: Claim, progress: Progress) -> None:
    job = ImportJob.objects.select_related("imported", "by").get(pk=held.job)
    progress(_("Taking back what it made"), 0, 0)
    with transaction.atomic():
        assert job.imported is not None  # noqa: S101  # a CHECK of the table
        gone = withdraw(job.imported, job.why, by=job.by)
        told = _("%(records)s records and %(citations)s citations were taken back; %(kept)s records stay.")
        close(
            held, JobState.WITHDRAWN,
            message=told % {"records": gone.records, "citations": gone.citations, "kept": gone.kept},
        )  # fmt: skip


STEPS: dict[JobState, Callable[[Claim, Progress], None]] = {
    JobState.PLANNING: _plan,
    JobState.APPLYING: _apply,
    JobState.WITHDRAWING: _take_back,
}


@contextmanager
def _files(job: ImportJob) -> Iterator[list[Path]]:
    """The uploaded files under their own names, each in a folder of its own, for as long as the block runs."""
    with tempfile.TemporaryDirectory(prefix="armstrace-import-") as folder:
        paths = []
        for upload in job.uploads.order_by("place"):
            if upload.content is None:
                raise BadInputError(_("The file is no longer kept. Upload it again."), file=upload.name)
            path = Path(folder) / str(upload.place) / Path(upload.name).name
            path.parent.mkdir()
            path.write_bytes(upload.content)
            paths.append(path)
        yield paths


def _recognised(paths: list[Path]) -> str:
    """The register whose columns the files have; a file that can be no register's says why."""
    found = {register_of(path) for path in paths}
    if len(found) == 1 and (name := found.pop()):
        return name
    for path in paths:
        _look_at(path)
    raise BadInputError(_("Its columns are those of no register here. Choose the register."), file=paths[0].name)


def _look_at(path: Path) -> None:
    """Raise for a file that is none of text or workbook: that says more than that its columns are unknown."""
    file = seal(path, encodings=(UTF8, WINDOWS))
    lines = read_lines(file) if file.is_spreadsheet else plain_lines(file)
    next(iter(lines), None)


def _keep_plan(job: ImportJob, reading: Reading, progress: Progress) -> None:
    """Store what becomes of each row, so that it can be filtered without reading the files again."""
    PlanRow.objects.filter(import_job=job).delete()
    uploads = {upload.sha256: upload.pk for upload in job.uploads.defer("content")}
    keys = [uploads[file.sha256] for file in reading.files]
    table = Table(PlanRow)
    total = len(reading.rows)
    for done, row in enumerate(reading.rows):
        if done % 1_000 == 0:
            progress(_("Keeping the plan"), done, total)
        table.add({
            "import_job_id": job.pk,
            "upload_id": keys[row.file],
            "line": row.line.number,
            "raw": row.line.raw,
            "key": row.key[:120],
            "status": row.status,
            "column": row.column[:80],
            "reason": row.reason[:300],
            "match": row.match,
            "facts": json.dumps(row.facts, ensure_ascii=False),
            "asks": json.dumps([_told(ask) for ask in row.asks], ensure_ascii=False),
        })  # fmt: skip
    table.write()


def _told(ask: Ask) -> dict[str, object]:
    """Of a name, which has no more to it, only these two."""
    return {name: value for name, value in asdict(ask).items() if value}

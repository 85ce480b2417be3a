"""A newer (or older) release of a register that is here: what it changes, and the claims of both.

A thing that both tell gets another citation. Where they differ, each release's value becomes a claim about that field,
so that the disagreement is seen where every other one is. The record's own columns stay as they are: which reading is
accepted is for an editor to say.
"""

from __future__ import annotations

from django.apps import apps

from editorial.choices import ImportState, RowStatus
from editorial.models import ImportedCitation, ImportRow
from evidence.models import Citation
from evidence.subjects import SUBJECTS
from importers.pipeline.planning import MAKES_SOMETHING, EarlierRow, PlannedRow, Reading
from importers.pipeline.registers import Register
from importers.pipeline.writing import Writer

IS_THAT_RECORD = frozenset({RowStatus.MATCHED, RowStatus.CHANGED})
"""A row that was no more than a possible match made a record of its own."""


def compare(register: Register, reading: Reading) -> None:
    """Mark the rows that an earlier import of the register tells already: as matched, or as changed, and in what."""
    by_key, by_number = _earlier(register)
    if not by_key:
        return
    met = set()
    for row in reading.rows:
        if not row.facts or row.status not in MAKES_SOMETHING:
            continue
        earlier = by_number.get(row.facts.get(register.number, "")) or by_key.get(row.key)
        if earlier is None or earlier.key in met:
            continue
        met.add(earlier.key)
        row.earlier, row.match, row.asks = earlier, earlier.match, ()
        changes = _changes(row, earlier)
        row.status = RowStatus.CHANGED if changes else RowStatus.MATCHED
        row.column = next(iter(changes), "")
        row.reason = "; ".join(f"{name}: {old or '–'} → {new or '–'}" for name, (old, new) in changes.items())[:300]
        row.reason = row.reason or f"As in {earlier.release}."
    _follow(reading)
    reading.gone = len(by_key) - len(met)


def _follow(reading: Reading) -> None:
    """Rows that belong to one which an earlier release told become what it became, and ask nothing."""
    for row in reading.rows:
        main = row.main
        if main is not None and main.earlier is not None:
            row.status, row.match, row.column, row.reason = main.status, main.match, main.column, main.reason
            row.asks = ()


def write_again(reading: Reading, writer: Writer) -> None:
    """Cite what an earlier release made, and put both claims beside each other where they differ."""
    rows = {row.earlier.key: row for row in reading.rows if row.earlier is not None}
    if not rows:
        return
    for earlier, kind, subject in _whole_citations(list(rows)):
        row = rows[earlier]
        model = apps.get_model(SUBJECTS[kind])
        writer.cite(model, subject, row, says=row.says or row.line.raw[:500])
        if row.earlier is not None and kind == _main_kind(row):
            for name, (old, new) in _changes(row, row.earlier).items():
                writer.cite(model, subject, row, field=name, printed=old, read=old, source=row.earlier.source)
                writer.cite(model, subject, row, field=name, printed=new, read=new)


def _earlier(register: Register) -> tuple[dict[str, EarlierRow], dict[str, EarlierRow]]:
    """The rows of all standing imports of the register that state facts; of several for one thing, the latest."""
    by_key: dict[str, EarlierRow] = {}
    by_number: dict[str, EarlierRow] = {}
    found = (
        ImportRow.objects.filter(file__job__register=register.name, file__job__state=ImportState.APPLIED)
        .exclude(facts={})
        .order_by("pk")
        .values_list("pk", "key", "facts", "file__job__source", "file__job__release", "status", "match")
    )
    for pk, key, facts, source, release, status, match in found.iterator(chunk_size=2_000):
        row = EarlierRow(pk, source or 0, release, facts, match if status in IS_THAT_RECORD else "")
        by_key[key] = row
        if register.number and facts.get(register.number):
            by_number[facts[register.number]] = row
    return by_key, by_number


def _changes(row: PlannedRow, earlier: EarlierRow) -> dict[str, tuple[str, str]]:
    """Field → (earlier, now), for fields that both state."""
    return {
        name: (earlier.facts[name], value)
        for name, value in row.facts.items()
        if name in earlier.facts and earlier.facts[name] != value and not name.startswith("_")
    }


def _main_kind(row: PlannedRow) -> str:
    return row.facts.get("_kind", "")


def _whole_citations(rows: list[int]) -> list[tuple[int, str, int]]:
    """Which records the earlier rows carry as wholes: (row, kind, key of the record)."""
    links = ImportedCitation.objects.filter(row__in=rows).values_list("row", "citation")
    row_of: dict[int, int] = {citation: row for row, citation in links}
    found: dict[tuple[int, str, int], None] = {}
    columns = [f"{kind}_id" for kind in SUBJECTS]
    wanted = Citation.objects.filter(imported__row__in=rows, field="", stance="supports")
    for pk, *keys in wanted.values_list("pk", *columns).iterator(chunk_size=5_000):
        for kind, key in zip(SUBJECTS, keys, strict=True):
            if key is not None:
                found[row_of[pk], kind, key] = None
    return list(found)

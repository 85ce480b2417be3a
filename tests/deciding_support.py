"""What tests of decisions about registers' things share: for each register a file that asks, and what it asks about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from conflicts.models import Conflict
from core.models import Record
from editorial.choices import RowStatus
from exports.models import Measure, MeasureTarget, Shipment
from importers.pipeline.applying import Outcome
from importers.pipeline.planning import PlannedRow
from importers.registry import run_import
from tests.cited_records import cite
from tests.register_files import DEALS_AND_TIVS, EXCERPTS, TRADE_REGISTER

UCDP = EXCERPTS / "ucdp" / "conflicts_excerpt_v24_1.csv"
EMBARGOES = """\
Target,Entry into force,Suspended,Lifted,Establishing document
Azerbaijan,28-Feb-92,,,OSCE statement
Azerbaijan,29-Jul-93,,1-Jan-02,UNSCR 853
"""
WHY = "The same parties, and what was counted is that war."


@dataclass(frozen=True)
class Case:
    """One question: the register, its files, what it calls the thing, and the two records that it may be."""

    register: str
    files: Callable[[Path], list[Path]]
    printed: str
    records: Callable[[], list[Record]]
    rows: int
    """How many rows tell the thing."""
    mine: Callable[[str], bool]
    """Whether a row as it stands in the file is one of them."""

    def plan(self, tmp_path: Path) -> list[PlannedRow]:
        """The rows of the thing, read anew."""
        reading = run_import(self.register, self.files(tmp_path), dry_run=True).reading
        return [row for row in reading.rows if self.mine(row.line.raw)]

    def apply(self, tmp_path: Path) -> Outcome:
        return run_import(self.register, self.files(tmp_path))


def statuses(rows: list[PlannedRow]) -> set[RowStatus]:
    return {row.status for row in rows}


def asked(rows: list[PlannedRow]) -> list[tuple[str, str]]:
    """Every question: what the register calls the thing, and the record."""
    return [(ask.printed, ask.record) for row in rows for ask in row.asks]


def _harop() -> list[Record]:
    return list(Shipment.objects.filter(item__handle="item-harop", recipient__country__code="AZ").exclude(handle=None))


def _wars() -> list[Record]:
    return list(Conflict.objects.filter(ucdp_id="388").exclude(handle=None))


def _two_measures() -> list[Record]:
    """A measure of the same issuer, target and year as the recorded call, and that call; the later one first."""
    call = Measure.objects.get(handle="mea-unscr-853")
    title = "A second measure of that year"
    second = Measure.objects.filter(title=title).first()
    if second is None:
        values: dict[str, Any] = {"kind": call.kind, "issuer": call.issuer, "valid_from": "1993-11"}
        second = Measure.objects.create(title=title, **values)
        MeasureTarget.objects.create(measure=second, country=call.targets.get(country__code="AZ").country)
        cite(second)
    return [second, call]


def _archive(tmp_path: Path) -> list[Path]:
    _two_measures()
    path = tmp_path / "archive.csv"
    path.write_text(EMBARGOES, encoding="utf-8")
    return [path]


SIPRI_CASE = Case(
    "sipri", lambda _: [TRADE_REGISTER, DEALS_AND_TIVS], "deal 59701", _harop, 5, lambda raw: ",Harop," in raw
)
UCDP_CASE = Case("ucdp", lambda _: [UCDP], "conflict 388", _wars, 17, lambda raw: raw.startswith("388,"))
EMBARGO_CASE = Case(
    "embargoes", _archive, "Azerbaijan 1993 UNSCR 853", _two_measures, 1, lambda raw: "UNSCR 853" in raw
)
CASES = (SIPRI_CASE, UCDP_CASE, EMBARGO_CASE)

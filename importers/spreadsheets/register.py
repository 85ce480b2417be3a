"""What a spreadsheet is among the registers: the one that brings its own sources."""

from __future__ import annotations

from evidence.choices import Credibility, Reliability, Rung
from importers.pipeline.registers import Register
from importers.spreadsheets.grids import MARK
from importers.spreadsheets.kinds import SHEETS
from importers.spreadsheets.lookups import REGISTER as NAME
from importers.spreadsheets.planning import read
from importers.spreadsheets.writing import write

REGISTER = Register(
    name=NAME,
    title="Spreadsheets",
    publisher="",
    url="",
    licence="Every row names a source of its own, whose terms hold for it.",
    credit="Credit the source that each record cites.",
    reliability=Reliability.F,
    reliability_because="A spreadsheet is no source: its rows name theirs, each with a grade.",
    read=read,
    write=write,
    credibility=Credibility.CANNOT_BE_JUDGED,
    rung=Rung.DEAL,
    most_files=20,
    recognised_by=(
        frozenset({MARK}),
        *(frozenset({"key", "record", *sheet.required}) for sheet in SHEETS.values()),
    ),
    brings_sources=True,
    heeds_decisions=True,
    waits_for_decisions=True,
)

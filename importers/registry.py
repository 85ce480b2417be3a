"""Every register that can be imported, by the name that `manage.py import` takes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from importers.embargoes.register import REGISTER as EMBARGOES
from importers.errors import BadInputError
from importers.gur.register import REGISTER as GUR
from importers.licences.register import REGISTER as LICENCES
from importers.oryx.register import REGISTER as ORYX
from importers.pipeline.applying import Outcome, run
from importers.pipeline.registers import Register
from importers.reading.lines import plain_lines, read_lines
from importers.reading.sealing import UTF8, WINDOWS, seal
from importers.reading.tables import LINES_ABOVE_HEADER
from importers.sipri.register import REGISTER as SIPRI
from importers.spreadsheets.register import REGISTER as SHEETS
from importers.ucdp.register import REGISTER as UCDP

REGISTERS: dict[str, Register] = {
    register.name: register for register in (SIPRI, GUR, UCDP, ORYX, EMBARGOES, LICENCES, SHEETS)
}


def run_import(name: str, paths: Sequence[Path], **options: Any) -> Outcome:
    """Use for every import by name: as `run`, and a file of another register is refused with that register's name."""
    try:
        return run(REGISTERS[name], paths, **options)
    except BadInputError as problem:
        others = {found for path in paths if (found := register_of(path)) not in ("", name)}
        if not others:
            raise
        hint = f"{problem.problem} It looks like a file of the register “{others.pop()}”."
        raise BadInputError(hint, file=problem.file, line=problem.line, column=problem.column) from problem


def register_of(path: Path) -> str:
    """The register whose columns a file has; empty if none's."""
    try:
        file = seal(path, encodings=(UTF8, WINDOWS))
        lines = read_lines(file) if file.is_spreadsheet else plain_lines(file)
        for line in islice(lines, LINES_ABOVE_HEADER):
            names = {cell.strip().strip('\ufeff"; ') for cell in line.cells}
            for register in REGISTERS.values():
                if any(columns <= names for columns in register.recognised_by):
                    return register.name
    except BadInputError:
        return ""
    return ""

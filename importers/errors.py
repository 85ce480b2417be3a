"""What an importer says about a file that it cannot read: one sentence with file, line and column."""

from __future__ import annotations


class BadInputError(Exception):
    """Raised for a file or a row that is refused; nothing has been changed. `str()` is the sentence to show.

    `line` counts from 1 as editors do; `column` is the name in the header, or its letter where names do not help.
    """

    def __init__(self, problem: str, *, file: str, line: int | None = None, column: str = "") -> None:
        self.problem = problem
        self.file = file
        self.line = line
        self.column = column
        super().__init__(problem)

    def __str__(self) -> str:
        where = [self.file]
        if self.line is not None:
            where.append(f"line {self.line}")
        if self.column:
            where.append(f"column “{self.column}”")
        return f"{', '.join(where)}: {self.problem}"

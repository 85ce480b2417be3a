"""The first look at a file: its size, its SHA-256, its encoding, and whether it can be text at all."""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from importers.errors import BadInputError

# SIPRI's whole register is the largest, with 4 MB. Four times that is read within ten seconds on a busy machine.
LARGEST_FILE = 16 * 1024 * 1024
CHUNK = 1 << 18
REPLACEMENT = "\N{REPLACEMENT CHARACTER}".encode()
SPREADSHEET = b"PK\x03\x04"
OLD_SPREADSHEET = b"\xd0\xcf\x11\xe0"
UTF8, WINDOWS = "utf-8-sig", "cp1252"
# Windows-1252 has no letter for these; a file with one of them is in yet another encoding.
NOT_WINDOWS = frozenset(b"\x81\x8d\x8f\x90\x9d")


@dataclass(frozen=True, slots=True)
class Sealed:
    """A file as it was when it was first read. `check_seal` before using what was read from it."""

    path: Path
    name: str
    size: int
    sha256: str
    encoding: str
    is_spreadsheet: bool = False


def seal(path: Path, *, encodings: tuple[str, ...] = (UTF8,)) -> Sealed:
    """Use first, once for each file. Reads it once in pieces; raises BadInputError for what no parser should see."""
    name = path.name
    size = _size(path)
    digest, marks = hashlib.sha256(), _Marks(name)
    is_spreadsheet = False
    with path.open("rb") as stream:
        for place, chunk in enumerate(iter(lambda: stream.read(CHUNK), b"")):
            digest.update(chunk)
            if place == 0:
                is_spreadsheet = chunk.startswith(SPREADSHEET)
                _refuse_other_kinds(chunk, name)
            if not is_spreadsheet:
                marks.look_at(chunk)
    encoding = "" if is_spreadsheet else marks.encoding(encodings)
    return Sealed(path, name, size, digest.hexdigest(), encoding, is_spreadsheet)


def _size(path: Path) -> int:
    if not path.is_file():
        raise BadInputError("There is no such file.", file=path.name)
    size = path.stat().st_size
    if size == 0:
        raise BadInputError("The file is empty.", file=path.name)
    if size > LARGEST_FILE:
        raise BadInputError(
            f"The file has {size / 1e6:,.0f} MB; no register here is larger than {LARGEST_FILE / 1e6:,.0f} MB. "
            "Check that it is the right file, or cut it into parts.",
            file=path.name,
        )
    return size


def _refuse_other_kinds(start: bytes, name: str) -> None:
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise BadInputError("The file is in UTF-16. Save it as CSV in UTF-8.", file=name, line=1)
    if start.startswith(OLD_SPREADSHEET):
        raise BadInputError("This is a spreadsheet of the old kind (.xls). Save it as .xlsx or CSV.", file=name)
    if start.startswith(b"%PDF"):
        raise BadInputError("This is a PDF. Registers are read as CSV or XLSX.", file=name)


class _Marks:
    """What the bytes show so far; line numbers count line feeds."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.line = 1
        self.decoder = codecs.getincrementaldecoder("utf-8")()
        self.first_not_utf8: int | None = None
        self.first_not_windows: int | None = None
        self.held = b""

    def look_at(self, chunk: bytes) -> None:
        self._refuse(chunk)
        if self.first_not_utf8 is None:
            self._decode(chunk)
        if self.first_not_windows is None:
            bad = next((place for place, byte in _odd(chunk) if byte in NOT_WINDOWS), None)
            if bad is not None:
                self.first_not_windows = self.line + chunk.count(b"\n", 0, bad)
        self.line += chunk.count(b"\n")
        self.held = chunk[-2:]

    def encoding(self, allowed: tuple[str, ...]) -> str:
        if self.first_not_utf8 is None:
            self._end()
        if self.first_not_utf8 is None:
            return UTF8
        if WINDOWS in allowed and self.first_not_windows is None:
            return WINDOWS
        raise BadInputError(
            f"This line is not in {' or '.join(_NAMES[one] for one in allowed)}. Save the file as CSV in UTF-8.",
            file=self.name,
            line=self.first_not_utf8,
        )

    def _refuse(self, chunk: bytes) -> None:
        zero = chunk.find(b"\0")
        if zero >= 0:
            self._stop("There is a NUL byte, which no text has. Is this a CSV file?", chunk, zero)
        joined = self.held + chunk
        broken = joined.find(REPLACEMENT)
        if broken >= 0:
            self._stop(
                "There is the replacement character “\N{REPLACEMENT CHARACTER}”: "
                "another program has lost a letter here. Get the file from its publisher again.",
                joined,
                broken,
            )

    def _stop(self, problem: str, chunk: bytes, place: int) -> None:
        start = chunk.rfind(b"\n", 0, place) + 1
        column = f"{chunk.count(b',', start, place) + 1}"
        raise BadInputError(problem, file=self.name, line=self.line + chunk.count(b"\n", 0, place), column=column)

    def _decode(self, chunk: bytes) -> None:
        try:
            self.decoder.decode(chunk)
        except UnicodeDecodeError as problem:
            self.first_not_utf8 = self.line + chunk.count(b"\n", 0, max(0, problem.start))

    def _end(self) -> None:
        try:
            self.decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            self.first_not_utf8 = self.line


def _odd(chunk: bytes) -> Iterator[tuple[int, int]]:
    """The bytes above ASCII with their places; nearly all chunks have none, and are told so in one step."""
    return iter(()) if chunk.isascii() else ((place, byte) for place, byte in enumerate(chunk) if byte > 127)


_NAMES = {UTF8: "UTF-8", WINDOWS: "Windows-1252"}

"""All registers in a folder, recognised by their columns, in an order in which later ones find the earlier ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from importers.errors import BadInputError
from importers.reading.sealing import seal
from importers.registry import REGISTERS, register_of
from importers.sipri.layouts import open_register

# Conflicts and deals first: lists of losses and components then find their wars and weapons.
ORDER = ("ucdp", "sipri", "embargoes", "gur", "oryx", "licences", "sheets")
# Their files make one import: losses and captures of one list, sheets whose rows point to each other.
TOGETHER = ("oryx", "sheets")
ENDINGS = ("*.csv", "*.xlsx")


@dataclass(frozen=True, slots=True)
class Group:
    """Files that make one import; or files that make none, and why."""

    register: str
    files: tuple[Path, ...]
    left_out: str = ""


def groups_in(folder: Path) -> Iterator[Group]:
    """What the folder and its subfolders hold; files of no register are passed over."""
    found: dict[str, list[Path]] = defaultdict(list)
    for path in sorted(path for ending in ENDINGS for path in folder.rglob(ending)):
        found[register_of(path)].append(path)
    for name in ORDER:
        files = found.get(name, [])
        if name == "sipri":
            yield from _releases(files)
        elif name in TOGETHER:
            most = REGISTERS[name].most_files
            yield from (Group(name, tuple(files[at : at + most])) for at in range(0, len(files), most))
        else:
            yield from (Group(name, (path,)) for path in files)


def _releases(files: list[Path]) -> Iterator[Group]:
    """The two layouts of a release together; what cannot be told apart or named is left to a person."""
    by_release: dict[str, dict[str, Path]] = defaultdict(dict)
    for path in files:
        try:
            opened = open_register(seal(path, encodings=REGISTERS["sipri"].encodings))
        except BadInputError as problem:
            yield Group("sipri", (path,), str(problem))
            continue
        if not opened.release:
            yield Group("sipri", (path,), "The file does not tell its release; import it by itself, with --release.")
        elif opened.layout in by_release[opened.release]:
            yield Group("sipri", (path,), "Another file has the same release and layout; import it by itself.")
        else:
            by_release[opened.release][opened.layout] = path
    for release in by_release.values():
        yield Group("sipri", tuple(release[layout] for layout in sorted(release, reverse=True)))

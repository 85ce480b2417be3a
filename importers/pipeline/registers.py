"""What a register is, and what its folder has to offer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from evidence.choices import Credibility, Reliability, Rung, SourceKind
from importers.pipeline.planning import Reading
from importers.pipeline.writing import Writer
from importers.reading.sealing import UTF8, Sealed

Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and how much there is."""


@dataclass(frozen=True, slots=True)
class Origin:
    """The publication that a copied register rests on; the two count as one origin."""

    title: str
    publisher: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Register:
    """One register: who publishes it, on what terms, how far it is believed, and how it is read and written.

    `read` gives every row of the files, planned; `write` makes the records of the rows that make something.
    """

    name: str
    title: str
    publisher: str
    url: str
    licence: str
    credit: str
    reliability: Reliability
    reliability_because: str
    read: Callable[[Sequence[Sealed], str], Reading]
    write: Callable[[Reading, Writer, Progress], None]
    credibility: Credibility = Credibility.PROBABLY_TRUE
    rung: Rung = Rung.DEAL
    kind: SourceKind = SourceKind.ORIGINAL
    language: str = "en"
    origin: Origin | None = None
    encodings: tuple[str, ...] = (UTF8,)
    most_files: int = 1
    # Columns that tell its files from others'; of each group all stand in the header of one of its layouts.
    recognised_by: tuple[frozenset[str], ...] = ()
    # A fact that names the same thing even where the key differs: the register's own number, which some files have.
    number: str = ""
    # Its rows name the sources that carry them, so that the import has none of its own.
    brings_sources: bool = False
    # Its rows ask about names or things, and what a person decides about one makes another plan.
    heeds_decisions: bool = False
    # A row that asks makes nothing before it is answered. Otherwise it makes a new record, as if that were the answer.
    waits_for_decisions: bool = False

"""RIS: a line a value, tags of two letters, records that end with ER. UTF-8 and CRLF, as the format asks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pages.citing.works import Work


def ris(works: Iterable[Work]) -> str:
    """All works, one record each."""
    return "".join(f"{tag}  - {value}\r\n" for work in works for tag, value in _lines(work))


def _lines(work: Work) -> Iterator[tuple[str, str]]:
    values = [
        ("TY", "ELEC"),
        ("ID", work.ident),
        ("TI", work.title),
        *(("AU", name) for name in work.authors),
        ("PB", work.publisher),
        ("PY", str(work.year or "")),
        ("DA", "/".join(f"{part:02}" for part in work.parts)),
        ("UR", work.url),
        ("L2", work.archived if work.archived != work.url else ""),
        ("LA", work.language),
        ("N1", work.note),
        ("AB", work.abstract),
    ]
    for tag, value in values:
        text = " ".join(value.split())  # a line break within a value would begin a new tag
        if text:
            yield tag, text
    yield "ER", ""

"""BibTeX in UTF-8, for biblatex and BibTeX: text escaped, names and titles kept whole by a second pair of braces."""

from __future__ import annotations

from collections.abc import Iterable

from pages.citing.works import Work

# Braces by name: BibTeX counts even escaped ones, so that a single one in a title would swallow what follows.
ESCAPES = str.maketrans(
    {
        "\\": r"{\textbackslash}",
        "{": r"{\textbraceleft}",
        "}": r"{\textbraceright}",
        "~": r"{\textasciitilde}",
        "^": r"{\textasciicircum}",
        "→": r"$\rightarrow$",
        **{sign: f"\\{sign}" for sign in "&%$#_"},
    }
)
IN_ADDRESSES = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"})


def bibtex(works: Iterable[Work]) -> str:
    """One entry a work."""
    return "\n".join(_entry(work) for work in works)


def _entry(work: Work) -> str:
    authors = work.authors or ((work.publisher,) if work.publisher else ())
    known = {
        "title": _whole(work.title),
        "author": " and ".join(_whole(name) for name in authors),
        "organization": _whole(work.publisher) if work.publisher else "",
        "year": str(work.year or ""),
        "month": str(work.parts[1]) if len(work.parts) > 1 else "",
        "date": work.published.edtf if work.published and not work.year else "",
        "url": work.url.translate(IN_ADDRESSES),
        "note": escaped(work.note),
        "abstract": escaped(work.abstract),
        "language": work.language,
    }
    lines = [f"  {name} = {{{value}}}," for name, value in known.items() if value]
    return "\n".join([f"@misc{{{work.ident},", *lines, "}\n"])


def _whole(text: str) -> str:
    return f"{{{escaped(text)}}}"


def escaped(text: str) -> str:
    """One line of text that TeX prints as it is written here."""
    return " ".join(text.split()).translate(ESCAPES)

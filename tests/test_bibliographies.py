"""CSL-JSON, BibTeX and RIS of frozen chains, each read back by a library that others use."""

from __future__ import annotations

import json
import warnings
from dataclasses import replace
from importlib import import_module
from typing import Any

import bibtexparser.entrypoint
import pytest
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware
from django.test import Client

from core.dates import PartialDate
from pages.citing.bibtex import bibtex
from pages.citing.csl import csl_json
from pages.citing.ris import ris
from pages.citing.works import Work, works_of
from tests.frozen_chains import content, frozen, uncommitted_is_public

citeproc: Any = import_module("citeproc")  # it ships no types
ADDRESS = "https://example.org/a?b=c&d=%20e"
HARD = [
    "Şahin, Ünal {ed.} & Söhne_50% #1 ~^\\ $5",
    "}{ unbalanced",
    "Ֆարմանյան, Արմեն",
    "Байкар и партнёры, Инк.",
    "مقالة عن الطائرات",
    "TY  - JOUR",
    "ER  - \r\nTY  - JOUR",
    "@misc{x, title={y}}",
    "a → b",
    "O'Neil and Sons",
    'He said "no"',
    "\\textbf{bold} \\input{/etc/passwd}",
]


def work(text: str = "A title", **known: Any) -> Work:
    published = PartialDate.parse("2021-03")
    return replace(Work("so-4s59d73nnbv", text, (text,), text, published, ADDRESS, note=text), **known)


def read_bibtex(text: str) -> list[dict[str, str]]:
    """As TeX prints it; addresses are verbatim."""
    known = text.replace(r"{\textbraceleft}", r"\{").replace(r"{\textbraceright}", r"\}")  # names it has not heard of
    decode = LatexDecodingMiddleware(keep_math_mode=False)
    plain = bibtexparser.entrypoint.parse_string(text)
    decoded = bibtexparser.entrypoint.parse_string(known, append_middleware=[decode])
    assert not plain.failed_blocks
    return [
        {f.key: str(f.value).replace("ˆ", "^") for f in entry.fields} | {"ID": entry.key, "url": _url(raw)}
        for entry, raw in zip(decoded.entries, plain.entries, strict=True)
    ]


def _url(entry: Any) -> str:
    return str(next((field.value for field in entry.fields if field.key == "url"), ""))


def set_in_type(text: str) -> list[str]:
    """The bibliography that citeproc sets from CSL-JSON."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # on fields that citeproc-py does not know
        items = json.loads(text)
        style = citeproc.CitationStylesStyle("harvard-cite-them-right", validate=False)
        source = import_module("citeproc.source.json").CiteProcJSON(items)
        bibliography = citeproc.CitationStylesBibliography(style, source, citeproc.formatter.plain)
        bibliography.register(citeproc.Citation([citeproc.CitationItem(item["id"]) for item in items]))
        return [str(entry) for entry in bibliography.bibliography()]


@pytest.mark.parametrize("text", HARD)
def test_bibtex_comes_back_as_it_was(text: str) -> None:
    (entry,) = read_bibtex(bibtex([work(text)]))
    plain = " ".join(text.split())
    assert entry["title"] == plain
    assert entry["author"] == plain
    assert entry["note"] == plain
    assert (entry["year"], entry["month"], entry["ID"]) == ("2021", "3", "so-4s59d73nnbv")
    assert entry["url"] == ADDRESS


@pytest.mark.parametrize("text", HARD)
def test_ris_comes_back_as_it_was(text: str) -> None:
    (entry,) = rispy.loads(ris([work(text)]))
    plain = " ".join(text.split())
    assert entry["title"] == plain
    assert entry["authors"] == [plain]
    assert entry["notes"] == [plain]
    assert (entry["year"], entry["date"]) == ("2021", "2021/03")


@pytest.mark.parametrize("text", HARD)
def test_csl_json_comes_back_as_it_was(text: str) -> None:
    (item,) = json.loads(csl_json([work(text)]))
    assert (item["title"], item["author"], item["issued"]) == (text, [{"literal": text}], {"date-parts": [[2021, 3]]})


def test_several_authors_stay_apart_and_names_stay_whole() -> None:
    made = work(authors=("Vahe Sarukhanyan", "Smith and Jones"))
    assert "author = {{Vahe Sarukhanyan} and {Smith and Jones}}" in bibtex([made])
    assert rispy.loads(ris([made]))[0]["authors"] == ["Vahe Sarukhanyan", "Smith and Jones"]


@pytest.mark.parametrize(
    ("edtf", "year", "parts"),
    [
        ("2020", 2020, (2020,)),
        ("2020-05", 2020, (2020, 5)),
        ("2020-05-06", 2020, (2020, 5, 6)),
        ("2020~", 2020, ()),
        ("2020-05?", 2020, ()),
        ("202X", None, ()),
        ("2019-12/2020-01", None, ()),
        ("2020-03/2020-04", 2020, ()),
        ("2020-10-XX", 2020, ()),
        ("../2020", None, ()),
    ],
)
def test_a_date_is_no_more_exact_than_its_source(edtf: str, year: int | None, parts: tuple[int, ...]) -> None:
    made = work(published=PartialDate.parse(edtf))
    assert (made.year, made.parts) == (year, parts)
    assert read_bibtex(bibtex([made]))[0].get("year", "") == str(year or "")


def test_what_is_not_known_is_left_out() -> None:
    made = work(authors=(), publisher="", published=None, url="", note="")
    (entry,) = read_bibtex(bibtex([made]))
    assert {name for name, value in entry.items() if value} == {"title", "ID"}
    assert set(json.loads(csl_json([made]))[0]) == {"id", "type", "title"}
    assert "AU" not in ris([made])


@pytest.mark.django_db
def test_the_files_of_a_frozen_chain_list_it_first_and_then_its_sources(client: Client) -> None:
    snapshot = frozen()
    held = content(snapshot)
    carrying = {record["id"] for record in held["records"] if record["role"] == "carries"}
    cited = sorted({c["source"] for c in held["citations"] if c["record"]["id"] in carrying})
    with uncommitted_is_public():
        csl, bib, lines = (
            client.get(f"{snapshot.get_absolute_url()}citation.{name}").content.decode()
            for name in ("json", "bib", "ris")
        )
    items, entries, records = json.loads(csl), read_bibtex(bib), rispy.loads(lines)
    for idents in ([i["id"] for i in items], [e["ID"] for e in entries], [r["id"] for r in records]):
        assert idents == [f"armstrace-{snapshot.sha256[:12]}", *cited]
    for url, title in ((items[0]["URL"], items[0]["title"]), (entries[0]["url"], entries[0]["title"])):
        assert url.endswith(snapshot.get_absolute_url())
        assert title == held["chain"]["title"]
    assert records[0]["title"] == held["chain"]["title"]
    assert snapshot.sha256 in records[0]["notes"][0]


@pytest.mark.django_db
def test_citeproc_sets_the_bibliography(client: Client) -> None:
    snapshot = frozen()
    with uncommitted_is_public():
        entries = set_in_type(client.get(f"{snapshot.get_absolute_url()}citation.json").content.decode())
    assert any("WESCAM MX-15D → Baykar" in entry and "Armstrace" in entry for entry in entries)
    assert len(entries) > 5


@pytest.mark.django_db
def test_a_source_held_by_the_editors_is_not_listed() -> None:
    snapshot = frozen()
    held = content(snapshot)
    ident = held["sources"][0]["id"]
    held["sources"][0]["kind"] = "protected"
    assert ident not in {one.ident for one in works_of(held, snapshot.sha256, snapshot.frozen_at, "")}

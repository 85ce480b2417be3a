"""The worked examples of docs/api.md do what stands beside them: run against a server, or, in R, parsed.

R itself comes from no registry that the other tools come from; tree-sitter's grammar of R reads it as R does.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import Request, urlopen
from uuid import uuid4

import pytest
from django.conf import settings
from tree_sitter_language_pack import get_parser

from tests.conftest import ScratchDatabase, _create_copy, _drop, _template
from tests.dumps_support import manage, served

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PLACEHOLDER = "https://armstrace.example"
HEADING = re.compile(r"^### (.+)$", re.MULTILINE)
FENCE = re.compile(r"^```(sh|python|r|js)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LANGUAGES = ("sh", "python", "r", "js")


@dataclass(frozen=True)
class Example:
    """One piece of code."""

    task: str
    language: str
    code: str

    def __str__(self) -> str:
        return f"{self.language}: {self.task}"


def examples() -> list[Example]:
    """All of them, as they stand in the documentation."""
    text = (Path(settings.BASE_DIR) / "docs" / "api.md").read_text(encoding="utf-8")
    _before, *tasks = HEADING.split(text)
    return [
        Example(task, language, code)
        for task, said in zip(tasks[::2], tasks[1::2], strict=True)
        for language, code in FENCE.findall(said)
    ]


ALL = examples()
RUN = [one for one in ALL if one.language != "r"]
MX_15D, BAYKAR = "it-k7p6x2dp95v", "en-d3btab46xy6"
# What each prints, in every language that is run.
PRINTED = {
    "A list with filters, all its pages": r"(?s)sh-\w{11}.*sh-\w{11}.*sh-\w{11}",
    "One record, with others written out": r"(?s)WESCAM MX-15D.*en-\w{11}.*company",
    "A trace as a table and as a graph": r"(?s)(chain,link,.*\d|\d+ links in \d+ chains|complete .*\d+ nodes)",
    "A copy that stays current: dump, then changes": r"(?s)(_end|\d+ entities).*changes/\?since=\d+",
    "Which record a printed name means": rf"(?s){BAYKAR}.*match",
    "A column of names in OpenRefine": rf"(?s){BAYKAR}.*(?i:true)",
    "Whether a frozen chain is still what was frozen": r"(?is)(true|: OK).*one by one, what was frozen",
}


def test_every_task_is_shown_in_every_language() -> None:
    shown = {task: [one.language for one in ALL if one.task == task] for task in PRINTED}
    assert shown == {task: list(LANGUAGES) for task in PRINTED}


@pytest.fixture(scope="module")
def site(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server with the case data, a dump and a frozen chain."""
    scratch = ScratchDatabase(f"examples_{uuid4().hex[:12]}")
    _create_copy(scratch.name, _template())
    dumps = tmp_path_factory.mktemp("dumps")
    with served(scratch, dumps) as address:
        assert manage(scratch, "dump", f"--to={dumps}", SITE_URL=address).wait() == 0
        question = urlencode({"from": "item-mx-15d", "to": "conf-nk-2020", "chain": 1}).encode()
        with urlopen(Request(f"{address}/chains/", question)):  # noqa: S310  # our own
            pass
        yield address
    scratch.close()
    _drop(scratch.name)


def commands() -> dict[str, list[str]]:
    """How each language is run."""
    node = shutil.which("node") or str(Path(sys.executable).with_name("node"))
    return {
        "sh": [shutil.which("sh") or "sh", "-e"],
        "python": [sys.executable, "-I", "-S"],
        "js": [node, "--input-type=module"],
    }


@pytest.mark.parametrize("example", RUN, ids=str)
def test_an_example_prints_what_it_promises(example: Example, site: str, tmp_path: Path) -> None:
    run = subprocess.run(
        [*commands()[example.language], "-" if example.language != "sh" else "-s"],
        input=example.code.replace(PLACEHOLDER, site).encode(),
        cwd=tmp_path,
        env=os.environ | {"PYTHONUTF8": "1", "NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"},
        capture_output=True,
        timeout=60,
        check=False,
    )
    said = run.stdout.decode()
    assert run.returncode == 0, f"{said}\n{run.stderr.decode()}"
    assert re.search(PRINTED[example.task], said), said[:2_000]


@pytest.mark.parametrize("example", [one for one in ALL if one.language == "r"], ids=str)
def test_an_example_in_r_is_r(example: Example) -> None:
    tree = get_parser("r").parse(example.code.encode())
    assert not tree.root_node.has_error, str(tree.root_node)


@pytest.mark.parametrize("broken", ["x <- c(1, 2", "if (TRUE {", "a |> |> b", "for (x in ) 1"])
def test_what_is_no_r_is_noticed(broken: str) -> None:
    assert get_parser("r").parse(broken.encode()).root_node.has_error


def test_the_examples_go_on_from_page_to_page(site: str) -> None:
    """The list of the first example has more than one page; else following `next` would show nothing."""
    code = next(one.code for one in RUN if one.language == "js")
    first = re.search(r'"(https://[^"]+)"', code)
    assert first is not None
    with urlopen(first[1].replace(PLACEHOLDER, site)) as answer:  # noqa: S310  # our own
        assert b'"next": "http' in answer.read().replace(b'"next":"', b'"next": "')

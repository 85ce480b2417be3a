"""Reads facts.yaml: one `Fact` for each record, which hides what nobody checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
FACTS = HERE / "facts.yaml"
# Chains must come out of the trace, and contested questions out of competing citations: neither is a record.
NOT_RECORDS = ("chains", "contested")


@dataclass(frozen=True)
class Evidence:
    """What one source says for a fact: Admiralty letter and digit, and the passage in our words."""

    source: str
    letter: str
    digit: str
    says: str


@dataclass(frozen=True)
class Fact:
    """One record of facts.yaml. `get` answers None for fields that nobody checked, as if they were empty."""

    section: str
    id: str
    raw: Mapping[str, Any]

    def get(self, name: str) -> Any:
        return None if name in self.raw.get("unverified_fields", ()) else self.raw.get(name)

    def text(self, name: str) -> str:
        """A field as text; empty where there is none."""
        value = self.get(name)
        return "" if value is None else str(value)

    def words(self, *names: str) -> str:
        """Several fields as one paragraph, for notes."""
        return " ".join(sentence(self.text(name)) for name in names if self.text(name))

    @property
    def is_read(self) -> bool:
        """False for general knowledge that no document was seen for: a lead, never published."""
        return self.raw.get("verification") == "read"

    @property
    def evidence(self) -> list[Evidence]:
        return [
            Evidence(entry["source"], entry["grade"][0], entry["grade"][1], entry.get("where") or "")
            for entry in self.raw.get("evidence") or ()
        ]


def sentence(text: str) -> str:
    """Text with a capital first and a full stop."""
    text = text.strip()
    return text and text[0].upper() + text[1:] + ("" if text.endswith((".", "!", "?", "…")) else ".")


@dataclass(frozen=True)
class Facts:
    """The whole file, by section and by id."""

    sections: Mapping[str, tuple[Fact, ...]]

    @property
    def record_sections(self) -> list[str]:
        """Sections that become records."""
        return [name for name in self.sections if name not in NOT_RECORDS]

    def of(self, section: str) -> Iterator[Fact]:
        """The facts of a section that stood in a document."""
        return (fact for fact in self.sections[section] if fact.is_read)

    def all(self) -> Iterator[Fact]:
        return (fact for facts in self.sections.values() for fact in facts)


@lru_cache(maxsize=2)
def read_facts(path: Path = FACTS) -> Facts:
    """Use to get the facts; the file is read once."""
    raw = read_yaml(path)
    return Facts(
        {
            section: tuple(Fact(section, record["id"], record) for record in records)
            for section, records in raw.items()
            if section != "meta"
        }
    )


def read_yaml(path: Path) -> Any:
    with path.open(encoding="utf-8") as file:
        return yaml.load(file, Loader=yaml.CSafeLoader)  # the C loader is ten times faster, and as safe


@lru_cache(maxsize=64)
def lookup(name: str) -> Any:
    """Use to read lookups/<name>.yaml together with lookups/<name>_b.yaml, if there is one; top-level keys add up."""
    merged: dict[str, Any] = {}
    for path in (HERE / "lookups" / f"{name}.yaml", HERE / "lookups" / f"{name}_b.yaml"):
        if path.exists():
            for key, value in (read_yaml(path) or {}).items():
                if key in merged and isinstance(value, dict):
                    merged[key] = merged[key] | value
                else:
                    merged[key] = value
    return merged

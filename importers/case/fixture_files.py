"""Writes drafts as Django fixtures in YAML: readable, sorted, and the same bytes for the same facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import yaml
from django.apps import apps
from django.db import models

from core.ids import public_id_for
from core.models import Identified, Record
from evidence.models import Citation
from evidence.subjects import SUBJECTS
from importers.case.frame import Book, CaseError, Draft, Part

HEADER = """\
# {theme}: case data of the Armstrace project. Credit the source that a record cites, and “Armstrace case data”.
# Written by `manage.py convert_case` from importers/case/facts.yaml and its lookups: change those, not this file.
"""
COLUMN_OF = {apps.get_model(label): column for column, label in SUBJECTS.items()}
Row = dict[str, Any]


class Key(list[str]):
    """A natural key: written on one line."""


class Dumper(yaml.CSafeDumper):
    """Everything but keys on lines of its own, so that a changed field is one changed line."""


Dumper.add_representer(Key, lambda dumper, data: dumper.represent_sequence("tag:yaml.org,2002:seq", data, True))


def render(book: Book) -> dict[str, str]:
    """The text of every fixture file, by file name."""
    return {f"{theme}.yaml": _render_theme(theme, drafts.values()) for theme, drafts in sorted(book.themes.items())}


def write(book: Book, directory: Path) -> list[Path]:
    """Write every fixture file and name them."""
    directory.mkdir(exist_ok=True)
    paths = []
    for name, text in render(book).items():
        paths.append(directory / name)
        paths[-1].write_text(text, encoding="utf-8")
    return paths


def dump(rows: Iterable[Row]) -> str:
    """Fixture rows as YAML, a blank line before each record."""
    texts = (yaml.dump([row], Dumper=Dumper, allow_unicode=True, sort_keys=False, width=110) for row in rows)
    return "".join(("\n" if "    handle: " in text else "") + text for text in texts)


def _render_theme(theme: str, drafts: Iterable[Draft]) -> str:
    ordered = sorted(drafts, key=lambda draft: (draft.model._meta.label_lower, draft.handle))
    return HEADER.format(theme=theme) + dump(row for draft in ordered for row in _rows(draft))


def _rows(draft: Draft) -> Iterator[Row]:
    yield _row(draft.model, _identity(draft) | draft.fields)
    for part in draft.parts:
        yield _row(part.model, {part.link or _link(part, draft): draft.handle, **part.fields})
    if issubclass(draft.model, Record) and not draft.citations:
        raise CaseError(f"{draft.handle} has no citation; no fact may be bare.")
    for cite in draft.citations:
        yield _row(Citation, {COLUMN_OF[draft.model]: draft.handle, **asdict(cite)}, keep=("credibility", "rung"))


def _identity(draft: Draft) -> Row:
    """The handle, and a public id that is the same on every machine. Reference data has neither."""
    if not issubclass(draft.model, Identified):
        return {}
    prefix = draft.model._meta.get_field("public_id").prefix
    return {"handle": draft.handle, "public_id": public_id_for(prefix, draft.handle)}


def _link(part: Part, draft: Draft) -> str:
    links = [
        field.name
        for field in part.model._meta.get_fields()
        if isinstance(field, models.ForeignKey) and field.related_model is draft.model and field.name not in part.fields
    ]
    if len(links) != 1:
        raise CaseError(f"Say in Part.link which of {links} leads from {part.model.__name__} to {draft.handle}.")
    return links[0]


def _row(model: type[models.Model], values: Mapping[str, Any], keep: tuple[str, ...] = ()) -> Row:
    fields: Row = {}
    for name, value in values.items():
        field = model._meta.get_field(name)
        if value is None and _default(field) not in ("", None):
            fields[name] = None  # "not stated", where the model would put its default
            continue
        if value in (None, "", []) or (name not in keep and value == _default(field)):
            continue
        fields[name] = _plain(field, value)
    return {"model": model._meta.label_lower, "fields": fields}


def _default(field: Any) -> Any:
    return field.default if getattr(field, "default", models.NOT_PROVIDED) is not models.NOT_PROVIDED else ""


def _plain(field: Any, value: Any) -> Any:
    """Foreign keys become natural keys; choices and numbers become what YAML has."""
    if isinstance(field, models.ManyToManyField):
        return [_key(one) for one in value]
    if isinstance(field, models.ForeignKey):
        return _key(value)
    if isinstance(value, bool | int | list):
        return value
    return str(value.value if hasattr(value, "value") else value)


def _key(value: Any) -> Key:
    return Key(str(part) for part in value) if isinstance(value, list | tuple) else Key([str(value)])

"""The kinds of record that the feed tells of."""

from __future__ import annotations

from evidence.subjects import SUBJECTS

KINDS: dict[str, str] = {
    "country": "entities.Country",
    "code": "exports.Code",
    **SUBJECTS,
    "publisher": "evidence.Publisher",
    "source": "evidence.Source",
    "citation": "evidence.Citation",
    "gap": "evidence.Gap",
    "reply": "evidence.Reply",
    "check": "evidence.Check",
    "resolution": "evidence.Resolution",
    "snapshot": "tracing.Snapshot",
}
"""Kind → model. tests/test_changes.py compares it with the models that have public ids, and names the others."""

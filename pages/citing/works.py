"""What a bibliography of a frozen chain lists: the chain first, then the sources that its links cite."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from core.dates import PartialDate
from tracing.snapshots.content import CARRIES

SITE = "Armstrace"
PROTECTED = "protected"


@dataclass(frozen=True, slots=True)
class Work:
    """One thing to cite. Names stay whole: which part of one is the family's, no source here says."""

    ident: str
    title: str
    authors: tuple[str, ...]
    publisher: str
    published: PartialDate | None
    url: str
    language: str = ""
    archived: str = ""
    note: str = ""
    abstract: str = ""

    @property
    def year(self) -> int | None:
        """Its year, where only one is possible."""
        date = self.published
        if date is None or date.earliest is None or date.latest is None or date.earliest.year != date.latest.year:
            return None
        return date.earliest.year

    @property
    def parts(self) -> tuple[int, ...]:
        """Year, month, day, as far as they are stated without a doubt; empty for anything vaguer than a year."""
        date = self.published
        if date is None or date.is_interval or date.uncertain or date.approximate or "X" in date.edtf:
            return ()
        return tuple(int(part) for part in date.edtf.split("-"))


def works_of(content: dict[str, Any], sha256: str, frozen_at: datetime, address: str) -> list[Work]:
    """The frozen chain, then each source of its links once; of one held by the editors there is nothing to list."""
    carrying = {(one["kind"], one["id"]) for one in content["records"] if one["role"] == CARRIES}
    cited = {one["source"] for one in content["citations"] if (one["record"]["kind"], one["record"]["id"]) in carrying}
    return [
        _chain(content, sha256, frozen_at, address),
        *_sources(source for source in content["sources"] if source["id"] in cited),
    ]


def _chain(content: dict[str, Any], sha256: str, frozen_at: datetime, address: str) -> Work:
    return Work(
        ident=f"armstrace-{sha256[:12]}",
        title=content["chain"]["title"],
        authors=(SITE,),
        publisher=SITE,
        published=PartialDate.of_day(frozen_at.date()),
        url=address,
        language="en",
        note=_("Frozen chain, SHA-256 %(hash)s") % {"hash": sha256},
        abstract=content["chain"]["sentence"],
    )


def _sources(forms: Iterable[dict[str, Any]]) -> list[Work]:
    return [
        Work(
            ident=form["id"],
            title=form["title"],
            authors=tuple(name.strip() for name in form["authors"].split(",") if name.strip()),
            publisher=form["publisher"],
            published=PartialDate.parse(form["published"]) if form["published"] else None,
            url=form["url"] or form["archived_url"],
            language=form["language"],
            archived=form["archived_url"],
        )
        for form in forms
        if form["kind"] != PROTECTED
    ]


def sentence(content: dict[str, Any], frozen_at: datetime, address: str) -> str:
    """The suggested citation: it needs no day of reading, since what is at the address never changes."""
    words = _("%(site)s, “%(title)s”, chain as recorded on %(day)s, %(address)s")
    day = PartialDate.of_day(frozen_at.date()).words().removeprefix("on ")
    return words % {"site": SITE, "title": content["chain"]["title"], "day": day, "address": address}

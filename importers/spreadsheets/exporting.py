"""Published records as rows of sheets, one for each of their citations: what an export writes, an import reads.

Records are named by handle, or by public id where they have none, and stand in the order of these names: another
database into which they were imported exports the same rows, though it has minted public ids of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from entities.models import Country
from evidence.models import Citation, Publisher, Source, SourceLineage
from evidence.selectors import column_of
from exports.models import Code
from importers.spreadsheets.cells import written
from importers.spreadsheets.columns import Column, Sheet, Type
from importers.spreadsheets.evidence import CITATION, CITATION_FIELD, HELD
from importers.spreadsheets.files import Texts
from importers.spreadsheets.kinds import SHEETS
from importers.spreadsheets.kinds.sources import TOLD
from importers.spreadsheets.lookups import model_of
from importers.spreadsheets.stored import stored

Names = dict[str, dict[int, str]]
"""What a link leads to → key → the text that names it."""
PUBLIC_SOURCE = {"source__is_protected": False, "source__kind__in": TOLD}


def export(kinds: Collection[str] = (), country: str = "") -> dict[str, list[Texts]]:
    """The rows of the kinds that are asked for (all, if none is), and the sources that they cite."""
    return _Export().rows([name for name in SHEETS if name in kinds or not kinds], country)


class _Export:
    def __init__(self) -> None:
        self.names: Names = {
            "codes": {
                key: f"{scheme} {code}" for key, scheme, code in Code.objects.values_list("pk", "scheme", "code")
            },
            "publishers": dict(Publisher.objects.values_list("pk", "name")),
            "countries": dict(Country.objects.values_list("pk", "code")),
        }
        for target in (*SHEETS, "places", "conflicts"):
            rows: Any = model_of(target)._default_manager
            self.names[target] = {
                pk: handle or id_ for pk, handle, id_ in rows.values_list("pk", "handle", "public_id")
            }
        self.cited: set[int] = set()

    def rows(self, kinds: Collection[str], country: str) -> dict[str, list[Texts]]:
        found = {name: list(self._records(SHEETS[name], country)) for name in kinds if SHEETS[name].is_cited}
        return found | {"sources": list(self._sources())}

    def _records(self, sheet: Sheet, country: str) -> Iterator[Texts]:
        records = stored(sheet, _of_country(sheet, country) if country else None)
        citations = self._citations(sheet, records)
        names = self.names[sheet.name]
        for key in sorted(citations, key=names.__getitem__):
            described = self._described(sheet, records[key])
            for place, cited in enumerate(citations[key]):
                yield {"record": names[key]} | (described if place == 0 else {}) | cited

    def _citations(self, sheet: Sheet, keys: Collection[int]) -> dict[int, list[dict[str, str]]]:
        """The citations of each record, supporting ones first. Protected sources are in no sheet."""
        column = column_of(sheet.model())
        names = [CITATION_FIELD[one.name] for one in CITATION]
        wanted = Citation.objects.filter(**{f"{column}__in": keys}, **PUBLIC_SOURCE)
        found: dict[int, set[tuple[str, ...]]] = defaultdict(set)
        for key, source, *values in wanted.values_list(f"{column}_id", "source_id", *names):
            self.cited.add(source)
            texts = (str(value or "") for value in values)
            found[key].add((self.names["sources"][source], *texts))
        heads = ("source", *(one.name for one in CITATION))
        return {
            key: [dict(zip(heads, texts, strict=True)) for texts in sorted(several, key=_carrying_first)]
            for key, several in found.items()
        }

    def _described(self, sheet: Sheet, record: dict[str, Any]) -> dict[str, str]:
        return {column.name: self._text(column, record.get(column.name)) for column in sheet.described}

    def _text(self, column: Column, value: Any) -> str:
        if column.form is Type.ENTRIES:
            entries = [
                tuple(self._named(part, one) for part, one in zip(column.parts, entry, strict=True))
                for entry in value or ()
            ]
            return written(column, sorted(entries, key=lambda entry: tuple(map(str, entry))))
        return written(column, self._named(column, value))

    def _named(self, column: Column, value: Any) -> Any:
        """Links by name; a no that is the default stays empty, as a person would leave it."""
        if value is None or (column.form is Type.YES_NO and value == column.default):
            return None
        if column.form is Type.COUNTRY:
            return self.names["countries"][value]
        return self.names[column.target][value] if column.form is Type.LINK else value

    def _sources(self) -> Iterator[Texts]:
        """The sources that were cited, and those that they rest on."""
        sheet = SHEETS["sources"]
        wanted = set(self.cited)
        while more := set(SourceLineage.objects.filter(source__in=wanted).values_list("origin", flat=True)) - wanted:
            wanted |= more
        held = Source.objects.filter(is_protected=True) | Source.objects.filter(kind__in=HELD)
        wanted -= set(held.values_list("pk", flat=True))
        records = stored(sheet, wanted)
        names = self.names["sources"]
        for key in sorted(records, key=names.__getitem__):
            yield {"record": names[key]} | self._described(sheet, records[key])


def _carrying_first(texts: tuple[str, ...]) -> tuple[object, ...]:
    """Stance and field decide, then source and place: the first citation is one that carries the record."""
    stance, field = texts[1 + STANCE], texts[1 + FIELD]
    return (stance != "supports", field != "", texts)


STANCE, FIELD = (
    next(place for place, one in enumerate(CITATION) if one.name == name) for name in ("stance", "about_field")
)


def _of_country(sheet: Sheet, code: str) -> set[int]:
    """Records that name a country itself, or a party of it."""
    found: set[int] = set()
    rows: Any = sheet.model._default_manager
    for column in sheet.columns:
        if column.field and column.form is Type.COUNTRY:
            found |= set(rows.filter(**{f"{column.field}__code": code}).values_list("pk", flat=True))
        elif column.field and column.target == "parties":
            found |= set(rows.filter(**{f"{column.field}__country__code": code}).values_list("pk", flat=True))
    return found


def left_out(kinds: Iterable[str]) -> int:
    """Records that an export leaves out since nobody but a protected source carries them."""
    total = 0
    for sheet in (SHEETS[name] for name in kinds if SHEETS[name].is_cited):
        column = column_of(sheet.model())
        told = Citation.objects.filter(**{f"{column}__isnull": False}, **PUBLIC_SOURCE).values(column)
        total += sheet.model._default_manager.exclude(pk__in=told).count()
    return total

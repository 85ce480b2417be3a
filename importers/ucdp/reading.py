"""From conflict years to conflicts, planned against those that are recorded under UCDP's number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from conflicts.models import Conflict
from editorial.choices import RowStatus
from importers.countries import CountryNames
from importers.errors import BadInputError
from importers.pipeline.planning import PlannedRow, Reading
from importers.reading.sealing import Sealed
from importers.ucdp.parser import ConflictYear, conflict_years

GOVERNMENT = "Government of "


@dataclass(slots=True)
class PlannedConflict:
    """All years of one conflict, in order, each with its row; and the recorded conflict that it is."""

    years: list[tuple[ConflictYear, PlannedRow]] = field(default_factory=list)
    recorded: int | None = None


@dataclass(slots=True)
class Content:
    """What the writer needs of a reading."""

    conflicts: dict[str, PlannedConflict]
    countries: CountryNames
    last_year: int


def read(files: Sequence[Sealed], release: str) -> Reading:
    """Parse and plan; every location must be a country that is known here."""
    (file,) = files
    conflicts: dict[str, PlannedConflict] = defaultdict(PlannedConflict)
    planned: list[PlannedRow] = []
    seen: dict[tuple[str, int], ConflictYear] = {}
    version, last_year = "", 0
    for row, one in conflict_years(file):
        mark = PlannedRow(0, row.line, RowStatus.NEW, key=f"{one.conflict_id} {one.year}")
        planned.append(mark)
        known = seen.setdefault((one.conflict_id, one.year), one)
        if known is not one:
            mark.status, mark.reason = RowStatus.DUPLICATE, "This conflict and year stands in another row."
            continue
        mark.facts = {
            "_kind": "conflict",
            "intensity": one.intensity,
            "side_a": ", ".join(name for name, _ in one.side_a),
            "side_b": ", ".join(name for name, _ in one.side_b),
            "began": one.began,
            "ended": one.episode_ended,
        }
        conflicts[one.conflict_id].years.append((one, mark))
        version, last_year = one.version, max(last_year, one.year)
    if not planned:
        raise BadInputError("There is a header and not one row below it: the file was cut.", file=file.name)
    for number, conflict in conflicts.items():
        conflict.years.sort(key=lambda pair: pair[0].year)
        _match(number, conflict)
    content = Content(conflicts, CountryNames("UCDP"), last_year)
    return Reading(files, ["conflict years"], release or f"version {version}", content, planned)


def country_of(name: str, year: int, countries: CountryNames) -> int | None:
    """The state that UCDP means by a name in a year."""
    plain = name.removeprefix(GOVERNMENT)
    renamed = _renamed().get(plain)
    if renamed is None:
        return countries.find(plain)
    code = renamed["before"] if year <= renamed.get("until", 0) else renamed["now"]
    return countries.keys.get(code)


@cache
def _renamed() -> dict[str, Any]:
    lookups: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "lookups.yaml").read_text(encoding="utf-8"))
    renamed: dict[str, Any] = lookups["renamed"]
    return renamed


def _match(number: str, conflict: PlannedConflict) -> None:
    """The same conflict if it alone has the number and began in the same year; a phase of it only may be the same."""
    recorded = list(Conflict.objects.filter(ucdp_id=number).only("pk", "public_id", "began"))
    if not recorded:
        return
    ours = Conflict.objects.filter(ucdp_id=number, citations__imported__row__file__job__register="ucdp")
    own = ours.exclude(handle__isnull=False).values_list("pk", flat=True).first()
    if own is not None:
        conflict.recorded = own
        return
    first = conflict.years[0][0]
    began = recorded[0].began.earliest if recorded[0].began else None
    same = len(recorded) == 1 and began is not None and str(began.year) == first.began[:4]
    status = RowStatus.MATCHED if same else RowStatus.POSSIBLE
    reason = "Has this number, began in the same year." if same else "Has this number; perhaps a phase of it."
    for _, row in conflict.years:
        row.status, row.match, row.reason = status, recorded[0].public_id, reason
    if same:
        conflict.recorded = recorded[0].pk

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
from importers.pipeline.questions import Certain, Decided, Thing
from importers.reading.sealing import Sealed
from importers.ucdp.parser import ConflictYear, conflict_years

REGISTER = "ucdp"
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
    decided = Decided(REGISTER, Conflict)
    for number, conflict in conflicts.items():
        conflict.years.sort(key=lambda pair: pair[0].year)
        _match(number, conflict, decided)
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


def _match(number: str, conflict: PlannedConflict, decided: Decided) -> None:
    """The same conflict if it alone has the number and began in the same year; a phase of it only may be the same."""
    recorded = list(Conflict.objects.filter(ucdp_id=number).only("pk", "public_id", "began"))
    ours = Conflict.objects.filter(ucdp_id=number, citations__imported__row__file__job__register=REGISTER)
    own = ours.exclude(handle__isnull=False).values_list("pk", flat=True).first()
    if own is not None:
        conflict.recorded = own
        return
    judged = decided.judge(
        _thing(number, conflict),
        {one.public_id: one.pk for one in recorded},
        "Has this number; perhaps a phase of it.",
        _certain(conflict, recorded),
    )
    conflict.recorded = judged.key
    for _, row in conflict.years:
        judged.mark(row)


def _certain(conflict: PlannedConflict, recorded: Sequence[Conflict]) -> Certain | None:
    if len(recorded) != 1 or recorded[0].began is None or recorded[0].began.earliest is None:
        return None
    same = str(recorded[0].began.earliest.year) == conflict.years[0][0].began[:4]
    return Certain(recorded[0].public_id, "Has this number, began in the same year.") if same else None


def _thing(number: str, conflict: PlannedConflict) -> Thing:
    """UCDP keeps a conflict's number in all releases; the name is made of its location and territory."""
    first, last = conflict.years[0][0], conflict.years[-1][0]
    names = dict.fromkeys(f"{_several(one.side_a)} against {_several(one.side_b)}" for one, _ in conflict.years)
    facts = (
        ("began", min((one.began for one, _ in conflict.years if one.began), default="")),
        ("ended", last.episode_ended),
        ("years counted", _spans([one.year for one, _ in conflict.years])),
        ("where", ", ".join(first.locations)),
        ("about", first.territory or first.about),
        ("sides", "; ".join(names)),
    )
    called = f"conflict {number}, {', '.join(first.locations)}: {first.territory or 'government'}"
    return Thing((f"conflict {number}",), called, facts)


def _several(side: Sequence[tuple[str, str]]) -> str:
    return ", ".join(name for name, _ in side)


def _spans(years: Sequence[int]) -> str:
    """“1991–1994, 2016, 2020”, of years in order."""
    spans: list[list[int]] = []
    for year in years:
        if spans and year == spans[-1][-1] + 1:
            spans[-1] = [spans[-1][0], year]
        else:
            spans.append([year])
    return ", ".join("–".join(map(str, span)) for span in spans)

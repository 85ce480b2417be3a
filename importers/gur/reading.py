"""From the list to components and weapons, each row planned: eight of its components stand in it 316 times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from editorial.choices import RowStatus
from importers.countries import CountryNames
from importers.errors import BadInputError
from importers.gur.parser import UNKNOWN_COUNTRY, Component, components
from importers.pipeline.planning import PlannedRow, Reading
from importers.reading.sealing import Sealed


@dataclass(slots=True)
class Content:
    """Each component once, with the row that first tells it."""

    components: list[tuple[Component, PlannedRow]] = field(default_factory=list)
    countries: CountryNames = field(default_factory=CountryNames)


def read(files: Sequence[Sealed], release: str) -> Reading:
    """Parse and plan. A repeat that says the same is a duplicate; one that says otherwise is an error of its row."""
    (file,) = files
    content, planned = Content(), []
    first: dict[str, Component] = {}
    for row, component in components(file):
        one = PlannedRow(0, row.line, RowStatus.NEW, key=component.component_id)
        planned.append(one)
        known = first.setdefault(component.component_id, component)
        if known is not component:
            same = known == component
            one.status = RowStatus.DUPLICATE if same else RowStatus.ERROR
            one.column = "component_id"
            one.reason = "A repeat of another row." if same else "Another row tells this component otherwise."
        elif component.country != UNKNOWN_COUNTRY and component.country not in content.countries.keys:
            one.status, one.column = RowStatus.ERROR, "manufacturer_country"
            one.reason = f"“{component.country}” is no country's code."
        else:
            one.facts = {
                "_kind": "item",
                "designation": component.marking,
                "maker": f"{component.maker}, {component.country}",
                "found_in": component.weapon,
            }
            content.components.append((component, one))
    if not planned:
        raise BadInputError("There is a header and not one row below it: the file was cut.", file=file.name)
    seen = max(component.seen for component in first.values()).isoformat()
    return Reading(files, ["components"], release or f"as of {seen}", content, planned, published=seen)

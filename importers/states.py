"""Parties that registers name only by country: the state itself, or an unnamed party of that country."""

from __future__ import annotations

from entities.choices import EntityKind, UnknownReason
from entities.models import Country, Entity
from importers.pipeline.planning import PlannedRow
from importers.pipeline.writing import Writer


class States:
    """Use while writing: `states.entity(country, row)`. What is here is used; what is not is made once, and cited."""

    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        self.names = dict(Country.objects.values_list("pk", "name"))
        self._states: dict[int | None, int] = dict(
            Entity.objects.filter(kind=EntityKind.STATE).values_list("country", "pk")
        )
        self._unnamed: dict[str, int] = {}

    def entity(self, country: int, row: PlannedRow) -> int:
        """The state of this country."""
        if country not in self._states:
            self._states[country] = self.writer.record(
                Entity,
                row,
                says=f"Names the country: {self.names[country]}.",
                name=self.names[country],
                kind=EntityKind.STATE,
                country_id=country,
            )
        return self._states[country]

    def unnamed(self, name: str, country: int | None, row: PlannedRow, note: str = "") -> int:
        """An unnamed party under this name, made once for each register."""
        if name not in self._unnamed:
            found = Entity.objects.filter(kind=EntityKind.UNKNOWN_PARTY, name=name)
            known: int | None = found.values_list("pk", flat=True).first()
            self._unnamed[name] = known or self.writer.record(
                Entity,
                row,
                says="The register describes the party and does not name it.",
                name=name,
                kind=EntityKind.UNKNOWN_PARTY,
                country_id=country,
                unknown_reason=UnknownReason.NOT_NAMED,
                note=note,
            )
        return self._unnamed[name]

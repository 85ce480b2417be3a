"""What the Dutch lists of licences are."""

from __future__ import annotations

from evidence.choices import Reliability, SourceKind
from importers.licences.reading import read
from importers.licences.records import write
from importers.pipeline.registers import Origin, Register

REGISTER = Register(
    name="licences",
    title="Dutch licences for military goods, compiled from monthly reports",
    publisher="Arjan El Fassed",
    url="",
    licence="Dutch government publications are free of copyright unless it is reserved.",
    credit="Ministry of Foreign Affairs of the Netherlands, compiled by Arjan El Fassed.",
    reliability=Reliability.B,
    reliability_because="Official reports, typed together by a third party.",
    read=read,
    write=write,
    kind=SourceKind.OFFICIAL,
    language="nl",
    origin=Origin(
        title="Monthly reports on licences for military goods",
        publisher="Ministry of Foreign Affairs of the Netherlands",
    ),
    recognised_by=(
        frozenset({"afgifte datum"}),
        frozenset({"Consent nummer"}),
    ),
)

"""What the list of components is."""

from __future__ import annotations

from evidence.choices import Reliability, Rung
from importers.gur.reading import read
from importers.gur.records import write
from importers.pipeline.registers import Origin, Register

REGISTER = Register(
    name="gur",
    title="Foreign components in weapons, copied from the War & Sanctions portal",
    publisher="cognis-digital/awesome-drone-warfare-osint",
    url="https://github.com/cognis-digital/awesome-drone-warfare-osint",
    licence="CC BY 4.0.",
    credit="Defence Intelligence of Ukraine (War & Sanctions portal), by way of awesome-drone-warfare-osint.",
    reliability=Reliability.C,
    reliability_because=(
        "Photographs of each component stand behind the list; its publisher is a party to the war, and this is a copy "
        "that has known faults (eight components repeated 316 times)."
    ),
    read=read,
    write=write,
    rung=Rung.TYPE,
    origin=Origin(
        title="War & Sanctions: foreign components in weapons",
        publisher="Defence Intelligence of Ukraine",
        url="https://war-sanctions.gur.gov.ua/en/components",
    ),
    recognised_by=(frozenset({"component_id", "name_marking"}),),
)

"""What Oryx's list of losses is."""

from __future__ import annotations

from evidence.choices import Reliability, Rung
from importers.oryx.records import read, write
from importers.pipeline.registers import Origin, Register

REGISTER = Register(
    name="oryx",
    title="Visually confirmed equipment losses, copied from Oryx",
    publisher="scarnecchia/oryx_data",
    url="https://github.com/scarnecchia/oryx_data",
    licence="CC BY 4.0.",
    credit="Oryx (oryxspioenkop.com), by way of oryx_data.",
    reliability=Reliability.B,
    reliability_because="A photograph stands behind each loss; the copy counts somewhat more than Oryx's own totals.",
    read=read,
    write=write,
    rung=Rung.UNIT,
    origin=Origin(
        title="Oryx: visually confirmed equipment losses",
        publisher="Oryx",
    ),
    most_files=4,
    recognised_by=(frozenset({"date_recorded", "matID"}),),
)

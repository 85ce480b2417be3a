"""What UCDP's list of conflicts is."""

from __future__ import annotations

from evidence.choices import Reliability
from importers.pipeline.registers import Register
from importers.ucdp.reading import read
from importers.ucdp.records import write

REGISTER = Register(
    name="ucdp",
    title="UCDP/PRIO Armed Conflict Dataset",
    publisher="Uppsala Conflict Data Program",
    url="",
    licence="CC BY 4.0, with citation.",
    credit="Davies, Pettersson and Öberg (2024); Gleditsch et al. (2002): UCDP/PRIO Armed Conflict Dataset.",
    reliability=Reliability.B,
    reliability_because="A kept scholarly register with published rules of coding.",
    read=read,
    write=write,
    recognised_by=(frozenset({"conflict_id", "side_a"}),),
    heeds_decisions=True,
)

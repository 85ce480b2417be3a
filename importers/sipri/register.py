"""What SIPRI's register is."""

from __future__ import annotations

from evidence.choices import Reliability
from importers.pipeline.registers import Register
from importers.reading.sealing import UTF8, WINDOWS
from importers.sipri.reading import read
from importers.sipri.shipments import write

REGISTER = Register(
    name="sipri",
    title="SIPRI Arms Transfers Database",
    publisher="SIPRI",
    url="https://www.sipri.org/databases/armstransfers/sources-and-methods",
    licence=(
        "SIPRI allows fair use for non-commercial purposes of less than ten per cent of the data set; "
        "the whole register may be kept for one's own research and not published again."
    ),
    credit="Information from the SIPRI Arms Transfers Database.",
    reliability=Reliability.B,
    reliability_because="The case data grades SIPRI B; estimates are marked by SIPRI itself and weigh one digit less.",
    read=read,
    write=write,
    encodings=(UTF8, WINDOWS),
    most_files=2,
    number="deal_id",
    recognised_by=(frozenset({"Supplier", "Recipient"}),),
    heeds_decisions=True,
)

"""What SIPRI's archive of embargoes is."""

from __future__ import annotations

from evidence.choices import Reliability
from importers.embargoes.records import read, write
from importers.pipeline.registers import Register

REGISTER = Register(
    name="embargoes",
    title="SIPRI Arms Embargo Archive",
    publisher="SIPRI",
    url="",
    licence=(
        "SIPRI allows fair use for non-commercial purposes of less than ten per cent of the data set; "
        "the whole list may be kept for one's own research and not published again."
    ),
    credit="Information from the SIPRI Arms Embargo Archive.",
    reliability=Reliability.B,
    reliability_because="The case data grades SIPRI B; one fault of the archive is known and noted where it stands.",
    read=read,
    write=write,
    recognised_by=(frozenset({"Entry into force", "Establishing document"}),),
    heeds_decisions=True,
)

"""Every register that can be imported, by the name that `manage.py import` takes."""

from __future__ import annotations

from importers.embargoes.register import REGISTER as EMBARGOES
from importers.gur.register import REGISTER as GUR
from importers.licences.register import REGISTER as LICENCES
from importers.oryx.register import REGISTER as ORYX
from importers.pipeline.registers import Register
from importers.sipri.register import REGISTER as SIPRI
from importers.ucdp.register import REGISTER as UCDP

REGISTERS: dict[str, Register] = {register.name: register for register in (SIPRI, GUR, UCDP, ORYX, EMBARGOES, LICENCES)}

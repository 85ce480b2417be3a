"""What sort of item a weapon description of the register is; descriptions are words, and words change by release."""

from __future__ import annotations

import re

from exports.choices import ItemKind

# The first that fits decides. Releases before 2025 shorten (“APC”, “SAM”), later ones write out.
RULES: tuple[tuple[ItemKind, str], ...] = (
    (ItemKind.COMPONENT, r"engine$|turbofan|turbojet|turboprop|gas turbine|nuclear reactor|chassis$"),
    (
        ItemKind.SUBSYSTEM,
        (
            r"(?<!anti-)radar|sonar|turret$|EO system|EO search|EO/radar|electro-optical|recce system"
            r"|reconnaissance system|SIGINT system|intelligence system|search system"
            r"|air refuel system|coastal defence system$"
        ),
    ),
    (
        ItemKind.WEAPON,
        r"(gun|mortar|MRL|launcher|TEL|(SAM|ABM|AA gun|air-defence|AD) system|SAM system)$",
    ),
    (
        ItemKind.PLATFORM,
        (
            r"loitering munition"
            r"|aircraft|helicopter|UAV|drone|airship|satellite|ship$|craft|boat|carrier$|frigate|corvette|destroyer$|cruiser"
            r"|submarine$|mine(hunter|layer|sweeper)|icebreaker|tug$|tanker|OPV|FAC$|AALS|SSB$|tank$|armoured|vehicle$|car$"
            r"|(AEV|AFSV|ALV|AMV|APC|APV|ARV|IFV|AV|CP)$|tank destroyer"
        ),
    ),
    (
        ItemKind.MUNITION,
        r"missile|torpedo|bomb$|shell$|munition|guided rocket|mine|(ASM|SAM|SSM|ABM|SLBM|SRAAM|BVRAAM)$",
    ),
)
COMPILED = tuple((kind, re.compile(rule, re.IGNORECASE)) for kind, rule in RULES)


def kind_of(description: str) -> ItemKind:
    """The kind of item; GOODS where the words say nothing that we know, which the plan then tells."""
    return next((kind for kind, rule in COMPILED if rule.search(description)), ItemKind.GOODS)

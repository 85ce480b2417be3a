"""Which type a listed weapon is of, and whether one physical thing is meant: “Orlan-10 UAV No. 14662” is both."""

from __future__ import annotations

import re
from dataclasses import dataclass

from exports.choices import ItemKind

SERIAL = re.compile(
    r"(?:№|\bNo\.?|[Tt]ail [Nn]umber|serial number)\s*"
    r"(?P<number>(?:[A-ZА-ЯІЬЫХТС]{1,4}\s)?[\w./-]*\d[\w./-]*(?: \d[\w.]+ \d+)?)"
)
# Serial letters of Geran-2 airframes stand without “No.”: “UAV "GERAN-2" (Shahed-136) Ы-954”.
AIRFRAME = re.compile(r"(?P<number>(?:[ЫЬ]І?|КВ)-\d+|\bMS\d{3})$")
SEVERAL = re.compile(r"\d (?:and|or) (?:No|№)|\bsample\b")
REMARK = re.compile(
    r"\((?:[^()]*\b(?:20\d\d|use|used|usage|produced|researched|captured|series|components|sample|index)\b[^()]*|\s*)\)",
    re.IGNORECASE,
)
PART_OF_A_WEAPON = re.compile(r"\b(?:of|from) (?:the (?!airplane type)|other |UAV |\")")
WORDS = re.compile(r"\b(?:UAV|Missile)\b|[“”\"„]")
# Families that the list names in several ways; the first that fits decides.
FAMILIES = (
    (re.compile(r"geran-?2\b", re.IGNORECASE), "Geran-2"),
    (re.compile(r"shahed-?136\b", re.IGNORECASE), "Shahed-136"),
    (re.compile(r"orlan-?10\b", re.IGNORECASE), "Orlan-10"),
    (re.compile(r"supercam[ -]?s350", re.IGNORECASE), "Supercam S350"),
    (re.compile(r"zala ?421-16e", re.IGNORECASE), "Zala 421-16E"),
)
MUNITION = re.compile(r"missile|munition|bomb|\bUMP[BCK]\b|gliding|lancet|kub\b", re.IGNORECASE)
VEHICLE = re.compile(r"UAV|drone|geran|shahed|helicopter|tank\b|vehicle|gun\b|KamAZ|Msta|Linza", re.IGNORECASE)
LAUNCHER = re.compile(r"MLRS")


@dataclass(frozen=True, slots=True)
class Weapon:
    """A weapon as listed: the name of its type, what kind of item that is, and the number of one specimen."""

    listed: str
    type_name: str
    kind: ItemKind
    serial: str = ""


def weapon_of(listed: str) -> Weapon:
    """Read a listed name. A part of a weapon (“antenna of UAV Shahed-136”) is a type of its own."""
    if PART_OF_A_WEAPON.search(listed):
        return Weapon(listed, listed[:200], ItemKind.SUBSYSTEM)
    serial = _serial(listed)
    return Weapon(listed, _type_name(listed, serial)[:200], _kind(listed), serial)


def _serial(listed: str) -> str:
    if SEVERAL.search(listed):
        return ""
    found = SERIAL.search(listed) or AIRFRAME.search(listed)
    return found["number"].strip(" .,)") if found else ""


def _type_name(listed: str, serial: str) -> str:
    for family, name in FAMILIES:
        if family.search(listed):
            return name
    text = REMARK.sub("", listed)
    if serial:
        text = SERIAL.sub("", AIRFRAME.sub("", text))
    text = re.sub(r"\((?:chassis )?\s*\)|,\s*$|\($", "", WORDS.sub("", text).strip())
    return " ".join(text.split()).strip(" ,(") or listed


def _kind(listed: str) -> ItemKind:
    if VEHICLE.search(listed):
        return ItemKind.PLATFORM
    if MUNITION.search(listed):
        return ItemKind.MUNITION
    return ItemKind.PLATFORM if LAUNCHER.search(listed) else ItemKind.SUBSYSTEM

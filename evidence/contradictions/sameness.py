"""Two values that name records judged the same are one value: who read the one and who read the other agree.

The database reads them alike where it keeps `is_disputed`: `kept_name` in evidence/sql/kept_names.sql.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from entities.models import Entity
from evidence.contradictions.kinds import NAMING_FIELDS
from evidence.contradictions.model import Claim
from exports.models import Item

NAMES = ("handle", "public_id", "same_as__handle", "same_as__public_id")


def kept_names() -> dict[str, str]:
    """Handles and public ids of merged records, each with the one that the kept record is read by. One query."""
    entities = Entity.objects.filter(same_as__isnull=False).order_by().values_list(*NAMES)
    rows = entities.union(Item.objects.filter(same_as__isnull=False).order_by().values_list(*NAMES))
    names: dict[str, str] = {}
    for handle, public_id, kept_handle, kept_id in rows:
        kept = kept_handle or kept_id
        names |= {name: kept for name in (handle, public_id, kept_id) if name}
    return names


def as_kept(claims: Iterable[Claim], names: Mapping[str, str]) -> list[Claim]:
    """The claims, reading the kept record wherever one reads a record judged the same as it."""
    return [
        replace(one, read=names[one.read]) if one.field in NAMING_FIELDS and one.read in names else one
        for one in claims
    ]


def name_anything(claims: Iterable[Claim]) -> bool:
    """Whether any of them can name a record at all; if not, nothing has to be asked."""
    return any(one.read and one.field in NAMING_FIELDS for one in claims)

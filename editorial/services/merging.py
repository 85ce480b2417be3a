"""Judging two records the same, and taking that back: `merge(kept, merged, why=…, user=…)`, `unmerge(merged, why=…)`.

The rules and what follows are the database's (core/sql/merging.sql); no fact is changed. Who judged is kept in
`matching_decision` and in the history, which readers do not see; why and when are public.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, transaction

from core.history import because
from core.merging import Mergeable, SameRecord
from entities.models import Entity, SameEntity
from exports.models import Item, SameItem
from matching.choices import Verdict
from matching.decisions import decide, standing, take_back

JUDGEMENTS: dict[type[Mergeable], type[Any]] = {Entity: SameEntity, Item: SameItem}
COUNTED_ANEW = "Chains and leads are counted anew by `manage.py work` where it runs, else by `manage.py recount`."
PERMISSIONS = ("entities.add_sameentity", "exports.add_sameitem")


def may_merge(user: Any) -> bool:
    """Editors and administrators."""
    return bool(user.has_perms(PERMISSIONS))


def merge(kept: Mergeable, merged: Mergeable, *, why: str, user: User | None = None) -> SameRecord:
    """Judge `merged` to be the same as `kept`, which stands for both from now on. ValidationError says what forbids it.

    Without a user it is a command of whoever runs the server.
    """
    model = _model_of(kept, merged)
    _allow(user)
    with _refusals(), transaction.atomic(), because(why, route="merge", user=user):
        judgement: SameRecord = model(kept=kept, merged=merged, why=why)
        judgement.clean_fields(exclude=["judged_at"])
        judgement.validate_constraints(exclude=["judged_at"])
        judgement.save(force_insert=True)
        decide(str(merged.public_id), kept, Verdict.SAME, why=why, user=user)
    _read_again(kept, merged)
    return judgement


def unmerge(merged: Mergeable, *, why: str, user: User | None = None) -> None:
    """Take back that it was judged the same as another: everything is as if that had never been judged."""
    _allow(user)
    if not why.strip():
        raise ValidationError("Say why it is taken back, in one sentence.")
    with _refusals(), transaction.atomic(), because(why, route="unmerge", user=user):
        judgement = JUDGEMENTS[type(merged)].objects.filter(merged=merged).select_related("kept").first()
        if judgement is None:
            raise ValidationError(
                f"“{merged}” is not judged the same as another record. There is nothing to take back."
            )
        kept = judgement.kept
        judgement.delete()
        decision = standing(str(merged.public_id), kept)
        if decision is not None:
            take_back(decision, why=why, user=user)
    _read_again(kept, merged)


def _model_of(kept: Mergeable, merged: Mergeable) -> type[Any]:
    if type(kept) is not type(merged) or type(kept) not in JUDGEMENTS:
        raise ValidationError("Two entities can be judged the same, or two items; not one of each.")
    return JUDGEMENTS[type(kept)]


def _allow(user: User | None) -> None:
    if user is not None and not may_merge(user):
        raise PermissionDenied("Only editors and administrators judge records to be the same.")


@contextmanager
def _refusals() -> Iterator[None]:
    """Say a rule of the database as a sentence."""
    try:
        yield
    except IntegrityError as refusal:
        raise ValidationError(_sentence(refusal)) from refusal


def _sentence(refusal: DatabaseError) -> str:
    said = getattr(refusal.__cause__, "diag", None)
    if said is not None and said.constraint_name and said.constraint_name.endswith("merged_id_key"):
        return "It is judged the same as a record already. Take that back first, or judge that record."
    if said is None:
        return str(refusal)
    return " ".join(filter(None, (said.message_primary, said.message_hint)))


def _read_again(*records: Mergeable) -> None:
    for record in records:
        record.refresh_from_db()

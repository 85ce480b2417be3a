"""What people decide about a printed name: `decide("Baykar Savunma", entity, Verdict.SAME, why=…, user=…)`.

A register's thing is decided likewise, under what the register calls it: `decide("conflict 388", conflict, …)`.
"""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, QuerySet

from core.models import Identified
from matching.choices import Verdict
from matching.models import Decision


def decide(
    printed: str,
    record: Identified,
    verdict: Verdict,
    *,
    why: str,
    user: User | None = None,
    register: str = "",
    says: str = "",
) -> Decision:
    """Keep a decision; what was decided before about this name and record no longer counts, and stays readable."""
    made = Decision(
        printed=printed, record=_public_id(record), verdict=verdict, why=why, decided_by=user, register=register,
        says=says,
    )  # fmt: skip
    made.full_clean(exclude=["decided_at"])
    made.save(force_insert=True)
    return made


def take_back(decision: Decision, *, why: str, user: User | None = None) -> Decision:
    """As if it had never been decided; the two rows stay as the record of it."""
    return Decision.objects.create(
        printed=decision.printed,
        says=decision.says,
        record=decision.record,
        register=decision.register,
        verdict=Verdict.TAKEN_BACK,
        why=why,
        decided_by=user,
    )


def standing(printed: str, record: Identified, register: str = "") -> Decision | None:
    """The decision that counts; one about the register before one about any source."""
    rows = Decision.objects.filter(printed=printed, record=record.public_id)
    for name in dict.fromkeys((register, "")):
        latest = rows.filter(register=name).first()
        if latest is not None and latest.verdict != Verdict.TAKEN_BACK:
            return latest
    return None


def all_standing() -> QuerySet[Decision]:
    """Every decision that nothing later about the same name, record and register has replaced, the latest first."""
    pair = {name: OuterRef(name) for name in ("printed", "register", "record")}
    later = Decision.objects.filter(pk__gt=OuterRef("pk"), **pair)
    return Decision.objects.filter(~Exists(later)).exclude(verdict=Verdict.TAKEN_BACK)


def standing_in(register: str) -> dict[str, dict[str, Decision]]:
    """What the register calls a thing → public id of a record → the decision that counts, in one statement."""
    found: dict[str, dict[str, Decision]] = {}
    for decision in all_standing().filter(register=register):
        found.setdefault(decision.printed, {})[decision.record] = decision
    return found


def _public_id(record: Identified) -> str:
    """Every record has one, though the base class leaves the field to its children."""
    return str(record.public_id)

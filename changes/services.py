"""Forgetting changes that are older than is promised."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from changes.choices import Op
from changes.models import Change, Horizon

PROMISED_DAYS = 400


@transaction.atomic
def forget_changes(days: int = PROMISED_DAYS) -> int:
    """Forget what was committed more than `days` ago, and say how many changes that were.

    Withdrawals stay: the address of a withdrawn record answers for ever. Raises ValueError for too few days.
    """
    if days < PROMISED_DAYS:
        raise ValueError(f"Changes are promised for {PROMISED_DAYS} days. Name as many days or more.")
    old = Change.objects.filter(at__lt=timezone.now() - timedelta(days=days))
    last = old.order_by("-sequence").values_list("sequence", flat=True).first()
    horizon = Horizon.objects.select_for_update().get()
    if last is None or last <= horizon.sequence:
        return 0
    horizon.sequence = last
    horizon.save(update_fields=["sequence"])
    # By sequence and not by time: clocks are set back, and the feed must not have holes behind its horizon.
    forgotten, _ = Change.objects.filter(sequence__lte=last).exclude(op=Op.WITHDRAW).delete()
    return forgotten

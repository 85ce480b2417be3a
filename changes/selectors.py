"""What clients ask the change feed: how far it is, what came after a number, what became of a record."""

from __future__ import annotations

from collections.abc import Sequence

from changes.choices import Op
from changes.models import Change, Horizon


class ForgottenError(LookupError):
    """The feed no longer goes back as far as was asked."""

    def __init__(self, since: int, horizon: int) -> None:
        super().__init__(f"Changes up to {horizon} are no longer kept, so that what came after {since} is incomplete.")
        self.since = since
        self.horizon = horizon


def latest_sequence() -> int:
    """The number of the last change that is visible; 0 where there is none.

    Everything numbered up to it is visible too, and nothing will ever be numbered below it. Use it in the same
    transaction (REPEATABLE READ) as the rows that it shall stand for.
    """
    last = Change.objects.order_by("-sequence").values_list("sequence", flat=True).first()
    return last or horizon()


def horizon() -> int:
    """Changes up to this number may have been forgotten."""
    return Horizon.objects.values_list("sequence", flat=True).get()


def since(sequence: int, limit: int, kinds: Sequence[str] = ()) -> list[Change]:
    """The next changes after this number, oldest first. Raises ForgottenError where some may be missing."""
    changes = Change.objects.filter(sequence__gt=sequence)
    if kinds:
        changes = changes.filter(kind__in=kinds)
    found = list(changes.order_by("sequence")[:limit])
    # Asked last: what was forgotten meanwhile must not be missing silently.
    if sequence < (known := horizon()):
        raise ForgottenError(sequence, known)
    return found


def withdrawn(public_id: str) -> Change | None:
    """The withdrawal of a record that is not there: when, and the class of reason. None where it never was there."""
    return Change.objects.filter(public_id=public_id, op=Op.WITHDRAW).order_by("-sequence").first()

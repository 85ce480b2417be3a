"""Which counts are to be made anew. A count says what it had been asked for when it began, and takes only that away:

a judgement that comes while chains are counted asks again, and its row stays.
"""

from __future__ import annotations

from datetime import datetime

from tracing.choices import Counted
from tracing.models import Recount


def waiting() -> dict[Counted, datetime]:
    """What waits to be counted anew, and since when."""
    return {Counted(what): asked_at for what, asked_at in Recount.objects.values_list("what", "asked_at")}


def counted(what: Counted, asked_at: datetime | None) -> None:
    """Use in the transaction that stores a count: what had been asked for by the time that it began is done."""
    if asked_at is not None:
        Recount.objects.filter(what=what, asked_at=asked_at).delete()

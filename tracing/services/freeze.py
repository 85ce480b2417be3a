"""Freeze a chain: the only write that a reader without an account can cause, and therefore bounded twice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db import connections, router, transaction
from django.db.models import F
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from tracing.models import Snapshot
from tracing.models.snapshots import LARGEST
from tracing.snapshots.canonical import Json, address_of, canonical

MOST_AN_HOUR = 120
"""New ones in an hour, by all readers together: a newsroom needs a few a day, a script may not fill the disk."""
HOUR = timedelta(hours=1)
LOCK = 7_237_431_801
"""One advisory lock for counting and adding, so that two requests at once cannot both be the last one allowed."""


class TooManyError(Exception):
    """No room for a new one within this hour; the message is a sentence for the reader."""


class TooLargeError(ValueError):
    """The chain is larger than what may be frozen; the message is a sentence for the reader."""


@dataclass(frozen=True, slots=True)
class Frozen:
    """The frozen chain, and whether this call added it."""

    snapshot: Snapshot
    is_new: bool


def freeze(content: Json, *, most_an_hour: int | None = MOST_AN_HOUR) -> Frozen:
    """Add it unless the very same is frozen already. Without `most_an_hour` nobody is counted: for commands."""
    body = canonical(content)
    if len(body) > LARGEST:
        raise TooLargeError(_("This chain has too many records and sources to be frozen as one. Choose a shorter one."))
    sha256 = address_of(body)
    alias = router.db_for_write(Snapshot)
    known = Snapshot.objects.using(alias).filter(sha256=sha256).defer("body").first()
    if known is not None:
        return Frozen(known, is_new=False)
    with transaction.atomic(using=alias):
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        _refuse_too_many(alias, most_an_hour)
        snapshot, is_new = Snapshot.objects.using(alias).get_or_create(
            sha256=sha256,
            defaults={
                "body": body,
                "form": content["format"],
                "title": content["chain"]["title"][:600],
                "question": content["question"]["words"][:600],
            },
        )
    return Frozen(snapshot, is_new)


def _refuse_too_many(alias: str, most: int | None) -> None:
    if most is None:
        return
    recent = Snapshot.objects.using(alias).filter(frozen_at__gt=Now() - HOUR)
    if recent.order_by(F("frozen_at").asc())[:most].count() >= most:
        raise TooManyError(
            _("Readers have frozen %(most)d chains within the last hour, which is as many as we add. Try again later.")
            % {"most": most}
        )

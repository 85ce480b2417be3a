"""Where each record is shown, for records whose model cannot know it."""

from __future__ import annotations

from typing import Any

OTHER_ADDRESSES = {
    "relationship": "/relationships/{0.public_id}/",
    "lobbycontact": "/contacts/{0.public_id}/",
    "proceeding": "/proceedings/{0.public_id}/",
    "tradestatistic": "/statistics/{0.public_id}/",
    "undertaking": "/undertakings/{0.public_id}/",
    "place": "/places/{0.public_id}/",
}


def record_url(record: Any) -> str:
    """The page of any record; parts are shown on the page of what they belong to; "" where there is none."""
    if hasattr(record, "get_absolute_url"):
        return str(record.get_absolute_url())
    return OTHER_ADDRESSES.get(record._meta.model_name, "").format(record)

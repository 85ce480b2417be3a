"""Where each record is shown, for records whose model cannot know it."""

from __future__ import annotations

from typing import Any

from pages.tables import url_of

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
    return url_of(record) or OTHER_ADDRESSES.get(record._meta.model_name, "").format(record)

"""On what terms the data may be used: ours for what editors wrote, each source's own for what comes from it.

docs/decisions/0027 says why. Nothing here may be read as a licence over other people's data.
"""

from __future__ import annotations

from django.conf import settings

NAME: str = settings.DATA_LICENCE["name"]
URL: str = settings.DATA_LICENCE["url"]
COVERS = "What Armstrace's editors wrote: the selection and arrangement of records, gradings, judgements and summaries."
REST = (
    "What comes from a register or another source keeps that source's terms: a source's `note` says them where they "
    "are known, and each record names its sources."
)
CREDIT = f"Armstrace ({NAME}); sources as listed, each on its own terms"
LICENCE = {"name": NAME, "url": URL, "covers": COVERS, "rest": REST}

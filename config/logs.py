"""Logs for people who run the site, about the site: nothing in them tells who read what.

An error keeps where it happened and what kind it was. Its message goes, since PostgreSQL and Python repeat in it the
values that a reader sent or a row holds.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator
from types import TracebackType

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class QuietFormatter(logging.Formatter):
    """For every handler; see LOGGING in config/settings.py."""

    def format(self, record: logging.LogRecord) -> str:
        quiet = logging.makeLogRecord(record.__dict__ | {"exc_text": None})
        if record.name.startswith("django.security"):
            quiet.msg, quiet.args = "A request was refused: %s.", (record.name.rpartition(".")[2],)
        elif record.name == "django.request":
            quiet.msg, quiet.args = "A request failed at %s.", (_route(record),)
        elif record.name.startswith("gunicorn") and record.exc_info:
            quiet.msg, quiet.args = "An answer broke off.", ()
        return super().format(quiet)

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802  # logging's name
        return "\n".join(_without_messages(ei[1]))


def _route(record: logging.LogRecord) -> str:
    """The pattern of the address, without what stood in its place."""
    match = getattr(getattr(record, "request", None), "resolver_match", None)
    return f"/{match.route}" if match else "no address of ours"


def _without_messages(error: BaseException | None) -> Iterator[str]:
    if error is None:
        return
    yield from _without_messages(error.__cause__ or (None if error.__suppress_context__ else error.__context__))
    yield "Traceback (most recent call last):"
    yield "".join(traceback.format_tb(error.__traceback__)).rstrip()
    code = getattr(error, "pgcode", None)
    yield f"{type(error).__module__}.{type(error).__qualname__}{f' ({code})' if code else ''}"

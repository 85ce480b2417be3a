"""No log says who read what: no address, no query, no value that an error repeats."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.db import DataError, connection, transaction
from django.test import Client

from config.logs import QuietFormatter

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.api_probes")]
ADDRESS, WORD = "198.51.100.77", "zq-what-a-reader-wants-to-know"
FORMATTER = QuietFormatter()


def written(caplog: pytest.LogCaptureFixture) -> str:
    """What the log would hold of what was logged."""
    return "\n".join(FORMATTER.format(record) for record in caplog.records)


@pytest.mark.parametrize(
    "path", ["/api/probe/failing/", "/api/probe/beyond-bigint/", "/api/probe/unconnected/", "/api/probe/slow/",
             "/api/v1/shipments/", "/api/nowhere/", f"/api/{WORD}/", "/items/", f"/{WORD}/"],
)  # fmt: skip
def test_no_log_holds_an_address_or_a_query(path: str, caplog: pytest.LogCaptureFixture) -> None:
    visitor = Client(raise_request_exception=False, REMOTE_ADDR=ADDRESS, HTTP_USER_AGENT=WORD, HTTP_REFERER=WORD)
    with caplog.at_level(logging.INFO):
        for query in (f"?q={WORD}", f"?{WORD}=1", f"?limit={WORD}"):
            visitor.get(f"{path}{query}", headers={"host": "127.0.0.1"})
            visitor.get(f"{path}{query}", headers={"host": f"{WORD}.example"})
    log = written(caplog)
    assert WORD not in log
    assert ADDRESS not in log
    assert "secret-of-the-record" not in log


def test_a_failure_says_where_it_happened_and_what_kind_it_was(caplog: pytest.LogCaptureFixture) -> None:
    Client(raise_request_exception=False).get("/api/probe/failing/")
    log = written(caplog)
    assert "A request failed at /api/probe/failing/." in log
    assert "ZeroDivisionError" in log
    assert "api_probes.py" in log


def test_an_error_of_the_database_keeps_its_code_and_loses_its_values(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(DataError) as raised, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT %s::integer", [WORD])
    log = FORMATTER.formatException((raised.type, raised.value, raised.tb))
    assert "(22P02)" in log
    assert WORD not in log


def test_a_refused_host_is_not_repeated() -> None:
    record = logging.LogRecord(
        "django.security.DisallowedHost", logging.ERROR, "", 1, str(DisallowedHost(WORD)), (), None
    )
    assert FORMATTER.format(record) == "A request was refused: DisallowedHost."


def test_every_handler_writes_so_and_none_mails_requests() -> None:
    handlers: Any = settings.LOGGING["handlers"]
    assert {handler["formatter"] for handler in handlers.values()} == {"quiet"}
    assert logging.getLogger("django").handlers == []
    assert logging.getLogger("django.request").level == logging.ERROR

"""schemathesis asks every operation of the served document what it allows and what it does not; all its checks hold.

`FUZZ_EXAMPLES=50` asks for so many requests of each kind for each operation; `make fuzz` asks 200.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, assume, given
from hypothesis import settings as examples
from schemathesis import Case
from schemathesis.config import SchemathesisConfig
from schemathesis.config._checks import (
    NEGATIVE_DATA_REJECTION_EXPECTED_STATUSES,
    POSITIVE_DATA_ACCEPTANCE_EXPECTED_STATUSES,
)
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.schemas import OpenApiSchema

from tests.api_formats import is_lost_on_the_way, put_right, register

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
DOCUMENT = json.loads((Path(settings.BASE_DIR) / "docs" / "openapi.json").read_text(encoding="utf-8"))
OPERATIONS = [
    (mode, path, method)
    for path, methods in DOCUMENT["paths"].items()
    for method, said in methods.items()
    for mode in GenerationMode
    # Where nothing is asked nothing can be wrong.
    if mode is GenerationMode.POSITIVE or "parameters" in said or "requestBody" in said
]
MOST = int(os.environ.get("FUZZ_EXAMPLES", "4"))
# The same requests each time in `make test`; others each time where more are asked for.
BOUNDED = examples(
    max_examples=MOST,
    deadline=None,
    derandomize="FUZZ_EXAMPLES" not in os.environ,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
# An address has 4,000 bytes at most, whatever each of its parameters may have: 414 is an answer to both.
TOO_LONG = "414"
CHECKED = {
    "negative_data_rejection": {"expected-statuses": [*NEGATIVE_DATA_REJECTION_EXPECTED_STATUSES, TOO_LONG]},
    "positive_data_acceptance": {"expected-statuses": [*POSITIVE_DATA_ACCEPTANCE_EXPECTED_STATUSES, TOO_LONG]},
}
# schemathesis unpacks what comes over a network only.
UNPACKED = {"Accept-Encoding": "identity"}
register()


@pytest.fixture
def application() -> Iterator[None]:
    """Between requests Django would close connections; those here hold the transaction of a test."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def served(application: None) -> OpenApiSchema:
    """The document as the API serves it."""
    config = SchemathesisConfig.from_dict({"checks": CHECKED})
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application(), config=config)


@pytest.mark.parametrize(
    ("mode", "path", "method"), OPERATIONS, ids=[f"{mode.value} {method} {path}" for mode, path, method in OPERATIONS]
)
def test_an_operation_keeps_its_word(served: OpenApiSchema, mode: GenerationMode, path: str, method: str) -> None:
    @BOUNDED
    @given(served[path][method.upper()].as_strategy(generation_mode=mode))
    def holds(case: Case[Any]) -> None:
        if mode is GenerationMode.POSITIVE:
            put_right(case)
        # What was wrong would not be sent.
        assume(mode is GenerationMode.POSITIVE or not is_lost_on_the_way(case))
        case.call_and_validate(headers=UNPACKED)

    holds()

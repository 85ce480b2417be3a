"""Where drf-spectacular meets our descriptions: it finds the addresses, checks the document and writes it."""

from __future__ import annotations

from typing import Any

from drf_spectacular.openapi import AutoSchema

from api.openapi.components import components
from api.openapi.parts import Spec, problem_responses


class Described(AutoSchema):
    """For REST framework's setting DEFAULT_SCHEMA_CLASS: what `operations.py` says about the view."""

    def get_operation(self, path: str, path_regex: str, path_prefix: str, method: str, registry: Any) -> Spec | None:
        """One method of one address; None for what is not told apart, such as HEAD."""
        from api.openapi.operations import OPERATIONS  # the views know their schema class before this is read

        return OPERATIONS[type(self.view)](self.view, method)


def with_components(result: Spec, **_asked: Any) -> Spec:
    """For drf-spectacular's setting POSTPROCESSING_HOOKS."""
    result["components"] = {"schemas": dict(sorted(components().items())), "responses": problem_responses()}
    return result

"""Pieces of the document: parameters, answers, references to components."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from api.problem_types import PROBLEM_TYPES

Spec = dict[str, Any]
# No control character, and something to read: what the guard and the parameters let through. U+0085 is a line's end.
WORDS = "^[^\\u0000-\\u001f\\u007f]*[^\\s\\u0000-\\u001f\\u007f\\u0085][^\\u0000-\\u001f\\u007f]*$"
USUAL_PROBLEMS = (400, 406, 414, 422, 429, 431, 500, 503)
JSON = "application/json"


def ref(name: str) -> Spec:
    """A component by its name."""
    return {"$ref": f"#/components/schemas/{name}"}


def text(longest: int = 120, **more: Any) -> Spec:
    """Words of a reader."""
    return {"type": "string", "minLength": 1, "maxLength": longest, "pattern": WORDS, **more}


def number(most: int, usual: int | None = None) -> Spec:
    """A whole number from 1."""
    return {"type": "integer", "minimum": 1, "maximum": most, **({} if usual is None else {"default": usual})}


def word(values: Iterable[str], usual: str | None = None) -> Spec:
    """One of a closed list. Programs that write clients take `.` for `_`, so paths are told apart for them."""
    made: Spec = {"type": "string", "enum": list(values), **({} if usual is None else {"default": usual})}
    if any("." in value for value in made["enum"]):
        made["x-enum-varnames"] = ["_OF_".join(value.upper().split(".")[::-1]) for value in made["enum"]]
    return made


def query(name: str, schema: Spec, about: str, *, needed: bool = False) -> Spec:
    """A parameter after the question mark."""
    return {"in": "query", "name": name, "schema": schema, "description": about, "required": needed}


def names(name: str, values: Iterable[str], about: str) -> Spec:
    """A parameter with several words of a closed list, commas between."""
    items = {"type": "array", "items": word(values), "minItems": 1}
    return {**query(name, items, about), "style": "form", "explode": False}


def in_path(name: str, about: str, **schema: Any) -> Spec:
    """A parameter that is a part of the address."""
    return {"in": "path", "name": name, "required": True, "description": about, "schema": {"type": "string", **schema}}


def answer(about: str, schema: Spec, *, forms: Iterable[str] = ()) -> Spec:
    """A good answer in JSON, and in other forms."""
    others = {form: {"schema": {"type": "string"}} for form in forms}
    return {"description": about, "content": {JSON: {"schema": schema}, **others}}


def operation(
    name: str,
    tag: str,
    about: str,
    good: Spec,
    parameters: Iterable[Spec] = (),
    *,
    problems: Iterable[int] = (),
    status: int = 200,
    body: Spec | None = None,
    reads: bool = True,
) -> Spec:
    """One method of one address. `reads` adds what conditional requests answer."""
    summary, _, rest = about.partition("\n")
    answers: Spec = {str(status): good}
    if reads:
        answers["304"] = {"description": "Nothing has changed since the ETag that If-None-Match names."}
    answers |= {str(one): _problem(one) for one in sorted({*USUAL_PROBLEMS, *problems})}
    made: Spec = {"operationId": name, "tags": [tag], "summary": summary, "responses": answers}
    if rest.strip():
        made["description"] = rest.strip()
    if given := list(parameters):
        made["parameters"] = given
    if body is not None:
        made["requestBody"] = body
    return made


def _problem(status: int) -> Spec:
    return {"$ref": f"#/components/responses/Problem{status}"}


def problem_responses() -> dict[str, Spec]:
    """The errors, one component for each status: written once, and not at every address."""
    return {f"Problem{status}": _response(status) for status in sorted({kind.status for kind in PROBLEM_TYPES})}


def _response(status: int) -> Spec:
    kinds = [kind for kind in PROBLEM_TYPES if kind.status == status]
    said = "; ".join(f"{kind.title} ({kind.slug})" for kind in kinds)
    return {"description": said, "content": {"application/problem+json": {"schema": ref("Problem")}}}

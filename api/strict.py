"""Parameters of the addresses that are no lists: only those that are known, each once, none empty."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from django.http import QueryDict
from django.utils.translation import gettext as _

from api.parameters import EMPTY, NUL, TWICE
from api.problems import ParametersError


def given(query: QueryDict, known: Collection[str], needed: Collection[str] = ()) -> dict[str, str]:
    """The parameters by name. Raises ParametersError with a sentence for each that is unknown, repeated or missing."""
    problems = {name: sentence for name, values in query.lists() if (sentence := _wrong(name, values, known))}
    problems |= {name: _("It is needed here.") for name in needed if name not in query}
    if problems:
        raise ParametersError(problems)
    return {name: values[0] for name, values in query.lists()}


def one_of(values: Mapping[str, str], name: str, allowed: Collection[str], usual: str) -> str:
    """A word from a closed list; raises ParametersError naming the list."""
    word = values.get(name, usual)
    if word not in allowed:
        raise ParametersError({name: _("Write one of: %(words)s.") % {"words": ", ".join(allowed)}})
    return word


def whole_number(values: Mapping[str, str], name: str, most: int, usual: int) -> int:
    """A number from 1 to `most`; raises ParametersError naming the bounds."""
    text = values.get(name, str(usual))
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(most)) and 1 <= int(text) <= most):
        raise ParametersError({name: _("Write a whole number from 1 to %(most)d.") % {"most": most}})
    return int(text)


def _wrong(name: str, values: Sequence[object], known: Collection[str]) -> str:
    if name not in known:
        return _("There is no parameter of that name here. There are: %(names)s.") % {"names": ", ".join(known)}
    text = str(values[0])
    if len(values) > 1:
        return TWICE
    if "\x00" in text:
        return NUL
    return "" if text.strip() else EMPTY

"""From what a reader asks to the chains that answer it."""

from __future__ import annotations

from core.choices import Strength
from pages.asking import Asked
from tracing.model import Trace
from tracing.query import DEPTH, Direction, TraceQuestion
from tracing.service import trace

SHOWN, IN_FILES = 40, 400


def answer(asked: Asked, limit: int = SHOWN) -> Trace:
    """The chains for this question, best first; none for an empty question."""
    return trace(question_of(asked, limit)) if asked.start is not None else Trace("", ())


def question_of(asked: Asked, limit: int = SHOWN) -> TraceQuestion:
    """What tracing is asked; only for a question with a start."""
    return TraceQuestion(
        start=asked.start.public_id,
        end=asked.end.public_id if asked.end else "",
        direction=Direction(asked.direction),
        as_of=(asked.as_of.latest or asked.as_of.earliest) if asked.as_of else None,
        known_on=asked.known_on,
        weakest=Strength(asked.strength or Strength.UNGRADED),
        lowest_rung=asked.rung,
        gaps=asked.gaps,
        depth=asked.depth or DEPTH,
        limit=max(limit, min(asked.chain, IN_FILES)),
    )

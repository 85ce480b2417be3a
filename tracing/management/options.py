"""The options of a question, for every command that asks one."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from datetime import date
from typing import Any

from core.choices import Strength
from tracing.choices import RUNG_ORDER
from tracing.query import DEPTH, Direction, TraceQuestion


def add_question(parser: ArgumentParser) -> None:
    """Give a command the start, the end and the conditions of a trace."""
    parser.add_argument("start", help="public id or handle of the record to start at")
    parser.add_argument("--to", default="", metavar="END", help="only chains that reach this record")
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--backward", action="store_true", help="where it came from, instead of where it went")
    way.add_argument("--both", action="store_true", help="chains through the record")
    parser.add_argument("--as-of", type=_day, metavar="DATE", help="only what began by this day (2020-12-31)")
    parser.add_argument(
        "--known-on", type=_day, metavar="DATE", help="only what sources had published by this day, as it was then"
    )
    parser.add_argument("--strength", choices=Strength.values, default=Strength.UNGRADED.value, help="weakest to use")
    parser.add_argument("--rung", choices=RUNG_ORDER, default="", help="lowest rung of proof to use")
    parser.add_argument("--no-gaps", action="store_true", help="follow no transfer without a record")
    parser.add_argument("--no-roll-ups", action="store_true", help="do not take a state or family for its part")
    parser.add_argument("--depth", type=int, default=DEPTH, help="links in a chain at most")
    parser.add_argument("--limit", type=int, default=20, help="chains to look at, at most")


def question_of(options: dict[str, Any]) -> TraceQuestion:
    """The question that these options ask."""
    direction = Direction.BOTH if options["both"] else Direction.BACKWARD if options["backward"] else Direction.FORWARD
    return TraceQuestion(
        start=options["start"],
        end=options["to"],
        direction=direction,
        as_of=options["as_of"],
        known_on=options["known_on"],
        weakest=Strength(options["strength"]),
        lowest_rung=options["rung"],
        gaps=not options["no_gaps"],
        roll_ups=not options["no_roll_ups"],
        depth=options["depth"],
        limit=options["limit"],
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as problem:
        raise ArgumentTypeError(f"“{text}” is no day. Write it as 2020-12-31.") from problem

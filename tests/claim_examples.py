"""Claims built by hand from value objects, for tests of contradictions without a database."""

from __future__ import annotations

from itertools import count

from core.dates import PartialDate
from evidence.contradictions.finding import contradictions
from evidence.contradictions.model import Claim, Contradiction, Resolved, Subject

NUMBERS = count(1)
VOICES = {"gazette": 1, "courier": 2, "ministry": 3}


def claim(field: str, read: str, who: str = "gazette", published: str = "", **more: str) -> Claim:
    """One statement; `more` are further columns, such as stance="disputes" or voice="publisher"."""
    number = next(NUMBERS)
    return Claim(
        field=field,
        read=read,
        printed=more.get("printed", ""),
        says=more.get("says", ""),
        stance=more.get("stance", "supports"),
        rung=more.get("rung", "deal"),
        grade="B2",
        voice=(more.get("voice", "speaker"), VOICES[who]),
        who=who,
        source=number,
        published=PartialDate.parse(published) if published else None,
        pk=number,
    )


def found(*claims: Claim, **decided: Resolved) -> list[Contradiction]:
    """What these claims about one shipment contradict each other in."""
    return contradictions(Subject("shipment", 1), claims, decided, {})


def only(*claims: Claim, **decided: Resolved) -> Contradiction:
    """The only contradiction between them."""
    (one,) = found(*claims, **decided)
    return one

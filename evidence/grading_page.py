"""The published table of grading: the Methodology page prints these rows, and `docs/grading.md` is `markdown()`."""

from collections.abc import Iterable

from core.choices import ExplainedChoices, Strength
from evidence.choices import Credibility, Reliability, Rung, Stance
from evidence.grading import LEVELS, STRENGTHS, Level

Row = tuple[str, ...]

INTRODUCTION = """\
# How records are graded

Each citation has a letter (how reliable the source is) and a digit (how credible what it says here is). Letters stay
letters and digits stay digits: nothing is averaged. **F and 6 are missing, not low**: such a citation counts as a
source and adds no strength.

**Independence counts origins, not articles.** A source that rests on others is followed to those at the end of its
lineage; sources that share an origin count once. Copies that name each other are one origin. A source that rests on two
origins makes them one for that record, since nobody can say which of them it repeats. So three papers that repeat one
leak read "3 sources, 1 origin".

Only citations that *support* a record give it strength. A citation that *disputes* it marks it as disputed, and so do
two citations that read different values for one field. A *mention* does neither, and does not carry a record alone.
Values that name records which editors judged the same are one value: who reads the one and who reads the other agree.

The database keeps strength and dispute on every record (`evidence/sql/grades_kept.sql`); `evidence/grading.py` is the
same as a pure function. This page is written from the table in that file; a test compares the three.
"""


def level_rows() -> list[Row]:
    """What a grade is worth: level, grades."""
    return [
        *((rule.level.name.lower(), rule.words) for rule in LEVELS),
        (Level.MISSING.name.lower(), "F with any digit, or 6 with any letter"),
    ]


def strength_rows() -> list[Row]:
    """What makes a record that strong, strongest first: strength, rule."""
    return [(Strength(rule.strength).value, rule.words) for rule in STRENGTHS]


def choice_rows(choices: type[ExplainedChoices]) -> list[Row]:
    """The words of one vocabulary: value, label, explanation."""
    return [(value, str(label), str(explanation)) for value, label, explanation in choices.explained()]


def markdown() -> str:
    """The whole document."""
    parts = [
        INTRODUCTION,
        "## Strength of a record\n\nThe first row that holds.\n\n" + _table(("strength", "needs"), strength_rows()),
        "## What one grade is worth\n\nThe first row that holds.\n\n" + _table(("level", "grades"), level_rows()),
    ]
    vocabularies = (("Letters", Reliability), ("Digits", Credibility), ("Stances", Stance), ("Rungs of proof", Rung))
    for title, choices in vocabularies:
        parts.append(f"## {title}\n\n" + _table(("value", "label", "meaning"), choice_rows(choices)))
    return "\n".join(parts)


def _table(heads: Row, rows: Iterable[Row]) -> str:
    lines = [heads, tuple("---" for _ in heads), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)

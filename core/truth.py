"""Three-valued answers, for questions about dates that are only partly known."""

from enum import Enum


class Truth(Enum):
    """Use as the answer of every comparison of partial dates: yes, no, or cannot tell."""

    YES = "yes"
    NO = "no"
    CANNOT_TELL = "cannot tell"

    def __str__(self) -> str:
        return self.value

    def __bool__(self) -> bool:
        # "if a.before(b)" would silently read CANNOT_TELL as one of the other two.
        raise TypeError("A three-valued answer is not true or false: compare it with Truth.YES, NO or CANNOT_TELL.")

    def __and__(self, other: "Truth") -> "Truth":
        if Truth.NO in (self, other):
            return Truth.NO
        return Truth.YES if self is other is Truth.YES else Truth.CANNOT_TELL

    def __or__(self, other: "Truth") -> "Truth":
        return ~(~self & ~other)

    def __invert__(self) -> "Truth":
        return {Truth.YES: Truth.NO, Truth.NO: Truth.YES}.get(self, Truth.CANNOT_TELL)

    @classmethod
    def of(cls, *, certainly: bool, possibly: bool) -> "Truth":
        """Use to turn "in every reading" and "in some reading" into one answer."""
        if certainly:
            return cls.YES
        return cls.CANNOT_TELL if possibly else cls.NO

"""The one way from moments to a drawing, in the shape that fits."""

from __future__ import annotations

from collections.abc import Iterable

from tracing.layout import NARROW, WIDE
from tracing.timeline.axis import Axis
from tracing.timeline.layout_across import across
from tracing.timeline.layout_down import down
from tracing.timeline.moments import Moment, in_order


def lay_out_axis(moments: Iterable[Moment], title: str, *, narrow: bool = False, width: float | None = None) -> Axis:
    """Draw these moments in the order of their dates; `title` names the chain."""
    ordered = in_order(moments)
    if narrow:
        return down(ordered, width or NARROW, title)
    return across(ordered, width or WIDE, title)

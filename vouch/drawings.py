"""What the templates draw with: ticks of scales, and milestones on the line of their year.

Like the other values that templates are given (:mod:`vouch.views`).
"""

from __future__ import annotations

from vouch.frozen import frozen
from vouch.views import EventView


@frozen
class Tick:
    """A line of a scale: ``at`` in percent of the drawing's width, as SVG writes it."""

    at: str
    label: str


@frozen
class Mark:
    """A milestone on the line of its year, in percent of it; a span has a ``length``.

    ``elapsed`` is how much of the length is over on the day of the build. Spans lie in lanes
    below the line, numbered from 1, so that no two cover each other; a day is on the line, lane 0.
    """

    phase: str
    begins: str
    length: str
    elapsed: str
    lane: int


@frozen
class YearView:
    """The milestones that begin in one year, or end in it where they have no first day, in order.

    ``label`` is the year, or a decade or century in words, which has no line. ``marks`` are all
    that fall into the year; ``months`` say where its months begin, each with its letter; ``today``
    is the place of the day of the build where that is in the year.
    """

    label: str
    events: tuple[EventView, ...]
    marks: tuple[Mark, ...]
    months: tuple[Tick, ...]
    today: str

    @property
    def lanes(self) -> int:
        """How many lanes there are below the line."""
        return max((mark.lane for mark in self.marks), default=0)

"""Where numbers stand on a drawing: scales from round number to round number, and percentages."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from vouch.frozen import frozen

_WHOLE = Decimal(100)
_INTERVALS = 4
"""About as many as a narrow screen has room for the numbers of."""


@frozen
class Scale:
    """Where numbers stand on a chart, from ``low`` to ``high``; ``ticks`` include both ends."""

    ticks: tuple[Decimal, ...]

    def at(self, value: Decimal) -> Decimal:
        """The place of a number, in percent of the width."""
        low, high = self.ticks[0], self.ticks[-1]
        return (value - low) / (high - low) * _WHOLE


def scale_for(values: Sequence[Decimal]) -> Scale:
    """A scale with zero on it, from round number to round number, that holds every value."""
    low, high = min(Decimal(0), *values), max(Decimal(0), *values)
    if low == high:
        high = Decimal(1)
    step = round_step((high - low) / _INTERVALS, whole=all(v == v.to_integral() for v in values))
    first = int((low / step).to_integral(ROUND_FLOOR))
    last = int((high / step).to_integral(ROUND_CEILING))
    return Scale(tuple(step * count for count in range(first, last + 1)))


def scale_of_shares() -> Scale:
    """The whole, in quarters."""
    return Scale(tuple(_WHOLE / _INTERVALS * count for count in range(_INTERVALS + 1)))


def round_step(least: Decimal, *, whole: bool = False) -> Decimal:
    """The smallest of 1, 2, 5 times a power of ten that is no less than ``least`` (positive).

    ``whole`` numbers are not counted in fractions.
    """
    power = Decimal(10) ** least.adjusted()
    step = next(power * digit for digit in (1, 2, 5, 10) if power * digit >= least)
    return max(step, Decimal(1)) if whole else step


def percent(value: Decimal) -> str:
    """A length for SVG, exact to a hundredth of a percent."""
    written = f"{value or abs(value):.2f}".rstrip("0").rstrip(".")
    return f"{written}%"

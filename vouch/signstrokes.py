"""The signs of verdicts as strokes, on a field of 16 by 16: what `templates/_signs.svg` draws."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import cos, pi, sin
from typing import NamedTuple

FIELD = 16
WIDTH = 1.75
"""Of every stroke; its ends and corners are round."""
Point = tuple[float, float]


class Sign(NamedTuple):
    """Strokes, each a row of points, and areas that are filled."""

    strokes: Sequence[Sequence[Point]]
    areas: Sequence[Sequence[Point]] = ()


def _arc(begin: float, end: float) -> list[Point]:
    """A part of the circle around the middle; angles in turns from three o'clock, clockwise."""
    steps = max(2, round(abs(end - begin) * 90))
    angles = (2 * pi * (begin + (end - begin) * step / steps) for step in range(steps + 1))
    return [(8 + 7 * cos(angle), 8 + 7 * sin(angle)) for angle in angles]


def _curve(*points: Point) -> list[Point]:
    """A cubic Bézier curve from its four points."""
    a, b, c, d = points
    found = []
    for step in range(13):
        t, u = step / 12, 1 - step / 12
        parts = zip(a, b, c, d, strict=True)
        x, y = (u**3 * p + 3 * u * u * t * q + 3 * u * t * t * r + t**3 * s for p, q, r, s in parts)
        found.append((x, y))
    return found


def _dashed(dash: float, gap: float, offset: float) -> list[list[Point]]:
    """The circle in dashes, begun ``offset`` into the first of them."""
    whole, at = 2 * pi * 7, -offset
    found = []
    while at < whole:
        begin, end = max(at, 0.0), min(at + dash, whole)
        if end > begin:
            found.append(_arc(begin / whole, end / whole))
        at += dash + gap
    return found


def _closed(*points: Point) -> list[Point]:
    return [*points, points[0]]


_CIRCLE = _arc(0, 1)
_TICK = [(4.8, 8.3), (7, 10.6), (11.3, 5.6)]
_HOOK = [
    *_curve((6.3, 6.6), (6.3, 4.3), (9.7, 4.4), (9.7, 6.4)),
    *_curve((9.7, 6.4), (9.7, 7.7), (8, 7.7), (8, 9)),
]

SIGNS: Mapping[str, Sign] = {
    "check": Sign([_CIRCLE, _TICK]),
    "check-dashed": Sign([*_dashed(2.5, 3, 1), _TICK]),
    "half": Sign([_CIRCLE, _closed(*_arc(0.25, 0.75))], [_arc(0.25, 0.75)]),
    "warning": Sign(
        [_closed((8, 1.6), (15, 14.4), (1, 14.4)), [(8, 6.4), (8, 9.8)], [(8, 12), (8, 12.1)]]
    ),
    "cross": Sign(
        [
            _closed((1.2, 1.2), (14.8, 1.2), (14.8, 14.8), (1.2, 14.8)),
            [(5, 5), (11, 11)],
            [(11, 5), (5, 11)],
        ]
    ),
    "question": Sign(
        [_closed((8, 0.9), (15.1, 8), (8, 15.1), (0.9, 8)), _HOOK, [(8, 11), (8, 11.1)]]
    ),
    "clock": Sign(
        [
            _closed(
                *((5.1, 1), (10.9, 1), (15, 5.1), (15, 10.9)),
                *((10.9, 15), (5.1, 15), (1, 10.9), (1, 5.1)),
            ),
            [(8, 4.4), (8, 8), (10.4, 9.8)],
        ]
    ),
}
"""By the names that verdicts have for them."""

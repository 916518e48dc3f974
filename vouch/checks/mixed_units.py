"""A chart of figures in several units: lengths on one scale would compare what cannot be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vouch.checks.subject import Subject
from vouch.diagnostics import Diagnostic, Span
from vouch.model.claims import Figure
from vouch.outcomes import HELD, Finding, Level
from vouch.units import Unit

CODE = "mixed-units"
LEVEL = Level.BINDING


def check(subject: Subject) -> Iterator[Finding]:
    """The first figure that is in another unit than the chart's first; words of scale may differ.

    `million USD` and `billion USD` are one unit, `GW` and `MW` are two: a chart converts nothing.
    Shares are held to percentages by another check.
    """
    for index, chart in enumerate(subject.sidecar.charts):
        if chart.kind != "share":
            yield _fault(list(subject.drawn(index)))


def _fault(figures: Sequence[tuple[Span, str, Figure]]) -> Finding:
    for span, claim, figure in figures[1:]:
        first = figures[0][2].unit
        if _of(figure.unit) != _of(first):
            message = (
                f"the figure of `{claim}` is in {_named(figure.unit)}, "
                f"the first of this chart in {_named(first)}"
            )
            return (Diagnostic(CODE, message, span, "give both in one unit, or draw two charts"),)
    return HELD


def _of(unit: Unit) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return unit.numerator, unit.denominator


def _named(unit: Unit) -> str:
    return f"“{unit.text}”" if unit.text else "plain numbers"

"""A chart of figures in several units: lengths on one scale would compare what cannot be."""

from __future__ import annotations

from collections.abc import Iterator

from vouch.checks.subject import Subject
from vouch.diagnostics import Diagnostic
from vouch.units import Unit

CODE = "mixed-units"


def check(subject: Subject) -> Iterator[Diagnostic]:
    """The first figure that is in another unit than the chart's first; words of scale may differ.

    `million USD` and `billion USD` are one unit, `GW` and `MW` are two: a chart converts nothing.
    Shares are held to percentages by another check.
    """
    for index, chart in enumerate(subject.sidecar.charts):
        figures = list(subject.drawn(index)) if chart.kind != "share" else []
        for span, claim, figure in figures[1:]:
            first = figures[0][2].unit
            if _of(figure.unit) != _of(first):
                message = (
                    f"the figure of `{claim}` is in {_named(figure.unit)}, "
                    f"the first of this chart in {_named(first)}"
                )
                yield Diagnostic(CODE, message, span, "give both in one unit, or draw two charts")
                break


def _of(unit: Unit) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return unit.numerator, unit.denominator


def _named(unit: Unit) -> str:
    return f"“{unit.text}”" if unit.text else "plain numbers"

"""A chart of shares whose figures are no parts of one whole."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from vouch.checks.subject import Subject
from vouch.diagnostics import Diagnostic

CODE = "not-a-share"
_WHOLE = Decimal(100)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Each figure is a percentage from 0 to 100, and together they are no more than the whole."""
    for index, chart in enumerate(subject.sidecar.charts):
        total = Decimal(0)
        for span, claim, figure in subject.drawn(index) if chart.kind == "share" else ():
            if figure.unit.numerator != ("%",) or figure.unit.denominator:
                message = f"the figure of `{claim}` is no percentage"
                yield Diagnostic(CODE, message, span, "write `kind: bar`, or leave it out")
                break
            total += figure.value * figure.unit.scale
            if figure.value < 0 or total > _WHOLE:
                message = (
                    f"the figure of `{claim}` is below zero"
                    if figure.value < 0
                    else f"with the figure of `{claim}` the parts come to {total} % of the whole"
                )
                yield Diagnostic(CODE, message, span, "write `kind: bar`, or correct the figures")
                break

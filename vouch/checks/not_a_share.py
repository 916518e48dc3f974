"""A chart of shares whose figures are no parts of one whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from vouch.checks.subject import Subject
from vouch.diagnostics import Diagnostic, Span
from vouch.model.claims import Figure
from vouch.outcomes import HELD, Finding, Level

CODE = "not-a-share"
LEVEL = Level.BINDING
_WHOLE = Decimal(100)


def check(subject: Subject) -> Iterator[Finding]:
    """Each figure is a percentage from 0 to 100, and together they are no more than the whole."""
    for index, chart in enumerate(subject.sidecar.charts):
        if chart.kind == "share":
            yield _fault(subject.drawn(index))


def _fault(figures: Iterable[tuple[Span, str, Figure]]) -> Finding:
    total = Decimal(0)
    for span, claim, figure in figures:
        if figure.unit.numerator != ("%",) or figure.unit.denominator:
            message = f"the figure of `{claim}` is no percentage"
            return (Diagnostic(CODE, message, span, "write `kind: bar`, or leave it out"),)
        total += figure.value * figure.unit.scale
        if figure.value < 0 or total > _WHOLE:
            message = (
                f"the figure of `{claim}` is below zero"
                if figure.value < 0
                else f"with the figure of `{claim}` the parts come to {total} % of the whole"
            )
            return (Diagnostic(CODE, message, span, "write `kind: bar`, or correct the figures"),)
    return HELD

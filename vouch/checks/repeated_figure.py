"""A chart that names one claim twice: it would count the same figure as two."""

from __future__ import annotations

from collections.abc import Iterator

from vouch.checks.subject import Subject
from vouch.diagnostics import Diagnostic, Note
from vouch.model.claims import Chart
from vouch.outcomes import Finding, Level

CODE = "repeated-figure"
LEVEL = Level.BINDING


def check(subject: Subject) -> Iterator[Finding]:
    """Each claim stands once in a chart; two charts may show the same one."""
    for index, chart in enumerate(subject.sidecar.charts):
        yield tuple(_faults(subject, index, chart))


def _faults(subject: Subject, index: int, chart: Chart) -> Iterator[Diagnostic]:
    first: dict[str, int] = {}
    for row, claim in enumerate(chart.figures):
        if first.setdefault(claim, row) != row:
            before = subject.reading.span("charts", index, "figures", first[claim])
            yield Diagnostic(
                CODE,
                f"this chart draws the figure of `{claim}` twice",
                subject.reading.span("charts", index, "figures", row),
                "take one of them out",
                (Note("the first one", before),),
            )

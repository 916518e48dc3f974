"""A chart of nothing, or of a claim that has no figure: charts show checked figures alone."""

from __future__ import annotations

from collections.abc import Iterator

from vouch.checks.subject import Subject
from vouch.diagnostics import Diagnostic
from vouch.document import Sequence
from vouch.model.claims import Chart
from vouch.outcomes import Finding, Level

CODE = "chart-without-figure"
LEVEL = Level.BINDING


def check(subject: Subject) -> Iterator[Finding]:
    """Claims that do not exist are another check's; here the claim is there, its number is not."""
    for index, chart in enumerate(subject.sidecar.charts):
        yield tuple(_faults(subject, index, chart))


def _faults(subject: Subject, index: int, chart: Chart) -> Iterator[Diagnostic]:
    if _is_empty(subject, index):
        yield Diagnostic(
            CODE,
            "the chart has no figures to draw",
            subject.reading.span("charts", index, "figures"),
            "name claims that have a `figure`, as in figures: [one, other]",
        )
    for row, claim in enumerate(chart.figures):
        if claim in subject.without_figure:
            yield Diagnostic(
                CODE,
                f"the claim `{claim}` has no `figure` to draw",
                subject.reading.span("charts", index, "figures", row),
                "give the claim a figure, or take it out of the chart",
            )


def _is_empty(subject: Subject, index: int) -> bool:
    """Whether a chart is written with an empty list; ids that could not be read are told of."""
    written = subject.reading.place("charts", index, "figures")
    held, _ = subject.reading.document.node(written)
    return isinstance(held, Sequence) and not held.items

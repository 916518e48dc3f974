"""A chart drawn from a claim that has no figure: charts show checked figures alone."""

from __future__ import annotations

from collections.abc import Iterator

from vouch.checks.subject import Subject
from vouch.diagnostics import Diagnostic

CODE = "chart-without-figure"


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Claims that do not exist are another check's; here the claim is there, its number is not."""
    bare = {
        claim.id
        for index, claim in enumerate(subject.sidecar.claims)
        if claim.figure is None and not subject.reading.has("claims", index, "figure")
    }
    for index, chart in enumerate(subject.sidecar.charts):
        for row, claim in enumerate(chart.figures):
            if claim in bare:
                yield Diagnostic(
                    CODE,
                    f"the claim `{claim}` has no `figure` to draw",
                    subject.reading.span("charts", index, "figures", row),
                    "give the claim a figure, or take it out of the chart",
                )

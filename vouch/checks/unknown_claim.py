"""A reference to a claim that the sidecar does not have."""

from __future__ import annotations

from collections.abc import Iterator

from vouch import spelling
from vouch.checks.subject import Subject
from vouch.diagnostics import Diagnostic
from vouch.yamldoc import Path

CODE = "unknown-claim"


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Looks at timeline entries, charts, and the names of calculations."""
    known = subject.claim_ids()
    for path, id in _references(subject):
        if id not in known:
            near = spelling.nearest(id, known)
            yield Diagnostic(
                CODE,
                f"no claim has the id `{id}`",
                subject.reading.span(*path),
                f"did you mean `{near}`?" if near else "name a claim of this sidecar",
            )


def _references(subject: Subject) -> Iterator[tuple[Path, str]]:
    for index, event in enumerate(subject.sidecar.timeline):
        for row, id in enumerate(event.claims):
            yield ("timeline", index, "claims", row), id
    for index, chart in enumerate(subject.sidecar.charts):
        for row, id in enumerate(chart.figures):
            yield ("charts", index, "figures", row), id
    for index, claim in enumerate(subject.sidecar.claims):
        for row, calculation in enumerate(claim.check):
            for name, operand in calculation.where.items():
                if operand.figure is not None:
                    path = subject.check_path(index, row)
                    yield (*path, "where", name, "figure"), operand.figure

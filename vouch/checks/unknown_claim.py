"""A reference to a claim that the sidecar does not have."""

from __future__ import annotations

from collections.abc import Iterator

from vouch.checks.subject import Subject, suggested
from vouch.diagnostics import Diagnostic
from vouch.document import Path
from vouch.model.base import shown
from vouch.outcomes import HELD, Finding, Level

CODE = "unknown-claim"
LEVEL = Level.BINDING


def check(subject: Subject) -> Iterator[Finding]:
    """Looks at timeline entries, charts, and the names of calculations."""
    unknown = suggested((claim for _, claim in _references(subject)), subject.claim_ids)
    for path, claim in _references(subject):
        if claim not in unknown:
            yield HELD
            continue
        near = unknown[claim]
        problem = Diagnostic(
            CODE,
            f"no claim has the id `{shown(claim)}`",
            subject.reading.span(*path),
            f"did you mean `{near}`?" if near else "name a claim of this sidecar",
        )
        yield (problem,)


def _references(subject: Subject) -> Iterator[tuple[Path, str]]:
    for index, event in enumerate(subject.sidecar.timeline):
        for row, claim in enumerate(event.claims):
            yield ("timeline", index, "claims", row), claim
    for index, chart in enumerate(subject.sidecar.charts):
        for row, claim in enumerate(chart.figures):
            yield ("charts", index, "figures", row), claim
    for path, operand in subject.operands():
        if operand.figure is not None:
            yield (*path, "figure"), operand.figure

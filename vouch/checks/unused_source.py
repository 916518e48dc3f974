"""A source that nothing rests on: often the trace of a mistyped id, or of a claim withdrawn."""

from __future__ import annotations

from collections.abc import Iterator

from vouch.checks.subject import Subject
from vouch.diagnostics import Diagnostic, Severity

CODE = "unused-source"


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Looks at the sidecar's own sources; shared ones may serve another article."""
    used = {use.id for _, use in subject.uses()}
    used |= {
        operand.source
        for claim in subject.sidecar.claims
        for calculation in claim.check
        for operand in calculation.where.values()
        if operand.source is not None
    }
    for id in subject.sidecar.sources:
        if id not in used:
            yield Diagnostic(
                CODE,
                f"nothing rests on the source `{id}`",
                subject.reading.key_span("sources", id),
                "name it where it is used, or delete it",
                severity=Severity.WARNING,
            )

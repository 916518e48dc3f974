"""A verdict that rests on nothing (contract, section 3)."""

from __future__ import annotations

from collections.abc import Iterator

from vouch.checks.subject import Subject
from vouch.diagnostics import Diagnostic

CODE = "missing-source"


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Every verdict but `unverifiable` and `pending` needs a source."""
    for index, claim in enumerate(subject.sidecar.claims):
        if subject.needs_source.get(claim.verdict, True) and not claim.sources:
            yield Diagnostic(
                CODE,
                f"the verdict `{claim.verdict}` of `{claim.id}` rests on no source",
                subject.reading.span("claims", index, "verdict"),
                "add one under `sources`, or make the verdict `unverifiable` or `pending`",
            )

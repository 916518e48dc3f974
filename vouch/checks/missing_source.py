"""A verdict that rests on nothing (contract, section 3)."""

from __future__ import annotations

from collections.abc import Iterator

from vouch.checks.subject import Subject
from vouch.diagnostics import Diagnostic
from vouch.document import Sequence
from vouch.outcomes import HELD, Finding, Level

CODE = "missing-source"
LEVEL = Level.BINDING


def check(subject: Subject) -> Iterator[Finding]:
    """Every verdict but `unverifiable` and `pending` needs a source.

    Silent where the verdict, or a source of the claim, is written but could not be read.
    """
    document = subject.reading.document
    for index, claim in enumerate(subject.sidecar.claims):
        if claim.sources:
            yield HELD
            continue
        verdict = document.text(subject.reading.place("claims", index, "verdict"))
        sources = subject.reading.place("claims", index, "sources")
        held, _ = document.node(sources)
        some = document.has(*sources) and not (isinstance(held, Sequence) and not held.items)
        if some or not subject.needs_source.get(verdict, False):
            yield HELD
            continue
        problem = Diagnostic(
            CODE,
            f"the verdict `{claim.verdict}` of `{claim.id}` rests on no source",
            subject.reading.span("claims", index, "verdict"),
            "add one under `sources`, or make the verdict `unverifiable` or `pending`",
        )
        yield (problem,)

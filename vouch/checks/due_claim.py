"""A claim that is due for another check."""

from __future__ import annotations

from collections.abc import Iterator

from vouch.checks.standing import OnDay
from vouch.diagnostics import Diagnostic
from vouch.duedates import is_due
from vouch.outcomes import HELD, Finding, Level

CODE = "due-claim"
LEVEL = Level.WARNING


def check(subject: OnDay) -> Iterator[Finding]:
    """Every claim that says when it has to be checked again, on the day that is given."""
    for compiled in subject.article.claims:
        claim = compiled.claim
        if claim.recheck is None:
            continue
        if not is_due(claim.recheck, subject.today):
            yield HELD
            continue
        problem = Diagnostic(
            CODE,
            f"the claim `{claim.id}` has been due for another check since {claim.recheck.text}",
            compiled.spans["recheck"],
            "check it again, then write the day under `checked` and a later one under `recheck`",
            severity=LEVEL.severity,
        )
        yield (problem,)

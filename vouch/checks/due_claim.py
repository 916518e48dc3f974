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
    for recheck in subject.dossier.rechecks:
        if not is_due(recheck.when, subject.today):
            yield HELD
            continue
        problem = Diagnostic(
            CODE,
            f"the claim `{recheck.claim}` has been due for another check since {recheck.when.text}",
            recheck.span,
            "check it again, then write the day under `checked` and a later one under `recheck`",
            severity=LEVEL.severity,
        )
        yield (problem,)

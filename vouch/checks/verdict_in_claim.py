"""A claim whose own words hold the word of the verdict on it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vouch import verdicts
from vouch.checks.reviews import LEFT_OUT, Reviews
from vouch.compiled import CompiledClaim
from vouch.diagnostics import Diagnostic
from vouch.document import narrowed
from vouch.model.base import shown
from vouch.outcomes import Finding, Level, Problems
from vouch.reviewable import Bar

CODE = "verdict-in-claim"
LEVEL = Level.WARNING


def check(subject: Reviews) -> Iterator[Finding]:
    """Whoever reads the claim and its verdict side by side would read the verdict twice."""

    def told(row: int, compiled: CompiledClaim) -> Problems:
        claim = compiled.claim
        label = verdicts.label(claim.verdict, subject.scale[claim.verdict], subject.lang)
        quote = subject.reading.span("claims", row, "quote")
        written = re.search(re.escape(label), quote.text[quote.column - 1 :], re.IGNORECASE)
        problem = Diagnostic(
            CODE,
            f"the words of `{claim.id}` hold its verdict, “{shown(label)}”, {LEFT_OUT}",
            narrowed(quote, written[0]) if written else quote,
            "quote what was claimed without what is said of it",
            severity=LEVEL.severity,
        )
        return (problem,)

    return subject.findings(Bar.TOLD, told)

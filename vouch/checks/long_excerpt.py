"""An excerpt long enough to be a copy: quoting for criticism or review stays short.

Rule: Berne Convention, article 10(1), quotation "compatible with fair practice"; the length in
words is the site's own (`thresholds.excerpt_words`).
"""

from __future__ import annotations

from collections.abc import Iterator

from vouch.checks.subject import Subject
from vouch.diagnostics import Diagnostic
from vouch.outcomes import HELD, Finding, Level

CODE = "long-excerpt"
LEVEL = Level.WARNING


def check(subject: Subject) -> Iterator[Finding]:
    """Counts the words of each excerpt, in claims and in timeline entries."""
    most = subject.thresholds.excerpt_words
    for path, use in subject.used():
        if not use.excerpt:
            continue
        words = len(use.excerpt.split())
        if words <= most:
            yield HELD
            continue
        problem = Diagnostic(
            CODE,
            f"this excerpt has {words} words; {most} are the site's limit",
            subject.reading.span(*path, "excerpt"),
            "keep the words that the claim rests on",
            severity=LEVEL.severity,
        )
        yield (problem,)

"""An excerpt long enough to be a copy: quoting for criticism or review stays short.

Rule: Berne Convention, article 10(1), quotation "compatible with fair practice"; the length in
words is the site's own (`thresholds.excerpt_words`).
"""

from __future__ import annotations

from collections.abc import Iterator

from vouch.checks.subject import Subject
from vouch.diagnostics import Diagnostic, Severity

CODE = "long-excerpt"


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Counts the words of each excerpt, in claims and in timeline entries."""
    most = subject.thresholds.excerpt_words
    for path, use in subject.used():
        words = len((use.excerpt or "").split())
        if words > most:
            yield Diagnostic(
                CODE,
                f"this excerpt has {words} words; {most} are the site's limit",
                subject.reading.span(*path, "excerpt"),
                "keep the words that the claim rests on",
                severity=Severity.WARNING,
            )

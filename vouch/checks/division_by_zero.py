"""A calculation that divides by zero."""

from __future__ import annotations

from collections.abc import Iterator

from vouch.checks.subject import Subject
from vouch.outcomes import Finding, Level

CODE = "division-by-zero"
LEVEL = Level.BINDING


def check(subject: Subject) -> Iterator[Finding]:
    """Zero is told by value: the figures are known when the site is built."""
    yield from subject.carried_out(CODE)

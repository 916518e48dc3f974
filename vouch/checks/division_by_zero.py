"""A calculation that divides by zero."""

from __future__ import annotations

from collections.abc import Iterator

from vouch.checks.subject import Subject
from vouch.diagnostics import Diagnostic

CODE = "division-by-zero"


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Zero is told by value: the figures are known when the site is built."""
    yield from subject.refused(CODE)

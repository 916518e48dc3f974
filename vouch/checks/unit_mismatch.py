"""A calculation whose units do not fit: gigawatts plus shares, euros given as dollars."""

from __future__ import annotations

from collections.abc import Iterator

from vouch.checks.subject import Subject
from vouch.outcomes import Finding, Level

CODE = "unit-mismatch"
LEVEL = Level.BINDING


def check(subject: Subject) -> Iterator[Finding]:
    """Units are followed through every step (:mod:`vouch.arithmetic`)."""
    yield from subject.carried_out(CODE)

"""A calculation whose units do not fit: gigawatts plus shares, euros given as dollars."""

from __future__ import annotations

from collections.abc import Iterator

from vouch.checks.subject import Subject
from vouch.diagnostics import Diagnostic

CODE = "unit-mismatch"


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Units are followed through every step (:mod:`vouch.arithmetic`)."""
    yield from subject.refused(CODE)

"""The checks of an article: one rule to a file, each with its code and what it finds.

A check is a pure function from a :class:`~vouch.checks.subject.Subject` to diagnostics. A rule
is named after the fault. To add one: a file here, its name in :data:`ALL`, a heading in
``docs/diagnostics.md``, a case folder in ``tests/cases``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from vouch.accounting import Account
from vouch.checks import (
    bad_expression,
    chart_without_figure,
    division_by_zero,
    duplicate_claim,
    false_friend,
    long_excerpt,
    missing_source,
    mixed_units,
    not_a_share,
    repeated_figure,
    repeated_source,
    same_source,
    silent_change,
    uncovered_figure,
    unit_mismatch,
    unknown_claim,
    unknown_source,
    unused_source,
    unused_waiver,
    void_sign_off,
    withdrawn_claim,
    wrong_result,
)
from vouch.checks.subject import Subject
from vouch.diagnostics import Diagnostic

ALL: tuple[Callable[[Subject], Iterator[Diagnostic]], ...] = (
    bad_expression.check,
    chart_without_figure.check,
    division_by_zero.check,
    duplicate_claim.check,
    false_friend.check,
    long_excerpt.check,
    missing_source.check,
    mixed_units.check,
    not_a_share.check,
    repeated_figure.check,
    repeated_source.check,
    same_source.check,
    silent_change.check,
    unit_mismatch.check,
    unknown_claim.check,
    unknown_source.check,
    unused_source.check,
    void_sign_off.check,
    withdrawn_claim.check,
    wrong_result.check,
)


OF_FIGURES: tuple[Callable[[Account], Iterator[Diagnostic]], ...] = (
    uncovered_figure.check,
    unused_waiver.check,
)
"""The checks that need the article's text beside its sidecar."""


def of_figures(account: Account) -> tuple[Diagnostic, ...]:
    """What the checks of figures find."""
    return tuple(problem for check in OF_FIGURES for problem in check(account))

"""The checks of an article: one rule to a file, each with its code, its level and what it finds.

A check is a pure function from what it looks at to a finding for each subject
(:mod:`vouch.outcomes`). A rule is named after the fault. To add one: a file here, its name in a
list, a heading in ``docs/diagnostics.md``, a case folder in ``tests/cases``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

from vouch.accounting import Account
from vouch.checks import (
    bad_expression,
    chart_without_figure,
    contradicted_figure,
    division_by_zero,
    duplicate_claim,
    false_friend,
    long_excerpt,
    missing_source,
    mixed_units,
    not_a_share,
    own_appearance,
    repeated_figure,
    repeated_source,
    same_source,
    silent_change,
    uncovered_figure,
    unit_mismatch,
    unknown_claim,
    unknown_source,
    unnamed_claimant,
    unquoted_figure,
    unused_source,
    unused_waiver,
    verdict_in_claim,
    void_sign_off,
    weak_sourcing,
    withdrawn_claim,
    wrong_result,
)
from vouch.checks.reviews import Reviews
from vouch.checks.subject import Subject
from vouch.outcomes import Finding, Level, Outcome

S_contra = TypeVar("S_contra", contravariant=True)


class Rule(Protocol):
    """A rule by its code, and how bad it is where it does not hold."""

    CODE: str
    LEVEL: Level


class Check(Rule, Protocol[S_contra]):
    """A rule with what it does: a file of this package."""

    def check(self, subject: S_contra, /) -> Iterator[Finding]:
        """A finding for each thing that the rule is held to."""


ALL: tuple[Check[Subject], ...] = (
    bad_expression,
    chart_without_figure,
    division_by_zero,
    duplicate_claim,
    long_excerpt,
    missing_source,
    mixed_units,
    not_a_share,
    repeated_figure,
    repeated_source,
    same_source,
    silent_change,
    unit_mismatch,
    unknown_claim,
    unknown_source,
    unused_source,
    void_sign_off,
    weak_sourcing,
    withdrawn_claim,
    wrong_result,
)
"""The checks that need a sidecar and what it may refer to."""

OF_FIGURES: tuple[Check[Account], ...] = (
    contradicted_figure,
    false_friend,
    uncovered_figure,
    unquoted_figure,
    unused_waiver,
)
"""The checks that need the article's text beside its sidecar."""

OF_REVIEWS: tuple[Check[Reviews], ...] = (own_appearance, unnamed_claimant, verdict_in_claim)
"""The checks of what a ClaimReview cannot carry."""


def run(checks: Iterable[Check[S_contra]], subject: S_contra) -> dict[str, Outcome]:
    """What each of the checks finds, by its code."""
    return {check.CODE: Outcome.of(check.check(subject)) for check in checks}

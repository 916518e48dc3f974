"""The checks that need more than one article, or the day; and every check there is."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from vouch import checks
from vouch.checks import (
    Check,
    Rule,
    closed_window,
    conflicting_figures,
    due_claim,
    excerpt_absent,
    hash_mismatch,
    inherent,
    missing_capture,
    outside_content,
    unreadable_capture,
    withdrawn_article,
)
from vouch.checks.evidence import Evidence
from vouch.checks.standing import OnDay, Standing
from vouch.outcomes import Level

OF_SITE: tuple[Check[Standing], ...] = (conflicting_figures, withdrawn_article)
"""The checks that hold articles side by side, and beside what was published."""

OF_DAY: tuple[Check[OnDay], ...] = (closed_window, due_claim)
"""The checks that a day decides."""

OF_EVIDENCE: tuple[Check[Evidence], ...] = (
    excerpt_absent,
    hash_mismatch,
    missing_capture,
    outside_content,
    unreadable_capture,
)
"""The checks of excerpts and of the captures that they are looked up in."""


@cache
def levels() -> Mapping[str, Level]:
    """Every check by its code, with the level that it has unless a site says otherwise."""
    every: tuple[Rule, ...] = (
        *checks.ALL,
        *checks.OF_FIGURES,
        *checks.OF_REVIEWS,
        *OF_SITE,
        *OF_DAY,
        *OF_EVIDENCE,
    )
    found = {rule.CODE: rule.LEVEL for rule in every}
    return dict(sorted({**found, **inherent.LEVELS}.items()))

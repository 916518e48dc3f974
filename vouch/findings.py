"""What a run found, as it is told at its end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from vouch.diagnostics import Diagnostic
from vouch.frozen import frozen
from vouch.outcomes import Outcomes

NEW = "it is new"
"""Why pages are made of which nothing is remembered."""
LAST = "last"
"""The file, among those of what is remembered, that holds the findings of the last build."""


@frozen
class Findings:
    """Every problem, what each check looked at, and how much there is.

    ``ledger`` has the outcomes of checks by article, under "" those of none; ``excerpts`` says how
    many are in which state, and is empty where none is to be looked up. ``reviews`` says what
    becomes of how many claims as a ClaimReview (:mod:`vouch.reviewable`).
    """

    diagnostics: tuple[Diagnostic, ...]
    ledger: Mapping[str, Outcomes]
    articles: int
    claims: int
    excerpts: Mapping[str, int] = field(default_factory=dict)
    reviews: Mapping[str, int] = field(default_factory=dict)
    drafts_left_out: int = 0

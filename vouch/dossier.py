"""An article as the rest of the build needs it once it is compiled: plain values, nothing loaded.

A dossier holds what is asked of every article in every build, a folio what its own pages are made
from. Neither knows the day, so that both can be remembered (:mod:`vouch.memory`); nothing in them
belongs to a package from outside, so that they are read back without one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal

from vouch.articleview import Presented
from vouch.dates import PartialDate
from vouch.diagnostics import Span
from vouch.evidence.captures import Capture, Obstacle
from vouch.frozen import frozen
from vouch.outcomes import CheckWaiver, Outcomes, Problems
from vouch.quantity import Modality
from vouch.released import ReleasedArticle
from vouch.ties import Tied
from vouch.units import Unit


@frozen
class Stated:
    """A claim's figure that may be stated once more, and where its value is written."""

    claim: str
    value: Decimal
    unit: Unit
    modality: Modality
    fact: str | None
    as_of: PartialDate | None
    span: Span


@frozen
class Recheck:
    """From when on a claim is due for another check, and where that is written."""

    claim: str
    when: PartialDate
    span: Span


@frozen
class Milestone:
    """A milestone that is still open, and where its status, or else its date, is written."""

    title: str
    when: PartialDate
    status: str
    span: Span


@frozen
class Promise:
    """What the page of an article has to show: its text, and under the marks of each claim that.

    ``passages`` are the ranges in ``text`` of each claim by its id, its quote's first.
    """

    slug: str
    text: str
    marked: Mapping[str, str]
    passages: Mapping[str, tuple[tuple[int, int], ...]] = field(default_factory=dict)


@frozen
class Dossier:
    """What a site needs to know of an article.

    ``name`` is that of its file; ``problems`` are those of no check; ``outcomes`` what the checks
    found that need no other article and no day. ``obstacles`` are what stood in the way of
    captures that several articles share, ``excerpts`` how many excerpts are in which state,
    ``reviews`` what becomes of how many claims as a ClaimReview (:mod:`vouch.reviewable`).
    ``tied`` says of what other articles it is a version; None where it could not be compiled.
    """

    name: str
    problems: Problems
    outcomes: Outcomes
    waivers: tuple[CheckWaiver, ...] = ()
    stated: tuple[Stated, ...] = ()
    rechecks: tuple[Recheck, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    obstacles: Mapping[Capture, Obstacle] = field(default_factory=dict)
    excerpts: Mapping[str, int] = field(default_factory=dict)
    reviews: Mapping[str, int] = field(default_factory=dict)
    has_captures: bool = False
    claims: int = 0
    tied: Tied | None = None


@frozen
class Folio:
    """What the pages of an article are made from and have to show; what a release records of it."""

    presented: Presented
    promise: Promise
    released: ReleasedArticle

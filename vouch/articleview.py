"""What the page of an article is given: its body in parts, its charts, everything around them."""

from __future__ import annotations

from dataclasses import dataclass

from vouch.dates import PartialDate
from vouch.views import (
    ClaimView,
    CorrectionView,
    Html,
    Link,
    PictureView,
    SourceNote,
    Tick,
    UseView,
    Version,
    YearView,
)


@dataclass(frozen=True, slots=True)
class Aside:
    """A claim's card, or the callout of its figure, in the margin of the text.

    ``rise`` is how many lines above its place in the source it stands, ``next_rise`` the same of
    the aside after it, for which it leaves room (:mod:`vouch.linage`).
    """

    claim: ClaimView
    is_callout: bool
    rise: float
    next_rise: float


@dataclass(frozen=True, slots=True)
class Bar:
    """A claim's figure as it is drawn: where it begins and how long it is, in percent.

    ``is_firm`` is false for a ceiling and for what was only announced: those are drawn hollow.
    """

    claim: ClaimView
    begins: str
    length: str
    is_firm: bool


@dataclass(frozen=True, slots=True)
class ChartView:
    """A chart of checked figures; ``unit`` is said once, for all ticks (empty for bare numbers)."""

    id: str
    kind: str
    title: str
    unit: str
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    sources: tuple[UseView, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the article's body, and what stands after it: cards, then charts."""

    html: Html
    asides: tuple[Aside, ...] = ()
    charts: tuple[ChartView, ...] = ()


@dataclass(frozen=True, slots=True)
class HeadingView:
    """A heading of the body, for a table of contents."""

    level: int
    id: str
    title: str


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article with everything that its page shows."""

    slug: str
    href: str
    lang: str
    title: str
    dek: str
    date: PartialDate
    updated: PartialDate | None
    authors: tuple[Link, ...]
    tags: tuple[str, ...]
    image: PictureView | None
    draft: bool
    counts: str
    checked: PartialDate | None
    due_next: PartialDate | None
    due_now: int
    parts: tuple[Part, ...]
    headings: tuple[HeadingView, ...]
    claims: tuple[ClaimView, ...]
    key_figures: tuple[ClaimView, ...]
    notes: tuple[SourceNote, ...]
    excerpts: tuple[tuple[str, int], ...]
    years: tuple[YearView, ...]
    corrections: tuple[CorrectionView, ...]
    versions: tuple[Version, ...]

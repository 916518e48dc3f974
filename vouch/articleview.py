"""What the page of an article is given: its body in parts, its charts, everything around them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from vouch import linage
from vouch.dates import PartialDate
from vouch.drawings import Tick
from vouch.frozen import frozen
from vouch.packet import NO_PAPERS, Papers
from vouch.views import (
    ClaimView,
    CorrectionView,
    EventView,
    Html,
    Link,
    PictureView,
    SourceNote,
    UseView,
    VerdictView,
)


@frozen
class Aside:
    """A claim's card, or the callout of its figure, in the margin of the text.

    ``rise`` is how many lines above its place in the source it stands, ``next_rise`` the same of
    the aside after it, for which it leaves room (:mod:`vouch.linage`).
    """

    claim: ClaimView
    is_callout: bool
    rise: float
    next_rise: float

    @property
    def place(self) -> str:
        """Both as classes of the style sheet."""
        return linage.classes(self.rise, self.next_rise)


@frozen
class Bar:
    """A claim's figure as it is drawn: where it begins and how long it is, in percent.

    ``is_firm`` is false for a ceiling and for what was only announced: those are drawn hollow.
    """

    claim: ClaimView
    begins: str
    length: str
    is_firm: bool


@frozen
class ChartView:
    """A chart of checked figures; ``unit`` is said once, for all ticks (empty for bare numbers)."""

    id: str
    kind: str
    title: str
    unit: str
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    sources: tuple[UseView, ...]


@frozen
class Part:
    """A stretch of the article's body, and what stands after it: cards, then charts."""

    html: Html
    asides: tuple[Aside, ...] = ()
    charts: tuple[ChartView, ...] = ()


@frozen
class HeadingView:
    """A heading of the body, for a table of contents."""

    level: int
    id: str
    title: str


@frozen
class DueView:
    """How many claims are due for another check on a day, and from when on the next one is."""

    now: int
    next: PartialDate | None


@frozen
class ArticleView:
    """An article with all that its page shows on every day; what the day decides is apart."""

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
    parts: tuple[Part, ...]
    headings: tuple[HeadingView, ...]
    claims: tuple[ClaimView, ...]
    key_figures: tuple[ClaimView, ...]
    notes: tuple[SourceNote, ...]
    excerpts: tuple[tuple[str, int], ...]
    corrections: tuple[CorrectionView, ...]

    @property
    def kinds(self) -> tuple[VerdictView, ...]:
        """The verdicts of its claims, each once: the best rating first, those without one last."""
        found = {claim.verdict.key: claim.verdict for claim in self.claims}
        return tuple(sorted(found.values(), key=lambda kind: -(kind.rating or 0)))


@frozen
class Presented:
    """An article as its own pages, and those across the site, show it.

    ``events`` are its milestones in the order of their dates, ``withdrawals`` what was withdrawn,
    by the ids that the claims had. ``translations`` are the slugs that it names as its versions.
    ``papers`` are what its evidence packet shows besides.
    """

    view: ArticleView
    events: tuple[EventView, ...]
    withdrawals: Mapping[str, CorrectionView]
    aliases: tuple[str, ...]
    translations: tuple[str, ...]
    papers: Papers = NO_PAPERS

    @property
    def slug(self) -> str:
        """The first part of its address."""
        return self.view.slug

    @property
    def language(self) -> str:
        """Its language without a region."""
        return self.view.lang.partition("-")[0].lower()

    @property
    def claim_ids(self) -> frozenset[str]:
        """The ids of its claims."""
        return frozenset(claim.id for claim in self.view.claims)

    def due(self, today: date) -> DueView:
        """What of its claims is due for another check on a day."""
        rechecks = [c.recheck for c in self.view.claims if c.recheck and not c.is_due(today)]
        return DueView(
            now=sum(claim.is_due(today) for claim in self.view.claims),
            next=min(rechecks, key=lambda when: when.sort_key, default=None),
        )

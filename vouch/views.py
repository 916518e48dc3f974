"""What the templates are given: values with their words chosen, nothing left to decide.

Addresses (``href``) are relative to the site's root, file name included, so that they also work
from ``file://``; a template puts the page's ``root`` (such as ``../``) before them. Dates stay
dates: a template says them with ``w.date``. :class:`Html` is safe to show as it stands.

They are remembered from build to build: without slots, which pickle handles ten times slower.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from vouch import duedates
from vouch.dates import PartialDate


class Html(str):
    """HTML that the build wrote itself, for a template to show unescaped."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)


@dataclass(frozen=True)
class Link:
    """A word that leads somewhere."""

    label: str
    href: str


@dataclass(frozen=True)
class Version:
    """The same article, or the same claim, in the language ``lang``.

    ``invitation`` asks in that language to read it there; ``is_here`` marks the page itself.
    """

    lang: str
    invitation: str
    href: str
    canonical: str
    is_here: bool


@dataclass(frozen=True)
class VerdictView:
    """A verdict: its word, what it means, and the sign, colour role and line that tell it apart."""

    key: str
    label: str
    meaning: str
    sign: str
    hue: str
    line: str
    rating: int | None


@dataclass(frozen=True)
class FigureView:
    """A figure, never without its modality: ``modality`` (empty when exact), number, unit apart."""

    text: str
    modality: str
    number: str
    unit: str
    label: str
    as_of: PartialDate | None


@dataclass(frozen=True)
class SourceView:
    """A document.

    ``number`` is its place in the article's source notes; ``kind`` and ``seen`` are keys of the
    catalogue or empty.
    """

    id: str
    number: int
    title: str
    publisher: str
    url: str
    host: str
    locator: str
    archive: str
    has_capture: bool
    captured: PartialDate | None
    kind: str
    seen: str
    published: PartialDate | None
    accessed: PartialDate | None
    origin_count: int


@dataclass(frozen=True)
class UseView:
    """What a claim takes from a source; ``href`` leads to the source's note.

    ``state`` says what looking the excerpt up in the source's capture gave (a key of `evidence`
    in the catalogue); it is `none` where the source has no capture, empty without an excerpt.
    """

    source: SourceView
    excerpt: str
    locator: str
    stance: str
    href: str
    state: str


@dataclass(frozen=True)
class CalculationView:
    """A calculation as it is written, what it gives, and what each of its names stands for.

    ``gives`` is the result as the article states it.
    """

    label: str
    expression: str
    result: str
    gives: str
    within: str
    operands: tuple[tuple[str, str, Link | None], ...]


@dataclass(frozen=True)
class CorrectionView:
    """A change after publication; ``claim`` names the claim it belongs to.

    For what was withdrawn ``kind`` is `withdrawal`, and nothing is linked that is gone.
    """

    date: PartialDate
    lang: str
    kind: str
    was: str
    now: str
    why: str
    claim: Link
    article: Link


@dataclass(frozen=True)
class ClaimView:
    """A claim with all that vouches for it.

    ``href`` is its own page, ``passage_href`` its place in the article (``…#c-ID``). ``quote`` is
    the passage as it stands, ``before`` and ``after`` what surrounds it. ``awaits_reader`` is set
    when it was edited after ``checked_by`` had signed it. ``claimant_kind`` is as it is written.
    """

    id: str
    number: int
    href: str
    passage_href: str
    article: Link
    lang: str
    quote: str
    before: str
    after: str
    also: tuple[str, ...]
    claimant: str
    claimant_url: str
    claimant_kind: str
    own: bool
    said: PartialDate | None
    appearance: str
    verdict: VerdictView
    summary: str
    explanation: Html
    figure: FigureView | None
    callout: str
    calculations: tuple[CalculationView, ...]
    uses: tuple[UseView, ...]
    checked: PartialDate | None
    checked_by: str
    by_author: bool
    awaits_reader: bool
    recheck: PartialDate | None
    corrections: tuple[CorrectionView, ...]

    def is_due(self, today: datetime.date) -> bool:
        """Whether it is due for another check on a day."""
        return duedates.is_due(self.recheck, today)


@dataclass(frozen=True)
class SourceNote:
    """A source with what rests on it: the claims that use it, and its excerpts.

    ``states`` gives for an excerpt the state that it has, `none` left out.
    """

    source: SourceView
    claims: tuple[ClaimView, ...]
    excerpts: tuple[tuple[str, str], ...]
    events: int
    states: Mapping[str, str]


@dataclass(frozen=True)
class EventView:
    """A milestone; ``status`` is a key, as it is written."""

    date: PartialDate
    machine_date: str
    lang: str
    id: str
    title: str
    text: Html
    status: str
    claims: tuple[ClaimView, ...]
    sources: tuple[UseView, ...]
    article: Link

    def phase(self, today: datetime.date) -> str:
        """Where it stands on a day: `past`, `present` or `future`."""
        if self.date.is_over(today):
            return "past"
        return "future" if self.date.begins_after(today) else "present"

    def is_unverified(self, today: datetime.date) -> bool:
        """Whether its time is over on a day and nobody has confirmed it."""
        return duedates.is_unconfirmed(self.date, self.status, today)

    def status_on(self, today: datetime.date) -> str:
        """Its status on a day: what is over and unconfirmed is due, whatever was announced."""
        return "due" if self.is_unverified(today) else self.status


@dataclass(frozen=True)
class Tick:
    """A line of a scale: ``at`` in percent of the drawing's width, as SVG writes it."""

    at: str
    label: str


@dataclass(frozen=True)
class Mark:
    """A milestone on the line of its year, in percent of it; a span has a ``length``.

    ``elapsed`` is how much of the length is over on the day of the build. Spans lie in lanes
    below the line, numbered from 1, so that no two cover each other; a day is on the line, lane 0.
    """

    phase: str
    begins: str
    length: str
    elapsed: str
    lane: int


@dataclass(frozen=True)
class YearView:
    """The milestones that begin in one year, or end in it where they have no first day, in order.

    ``label`` is the year, or a decade or century in words, which has no line. ``marks`` are all
    that fall into the year; ``months`` say where its months begin, each with its letter; ``today``
    is the place of the day of the build where that is in the year.
    """

    label: str
    events: tuple[EventView, ...]
    marks: tuple[Mark, ...]
    months: tuple[Tick, ...]
    today: str


@dataclass(frozen=True)
class PictureView:
    """The image at the head of an article, in its renditions."""

    html: Html
    caption: str
    credit: str

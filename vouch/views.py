"""What the templates are given: values with their words chosen, nothing left to decide.

Addresses (``href``) are relative to the site's root, file name included, so that they also work
from ``file://``; a template puts the page's ``root`` (such as ``../``) before them. Dates stay
dates: a template says them with ``w.date``. :class:`Html` is safe to show as it stands.

They are remembered from build to build: without slots, which pickle handles ten times slower.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from vouch import duedates
from vouch.dates import PartialDate
from vouch.frozen import frozen
from vouch.reviewable import Bar


class Html(str):
    """HTML that the build wrote itself, for a template to show unescaped."""

    __slots__ = ()

    def __html__(self) -> str:
        return self  # to be written once more, into a page, and not copied before


@frozen
class Link:
    """A word that leads somewhere."""

    label: str
    href: str


@frozen
class Version:
    """The same article, or the same claim, in the language ``lang``.

    ``invitation`` asks in that language to read it there; ``is_here`` marks the page itself.
    """

    lang: str
    invitation: str
    href: str
    canonical: str
    is_here: bool


@frozen
class VerdictView:
    """A verdict: its word, what it means, and the sign, colour role and line that tell it apart."""

    key: str
    label: str
    meaning: str
    sign: str
    hue: str
    line: str
    rating: int | None


@frozen
class QuantityView:
    """A number as it is written, for machines: an exact decimal with a point, and its unit.

    ``unit`` is empty for a plain number.
    """

    value: str
    unit: str


@frozen
class FigureView:
    """A figure, never without its modality: ``modality`` (empty when exact), number, unit apart.

    ``stated``, ``firmness`` (a modality by its key) and ``fact`` are as they are written.
    """

    text: str
    modality: str
    number: str
    unit: str
    label: str
    as_of: PartialDate | None
    stated: QuantityView
    firmness: str
    fact: str


@frozen
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
    origin: str
    origin_count: int


@frozen
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


@frozen
class CalculationView:
    """A calculation as it is written, what it gives, and what each of its names stands for.

    ``gives`` is the result as the article states it, ``stated`` the same for machines; so are
    ``quantities`` what the names stand for. ``computed`` is the result in the unit of ``stated``.
    """

    label: str
    expression: str
    result: str
    gives: str
    within: str
    operands: tuple[tuple[str, str, Link | None], ...]
    stated: QuantityView
    computed: str
    quantities: Mapping[str, QuantityView]


@frozen
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


@frozen
class ListedClaim:
    """A claim as pages across the site list it.

    ``href`` is its own page, ``passage_href`` its place in the article (``…#c-ID``). ``quote`` is
    the passage as it stands. ``claimant_kind`` is as it is written.
    """

    id: str
    number: int
    href: str
    passage_href: str
    article: Link
    lang: str
    quote: str
    claimant: str
    claimant_url: str
    claimant_kind: str
    own: bool
    said: PartialDate | None
    verdict: VerdictView
    summary: str
    checked: PartialDate | None
    corrections: tuple[CorrectionView, ...]


@frozen
class ClaimView(ListedClaim):
    """A claim with all that vouches for it.

    ``before`` and ``after`` are what surrounds its passage. ``awaits_reader`` is set when it was
    edited after ``checked_by`` had signed it. A claim that is not judged yet was not checked, by
    nobody and on no day, whatever its sidecar has. ``bars`` are what keeps it from being published
    as a ClaimReview.
    """

    bars: tuple[Bar, ...]
    before: str
    after: str
    also: tuple[str, ...]
    appearance: str
    explanation: Html
    figure: FigureView | None
    callout: str
    calculations: tuple[CalculationView, ...]
    uses: tuple[UseView, ...]
    checked_by: str
    by_author: bool
    awaits_reader: bool
    recheck: PartialDate | None

    def is_due(self, today: datetime.date) -> bool:
        """Whether it is due for another check on a day."""
        return duedates.is_due(self.recheck, today)


@frozen
class SourceNote:
    """A source with what rests on it: the claims that use it, and its excerpts.

    ``states`` gives for an excerpt the state that it has, `none` left out.
    """

    source: SourceView
    claims: tuple[ListedClaim, ...]
    excerpts: tuple[tuple[str, str], ...]
    events: int
    states: Mapping[str, str]


@frozen
class EventView:
    """A milestone; ``status`` is a key, as it is written."""

    date: PartialDate
    machine_date: str
    lang: str
    id: str
    title: str
    text: Html
    status: str
    claims: tuple[ListedClaim, ...]
    sources: tuple[UseView, ...]
    article: Link

    def phase(self, today: datetime.date) -> str:
        """Where it stands on a day: `past`, `present` or `future`."""
        return duedates.phase(self.date, today)

    def is_unverified(self, today: datetime.date) -> bool:
        """Whether its time is over on a day and nobody has confirmed it."""
        return duedates.is_unconfirmed(self.date, self.status, today)

    def status_on(self, today: datetime.date) -> str:
        """Its status on a day: what is over and unconfirmed is due, whatever was announced."""
        return "due" if self.is_unverified(today) else self.status


@frozen
class PictureView:
    """The image at the head of an article, in its renditions.

    ``src`` is the path of the largest one from the site's root, as an address writes it.
    """

    html: Html
    src: str
    caption: str
    credit: str

"""What compiling gives: an article or a standing page that may be published.

HTML in these values is written from :data:`vouch.links.ROOT`; nothing here depends on the day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import NamedTuple

from vouch.anchor import Range
from vouch.annotate import Slot
from vouch.arithmetic import Refused, Worked
from vouch.diagnostics import Span
from vouch.evidence.captures import Capture, Citation, State
from vouch.frozen import frozen
from vouch.model.claims import Claim, Event, Sidecar, Source
from vouch.model.site import Article, Page
from vouch.outcomes import CheckWaiver, Outcomes, Problems
from vouch.prose import Heading
from vouch.reviewable import Bar


class CompiledUse(NamedTuple):
    """A source as a claim or milestone uses it; ``id`` is made up for a source in place."""

    id: str
    excerpt: str | None
    locator: str | None
    stance: str


class CompiledClaim(NamedTuple):
    """A claim with its place in the text. ``number`` counts from 1 in reading order.

    ``worked`` is what came of each of its calculations (:func:`vouch.calculations.worked`).
    ``spans`` gives the places in the sidecar that a later stage may have to name: `recheck`, and
    `figure`, where the value of one is written that may be stated once more. ``bars`` are what
    keeps it from being published as a ClaimReview.
    """

    claim: Claim
    number: int
    ranges: tuple[Range, ...]
    quote: str
    before: str
    after: str
    also: tuple[str, ...]
    explanation: str
    uses: tuple[CompiledUse, ...]
    worked: tuple[Worked | Refused | None, ...]
    spans: Mapping[str, Span]
    bars: tuple[Bar, ...]

    @property
    def source_ids(self) -> tuple[str, ...]:
        """The sources that it rests on, those of its calculations included."""
        operands = (o for check in self.claim.check for o in check.where.values())
        return (*(use.id for use in self.uses), *(o.source for o in operands if o.source))


class CompiledEvent(NamedTuple):
    """A milestone with its text as HTML, and where its status, or else its date, is written."""

    event: Event
    text: str
    uses: tuple[CompiledUse, ...]
    span: Span


@frozen
class Compiled:
    """An article that may be published. HTML is written from :data:`vouch.links.ROOT`.

    ``lead`` is the image at its head as HTML, ``lead_src`` its address; both are empty where it has
    none. ``sources`` are those that it cites, ``known_sources`` all that it may cite. ``states``
    says of an excerpt, by its source's id and its words, what looking it up gave: known once the
    article was compiled. ``void`` are the claims whose second reader signed other words.
    """

    slug: str
    lang: str
    article: Article
    lead: str
    lead_src: str
    body: tuple[str | Slot, ...]
    text: str
    headings: tuple[Heading, ...]
    claims: tuple[CompiledClaim, ...]
    sources: Mapping[str, Source]
    events: tuple[CompiledEvent, ...]
    sidecar: Sidecar
    known_sources: Mapping[str, Source]
    void: frozenset[str] = frozenset()
    captures: tuple[Capture, ...] = ()
    citations: tuple[Citation, ...] = ()
    states: Mapping[tuple[str, str], State] = field(default_factory=dict)

    @property
    def uses(self) -> tuple[tuple[CompiledUse, ...], ...]:
        """What each claim, then each milestone takes from its sources."""
        return (*(claim.uses for claim in self.claims), *(event.uses for event in self.events))


@frozen
class Compilation:
    """What came of an article: itself, None where it may not be published, and what checks found.

    ``name`` is that of its file; ``problems`` are those of no check.
    """

    name: str
    article: Compiled | None
    problems: Problems
    outcomes: Outcomes
    waivers: tuple[CheckWaiver, ...] = ()


class CompiledPage(NamedTuple):
    """A standing page."""

    name: str
    lang: str
    title: str
    page: Page
    html: str

"""An article of the corpus as a value, and its Markdown as an author of Vouch writes it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

MARK = re.compile(r"\[\[([a-z0-9-]+)\|(.*?)\]\]", re.DOTALL)
"""A claim in the Markdown of a story."""


@dataclass(frozen=True)
class Use:
    """What a claim takes from a source."""

    source: str
    excerpt: str
    stance: str


@dataclass(frozen=True)
class Figure:
    """The number of a claim; ``said`` is how readers see it."""

    value: str
    unit: str
    label: str
    said: str
    callout: str = ""


@dataclass(frozen=True)
class Share:
    """A calculation: a part of a whole, in per cent."""

    part: int
    whole: int
    gives: str
    label: str
    source: str


@dataclass(frozen=True)
class Claim:
    """One claim; ``number`` is its place in the article, from 1."""

    number: int
    id: str
    quote: str
    claimant: str
    verdict: str
    summary: str
    explanation: str
    figure: Figure | None
    share: Share | None
    uses: tuple[Use, ...]
    checked: str


@dataclass(frozen=True)
class Source:
    """A document."""

    id: str
    title: str
    publisher: str
    url: str
    published: str
    kind: str


@dataclass(frozen=True)
class Event:
    """A milestone."""

    date: str
    title: str
    text: str
    status: str
    claims: tuple[str, ...]
    source: str


@dataclass(frozen=True)
class Story:
    """An article; in ``blocks``, its Markdown, `[[id|quote]]` stands where a claim does."""

    slug: str
    title: str
    dek: str
    day: date
    tags: tuple[str, ...]
    blocks: tuple[str, ...]
    claims: tuple[Claim, ...]
    sources: tuple[Source, ...]
    events: tuple[Event, ...]
    waivers: tuple[str, ...]

    def plain(self) -> str:
        """The Markdown as an author of Vouch writes it: the prose alone."""
        return MARK.sub(r"\2", "\n\n".join(self.blocks)) + "\n"

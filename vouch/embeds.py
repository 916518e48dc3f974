"""Claims as cards for pages of others: where each stands, and the line that shows it there."""

from __future__ import annotations

from html import escape
from math import ceil
from typing import NamedTuple

from vouch.innerquotes import quoted
from vouch.views import ClaimView

MOST_WORDS = 1_500
MOST_SUMMARY = 1_200
_MOST_NAME = 300
"""Bytes of a claim's words, of its summary and of a name, as HTML, that a card holds.

A card, with all it needs besides, stays below 8,000 bytes; it says where it cuts.
"""
CUT = " […]"
_LINE = 48
"""Characters of a line of a card, at the width of a column of text."""
_LINE_HEIGHT = 26
_REST = 210
"""Pixels of what is no text of the claim: verdict, claimant, dates, links, edges."""


class Embed(NamedTuple):
    """The card of a claim: ``href`` from the root of the site, ``snippet`` as HTML to copy.

    ``title`` names it. ``words``, ``summary`` and ``claimant`` are as the card has them.
    """

    href: str
    snippet: str
    title: str
    words: str
    summary: str
    claimant: str


def embed(claim: ClaimView, title: str, url: str) -> Embed:
    """The card of a claim on the site at ``url``; a frame needs a ``title`` (WCAG 2.2, H64).

    A frame cannot grow without a script: its height is a guess from the length of its words, and
    what does not fit is reached by scrolling.
    """
    href = f"{claim.href.removesuffix('index.html')}embed.html"
    words, summary = (
        cut(quoted(claim.quote, claim.lang), MOST_WORDS),
        cut(claim.summary, MOST_SUMMARY),
    )
    lines = ceil(len(words) / _LINE) + ceil(len(summary) / _LINE) + (2 if claim.figure else 0)
    snippet = (
        f'<iframe src="{escape(url + href)}" title="{escape(title)}" width="100%"'
        f' height="{_REST + _LINE_HEIGHT * lines}" loading="lazy"'
        ' style="max-width:40rem;border:0"></iframe>'
    )
    return Embed(href, snippet, title, words, summary, cut(claim.claimant, _MOST_NAME))


def cut(text: str, most: int) -> str:
    """The text, or as many of its words as fit into ``most`` bytes of HTML, and a sign of that."""
    if _size(text) <= most:
        return text
    low, high = 0, len(text)
    while low < high:  # the most characters that fit
        middle = (low + high + 1) // 2
        low, high = (middle, high) if _size(text[:middle] + CUT) <= most else (low, middle - 1)
    kept = text[:low]
    at_word = kept if text[low : low + 1].isspace() else kept.rpartition(" ")[0]
    return (at_word or kept).rstrip() + CUT


def _size(text: str) -> int:
    return len(escape(text).encode())

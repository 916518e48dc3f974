"""The text of a whole page as a browser searches it, and where the article's own text is in it.

Text directives (:mod:`vouch.outputs.fragments`) are looked for in all of a page: what the build put
into an article's body is part of it here, and so is what stands around the body.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from html import unescape

from vouch.contentmodel import BLOCK
from vouch.frozen import frozen
from vouch.reread import ATTRIBUTES, body_of, generated

EDGE = "\0"
"""Stands where a block begins or ends, which no search goes across; no page can hold it."""
_UNSEEN = re.compile(
    rf"<!--.*?-->|<(script|style|template)(?=[\s>]){ATTRIBUTES}>.*?</\1\s*>",
    re.IGNORECASE | re.DOTALL,
)
_SIGNS = ("<!--", "</script", "</style", "</template")
_BLOCK_TAG = re.compile(rf"</?(?:{'|'.join(sorted(BLOCK))})(?=[\s/>]){ATTRIBUTES}>", re.IGNORECASE)
_TAG = re.compile(rf"</?[a-z]{ATTRIBUTES}>", re.IGNORECASE)


@frozen
class PageText:
    """The text of a page, blocks of the article parted by :data:`EDGE`.

    Elsewhere blocks run together: words of the page are looked for in it, and those that stand in
    one block stand in it as they are.
    ``starts`` are the places in the article's content (:class:`vouch.reread.Reread`) at which a
    stretch of it begins, ``at`` where in ``text`` each of them stands.
    """

    text: str
    starts: tuple[int, ...]
    at: tuple[int, ...]

    def place(self, offset: int) -> int:
        """Where in ``text`` a code point of the article's content stands."""
        stretch = bisect_right(self.starts, offset) - 1
        return self.at[stretch] + offset - self.starts[stretch]


def page_text(page: str, content: str) -> PageText | None:
    """The text of an article's page; None where one pass cannot tell.

    ``content`` is that of the article in it (:class:`vouch.reread.Reread`).
    """
    body = body_of(page)
    if body is None:
        return None
    pieces: list[str] = []
    starts: list[int] = []
    at: list[int] = []
    length = counted = 0
    for piece, is_content in _pieces(page, *body):
        for number, line in enumerate(piece.split(EDGE)):
            if number:
                pieces.append(EDGE)
                length += 1
            if is_content and line:
                starts.append(counted)
                at.append(length)
                counted += len(line)
            pieces.append(line)
            length += len(line)
    if counted != len(content) or not starts:
        return None
    return PageText("".join(pieces), tuple(starts), tuple(at))


def _pieces(page: str, start: int, end: int) -> Iterator[tuple[str, bool]]:
    """The page in stretches of text, and whether each is the article's own."""
    yield _text(page[max(0, page.find("<body")) : start]) + EDGE, False
    at = start
    for first, last in generated(page, start, end):
        yield _text(_BLOCK_TAG.sub(EDGE, page[at:first])), True
        yield _text(page[first:last]), False
        at = last
    yield _text(_BLOCK_TAG.sub(EDGE, page[at:end])), True
    yield EDGE + _text(page[end:]), False


def _text(html: str) -> str:
    seen = _UNSEEN.sub("", html) if any(sign in html for sign in _SIGNS) else html
    plain = _TAG.sub("", seen)
    return unescape(plain) if "&" in plain else plain

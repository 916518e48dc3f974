"""Where the passages of claims lie in the text of a page (Web Annotation Data Model, 4.2.5)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

CONTEXT = 32
"""Code points of context on either side of a passage."""
_WORD = re.compile(r"\S+")


@dataclass(frozen=True)
class Position:
    """A passage in the text content of an article's body, in code points.

    ``start`` is the first, ``end`` the one after the last; elements `[data-generated]` are not
    counted. ``exact`` is the text between them, ``prefix`` and ``suffix`` what stands around it.
    """

    start: int
    end: int
    exact: str
    prefix: str
    suffix: str


def positions(
    text: str, content: str, passages: Mapping[str, Sequence[tuple[int, int]]]
) -> Mapping[str, tuple[Position, ...]] | None:
    """The passages of each claim in ``content``, given as ranges in ``text``.

    The two are one text but for white space: what is a line end between blocks in the one may be
    nothing, or more, in the other. None where they are not.
    """
    written = [(m.start(), m.end()) for m in _WORD.finditer(text)]
    letters = "".join(text.split())
    if letters != "".join(content.split()):
        return None
    before = _running(written)
    shown = [(m.start(), m.end()) for m in _WORD.finditer(content)]
    after = _running(shown)
    starts = [start for start, _ in written]

    def counted(at: int) -> int:
        """How many letters stand before ``at`` in ``text``."""
        word = bisect_right(starts, at) - 1
        if word < 0:
            return 0
        start, end = written[word]
        return before[word] + min(at, end) - start

    def place(letter: int) -> int:
        """Where in ``content`` the letter of that number stands."""
        word = bisect_right(after, letter) - 1
        return shown[word][0] + letter - after[word]

    def position(start: int, end: int) -> Position:
        first, last = place(counted(start)), place(counted(end) - 1) + 1
        return Position(
            first,
            last,
            content[first:last],
            content[max(0, first - CONTEXT) : first],
            content[last : last + CONTEXT],
        )

    return {
        claim: tuple(position(start, end) for start, end in ranges if text[start:end].strip())
        for claim, ranges in passages.items()
    }


def _running(words: Sequence[tuple[int, int]]) -> list[int]:
    """How many letters stand before each word."""
    total, found = 0, []
    for start, end in words:
        found.append(total)
        total += end - start
    return found

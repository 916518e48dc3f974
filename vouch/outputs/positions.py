"""Where the passages of claims lie in the text of a page (Web Annotation Data Model, 4.2.5)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

CONTEXT = 32
"""Code points of context on either side of a passage, more where it would stand elsewhere too."""
_SPACES = re.compile(r"(\s+)")


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
    written, there = _Words(text), _Words(content)
    if written.letters != there.letters:
        return None

    def position(start: int, end: int) -> Position:
        first = there.place(written.counted(start))
        last = there.place(written.counted(end) - 1) + 1
        around = _context(content, first, last)
        return Position(
            first,
            last,
            content[first:last],
            content[max(0, first - around) : first],
            content[last : last + around],
        )

    return {
        claim: tuple(position(start, end) for start, end in ranges if text[start:end].strip())
        for claim, ranges in passages.items()
    }


class _Words:
    """The words of a text: where each begins, and how many letters stand before it."""

    def __init__(self, text: str) -> None:
        pieces = _SPACES.split(text)  # a word, white space, a word …; the outer words may be empty
        lengths = [*map(len, pieces)]
        self.letters = "".join(pieces[::2])
        self._starts = [0, *accumulate(lengths)][:-1:2]
        self._before = [0, *accumulate(lengths[::2])][:-1]

    def counted(self, at: int) -> int:
        """How many letters stand before a place in the text."""
        word = bisect_right(self._starts, at) - 1
        following = self._before[word + 1] if word + 1 < len(self._before) else len(self.letters)
        return min(self._before[word] + at - self._starts[word], following)

    def place(self, letter: int) -> int:
        """Where in the text the letter of that number stands."""
        word = bisect_right(self._before, letter) - 1
        return self._starts[word] + letter - self._before[word]


def _context(content: str, first: int, last: int) -> int:
    """How many code points on either side tell the passage apart from every other stretch."""
    around = CONTEXT
    while around < len(content):
        before = max(0, first - around)
        whole = content[before : last + around]
        if content.find(whole) == before and content.find(whole, before + 1) < 0:
            break
        around *= 2
    return around

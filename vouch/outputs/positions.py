"""Where the passages of claims lie in the text of a page (Web Annotation Data Model, 4.2.5)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from vouch.frozen import frozen
from vouch.wordindex import once_in

CONTEXT = 32
"""Code points of context on either side of a passage, more where it would stand elsewhere too."""


@frozen
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
) -> Mapping[str, tuple[Position, ...]]:
    """The passages of each claim in ``content``, given as ranges in ``text``.

    The two have to be one text but for white space (:func:`vouch.promises.body_read_again`): what
    is a line end between blocks in the one may be nothing, or more, in the other.
    """
    held = {
        claim: [place for place in ranges if text[slice(*place)].strip()]
        for claim, ranges in passages.items()
    }
    counted = _counted(text, {at for ranges in held.values() for place in ranges for at in place})
    firsts = {counted[start] for ranges in held.values() for start, _ in ranges}
    lasts = {counted[end] - 1 for ranges in held.values() for _, end in ranges}
    there = _places(content, firsts | lasts)
    is_once = once_in(content, len(firsts))
    return {
        claim: tuple(
            _position(content, there[counted[start]], there[counted[end] - 1] + 1, is_once)
            for start, end in ranges
        )
        for claim, ranges in held.items()
    }


def _counted(text: str, places: Collection[int]) -> Mapping[int, int]:
    """How many letters, which are no white space, stand before each place in a text."""
    known = {}
    at = letters = 0
    for place in sorted(places):
        letters += _letters(text[at:place])
        known[place] = letters
        at = place
    return known


def _places(text: str, numbers: Collection[int]) -> Mapping[int, int]:
    """Where the letters of those numbers stand in a text, the first of which is number 0.

    Raises ValueError where it has not so many.
    """
    known = {}
    at = letters = 0
    for number in sorted(numbers):
        while missing := number + 1 - letters:  # so many code points hold no more letters
            if at >= len(text):
                raise ValueError(f"no letter {number} in a text of {letters}")
            letters += _letters(text[at : at + missing])
            at += missing
        known[number] = at - 1
    return known


def _letters(text: str) -> int:
    return sum(map(len, text.split()))


def _position(content: str, first: int, end: int, is_once: Callable[[str], bool]) -> Position:
    around = _context(content, first, end, is_once)
    return Position(
        first,
        end,
        content[first:end],
        content[max(0, first - around) : first],
        content[end : end + around],
    )


def _context(content: str, first: int, last: int, is_once: Callable[[str], bool]) -> int:
    """How many code points on either side tell the passage apart from every other stretch."""
    around = CONTEXT
    while around < len(content) and not is_once(content[max(0, first - around) : last + around]):
        around *= 2
    return around

"""From a selection on a page to the quote that anchors there, and there alone.

A selection is told by counting: how many characters that are no white space stand before it and
up to its end. So it does not matter that a browser and the build put different white space where
blocks meet. What comes out is tried with the very search that the build will use.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from vouch import passages
from vouch.anchor import Folded, Range, Selector, find_folded, fold, whole_words
from vouch.frozen import frozen

_SPACE = re.compile("[\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+")
"""What `\\s` is in a browser's script (ECMAScript, section 22.2.2.9)."""
_LONGEST = 2000
"""Longest passage that can be meant as one claim, in characters."""


class CannotPick(ValueError):
    """No claim can be made of the selection; the message says why."""


@frozen
class Picked:
    """A passage: the selector that finds it, and its place in the text."""

    selector: Selector
    place: Range


def picked(text: str, start: int, end: int) -> Picked:
    """The passage between two counts of characters, white space left out. Raises CannotPick.

    Words and numbers that the selection cuts are taken whole.
    """
    marked = _place(text, start, end)
    if marked.end - marked.start > _LONGEST:
        raise CannotPick("this is too long for one claim; select a sentence, or less")
    folded = fold(text)
    within = _folded(folded, marked)
    whole = _trimmed(folded, whole_words(folded.joined, within.start, within.end))
    if not any(character.isalnum() for character in folded.text[whole.start : whole.end]):
        raise CannotPick("there is no word in this selection")
    place = folded.to_original(whole.start, whole.end)
    quote = _as_read(text, place)
    selector = Selector(quote)
    if find_folded(folded, selector) != (whole,):
        pairs = passages.settling(folded, quote, whole)
        selector = Selector(quote, **dict(pairs))
        if find_folded(folded, selector) != (whole,):
            raise CannotPick("nothing tells this passage from others like it; select more of it")
    return Picked(selector, place)


def _place(text: str, start: int, end: int) -> Range:
    """The stretch of the text from its character ``start`` up to ``end``, without white space."""
    at, counted = 0, 0
    first = last = None
    for run in _SPACE.split(text):
        at = text.index(run, at) if run else at
        if first is None and start < counted + len(run):
            first = at + start - counted
        if first is not None and end <= counted + len(run):
            last = at + end - counted
            break
        counted += len(run)
        at += len(run)
    if first is None or last is None or last <= first:
        raise CannotPick("the page is not the one that was selected in; load it again")
    return Range(first, last)


def _folded(folded: Folded, place: Range) -> Range:
    return Range(_to_folded(folded, place.start), _to_folded(folded, place.end))


def _to_folded(folded: Folded, position: int) -> int:
    """The place in the folded text of a place in the text, or of the piece that it lies in."""
    if position >= folded.original_length:
        return len(folded.text)
    segment = max(0, bisect_right(folded.original_at, position) - 1)
    inside = position - folded.original_at[segment] if folded.copied[segment] else 0
    return folded.folded_at[segment] + inside


def _trimmed(folded: Folded, place: Range) -> Range:
    start, end = place.start, place.end
    while start < end and folded.text[start] == " ":
        start += 1
    while start < end and folded.text[end - 1] == " ":
        end -= 1
    return Range(start, end)


def _as_read(text: str, place: Range) -> str:
    """The words as they are read, with plain spaces and without what nobody sees."""
    quote = _SPACE.sub(" ", text[place.start : place.end]).strip()
    return "".join(c for c in quote if fold(c).text)

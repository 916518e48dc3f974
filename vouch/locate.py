"""From what a reader sees back to what the author typed, for a message to point at.

Only messages rest on this, never an anchor: Markdown keeps no positions, so places are found
again by the words of both texts.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from vouch.diagnostics import SourceText, Span
from vouch.written import WORD, written_words

_LONGEST = 8
"""Words of a passage that are compared; more make no place surer."""
_LOOKED_AT = 200
"""Occurrences of one passage that are compared, those nearest to it by their order."""
_AROUND = 6
"""Words on either side that tell one occurrence from another."""
_CODE = re.compile(
    r"^(`{3,}|~{3,})[^\n]*\n.*?^\1[^\n]*$|(`+)(?!`).+?(?<!`)\2(?!`)", re.DOTALL | re.MULTILINE
)


class _Words(NamedTuple):
    """The words of a text with their offsets, and where each of them stands among them."""

    texts: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    places: Mapping[str, tuple[int, ...]]

    @classmethod
    def of(cls, words: Sequence[tuple[str, int, int]]) -> _Words:
        places: defaultdict[str, list[int]] = defaultdict(list)
        for index, (word, _, _) in enumerate(words):
            places[word].append(index)
        texts, starts, ends = zip(*words, strict=True) if words else ((), (), ())
        return cls(texts, starts, ends, {word: tuple(at) for word, at in places.items()})

    def occurrences(self, wanted: Sequence[str]) -> list[int]:
        """The places at which these words stand, one after the other."""
        there = self.places.get(wanted[0], ()) if wanted else ()
        return [at for at in there if self.texts[at : at + len(wanted)] == tuple(wanted)]


@lru_cache(maxsize=8)
def _typed_words(source: str, *, with_asides: bool) -> _Words:
    words = (word for word in written_words(source) if with_asides or not word.aside)
    return _Words.of([(word.text, word.start, word.end) for word in words])


@lru_cache(maxsize=4)
def _shown_words(rendered: str) -> _Words:
    return _Words.of([(word[0], word.start(), word.end()) for word in WORD.finditer(rendered)])


def passage_span(source: SourceText, rendered: str, start: int, end: int) -> Span:
    """Where in the Markdown the stretch ``start`` to ``end`` of the rendered text is written.

    Of several places with the same words it is the one with most of the same words around it, and
    among equals the one that comes as late in the source as the stretch in the text. They are
    looked for in the text itself, and in the text with what is written aside, as captions are: of
    two that are equal it is the one where they stand as often as they are shown, or else the one in
    the text itself.
    """
    shown = _shown_words(rendered)
    first = bisect_right(shown.ends, start)
    wanted = shown.texts[first : bisect_left(shown.starts, end)]
    if not wanted and not first:
        return source.span(0)
    at = first if wanted else first - 1  # signs alone: they stand after the word before them
    known = wanted or shown.texts[at : at + 1]
    # A caption is written as the title of an image, whose other words no reader sees.
    texts = [_typed_words(source.text, with_asides=with_asides) for with_asides in (False, True)]
    found = [(place, written) for written in texts if (place := _place(written, shown, at, known))]
    if not found:
        return source.span(0)
    place, written = max(found, key=lambda one: one[0].likeness)
    if not wanted:
        return source.span(written.ends[place.at])
    return _typed(source, rendered[start:end], written, place.at, len(wanted))


class _Place(NamedTuple):
    """One of the written words, and what speaks for it.

    How many words are the same from it on, how many around them, and whether they stand among the
    written words as often as among those that are shown.
    """

    at: int
    likeness: tuple[int, int, bool]


def _place(written: _Words, shown: _Words, first: int, wanted: Sequence[str]) -> _Place | None:
    """Where those that are shown at ``first`` stand among the written words."""
    for count in (min(len(wanted), _LONGEST), 1):
        here = written.occurrences(wanted[:count])
        if here:
            there = shown.occurrences(wanted[:count])
            rank = there.index(first)
            start = max(0, min(rank, len(here)) - _LOOKED_AT // 2)
            like = {
                index: _likeness(written.texts, shown.texts, here[index], first, count)
                for index in range(start, min(len(here), start + _LOOKED_AT))
            }
            most = max(like.values())
            best = [index for index, score in like.items() if score == most]
            nearest = min(best, key=lambda index: abs(index - rank))
            return _Place(here[nearest], (count, most, len(here) == len(there)))
    return None


def _likeness(written: Sequence[str], texts: Sequence[str], at: int, first: int, count: int) -> int:
    """How many words before and after are the same without a break."""
    before = after = 0
    while (
        before < min(_AROUND, at, first) and written[at - before - 1] == texts[first - before - 1]
    ):
        before += 1
    room = min(_AROUND, len(written) - at - count, len(texts) - first - count)
    while after < room and written[at + count + after] == texts[first + count + after]:
        after += 1
    return before + after


def _typed(source: SourceText, shown: str, written: _Words, place: int, count: int) -> Span:
    """The span of ``count`` words, with the signs that the shown stretch has around them."""
    start = written.starts[place]
    end = written.ends[min(place + count, len(written.ends)) - 1]
    words = list(WORD.finditer(shown))
    lead, tail = shown[: words[0].start()], shown[words[-1].end() :]
    if source.text.endswith(lead, 0, start):
        start -= len(lead)
    if source.text.startswith(tail, end):
        end += len(tail)
    return source.span(start, end)


@lru_cache(maxsize=4)
def _without_code(written: str) -> str:
    """The text with spaces for its code; remembered, for one text may have many faults."""
    return _CODE.sub(lambda m: " " * len(m[0]), written)


def words_span(source: SourceText, seek: tuple[str, ...], start: int = 0, end: int = -1) -> Span:
    """Where the first of the words in ``seek`` that can be found stands, code passed over.

    ``start`` and ``end`` bound the search; where nothing is found the span is at ``start``.
    """
    last = len(source.text) if end < 0 else end
    written = source.text[start:last]
    for text in (_without_code(written), written):
        for words in seek:
            if words and (found := text.find(words)) >= 0:
                line_end = text.find("\n", found)
                stop = min(found + len(words), line_end if line_end >= 0 else len(text))
                return source.span(start + found, start + stop)
    return source.span(start, start + 1)

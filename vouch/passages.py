"""What to tell an author whose quote is not found once: the nearest passage, the ways to settle it.

Nothing here ever anchors a claim. Likeness finds a passage to show, and a person decides.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from heapq import nlargest
from math import log
from typing import NamedTuple

from vouch import spelling
from vouch.anchor import Folded, Range, Selector, find_folded, fold, whole_words

_WORD = re.compile(r"\d+(?:[.,]\d+)*|\w+|[^\w\s]")
_SLACK = 4
"""Words that an alignment may be off by before it is looked at as another place."""
_CANDIDATES = range(12, 49)
"""Places that are compared with a quote: the more, the shorter it is."""
_COMPARED = 400
"""Words of all those places together, where their number lies in that range."""
_FEW = 3
"""Words of a quote that has none but common ones by which its place is sought."""
_UNSAID = 0.05
"""A word that the quote leaves out is likelier than another word, and that than one too many."""
_ENOUGH = 0.34
"""Share of a quote's words that a passage needs to be worth showing."""
_TOO_COMMON = 400
"""Occurrences from which a word says nothing about a place."""
_OFTEN = 20
"""Places of a quote with its context from which on they are not looked at one by one."""
_RESPELLED = 4
"""Most words of a quote that are looked for under another spelling."""


class Change(NamedTuple):
    """Words of the quote and what stands in their place in the article; either may be empty."""

    quote: str
    article: str


class Nearest(NamedTuple):
    """The passage most like a quote: its text and place, both folded, the words that differ."""

    text: str
    place: Range
    changes: tuple[Change, ...]


class _Word(NamedTuple):
    text: str
    key: str
    start: int
    end: int


class _Index(NamedTuple):
    """The words of a text, and where each of them stands among them."""

    words: tuple[_Word, ...]
    places: Mapping[str, tuple[int, ...]]


def nearest(text: Folded, quote: str) -> Nearest | None:
    """The passage of ``text`` that shares most words with ``quote``, in their order."""
    exact = fold(quote).text.strip()
    wanted = _words(exact)
    index = _indexed(text.text)
    if not wanted or not index.words:
        return None
    keys = [word.key for word in wanted]
    starts = _alignments(keys, index) or _alignments(_respelled(keys, index), index)
    best, most = None, (1 - _ENOUGH) * sum(map(_alone, keys))
    for start in starts:
        fit = _fitted(wanted, index.words, start, most)
        if fit is not None:
            best, most = fit, fit.cost
    if best is None:
        return None
    start, end = index.words[best.first].start, index.words[best.last - 1].end
    place = whole_words(text.joined, start, end)
    shown = text.text[place.start : place.end]
    return Nearest(shown, place, _changes(exact, shown))


def _words(text: str) -> tuple[_Word, ...]:
    return tuple(_Word(m[0], m[0].casefold(), m.start(), m.end()) for m in _WORD.finditer(text))


@lru_cache(maxsize=4)
def _indexed(text: str) -> _Index:
    words = _words(text)
    places: defaultdict[str, list[int]] = defaultdict(list)
    for position, word in enumerate(words):
        places[word.key].append(position)
    return _Index(words, {key: tuple(found) for key, found in places.items()})


def _alignments(keys: Sequence[str], index: _Index) -> list[int]:
    """The places at which most words of the quote fall together, rare words counting more."""
    votes: defaultdict[int, float] = defaultdict(float)
    known = [(offset, key) for offset, key in enumerate(keys) if key in index.places]
    rare = [(offset, key) for offset, key in known if len(index.places[key]) <= _TOO_COMMON]
    for offset, key in rare or known[:_FEW]:
        places = index.places[key]
        weight = (1.0 if key[0].isalnum() else 0.2) * log(1 + len(index.words) / len(places))
        for place in places:
            votes[(place - offset) // _SLACK] += weight
    score = {at: held + votes.get(at + 1, 0.0) for at, held in list(votes.items())}
    most = min(max(_COMPARED // len(keys), _CANDIDATES[0]), _CANDIDATES[-1])
    best = nlargest(most, score, key=lambda at: (score[at], -at))
    return [(at + 1) * _SLACK for at in best]


def _respelled(keys: Sequence[str], index: _Index) -> list[str]:
    """The words of a quote of which the text has none, the longest as the text spells them."""
    longest = set(nlargest(_RESPELLED, keys, key=len))
    return [spelling.nearest(k, index.places) or k if k in longest else k for k in keys]


class _Fit(NamedTuple):
    """What it costs to make a quote of the words of a text from ``first`` to before ``last``."""

    cost: float
    first: int
    last: int


def _fitted(
    wanted: Sequence[_Word], words: Sequence[_Word], start: int, most: float
) -> _Fit | None:
    """The cheapest passage that begins near ``start``; None where each costs ``most`` or more.

    Words are inserted, deleted, replaced and swapped (optimal string alignment) against any
    stretch of the text, in a band about the diagonal: a longer detour is another place.
    """
    low, width = start - 2 * _SLACK, 4 * _SLACK
    rows: list[dict[int, tuple[float, int]]] = [
        {at: (0.0, at) for at in range(max(0, low), min(len(words), low + width) + 1)}
    ]
    for row, word in enumerate(wanted, start=1):
        above, current = rows[-1], dict[int, tuple[float, int]]()
        for at in range(max(0, low + row - 1), min(len(words), low + row + width) + 1):
            ways = []
            if at in above:
                ways.append((above[at][0] + _alone(word.key) + _UNSAID, above[at][1]))
            if at - 1 in above:
                replaced = _replaced(word.text, words[at - 1].text)
                ways.append((above[at - 1][0] + replaced, above[at - 1][1]))
            if at - 1 in current:
                left = current[at - 1]
                ways.append((left[0] + _alone(words[at - 1].key) - _UNSAID, left[1]))
            for apart in (2, 3):
                before = rows[-apart].get(at - apart) if row >= apart else None
                if before and _are_swapped(wanted[row - apart : row], words[at - apart : at]):
                    ways.append((before[0] + 1.0, before[1]))
            current[at] = min(ways)
        if not current or min(current.values())[0] >= most:
            return None
        rows.append(current)
    cost, last, first = min((cost, at, first) for at, (cost, first) in rows[-1].items())
    return _Fit(cost, first, last) if cost < most and first < last else None


def _are_swapped(ours: Sequence[_Word], theirs: Sequence[_Word]) -> bool:
    """Whether the first and the last changed places, and what may stand between them did not."""
    return (
        len(theirs) == len(ours)
        and ours[0].key == theirs[-1].key
        and ours[-1].key == theirs[0].key
        and all(a.key == b.key for a, b in zip(ours[1:-1], theirs[1:-1], strict=True))
    )


def _alone(key: str) -> float:
    """What a word costs that only one of the two has; a mark costs little."""
    return 1.0 if key[0].isalnum() else 0.2


@lru_cache(maxsize=1 << 14)
def _replaced(ours: str, theirs: str) -> float:
    """What one word for another costs: little for a word that is spelt like it."""
    if ours == theirs:
        return 0.0
    one, other = ours.casefold(), theirs.casefold()
    if one == other:
        return 0.05
    if not (one[0].isalnum() and other[0].isalnum()):
        return 1.5 if one[0].isalnum() or other[0].isalnum() else 0.3
    longest = max(len(one), len(other))
    edits = spelling.edits_within(one, other, max(1, longest // 3))
    return 1.0 if edits is None else min(1.0, 0.2 + 0.75 * edits / longest)


def _changes(quote: str, passage: str) -> tuple[Change, ...]:
    ours, theirs = _WORD.findall(quote), _WORD.findall(passage)
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    return tuple(
        Change(" ".join(ours[a:b]), " ".join(theirs[c:d]))
        for tag, a, b, c, d in matcher.get_opcodes()
        if tag != "equal"
    )


def settling(
    text: Folded, quote: str, place: Range, keys: Sequence[str] = ("prefix", "suffix")
) -> tuple[tuple[str, str], ...]:
    """The shortest ``prefix`` or ``suffix`` that leaves ``place`` (folded) alone.

    Pairs of key and value as they are pasted into the sidecar, tried before they are offered;
    only among repetitions of repetitions does it take both. ``keys`` are those that may be used.
    """
    both: tuple[tuple[str, str], ...] = ()
    for count in _sizes(text.text.count(" ") + 1):
        prefix, suffix = _before(text.text, place.start, count), _after(text.text, place.end, count)
        for key, value in (("prefix", prefix), ("suffix", suffix)):
            alone = Selector(quote, **{key: value})
            if key in keys and value and _settles(alone, text, place):
                return ((key, value),)
        if not both and _settles(Selector(quote, prefix, suffix), text, place):
            both = (("prefix", prefix), ("suffix", suffix))
    return both


def _settles(selector: Selector, text: Folded, place: Range) -> bool:
    """Whether the selector has no other place; one that stands often is not looked at further."""
    wanted, at = selector.prefix + text.text[place.start : place.end] + selector.suffix, -1
    for _ in range(_OFTEN):
        at = text.text.find(wanted, at + 1)
        if at < 0:
            return find_folded(text, selector) == (place,)
    return False


def _sizes(most: int) -> Iterator[int]:
    """Numbers of words to try: every one up to 12, then ever larger steps up to all of them."""
    yield from range(1, min(12, most) + 1)
    count = 16
    while count < most:
        yield count
        count *= 2
    yield most


def _before(text: str, at: int, count: int) -> str:
    """The ``count`` words that end at ``at`` in a folded text, and the space after them."""
    start = at
    for _ in range(count):
        if start <= 0:
            break
        start = text.rfind(" ", 0, max(0, start - 1)) + 1
    return text[start:at]


def _after(text: str, at: int, count: int) -> str:
    """The ``count`` words that begin at ``at`` in a folded text, and the space before them."""
    end = at
    for _ in range(count):
        if end >= len(text):
            break
        found = text.find(" ", end + 1)
        end = found if found >= 0 else len(text)
    return text[at:end]


def pasted(pairs: Sequence[tuple[str, str]]) -> str:
    """The pairs as lines of YAML: double quotes keep the space at an end."""
    return "\n".join(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in pairs)


def described(changes: Sequence[Change]) -> str:
    """The differences in words: `8` → `6`."""
    return ", ".join(
        f"`{c.quote}` → `{c.article}`"
        if c.quote and c.article
        else (f"without `{c.quote}`" if c.quote else f"with `{c.article}`")
        for c in changes
    )

"""What to tell an author whose quote is not found once: the nearest passage, the ways to settle it.

Nothing here ever anchors a claim. Likeness finds a passage to show, and a person decides.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from vouch import spelling
from vouch.anchor import Folded, Range, Selector, find_folded, fold

_WORD = re.compile(r"\d+(?:[.,]\d+)*|\w+|[^\w\s]")
_SLACK = 3
"""Words that an alignment may be off by before it is looked at as another place."""
_CANDIDATES = 6
_ENOUGH = 0.34
"""Share of a quote's words that a passage needs to be worth showing."""
_TOO_COMMON = 400
"""Occurrences from which a word says nothing about a place."""
_RESPELLED = 12
"""Most words of a quote that are looked for under another spelling."""


@dataclass(frozen=True, slots=True)
class Change:
    """Words of the quote and what stands in their place in the article; either may be empty."""

    quote: str
    article: str


@dataclass(frozen=True, slots=True)
class Nearest:
    """The passage most like a quote: its text and place, both folded, the words that differ."""

    text: str
    place: Range
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class _Word:
    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Index:
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
    fitted = [_fitted(keys, index.words, start) for start in starts]
    if not fitted:
        return None
    score, first, last = max(fitted, key=lambda fit: fit[0])
    if first >= last or score < _ENOUGH:
        return None
    place = Range(index.words[first].start, index.words[last - 1].end)
    shown = text.text[place.start : place.end]
    return Nearest(shown, place, _changes(exact, shown))


def _words(text: str) -> tuple[_Word, ...]:
    return tuple(_Word(m[0].casefold(), m.start(), m.end()) for m in _WORD.finditer(text))


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
    for offset, key in rare or known:
        places = index.places[key]
        weight = (1.0 if key[0].isalnum() else 0.2) / (1 + len(places))
        for place in places:
            for near in range(-_SLACK, _SLACK + 1):
                votes[place - offset + near] += weight / (1 + abs(near))
    ranked = sorted(votes.items(), key=lambda item: (-item[1], item[0]))
    return [start for start, _ in ranked[:_CANDIDATES]]


def _respelled(keys: Sequence[str], index: _Index) -> list[str]:
    """The words of a quote of which the text has none, each as the text spells one like it."""
    return [spelling.nearest(key, index.places) or key for key in keys[:_RESPELLED]]


def _fitted(keys: Sequence[str], words: Sequence[_Word], start: int) -> tuple[float, int, int]:
    """How much of the quote stands near ``start``, and from which word to which."""
    low = max(0, start - _SLACK)
    window = words[low : max(0, start + len(keys) + _SLACK)]
    matcher = SequenceMatcher(None, keys, [word.key for word in window], autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    if not blocks:
        return _ENOUGH, max(0, start), min(len(words), start + len(keys))
    head, tail = blocks[0], blocks[-1]
    first = max(0, head.b - head.a)
    last = min(len(window), tail.b + len(keys) - tail.a)
    matched = sum(block.size for block in blocks)
    return matched / max(len(keys), last - first), low + first, low + last


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
            if key in keys and value and find_folded(text, alone) == (place,):
                return ((key, value),)
        if not both and find_folded(text, Selector(quote, prefix, suffix)) == (place,):
            both = (("prefix", prefix), ("suffix", suffix))
    return both


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

"""What to tell an author whose quote is not found once: the nearest passage, the ways to settle it.

Nothing here ever anchors a claim. Likeness finds a passage to show, and a person decides.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from vouch import spelling
from vouch.anchor import Folded, Range, Selector, find_folded, fold

_WORD = re.compile(r"\d+(?:[.,]\d+)*|\w+|[^\w\s]")
_SLACK = 3
"""Words that an alignment may be off by before it is looked at as another place."""
_CANDIDATES = 6
_ENOUGH = 0.34
"""Share of a quote's words that a passage needs to be worth showing."""
_TOO_COMMON = 400


@dataclass(frozen=True, slots=True)
class Change:
    """Words of the quote and what stands in their place in the article; either may be empty."""

    quote: str
    article: str


@dataclass(frozen=True, slots=True)
class Nearest:
    """The passage most like a quote: its folded text, its place, the words that differ."""

    text: str
    place: Range
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class _Word:
    key: str
    start: int
    end: int


def nearest(text: Folded, quote: str) -> Nearest | None:
    """The passage of ``text`` that shares most words with ``quote``, in their order."""
    wanted = _words(fold(quote).text)
    words = _words(text.text)
    if not wanted or not words:
        return None
    starts = _alignments(wanted, words) or _by_letters(wanted, words, text.text)
    best: tuple[float, int, int] | None = None
    for start in starts:
        score, first, last = _fitted(wanted, words, start)
        if best is None or score > best[0]:
            best = (score, first, last)
    if best is None or best[1] >= best[2]:
        return None
    place = Range(words[best[1]].start, words[best[2] - 1].end)
    shown = text.text[place.start : place.end]
    changes = _changes(fold(quote).text.strip(), shown)
    return Nearest(shown, text.to_original(place.start, place.end), changes)


def _words(text: str) -> list[_Word]:
    return [_Word(m[0].casefold(), m.start(), m.end()) for m in _WORD.finditer(text)]


def _alignments(wanted: Sequence[_Word], words: Sequence[_Word]) -> list[int]:
    """The places at which most words of the quote fall together, rare words counting more."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for index, word in enumerate(words):
        places[word.key].append(index)
    votes: Counter[int] = Counter()
    rare = [w for w in wanted if len(places.get(w.key, ())) <= _TOO_COMMON]
    for offset, word in enumerate(wanted):
        found = places.get(word.key, ()) if not rare or word in rare else ()
        for index in found:
            weight = 1 / (1 + len(found)) * (0.2 if not word.key[0].isalnum() else 1)
            for near in range(-_SLACK, _SLACK + 1):
                votes[index - offset + near] += weight / (1 + abs(near))  # type: ignore[assignment]
    ranked = sorted(votes.items(), key=lambda item: (-item[1], item[0]))
    return [start for start, _ in ranked[:_CANDIDATES]]


def _by_letters(wanted: Sequence[_Word], words: Sequence[_Word], text: str) -> list[int]:
    """The place of the passage of as many words that is spelled most alike."""
    size = len(wanted)
    quote = " ".join(word.key for word in wanted)
    passages = {
        " ".join(word.key for word in words[start : start + size]): start
        for start in range(len(words) - size, -1, -1)
    }
    like = spelling.nearest(quote, passages)
    return [passages[like]] if like is not None else []


def _fitted(wanted: Sequence[_Word], words: Sequence[_Word], start: int) -> tuple[float, int, int]:
    """How much of the quote stands near ``start``, and from which word to which."""
    low = max(0, start - _SLACK)
    window = words[low : start + len(wanted) + _SLACK]
    matcher = SequenceMatcher(
        None, [w.key for w in wanted], [w.key for w in window], autojunk=False
    )
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    if not blocks:
        return 0.0, max(0, start), min(len(words), start + len(wanted))
    head, tail = blocks[0], blocks[-1]
    first = max(0, head.b - head.a)
    last = min(len(window), tail.b + len(wanted) - tail.a)
    matched = sum(block.size for block in blocks)
    return matched / max(len(wanted), last - first), low + first, low + last


def _changes(quote: str, passage: str) -> tuple[Change, ...]:
    ours, theirs = _WORD.findall(quote), _WORD.findall(passage)
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    return tuple(
        Change(" ".join(ours[a:b]), " ".join(theirs[c:d]))
        for tag, a, b, c, d in matcher.get_opcodes()
        if tag != "equal"
    )


def settling(text: Folded, quote: str, place: Range) -> tuple[tuple[str, str], ...]:
    """The shortest ``prefix``, ``suffix``, or both, that leaves ``place`` (folded) alone.

    Pairs of key and value as they are pasted into the sidecar; tried before they are offered.
    """
    before = [m.start() for m in re.finditer(r"\S+", text.text[: place.start])][::-1]
    after = [place.end + m.end() for m in re.finditer(r"\S+", text.text[place.end :])]
    longest = max(len(before), len(after))
    sizes = [*range(1, min(12, longest) + 1), *(2**n for n in range(4, 30) if 2**n < longest)]
    for count in [*sizes, longest]:
        prefix = text.text[before[min(count, len(before)) - 1] : place.start] if before else ""
        suffix = text.text[place.end : after[min(count, len(after)) - 1]] if after else ""
        for head, tail in ((prefix, ""), ("", suffix), (prefix, suffix)):
            if (head or tail) and find_folded(text, Selector(quote, head, tail)) == (place,):
                pairs = (("prefix", head), ("suffix", tail))
                return tuple((key, value) for key, value in pairs if value)
    return ()


def pasted(pairs: Sequence[tuple[str, str]]) -> str:
    """The pairs as YAML: double quotes keep the space at an end."""
    return ", ".join(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in pairs)


def described(changes: Sequence[Change]) -> str:
    """The differences in words: `8` → `6`."""
    return ", ".join(
        f"`{c.quote}` → `{c.article}`"
        if c.quote and c.article
        else (f"without `{c.quote}`" if c.quote else f"with `{c.article}`")
        for c in changes
    )

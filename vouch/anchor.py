"""From a quote to its place in a text: exact or refused, never a guess (contract, section 3).

Strings only. A selector is the Web Annotation Data Model's TextQuoteSelector: the words and,
where they stand more than once, what comes right before and after. Both sides are folded in the
same way before they are compared, and every folded place leads back to its place in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple
from unicodedata import category, combining, is_normalized

from vouch.canonical import normal
from vouch.wordindex import SPACELESS_SCRIPTS, WordIndex, occurrences

JOINING = "\u202f"
"""Stands in :attr:`Folded.joined` for a lone space in a line: it may join a number's groups."""

_ZERO_WIDTH = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
_COMMON = {
    **dict.fromkeys(" \u00a0\u2007\u2009", JOINING),
    "\u2019": "'",
    "\u201c": '"',
    "\u201d": '"',
    "\n": " ",  # last, so that the space does not become another
}
_RARE = dict.fromkeys(
    "\t\v\f\r\x1c\x1d\x1e\x1f\x85\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008"
    "\u200a\u2028\u2029\u205f\u3000",
    " ",
)
_ONE_TO_ONE = str.maketrans({**_COMMON, **_RARE})
_RARE_OR_UNSEEN = re.compile(f"[{''.join(_RARE)}{_ZERO_WIDTH}]")
_LENGTH_CHANGING = re.compile(rf"[ {JOINING}{_ZERO_WIDTH}]{{2,}}|[{_ZERO_WIDTH}]")
_FROM_LINE_END = re.compile(f" [ {JOINING}]*")
_SIGNS = "-+\u2212\u00b1"
_CURRENCIES = "$€£¥"
_BEFORE_NUMBER = f" {JOINING}([{{\"'«“„=<>~≈/:;—–{_CURRENCIES}"
"""What stands before a number's sign, or before the separator of one without a whole part."""
_SIGNED = re.compile(rf"[{_CURRENCIES}]?[.,]?\d")


class Selector(NamedTuple):
    """A quote with its optional context (Web Annotation Data Model, section 4.2.4)."""

    exact: str
    prefix: str = ""
    suffix: str = ""


class Range(NamedTuple):
    """A stretch of a text, from ``start`` up to ``end``, in code points."""

    start: int
    end: int


class Folded(NamedTuple):
    """A text as it is compared, with the way back to the text as it is read.

    ``joined`` equals ``text`` but for the spaces that may join the groups of a number.
    Segment *i* covers the folded text from ``folded_at[i]`` and the original from
    ``original_at[i]``; it is either a copy or, where ``copied[i]`` is false, one indivisible piece.
    """

    text: str
    joined: str
    folded_at: tuple[int, ...]
    original_at: tuple[int, ...]
    copied: tuple[bool, ...]
    original_length: int

    def to_original(self, start: int, end: int) -> Range:
        """The stretch of the original text that a non-empty folded stretch stands for."""
        first = bisect_right(self.folded_at, start) - 1
        last = bisect_right(self.folded_at, end - 1) - 1
        return Range(self._start(first, start), self._end(last, end))

    def _start(self, segment: int, position: int) -> int:
        inside = position - self.folded_at[segment] if self.copied[segment] else 0
        return self.original_at[segment] + inside

    def _end(self, segment: int, position: int) -> int:
        if self.copied[segment]:
            return self.original_at[segment] + position - self.folded_at[segment]
        after = segment + 1
        return self.original_at[after] if after < len(self.original_at) else self.original_length


@lru_cache(maxsize=256)
def fold(text: str) -> Folded:
    """Fold ``text`` as contract section 3 says.

    Any run of white space is one space, curly apostrophes and double quotation marks are
    straight, soft hyphens and zero-width characters vanish, the rest is in NFC (UAX #15).
    Digits, signs, separators, letters, case, accents and guillemets are never touched.
    """
    mapped, runs = _mapped(text)
    if not runs and is_normalized("NFC", mapped):  # as most texts of one line
        return Folded(mapped.replace(JOINING, " "), mapped, (0,), (0,), (True,), len(text))
    pieces: list[tuple[str, int, bool]] = []
    done = 0
    for start, end in runs:
        run = mapped[start:end]
        if done < start:
            pieces.append((mapped[done:start], done, True))
        spaces = run.count(" ") + run.count(JOINING)
        kept = "" if not spaces else JOINING if spaces == run.count(JOINING) == 1 else " "
        pieces.append((kept, start, False))
        done = end
    if done < len(mapped):
        pieces.append((mapped[done:], done, True))
    if not is_normalized("NFC", "".join([piece for piece, _, _ in pieces])):
        pieces = _composed(pieces)
    return _assembled(pieces, len(text))


def _mapped(text: str) -> tuple[str, list[tuple[int, int]]]:
    """``text`` with its spaces and marks folded, as long as before, and its runs that get shorter.

    Nearly all texts have nothing rare or unseen and no two spaces in a line: to replace what is
    common and to look around line ends is far quicker than to look at every character.
    """
    if _RARE_OR_UNSEEN.search(text):
        mapped = text.translate(_ONE_TO_ONE)
    else:
        mapped = text
        for character, folded in _COMMON.items():
            mapped = mapped.replace(character, folded)
        if JOINING * 2 not in mapped:
            ends = (found.span() for found in _FROM_LINE_END.finditer(mapped))
            runs = ((start - mapped.endswith(JOINING, 0, start), end) for start, end in ends)
            return mapped, [run for run in runs if run[1] - run[0] > 1]
    return mapped, [found.span() for found in _LENGTH_CHANGING.finditer(mapped)]


def _assembled(pieces: list[tuple[str, int, bool]], length: int) -> Folded:
    texts, original_at, copied = zip(*pieces, strict=True)
    joined = "".join(texts)
    return Folded(
        text=joined.replace(JOINING, " "),
        joined=joined,
        folded_at=tuple(accumulate(map(len, texts[:-1]), initial=0)),
        original_at=original_at,
        copied=copied,
        original_length=length,
    )


def _composed(pieces: list[tuple[str, int, bool]]) -> list[tuple[str, int, bool]]:
    """The pieces in NFC: each sequence that composes becomes one indivisible piece."""
    single = [
        (character, original + index if copied else original)
        for piece, original, copied in pieces
        for index, character in enumerate(piece or ("",))
    ]
    clusters: list[tuple[list[str], int]] = []
    vanished: list[tuple[list[str], int]] = []
    for character, original in single:
        if not character:
            vanished.append(([], original))
        elif clusters and _continues(clusters[-1][0], character):
            clusters[-1][0].append(character)
            vanished = []
        else:
            clusters += [*vanished, ([character], original)]
            vanished = []
    return [
        (normal("NFC", "".join(cluster)), original, False)
        for cluster, original in (*clusters, *vanished)
    ]


def _continues(cluster: Sequence[str], character: str) -> bool:
    """Whether ``character`` may compose or reorder with what stands before it."""
    if character.isascii():
        return False
    if combining(character):
        return True
    before = "".join(cluster[-2:])
    return normal("NFC", before + character) != normal("NFC", before) + normal("NFC", character)


def find(text: Folded, selector: Selector) -> tuple[Range, ...]:
    """Every place of the selector's quote in ``text``, in the original's offsets, in order.

    The quote stands between its prefix and suffix and begins and ends at the edge of a word,
    or its prefix and suffix complete the word.
    """
    return tuple(text.to_original(r.start, r.end) for r in find_folded(text, selector))


def find_folded(
    text: Folded, selector: Selector, index: WordIndex | None = None
) -> tuple[Range, ...]:
    """Like :func:`find`, in the offsets of the folded text, of which ``index`` has the words."""
    prefix, exact, suffix = _parts(selector)
    if not exact:
        return ()
    places = []
    wanted = prefix + exact + suffix
    whole = {"begins": not prefix, "ends": not suffix}
    found = index.occurrences(wanted, **whole) if index else occurrences(text.text, wanted)
    for at in found:
        start = at + len(prefix)
        end = start + len(exact)
        if _has_edge(text.joined, at, start) and _has_edge(text.joined, end, end + len(suffix)):
            places.append(Range(start, end))
    return tuple(places)


@lru_cache(maxsize=512)
def _parts(selector: Selector) -> tuple[str, str, str]:
    """Prefix, quote and suffix, folded; white space at the quote's ends belongs to its context."""
    prefix, suffix = (fold(c).text if c else "" for c in (selector.prefix, selector.suffix))
    exact = fold(selector.exact).text
    if prefix and exact.startswith(" "):
        prefix = prefix.removesuffix(" ") + " "
    if suffix and exact.endswith(" "):
        suffix = " " + suffix.removeprefix(" ")
    return prefix, exact.strip(" "), suffix


def _has_edge(joined: str, first: int, last: int) -> bool:
    return any(not inside_word(joined, position) for position in range(first, last + 1))


def inside_word(text: str, position: int) -> bool:
    """Whether a cut at ``position`` would part a word or a number.

    A number goes on over its decimal and thousands separators and begins with its sign:
    neither `6 GW` in `1,6 GW` nor `6 %` in `−6 %` begins at an edge. Scripts that put no space
    between words have an edge everywhere.
    """
    if not 0 < position < len(text):
        return False
    if _is_combining(text[position]):
        return True
    before, after = _base(text, position - 1), text[position]
    if _in_word(before) and _in_word(after):
        return not (SPACELESS_SCRIPTS.match(before) or SPACELESS_SCRIPTS.match(after))
    if before in _SIGNS:
        return _is_sign(text, position - 1)
    if after.isdigit():
        return _separates(text, position - 1) or _groups_number(text, position - 1)
    return before.isdigit() and (_separates(text, position) or _groups_number(text, position))


def whole_words(text: str, start: int, end: int) -> Range:
    """The stretch of a folded text with the words and numbers whole that it begins and ends in."""
    while inside_word(text, start):
        start -= 1
    while inside_word(text, end):
        end += 1
    return Range(start, end)


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _is_combining(character: str) -> bool:
    return category(character).startswith("M")


def _base(text: str, position: int) -> str:
    """The character at ``position`` or, where it is a combining mark, the one that bears it."""
    while position > 0 and _is_combining(text[position]):
        position -= 1
    return text[position]


def _is_sign(text: str, position: int) -> bool:
    """Whether the character at ``position`` is the sign of the number after it, no dash between."""
    return _SIGNED.match(text, position + 1) is not None and (
        position == 0 or text[position - 1] in _BEFORE_NUMBER
    )


def _separates(text: str, position: int) -> bool:
    """Whether the point or comma at ``position`` belongs to a number, `.5` included."""
    if text[position] not in ".," or not text[position + 1 : position + 2].isdigit():
        return False
    before = text[position - 1] if position else " "
    return before.isdigit() or before in _BEFORE_NUMBER or before in _SIGNS


def _groups_number(text: str, position: int) -> bool:
    """Whether the space or apostrophe at ``position`` joins two groups of one number."""
    return (
        text[position] in f"{JOINING}'"
        and re.search(r"(?<![\w.,])\d{1,3}$", text[max(0, position - 4) : position]) is not None
        and re.match(r"\d{3}(?!\d)", text[position + 1 : position + 5]) is not None
    )

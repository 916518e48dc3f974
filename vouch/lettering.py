"""Text set into a box: broken into lines, in the largest size that fits, cut at a word at last.

How wide words are is asked of a :data:`Measure`, so that no font is needed to know the rules.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from vouch.canonical import normal, unmarked

Measure = Callable[[str, int], float]
"""How wide a text is in a size, both in pixels."""

ELLIPSIS = "…"
_BREAKS = re.compile(r"[\t\n\r \u2000-\u2006\u2008-\u200a\u205f\u3000]+")
"""White space at which a line may end; no-break spaces, narrow ones too, are not among it."""
_BEFORE_A_CUT = " \u00a0\u202f,;:.!?…–—«“‘("
"""What does not stay at the end of what is cut."""
_HIDDEN = ("Cc", "Cf", "Cs", "Co", "Cn")
"""Categories of characters that show nothing of themselves, or nothing that is known."""
_SELECTORS = range(0xFE00, 0xFE10)


class Box(NamedTuple):
    """Room for a text: pixels, the sizes it may have (largest first), how far apart lines are."""

    width: int
    height: int
    sizes: Sequence[int]
    leading: float = 1.25

    def lines(self, size: int) -> int:
        """How many lines of a size it holds; one at least."""
        return max(1, int(self.height / (size * self.leading)))


class Setting(NamedTuple):
    """A text as it is set; ``step`` is from one base line to the next, in pixels."""

    lines: tuple[str, ...]
    size: int
    step: int

    @property
    def height(self) -> int:
        """Pixels of all lines."""
        return len(self.lines) * self.step


def drawable(text: str, is_drawn: Callable[[str], bool]) -> str:
    """The text in characters that a font has, composed (NFC), each run it lacks as an ellipsis.

    A letter with a mark that is lacking loses the mark, a ligature or another form of a letter
    becomes the letter (NFKD); what is hidden is left out.
    """
    composed = normal("NFC", text)
    if all(map(is_drawn, composed)):
        return composed
    found: list[str] = []
    for character in composed:
        spelled = character if is_drawn(character) else _spelled(character, is_drawn)
        if spelled != ELLIPSIS or found[-1:] != [ELLIPSIS]:
            found.append(spelled)
    return "".join(found)


def _spelled(character: str, is_drawn: Callable[[str], bool]) -> str:
    if character.isspace():
        return " "
    if unicodedata.category(character) in _HIDDEN or ord(character) in _SELECTORS:
        return ""
    apart = unmarked("NFKD", character)
    return apart if all(map(is_drawn, apart)) else ELLIPSIS


def fitted(text: str, box: Box, measure: Measure, marks: tuple[str, str] = ("", "")) -> Setting:
    """The text in the largest size in which a box holds it, its lines about as long as each other.

    Where no size is small enough, it is cut at a word of the last line, with an ellipsis. ``marks``
    stand around it, whatever is cut.
    """
    words = [word for word in _BREAKS.split(text) if word]
    whole = _between(words, marks)
    for size in box.sizes:
        lines = _broken(whole, box.width, size, measure)
        if len(lines) <= box.lines(size):
            return _setting(_balanced(whole, len(lines), box.width, size, measure), size, box)
    return _cut_to(words, marks, box, measure)


def _cut_to(words: Sequence[str], marks: tuple[str, str], box: Box, measure: Measure) -> Setting:
    """The words that a box holds in its smallest size, or the letters of a word that is longer."""
    size = box.sizes[-1]

    def lines(kept: Sequence[str]) -> list[str]:
        return _broken(_cut(kept, marks), box.width, size, measure)

    def fits(kept: Sequence[str]) -> bool:
        return len(lines(kept)) <= box.lines(size)

    count = _most(len(words), lambda n: fits(words[:n]))
    if count:
        return _setting(lines(words[:count]), size, box)
    letters = _most(len(words[0]), lambda n: fits([words[0][:n]]))
    return _setting(lines([words[0][:letters]]), size, box)


def _most(high: int, fits: Callable[[int], bool]) -> int:
    """The highest number that fits, where all below it do; 0 where none does."""
    low = 0
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(middle) else (low, middle - 1)
    return low


def _setting(lines: Sequence[str], size: int, box: Box) -> Setting:
    return Setting(tuple(lines), size, round(size * box.leading))


def _between(words: Sequence[str], marks: tuple[str, str]) -> list[str]:
    """The words with the marks at the first and at the last of them."""
    if not words:
        return []
    marked = [*words]
    marked[0] = marks[0] + marked[0]
    marked[-1] += marks[1]
    return marked


def _cut(words: Sequence[str], marks: tuple[str, str]) -> list[str]:
    kept = " ".join(words).rstrip(_BEFORE_A_CUT)
    return _between(f"{kept}{ELLIPSIS}".split(" "), marks)


def _broken(words: Sequence[str], width: float, size: int, measure: Measure) -> list[str]:
    """Words in lines, each as full as it can be; a word that is too wide goes over several."""
    lines: list[str] = []
    line, filled, space = "", 0.0, measure(" ", size)
    for word in words:
        long = measure(word, size)
        if line and filled + space + long <= width:
            line, filled = f"{line} {word}", filled + space + long
            continue
        if line:
            lines.append(line)
        *whole, line = _pieces(word, width, size, measure) if long > width else [word]
        lines += whole
        filled = measure(line, size) if whole else long
    return [*lines, line] if line else lines


def _pieces(word: str, width: float, size: int, measure: Measure) -> Iterator[str]:
    start, filled = 0, 0.0
    for place, character in enumerate(word):
        wide = measure(character, size)
        if filled + wide > width and place > start:
            yield word[start:place]
            start, filled = place, 0.0
        filled += wide
    yield word[start:]


def _balanced(
    words: Sequence[str], count: int, width: int, size: int, measure: Measure
) -> list[str]:
    """The words in as many lines, in the narrowest width in which they need no more."""
    if count < 2:
        return _broken(words, width, size, measure)
    low, high = max(measure(word, size) for word in words), float(width)
    while high - low > size / 4:
        middle = (low + high) / 2
        fits = len(_broken(words, middle, size, measure)) <= count
        low, high = (low, middle) if fits else (middle, high)
    return _broken(words, high, size, measure)

"""Where words stand in a text: searched from end to end, or looked up in an index of its words.

A search for each of hundreds of quotes would take a time that grows with both.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import partial

_SPACELESS = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
)
SPACELESS_SCRIPTS = re.compile(f"[{_SPACELESS}]")
"""Scripts that put no space between words."""
_WORD = re.compile(rf"[^\W{_SPACELESS}]+")
_MANY = 200
"""From so many searches on, an index of the text takes less time than they."""


def occurrences(text: str, wanted: str) -> list[int]:
    """Every place of ``wanted`` in ``text``, overlapping ones included."""
    places = []
    at = text.find(wanted)
    while at >= 0:
        places.append(at)
        at = text.find(wanted, at + 1)
    return places


def once_in(text: str, times: int) -> Callable[[str], bool]:
    """What tells whether words stand once in a text; it is asked about so many ``times``."""
    if times < _MANY:
        return partial(_stands_once, text)
    index = WordIndex(text)
    return lambda wanted: len(index.occurrences(wanted, begins=False, ends=False)) == 1


def _stands_once(text: str, wanted: str) -> bool:
    first = text.find(wanted)
    return first >= 0 and text.find(wanted, first + 1) < 0


class WordIndex:
    """The words of ``text`` with their places."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._places: defaultdict[str, list[int]] = defaultdict(list)
        for found in _WORD.finditer(text):
            self._places[found[0]].append(found.start())

    def occurrences(self, wanted: str, *, begins: bool, ends: bool) -> list[int]:
        """Every place of ``wanted`` in the text, in order.

        ``begins`` and ``ends`` say that it has to begin and end where a word does: places at which
        it does not may be left out.
        """
        rarest: Sequence[int] | None = None
        before = 0
        for word, at in _whole_words(wanted, begins=begins, ends=ends):
            places = self._places.get(word, ())
            if rarest is None or len(places) < len(rarest):
                rarest, before = places, at
        if rarest is None:
            return occurrences(self.text, wanted)
        starts = (place - before for place in rarest)
        return [at for at in starts if at >= 0 and self.text.startswith(wanted, at)]


def _whole_words(wanted: str, *, begins: bool, ends: bool) -> Iterator[tuple[str, int]]:
    """The words of ``wanted`` that are no part of longer ones in the text, with their places."""
    for found in _WORD.finditer(wanted):
        if (found.start() or begins) and (found.end() < len(wanted) or ends):
            yield found[0], found.start()

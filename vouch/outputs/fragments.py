"""Addresses of passages by their words: text directives, beside the place that they have anyway.

`#c-ID:~:text=[prefix-,]start[,end][,-suffix]` (WICG, URL Fragment Text Directives). A browser takes
the first match on the page, in whole words, whatever their case and accents; ``start`` and ``end``
lie in one block each. Where it knows no such directive, or the words changed, it goes to `#c-ID`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from urllib.parse import quote

from vouch.canonical import normal
from vouch.frozen import frozen
from vouch.outputs.pagetext import EDGE, PageText
from vouch.outputs.positions import Position
from vouch.wordindex import once_in

LONGEST = 300
"""Characters of a passage that is given whole, as the specification advises (section 4.2)."""
WORDS = 3
"""Words that a longer passage begins and ends with in its address, at the least."""
CONTEXT = 8
"""Words of context on one side, or on both together, that are tried."""
Leads = Callable[[int, int], bool]
"""Whether a browser that looks for the words between two places finds those."""
_REACH = 1000
"""Characters within which words of context are looked for."""
_NARROW = "\N{NARROW NO-BREAK SPACE}"
"""Part of a word to browsers (UAX #29, ExtendNumLet)."""
_WITHIN_WORDS = frozenset("'’.:·,;_-")
"""May stand within a word, between letters or digits (UAX #29, MidNumLet and the like)."""
_WORD = re.compile(rf"(?:[^\s{EDGE}]|{_NARROW})+")
_INVISIBLE = re.compile("[\u00ad\u0300-\u036f\u200b-\u200f\u2060\ufeff]")
_SPELT = (("œ", "oe"), ("æ", "ae"), ("‘", "'"), ("’", "'"), ("“", '"'), ("”", '"'))


def text_fragments(
    page: PageText | None, places: Mapping[str, Sequence[Position]]
) -> Mapping[str, str]:
    """For each claim the fragment that leads to its first passage, `#` included.

    Words that stand on the page once are taken where there are such, else those that stand there
    first; it is `#c-ID` alone where none lead to the passage, or nobody can tell.
    """
    if page is None:
        return {claim: f"#c-{claim}" for claim in places}
    searched = _Searched(page.text, len(places))
    return {
        claim: f"#c-{claim}{_directive(searched, page, passages[0]) if passages else ''}"
        for claim, passages in places.items()
    }


def _directive(searched: _Searched, page: PageText, passage: Position) -> str:
    start, end = _whole_words(page.text, page.place(passage.start), page.place(passage.end - 1) + 1)
    for leads in (searched.has_once, searched.has_first):
        for words in _tried(page.text, start, end, leads):
            return f":~:text={words}"
    return ""


@frozen
class _Searched:
    """The text of a page, in which so many ``passages`` are looked for."""

    text: str
    passages: int

    @cached_property
    def _is_once(self) -> Callable[[str], bool]:
        """Whether folded words stand once in the text as browsers compare it."""
        return once_in(_folded(self.text), self.passages)

    def has_once(self, start: int, end: int) -> bool:
        """Whether the words between two places stand on the page once."""
        return self._is_once(_folded(self.text[start:end]))

    def has_first(self, start: int, end: int) -> bool:
        """Whether the words between two places stand nowhere before them."""
        words, until = _folded(self.text[start:end]), _folded(self.text[:end])
        return until.find(words) == len(until) - len(words)


def _tried(text: str, start: int, end: int, leads: Leads) -> Iterator[str]:
    """Every directive that leads to the passage, the shortest first."""
    if EDGE in text[start:end] or end - start > LONGEST:
        yield from _ranges(text, start, end, leads)
        return
    befores, afters = _before(text, start), _after(text, end)
    for first, last in _contexts(befores, afters):
        if leads(first, last):
            yield _written(text[first:start], text[start:end], "", text[end:last])


def _ranges(text: str, start: int, end: int, leads: Leads) -> Iterator[str]:
    """Directives that give the first words of a passage and the last ones."""
    line = _edge_after(text, start, end)
    heads = [word.end() for word in islice(_WORD.finditer(text, start, line), WORDS + CONTEXT)]
    openings = ((h, b) for h in heads[WORDS - 1 :] or [line] for b in _before(text, start))
    head, first = next((o for o in openings if leads(o[1], o[0])), (end, start))
    line = _edge_before(text, max(head, end - _REACH), end)
    tails = [word.start() for word in _WORD.finditer(text, line, end)][::-1]
    for last in _after(text, end)[: WORDS + 1]:
        rest = _folded(text[head:last])
        for tail in tails[WORDS - 1 : WORDS + CONTEXT] or tails[-1:]:
            words = _folded(text[tail:last])
            if rest.find(words) == len(rest) - len(words):
                yield _written(text[first:start], text[start:head], text[tail:end], text[end:last])


def _contexts(befores: Sequence[int], afters: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Where context begins and ends: ever more words, before the passage rather than after it."""
    for words in range(CONTEXT + 1):
        for after in range(words + 1):
            if words - after < len(befores) and after < len(afters):
                yield befores[words - after], afters[after]


def _before(text: str, start: int) -> list[int]:
    """Where a prefix may begin, the nearest first; the passage itself where it needs none.

    A prefix lies in one block: that of the passage, or the one before where this begins with it.
    """
    line, end = text.rfind(EDGE, 0, start) + 1, start
    if not text[line:start].strip():
        end = line
        while end and _is_blank(text[end - 1]):
            end -= 1
        line = text.rfind(EDGE, 0, end) + 1
    near = text.rfind(" ", line, max(line, end - _REACH)) + 1 or line
    words = [word.start() for word in _WORD.finditer(text, max(line, near), end)]
    free = [] if 0 < end == start and _is_glued(text, start) else [start]
    return [*free, *reversed(words[-CONTEXT:])]


def _after(text: str, end: int) -> list[int]:
    """Where a suffix may end, the nearest first, as for a prefix."""
    start, line = end, _edge_after(text, end, len(text))
    if not text[end:line].strip():
        start = line
        while start < len(text) and _is_blank(text[start]):
            start += 1
        line = _edge_after(text, start, len(text))
    words = [word.end() for word in islice(_WORD.finditer(text, start, line), CONTEXT)]
    free = [] if start == end < len(text) and _is_glued(text, end) else [end]
    return [*free, *words]


def _is_blank(character: str) -> bool:
    return character == EDGE or character.isspace()


def _is_glued(text: str, at: int) -> bool:
    """Whether a browser may see one word on both sides of a place."""
    left, right = text[at - 1], text[at]
    if left.isalnum():
        return right.isalnum() or (right in _WITHIN_WORDS and text[at + 1 : at + 2].isalnum())
    return right.isalnum() and left in _WITHIN_WORDS and text[at - 2 : at - 1].isalnum()


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The passage with what a narrow space ties to it: `«`, a number, a mark."""
    while start > 1 and text[start - 1] == _NARROW:
        start -= 2
        while start and text[start].isalnum() and text[start - 1].isalnum():
            start -= 1
    while end < len(text) - 1 and text[end] == _NARROW:
        end += 2
        while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
            end += 1
    return start, end


def _edge_after(text: str, start: int, end: int) -> int:
    found = text.find(EDGE, start, end)
    return end if found < 0 else found


def _edge_before(text: str, start: int, end: int) -> int:
    return max(start, text.rfind(EDGE, start, end) + 1)


def _written(prefix: str, start: str, end: str, suffix: str) -> str:
    before, first, last, after = map(_encoded, (prefix, start, end, suffix))
    parts = (f"{before}-" if before else "", first, last, f"-{after}" if after else "")
    return ",".join(filter(None, parts))


def _encoded(words: str) -> str:
    return quote(" ".join(words.replace(EDGE, " ").split()), safe="").replace("-", "%2D")


def _folded(text: str) -> str:
    """As browsers compare: without case, accents and what is not seen, spaces made one."""
    plain = _INVISIBLE.sub("", normal("NFKD", text).casefold())
    for letters, spelt in _SPELT:
        plain = plain.replace(letters, spelt)
    return " ".join(plain.split())

"""A quotation as it stands between quotation marks: its own are those of the second level.

English has ‘…’ within “…” (Hart's Rules, 9.2), French has “…” within « … » (*Lexique des règles
typographiques*, "Guillemets"). For what a reader sees alone: whatever is looked up, anchored or
told to machines keeps its marks. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from vouch.frozen import frozen

_GAP = "[ \u00a0\u202f]*"
_STOPS = re.compile(r"[.,;:!?…]*")
"""What may follow marks that are around a whole sentence."""


@frozen
class _Marks:
    """The pairs of a language from the outside in; ``second`` is a stretch between inner ones."""

    outer: tuple[str, str]
    inner: tuple[str, str]
    third: tuple[str, str]
    second: re.Pattern[str]

    @cached_property
    def outer_pair(self) -> re.Pattern[str]:
        """A stretch between outer marks, in which there may be one more such stretch."""
        opening, closing = self.outer
        within = f"[^{opening}{closing}]"
        return re.compile(f"{opening}((?:{within}|{opening}{within}*{closing})*){closing}")


_LANGUAGES = {
    "en": _Marks(
        ("“", "”"), ("‘", "’"), ("“", "”"), re.compile(r"‘((?:[^‘’]|(?<=\w)’(?=\w))*)’(?!\w)")
    ),
    "fr": _Marks(("«", "»"), ("“", "”"), ("‘", "’"), re.compile("“([^“”]*)”")),
}


def quoted(text: str, lang: str) -> str:
    """The text for a place between the outer marks of ``lang``; in other languages as it is.

    Marks around all of it are left away, as is one at its edge whose fellow the text does not
    have: those that it is placed between stand for them.
    """
    marks = _LANGUAGES.get(lang.partition("-")[0].lower())
    if marks is None:
        return text
    opening, closing = marks.outer
    if opening not in text and closing not in text:
        return text
    for start, end in _pairs(text, opening, closing):
        if start == 0 and _STOPS.fullmatch(text, end + 1):
            return _inward(_bare(text[1:end]) + text[end + 1 :], marks)
        if start < 0 and end == len(text) - 1:
            return _inward(_bare(text[:end]), marks)
    return _inward(text, marks)


def _pairs(text: str, opening: str, closing: str) -> Iterator[tuple[int, int]]:
    """Where marks open and close; -1 and the end of the text for what it does not have."""
    opened: list[int] = []
    for match in re.finditer(f"[{opening}{closing}]", text):
        if match[0] == opening:
            opened.append(match.start())
        else:
            yield (opened.pop() if opened else -1), match.start()
    yield from ((start, len(text)) for start in opened)


def _inward(text: str, marks: _Marks) -> str:
    """The text with every mark one level further in."""
    before, after = marks.inner
    parts = []
    done = 0
    for pair in marks.outer_pair.finditer(text):
        deeper = _spaced(marks.second.sub(_between(marks.third), pair[1]), marks, marks.third)
        parts += [_spaced(text[done : pair.start()], marks, marks.inner), before, _bare(deeper)]
        parts.append(after)
        done = pair.end()
    return "".join([*parts, _spaced(text[done:], marks, marks.inner)])


def _between(pair: tuple[str, str]) -> str:
    return rf"{pair[0]}\1{pair[1]}"


def _spaced(text: str, marks: _Marks, pair: tuple[str, str]) -> str:
    """The text with another pair for the outer marks, which alone may have spaces within."""
    opening, closing = marks.outer
    if opening in text:
        text = re.sub(f"{opening}{_GAP}", pair[0], text)
    return re.sub(f"{_GAP}{closing}", pair[1], text) if closing in text else text


def _bare(text: str) -> str:
    return text.strip(" \u00a0\u202f")

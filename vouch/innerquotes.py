"""A quotation as it stands between quotation marks: its own are those of the second level.

English has ‘…’ within “…” (Hart's Rules, 9.2), French has “…” within « … » (*Lexique des règles
typographiques*, "Guillemets"). For what a reader sees alone: whatever is looked up, anchored or
told to machines keeps its marks. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_GAP = "[ \u00a0\u202f]*"
_STOPS = re.compile(r"[.,;:!?…]*")
"""What may follow marks that are around a whole sentence."""


class _Marks:
    """The pairs of a language from the outside in.

    ``second`` is a stretch between inner marks, ``first`` one between outer ones, which may hold
    such stretches itself; ``opening`` and ``closing`` are outer marks with their spaces within.
    """

    def __init__(
        self,
        outer: tuple[str, str],
        inner: tuple[str, str],
        third: tuple[str, str],
        second: str,
    ) -> None:
        self.outer, self.inner, self.third = outer, inner, third
        start, end = outer
        within = f"[^{start}{end}]"
        self.second = re.compile(second)
        self.first = re.compile(f"{start}((?:{within}|{start}{within}*{end})*){end}")
        self.either = re.compile(f"[{start}{end}]")
        self.opening, self.closing = re.compile(f"{start}{_GAP}"), re.compile(f"{_GAP}{end}")
        self.between = rf"{third[0]}\1{third[1]}"

    def stand_in(self, text: str) -> bool:
        """Whether a text has outer marks, which few have."""
        opening, closing = self.outer
        return opening in text or closing in text


_LANGUAGES = {
    "en": _Marks(("“", "”"), ("‘", "’"), ("“", "”"), r"‘((?:[^‘’]|(?<=\w)’(?=\w))*)’(?!\w)"),
    "fr": _Marks(("«", "»"), ("“", "”"), ("‘", "’"), "“([^“”]*)”"),
}


def quoted(text: str, lang: str) -> str:
    """The text for a place between the outer marks of ``lang``; in other languages as it is.

    Marks around all of it are left away, as is one at its edge whose fellow the text does not
    have: those that it is placed between stand for them.
    """
    marks = _LANGUAGES.get(lang.partition("-")[0].lower())
    if marks is None or not marks.stand_in(text):
        return text
    for start, end in _pairs(text, marks):
        if start == 0 and _STOPS.fullmatch(text, end + 1):
            return _inward(_bare(text[1:end]) + text[end + 1 :], marks)
        if start < 0 and end == len(text) - 1:
            return _inward(_bare(text[:end]), marks)
    return _inward(text, marks)


def _pairs(text: str, marks: _Marks) -> Iterator[tuple[int, int]]:
    """Where marks open and close; -1 and the end of the text for what it does not have."""
    opened: list[int] = []
    for match in marks.either.finditer(text):
        if match[0] == marks.outer[0]:
            opened.append(match.start())
        else:
            yield (opened.pop() if opened else -1), match.start()
    yield from ((start, len(text)) for start in opened)


def _inward(text: str, marks: _Marks) -> str:
    """The text with every mark one level further in."""
    before, after = marks.inner
    parts = []
    done = 0
    for pair in marks.first.finditer(text):
        deeper = _spaced(marks.second.sub(marks.between, pair[1]), marks, marks.third)
        parts += [_spaced(text[done : pair.start()], marks, marks.inner), before, _bare(deeper)]
        parts.append(after)
        done = pair.end()
    return "".join([*parts, _spaced(text[done:], marks, marks.inner)])


def _spaced(text: str, marks: _Marks, pair: tuple[str, str]) -> str:
    """The text with another pair for the outer marks, which alone may have spaces within."""
    if not marks.stand_in(text):
        return text
    return marks.closing.sub(pair[1], marks.opening.sub(pair[0], text))


def _bare(text: str) -> str:
    return text.strip(" \u00a0\u202f")

"""From what a reader sees back to what the author typed, for a message to point at.

Only messages rest on this, never an anchor: Markdown keeps no positions, so places are found
again by walking the words of both texts side by side.
"""

from __future__ import annotations

import re

from vouch.diagnostics import SourceText, Span

_WORD = re.compile(r"\w+")
_CODE = re.compile(
    r"^(`{3,}|~{3,})[^\n]*\n.*?^\1[^\n]*$|(`+)(?!`).+?(?<!`)\2(?!`)", re.DOTALL | re.MULTILINE
)


def passage_span(source: SourceText, rendered: str, start: int, end: int) -> Span:
    """Where in the Markdown the stretch ``start`` to ``end`` of the rendered text is written.

    Each word of the rendered text is looked for after the one before it; the search can lag
    behind the true place (a word that also stands in an address) but never pass it.
    """
    at = 0
    for word in _WORD.finditer(rendered, 0, start):
        found = _next_word(source.text, word[0], at)
        at = found if found is not None else at
    words = _WORD.findall(rendered[start:end])
    if not words:
        return source.span(at)
    between = r"(?:(?!\w)[\s\S]|\]\([^)\s]*\)|<[^>]*>|\{[^}]*\}|\[\^[^\]]*\])*?"
    exact = re.compile(r"(?<!\w)" + between.join(map(re.escape, words[:40])) + r"(?!\w)")
    match = exact.search(source.text, at)
    if match is not None:
        return source.span(match.start(), match.end())
    found = _next_word(source.text, words[0], at)
    first = found if found is not None else at
    return source.span(first, first + len(words[0]))


def _next_word(text: str, word: str, at: int) -> int | None:
    found = text.find(word, at)
    return found if found >= 0 else None


def words_span(source: SourceText, seek: tuple[str, ...], start: int = 0, end: int = -1) -> Span:
    """Where the first of the words in ``seek`` that can be found stands, code passed over.

    ``start`` and ``end`` bound the search; where nothing is found the span is at ``start``.
    """
    last = len(source.text) if end < 0 else end
    shown = _CODE.sub(lambda m: " " * len(m[0]), source.text[start:last])
    for text in (shown, source.text[start:last]):
        for words in seek:
            if words and (found := text.find(words)) >= 0:
                line_end = text.find("\n", found)
                stop = min(found + len(words), line_end if line_end >= 0 else len(text))
                return source.span(start + found, start + stop)
    return source.span(start, start + 1)

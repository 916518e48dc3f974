"""No word of an article is lost by rendering it (contract, section 3).

Markdown drops text in silence in corners that its authors do not know. Every word of the source
has to be somewhere in what was rendered, as often as it was written: in the text, in an
attribute, or in the name of an element.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator

from vouch.markup import Open, Text, Tokens

_WORD = re.compile(r"\w+")
_WORDED = frozenset({"alt", "cite", "href", "src", "title"})
"""Attributes that hold what was written in the text; ids and classes are made or set apart."""
_NOT_WORDS = re.compile(
    r"<!--.*?-->"  # comments
    r"|^[ ]{0,3}\*?\[[^\]\n]+\]:[^\n]*(?:\n[ \t]+[\"'(][^\n]*)?"  # definitions of links, abbreviations
    r"|^[ \t>]*\d+[.)](?=\s)"  # numbers of list items
    r"|\[\^[^\]\s]+\]:?"  # footnote marks
    r"|</?[A-Za-z][^<>]*>"  # tags
    r"|^(?:`{3,}|~{3,})[^\n]*$"  # fences with their language
    r"|\{:?[ \t]*[#.A-Za-z][^{}\n]*\}",  # attribute lists
    re.MULTILINE | re.DOTALL,
)


def lost_words(source: str, tokens: Tokens) -> Iterator[tuple[str, int]]:
    """The words of the Markdown that rendering lost, with their offsets in ``source``."""
    written = _blanked(source)
    rendered = Counter(_rendered_words(tokens))
    seen: Counter[str] = Counter()
    run_together = ""
    for match in _WORD.finditer(written):
        word = match[0]
        seen[word] += 1
        if seen[word] <= rendered[word]:
            continue
        run_together = run_together or "".join(_rendered_words(tokens))
        if run_together.count(word) < seen[word]:
            yield word, match.start()


def _blanked(source: str) -> str:
    """The source with markup blanked, offsets kept; references such as `&amp;` are blank too."""
    shown = _NOT_WORDS.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), source)
    return re.sub(
        r"&#?\w+;",
        lambda m: (" " * len(m[0])) if html.unescape(m[0]) != m[0] else m[0],
        shown,
    )


def _rendered_words(tokens: Tokens) -> Iterator[str]:
    text = []
    for token in tokens:
        if isinstance(token, Text):
            text.append(token.text)
        elif isinstance(token, Open):
            for name, value in token.attributes:
                if name in _WORDED and token.name != "abbr" and not value.startswith("#fn"):
                    yield from _WORD.findall(html.unescape(value))
    yield from _WORD.findall("".join(text))

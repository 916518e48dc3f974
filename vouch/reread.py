"""The body of an article read again from its page, by one pass over the text.

A tree of the whole page costs some forty times as much, and only the body is asked for. What one
pass cannot be sure of (comments, elements with text of their own kind, tags that do not nest) gives
None: then a parser has to read the page (:mod:`vouch.htmltext`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

from vouch.contentmodel import BLOCK, VOID

_TAG = re.compile(r"""<(/?)([a-z][a-z0-9-]*)((?:[^<>"']|"[^"]*"|'[^']*')*)>""", re.IGNORECASE)
_HOOK = "data-article-body"
_BODY = re.compile(rf"""<([a-z]+)(?:[^<>"']|"[^"]*"|'[^']*')*\s{_HOOK}(?=[\s=>])""")
_GENERATED = re.compile(r"\sdata-generated(?=[\s=/]|$)")
_CLAIMS = re.compile(r"""\sdata-claim="([^"]*)\"""")
_OTHER_TEXT = re.compile(
    r"<(?:!|\?|(?:script|style|textarea|title|template|noscript|iframe|xmp|plaintext)\b)",
    re.IGNORECASE,
)
"""What begins a stretch in which `<` is no tag (HTML, section 13.2.5)."""


@dataclass(frozen=True)
class Reread:
    """The text of a body less what was generated, and what the marks of each claim cover.

    The edges of blocks are line ends in ``text``; ``content`` is as the page has it, what a browser
    gives as the text of its text nodes (DOM Standard, `textContent`).
    """

    text: str
    marked: Mapping[str, str]
    content: str


def reread(page: str) -> Reread | None:
    """The body of the article on a page; None where one pass cannot tell."""
    hook = page.find(_HOOK)
    if hook < 0 or page.find(_HOOK, hook + 1) >= 0:
        return None
    found = _BODY.match(page, page.rfind("<", 0, hook))
    if found is None:
        return None
    start = page.find(">", found.end()) + 1
    end = end_of(page, found[1], start)
    if not start or end is None or _OTHER_TEXT.search(page, start, end):
        return None
    return _read(page, start, end)


def end_of(page: str, name: str, start: int) -> int | None:
    """Where the element ``name`` whose tag ends before ``start`` is closed; such elements nest."""
    depth = 1
    for tag in _tags_named(name).finditer(page, start):
        depth += -1 if tag[1] else 1
        if not depth:
            return tag.start()
    return None


@lru_cache(maxsize=128)
def _tags_named(name: str) -> re.Pattern[str]:
    return re.compile(rf"<(/?){name}(?=[\s/>])", re.IGNORECASE)


def _read(page: str, start: int, end: int) -> Reread | None:
    pieces: list[str] = []
    content: list[str] = []
    marked: defaultdict[str, list[str]] = defaultdict(list)
    open_elements: list[tuple[str, tuple[str, ...]]] = []
    claims: tuple[str, ...] = ()
    at = start
    while (tag := _TAG.search(page, at, end)) is not None:
        content += _take(page[at : tag.start()], claims, pieces, marked)
        closing, name, attributes = tag[1], tag[2].lower(), tag[3]
        at = tag.end()
        edge = "\n" if name in BLOCK else ""
        if closing:
            if not open_elements or open_elements[-1][0] != name:
                return None
            claims = open_elements.pop()[1]
        elif "data-generated" in attributes and _GENERATED.search(attributes):
            after = at if name in VOID else _after(page, name, at, end)
            if after is None:
                return None
            at = after
            continue
        elif name in VOID:
            edge += edge
        else:
            open_elements.append((name, claims))
            found = _CLAIMS.search(attributes) if name == "mark" else None
            claims = (*claims, *found[1].split()) if found else claims
            marked.update({claim: marked[claim] for claim in claims})  # those without words too
        if edge:
            _take(edge, claims, pieces, marked)
    content += _take(page[at:end], claims, pieces, marked)
    if open_elements:
        return None
    covered = {name: "".join(texts) for name, texts in marked.items()}
    return Reread("".join(pieces), covered, "".join(content))


def _take(
    text: str, claims: tuple[str, ...], pieces: list[str], marked: defaultdict[str, list[str]]
) -> tuple[str, ...]:
    if not text:
        return ()
    seen = unescape(text) if "&" in text else text
    pieces.append(seen)
    for name in claims:
        marked[name].append(seen)
    return (seen,)


def _after(page: str, name: str, at: int, end: int) -> int | None:
    """What follows the generated element that was opened before ``at``."""
    close = end_of(page, name, at)
    return None if close is None or close >= end else page.find(">", close) + 1

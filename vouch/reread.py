"""The body of an article read again from its page, by one pass over the text.

A tree of the whole page costs some forty times as much, and only the body is asked for. What one
pass cannot be sure of (comments, elements with text of their own kind, tags that do not nest) gives
None: then a parser has to read the page (:mod:`vouch.htmltext`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from html import unescape

from vouch.contentmodel import BLOCK, VOID
from vouch.frozen import frozen

ATTRIBUTES = r"""[^<>"']*+(?:"[^"]*+"[^<>"']*+|'[^']*+'[^<>"']*+)*+"""
"""What stands in a tag behind its name, as a pattern; a `>` between quotes does not end the tag."""
_TAG = re.compile(rf"<(/?)([a-z][a-z0-9-]*)({ATTRIBUTES})>", re.IGNORECASE)
_TEXT_AND_TAG = re.compile(rf"([^<]*+){_TAG.pattern}", re.IGNORECASE)
_HOOK = "data-article-body"
_BODY = re.compile(rf"""<([a-z]+)(?:[^<>"']|"[^"]*"|'[^']*')*\s{_HOOK}(?=[\s=>])""")
_GENERATED = re.compile(r"\sdata-generated(?=[\s=/]|$)")
_CLAIMS = re.compile(r"""\sdata-claim="([^"]*)\"""")
_EDGES = {name: "\n\n" if name in VOID else "\n" for name in BLOCK}
"""What stands for a tag of a block; one that is void is begun and ended by it."""
_OTHER_TEXT = re.compile(
    r"<(?:[!?]|s(?:cript|tyle)\b|t(?:extarea|itle|emplate)\b"
    r"|(?=[inpx])(?:iframe|noscript|plaintext|xmp)\b)",
    re.IGNORECASE,
)
"""What begins a stretch in which `<` is no tag (HTML, section 13.2.5), told by first letters."""


@frozen
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
    body = body_of(page)
    return _read(page, *body) if body is not None else None


def body_of(page: str) -> tuple[int, int] | None:
    """Where the content of the body begins and ends; None where one pass cannot tell."""
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
    return start, end


def generated(page: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches of a body that the build put there, tags included, in their order."""
    at = start
    while (hook := page.find("data-generated", at, end)) >= 0:
        tag = _TAG.match(page, page.rfind("<", at, hook), end)
        if tag is None or not _GENERATED.search(tag[3]):
            at = hook + 1
            continue
        after = _after(page, tag[2].lower(), tag.end(), end)
        at = end if after is None else after
        yield tag.start(), at


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
    open_elements: list[tuple[str, Sequence[str], int]] = []  # with claims, and what stood before
    at = start
    while (tag := _TEXT_AND_TAG.match(page, at, end)) is not None:
        text, closing, name, attributes = tag.groups()
        text, name = _text(text), name.lower()
        pieces.append(text)
        content.append(text)
        at = tag.end()
        if closing:
            if not open_elements or open_elements[-1][0] != name:
                return None
            _, claims, before = open_elements.pop()
            for claim in claims:
                marked[claim] += pieces[before:]
        elif "data-generated" in attributes and _GENERATED.search(attributes):
            after = _after(page, name, at, end)
            if after is None:
                return None
            at = after
            continue
        elif name not in VOID:
            open_elements.append((name, _claims(name, attributes), len(pieces)))
        if name in _EDGES:
            pieces.append(_EDGES[name])
    rest = page[at:end]
    if open_elements or "<" in rest:
        return None
    rest = _text(rest)
    covered = {name: "".join(texts) for name, texts in marked.items()}
    return Reread("".join(pieces) + rest, covered, "".join(content) + rest)


def _claims(name: str, attributes: str) -> Sequence[str]:
    """The claims that an element marks."""
    found = _CLAIMS.search(attributes) if name == "mark" else None
    return found[1].split() if found else ()


def _text(html: str) -> str:
    return unescape(html) if "&" in html else html


def _after(page: str, name: str, at: int, end: int) -> int | None:
    """What follows the generated element that was opened before ``at``; a void one is over."""
    if name in VOID:
        return at
    close = end_of(page, name, at)
    return None if close is None or close >= end else page.find(">", close) + 1

"""What a reader sees on a page: of each claim words, verdict, figure, dates; heads, corrections.

Read from the rendered HTML by its hooks, not from what the templates were given. What stands in a
comment is not seen: all is read from :func:`bare` pages.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cached_property, lru_cache
from html import unescape
from typing import Any, NewType

from vouch.contentmodel import BLOCK
from vouch.frozen import frozen
from vouch.reread import ATTRIBUTES, end_of

Bare = NewType("Bare", str)
"""A page without its comments."""

_TAG = re.compile(rf"<([a-z][a-z0-9-]*){ATTRIBUTES}>", re.IGNORECASE)
_ANY_TAG = re.compile(rf"<(?:/?([a-z][a-z0-9-]*+)(?=[\s/>])|[a-z/!?]){ATTRIBUTES}>", re.IGNORECASE)
_AROUND = frozenset("article aside footer form header legend main nav option".split())
_EDGES = BLOCK | _AROUND
"""Elements that set apart the words before their tags and those behind, as a reader sees them."""
_VALUE = re.compile(r"""\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+))|(?=[\s/>])""")
"""What follows the name of an attribute (HTML, section 13.1.2.3)."""
_CONTENT = re.compile(r"(?<=\s)content", re.IGNORECASE)
_HOOKS = ("claim-text", "verdict", "figure", "checked", "said")
_HOOK = re.compile(rf"data-({'|'.join(_HOOKS)})(?=[\s=/>])")
_DATA = "application/ld+json"
_CARD, _FIGURE, _CORRECTION = "data-claim-card", "data-figure", "data-correction"
_BODY = " data-article-body"
_COMMENT = re.compile("<!--.*?-->", re.DOTALL)
_UNSEEN = re.compile(r"<(script|style|template)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_TITLE = re.compile(r"<h1\b[^>]*>(.*?)</h1>", re.DOTALL)


def bare(page: str) -> Bare:
    """The page without its comments.

    A single sign is found many times as fast as a whole `<!--`, and few pages have another one than
    that of `<!doctype`.
    """
    has_another = page.find("!", len("<!")) >= 0 or page.startswith("<!--")
    return Bare(_COMMENT.sub("", page) if has_another and "<!--" in page else page)


@frozen
class ShownClaim:
    """A card: the verdict's key and its word; None for what the card has no hook for.

    White space is one space. ``html`` is what stands in it.
    """

    id: str
    verdict: str | None
    label: str | None
    words: str | None
    figure: str | None
    checked: str | None
    said: str | None
    html: str

    @cached_property
    def text(self) -> str:
        """All that the card says."""
        return _seen(self.html)


def shown_claims(page: Bare) -> Iterator[ShownClaim]:
    """The cards of a page in their order; one within another is part of that."""
    after = 0
    for tag, id in _hooked(page, _CARD):
        if tag.start() >= after:
            card = _within(page, tag)
            after = tag.end() + len(card)
            yield _shown(id, card)


def figures(page: Bare) -> Iterator[tuple[str, str]]:
    """The callouts of a page, each the id of its claim and what it says, elements set apart."""
    for tag, id in _hooked(page, _FIGURE):
        yield id, _line(_ANY_TAG.sub(" ", _within(page, tag)))


def structured(page: Bare) -> Iterator[Mapping[str, Any]]:
    """The blocks of JSON-LD in a page (HTML, section 4.12.1: data blocks).

    What is no object of JSON is none that anybody reads, and left out.
    """
    at = page.find(_DATA)
    while at >= 0:
        tag, after = _tag_around(page, at), at + len(_DATA)
        if tag is not None and tag[1].lower() == "script":
            after = page.find("</script", tag.end())
            after = after if after >= 0 else len(page)
            with suppress(ValueError):
                value = json.loads(page[tag.end() : after])
                if isinstance(value, dict):
                    yield value
        at = page.find(_DATA, after)


def metadata(page: Bare, name: str) -> str | None:
    """What the first `meta` with a name or property says; None where there is none."""
    at = page.find(name)
    tag = _tag_around(page, at) if at >= 0 else None
    if tag is None or tag[1].lower() != "meta":
        return None
    content = _CONTENT.search(tag[0])
    value = _VALUE.match(tag[0], content.end()) if content else None
    return unescape(_of(value)) if value else None


def title(page: Bare) -> str | None:
    """The first heading of a page; None where it has none."""
    found = _TITLE.search(page)
    return _seen(found[1]) if found else None


def head(page: Bare) -> str | None:
    """What stands at the head of an article: in the `header` with its title.

    Without such an element, all that stands before its body; None on a page without a title.
    """
    found = _TITLE.search(page)
    if found is None:
        return None
    start, end = page.rfind("<header", 0, found.start()), page.find("</header>", found.end())
    if start < 0 or end < 0 or page.find("</header>", start, found.start()) >= 0:
        start, end = max(page.find("<body"), 0), page.find(_BODY)
    return _seen(page[start : page.rfind("<", 0, end + 1)])


def words(page: Bare) -> str:
    """All that a page says."""
    return _seen(_UNSEEN.sub("", page[max(page.find("<body"), 0) :]))


def corrections(page: Bare, kind: str | None = None) -> list[str]:
    """What each correction of a kind on a page says; without the hook, what the page says."""
    found = [(there, _seen(_within(page, tag))) for tag, there in _hooked(page, _CORRECTION)]
    texts = [text for there, text in found if kind is None or there in ("", kind)]
    return texts if found else [words(page)]


def _shown(id: str, card: str) -> ShownClaim:
    """The first of each hook counts: what follows may be about other claims."""
    values: dict[str, str] = {}
    seen: dict[str, str] = {}
    for hook in _HOOK.finditer(card):
        name = hook[1]
        if name in seen or not card[hook.start() - 1].isspace():
            continue
        tag, value = _tag_around(card, hook.start()), _VALUE.match(card, hook.end())
        if tag is not None and value is not None:
            values[name] = unescape(_of(value))
            seen[name] = _seen_often(_within(card, tag))
            if len(seen) == len(_HOOKS):
                break
    return ShownClaim(
        id=id,
        verdict=values.get("verdict"),
        label=seen.get("verdict"),
        words=seen.get("claim-text"),
        figure=seen.get("figure"),
        checked=seen.get("checked"),
        said=seen.get("said"),
        html=card,
    )


def _hooked(html: str, name: str) -> Iterator[tuple[re.Match[str], str]]:
    """The tags with an attribute in their order, each with its value."""
    at = html.find(name)
    while at >= 0:
        after = at + len(name)
        tag, value = _tag_around(html, at), _VALUE.match(html, after)
        if tag is not None and value is not None and html[at - 1].isspace():
            yield tag, unescape(_of(value))
        at = html.find(name, after)


def _of(value: re.Match[str]) -> str:
    return value[1] or value[2] or value[3] or ""


def _tag_around(html: str, at: int) -> re.Match[str] | None:
    """The tag in which an attribute stands at ``at``; None where that is no attribute."""
    tag = _TAG.match(html, html.rfind("<", 0, at))
    return tag if tag is not None and tag.end() > at else None


def _within(html: str, tag: re.Match[str]) -> str:
    """What stands in the element that a tag begins; all that follows where it is not closed."""
    return html[tag.end() : end_of(html, tag[1], tag.end()) or len(html)]


@lru_cache(maxsize=64)
def _seen_often(html: str) -> str:
    """The same as :func:`_seen`, of what is alike on many cards: verdicts, days."""
    return _seen(html)


def _seen(html: str) -> str:
    return _line(_ANY_TAG.sub(_between, html) if "<" in html else html)


def _between(tag: re.Match[str]) -> str:
    """What a tag puts between the words around it."""
    name = tag[1]
    return " " if name and name.lower() in _EDGES else ""


def _line(text: str) -> str:
    return " ".join((unescape(text) if "&" in text else text).split())

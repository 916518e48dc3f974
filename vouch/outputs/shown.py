"""What a reader sees on a page: of each claim words, verdict, figure, dates; heads, corrections.

Read from the rendered HTML by its hooks, not from what the templates were given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html import unescape

from vouch.reread import end_of

_CARD = " data-claim-card="
_HOOK = re.compile(r"""\sdata-(claim-text|verdict|figure|checked|said)(?:="([^"]*)")?(?=[\s>])""")
_VALUE = re.compile(r'"([^"]*)"')
_TAG = re.compile(r"""<([a-z][a-z0-9]*)(?:[^<>"]|"[^"]*")*>""")
_ANY_TAG = re.compile(r"""<(?:[^<>"]|"[^"]*")*>""")
_DATA = '<script type="application/ld+json">'
_CORRECTION = " data-correction="
_BODY = " data-article-body"
_UNSEEN = re.compile(r"<(script|style)\b.*?</\1>", re.DOTALL)
_TITLE = re.compile(r"<h1\b[^>]*>(.*?)</h1>", re.DOTALL)


@dataclass(frozen=True)
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


def shown_claims(page: str) -> Iterator[ShownClaim]:
    """The cards of a page in their order."""
    at = page.find(_CARD)
    while at >= 0:
        after = at + len(_CARD)
        tag, value = _tag_around(page, at), _VALUE.match(page, after)
        if tag is not None and value is not None:
            after = end_of(page, tag[1], tag.end()) or len(page)
            yield _shown(unescape(value[1]), page[tag.end() : after])
        at = page.find(_CARD, after)


def structured(page: str) -> Iterator[str]:
    """The blocks of JSON-LD in a page (HTML, section 4.12.1: data blocks)."""
    at = page.find(_DATA)
    while at >= 0:
        end = page.find("</script>", at)
        yield page[at + len(_DATA) : end]
        at = page.find(_DATA, end) if end >= 0 else -1


def title(page: str) -> str | None:
    """The first heading of a page; None where it has none."""
    found = _TITLE.search(page)
    return _seen(found[1]) if found else None


def head(page: str) -> str | None:
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


def words(page: str) -> str:
    """All that a page says."""
    return _seen(_UNSEEN.sub("", page[max(page.find("<body"), 0) :]))


def corrections(page: str) -> list[str]:
    """What each correction on a page says; without the hook, what the page says."""
    found = []
    at = page.find(_CORRECTION)
    while at >= 0:
        tag = _tag_around(page, at)
        if tag is not None:
            found.append(_seen(page[tag.end() : end_of(page, tag[1], tag.end()) or len(page)]))
        at = page.find(_CORRECTION, at + len(_CORRECTION))
    return found or [words(page)]


def _shown(id: str, card: str) -> ShownClaim:
    """The first of each hook counts: what follows may be about other claims."""
    values: dict[str, str] = {}
    seen: dict[str, str] = {}
    for hook in _HOOK.finditer(card):
        if hook[1] in seen or (tag := _tag_around(card, hook.start())) is None:
            continue
        end = end_of(card, tag[1], tag.end()) or len(card)
        values[hook[1]] = unescape(hook[2] or "")
        seen[hook[1]] = _seen(card[tag.end() : end])
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


def _tag_around(html: str, at: int) -> re.Match[str] | None:
    """The tag in which an attribute stands at ``at``; None where that is no attribute."""
    tag = _TAG.match(html, html.rfind("<", 0, at))
    return tag if tag is not None and tag.end() > at else None


def _seen(html: str) -> str:
    text = _ANY_TAG.sub(" " if "<br" in html else "", html)
    return " ".join((unescape(text) if "&" in text else text).split())

"""What a reader sees of each claim on a page: its words, its verdict, its figure, its dates.

Read from the rendered HTML by its hooks, not from what the templates were given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from vouch.reread import end_of

_HOOKS = ("claim-text", "verdict", "figure", "checked", "said")
_CARD = re.compile(r"""<([a-z][a-z0-9]*)(?:[^<>"']|"[^"]*")*?\sdata-claim-card="([^"]*)"[^<>]*>""")
_HOOK = re.compile(
    rf"""<([a-z][a-z0-9]*)(?:[^<>"']|"[^"]*")*?\sdata-({"|".join(_HOOKS)})(?:="([^"]*)")?(?=[\s>])"""
    """(?:[^<>"']|"[^"]*")*>"""
)
_TAG = re.compile(r"""<(?:[^<>"']|"[^"]*")*>""")
_DATA = re.compile(r"""<script type="application/ld\+json">(.*?)</script>""", re.DOTALL)
_TITLE = re.compile(r"<h1\b[^>]*>(.*?)</h1>", re.DOTALL)


@dataclass(frozen=True)
class ShownClaim:
    """A card: the verdict's key and its word; None for what the card has no hook for.

    White space is one space. ``text`` is all that the card says.
    """

    id: str
    verdict: str | None
    label: str | None
    words: str | None
    figure: str | None
    checked: str | None
    said: str | None
    text: str


def shown_claims(page: str) -> Iterator[ShownClaim]:
    """The cards of a page in their order."""
    for card in _CARD.finditer(page):
        end = end_of(page, card[1], card.end()) or len(page)
        yield _shown(unescape(card[2]), page[card.end() : end])


def structured(page: str) -> tuple[str, ...]:
    """The blocks of JSON-LD in a page (HTML, section 4.12.1: data blocks)."""
    return tuple(_DATA.findall(page))


def title(page: str) -> str | None:
    """The first heading of a page; None where it has none."""
    found = _TITLE.search(page)
    return _seen(found[1]) if found else None


def _shown(id: str, card: str) -> ShownClaim:
    """The first of each hook counts: what follows may be about other claims."""
    found: dict[str, tuple[str, str]] = {}
    for hook in _HOOK.finditer(card):
        if hook[2] not in found:
            end = end_of(card, hook[1], hook.end()) or len(card)
            found[hook[2]] = (unescape(hook[3] or ""), _seen(card[hook.end() : end]))
    seen = {name: text for name, (_, text) in found.items()}
    return ShownClaim(
        id=id,
        verdict=found["verdict"][0] if "verdict" in found else None,
        label=seen.get("verdict"),
        words=seen.get("claim-text"),
        figure=seen.get("figure"),
        checked=seen.get("checked"),
        said=seen.get("said"),
        text=_seen(card),
    )


def _seen(html: str) -> str:
    return " ".join(unescape(_TAG.sub(" " if "<br" in html else "", html)).split())

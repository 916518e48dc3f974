"""Where the links of an article lead: into the site, or to the web.

Inside the site an author names files as they lie in ``content/``: ``other.md``,
``pages/method.md``, ``media/map.png``, or a page's address from the root, ``/claims/``. What is
found is written from :data:`ROOT`, which a page replaces by its own way to the root.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from urllib.parse import quote, unquote

from vouch import spelling
from vouch.markup import Fault, Open, Token, Tokens
from vouch.model.base import shown

ROOT = "\x00"
"""Stands for the way to the site's root; no input can hold it."""
OUTSIDE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
"""How an address begins that names a scheme and so leads out of the site."""


def resolve(
    tokens: Tokens, folder: str, addresses: Mapping[str, str], media: Collection[str]
) -> tuple[Tokens, tuple[Fault, ...]]:
    """The tokens with every inner link led to its page, and the links that lead nowhere.

    ``folder`` is where the file lies in ``content/``; ``addresses`` gives for each content file
    and each page of the site the path of its page, empty for a draft that is left out.
    """
    faults: list[Fault] = []
    resolved: list[Token] = []
    for token in tokens:
        if isinstance(token, Open) and token.name == "a":
            resolved.append(_link(token, folder, addresses, media, faults))
        else:
            resolved.append(token)
    return tuple(resolved), tuple(faults)


def fragments(tokens: Iterable[Token]) -> Iterator[str]:
    """The places within the page itself that its links name."""
    for token in tokens:
        href = token.get("href") if isinstance(token, Open) and token.name == "a" else None
        if href and href.startswith("#") and len(href) > 1:
            yield unquote(href[1:])


def within(path: str, folder: str) -> str | None:
    """The path from content/ on of what a file in ``folder`` names; None where it climbs out."""
    joined = posixpath.normpath(path[1:] if path.startswith("/") else posixpath.join(folder, path))
    return None if joined.startswith(("../", "/")) or joined == ".." else joined


def _link(
    token: Open,
    folder: str,
    addresses: Mapping[str, str],
    media: Collection[str],
    faults: list[Fault],
) -> Open:
    href = (token.get("href") or "#").strip()
    if OUTSIDE.match(href) or href.startswith(("#", "//")):
        return token
    bare, hash_, fragment = href.partition("#")
    named = unquote(bare.partition("?")[0])
    path = within(named, folder)
    if path is None:
        faults.append(Fault("broken-link", f"the link “{shown(href)}” leaves the site", (href,)))
        return token
    target = quote(path) if path in media else _page(path, addresses)
    if target is None and folder:  # named from the root of content/, as everywhere else
        from_root = within(named, "") or ""
        target = quote(from_root) if from_root in media else _page(from_root, addresses)
    if target is None and path in addresses:
        message = f"the link “{shown(href)}” leads to a draft, which is left out"
        faults.append(Fault("broken-link", message, (href,), "--drafts builds it too"))
        return token
    if target is None:
        near = spelling.nearest(path, [a for a in addresses if not a.endswith("/index.html")])
        help = f"did you mean {near}?" if near else "name a file in content/, as in other.md"
        message = f"the link “{shown(href)}” leads to no page of the site"
        faults.append(Fault("broken-link", message, (href,), help))
        return token
    return token.with_attributes(href=ROOT + target + hash_ + fragment)


def _page(path: str, addresses: Mapping[str, str]) -> str | None:
    if path in (".", ""):
        return "index.html"
    return addresses.get(path) or addresses.get(f"{path}/index.html") or None

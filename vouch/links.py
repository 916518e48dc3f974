"""Where the links and images of an article lead: into the site, or to the web.

Inside the site an author names files as they lie in ``content/``: ``other.md``,
``pages/method.md``, ``media/map.png``, or a page's address from the root, ``/claims/``. What is
found is written from :data:`ROOT`, which a page replaces by its own way to the root.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from urllib.parse import quote, unquote

from vouch import spelling
from vouch.markup import Fault, Open, Token, Tokens
from vouch.model.base import shown

ROOT = "\x00"
"""Stands for the way to the site's root; no input can hold it."""
_OUTSIDE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


def resolve(
    tokens: Tokens, folder: str, addresses: Mapping[str, str], media: frozenset[str]
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
        elif isinstance(token, Open) and token.name == "img":
            resolved.append(_image(token, folder, media, faults))
        else:
            resolved.append(token)
    return tuple(resolved), tuple(faults)


def fragments(tokens: Tokens) -> Iterator[str]:
    """The places within the page itself that its links name."""
    for token in tokens:
        href = token.get("href") if isinstance(token, Open) and token.name == "a" else None
        if href and href.startswith("#") and len(href) > 1:
            yield unquote(href[1:])


def media_path(src: str, folder: str) -> str | None:
    """The path in ``content/`` that an image names, or None where it leaves ``content/media/``."""
    if _OUTSIDE.match(src) or src.startswith("//") or "\\" in src:
        return None
    bare = unquote(src.split("?", maxsplit=1)[0].split("#", maxsplit=1)[0])
    paths = (_within(bare, folder), _within(bare, ""))
    return next((path for path in paths if path is not None and path.startswith("media/")), None)


def media_fault(src: str, folder: str, media: frozenset[str]) -> Fault | None:
    """What is wrong with an image's path: it leaves the folder, or nothing lies there."""
    path = media_path(src, folder)
    if path is None:
        meant = "media/" + unquote(src).lstrip("/").removeprefix("content/").removeprefix("media/")
        return Fault(
            "media-outside",
            f"the image “{shown(src)}” does not lie in content/media/",
            (src,),
            f"write {meant}" if meant in media else "put it there and write media/ and its name",
        )
    if path not in media:
        near = spelling.nearest(path, media)
        help = f"did you mean {near}?" if near else "put the file there"
        return Fault("missing-media", f"there is no image content/{shown(path)}", (src,), help)
    return None


def media_href(src: str, folder: str) -> str:
    """The address of an image that exists, from the root."""
    return quote(media_path(src, folder) or "")


def _within(path: str, folder: str) -> str | None:
    joined = posixpath.normpath(path[1:] if path.startswith("/") else posixpath.join(folder, path))
    return None if joined.startswith(("../", "/")) or joined == ".." else joined


def _image(token: Open, folder: str, media: frozenset[str], faults: list[Fault]) -> Open:
    src = token.get("src")
    if src is None:
        return token  # its fault is told already
    fault = media_fault(src, folder, media)
    if fault is not None:
        faults.append(fault)
        return token
    return token.with_attributes(src=ROOT + media_href(src, folder))


def _link(
    token: Open,
    folder: str,
    addresses: Mapping[str, str],
    media: frozenset[str],
    faults: list[Fault],
) -> Open:
    href = (token.get("href") or "#").strip()
    if _OUTSIDE.match(href) or href.startswith(("#", "//")):
        return token
    bare, hash_, fragment = href.partition("#")
    named = unquote(bare.partition("?")[0])
    path = _within(named, folder)
    if path is None:
        faults.append(Fault("broken-link", f"the link “{shown(href)}” leaves the site", (href,)))
        return token
    target = quote(path) if path in media else _page(path, addresses)
    if target is None and folder:  # named from the root of content/, as everywhere else
        from_root = _within(named, "") or ""
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

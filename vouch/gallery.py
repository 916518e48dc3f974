"""The images of a site as they are published: without metadata, in what pages show of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping

from vouch import pictures
from vouch.diagnostics import Diagnostic
from vouch.renditions import Picture, planned

_NAMED = re.compile(r"-\d+-[0-9a-f]{8}\.[a-z]+")
"""How the address of a rendition ends."""
_DIGESTED = re.compile(r"\.(?<=-[0-9a-f]{8}\.)[a-z]")
"""What every such end has; looked for from the point on, for most pages have none of it."""


def shown(pages: Iterable[str]) -> frozenset[str]:
    """The renditions that the HTML of pages names, by how their addresses end."""
    return frozenset(
        end for html in pages if _DIGESTED.search(html) for end in _NAMED.findall(html)
    )


def with_images(
    assets: Mapping[str, bytes],
    held: Mapping[str, Picture | None],
    named: Collection[str],
    standing: Callable[[str], bytes | None],
    notes: str,
) -> tuple[dict[str, bytes], str, tuple[Diagnostic, ...]]:
    """The files of a site with every picture of ``held`` as it may be published, and notes.

    ``named`` are the ends of renditions that pages show (:func:`shown`); the others are not made.
    ``standing`` gives a file of the site that stands where it is as its build wrote it, ``notes``
    are those of that build: a rendition that stands, and was made by the encoders that are here,
    is not made again.
    """
    encoders = f"encoders {pictures.encoders()}" if held else ""
    has_renditions = False
    files = dict(assets)
    problems: list[Diagnostic] = []
    for path, picture in held.items():
        if picture is None or path not in assets:
            continue
        shown = [r for r in planned(picture) if _NAMED.findall(r.path)[-1] in named]
        kept = {
            r.path: before
            for r in shown
            if notes == encoders and (before := standing(r.path)) is not None
        }
        missing = [r for r in shown if r.path not in kept]
        made, faults = pictures.made(picture, assets[path], missing)
        files |= kept | made
        has_renditions |= bool(kept or made)
        problems += faults
    return files, encoders if has_renditions else "", tuple(problems)

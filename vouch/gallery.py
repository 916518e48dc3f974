"""The images of a site as they are published: without metadata, in what pages show of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from vouch import pictures
from vouch.diagnostics import Diagnostic
from vouch.renditions import Picture, planned

_NAMED = re.compile(r"-\d+-[0-9a-f]{8}\.[a-z]+")
"""How the address of a rendition ends."""


def with_images(
    assets: Mapping[str, bytes],
    held: Mapping[str, Picture | None],
    pages: Iterable[str],
    standing: Callable[[str], bytes | None],
    notes: str,
) -> tuple[dict[str, bytes], str, tuple[Diagnostic, ...]]:
    """The files of a site with every picture of ``held`` as it may be published, and notes.

    A rendition is made where the HTML of a page names it. ``standing`` gives a file of the site
    that stands where it is as its build wrote it, ``notes`` are those of that build: a rendition
    that stands, and was made by the encoders that are here, is not made again.
    """
    encoders = f"encoders {pictures.encoders()}" if held else ""
    has_renditions = False
    named = {end for html in pages for end in _NAMED.findall(html)} if held else set()
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

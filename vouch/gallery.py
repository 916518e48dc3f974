"""The images of a site as they are published: without metadata, in what pages show of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256

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
    that stands, ``notes`` are those of its build: a rendition that has still the bytes which
    were noted, and was made by the encoders that are here, is not made again.
    """
    remembered = set(notes.splitlines()) if held else set()
    is_same_encoder = f"encoders {pictures.encoders()}" in remembered if held else False
    written: dict[str, bytes] = {}
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
            if is_same_encoder
            and (before := standing(r.path)) is not None
            and _note(r.path, before) in remembered
        }
        missing = [r for r in shown if r.path not in kept]
        made, faults = pictures.made(picture, assets[path], missing)
        files |= kept | made
        written |= {r.path: files[r.path] for r in shown if r.path in files}
        problems += faults
    lines = [_note(path, content) for path, content in sorted(written.items())]
    told = "".join(f"{line}\n" for line in (f"encoders {pictures.encoders()}", *lines))
    return files, told if written else "", tuple(problems)


def _note(path: str, content: bytes) -> str:
    return f"{sha256(content).hexdigest()} {path}"

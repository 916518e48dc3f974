"""From the target of a request to a file of the site: one of its own, or none.

A target is taken apart once, into names; each has to be one that a built site can have. So nothing
is left that could lead out of the folder: no `..` under any spelling, no backslash, no NUL, no
other host, no hidden file. Links are not followed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from urllib.parse import quote, unquote_to_bytes, urlsplit

_NAME = re.compile(r"(?!\.)[^/\\\x00-\x1f\x7f]+")
_PUBLIC = ".well-known"
_TYPES = {
    ".avif": "image/avif",
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".gif": "image/gif",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".jsonld": "application/ld+json; charset=utf-8",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json; charset=utf-8",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml; charset=utf-8",
}


def names_of(target: str) -> tuple[str, ...] | None:
    """The names in a target, decoded, the last one empty for a folder; None where it is no path."""
    if not target.startswith("/"):
        return None
    try:
        names = tuple(unquote_to_bytes(part).decode() for part in target[1:].split("/"))
    except UnicodeDecodeError:
        return None
    usable = all(_NAME.fullmatch(name) or name == _PUBLIC for name in names[:-1])
    return names if usable and (not names[-1] or _NAME.fullmatch(names[-1])) else None


def prefix_of(url: str) -> tuple[str, ...]:
    """The names under which a site of that address stands on its host; none at its root."""
    path = urlsplit(url).path.strip("/")
    return names_of(f"/{path}") or () if path else ()


def address(names: Sequence[str]) -> str:
    """A path of the server from names, as it is written in an address; that of a folder."""
    return "".join(f"/{quote(name)}" for name in names if name) + "/"


def kind_of(path: str) -> str:
    """The type under which a file is served, by its name."""
    return _TYPES.get(PurePosixPath(path).suffix.lower(), "application/octet-stream")


def path_of(names: Sequence[str]) -> str:
    """The path that names stand for; an empty last name stands for the page of a folder."""
    return "/".join((*names[:-1], names[-1] or "index.html")) if names else "index.html"


def file_at(folder: Path, names: Sequence[str]) -> str | None:
    """The path within ``folder`` of the file that ``names`` name; None where there is none."""
    path = path_of(names)
    whole = Path(os.path.realpath(folder), path)
    is_its_own = os.path.realpath(whole) == str(whole)
    return path if is_its_own and whole.is_file() else None

"""The marker of a site: the list of its files that lies in it, written and read.

It is the same for the same site: it holds no times. Whatever cannot be read is as if it had never
been written.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from functools import cached_property, partial
from hashlib import sha256
from io import BytesIO
from itertools import chain
from typing import NamedTuple

from vouch.frozen import frozen

MARKER = ".vouch-site"
"""Tells a folder that Vouch made, and may replace, from one that it must not touch."""

_HEAD = "This folder is made by Vouch; the next build replaces it whole."
_FORMAT = "format 1"
UNFINISHED = f"{_HEAD}\nunfinished\n".encode()
"""The marker of a folder that is being written."""

_SIGNED = 65
"""So many bytes at the end are the digest of all before them."""
_UNUSUAL = ("\\", ":")
"""What stands in rows with a path that is written otherwise, or may begin with a drive."""
_OUTWARD = (re.compile(r"\.\."), re.compile(" /"))
"""What stands in rows with a path that may lead out of the folder.

A path follows a space: ` /` tells an absolute one, and some that are not. Of two characters, `re`
needs a third of the time of `in`.
"""


class Noted(NamedTuple):
    """What a marker says of a file: the digest of its bytes, and how many they are."""

    sha256: str
    size: int


def noted(content: bytes) -> Noted:
    """What is noted of a file with these bytes."""
    return Noted(sha256(content).hexdigest(), len(content))


def noted_of(parts: Iterable[bytes]) -> Noted:
    """What is noted of a file that is made of these parts."""
    digest, size = sha256(), 0
    for part in parts:
        digest.update(part)
        size += len(part)
    return Noted(digest.hexdigest(), size)


@frozen
class Marker:
    """What a marker says. ``rows`` has a line for each file: its digest, its size, its path.

    ``is_plain`` where paths stand there as they are and none leads out of the folder. ``signed`` is
    the digest with which the marker ends: it tells the site from any other that Vouch wrote.
    """

    rows: str = ""
    notes: str = ""
    is_plain: bool = True
    signed: str = ""

    @cached_property
    def files(self) -> Mapping[str, Noted]:
        """What is noted of each file, by its path from the folder on, with ``/``."""
        rows = [row.split(" ", 2) for row in self.rows.split("\n")[:-1]]
        digests, sizes, paths = zip(*rows, strict=True) if rows else ((), (), ())
        names = paths if self.is_plain else map(_unescaped, paths)
        # Noted itself looks at how it is called, for each of very many files.
        made = map(partial(tuple.__new__, Noted), zip(digests, map(int, sizes), strict=True))
        return dict(zip(names, made, strict=True))


def marker(files: Mapping[str, Noted], notes: str) -> bytes:
    """The bytes of the marker of a site with these files, and notes for the next build."""
    head = (_HEAD, _FORMAT, *(f"note {line}" for line in notes.split("\n")))
    rows = (f"{files[path].sha256} {files[path].size} {_escaped(path)}" for path in sorted(files))
    text = BytesIO()  # which holds it once
    text.writelines(f"{line}\n".encode("utf-8", "surrogateescape") for line in chain(head, rows))
    with text.getbuffer() as whole:
        signed = sha256(whole).hexdigest()
    text.write(f"{signed}\n".encode())
    return text.getvalue()


def read_marker(content: bytes) -> Marker | None:
    """A marker; None for one that is cut short, damaged, of another form or leads elsewhere."""
    text, signed = content[:-_SIGNED], content[-_SIGNED:]
    if signed != f"{sha256(text).hexdigest()}\n".encode():
        return None
    rest = text.decode("utf-8", "surrogateescape")
    head = f"{_HEAD}\n{_FORMAT}\n"
    if not rest.startswith(head):
        return None
    notes, at = [], len(head)
    while rest.startswith("note ", at):
        end = rest.index("\n", at)
        notes.append(rest[at + len("note ") : end])
        at = end + 1
    rows = rest[at:]
    is_plain = not any(sign in rows for sign in _UNUSUAL)  # as of hardly any site
    is_plain = is_plain and not any(sign.search(rows) for sign in _OUTWARD)
    found = Marker(rows, "\n".join(notes), is_plain, signed[:-1].decode())
    return found if is_plain or all(map(_stays_inside, found.files)) else None


def signed(folder: str) -> str:
    """The digest with which the marker of a folder ends; empty where there is none."""
    try:
        with open(f"{folder}/{MARKER}", "rb") as file:
            file.seek(max(0, os.fstat(file.fileno()).st_size - _SIGNED))
            return file.read()[:-1].decode("ascii", "replace")
    except OSError:
        return ""


def files_noted(marker: bytes) -> frozenset[str] | None:
    """The paths of the files that a marker notes; None where it cannot be read."""
    found = read_marker(marker)
    return None if found is None else frozenset(found.files)


def _stays_inside(path: str) -> bool:
    return not os.path.isabs(path) and ".." not in path.replace("\\", "/").split("/")


def _escaped(path: str) -> str:
    return path.replace("\\", "\\\\").replace("\n", "\\n")


def _unescaped(path: str) -> str:
    if "\\" not in path:
        return path
    return "\\".join(part.replace("\\n", "\n") for part in path.split("\\\\"))

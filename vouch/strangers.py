"""Files in the site's folder that somebody else put there, where a new site would run into them."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping

from vouch.canonical import normal
from vouch.marker import MARKER, Noted, noted
from vouch.standing import KEPT, Standing, parents


def in_the_way(stood: Standing, wanted: Mapping[str, Noted]) -> tuple[str, ...]:
    """The paths in the folder of ``stood`` that are not ours and that a new site would replace.

    What else is there and not ours is in nobody's way. Where the marker cannot be read nobody
    knows whose a file is: then all are given that the new site does not have.
    """
    if not stood.is_known:
        return tuple(sorted(path for path in _files(stood.folder) if path not in wanted))
    new = [path for path in wanted if path not in stood.intact]
    ours = {_spelling(path) for path in stood.files} if new else set()
    found = {place for path in new for place in _obstacles(stood, path, wanted[path], ours)}
    return tuple(sorted(found))


def _obstacles(stood: Standing, path: str, was: Noted, ours: set[str]) -> Iterator[str]:
    """What is not ours where a new file ``path`` is to be; ``ours`` are spellings of files."""
    if _status(f"{stood.folder}/{path.partition('/')[0]}") is None:
        return  # nor is anything below it, which is so of most that is new
    for parent in parents(path):
        status = _status(f"{stood.folder}/{parent}")
        is_folder = status is None or stat.S_ISDIR(status.st_mode)
        if not is_folder and _spelling(parent) not in ours:
            yield parent
            return
    status = _status(f"{stood.folder}/{path}")
    if status is None:
        return
    if stat.S_ISDIR(status.st_mode):
        yield from _within(stood, path)
    elif _spelling(path) not in ours and not _has(stood, path, was):
        yield path


def _within(stood: Standing, path: str) -> Iterator[str]:
    """What is not ours in a folder, or the folder itself."""
    if path not in stood.real_folders:
        yield path
        return
    for place, folders, names in os.walk(f"{stood.folder}/{path}"):
        within = os.path.relpath(place, stood.folder).replace(os.sep, "/")
        yield from (p for n in names if (p := f"{within}/{n}") not in stood.files)
        yield from (p for n in folders if (p := f"{within}/{n}") not in stood.real_folders)
        folders[:] = [n for n in folders if f"{within}/{n}" in stood.real_folders]


def _has(stood: Standing, path: str, was: Noted) -> bool:
    """Whether the file has the very bytes that the new site has there."""
    status = _status(f"{stood.folder}/{path}")
    if status is None or not stat.S_ISREG(status.st_mode) or status.st_size != was.size:
        return False
    with open(f"{stood.folder}/{path}", "rb") as file:
        return noted(file.read()) == was


def _spelling(path: str) -> str:
    """The path as a file system may compare it that does not tell case or accents apart."""
    return normal("NFC", path).casefold()


def _files(folder: str) -> Iterator[str]:
    """The paths of all files and links but the marker and what git keeps."""
    for place, folders, names in os.walk(folder):
        within = os.path.relpath(place, folder).replace(os.sep, "/")
        if within == ".":
            folders[:] = [name for name in folders if name != KEPT]
        links = [name for name in folders if os.path.islink(os.path.join(place, name))]
        paths = (name if within == "." else f"{within}/{name}" for name in (*names, *links))
        yield from (path for path in paths if path not in (MARKER, KEPT))


def _status(path: str) -> os.stat_result | None:
    try:
        return os.lstat(path)
    except OSError:
        return None

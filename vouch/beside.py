"""The new site, written beside the one that stands, with links to what did not change.

Making and removing folders is what takes long in a large site. So the site before the one that
stands may be kept as a spare, and be brought up to date: what is in it and the same file as in the
site that stands is left where it is.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import field

from vouch.frozen import frozen
from vouch.marker import MARKER, UNFINISHED
from vouch.standing import Identity, Standing, folders_of, identity, parents

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_NO_LINKS = {
    *(errno.EPERM, errno.EACCES, errno.EXDEV, errno.EMLINK),
    *(errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EINVAL),
}
"""What file systems answer that refuse to link a file."""


class Changed(Exception):
    """A file that was to be linked is not what it was; the message is its path."""


@frozen
class Begun:
    """A folder in which a site is being written, with the files and folders that it has."""

    folder: str
    files: Mapping[str, Identity] = field(default_factory=dict)
    folders: frozenset[str] = frozenset([""])


def begun(folder: str) -> Begun:
    """An empty folder for a new site, marked as unfinished."""
    os.mkdir(folder)
    _write(f"{folder}/{MARKER}", (UNFINISHED,))
    return Begun(folder)


def taken_up(spare: Standing, folder: str) -> Begun:
    """The folder of ``spare``, marked as unfinished and moved to ``folder``."""
    folders = spare.real_folders
    with open(f"{spare.folder}/{MARKER}", "wb") as file:  # never without one
        file.write(UNFINISHED)
    os.rename(spare.folder, folder)
    files = {}
    for path in spare.files:
        if path.rpartition("/")[0] in folders:
            try:
                files[path] = identity(os.lstat(f"{folder}/{path}"))
            except FileNotFoundError:
                continue
    return Begun(folder, files, folders)


def put(folder: str, path: str, content: Iterable[bytes], made: set[str]) -> None:
    """Write one file of a new site; what stands there is a link, or in the way, and is removed.

    ``content`` are its parts, ``made`` are folders of the new site that are known to be there, and
    gets more of them. Any process of a build may do so. Raises OSError.
    """
    _make_folder(folder, path.rpartition("/")[0], made)
    target = f"{folder}/{path}"
    try:
        _write(target, content)
    except FileExistsError:
        os.unlink(target)
        _write(target, content)


def _make_folder(folder: str, path: str, made: set[str]) -> None:
    """Make a folder of a new site, and those in which it lies, where they are not ``made``.

    Another process may make any of them at the same moment, or remove what is in its way.
    """
    if not path or path in made:
        return
    place = f"{folder}/{path}"
    try:
        os.mkdir(place)
    except OSError:
        _make_folder(folder, path.rpartition("/")[0], made)
        if not _is_made(place) and not os.path.isdir(place):
            with suppress(OSError):
                os.unlink(place)
            _is_made(place)
    made.add(path)


def _is_made(place: str) -> bool:
    """Make a folder; False where something is there. Raises OSError."""
    try:
        os.mkdir(place)
    except FileExistsError:
        return False
    return True


def written(
    beside: Begun,
    stood: Standing,
    files: Mapping[str, bytes],
    wanted: Collection[str],
    same: Mapping[str, Identity],
    *,
    there: Collection[str] = (),
) -> tuple[str, ...]:
    """Make the folder hold ``wanted``; gives the paths that were written.

    What is in ``same`` is linked from ``stood`` if it still is what it was, ``there`` is what was
    put there already, the rest is taken from ``files``. Raises OSError, and Changed for a file that
    is in none of them.
    """
    folder = beside.folder
    right = {path for path, known in beside.files.items() if same.get(path) == known}
    right.update(there)
    folders = {"", *folders_of(wanted)}
    _remove(beside, right, folders)
    made = {*beside.folders.intersection(folders)}
    new = []
    for path in wanted:
        if path in right:
            continue
        for parent in reversed([*parents(path)]):
            if parent not in made:
                with suppress(FileExistsError):
                    os.mkdir(f"{folder}/{parent}")
                made.add(parent)
        if path in same and _linked(stood, path, f"{folder}/{path}", same[path]):
            continue
        if path not in files:
            raise Changed(path)
        _write(f"{folder}/{path}", (files[path],))
        new.append(path)
    return (*there, *new)


def _remove(beside: Begun, right: Collection[str], folders: Collection[str]) -> None:
    """Remove what is not right, and the folders that the new site has not among its own."""
    for path in beside.files.keys() - right:
        os.unlink(f"{beside.folder}/{path}")
    for path in sorted(beside.folders.difference(folders), reverse=True):
        os.rmdir(f"{beside.folder}/{path}")


def _linked(stood: Standing, path: str, target: str, known: Identity) -> bool:
    """Give the new site the file of the old one; False where that is not the known one any more.

    Where files cannot be linked it is copied.
    """
    try:
        os.link(f"{stood.folder}/{path}", target)
    except FileNotFoundError:
        return False
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        content = stood.read(path)
        if content is None:
            return False
        _write(target, (content,))
        os.utime(target, ns=(known.mtime_ns, known.mtime_ns))
        return True
    if identity(os.lstat(target)) == known:
        return True
    os.unlink(target)
    return False


def _write(path: str, content: Iterable[bytes]) -> None:
    """Write a new file, by the calls of the system alone: a site has many. Raises OSError."""
    descriptor = os.open(path, _NEW, 0o666)
    try:
        for part in content:
            left = memoryview(part)
            while left:
                left = left[os.write(descriptor, left) :]
    finally:
        os.close(descriptor)

"""The site that stands: what of that which its marker notes of each file is still so.

A file is what was noted if it has the noted size and has not changed since the marker was touched
last; one that has is read and compared.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import field, replace
from functools import cached_property
from typing import NamedTuple

from vouch.frozen import frozen
from vouch.marker import MARKER, Marker, Noted, noted, read_marker

KEPT = ".git"
"""The one thing that a folder without a marker may hold: a fresh working tree of git."""

_MANY = 4
"""From so many on, to list a folder costs less than to ask for each of what is in it."""

_TICK = 20_000_000  # ns: the coarsest clock that Linux stamps files with ticks every 10 ms
_COARSE_TICK = 2_000_000_000  # ns: FAT
_SECOND = 1_000_000_000  # ns


class Identity(NamedTuple):
    """What tells a file that was looked at from another, or from itself when written later."""

    inode: int
    size: int
    mtime_ns: int


def identity(status: os.stat_result) -> Identity:
    """The identity of a file of which ``status`` was asked."""
    return Identity(status.st_ino, status.st_size, status.st_mtime_ns)


@frozen
class Standing:
    """A folder that holds a site, and what its marker notes.

    The marker is empty where there is no site, and where it cannot be read: then ``is_known`` is
    false. ``new`` are the properties of a file made just now on the same file system.
    """

    folder: str
    new: os.stat_result
    marker: Marker = field(default_factory=Marker)
    is_known: bool = True

    @property
    def files(self) -> Mapping[str, Noted]:
        """What is noted of each file, by its path from the folder on, with ``/``."""
        return self.marker.files

    @property
    def notes(self) -> str:
        """What an earlier build noted for later ones."""
        return self.marker.notes

    def read(self, path: str) -> bytes | None:
        """The bytes of a file as it was written; None where it is not there like that."""
        try:
            with open(f"{self.folder}/{path}", "rb") as file:
                content = file.read()
        except OSError:
            return None
        return content if self.files.get(path) == noted(content) else None

    @property
    def intact(self) -> Mapping[str, Identity]:
        """The files that stand as they were written, with the permissions of a new file."""
        return self._looked_at[0]

    @cached_property
    def real_folders(self) -> frozenset[str]:
        """The folders of ``files`` that are folders, not links to some; "" is the root."""
        within: dict[str, list[str]] = {}
        for path in folders_of(self.files):
            within.setdefault(_parent(path), []).append(path)
        found, left = {""}, [""]
        while left:
            inside = folders_among(self.folder, within.get(left.pop(), ()))
            found.update(inside)
            left += inside
        return frozenset(found)

    def moved(self, folder: str) -> Standing:
        """The same site in another place, the folders as they were found."""
        there = replace(self, folder=folder)
        there.__dict__["real_folders"] = self.real_folders
        return there

    def settle(self) -> None:
        """Note that what had to be read was found unchanged, so that it is not read again."""
        if self._looked_at[1]:
            self.touch()

    def touch(self) -> None:
        """Note that every file is as it was written."""
        now = self.new.st_mtime_ns
        os.utime(f"{self.folder}/{MARKER}", ns=(now, now))

    @property
    def settled(self) -> int | None:
        """Until when (ns) a file may have been touched that need not be read to be known.

        None where the marker is not there with the permissions of a new file.
        """
        marker = status_of(f"{self.folder}/{MARKER}")
        if marker is None or marker.st_mode != self.new.st_mode:
            return None
        return _settled(marker.st_mtime_ns, self.new.st_mtime_ns)

    @cached_property
    def _looked_at(self) -> tuple[Mapping[str, Identity], int]:
        """The files that are intact, and how many of them had to be read for it."""
        settled = self.settled
        if settled is None:
            return {}, 0
        folders, found, read = self.real_folders, {}, 0
        for path, was in self.files.items():
            if path.rpartition("/")[0] not in folders:
                continue
            try:
                status = os.lstat(f"{self.folder}/{path}")
            except OSError:
                continue
            if status.st_mode != self.new.st_mode or status.st_size != was.size:
                continue
            if max(status.st_mtime_ns, status.st_ctime_ns) > settled:
                read += 1
                if self.read(path) is None:
                    continue
            found[path] = identity(status)
        return found, read


def standing(folder: str, new: os.stat_result) -> Standing:
    """The site that stands in ``folder``, as its marker notes it. Raises OSError."""
    try:
        with open(f"{folder}/{MARKER}", "rb") as file:
            content = file.read()
    except FileNotFoundError:
        return Standing(folder, new)
    found = read_marker(content)
    return Standing(folder, new, found) if found else Standing(folder, new, is_known=False)


def is_ours(folder: str) -> bool:
    """Whether a folder that is there was made by Vouch, or holds nothing that could be lost."""
    status = status_of(f"{folder}/{MARKER}")
    if status is not None:
        return stat.S_ISREG(status.st_mode)
    with os.scandir(folder) as entries:
        return all(entry.name == KEPT for entry in entries)


def folders_of(paths: Iterable[str]) -> set[str]:
    """Every folder in which files lie, directly or not, without that of the site."""
    found: set[str] = set()
    for direct in {path.rpartition("/")[0] for path in paths}:
        folder = direct
        while folder and folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found


def parents(path: str) -> Iterable[str]:
    """The folders in which a file lies, the innermost first, without the folder of the site."""
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


def folders_among(folder: str, paths: Sequence[str]) -> list[str]:
    """Those of ``paths`` that are folders, not links to some; they lie in one folder."""
    if len(paths) >= _MANY:
        with suppress(OSError), os.scandir(f"{folder}/{_parent(paths[0])}") as entries:
            there = {entry.name for entry in entries if entry.is_dir(follow_symlinks=False)}
            return [path for path in paths if path.rpartition("/")[2] in there]
    found = ((path, status_of(f"{folder}/{path}")) for path in paths)
    return [path for path, status in found if status and stat.S_ISDIR(status.st_mode)]


def _settled(touched: int, now: int) -> int:
    """Until when (ns) a file may have been written and yet be as the marker says.

    Within a tick of its clock a file system gives two writes one time. A marker from the future
    says nothing.
    """
    if touched > now:
        return -1
    return touched - (_TICK if touched % _SECOND else _COARSE_TICK)


def _parent(path: str) -> str:
    return path.rpartition("/")[0]


def status_of(path: str) -> os.stat_result | None:
    """The properties of a file or a link; None where there is none."""
    try:
        return os.lstat(path)
    except OSError:
        return None

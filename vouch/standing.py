"""The site that stands: what its marker notes of each file, and what of that is still so.

The marker lies in the site itself and is the same for the same site: it holds no times. A file is
what was noted if it has the noted size and has not changed since the marker was touched last; one
that has is read and compared. Whatever cannot be read here is as if it had never been written.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from typing import NamedTuple

MARKER = ".vouch-site"
"""Tells a folder that Vouch made, and may replace, from one that it must not touch."""
KEPT = ".git"
"""The one thing that a folder without a marker may hold: a fresh working tree of git."""

_HEAD = "This folder is made by Vouch; the next build replaces it whole."
_FORMAT = "format 1"
UNFINISHED = f"{_HEAD}\nunfinished\n".encode()
"""The marker of a folder that is being written."""

_UNUSUAL = re.compile(r"\\|:|\.\.|^/", re.MULTILINE)
"""What a path has that is written otherwise, or may lead out of the folder."""
_MANY = 4
"""From so many on, to list a folder costs less than to ask for each of what is in it."""

_TICK = 20_000_000  # ns: the coarsest clock that Linux stamps files with ticks every 10 ms
_COARSE_TICK = 2_000_000_000  # ns: FAT
_SECOND = 1_000_000_000  # ns


class Noted(NamedTuple):
    """What a marker says of a file: the digest of its bytes, and how many they are."""

    sha256: str
    size: int


class Identity(NamedTuple):
    """What tells a file that was looked at from another, or from itself when written later."""

    inode: int
    size: int
    mtime_ns: int


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


def identity(status: os.stat_result) -> Identity:
    """The identity of a file of which ``status`` was asked."""
    return Identity(status.st_ino, status.st_size, status.st_mtime_ns)


@dataclass(frozen=True)
class Standing:
    """A folder that holds a site, and what its marker notes.

    ``files`` go by their paths from the folder on, with ``/``. They are empty where there is no
    site, and where the marker cannot be read: then ``is_known`` is false. ``new`` are the
    properties of a file made just now on the same file system.
    """

    folder: str
    new: os.stat_result
    files: Mapping[str, Noted] = field(default_factory=dict)
    notes: str = ""
    is_known: bool = True

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
            inside = _folders_among(self.folder, within.get(left.pop(), ()))
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
            now = self.new.st_mtime_ns
            os.utime(f"{self.folder}/{MARKER}", ns=(now, now))

    @cached_property
    def _looked_at(self) -> tuple[Mapping[str, Identity], int]:
        """The files that are intact, and how many of them had to be read for it."""
        marker = _status(f"{self.folder}/{MARKER}")
        if marker is None or marker.st_mode != self.new.st_mode:
            return {}, 0
        settled = _settled(marker.st_mtime_ns, self.new.st_mtime_ns)
        folders, found, read = self.real_folders, {}, 0
        for path, was in self.files.items():
            if path.rpartition("/")[0] not in folders:
                continue
            try:
                status = os.lstat(f"{self.folder}/{path}")
            except OSError:
                continue
            if status.st_mode != marker.st_mode or status.st_size != was.size:
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
    read = _read(content)
    return Standing(folder, new, *read) if read else Standing(folder, new, is_known=False)


def is_ours(folder: str) -> bool:
    """Whether a folder that is there was made by Vouch, or holds nothing that could be lost."""
    status = _status(f"{folder}/{MARKER}")
    if status is not None:
        return stat.S_ISREG(status.st_mode)
    with os.scandir(folder) as entries:
        return all(entry.name == KEPT for entry in entries)


def marker(files: Mapping[str, Noted], notes: str) -> bytes:
    """The bytes of the marker of a site with these files, and notes for the next build."""
    lines = [_HEAD, _FORMAT, *(f"note {line}" for line in notes.split("\n"))]
    lines += [f"{was.sha256} {was.size} {_escaped(path)}" for path, was in sorted(files.items())]
    text = "".join(f"{line}\n" for line in lines).encode("utf-8", "surrogateescape")
    return text + f"{sha256(text).hexdigest()}\n".encode()


def signed(folder: str) -> str:
    """The digest with which the marker of a folder ends; empty where there is none.

    It tells the site that stands there from any other that Vouch wrote.
    """
    try:
        with open(f"{folder}/{MARKER}", "rb") as file:
            return file.read()[-65:-1].decode("ascii", "replace")
    except OSError:
        return ""


def files_noted(marker: bytes) -> frozenset[str] | None:
    """The paths of the files that a marker notes; None where it cannot be read."""
    read = _read(marker)
    return frozenset(read[0]) if read else None


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


def _read(content: bytes) -> tuple[dict[str, Noted], str] | None:
    """Files and notes of a marker; None for one that is cut short, damaged or of another form."""
    text, digest = content[:-65], content[-65:]
    if digest != f"{sha256(text).hexdigest()}\n".encode():
        return None
    lines = text.decode("utf-8", "surrogateescape").split("\n")[:-1]
    if lines[:2] != [_HEAD, _FORMAT]:
        return None
    notes = [line.removeprefix("note ") for line in lines if line.startswith("note ")]
    rows = [line.split(" ", 2) for line in lines[2 + len(notes) :]]
    paths = [row[2] for row in rows]
    if _UNUSUAL.search("\n".join(paths)):  # which hardly any site has
        paths = [*map(_unescaped, paths)]
        if not all(map(_stays_inside, paths)):
            return None
    files = {path: Noted(row[0], int(row[1])) for path, row in zip(paths, rows, strict=True)}
    return files, "\n".join(notes)


def _folders_among(folder: str, paths: Sequence[str]) -> list[str]:
    """Those of ``paths`` that are folders, not links to some; they lie in one folder."""
    if len(paths) >= _MANY:
        with suppress(OSError), os.scandir(f"{folder}/{_parent(paths[0])}") as entries:
            there = {entry.name for entry in entries if entry.is_dir(follow_symlinks=False)}
            return [path for path in paths if path.rpartition("/")[2] in there]
    found = ((path, _status(f"{folder}/{path}")) for path in paths)
    return [path for path, status in found if status and stat.S_ISDIR(status.st_mode)]


def _stays_inside(path: str) -> bool:
    return not os.path.isabs(path) and ".." not in path.replace("\\", "/").split("/")


def _escaped(path: str) -> str:
    return path.replace("\\", "\\\\").replace("\n", "\\n")


def _unescaped(path: str) -> str:
    if "\\" not in path:
        return path
    return "\\".join(part.replace("\\n", "\n") for part in path.split("\\\\"))


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


def _status(path: str) -> os.stat_result | None:
    try:
        return os.lstat(path)
    except OSError:
        return None

"""Everything that a site is made from, told apart by what the file system says of each file.

No file is opened: its size, its times, its number on the disk. A file that is written anew has
another time of change, which no program can set, but for one that is written twice within a tick of
the clock: what was touched so lately is never taken for unchanged.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from hashlib import sha256

from vouch import codebase

_TICK = 20_000_000  # ns: the coarsest clock that Linux stamps files with ticks every 10 ms
_COARSE_TICK = 2_000_000_000  # ns: FAT
_SECOND = 1_000_000_000  # ns


def signature(site: str, now: int) -> str:
    """A digest of all that the site in a folder is made from; empty where that cannot be told.

    ``now`` is the time (ns) that the file system gives to a file made just now.
    """
    roots = [f"{site}/{name}" for name in ("content", "templates", "static")]
    roots += [codebase.brought(name) for name in ("templates", "static")]
    roots += [codebase.HERE]
    return of(roots, now)


def of(roots: Iterable[str], now: int) -> str:
    """A digest of all that lies in some folders, and of the code; empty as for a site."""
    found = sha256(repr((codebase.python(), codebase.packages(), [*roots])).encode())
    newest = 0
    for root in roots:
        try:
            for told, touched in _files(root, ""):
                found.update(told.encode("utf-8", "surrogateescape"))
                newest = max(newest, touched)
        except OSError:
            return ""
    return found.hexdigest() if newest <= settled(now, newest) else ""


def settled(now: int, newest: int) -> int:
    """Until when (ns) a file may have been touched and yet be told from one that is written now."""
    coarse = not newest % _SECOND and not now % _SECOND
    return now - (_COARSE_TICK if coarse else _TICK)


def _files(folder: str, within: str) -> Iterator[tuple[str, int]]:
    """What there is to say of each file under a folder, and when (ns) it was touched last."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except FileNotFoundError:
        return
    for entry in entries:
        path = f"{within}/{entry.name}"
        if entry.name == "__pycache__":
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _files(entry.path, path)
            continue
        status = entry.stat(follow_symlinks=False)
        if entry.is_symlink():
            if entry.is_dir():
                raise OSError(f"{path}: what lies behind a link to a folder is not looked at")
            try:
                status = entry.stat()
            except OSError:  # a link to nowhere is told by itself
                path += "?"
        times = status.st_mtime_ns, status.st_ctime_ns
        told = f"{path}\0{status.st_size}\0{times}\0{status.st_ino}\0{status.st_mode}\n"
        yield told, max(times)

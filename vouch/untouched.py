"""Whether a whole site stands as it was written: asked of the file system, and soon answered.

Nothing is made of what stands but the answer, so that a site of very many files need not be held.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from hashlib import sha256

from vouch.standing import Standing, folders_among

_UNIT = 1_250
"""Files that are one unit of work. Two processes are begun for 16 of these, 20,000 files, or more
(:func:`vouch.crew.processes`): fewer are soon told by one."""


def stands_whole(
    stood: Standing, jobs: int = 0, besides: Callable[[], bool] = lambda: True
) -> bool:
    """Whether each file that a marker notes is there as it was written, and behind no link.

    What has to be so ``besides`` is asked while processes look, and where it is not they end. What
    had to be read of the files need not be read the next time. ``jobs`` is how many processes to
    use at most, 0 for one for each core.
    """
    settled = stood.settled
    if not stood.is_known or settled is None:
        return False
    if not stood.marker.is_plain:
        is_whole = besides() and len(stood.intact) == len(stood.files)
        if is_whole:
            stood.settle()
        return is_whole
    told = partial(_read_of, _from_here(stood.folder), stood.new.st_mode, settled)
    rows = stood.marker.rows
    units = rows.count("\n") // _UNIT
    if units < 2:
        read = [told(rows)] if besides() else [None]
    else:
        from vouch import crew

        processes = crew.processes(jobs, units)
        with crew.begun(cut(rows, processes), told, processes) as looked:
            read = looked() if besides() else [None]
    if None in read:
        return False
    if any(read):
        stood.touch()
    return True


def cut(rows: str, parts: int) -> list[str]:
    """Whole rows, in so many parts that are of about one length."""
    found, at = [], 0
    for part in range(1, parts):
        end = rows.find("\n", max(at, len(rows) * part // parts - 1)) + 1 or len(rows)
        found.append(rows[at:end])
        at = end
    return [*found, rows[at:]]


def _from_here(folder: str) -> str:
    """The shorter path of a folder: the system walks through each that is named, for each file."""
    try:
        return min(os.path.relpath(folder), folder, key=len)
    except (OSError, ValueError):  # this folder is gone; that one is on another drive
        return folder


def _read_of(folder: str, mode: int, settled: int, rows: str) -> int | None:
    """How many files of these rows had to be read; None where one is not as it was written."""
    lstat, within, read = os.lstat, set(), 0
    for row in rows.split("\n")[:-1]:
        digest, size, path = row.split(" ", 2)
        try:
            status = lstat(f"{folder}/{path}")
        except OSError:
            return None
        if status.st_mode != mode or status.st_size != int(size):
            return None
        if status.st_mtime_ns > settled or status.st_ctime_ns > settled:
            read += 1
            if not _holds(f"{folder}/{path}", digest):
                return None
        within.add(path.rpartition("/")[0])
    return read if _are_folders(folder, within, settled) else None


def _are_folders(folder: str, paths: set[str], settled: int) -> bool:
    """Whether these, and all that they lie in, are folders and no links to some.

    A folder is touched where a link takes the place of one that lies in it: those in one that was
    not since ``settled`` (ns) are what they were when they were written.
    """
    left = paths - {""}
    while left:
        above = {path.rpartition("/")[0] for path in left}
        touched = {path for path in above if not _is_settled(f"{folder}/{path}", settled)}
        inside: dict[str, list[str]] = {path: [] for path in touched}
        for path in left if touched else ():
            parent = path.rpartition("/")[0]
            if parent in inside:
                inside[parent].append(path)
        if any(len(folders_among(folder, those)) < len(those) for those in inside.values()):
            return False
        left = above - {""}
    return True


def _is_settled(path: str, settled: int) -> bool:
    """Whether what is there was not touched since."""
    try:
        status = os.lstat(path)
    except OSError:
        return False
    return max(status.st_mtime_ns, status.st_ctime_ns) <= settled


def _holds(path: str, digest: str) -> bool:
    """Whether a file can be read and has the bytes with that digest."""
    try:
        with open(path, "rb") as file:
            return sha256(file.read()).hexdigest() == digest
    except OSError:
        return False

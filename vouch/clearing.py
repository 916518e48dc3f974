"""A folder of ours goes, and with it nothing that somebody else put there.

Only what the folder's marker notes is removed. What is left then is not ours and moves to the site
that stands, to the same place. The marker goes last, so that a folder whose removal was cut short
is known for what it is.
"""

from __future__ import annotations

import errno
import filecmp
import os
import shutil
import stat
from collections.abc import Collection, Iterator
from contextlib import suppress

from vouch.marker import MARKER
from vouch.standing import KEPT, Standing

_NOT_EMPTY = {errno.ENOTEMPTY, errno.EEXIST}


class InTheWay(Exception):
    """What cannot be moved, because the site that stands has something of that name."""


def cleared(was: Standing, site: str) -> tuple[str, ...]:
    """Remove the folder of ``was``; what is not ours moves to ``site``. Gives the paths of that.

    Raises OSError where something cannot be removed, InTheWay where something cannot be moved; the
    rest is done.
    """
    if was.is_known:
        _remove_noted(was)
    else:
        _remove_all(was.folder)
    carried = tuple(_carried_over(was.folder, site))
    with suppress(FileNotFoundError):
        os.unlink(f"{was.folder}/{MARKER}")
    os.rmdir(was.folder)
    return carried


def without_strangers(was: Standing, site: str) -> tuple[str, ...]:
    """Leave the folder of ``was`` with what its marker notes, and move the rest to ``site``.

    Gives the paths of that, and raises, as :func:`cleared` does.
    """
    ours = {*was.files, *(f"{path}/" for path in was.real_folders)}
    return tuple(
        path
        for folder in sorted(was.real_folders)
        for path in _carried_over(was.folder, site, ours, f"/{folder}" if folder else "")
    )


def _remove_noted(was: Standing) -> None:
    folders = was.real_folders
    for path in was.files:
        if path.rpartition("/")[0] in folders:
            _remove_file(f"{was.folder}/{path}")
    for folder in sorted(folders - {""}, reverse=True):
        try:
            os.rmdir(f"{was.folder}/{folder}")
        except OSError as error:
            if error.errno not in _NOT_EMPTY:
                raise


def _remove_file(path: str) -> None:
    """Remove a file that may be gone, or be a folder now, which is not ours then."""
    try:
        os.unlink(path)
    except FileNotFoundError:
        return
    except OSError:
        if not os.path.isdir(path):
            raise


def _remove_all(folder: str) -> None:
    with os.scandir(folder) as entries:
        inside = [entry for entry in entries if entry.name not in (MARKER, KEPT)]
    for entry in inside:
        if entry.is_dir(follow_symlinks=False):
            shutil.rmtree(entry.path)
        else:
            os.unlink(entry.path)


def _carried_over(
    folder: str, site: str, ours: Collection[str] = (), within: str = ""
) -> Iterator[str]:
    """Move what is in ``folder`` to ``site``, whole folders where the site has none like them.

    ``ours`` are the paths that stay where they are; a folder is told by a final ``/``. What is in
    one of ours is not looked at.
    """
    before = f"{within}/"[1:]
    with os.scandir(folder + within) as found:
        entries = [
            entry
            for entry in found
            if f"{before}{entry.name}{'/' if entry.is_dir(follow_symlinks=False) else ''}"
            not in ours
            and (within or entry.name != MARKER)
        ]
    for entry in sorted(entries, key=lambda entry: entry.name):
        path = f"{within}/{entry.name}"
        is_folder = entry.is_dir(follow_symlinks=False)
        there = _status(site + path)
        if there is None:
            os.makedirs(os.path.dirname(site + path), exist_ok=True)
            os.rename(entry.path, site + path)
            yield path[1:]
        elif is_folder and stat.S_ISDIR(there.st_mode):
            yield from _carried_over(folder, site, ours, path)
            os.rmdir(entry.path)
        elif entry.is_file(follow_symlinks=False) and _is_copy(entry.path, site + path):
            os.unlink(entry.path)
        else:
            raise InTheWay(path[1:])


def _is_copy(path: str, other: str) -> bool:
    return stat.S_ISREG(os.lstat(other).st_mode) and filecmp.cmp(path, other, shallow=False)


def _status(path: str) -> os.stat_result | None:
    try:
        return os.lstat(path)
    except FileNotFoundError:
        return None

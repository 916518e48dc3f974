"""Two folders change places: in one step where the system has it, in two renames elsewhere."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress

_UNSUPPORTED = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP}
"""What systems and file systems that cannot exchange folders answer."""
_RENAME_EXCHANGE = 2  # linux/fs.h
_AT_FDCWD = -100  # linux/fcntl.h
_RENAME_SWAP = 2  # macOS, sys/stdio.h


def exchanged(one: str, other: str) -> bool:
    """Let two folders of one file system change places in one step.

    False, and nothing done, where the system or the file system has no such step. Raises OSError
    where it has and it fails; then nothing is done either.
    """
    if sys.platform == "win32":
        return False
    library = ctypes.CDLL(None, use_errno=True)
    paths = os.fsencode(one), os.fsencode(other)
    if sys.platform == "linux" and hasattr(library, "renameat2"):
        flag = ctypes.c_uint(_RENAME_EXCHANGE)
        failed = library.renameat2(_AT_FDCWD, paths[0], _AT_FDCWD, paths[1], flag)
    elif sys.platform == "darwin" and hasattr(library, "renamex_np"):
        failed = library.renamex_np(*paths, ctypes.c_uint(_RENAME_SWAP))
    else:
        return False
    code = ctypes.get_errno()
    if failed and code not in _UNSUPPORTED:
        raise OSError(code, os.strerror(code), one, None, other)
    return not failed


def put_in_place(new: str, place: str, aside: str) -> None:
    """Put the folder ``new`` in the place of ``place``; what stood there is then at ``new``.

    Without an exchange in one step, what stands is at ``aside`` for a moment. Where it is there
    and ``place`` is missing, something went wrong in that moment: :func:`brought_back`.
    """
    if not os.path.lexists(place):
        os.rename(new, place)
    elif not exchanged(new, place):
        os.rename(place, aside)
        os.rename(new, place)
        with suppress(OSError):  # done is done; the next build tidies up
            os.rename(aside, new)


def brought_back(place: str, aside: str) -> bool:
    """Whether ``aside`` held what belongs to ``place``, where it is now again."""
    if os.path.lexists(place) or not os.path.lexists(aside):
        return False
    os.rename(aside, place)
    return True


def flush(folder: str, written: Iterable[str]) -> None:
    """Bring what was written in ``folder`` to the disk itself, so that power may fail after it.

    Linux flushes the file system in one go; elsewhere file after file of ``written`` is flushed.
    """
    if sys.platform == "linux":
        library = ctypes.CDLL(None, use_errno=True)
        if hasattr(library, "syncfs"):
            flushed = _with_folder(folder, library.syncfs)
            if flushed == 0:
                return
            code = ctypes.get_errno()
            if code not in _UNSUPPORTED:
                raise OSError(code, os.strerror(code), folder)
    for path in written:
        with open(path, "rb+") as file:
            os.fsync(file.fileno())
    flush_names(folder)


def flush_names(folder: str) -> None:
    """Bring the names of what lies in ``folder`` to the disk, where folders can be flushed."""
    if sys.platform != "win32":
        _with_folder(folder, os.fsync)


def _with_folder(folder: str, do: Callable[[int], object]) -> object:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        return do(descriptor)
    finally:
        os.close(descriptor)

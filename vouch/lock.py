"""One at a time: a lock that its holder signs and that a dead holder frees.

The lock is the system's (flock, on Windows msvcrt), held on an open file: when the process ends,
however it ends, the system lets go of it. The file itself says who holds it, and nothing else.
"""

from __future__ import annotations

import errno
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime

_SIGNED = re.compile(rb"process \d{1,10} since \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC\n")
_NO_LOCKS = {errno.ENOSYS, errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EINVAL}
"""What file systems without locks answer; a build goes on without one there."""


class Held(Exception):
    """Another process holds the lock; the message says which, where it is known."""


@contextmanager
def held(path: str) -> Iterator[int]:
    """Hold the lock on the file ``path``, which is made for it and removed afterwards.

    Gives its descriptor. The file is new: it has the time and the permissions that this file
    system gives to new files. A process that inherits the descriptor holds the lock as well, till
    it ends. Raises Held at once where another process has the lock, and OSError where the file
    cannot be made.
    """
    descriptor = _taken(path)
    try:
        _sign(descriptor)
        yield descriptor
    finally:
        _let_go(descriptor, path)


def _taken(path: str) -> int:
    """A descriptor of a new file at ``path``, locked.

    A file that a dead process left is locked too before it is removed: between a look at it and
    its removal another build could have taken it.
    """
    while True:
        descriptor, is_own = _opened(path)
        try:
            if not _locked(descriptor):
                raise Held(_holder(descriptor))
            is_there = _is_at(descriptor, path)
            if is_own and is_there and not os.fstat(descriptor).st_size:
                return descriptor
        except BaseException:
            os.close(descriptor)
            raise
        if is_there:
            _let_go(descriptor, path)
        else:
            os.close(descriptor)


def _opened(path: str) -> tuple[int, bool]:
    """The file, and whether it may be written; a file of another user may be read at most."""
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT, 0o666), True
    except PermissionError:
        with suppress(OSError):
            return os.open(path, os.O_RDONLY), False
        raise


def _is_at(descriptor: int, path: str) -> bool:
    """Whether the open file is the one of that name, not one that was removed meanwhile."""
    try:
        return os.path.samestat(os.fstat(descriptor), os.stat(path))
    except FileNotFoundError:
        return False


def _let_go(descriptor: int, path: str) -> None:
    """Remove the file while it is locked, so that nobody else's is removed, then close it."""
    if sys.platform == "win32":  # an open file cannot be removed there
        os.close(descriptor)
        with suppress(OSError):
            os.unlink(path)
        return
    try:
        with suppress(OSError):  # whatever is left of it never keeps anybody out
            os.unlink(path)
    finally:
        os.close(descriptor)


def _sign(descriptor: int) -> None:
    since = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S")
    with suppress(OSError):  # a full disk: the lock holds without a name
        os.write(descriptor, f"process {os.getpid()} since {since} UTC\n".encode())


def _holder(descriptor: int) -> str:
    os.lseek(descriptor, 0, os.SEEK_SET)
    signed = _SIGNED.fullmatch(os.read(descriptor, 200))
    return signed[0].decode().strip() if signed else ""


if sys.platform == "win32":
    import msvcrt

    _FAR = 1 << 30
    """Behind what is written in the file, because a locked byte cannot be read."""

    def _locked(descriptor: int) -> bool:
        os.lseek(descriptor, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        os.lseek(descriptor, 0, os.SEEK_SET)
        return True

else:
    import fcntl

    def _locked(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError as error:
            if error.errno not in _NO_LOCKS:
                raise
        return True

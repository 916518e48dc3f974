"""A sidecar on the disk: read once, and replaced only as long as it is what was read."""

from __future__ import annotations

import hashlib
import os
import secrets
from contextlib import suppress
from pathlib import Path


class Changed(Exception):
    """The file is not what it was when it was read."""


def read(path: Path) -> bytes | None:
    """The bytes of the file; None where there is none."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def digest(content: bytes | None) -> str:
    """What tells a file from every other, and from none."""
    return "none" if content is None else hashlib.sha256(content).hexdigest()


def lies_in(path: Path, folder: Path) -> bool:
    """Whether the file, or what it is a link to, lies in the folder."""
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def replace(path: Path, before: bytes | None, content: bytes) -> None:
    """Have the file hold ``content`` instead of ``before``: all of it, or what it held.

    Raises Changed where it holds something else by now, OSError where it cannot be written.
    """
    path = Path(os.path.realpath(path))  # a link stays one
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        with beside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if before is None:
            _made(beside, path)
            return
        with suppress(OSError):  # whose file it is may be for others to say
            stood = path.stat()
            beside.chmod(stood.st_mode & 0o7777)
            if hasattr(os, "chown") and stood.st_uid != os.getuid():
                os.chown(beside, stood.st_uid, stood.st_gid)
        if read(path) != before:
            raise Changed
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _made(beside: Path, path: Path) -> None:
    """Give a file its name, which must be free."""
    try:
        os.link(beside, path)
    except FileExistsError:
        raise Changed from None
    except OSError:  # a file system without hard links
        if path.exists():
            raise Changed from None
        beside.rename(path)

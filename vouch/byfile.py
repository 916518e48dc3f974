"""What was made of files before, as long as the file system says that they are what they were.

For a process that builds again and again.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

from vouch import inputs

V = TypeVar("V")
_Told = tuple[int, int, int, int, int]


class ByFile(Generic[V]):
    """Values by the files that they were made of."""

    def __init__(self) -> None:
        self._held: dict[Path, tuple[_Told, V]] = {}

    def of(self, path: Path, made: Callable[[], V | None]) -> V | None:
        """What ``made`` gives for a file: now, or before if the file is as it was.

        None is not kept: what could not be made is tried again.
        """
        now, told = time.time_ns(), _told(path)
        held = self._held.get(path)
        if held is not None and held[0] == told:
            return held[1]
        found = made()
        if (
            found is not None
            and told is not None
            and max(told[3:]) <= inputs.settled(now, max(told[3:]))
        ):
            self._held[path] = (told, found)
        else:
            self._held.pop(path, None)
        return found


def _told(path: Path) -> _Told | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return (
        status.st_ino,
        status.st_size,
        status.st_mode,
        status.st_mtime_ns,
        status.st_ctime_ns,
    )

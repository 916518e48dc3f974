"""Captures as they lie on the disk, under content/; the network is never asked."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import NamedTuple

from vouch import spelling
from vouch.evidence.captures import LIMIT, Missing, Outside, Unreadable


class Held(NamedTuple):
    """A capture that is there: its SHA-256 and its bytes, None where they are too many."""

    sha256: str
    content: bytes | None


def opened(site: Path, path: str) -> Held | Missing | Outside | Unreadable:
    """The file at ``path`` in the content folder of ``site``."""
    content = site / "content"
    file = content / path
    try:
        if not file.resolve().is_relative_to(content.resolve()):
            return Outside()
        if not file.exists():
            return Missing(spelling.nearest(path, _beside(content, path)))
        if not file.is_file():
            return Unreadable("it is not a plain file")
        with file.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
            if stream.tell() > LIMIT:
                return Held(digest, None)
            stream.seek(0)
            return Held(digest, stream.read())
    except (OSError, RuntimeError, ValueError) as error:  # RuntimeError: a link to itself
        reason = getattr(error, "strerror", None) or str(error)
        return Unreadable(f"it cannot be read: {reason}")


def _beside(content: Path, path: str) -> list[str]:
    """The paths of the files in the folder of a capture, for a suggestion."""
    folder = Path(path).parent
    try:
        names = sorted(entry.name for entry in (content / folder).iterdir())
    except OSError:
        return []
    return [(folder / name).as_posix() for name in names]

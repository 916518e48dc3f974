"""The texts of a site by their files, each read when it is asked for and kept by nobody.

What is known of a text is remembered with what the system says of its file: as long as that is the
same, the text is. One that was written so lately that a later writing could have the same times is
never taken for known.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import TypeVar

from vouch import inputs
from vouch.decoding import decoded, text_of
from vouch.diagnostics import Diagnostic, SourceText
from vouch.frozen import frozen

R = TypeVar("R")
_CLAIM_PAGE = "claims/"
_TRIES = 5


class Changed(Exception):
    """A text is not what it was at the beginning; the message names its file."""


@frozen
class Known:
    """What is known of a text.

    ``status`` is what the system says of its file, ``digest`` the SHA-256 of the bytes in it.
    ``links`` is whether it may link to the page of a claim.
    """

    status: str
    digest: str
    links: bool


@dataclass(frozen=True, slots=True)
class TextFile:
    """A text of the site: its ``path`` from the site's folder on, the ``place`` of its file."""

    path: str
    place: str
    known: Known

    def read(self) -> SourceText:
        """The text. Raises Changed where it is not the one that is known."""
        try:
            with open(self.place, "rb") as file:
                content = file.read()
        except OSError:
            content = b""
        if _digest(content) != self.known.digest:
            raise Changed(f"{self.path} was changed while it was read; try again")
        return SourceText(self.path, text_of(content))


def status_of(place: str) -> tuple[str, int]:
    """What the system says of a file, and when (ns) it was touched last. Raises OSError."""
    status = os.stat(place)
    told = f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino}"
    return told, max(status.st_mtime_ns, status.st_ctime_ns)


def found(
    path: str, place: str, status: str, content: bytes
) -> tuple[TextFile | None, tuple[Diagnostic, ...]]:
    """A text whose file was read; None, and what is wrong, where it is none."""
    source, problems = decoded(path, content)
    if source is None:
        return None, problems
    known = Known(status, _digest(content), may_link(source))
    return TextFile(path, place, known), problems


def may_link(source: SourceText) -> bool:
    """Whether a text may link to the page of a claim."""
    return _CLAIM_PAGE in source.text


def is_settled(touched: int, now: int) -> bool:
    """Whether a file that was touched then (ns) would be told from one that is written now."""
    return touched <= inputs.settled(now, touched)


def held_still(work: Callable[[], R]) -> R:
    """What ``work`` gives, done again where a text was changed meanwhile.

    Raises Changed where one is changed again and again.
    """
    for _ in range(_TRIES - 1):
        try:
            return work()
        except Changed:
            continue
    return work()


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()

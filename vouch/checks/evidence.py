"""What the checks of evidence look at: captures, and what came of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from vouch.evidence.captures import Capture, Citation, Examined, Obstacle


class Evidence(NamedTuple):
    """The captures that one file names, and the excerpts that are to be looked up in them.

    ``without`` counts the excerpts of sources that have no capture.
    """

    captures: tuple[Capture, ...]
    citations: tuple[Citation, ...]
    examined: Examined
    without: int = 0

    def opened(self) -> Iterator[tuple[Capture, Obstacle | None]]:
        """Each capture with what stood in the way of reading it."""
        for capture in dict.fromkeys(self.captures):
            yield capture, self.examined.obstacles.get(capture)


def name_of(capture: Capture) -> str:
    """The capture's file, as messages name it."""
    return f"content/{capture.path}"

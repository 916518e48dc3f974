"""What stands in the evidence packet of an article and on none of its other pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from vouch.frozen import quick


@dataclass(frozen=True)
class FileView:
    """A file by its path and the SHA-256 of its bytes (FIPS 180-4), in hex."""

    path: str
    sha256: str


@dataclass(frozen=True)
class CaptureView:
    """The capture of a source: ``found`` is its SHA-256 as it lies there, ``written`` as noted.

    Either is empty where it is not known.
    """

    path: str
    found: str
    written: str


@dataclass(frozen=True)
class WaiverView:
    """What was left unchecked, or accepted, and why; ``claim`` is empty for a whole article."""

    subject: str
    claim: str
    why: str


@quick
@dataclass(frozen=True)
class CountView:
    """How many subjects a check had in the article, and what came of them."""

    check: str
    checked: int
    failed: int
    skipped: int
    uncheckable: int


@dataclass(frozen=True)
class Papers:
    """An article's files, the captures of its sources by their ids, its waivers, its checks."""

    files: tuple[FileView, ...] = ()
    captures: Mapping[str, CaptureView] = field(default_factory=dict)
    waivers: tuple[WaiverView, ...] = ()
    counts: tuple[CountView, ...] = ()


NO_PAPERS = Papers()
"""Nothing: for what shows no packet."""

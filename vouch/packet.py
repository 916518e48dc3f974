"""What stands in the evidence packet of an article and on none of its other pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from vouch.frozen import frozen


@frozen
class FileView:
    """A file by its path and the SHA-256 of its bytes (FIPS 180-4), in hex."""

    path: str
    sha256: str


@frozen
class CaptureView:
    """The capture of a source: ``found`` is its SHA-256 as it lies there, ``written`` as noted.

    Either is empty where it is not known.
    """

    path: str
    found: str
    written: str


@frozen
class WaiverView:
    """What was left unchecked, or accepted, and why; ``claim`` is empty for a whole article."""

    subject: str
    claim: str
    why: str


@frozen
class CountView:
    """How many subjects a check had in the article, and what came of them."""

    check: str
    checked: int
    failed: int
    skipped: int
    uncheckable: int


@frozen
class Papers:
    """An article's files, the captures of its sources by their ids, its waivers, its checks."""

    files: tuple[FileView, ...] = ()
    captures: Mapping[str, CaptureView] = field(default_factory=dict)
    waivers: tuple[WaiverView, ...] = ()
    counts: tuple[CountView, ...] = ()


NO_PAPERS = Papers()
"""Nothing: for what shows no packet."""

"""What excerpts are looked up in: the values of this package, plain and frozen."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from vouch.diagnostics import Span
from vouch.frozen import frozen

LIMIT = 50_000_000
"""Most bytes of a capture, packed or unpacked, and most characters of its text."""


class State(StrEnum):
    """What is known of an excerpt; the keys of `evidence` in the catalogues."""

    VERIFIED = "verified"
    ABSENT = "absent"
    CHANGED = "changed"
    MISSING = "missing"
    UNCHECKABLE = "uncheckable"
    NONE = "none"


@frozen
class Capture:
    """A capture as a source names it.

    ``path`` leads from content/ on; ``sha256`` is empty where none is written; ``addresses`` are
    those under which a web archive may hold it. The spans are those of the path and the hash.
    """

    path: str
    sha256: str
    addresses: tuple[str, ...]
    span: Span
    hash_span: Span


@frozen
class Citation:
    """An excerpt of a source that has a capture; ``source`` is the source's id in its article."""

    source: str
    excerpt: str
    capture: Capture
    span: Span


@frozen
class CaptureText:
    """The text of a capture.

    ``has_lines`` where its lines are set lines, at whose ends words may be parted; ``unread``
    says what part of it has no text that could be read.
    """

    text: str
    has_lines: bool = False
    unread: str = ""


@frozen
class Unreadable:
    """Why a capture has no text to look anything up in, or not all of it."""

    reason: str


@frozen
class Missing:
    """There is no such file; ``near`` is one beside it that may be meant."""

    near: str | None = None


@frozen
class Outside:
    """The file is a link that leads out of content/."""


@frozen
class Changed:
    """The file has another hash than the one that is written."""

    sha256: str


Obstacle = Missing | Outside | Changed | Unreadable
"""What keeps excerpts from being looked up in a capture."""


@frozen
class Absent:
    """A piece of an excerpt that does not stand in its capture, and what would mend it."""

    piece: str
    help: str


@frozen
class Examined:
    """What came of the captures and of the excerpts that were looked up in them.

    ``obstacles`` has for each capture that was opened what stood in the way, None where nothing
    did; ``absences`` why an excerpt is absent.
    """

    states: Mapping[tuple[Capture, str], State]
    obstacles: Mapping[Capture, Obstacle | None]
    absences: Mapping[tuple[Capture, str], Absent]

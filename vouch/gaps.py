"""White space beside numbers, as the patterns that read them have it.

A class with a character beyond U+00FF takes `re` 0.1 ms to compile, and white space stands in some
170 places of these patterns. So a line is read with each such space replaced by a character that
no text has (:mod:`vouch.decoding`) and that is white space to `re` as well.
"""

from __future__ import annotations

WIDE, NARROW = "\x1c", "\x1d"
"""Stand for a space as wide as a digit or a thin one, and for a narrow no-break space."""
GAP = f"[ \u00a0{WIDE}{NARROW}]"
"""The white space that may stand in a number, or between it and what belongs to it."""


def spaced(line: str) -> str:
    """The line as the patterns read it, each character in its place."""
    return line.replace("\u202f", NARROW).replace("\u2009", WIDE).replace("\u2007", WIDE)

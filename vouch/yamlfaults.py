"""What libyaml's complaints mean to an author: plain words, and the place to mend.

libyaml stops at the first token that it cannot place, which is often a line below the slip. Where
it also says what it was reading, a quote, a list, a key, that is the place that is shown.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

from vouch.document import Node, Scalar


class Place(Enum):
    """Which of libyaml's two marks leads to the slip."""

    PROBLEM = "where reading stopped"
    CONTEXT = "where that which was being read begins"


class Fault(NamedTuple):
    """A complaint in plain words: what is wrong, what would mend it, which mark to show."""

    message: str
    help: str
    place: Place = Place.PROBLEM


def fault(problem: str, context: str) -> Fault:
    """The plain words for libyaml's ``problem`` and ``context``; its own where none are known."""
    for part, where, found in _FAULTS:
        if part in problem and where in context:
            return found
    return Fault(f"YAML cannot be read here: {problem} {context}".strip(), "")


def put_together(
    text: str, entries: dict[str, tuple[Scalar, Node]], key: Scalar, value: Node
) -> bool:
    """Make one number of two, where its comma ended a value within braces: `{value: 12,5}`.

    YAML takes what follows the comma for a key without a value, and no format has such a key. Put
    together it is what the same is between quotes: refused as a number, and a text as written.
    """
    last = next(reversed(entries), "")
    name, before = entries.get(last, (key, value))
    whole = text[before.start : key.end]
    nothing = isinstance(value, Scalar) and value.is_null
    if not (nothing and isinstance(before, Scalar) and before.plain and _IN_TWO.fullmatch(whole)):
        return False
    entries[last] = (name, Scalar(whole, before.start, key.end, plain=True))
    return True


_IN_TWO = re.compile("[-+]?[0-9]+,[0-9]+")
_QUOTE = "put the whole text between quotes"
_UNCLOSED_QUOTE = Fault(
    "the quote that is opened here is not closed",
    "close it, or double it inside '…'",
    Place.CONTEXT,
)
_SPECIAL = Fault("a text cannot start with this character", _QUOTE, Place.CONTEXT)
_ESCAPE = Fault(
    "a backslash between double quotes starts an escape, and this is none",
    "write two backslashes, or use single quotes",
)
_BLOCK = Fault(
    "text stands right behind the sign for a text of several lines",
    "start the text on the next line, further in; or put it between quotes",
)
_FAULTS = (
    (
        "mapping values are not allowed",
        "",
        Fault(
            "this “:” cannot start a value here",
            "put a text that holds “: ” between quotes; keys of one mapping start in one column",
        ),
    ),
    ("cannot start any token", "", _SPECIAL),
    ("alphabetic or numeric", "", _SPECIAL),
    (
        "could not find expected ':'",
        "",
        Fault(
            "a key without its colon",
            "a key is followed by a colon and a space; a text of several lines is set further in",
            Place.CONTEXT,
        ),
    ),
    (
        "did not find expected key",
        "",
        Fault(
            "this belongs to nothing that stands before it",
            "keys of one mapping start in one column; nothing follows a closing quote",
        ),
    ),
    (
        "did not find expected '-'",
        "",
        Fault(
            "this does not stand in line with the list",
            "items start with “- ” in one column, the keys of an item in another",
        ),
    ),
    ("end of stream", "quoted", _UNCLOSED_QUOTE),
    ("document indicator", "quoted", _UNCLOSED_QUOTE),
    (
        "did not find expected ',' or ']'",
        "",
        Fault(
            "the list that is opened here is not closed",
            "close it with “]”; put “,” between its items",
            Place.CONTEXT,
        ),
    ),
    (
        "did not find expected ',' or '}'",
        "",
        Fault(
            "the mapping that is opened here is not closed",
            "close it with “}”; put “,” between its keys",
            Place.CONTEXT,
        ),
    ),
    (
        "block sequence entries are not allowed",
        "",
        Fault(
            "a list cannot start on the line of its key",
            "start it on the next line; put a text that starts with “- ” between quotes",
        ),
    ),
    ("unknown escape", "", _ESCAPE),
    ("escape code", "", _ESCAPE),
    ("hexdecimal", "", _ESCAPE),
    ("comment or line break", "block scalar", _BLOCK),
    (
        "node content",
        "",
        Fault("a value is expected here", "write one, or put a text that starts so between quotes"),
    ),
    ("tag handle", "", Fault("a text cannot start with “!”", _QUOTE, Place.CONTEXT)),
    ("", "tag", Fault("a text cannot start with “!”", _QUOTE, Place.CONTEXT)),
)

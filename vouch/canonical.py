"""Unicode's normal forms (UAX #15), in a time that grows with the text and no faster.

CPython puts combining marks in order by inserting one after the other, which takes the square of
their number: seconds for a few ten thousand after one letter.
"""

from __future__ import annotations

import re
from functools import partial
from itertools import groupby
from typing import Literal
from unicodedata import combining, is_normalized, normalize

Form = Literal["NFC", "NFD", "NFKC", "NFKD"]

_LONG = re.compile("[\u0300-\U0010ffff]{31,}")
"""What may hold more marks in a row than text has: 30 by UAX #15, section 13; no mark is below."""


def normal(form: Form, text: str) -> str:
    """``text`` in the normal form."""
    if is_normalized(form, text):
        return text
    parted: Form = "NFKD" if "K" in form else "NFD"
    apart = partial(normalize, parted)
    return normalize(form, _LONG.sub(lambda run: _in_order("".join(map(apart, run[0]))), text))


def unmarked(form: Literal["NFD", "NFKD"], text: str) -> str:
    """``text`` in the normal form, without its accents and other combining marks."""
    return "".join(character for character in normal(form, text) if not combining(character))


def _in_order(decomposed: str) -> str:
    """The text with each run of marks in its canonical order, which leaves it the same text."""
    return "".join(
        "".join(sorted(run, key=combining) if is_marks else run)
        for is_marks, run in groupby(decomposed, lambda character: combining(character) > 0)
    )

"""A claim as it is drafted from a passage: what is known of it, and how YAML writes it."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Sequence
from datetime import date

from vouch import contentwords
from vouch.canonical import unmarked
from vouch.frozen import frozen
from vouch.statedfigure import Figure

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
_MOST_WORDS = 5
_LONGEST_ID = 40


@frozen
class Draft:
    """A claim that nobody has checked yet. ``figure`` are its keys with their values."""

    id: str
    quote: str
    verdict: str
    checked: date
    prefix: str = ""
    suffix: str = ""
    figure: Figure = ()

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Its keys with their values, each as it is written in YAML, on one line."""
        optional = [(key, getattr(self, key)) for key in ("prefix", "suffix")]
        return (
            ("id", self.id),
            ("quote", _quoted(self.quote)),
            *((key, _quoted(value)) for key, value in optional if value),
            ("verdict", self.verdict),
            *((("figure", _flow(self.figure)),) if self.figure else ()),
            ("checked", self.checked.isoformat()),
        )

    def block(self, indent: str = "  ", gap: str = " ") -> str:
        """It as an item of a list, its dash behind ``indent``; without a final line end."""
        lines = (f"{key}: {value}" for key, value in self.pairs)
        return f"{indent}-{gap}" + f"\n{indent} {' ' * len(gap)}".join(lines)

    def flow(self) -> str:
        """It between braces, on one line."""
        return _flow(self.pairs)


def _flow(pairs: Sequence[tuple[str, str]]) -> str:
    return "{" + ", ".join(f"{key}: {value}" for key, value in pairs) + "}"


def _quoted(text: str) -> str:
    """Between double quotes: whatever the words are, YAML takes them as they stand."""
    return json.dumps(text, ensure_ascii=False)


def suggested_id(quote: str, taken: Collection[str]) -> str:
    """An id of the words that carry the passage's meaning, unlike every one that is taken."""
    words = [w for w in _WORD.findall(quote) if w[0].isdigit() or contentwords.stems(w)]
    parts = [part for part in map(_ascii, words) if part]
    chosen = parts[:1]
    for part in parts[1:_MOST_WORDS]:
        if len("-".join((*chosen, part))) > _LONGEST_ID:
            break
        chosen.append(part)
    base = "-".join(chosen)[:_LONGEST_ID].strip("-") or "claim"
    used = {id.casefold() for id in taken}  # ids become folders, whose case some systems ignore
    number, found = 1, base
    while found in used:
        number += 1
        found = f"{base}-{number}"
    return found


def _ascii(word: str) -> str:
    plain = unmarked("NFKD", word.casefold())
    plain = plain.replace("œ", "oe").replace("æ", "ae").replace("ß", "ss")
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")

"""Slips of the hand in a word, by kind, and which word of a vocabulary a slip can stand for."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise
from string import ascii_lowercase, digits

KINDS = (
    "insertion",
    "doubling",
    "deletion",
    "substitution",
    "neighbour-key",
    "transposition",
    "case",
    "separator",
    "plural",
)
"""The kinds of slips; each is one edit, or a change of case or separators."""
_ROWS = ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "azertyuiop", "qsdfghjklm", "wxcvbn")


def _key_neighbours() -> Mapping[str, str]:
    """For each key those beside it, on a QWERTY or an AZERTY keyboard."""
    beside: dict[str, set[str]] = {}
    for row in _ROWS:
        for left, right in pairwise(row):
            beside.setdefault(left, set()).add(right)
            beside.setdefault(right, set()).add(left)
    return {key: "".join(sorted(keys)) for key, keys in beside.items()}


_BESIDE = _key_neighbours()


def slips(word: str) -> Iterator[tuple[str, str]]:
    """Every slip in ``word``: its kind and what is then written; the word itself is never there."""
    made = dict.fromkeys(pair for pair in _slips(word) if pair[1] and pair[1] != word)
    yield from made


def sampled(word: str, chance: random.Random, each: int) -> Iterator[tuple[str, str]]:
    """At most ``each`` slips of every kind."""
    by_kind: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for kind, slip in slips(word):
        by_kind[kind].append(slip)
    for kind, found in by_kind.items():
        yield from ((kind, slip) for slip in chance.sample(found, min(each, len(found))))


def _slips(word: str) -> Iterator[tuple[str, str]]:
    letters = ascii_lowercase + (digits if any(c.isdigit() for c in word) else "")
    for place in range(len(word) + 1):
        head, tail = word[:place], word[place:]
        yield from (("insertion", head + letter + tail) for letter in letters)
        if not tail:
            continue
        here, rest = tail[0], tail[1:]
        yield "deletion", head + rest
        yield "case", head + here.swapcase() + rest
        if here.isalnum():
            yield "doubling", head + here + here + rest
            yield from (("substitution", head + letter + rest) for letter in letters)
        yield from (("neighbour-key", head + key + rest) for key in _BESIDE.get(here, ""))
        if rest:
            yield "transposition", head + rest[0] + here + rest[1:]
        if here in "-_":
            yield from (("separator", head + other + rest) for other in ("-", "_", " ", "", "--"))
    yield "case", word.upper()
    yield "case", word.capitalize()
    yield "plural", word + "s"
    if word.endswith("s"):
        yield "plural", word[:-1]


def fits(slip: str, word: str, vocabulary: Collection[str]) -> bool:
    """Whether ``slip`` stands for ``word`` alone: no other word is as near, or is the slip."""
    least = edits(slip.casefold(), word.casefold())
    others = (other for other in vocabulary if other != word)
    return all(edits(slip.casefold(), other.casefold()) > least for other in others)


def edits(one: str, other: str) -> int:
    """Letters inserted, deleted, replaced, and neighbours swapped (optimal string alignment)."""
    table = [[row + column for column in range(len(other) + 1)] for row in range(len(one) + 1)]
    for row in range(1, len(one) + 1):
        for column in range(1, len(other) + 1):
            table[row][column] = min(
                table[row - 1][column] + 1,
                table[row][column - 1] + 1,
                table[row - 1][column - 1] + (one[row - 1] != other[column - 1]),
            )
            if row > 1 and column > 1 and one[row - 2 : row] == other[column - 2 : column][::-1]:
                table[row][column] = min(table[row][column], table[row - 2][column - 2] + 1)
    return table[-1][-1]

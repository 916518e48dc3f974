"""What an article asks of the rest of the site while it is compiled, and what it was answered.

A remembered article holds as long as it would be given the same answers: a page that is added
elsewhere changes nothing for one that does not link to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import TypeVar

V = TypeVar("V")
Answers = dict[tuple[str, str], str]
"""For what was asked, by the name of the table and the key, a digest of the answer."""
EVERYTHING = "\n"
"""The key that stands for a look at all of a table; no path has a line end."""
_ABSENT = object()


class Asked(Mapping[str, V]):
    """A table that notes what is looked up in it."""

    def __init__(self, name: str, held: Mapping[str, V], answers: Answers) -> None:
        self._name = name
        self._held = held
        self._answers = answers

    def __getitem__(self, key: str) -> V:
        self._note(key)
        return self._held[key]

    def __contains__(self, key: object) -> bool:
        self._note(str(key))
        return key in self._held

    def __iter__(self) -> Iterator[str]:
        self._note(EVERYTHING)
        return iter(self._held)

    def __len__(self) -> int:
        self._note(EVERYTHING)
        return len(self._held)

    def _note(self, key: str) -> None:
        if (self._name, key) not in self._answers:
            self._answers[self._name, key] = answer(self._held, key)


def answer(held: Mapping[str, object], key: str) -> str:
    """A digest of what a table has under a key, or of all of it."""
    found: object = held.get(key, _ABSENT)
    if key == EVERYTHING:
        found = sorted(held.items())
    elif found is _ABSENT:
        return ""
    return sha256(repr(found).encode("utf-8", "surrogatepass")).hexdigest()[:24]


def still_holds(
    answers: Mapping[tuple[str, str], str], tables: Mapping[str, Mapping[str, object]]
) -> bool:
    """Whether the tables would answer what they answered."""
    return all(
        name in tables and answer(tables[name], key) == was for (name, key), was in answers.items()
    )

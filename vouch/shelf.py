"""Values on a shelf: they lie in a temporary file, and each is read when something is asked of it.

Pages that list every claim of a site would else hold all of them at once.
"""

from __future__ import annotations

import os
import tempfile
from array import array
from collections.abc import Hashable, Iterator
from operator import attrgetter
from types import TracebackType
from typing import Any, TypeVar, cast

from vouch.rows import Rows

V = TypeVar("V")
_MOST = 64
"""So many values that were read are kept: one is asked for several things in a row."""


class Kept:
    """Stands for a value on a shelf: it has the same attributes.

    Those that are named here may be at hand, because everything is sorted by them.
    """

    __slots__ = (
        *("_place", "_shelf"),
        *("checked", "claimant", "claimant_url", "corrections", "date", "said", "verdict"),
    )

    def __init__(self, shelf: Shelf, place: int) -> None:
        self._shelf = shelf
        self._place = place

    def __getattr__(self, name: str) -> Any:
        # Asked for attributes of much that is listed: no more calls than there must be.
        found = self._shelf.recent.get(self._place)
        return getattr(self.value() if found is None else found, name)

    def value(self) -> Any:
        """The value that it stands for."""
        return self._shelf.value(self._place)


class KeptTuple(Kept):
    """Stands for a tuple."""

    __slots__ = ()

    def __len__(self) -> int:
        return len(self.value())

    def __iter__(self) -> Iterator[Any]:
        return iter(self.value())

    def __getitem__(self, place: int | slice) -> Any:
        return self.value()[place]


class Opened(tuple[V, ...]):
    """Values of which some may lie on a shelf: each is read when its turn comes."""

    __slots__ = ()

    def __iter__(self) -> Iterator[V]:
        return map(taken, super().__iter__())


class Shelf:
    """A file that holds values, and of those in them that are of ``common`` kinds a single one.

    It is closed at the end of a ``with`` block; what stands for a value cannot be asked any more
    then. Raises OSError where it cannot be made.
    """

    def __init__(self, *common: type) -> None:
        self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 - closed with the shelf
        self._ends = array("Q", [0])
        self.kept: list[Kept] = []
        self.recent: dict[int, Any] = {}
        """Values that were read, by their places."""
        self._alike: dict[Hashable, Any] = {}
        self._rows = Rows()
        self._rows.enter(Opened)
        self._rows.hold(*common)
        self._rows.refer(Kept, attrgetter("_place"), self.kept.__getitem__)

    def __enter__(self) -> Shelf:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()
        # These lead back to the shelf: with them only a search for garbage would find it.
        self.kept.clear()
        self.recent.clear()

    def put(self, value: V, *at_hand: str) -> V:
        """Put a value there, and give what stands for it: itself, where there is no room for it.

        ``at_hand`` are those of its attributes that are not to be looked up; they can be hashed,
        and of equal ones a single one is held.
        """
        content = self._rows.packed(value)
        start = self._ends[-1]
        try:
            written = os.pwrite(self._file.fileno(), content, start)
        except OSError:
            written = 0
        if written < len(content):
            return value
        kind = KeptTuple if isinstance(value, tuple) else Kept
        kept = kind(self, len(self.kept))
        for name in at_hand:
            held = getattr(value, name)
            setattr(kept, name, self._alike.setdefault((type(held), held), held))
        self._ends.append(start + written)
        self.kept.append(kept)
        return cast(V, kept)

    def value(self, place: int) -> Any:
        """The value that was put there as the ``place``-th, from 0."""
        found = self.recent.get(place)
        if found is None:
            if len(self.recent) >= _MOST:
                self.recent.clear()
            start, end = self._ends[place], self._ends[place + 1]
            content = os.pread(self._file.fileno(), end - start, start)
            found = self.recent[place] = self._rows.unpacked(content)
        return found


def as_held(values: tuple[V, ...]) -> Iterator[V]:
    """Values as a tuple holds them: what stands for one is not read."""
    return tuple.__iter__(values)


def taken(value: V) -> V:
    """The value itself, for what may stand for one."""
    return cast(V, value.value()) if isinstance(value, Kept) else value

"""Values on a shelf: they lie in a temporary file, and each is read when something is asked of it.

Pages that list every claim of a site would else hold all of them at once.
"""

from __future__ import annotations

import os
import pickle
import tempfile
from array import array
from collections.abc import Callable, Hashable
from io import BytesIO
from typing import Any, TypeVar, cast
from weakref import WeakValueDictionary, finalize

V = TypeVar("V")
_MOST = 256
"""So many values that were read are kept: one is asked for several things in a row."""


class Kept:
    """Stands for a value on a shelf: it has the same attributes.

    Those that are named here may be at hand, because everything is sorted by them.
    """

    __slots__ = ("_place", "_shelf", "claimant", "claimant_url", "corrections", "date", "verdict")

    def __init__(self, shelf: Shelf, place: int) -> None:
        self._shelf = shelf
        self._place = place

    def __getattr__(self, name: str) -> Any:
        # Asked for every attribute of everything that is listed: no more calls than there must be.
        found = self._shelf.recent.get(self._place)
        return getattr(self.value() if found is None else found, name)

    def __reduce__(self) -> tuple[Callable[[int, int], Kept], tuple[int, int]]:
        return _kept, (id(self._shelf), self._place)

    def value(self) -> Any:
        """The value that it stands for."""
        return self._shelf.value(self._place)


class Shelf:
    """A file that holds values, and of those in them that are of ``common`` kinds a single one.

    Raises OSError where it cannot be made.
    """

    def __init__(self, *common: type) -> None:
        self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 - gone with the shelf
        finalize(self, self._file.close)
        self._ends = array("Q", [0])
        self.kept: list[Kept] = []
        self.recent: dict[int, Any] = {}
        """Values that were read, by their places."""
        self._alike: dict[Hashable, Any] = {}
        self._common = frozenset(common)
        self._places: dict[Hashable, int] = {}
        self._held: list[Hashable] = []
        _SHELVES[id(self)] = self

    def put(self, value: V, *at_hand: str) -> V:
        """Put a value there, and give what stands for it: itself, where there is no room for it.

        ``at_hand`` are those of its attributes that are not to be looked up; they can be hashed,
        and of equal ones a single one is held.
        """
        content = self._packed(value)
        start = self._ends[-1]
        try:
            written = os.pwrite(self._file.fileno(), content, start)
        except OSError:
            written = 0
        if written < len(content):
            return value
        kept = Kept(self, len(self.kept))
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
            found = self.recent[place] = self._unpacked(content)
        return found

    def _packed(self, value: object) -> bytes:
        out = BytesIO()
        pickler = pickle.Pickler(out, pickle.HIGHEST_PROTOCOL)
        pickler.persistent_id = self._place_of  # type: ignore[method-assign]
        pickler.dump(value)
        return out.getvalue()

    def _place_of(self, value: Any) -> int | None:
        """The place of a common value among those that are held; None of any other."""
        if type(value) not in self._common:
            return None
        place = self._places.setdefault(value, len(self._held))
        if place == len(self._held):
            self._held.append(value)
        return place

    def _unpacked(self, content: bytes) -> Any:
        unpickler = pickle.Unpickler(BytesIO(content))  # noqa: S301 - put there by us
        unpickler.persistent_load = self._held.__getitem__  # type: ignore[method-assign]
        return unpickler.load()


def taken(value: V) -> V:
    """The value itself, for what may stand for one."""
    return cast(V, value.value()) if isinstance(value, Kept) else value


_SHELVES: WeakValueDictionary[int, Shelf] = WeakValueDictionary()


def _kept(shelf: int, place: int) -> Kept:
    return _SHELVES[shelf].kept[place]

"""Frozen values as rows of what they hold, which pickle writes and reads faster."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Hashable, Iterable
from dataclasses import fields, is_dataclass
from operator import attrgetter
from typing import Any


class Rows:
    """Writes values as bytes and reads them.

    A row is a tuple: the number of a kind, then what a value of it holds, rows in its turn.
    Whatever is neither a tuple nor of a dataclass, made of its fields in their order, stands there
    as it is.
    """

    def __init__(self) -> None:
        self._plain: set[type] = {str, int, bool, type(None)}
        self._rows: dict[type, Callable[[Any], object]] = {}
        self._values: list[Callable[[tuple[Any, ...]], Any]] = []
        self.enter(tuple)

    def enter(self, kind: type[tuple[Any, ...]]) -> None:
        """Have what tuples of a kind hold in rows, too."""
        number = len(self._values)
        self._rows[kind] = lambda one: (number, *self._written(tuple.__iter__(one)))
        self._values.append(lambda row: kind(self._read(row)))

    def hold(self, *kinds: type) -> None:
        """Have one value for all that are equal, of these kinds; they can be hashed."""
        places: dict[Hashable, int] = {}
        held: list[Any] = []

        def place(value: Hashable) -> int:
            found = places.setdefault(value, len(held))
            if found == len(held):
                held.append(value)
            return found

        for kind in kinds:
            self.refer(kind, place, held.__getitem__)

    def refer(self, kind: type, place: Callable[[Any], int], value: Callable[[int], Any]) -> None:
        """Have a place instead of each value of a kind, and at a place the ``value`` there."""
        number = len(self._values)
        self._rows[kind] = lambda one: (number, place(one))
        self._values.append(lambda row: value(row[1]))

    def packed(self, value: object) -> bytes:
        """A value as bytes."""
        (row,) = self._written((value,))
        return pickle.dumps(row, pickle.HIGHEST_PROTOCOL)

    def unpacked(self, content: bytes) -> Any:
        """The value that became these bytes."""
        row = pickle.loads(content)  # noqa: S301 - written by us
        return self._values[row[0]](row) if type(row) is tuple else row

    def _written(self, values: Iterable[Any]) -> list[object]:
        """Values as they stand in a row: most are plain."""
        plain = self._plain
        return [one if type(one) in plain else self._row(one) for one in values]

    def _row(self, value: Any) -> object:
        kind = type(value)
        made = self._rows.get(kind) or self._learnt(kind)
        return value if made is None else made(value)

    def _learnt(self, kind: type) -> Callable[[Any], object] | None:
        """What makes rows of a kind, if it has any; how they are read is learnt as well."""
        if not is_dataclass(kind):
            self._plain.add(kind)
            return None
        assert all(each.init and not each.kw_only for each in fields(kind)), kind
        names, number = [each.name for each in fields(kind)], len(self._values)
        held = attrgetter(*names) if len(names) > 1 else _each(*names)
        self._values.append(lambda row: kind(*self._read(row)))
        made = self._rows[kind] = lambda one: (number, *self._written(held(one)))
        return made

    def _read(self, row: tuple[Any, ...]) -> list[Any]:
        """What a row holds besides its number."""
        values = self._values
        return [values[one[0]](one) if type(one) is tuple else one for one in row[1:]]


def _each(*names: str) -> Callable[[object], list[Any]]:
    """What gives the values of attributes with these names, however few."""
    return lambda value: [getattr(value, name) for name in names]

"""Values as rows: what is read is what was written, and of common values there is one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any, NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from vouch.frozen import frozen
from vouch.rows import Rows
from vouch.views import Html


@frozen
class Leaf:
    """A value with a single field."""

    held: Any


@dataclass(frozen=True, slots=True)
class Tree:
    """A value that may hold others."""

    name: str
    parts: tuple[Any, ...] = ()


@frozen
class Common:
    """A value that others have in common."""

    text: str


@frozen
class Nothing:
    """A value without fields."""


class Kind(Enum):
    """A value that is neither a tuple nor a dataclass."""

    ONE = "one"


class Pair(NamedTuple):
    """A tuple of a kind that nobody entered."""

    one: int
    other: str


class Many(tuple[Any, ...]):
    """A tuple of a kind that was entered."""

    __slots__ = ()


PLAIN = st.one_of(
    st.none(),
    st.builds(Nothing),
    st.booleans(),
    st.integers(),
    st.text(),
    st.sampled_from(Kind),
    st.builds(Html, st.text()),
    st.builds(Pair, st.integers(), st.text()),
    st.dictionaries(st.text(), st.tuples(st.text())),
)
VALUES = st.recursive(
    PLAIN | st.builds(Common, st.sampled_from("ab")),
    lambda values: st.one_of(
        st.builds(Leaf, values),
        st.builds(Tree, st.text(), st.lists(values).map(tuple)),
        st.lists(values).map(tuple),
        st.lists(values).map(Many),
    ),
)


def shape(value: Any) -> Any:
    """What equality does not tell: the types of a value and of all that it holds."""
    if isinstance(value, Leaf):
        return (Leaf, shape(value.held))
    if isinstance(value, Tree):
        return (Tree, shape(value.parts))
    return (type(value), *map(shape, value)) if isinstance(value, tuple) else type(value)


@given(st.lists(VALUES))
def test_what_is_read_is_what_was_written(values: list[Any]) -> None:
    rows = Rows()
    rows.enter(Many)
    rows.hold(Common)
    written = [rows.packed(value) for value in values]
    read = [rows.unpacked(content) for content in written]
    assert read == values
    assert [*map(shape, read)] == [*map(shape, values)]


def test_of_equal_common_values_a_single_one_is_read() -> None:
    rows = Rows()
    rows.hold(Common)
    written = [rows.packed(Leaf((Common(name), name))) for name in ("a", "b", "a")]
    first, second, third = (rows.unpacked(content).held[0] for content in written)
    assert first is third
    assert (first, second) == (Common("a"), Common("b"))


def test_what_a_place_leads_to_is_not_written() -> None:
    table = [Leaf("x"), Leaf("y" * 1000)]
    rows = Rows()
    rows.refer(Leaf, table.index, table.__getitem__)
    content = rows.packed(Tree("t", (table[1],)))
    assert len(content) < 100
    assert rows.unpacked(content).parts[0] is table[1]

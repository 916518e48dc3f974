"""Values that are made quickly are what they would be otherwise."""

import pickle
from collections.abc import Callable
from dataclasses import FrozenInstanceError, dataclass, field, replace
from functools import cached_property
from types import ModuleType
from typing import Any, Generic, TypeVar

import pytest

from vouch import articleview, views
from vouch.frozen import changed, frozen

T = TypeVar("T")


@dataclass(frozen=True)
class Plain:
    name: str
    size: int = 3
    notes: list[str] = field(default_factory=list, compare=False)
    held: str = field(default="", kw_only=True)


@frozen
class Quick:
    name: str
    size: int = 3
    notes: list[str] = field(default_factory=list, compare=False)
    held: str = field(default="", kw_only=True)


@frozen
class Longer(Quick):
    note: str = ""


MADE: dict[str, Callable[[Any], Any]] = {
    "in order": lambda kind: kind("a", 4),
    "by name": lambda kind: kind(size=4, name="a"),
    "with its default": lambda kind: kind("a"),
    "in full": lambda kind: kind("a", 4, ["b"]),
    "by name alone": lambda kind: kind("a", held="b"),
    "nothing": lambda kind: kind(),
    "too much": lambda kind: kind("a", 1, [], 2),
    "another name": lambda kind: kind("a", weight=1),
    "a field twice": lambda kind: kind("a", name="a"),
}


def _told(make: Callable[[], Any]) -> str:
    try:
        value = make()
    except TypeError as error:
        return str(error).replace("Quick", "Plain")
    return f"{value!r} {vars(value)}".replace("Quick", "Plain")


@pytest.mark.parametrize("make", MADE.values(), ids=list(MADE))
def test_it_takes_what_it_would_take(make: Callable[[Any], Any]) -> None:
    assert _told(lambda: make(Quick)) == _told(lambda: make(Plain))


def test_it_is_a_value() -> None:
    made = Quick("a")
    assert made == Quick("a", notes=["not compared"]) != Quick("b")
    assert made.__eq__(Plain("a")) is NotImplemented
    assert made.notes is not Quick("a").notes
    assert hash(made) == hash(Quick("a", notes=["not compared"])) != hash(Quick("b"))
    assert replace(made, size=1) == Quick("a", 1)
    assert pickle.loads(pickle.dumps(made)) == made  # noqa: S301 - made here
    with pytest.raises(FrozenInstanceError):
        made.name = "b"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del made.name


def test_it_has_the_fields_that_it_inherits() -> None:
    assert vars(Longer("a", note="b")) == {
        "name": "a",
        "size": 3,
        "notes": [],
        "held": "",
        "note": "b",
    }
    assert Longer("a") != Quick("a")


@frozen
class Alike(Generic[T]):
    """What says itself when it is alike."""

    name: str

    def __hash__(self) -> int:
        return 1


@frozen
class Empty:
    pass


def test_what_a_class_says_itself_stays() -> None:
    assert hash(Alike("a")) == hash(Alike("b")) == 1
    assert Alike("a") == Alike("a") != Alike("b")


def test_nothing_is_a_value_too() -> None:
    assert (Empty() == Empty(), repr(Empty()), hash(Empty())) == (True, "Empty()", hash(()))


def test_a_value_with_other_fields_is_a_new_one() -> None:
    one = Alike[int]("a")
    assert (changed(one, name="b"), changed(one), one) == (Alike[int]("b"), one, Alike[int]("a"))
    assert changed(one) is not one


@pytest.mark.parametrize("module", [views, articleview])
def test_what_pages_are_given_keeps_nothing_that_a_change_would_not_reach(
    module: ModuleType,
) -> None:
    kinds = [kind for kind in vars(module).values() if isinstance(kind, type)]
    held = [(kind, name) for kind in kinds for base in kind.__mro__ for name in _kept(base)]
    assert len(kinds) > 10
    assert not held


def _kept(kind: type) -> list[str]:
    return [name for name, value in vars(kind).items() if isinstance(value, cached_property)]


@dataclass(frozen=True, slots=True)
class Slotted:
    name: str


class Checked:
    name: str

    def __post_init__(self) -> None:
        pass


class Hidden:
    name: str = field(repr=False)


class Compared:  # noqa: PLW1641 - it is refused
    name: str

    def __eq__(self, other: object) -> bool:
        return True


@pytest.mark.parametrize("kind", [Slotted, Checked, Hidden, Compared])
def test_other_classes_are_refused(kind: type) -> None:
    with pytest.raises(TypeError, match=kind.__name__):
        frozen(kind)

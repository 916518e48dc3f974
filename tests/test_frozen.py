"""Values that are made quickly are what they would be otherwise."""

import pickle
from collections.abc import Callable
from dataclasses import FrozenInstanceError, dataclass, field, replace
from typing import Any

import pytest

from vouch.frozen import quick


@dataclass(frozen=True)
class Plain:
    name: str
    size: int = 3


@quick
@dataclass(frozen=True)
class Quick:
    name: str
    size: int = 3


@quick
@dataclass(frozen=True)
class Longer(Quick):
    note: str = ""


MADE: dict[str, Callable[[Any], Any]] = {
    "in order": lambda kind: kind("a", 4),
    "by name": lambda kind: kind(size=4, name="a"),
    "with its default": lambda kind: kind("a"),
    "nothing": lambda kind: kind(),
    "too much": lambda kind: kind("a", 1, 2),
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
    assert made == Quick("a") != Quick("b")
    assert hash(made) == hash(Quick("a"))
    assert replace(made, size=1) == Quick("a", 1)
    assert pickle.loads(pickle.dumps(made)) == made  # noqa: S301 - made here
    with pytest.raises(FrozenInstanceError):
        made.name = "b"  # type: ignore[misc]


def test_it_has_the_fields_that_it_inherits() -> None:
    assert vars(Longer("a", note="b")) == {"name": "a", "size": 3, "note": "b"}


@dataclass(frozen=True, slots=True)
class Slotted:
    name: str


@dataclass(frozen=True)
class Listed:
    names: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Named:
    name: str = field(kw_only=True)


@pytest.mark.parametrize("kind", [Slotted, Listed, Named])
def test_other_classes_are_refused(kind: type) -> None:
    with pytest.raises(TypeError, match=kind.__name__):
        quick(kind)

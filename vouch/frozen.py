"""Values that never change: frozen dataclasses whose classes and instances are made quickly.

What `dataclasses` writes for a frozen class calls `object.__setattr__` for each field, because the
one of the class raises; and it compiles six methods for each class, which takes a sixth of the time
in which a command starts. Here one is compiled, and instances fill their own dictionary.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from reprlib import recursive_repr
from typing import Any, NoReturn, TypeVar, dataclass_transform

T = TypeVar("T")
_MADE_ANEW = object()
"""Stands for the default of a field that each instance has made for itself."""


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(kind: type[T]) -> type[T]:
    """The class as `dataclass(frozen=True)` makes it, without the types in its signature.

    A single field is compared as it is: where that is not equal to itself, the value is not either.
    Raises TypeError for a class that has slots, a `__post_init__` or an `__eq__` of its own, or a
    field that is not given or not shown, or that is compared but not hashed.
    """
    own = fields(dataclass(init=False, repr=False, eq=False)(kind))  # type: ignore[arg-type]
    has_dictionary = kind.__dictoffset__ != 0
    has_more = hasattr(kind, "__post_init__") or "__eq__" in vars(kind)
    if not has_dictionary or has_more or not all(map(_is_plain, own)):
        raise TypeError(f"{kind.__name__} is not made of plain fields alone")
    compared = _all_of([each.name for each in own if each.compare])
    methods = {
        "__init__": _init(kind, own),
        "__repr__": _shown,
        "__eq__": _equal(compared),
        "__hash__": lambda self: hash(compared(self)),
        "__setattr__": _unset,
        "__delattr__": _undeleted,
    }
    for name, method in methods.items():
        if name not in vars(kind):
            setattr(kind, name, method)
    return kind


def changed(value: T, /, **fields: Any) -> T:
    """The same as `dataclasses.replace`, quickly: nothing is looked at.

    For what is made of its fields alone and keeps nothing else, as views do: what a
    `cached_property` found of the fields before would be taken over.
    """
    made = object.__new__(type(value))
    made.__dict__.update(value.__dict__, **fields)
    return made


def _is_plain(each: Field[Any]) -> bool:
    return each.init and each.repr and each.hash is None


def _all_of(names: list[str]) -> Callable[[object], object]:
    """What gives the values of attributes with these names."""
    return attrgetter(*names) if names else lambda _: ()


def _init(kind: type, own: tuple[Field[Any], ...]) -> Callable[..., None]:
    """The `__init__` of a class, made from the names of its fields alone."""
    known: dict[str, Any] = {"_MADE_ANEW": _MADE_ANEW}
    parameters = {False: ["self"], True: []}  # those by name alone come last
    lines = [" _values = self.__dict__"]
    for each in own:
        name, parameter, given = each.name, each.name, each.name
        if each.default_factory is not MISSING:
            known[f"_make_{name}"] = each.default_factory
            parameter = f"{name}=_MADE_ANEW"
            given = f"_make_{name}() if {name} is _MADE_ANEW else {name}"
        elif each.default is not MISSING:
            known[f"_default_{name}"] = each.default
            parameter = f"{name}=_default_{name}"
        parameters[each.kw_only is True].append(parameter)
        lines.append(f" _values[{name!r}] = {given}")
    by_name = ["*", *parameters[True]] if parameters[True] else []
    head = f"def __init__({', '.join([*parameters[False], *by_name])}):"
    exec("\n".join([head, *lines]), known)  # noqa: S102 - as `dataclasses` does
    init = known["__init__"]
    init.__qualname__ = f"{kind.__qualname__}.__init__"
    return init  # type: ignore[no-any-return]


def _equal(compared: Callable[[object], object]) -> Callable[[object, object], bool]:
    def equal(one: object, other: object) -> bool:
        return compared(one) == compared(other) if type(other) is type(one) else NotImplemented

    return equal


@recursive_repr()
def _shown(value: Any) -> str:
    held = (f"{each.name}={getattr(value, each.name)!r}" for each in fields(value))
    return f"{type(value).__qualname__}({', '.join(held)})"


def _unset(_: object, name: str, __: object) -> NoReturn:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _undeleted(_: object, name: str) -> NoReturn:
    raise FrozenInstanceError(f"cannot delete field {name!r}")

"""The forms in which authors write the same thing, brought to the one that a model reads.

A single item stands for a list of one, a bare name for a record that has little more than a name.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from vouch.model.base import BeforeValidator, fault


def as_list(value: object) -> object:
    """A list, also where a single item stands for itself."""
    return value if isinstance(value, list) or value is None else [value]


def under(key: str) -> Callable[[object], object]:
    """A bare text as the record that has it under ``key``."""

    def wrap(value: object) -> object:
        return {key: value} if isinstance(value, (str, bool)) else value

    return wrap


def each(wrap: Callable[[object], object]) -> Callable[[object], object]:
    """A list whose items are brought into form one by one."""

    def wrap_all(value: object) -> object:
        items = as_list(value)
        return [wrap(item) for item in items] if isinstance(items, list) else items

    return wrap_all


LISTED = BeforeValidator(as_list)
NAMED = BeforeValidator(under("name"))


def operand(value: object) -> object:
    """A name of a calculation: a bare number is a value, a bare id the figure of that claim."""
    if not isinstance(value, str):
        return value
    return {"value" if re.match(r"[-+.0-9]", value) else "figure": value}


def use_by_id(value: object) -> object:
    """A source that is used: a bare text is its id."""
    if isinstance(value, str) and re.match("https?://", value):
        fault(
            "wrong-type",
            "a source is more than its address",
            "write {title: …, url: https://…}, or the id of a source under `sources`",
        )
    return {"id": value} if isinstance(value, (str, bool)) else value

"""The types that measured fields have: units, numbers with their units, tolerances."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from functools import lru_cache
from typing import Annotated, Any, NoReturn, TypeVar

from vouch import quantity, spelling, units
from vouch.model.base import PlainValidator, ValidationInfo, WithJsonSchema, fault, shown
from vouch.model.fields import SCALAR, as_text, vocabulary

_MOST_UNITS = 8
_LONGEST_SYMBOL = 2
_T = TypeVar("_T")


def as_unit(value: object, context: ValidationInfo) -> units.Unit:
    """A unit of the registry, a currency or one that the site declares."""
    return _in_units(units.parse_unit, value, context, "unknown-unit")


def _unknown_unit(name: str, declared: Iterable[str]) -> NoReturn:
    known = [*declared, *units.known_names()]
    near = _known_unit(name, known) or _scaled_unit(name, known)
    fault(
        "unknown-unit",
        f"the unit “{shown(name)}” is not known",
        f"did you mean {near}?" if near else "declare it under `units` in site.yaml",
        word=name,
    )


def _known_unit(name: str, known: list[str]) -> str | None:
    """The unit that is meant; of a symbol only the case is put right: any is near to another."""
    if len(name) <= _LONGEST_SYMBOL:
        known = [unit for unit in known if unit.casefold() == name.casefold()]
    return spelling.nearest(name, known)


def _scaled_unit(name: str, known: list[str]) -> str | None:
    """The unit that is meant where its scale word, or the unit behind it, is mistyped."""
    scale, _, unit = name.partition(" ")
    meant = " ".join(spelling.nearest(word, known) or "" for word in (scale, unit) if word)
    try:
        units.parse_unit(meant, known)
    except ValueError:
        return None
    return meant if unit and meant.count(" ") else None


def as_quantity(value: object, context: ValidationInfo) -> quantity.Quantity:
    """A number with its unit, as in `10 %`."""
    return _in_units(quantity.parse_quantity, value, context, "bad-number")


def as_tolerance(value: object, context: ValidationInfo) -> quantity.Tolerance:
    """How far a result may be off: `0.5 %`, or `5 % relative`."""
    return _in_units(quantity.parse_tolerance, value, context, "bad-number")


def _in_units(
    parse: Callable[[str, Collection[str]], _T], value: object, context: ValidationInfo, code: str
) -> _T:
    words = vocabulary(context)
    text = as_text(value).strip()
    declared = set(words.units)
    for _ in range(_MOST_UNITS):
        try:
            read: _T = _parsed(parse, text, frozenset(declared))
            return read
        except units.UnknownUnit as error:
            if words.complete or error.name in declared:
                _unknown_unit(error.name, words.units)
            declared.add(error.name)
        except ValueError as error:
            fault(code, str(error))
    _unknown_unit(text, words.units)


@lru_cache(maxsize=2048)  # a site measures in few units
def _parsed(parse: Callable[..., Any], text: str, declared: frozenset[str]) -> Any:
    return parse(text, declared)


_TEXT = WithJsonSchema({"type": SCALAR})
_UNIT = WithJsonSchema({"type": SCALAR, "format": "unit"})
Unit = Annotated[units.Unit, PlainValidator(as_unit), _UNIT]
_QUANTITY = WithJsonSchema({"type": SCALAR, "format": "quantity"})
StatedQuantity = Annotated[quantity.Quantity, PlainValidator(as_quantity), _QUANTITY]
StatedTolerance = Annotated[quantity.Tolerance, PlainValidator(as_tolerance), _TEXT]

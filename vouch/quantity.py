"""Numbers as their author wrote them: decimals with a unit, a modality and a tolerance.

A value is never a float, so 9.10 keeps its zero and 0.1 is a tenth. It is written the one way
that every language can share: digits, a point for decimals, nothing between the thousands.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from decimal import Decimal
from enum import StrEnum

from vouch.frozen import frozen
from vouch.units import Unit, parse_unit

MAX_DIGITS = 40
MAX_EXPONENT = 30


class Modality(StrEnum):
    """How firmly a figure is stated."""

    EXACT = "exact"
    ABOUT = "about"
    UP_TO = "up-to"
    AT_LEAST = "at-least"
    ESTIMATED = "estimated"
    ANNOUNCED = "announced"


@frozen
class Quantity:
    """A number in a unit. `value` is as written: the unit's scale is not multiplied in."""

    value: Decimal
    unit: Unit


@frozen
class AbsoluteTolerance:
    """A margin in a unit: `0.5 %` either way. Never negative."""

    margin: Quantity


@frozen
class RelativeTolerance:
    """A margin as a share of the value itself: 0.05 for `5 % relative`. Never negative."""

    share: Decimal


Tolerance = AbsoluteTolerance | RelativeTolerance


def parse_decimal(text: str) -> Decimal:
    """Read a finite decimal exactly, trailing zeros kept.

    Raises ValueError for anything but `[+-]digits[.digits][e[+-]digits]`, for more than 40
    significant digits, and for an exponent beyond ±30.
    """
    written = text.strip()
    if not written:
        raise ValueError("a number is missing: write digits, such as 9.86")
    if len(written) > _LONGEST:
        raise ValueError(f"`{_shown(written)}` has too many characters for a number")
    form = _DECIMAL.fullmatch(written)
    if form is None:
        raise ValueError(f"`{_shown(written)}` is not a number here: {_advice(written)}")
    if abs(int(form["exponent"] or 0)) > MAX_EXPONENT:
        raise ValueError(
            f"`{_shown(written)}` is out of range: the exponent may be {MAX_EXPONENT} at most"
        )
    value = Decimal(written)
    if len(value.as_tuple().digits) > MAX_DIGITS:
        raise ValueError(
            f"`{_shown(written)}` has more than {MAX_DIGITS} digits: write fewer of them"
        )
    if value.adjusted() < -MAX_EXPONENT:
        raise ValueError(
            f"`{_shown(written)}` has more than {MAX_EXPONENT} zeros behind the point: "
            "write fewer of them"
        )
    return value


def parse_quantity(text: str, declared_units: Collection[str] = frozenset()) -> Quantity:
    """Read a number followed by its unit, such as `9.88 %` or `1.62 billion shares`.

    Raises UnknownUnit for a unit that nothing knows, ValueError for any other fault.
    """
    written = " ".join(text.split())
    if len(written) > 2 * _LONGEST:
        raise ValueError(f"`{_shown(written)}` is too long for a number with a unit")
    form = _LEADING_DECIMAL.match(written)
    if form is None:
        raise ValueError(_quantity_fault(written))
    return Quantity(
        parse_decimal(form["number"]), parse_unit(written[form.end() :], declared_units)
    )


def parse_tolerance(text: str, declared_units: Collection[str] = frozenset()) -> Tolerance:
    """Read a margin: absolute as in `0.5 %` or `100 USD`, relative as in `5 % relative`.

    Raises ValueError (UnknownUnit included) as `parse_quantity` does, for a margin below
    zero, and for a relative margin that is not in per cent.
    """
    words = text.split()
    relative = len(words) > 1 and words[-1] in _RELATIVE
    margin = parse_quantity(" ".join(words[:-1] if relative else words), declared_units)
    if margin.value < 0:
        raise ValueError(f"`{_shown(text.strip())}` is below zero: a tolerance is a distance")
    if not relative:
        return AbsoluteTolerance(margin)
    unit = margin.unit
    if unit.scale != 1 or unit.numerator != ("%",) or unit.denominator:
        raise ValueError(
            f"`{_shown(text.strip())}` is not in per cent: write a relative tolerance "
            "like `5 % relative`"
        )
    return RelativeTolerance(_hundredth(margin.value))


def _hundredth(value: Decimal) -> Decimal:
    """Exact, unlike a division, which rounds to the digits of the current context."""
    sign, digits, _ = value.as_tuple()
    return Decimal((sign, digits, exponent(value) - 2))


def shifted(value: Decimal, places: int) -> Decimal:
    """Times a power of ten, exactly; arithmetic would round to the digits of the context."""
    if not places:
        return value
    sign, digits, exponent = value.as_tuple()
    return Decimal((sign, digits, int(exponent) + places))


def exponent(value: Decimal) -> int:
    """The power of ten of the last digit that is written; figures are finite."""
    power = value.as_tuple().exponent
    assert isinstance(power, int), "only infinities and NaN have no exponent"
    return power


def _shown(text: str) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= 40 else f"{one_line[:40]}…"


def _advice(written: str) -> str:
    """What to write instead, for the ways in which numbers are commonly written."""
    plain = " ".join(written.replace("\N{MINUS SIGN}", "-").split())
    if plain.lower().lstrip("+-.") in {"inf", "infinity", "nan"}:
        return "write a finite number, in digits"
    if _BASED.fullmatch(plain):
        return "write it in decimal digits"
    readings = [reading for reading in _readings(plain) if _DECIMAL.fullmatch(reading)]
    if len(readings) > 1:
        return (
            f"write {readings[0]} if the mark separates thousands, "
            f"{readings[1]} if it separates decimals"
        )
    if readings:
        return f"write {readings[0]}"
    followed = _LEADING_DECIMAL.match(plain)
    if followed and len(plain) > followed.end():
        rest = plain[followed.end() :].strip()
        return f"write {followed['number']} alone, and `{_shown(rest)}` in the unit"
    return "write digits with a point for decimals, such as 1000 or 9.86"


def _readings(plain: str) -> list[str]:
    """The number written our way; two when a mark can stand for thousands or for decimals."""
    if _DECIMAL.fullmatch(plain):  # nothing was wrong but the minus sign
        return [plain]
    if "," in plain and "." in plain:
        decimal_mark = max(",.", key=plain.rfind)
        thousands_mark = "," if decimal_mark == "." else "."
        return _ungrouped(plain, thousands_mark, decimal_mark)
    for thousands_mark in (" ", "_", "'", "\N{RIGHT SINGLE QUOTATION MARK}"):
        if thousands_mark in plain:
            return _ungrouped(plain, thousands_mark, "," if "," in plain else ".")
    mark = "," if "," in plain else "."
    as_thousands = _ungrouped(plain, mark, "")
    return as_thousands + ([plain.replace(",", ".")] if plain.count(",") == 1 else [])


def _ungrouped(plain: str, thousands_mark: str, decimal_mark: str) -> list[str]:
    """The number without its thousands marks, if it is grouped by threes (or by `_`, anyhow)."""
    whole, point, fraction = plain.partition(decimal_mark) if decimal_mark else (plain, "", "")
    first, *groups = whole.lstrip("+-").split(thousands_mark)
    by_threes = 1 <= len(first) <= 3 and first != "0" and all(len(group) == 3 for group in groups)
    if not groups or not (by_threes or thousands_mark == "_"):
        return []
    joined = whole.replace(thousands_mark, "")
    return [f"{joined}.{fraction}" if point else joined]


def _quantity_fault(written: str) -> str:
    if not written:
        return "a number is missing: write a number and its unit, such as 9.86 %"
    leading = _NUMERIC_START.match(written)
    number = leading[0].strip() if leading else ""
    if not number:
        return (
            f"`{_shown(written)}` does not begin with a number: write the number first, "
            "then its unit, such as 9.86 %"
        )
    return f"`{_shown(number)}` is not a number here: {_advice(number)}"


NUMBER = r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
"""A pattern for what :func:`parse_decimal` reads, in the dialect of every JSON Schema."""
_LONGEST = 120
_RELATIVE = frozenset({"relative", "relatif", "relatifs"})
_NUMBER = r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE](?P<exponent>[+-]?[0-9]+))?"
_DECIMAL = re.compile(_NUMBER)
_BASE = r"[+-]?0[xob][0-9A-F]"
# Not a part of a longer number: neither a digit may follow, nor a mark with a digit behind it.
_LEADING_DECIMAL = re.compile(
    rf"(?!{_BASE})(?P<number>{_NUMBER})(?![0-9.,]|[ _'\u2019][0-9])", re.IGNORECASE
)
_NUMERIC_START = re.compile(rf"{_BASE}[0-9A-F]*|[-+\u22120-9.,_'\u2019 ]*", re.IGNORECASE)
_BASED = re.compile(rf"{_BASE}[0-9A-F_]*", re.IGNORECASE)

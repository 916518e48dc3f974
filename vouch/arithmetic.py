"""Calculations carried out: decimals with units, exact or refused.

Units are followed through every step. What is no physical unit, such as a share or a currency, is
a base of its own, so euros never become dollars and gigawatts are never added to shares.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import (
    ROUND_HALF_EVEN,
    Context,
    Decimal,
    DivisionByZero,
    InvalidOperation,
    Overflow,
    localcontext,
)
from typing import NamedTuple

from vouch import dimensions
from vouch.dimensions import Dimension
from vouch.expression import Name, Negative, Number, Operation, Power, Tree
from vouch.quantity import AbsoluteTolerance, Quantity, Tolerance, exponent
from vouch.units import Unit

PRECISION = 50
"""Significant digits of every step; figures have 40 at most."""
_EXTRA = 2
"""Decimals that a result is shown with beyond those of the stated one."""
_CONTEXT = Context(
    prec=PRECISION,
    rounding=ROUND_HALF_EVEN,
    Emin=-9999,
    Emax=9999,
    traps=[DivisionByZero, InvalidOperation, Overflow],
)


class Amount(NamedTuple):
    """A number of base units, and what these are."""

    value: Decimal
    dimension: Dimension


class Refused(NamedTuple):
    """Why a calculation cannot be carried out: where in its text, the code, and a way out."""

    code: str
    start: int
    end: int
    message: str
    help: str


@dataclass(frozen=True, slots=True)
class Worked:
    """A calculation carried out: its ``result`` and the stated one are in the same unit.

    ``margin`` is how far the two may be apart, in that unit.
    """

    result: Decimal
    stated: Quantity
    margin: Decimal

    @property
    def holds(self) -> bool:
        """Whether the stated result stands within the margin."""
        return abs(self.result - self.stated.value) <= self.margin

    @property
    def is_stated(self) -> bool:
        """Whether the result rounds to the stated one."""
        return abs(self.result - self.stated.value) <= _half_digit(self.stated.value)

    @property
    def shown(self) -> Decimal:
        """The result with two decimals more than the stated one, three digits at the least."""
        decimals = max(0, -exponent(self.stated.value)) + _EXTRA
        if self.result:
            decimals = max(decimals, _EXTRA - self.result.adjusted())
        with localcontext(_CONTEXT):
            short = self.result.quantize(Decimal(1).scaleb(-decimals))
            plain = short.normalize()
            return plain.quantize(Decimal(1)) if exponent(plain) > 0 else plain


class _Stop(Exception):
    def __init__(self, refused: Refused) -> None:
        self.refused = refused


def work(
    tree: Tree, figures: Mapping[str, Quantity], gives: Quantity, within: Tolerance | None
) -> Worked | Refused:
    """Carry out ``tree`` with the figures that its names stand for, and hold it to ``gives``.

    Without ``within`` the result has to round to the stated one: half of its last digit.
    """
    with localcontext(_CONTEXT):
        try:
            amount = _amount(tree, figures)
            factor = _factor(amount, gives.unit, tree)
            return Worked(amount.value / factor, gives, _margin(gives, within, tree))
        except _Stop as stop:
            return stop.refused
        except (InvalidOperation, Overflow):
            message = "a step of this calculation is too large or too small to be carried out"
            return Refused("bad-expression", tree.start, tree.end, message, "check its figures")


def amount_of(quantity: Quantity) -> Amount | None:
    """A figure in base units; None for a scale that does not begin at zero (°C)."""
    based = dimensions.of(quantity.unit)
    return Amount(quantity.value * based.factor, based.dimension) if based else None


def _amount(tree: Tree, figures: Mapping[str, Quantity]) -> Amount:
    if isinstance(tree, Number):
        return Amount(tree.value, ())
    if isinstance(tree, Name):
        return _figure(tree, figures[tree.name])
    if isinstance(tree, Negative):
        inner = _amount(tree.of, figures)
        return Amount(-inner.value, inner.dimension)
    if isinstance(tree, Power):
        return _power(tree, _amount(tree.base, figures))
    left, right = _amount(tree.left, figures), _amount(tree.right, figures)
    if tree.sign in "+-":
        return _sum(tree, left, right)
    if tree.sign == "/" and right.value == 0:
        raise _by_zero(tree.right)
    power = 1 if tree.sign == "*" else -1
    value = left.value * right.value if power == 1 else left.value / right.value
    return Amount(value, dimensions.product(left.dimension, right.dimension, power))


def _figure(name: Name, figure: Quantity) -> Amount:
    amount = amount_of(figure)
    if amount is None:
        message = f"`{name.name}` is in {figure.unit.text}, which cannot be calculated with"
        help = "give it in kelvins: their scale begins at zero"
        raise _Stop(Refused("unit-mismatch", name.start, name.end, message, help))
    return amount


def _sum(tree: Operation, left: Amount, right: Amount) -> Amount:
    if left.dimension != right.dimension:
        doing = "added" if tree.sign == "+" else "subtracted"
        one, other = map(dimensions.named, (left.dimension, right.dimension))
        message = f"{one} and {other} cannot be {doing}"
        help = "both sides of + and - are in one kind of unit"
        raise _Stop(Refused("unit-mismatch", tree.start, tree.end, message, help))
    value = left.value + right.value if tree.sign == "+" else left.value - right.value
    return Amount(value, left.dimension)


def _power(tree: Power, base: Amount) -> Amount:
    whole = tree.exponent == tree.exponent.to_integral_value()
    if base.dimension and not whole:
        message = f"{dimensions.named(base.dimension)} cannot be raised to a fractional power"
        help = "divide by a figure of the same unit first"
        raise _Stop(Refused("unit-mismatch", tree.start, tree.end, message, help))
    if base.value == 0 and tree.exponent <= 0:
        raise _by_zero(tree.base)
    if base.value < 0 and not whole:
        message = "a number below zero cannot be raised to a fractional power"
        raise _Stop(Refused("bad-expression", tree.start, tree.end, message, "check its figures"))
    dimension = dimensions.power(base.dimension, int(tree.exponent)) if base.dimension else ()
    return Amount(base.value**tree.exponent, dimension)


def _by_zero(part: Tree) -> _Stop:
    message = "this is zero, and nothing can be divided by it"
    return _Stop(Refused("division-by-zero", part.start, part.end, message, "check its figures"))


def _factor(amount: Amount, unit: Unit, tree: Tree) -> Decimal:
    """How many base units one of the stated unit is."""
    based = dimensions.of(unit)
    if based is None or based.dimension != amount.dimension:
        given = dimensions.named(amount.dimension)
        stated = dimensions.named(based.dimension) if based else unit.text
        message = f"this gives {given}, and `gives` is {stated}"
        help = "check the units of its figures, or the unit of `gives`"
        raise _Stop(Refused("unit-mismatch", tree.start, tree.end, message, help))
    return based.factor


def _margin(gives: Quantity, within: Tolerance | None, tree: Tree) -> Decimal:
    if within is None:
        return _half_digit(gives.value)
    if not isinstance(within, AbsoluteTolerance):
        return abs(gives.value) * within.share
    stated, allowed = dimensions.of(gives.unit), dimensions.of(within.margin.unit)
    plain = not within.margin.unit.numerator and not within.margin.unit.denominator
    if plain and within.margin.unit.scale == 1:  # a bare number is in the unit of the result
        return within.margin.value
    if stated is None or allowed is None or stated.dimension != allowed.dimension:
        unit = within.margin.unit.text
        message = f"`within` is in {unit}, and `gives` is in {gives.unit.text or 'plain numbers'}"
        help = "give both in one kind of unit, or write a share, as in 5 % relative"
        raise _Stop(Refused("unit-mismatch", tree.start, tree.end, message, help))
    return within.margin.value * allowed.factor / stated.factor


def _half_digit(value: Decimal) -> Decimal:
    """Half of one in the last digit that is written."""
    return Decimal(5).scaleb(exponent(value) - 1)

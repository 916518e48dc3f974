"""The amounts that an article's claims state, and whether a number elsewhere says one of them.

Compared in the bare unit: 1 000 MW is 1 GW. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from vouch.hedges import Hedge
from vouch.numerals import Numeral
from vouch.units import without_prefix

_ROUGHLY = Decimal("0.05")
_FAR = Decimal("0.2")
"""How far from `about 20 %`, and beyond `more than 4 200`, the very amount may be."""
_LARGE = 1000
"""From here on a number without a unit may be a rounded one: below it is a count of something."""


class Amounts(NamedTuple):
    """The units in which each value is known, without their prefixes."""

    units: Mapping[Decimal, frozenset[str]]

    @classmethod
    def of(cls, stated: Iterable[tuple[Decimal, str]]) -> Amounts:
        """Values with their words of scale, each with a canonical unit or none."""
        units: dict[Decimal, frozenset[str]] = {}
        for value, unit in stated:
            name, power = without_prefix(unit)
            bare = value.scaleb(power)
            units[bare] = units.get(bare, frozenset()) | {name}
        return cls(units)

    def hold(self, numeral: Numeral) -> bool:
        """Whether each value of a number is known in its unit; without a unit any will do."""
        unit, power = without_prefix(numeral.unit)
        return bool(numeral.values) and all(
            value is not None
            and (units := self.units.get(value.scaleb(power))) is not None
            and (not unit or unit in units)
            for value in numeral.values
        )

    def hold_rounded(self, numeral: Numeral, hedge: Hedge) -> bool:
        """Whether each value is one of them rounded, or lies from it as its hedge says."""
        unit, power = without_prefix(numeral.unit)
        step = numeral.step.scaleb(power)
        return bool(numeral.values) and all(
            value is not None
            and (bool(unit) or abs(value) >= _LARGE)
            and any(
                _is_near(abs(value.scaleb(power)), abs(known), step, hedge)
                for known in self._in(unit)
            )
            for value in numeral.values
        )

    def _in(self, unit: str) -> Iterator[Decimal]:
        return (value for value, units in self.units.items() if not unit or unit in units)


def _is_near(stated: Decimal, known: Decimal, step: Decimal, hedge: Hedge) -> bool:
    if abs(stated - known) <= step / 2:
        return True
    if hedge is Hedge.ABOUT:
        return abs(stated - known) <= max(stated, known) * _ROUGHLY
    if hedge in {Hedge.OVER, Hedge.AT_LEAST}:
        return stated <= known <= stated * (1 + _FAR)
    return hedge is Hedge.UNDER and stated * (1 - _FAR) <= known <= stated

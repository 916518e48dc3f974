"""What a unit measures: base units with powers, and how many of them one of it is.

Physical units are taken apart by pint; every other unit (a share, a person, a currency, a unit of
the site's own) is a base of its own. Shares of a whole are plain numbers.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from vouch import units
from vouch.units import Unit

Dimension = tuple[tuple[str, int], ...]
"""Bases with their powers, sorted by name; empty for a plain number."""

_PLAIN = {
    "%": Decimal("0.01"),
    "pp": Decimal("0.01"),
    "‰": Decimal("0.001"),
    "bp": Decimal("0.0001"),
    "ratio": Decimal(1),
    "times": Decimal(1),
}
_IN_OTHERS = {
    "half-year": (Decimal(6), "month"),
    "quarter": (Decimal(3), "month"),
    "m²": (Decimal(1), "meter**2"),
    "km²": (Decimal(1), "kilometer**2"),
    "m³": (Decimal(1), "meter**3"),
    "ha": (Decimal(1), "hectare"),
    "l": (Decimal(1), "liter"),
    "t": (Decimal(1), "metric_ton"),
    "kt": (Decimal(1000), "metric_ton"),
    "Mt": (Decimal(1_000_000), "metric_ton"),
    "Gt": (Decimal(1_000_000_000), "metric_ton"),
}
"""Our own names for what pint calls otherwise."""
_OWN = frozenset({"item", "share", "person", "GPU", "chip"})
_TOLD = ("W", "Wh", "m", "g", "second", "B", "m²", "m³", "l", "Hz", "bar", "A", "V", "K")
"""Units by which a dimension is named in a message."""


class Based(NamedTuple):
    """One of a unit: how many base units, and which."""

    factor: Decimal
    dimension: Dimension


def of(unit: Unit) -> Based | None:
    """What one of the unit is, its scale word included; None where its zero is not nothing."""
    factor, powers = unit.scale, Counter[str]()
    for names, sign in ((unit.numerator, 1), (unit.denominator, -1)):
        for name in names:
            based = _base(name)
            if based is None:
                return None
            factor = factor * based.factor if sign == 1 else factor / based.factor
            for base, power in based.dimension:
                powers[base] += sign * power
    return Based(factor, _sorted(powers))


def product(one: Dimension, other: Dimension, sign: int = 1) -> Dimension:
    """The dimension of a product, or of a quotient with ``sign`` -1."""
    powers = Counter(dict(one))
    for base, power in other:
        powers[base] += sign * power
    return _sorted(powers)


def power(dimension: Dimension, exponent: int) -> Dimension:
    """The dimension of a power."""
    return _sorted(Counter({base: count * exponent for base, count in dimension}))


def named(dimension: Dimension) -> str:
    """A dimension in words for a message: `GW` and `kW` are both a power (W)."""
    if not dimension:
        return "a plain number"
    for name in _TOLD:
        based = _base(name)
        if based is not None and based.dimension == dimension:
            return name
    above = "*".join(f"{b}^{p}" if p > 1 else b for b, p in dimension if p > 0)
    below = "".join(f"/{b}^{-p}" if p < -1 else f"/{b}" for b, p in dimension if p < 0)
    return f"{above or '1'}{below}"


@lru_cache(maxsize=512)
def _base(name: str) -> Based | None:
    if name in _PLAIN:
        return Based(_PLAIN[name], ())
    if name in ("°C", "°F"):
        return None
    if name not in _OWN and not units.is_currency(name):
        count, physical = _IN_OTHERS.get(name, (Decimal(1), name))
        found = units.physical_base(physical)
        if found is not None:
            return Based(count * found[0], tuple(sorted(found[1])))
    return Based(Decimal(1), ((name, 1),))


def _sorted(powers: Counter[str]) -> Dimension:
    return tuple(sorted((base, power) for base, power in powers.items() if power))

"""Physical units in base units, for those that figures are in most of all.

They are what pint gives, to the last zero; it takes half a second to load. A test compares the two.
"""

from __future__ import annotations

from decimal import Decimal

Based = tuple[Decimal, tuple[tuple[str, int], ...]]
"""One of a unit: how many base units, and each base with its power."""

_POWERS = {"": 0, "c": -2, "m": -3, "k": 3, "M": 6, "G": 9, "T": 12, "P": 15}
_POWER = (("kilogram", 1), ("meter", 2), ("second", -3))
_ENERGY = (("kilogram", 1), ("meter", 2), ("second", -2))
_MASS, _TIME, _LENGTH = (("kilogram", 1),), (("second", 1),), (("meter", 1),)
_PRESSURE = (("kilogram", 1), ("meter", -1), ("second", -2))

# symbol: its prefixes, one of it in base units, the bases
_PREFIXED = {
    "W": ("kMGT", "1", _POWER),
    "Wh": ("kMGT", "3600", _ENERGY),
    "J": ("kMGT", "1", _ENERGY),
    "g": ("mk", "0.001", _MASS),
    "m": ("cmk", "1", _LENGTH),
    "B": ("kMGTP", "8", (("bit", 1),)),
    "bit": ("kMGT", "1", (("bit", 1),)),
    "Hz": ("kMGT", "1", (("second", -1),)),
    "bar": ("m", "1E+5", _PRESSURE),
    "metric_ton": ("", "1E+3", _MASS),
    "meter**2": ("", "1", (("meter", 2),)),
    "kilometer**2": ("", "1E+6", (("meter", 2),)),
    "hectare": ("", "10000", (("meter", 2),)),
    "meter**3": ("", "1", (("meter", 3),)),
    "liter": ("", "0.001", (("meter", 3),)),
    "second": ("", "1", _TIME),
    "minute": ("", "60", _TIME),
    "hour": ("", "3600", _TIME),
    "day": ("", "86400", _TIME),
    "week": ("", "604800", _TIME),
    "month": ("", "2629800.000000000000000000000", _TIME),
    "year": ("", "31557600.00", _TIME),
    "A": ("", "1", (("ampere", 1),)),
    "V": ("", "1", (*_POWER, ("ampere", -1))),
    "K": ("", "1", (("kelvin", 1),)),
}
KNOWN: dict[str, Based] = {
    f"{prefix}{symbol}": (Decimal(one).scaleb(_POWERS[prefix]), bases)
    for symbol, (prefixes, one, bases) in _PREFIXED.items()
    for prefix in ("", *prefixes)
}
"""What :func:`vouch.units.physical_base` gives without asking pint, by name."""

"""Units of figures: what a journalist writes, read into canonical names.

A unit is `[scale word] name`, with further names behind `/` (per) or `*` (times):
`%`, `million shares`, `milliards d'euros`, `USD/share`, `kW*hour/year`. Before the sign of a
currency `k`, `M` and `Md` are scale words: `M€`. An empty unit is a plain number.
Three rules that a reader of figures has to know:

- `billion` is 10⁹ and `trillion` 10¹², the English short scale, in French text too;
  the French word for 10⁹ is `milliard`.
- `$` is the dollar of the United States, `¥` the yen; any other goes by its ISO 4217 code.
- Case matters in symbols: `mW` is a thousandth of a watt, `MW` a million watts.

Names come from the site's own declarations, then from the table below, then from pint, which
is imported only when a name is in neither. Nothing that is written here is ever evaluated.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from vouch.baseunits import KNOWN, Based
from vouch.canonical import normal
from vouch.frozen import frozen
from vouch.unitnames import ALIASES, AMBIGUOUS, CURRENCIES, SCALES, SIGN_SCALES

if TYPE_CHECKING:
    from pint import UnitRegistry


@frozen
class Unit:
    """A unit as written (`text`, trimmed), and what it means.

    `scale` is 1, 1e3, 1e6, 1e9 or 1e12; `numerator` and `denominator` hold canonical names
    in the order in which they are written. A plain number has neither.
    """

    text: str
    scale: Decimal
    numerator: tuple[str, ...]
    denominator: tuple[str, ...]


class UnknownUnit(ValueError):
    """A name that stands for no unit; `name` is that name alone, without scale or neighbours."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(
            f"`{_shown(name)}` is not a known unit: correct it, or declare it among the site's "
            "units if it is a unit of your own"
        )


def parse_unit(text: str, declared: Collection[str] = frozenset()) -> Unit:
    """Read a unit; `declared` holds the names of the site's own units (a mapping will do).

    Raises UnknownUnit for a name that nothing knows, ValueError for a unit that is badly
    formed or that has two meanings.
    """
    written = normal("NFC", " ".join(text.split()))
    if len(written) > _LONGEST:
        raise ValueError(f"`{_shown(written)}` is too long for a unit")
    if not written:
        return Unit("", Decimal(1), (), ())
    if written in declared:
        return Unit(written, Decimal(1), (written,), ())
    scaled = _SCALED.fullmatch(written) or _SCALED_SIGN.fullmatch(written)
    scale = {**SCALES, **SIGN_SCALES}[scaled["word"]] if scaled else Decimal(1)
    names = (scaled["names"] or "") if scaled else written
    if not names:
        return Unit(written, scale, (), ())
    numerator, denominator = _fraction(names)
    return Unit(
        written,
        scale,
        tuple(_canonical(name, declared) for name in numerator),
        tuple(_canonical(name, declared) for name in denominator),
    )


def known_names() -> tuple[str, ...]:
    """Every name and scale word that is known without asking pint, sorted, for suggestions."""
    return tuple(sorted({*ALIASES, *SCALES}))


def without_prefix(name: str) -> tuple[str, int]:
    """A canonical name without its prefix, and the power of ten that this stood for.

    `GW` is (`W`, 9), `share` is (`share`, 0).
    """
    found = _PREFIXED.match(name)
    return (name[1:], _POWERS[found["prefix"]]) if found else (name, 0)


def is_currency(name: str) -> bool:
    """Whether a canonical name is the code of a currency (ISO 4217)."""
    return name in CURRENCIES


def _shown(name: str) -> str:
    return name if len(name) <= 40 else f"{name[:40]}…"


def _fraction(names: str) -> tuple[list[str], list[str]]:
    """The names above and below the line of `a*b/c/d`."""
    above, *below = (part.strip() for part in names.split("/"))
    numerator = [] if above == "1" and below else [name.strip() for name in _TIMES.split(above)]
    for name in (*numerator, *below):
        if not name:
            raise ValueError(f"`{_shown(names)}` has a `/` or `*` with no unit beside it")
        if _TIMES.search(name):
            raise ValueError(
                f"`{_shown(names)}` can be read in two ways: write `a*b/c`, or `a/b/c` "
                "where both `b` and `c` are below the line"
            )
        if name.split()[0] in SCALES:
            raise ValueError(
                f"`{_shown(names)}` has a scale word inside it: a scale word comes first, "
                "and only once"
            )
    return numerator, below


def _canonical(name: str, declared: Collection[str]) -> str:
    if name in declared:
        return name
    if name in AMBIGUOUS:
        raise ValueError(f"`{name}` has two meanings as a unit: write {AMBIGUOUS[name]}")
    found = ALIASES.get(name) or _physical_name(name)
    if found is None:
        if _CURRENCY_SIGN.search(name):  # no code alone is what was meant: `B$` is not `BSD`
            raise ValueError(
                f"`{_shown(name)}` is not a known unit: write a word of scale and the code of "
                "the currency, as in `billion USD`"
            )
        raise UnknownUnit(name)
    return found


@lru_cache(maxsize=1)
def _physical_units() -> UnitRegistry[Any]:
    from pint import UnitRegistry  # costs about half a second, and most sites never need it

    return UnitRegistry(non_int_type=Decimal)


@lru_cache(maxsize=512)
def _physical_name(name: str) -> str | None:
    """What pint knows under this name, under our own canonical name where there is one.

    A single letter is not asked for, because pint's are mostly constants of nature.
    """
    if not _PHYSICAL.fullmatch(name):
        return None
    for prefix, unit, _plural in _physical_units().parse_unit_name(name):
        if not prefix or _is_sound(name, prefix, unit):
            return ALIASES.get(f"{prefix}{unit}", f"{prefix}{unit}")
    return None


def physical_base(name: str) -> Based | None:
    """One of a physical unit in base units: how many, and each base with its power.

    None for a name that pint does not know, and for a scale that does not begin at zero (°C).
    """
    return KNOWN.get(name) or physical_base_of_pint(name)


def physical_base_of_pint(name: str) -> Based | None:
    """The same, always asked of pint."""
    registry = _physical_units()
    try:
        one = registry.Quantity(Decimal(1), name)
        if not one._is_multiplicative:  # noqa: SLF001 - pint has no public name for it
            return None
        based = one.to_base_units()
    except Exception:  # noqa: BLE001 - pint raises whatever its parser meets
        return None
    powers = tuple((base, int(Decimal(str(power)))) for base, power in based.unit_items())
    return Decimal(based.magnitude), powers


def _is_sound(name: str, prefix: str, unit: str) -> bool:
    """Whether a prefix stands on a unit of its kind: `hectopascal` or `hPa`, never `hpascal`.

    Pint puts any prefix on anything, and so takes the mistyped `dday` for a tenth of a day.
    """
    if name.startswith(prefix):
        return name.removeprefix(prefix) != _symbol(unit)
    return _symbol(unit) != unit and name[1:].removeprefix("a") == _symbol(unit)


def _symbol(unit: str) -> str:
    return str(_physical_units().get_symbol(unit))


_LONGEST = 200
_PREFIXED = re.compile(r"(?P<prefix>[kMGTP])(?=(?:Wh?|J|g|t|m|B|bit|Hz)$)")
_POWERS = {"k": 3, "M": 6, "G": 9, "T": 12, "P": 15}
_PHYSICAL = re.compile(r"[A-Za-zµμΩ°][A-Za-zµμΩ_]{1,39}")
_TIMES = re.compile(r"[*·⋅]")
_SCALED = re.compile(
    r"(?P<word>thousands?|milliers?|millions?|milliards?|billions?|trillions?)"
    r"(?: (?:(?:of|de) |d['\u2019] ?)?(?P<names>.+))?"
)
_SCALED_SIGN = re.compile(r"(?P<word>k|Md?)(?P<names>[€$£¥].*)")
_CURRENCY_SIGN = re.compile("[€$£¥]")

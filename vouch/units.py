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
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pint import UnitRegistry


@dataclass(frozen=True, slots=True)
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
    written = unicodedata.normalize("NFC", " ".join(text.split()))
    if len(written) > _LONGEST:
        raise ValueError(f"`{_shown(written)}` is too long for a unit")
    if not written:
        return Unit("", Decimal(1), (), ())
    if written in declared:
        return Unit(written, Decimal(1), (written,), ())
    scaled = _SCALED.fullmatch(written) or _SCALED_SIGN.fullmatch(written)
    scale = {**_SCALES, **_SIGN_SCALES}[scaled["word"]] if scaled else Decimal(1)
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
    return tuple(sorted({*_ALIASES, *_SCALES}))


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
        if name.split()[0] in _SCALES:
            raise ValueError(
                f"`{_shown(names)}` has a scale word inside it: a scale word comes first, "
                "and only once"
            )
    return numerator, below


def _canonical(name: str, declared: Collection[str]) -> str:
    if name in declared:
        return name
    if name in _AMBIGUOUS:
        raise ValueError(f"`{name}` has two meanings as a unit: write {_AMBIGUOUS[name]}")
    found = _ALIASES.get(name) or _physical_name(name)
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

    return UnitRegistry()


@lru_cache(maxsize=512)
def _physical_name(name: str) -> str | None:
    """What pint knows under this name, under our own canonical name where there is one.

    A single letter is not asked for, because pint's are mostly constants of nature.
    """
    if not _PHYSICAL.fullmatch(name):
        return None
    for prefix, unit, _plural in _physical_units().parse_unit_name(name):
        if not prefix or _is_sound(name, prefix, unit):
            return _ALIASES.get(f"{prefix}{unit}", f"{prefix}{unit}")
    return None


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
_PHYSICAL = re.compile(r"[A-Za-zµμΩ°][A-Za-zµμΩ_]{1,39}")
_TIMES = re.compile(r"[*·⋅]")
_SCALED = re.compile(
    r"(?P<word>thousands?|milliers?|millions?|milliards?|billions?|trillions?)"
    r"(?: (?:(?:of|de) |d['\u2019] ?)?(?P<names>.+))?"
)
_SCALED_SIGN = re.compile(r"(?P<word>k|Md?)(?P<names>[€$£¥].*)")
_CURRENCY_SIGN = re.compile("[€$£¥]")
_SCALES = {
    f"{word}{plural}": Decimal(scale)
    for word, scale in {
        "thousand": 10**3,
        "millier": 10**3,
        "million": 10**6,
        "milliard": 10**9,
        "billion": 10**9,
        "trillion": 10**12,
    }.items()
    for plural in ("", "s")
}
_SIGN_SCALES = {"k": Decimal(10**3), "M": Decimal(10**6), "Md": Decimal(10**9)}

_AMBIGUOUS = {
    **dict.fromkeys(("pound", "pounds", "livre", "livres"), "`GBP` for money, `lb` for weight"),
    **dict.fromkeys(("ton", "tons"), "`t` for 1,000 kg, `short_ton` or `long_ton` for the others"),
}

# canonical name: what else is written for it, in English and in French
_OWN_NAMES = {
    "%": "percent|per cent|pour cent|pourcent",
    "‰": "per mille|pour mille",
    "pp": (
        "point|points|percentage point|percentage points|point de pourcentage|points de pourcentage"
    ),
    "bp": "bps|basis point|basis points|point de base|points de base",
    "ratio": "ratios",
    "times": "fois|x|\u00d7",
    "item": "items|unit|units|unité|unités",
    "share": "shares|action|actions",
    "person": (
        "persons|people|personne|personnes|user|users|utilisateur|utilisateurs"
        "|employee|employees|employé|employés|salarié|salariés"
    ),
    "GPU": "GPUs",
    "chip": "chips|puce|puces",
    "year": "years|yr|an|ans|année|années",
    "half-year": "half-years|semestre|semestres",
    "quarter": "quarters|trimestre|trimestres",
    "month": "months|mois",
    "week": "weeks|semaine|semaines",
    "day": "days|d|jour|jours",
    "hour": "hours|h|heure|heures",
    "minute": "minutes|min",
    "second": "seconds|s|sec|seconde|secondes",
    "m²": "m2|square meter|square meters|square metre|square metres|mètre carré|mètres carrés",
    "km²": (
        "km2|square kilometer|square kilometers|square kilometre|square kilometres"
        "|kilomètre carré|kilomètres carrés"
    ),
    "ha": "hectare|hectares",
    "m³": "m3|cubic meter|cubic meters|cubic metre|cubic metres|mètre cube|mètres cubes",
    "l": "L|liter|liters|litre|litres",
    "°C": "celsius|degree Celsius|degrees Celsius|degré Celsius|degrés Celsius|degree_Celsius",
    "°F": "fahrenheit|degree Fahrenheit|degrees Fahrenheit|degree_Fahrenheit",
    "K": "kelvin|kelvins",
    "A": "ampere|amperes|ampère|ampères",
    "V": "volt|volts",
    "kB": "ko",
    "MB": "Mo",
    "GB": "Go",
    "TB": "To",
    "PB": "Po",
    "EUR": "€|euro|euros",
    "USD": "$|dollar|dollars",
    "GBP": "£",
    "JPY": "¥|yen|yens",
}

# symbol: the prefixes that are common with it, and its names
_PREFIXED_NAMES = {
    "W": ("kMGT", "watt"),
    "Wh": ("kMGT", "watt-hour|watt hour|watt_hour|wattheure"),
    "J": ("kMGT", "joule"),
    "g": ("mk", "gram|gramme"),
    "t": ("kMG", "tonne|metric_ton"),
    "m": ("cmk", "meter|metre|mètre"),
    "B": ("kMGTP", "byte|octet"),
    "bit": ("kMGT", "bit"),
    "Hz": ("kMGT", "hertz"),
    "bar": ("m", "bar"),
}
_PREFIXES = {
    "": "",
    "c": "centi",
    "m": "milli",
    "k": "kilo",
    "M": "mega|méga",
    "G": "giga",
    "T": "tera|téra",
    "P": "peta|péta",
}

# ISO 4217, every code for money that was in force at any time since 2025
# (ANG was withdrawn in that year, BGN at its end); codes for tests and for no currency left out.
_CURRENCIES = """
AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BOV BRL BSD BTN BWP
BYN BZD CAD CDF CHE CHF CHW CLF CLP CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR
FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES
KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR
MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF
SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS
UAH UGX USD USN UYI UYU UYW UZS VED VES VND VUV WST XAD XAF XAG XAU XCD XCG XDR XOF XPD XPF XPT
XSU XUA YER ZAR ZMW ZWG
"""


def _aliases() -> Iterator[tuple[str, str]]:
    for code in _CURRENCIES.split():
        yield code, code
    for canonical, others in _OWN_NAMES.items():
        for name in (canonical, *others.split("|")):
            yield name, canonical
    for symbol, (prefixes, names) in _PREFIXED_NAMES.items():
        for prefix in ("", *prefixes):
            canonical = f"{prefix}{symbol}"
            yield canonical, canonical
            for spelt_out in _PREFIXES[prefix].split("|"):
                for name in names.split("|"):
                    yield f"{spelt_out}{name}", canonical
                    yield f"{spelt_out}{name}s", canonical


_ALIASES: dict[str, str] = dict(_aliases())

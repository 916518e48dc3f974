"""What stands behind a number and measures it: a word of scale, a sign, a unit.

Names of units are those of :mod:`vouch.units`, less those that are also plain words.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from vouch import units
from vouch.gaps import GAP as _S

ONE = Decimal(1)


class Measure(NamedTuple):
    """What follows a number: its scale and signs end at ``core``, its unit at ``end``.

    ``unit`` is a canonical name, empty where there is none or none that is known.
    """

    core: int
    end: int
    scale: Decimal = ONE
    unit: str = ""


def measure(text: str, at: int, *, money: bool = False) -> Measure:
    """The measure of a number that ends at ``at``; ``money`` where a currency stands before it.

    ``text`` has its white space as :mod:`vouch.gaps` has it.
    """
    scale, core = ONE, at
    scaled = _SCALE.match(text, at) or (_MONEY_SCALE.match(text, at) if money else None)
    if scaled:
        scale, core = _SCALES[str(scaled[scaled.lastgroup or 0]).lower()], scaled.end()
    following = text[core : core + 1]
    if following in _COINS and not money and (coin := _COIN.match(text, core)):
        return Measure(coin.end(), coin.end(), scale / 100, _COINS[coin[0]])
    sign = _SIGN.match(text, core)
    if sign:
        return Measure(sign.end(), _behind_per(text, sign.end()), scale, _SIGNS[sign["sign"][-1:]])
    gap = (_OF if scaled else _GAP).match(text, core)
    start = gap.end() if gap else core
    if words := _WORDS.match(text, start):
        joined = scaled is not None or start == core or text[start - 1] in "-‑"
        unit, length = _leading_unit(words[0], joined=joined)
        if unit:
            return Measure(core, _behind_per(text, start + length), scale, unit)
    other = _OTHER.match(text, core)
    return Measure(core, other.end() if other else core, scale)


def _behind_per(text: str, at: int) -> int:
    """Where a unit ends with what it is counted by: `km/h`, `€/kg`."""
    per = _PER.match(text, at) if text.startswith("/", at) else None
    return per.end() if per else at


def is_measured(text: str, at: int) -> bool:
    """Whether a number that ends at ``at`` has a word of scale, a sign or a known unit."""
    return measure(text, at).end > at


def is_money(unit: str) -> bool:
    """Whether a canonical unit is a currency."""
    return unit in _CURRENCIES


@lru_cache(maxsize=2048)
def _leading_unit(words: str, *, joined: bool) -> tuple[str, int]:
    """The unit that most of the words are, from the first on, and its length; or none, and 0."""
    while not (unit := _unit(words, joined=joined)):
        shorter = _LAST_WORD.sub("", words)
        if shorter == words:
            return "", 0
        words = shorter
    return unit, len(words)


def _unit(words: str, *, joined: bool) -> str:
    """The canonical name of a unit; ``joined`` where nothing or a hyphen parts it from its number.

    A count in the singular stands for one only when joined: `a 12-month plan`, `2026 share prices`.
    """
    plain = words.replace("’", "'")
    for name in (plain, plain.replace("-", " "), plain.lower() if len(plain) > 4 else ""):
        if name in _UNITS and (joined or name not in _SINGULAR):
            found = units.parse_unit(name)
            return found.numerator[0]
    return ""


_SCALES = {
    **dict.fromkeys(("k", "mille", "millier", "milliers", "thousand", "thousands"), Decimal(10**3)),
    **dict.fromkeys(("m", "mn", "mio", "million", "millions"), Decimal(10**6)),
    **dict.fromkeys(("b", "bn", "md", "mds", "mrd", "billion", "billions"), Decimal(10**9)),
    **dict.fromkeys(("milliard", "milliards"), Decimal(10**9)),
    **dict.fromkeys(("t", "tn", "trillion", "trillions"), Decimal(10**12)),
}
_SCALE = re.compile(
    rf"(?:{_S}|[-‑])?(?P<word>[Tt]housands?|[Mm]illiers?|[Mm]ille|[Mm]illions?|[Mm]illiards?"
    r"|[Bb]illions?|[Tt]rillions?|Mds?|Mrd|bn|mn|tn)(?![^\W\d_])"
    r"|(?P<counted>m)(?= (?:shares|people|users|units|chips|customers|dollars|euros|actions)\b)"
    r"|(?P<glued>[kKM])(?=[€$£¥]|-[a-z]|(?![\w²³/-]))|(?P<of>B)(?= [a-z]{2,20}s\b|-[a-z])"
    rf"|{_S}(?P<apart>[kM])(?={_S}?[€$£¥]|{_S}d(?:['’]|e\b))"
)
_MONEY_SCALE = re.compile(rf"{_S}?(?P<word>[kKmMbBtT])(?![\w²³'’.])|(?P<mark>[mMbB])(?=\.)")
_SIGNS = {"%": "%", "‰": "‰", "€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "C": "°C", "F": "°F"}
_SIGNS |= {"°": "°", "x": "times", "×": "times"}
_SIGN = re.compile(
    rf"(?:{_S}|[-‑])?(?P<sign>%|‰|(?:US|CA|A|C)?[€$£¥]|°{_S}?[CF]\b|°|(?<=[0-9])[CF](?!\w)|(?<=[0-9])[x×](?!\w))"
)
_COINS = {"p": "GBP", "¢": "USD"}
_COIN = re.compile(r"(?<=[0-9])[p¢](?!\w)")
_GAP = re.compile(rf"{_S}|[-‑]")
_OF = re.compile(rf"{_S}(?:(?:de|of|des){_S}|d['’]{_S}?)?|[-‑]")
_WORDS = re.compile(
    rf"[^\W\d_]+(?!['’])(?:[²³]|(?<=m)[23](?!\w))?(?:/[^\W\d_]+[²³]?)?(?:(?:{_S}|-)[^\W\d_]+){{0,2}}(?!\w)"
)
_PER = re.compile(r"/[^\W\d_]{1,12}[²³]?(?!\w)")
_SYMBOLS = (
    "mcg µg μg mL dL ml cl dl nm µm μm kV mV kVA eV keV MeV GeV Pa hPa kPa MPa dB ns µs μs ms ppm"
    " ppb mph mpg rpm fps ft lb lbs oz mi yd yds hp cal kcal kt Mt Gt Mb Gb Kb px dpi mAh"
    " foot feet inch inches mile miles yard yards gallon gallons ounce ounces acre acres knot knots"
    " barrel barrels horsepower degree degrees degré degrés pouce pouces pied pieds nœud nœuds"
    " baril barils chevaux calorie calories megapixel megapixels mégapixel mégapixels"
    " σ sigma sigmas"
)
_OTHER = re.compile(
    rf"(?:{_S}|[-‑])?(?:{_SYMBOLS.replace(' ', '|')}|(?<=[0-9])(?:in|V))(?![\w/'’])"
    rf"|{_S}(?:m\.p\.h\.|sq\.?{_S}?ft\.?(?!\w))"
    r"|-[a-zà-ÿ]{3,}(?:-[a-zà-ÿ]{3,})?(?!\w)"
)
"""Units without a canonical name here, and the words of `12-storey`: they measure all the same."""
_LAST_WORD = re.compile(
    rf"(?:{_S}|/|-(?!lumière|light|homme|heure|hour|year|month|kilom))[^\W\d_]+[²³]?$"
)
"""What may be left out behind a unit; but `light-years` are no years, `kilowatt-heures` no kW."""
_CURRENCIES = frozenset(
    "USD EUR GBP JPY CHF CNY CAD AUD INR KRW SEK NOK DKK HKD SGD BRL MXN PLN CZK HUF ZAR NZD "
    "RUB ILS AED QAR TWD XOF XAF MAD TND DZD UAH TRY".split()
)
"""Codes that are read in a text; the others, such as ALL and AMD, are words or names there."""
_PLAIN_WORDS = frozenset("an d x s l A V K J B T t ratio Times Points To".split())
_SINGULAR = frozenset(
    "year month week day hour minute second quarter half-year share item unit person user "
    "employee chip action personne puce semestre trimestre jour heure semaine année unité "
    "utilisateur salarié employé bar g min sec m h".split()
) - {"min", "m", "h", "g"}
_UNITS = frozenset(
    name
    for name in units.known_names()
    if name not in _PLAIN_WORDS
    and not (re.fullmatch("[A-Z]{3}", name) and name not in _CURRENCIES and name != "GPU")
    and units.parse_unit(name).numerator
)

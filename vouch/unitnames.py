"""The names of units: what journalists write for each, in English and in French."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

SCALES = {
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
SIGN_SCALES = {"k": Decimal(10**3), "M": Decimal(10**6), "Md": Decimal(10**9)}

AMBIGUOUS = {
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
CURRENCIES = frozenset(
    """
AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BOV BRL BSD BTN BWP
BYN BZD CAD CDF CHE CHF CHW CLF CLP CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR
FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES
KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR
MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF
SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS
UAH UGX USD USN UYI UYU UYW UZS VED VES VND VUV WST XAD XAF XAG XAU XCD XCG XDR XOF XPD XPF XPT
XSU XUA YER ZAR ZMW ZWG
""".split()
)


def _aliases() -> Iterator[tuple[str, str]]:
    for code in CURRENCIES:
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


ALIASES: dict[str, str] = dict(_aliases())

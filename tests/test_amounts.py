"""Whether a title or a caption says, exactly or rounded, what a claim states."""

from decimal import Decimal

import pytest

from vouch.amounts import Amounts
from vouch.hedges import hedge
from vouch.numerals import AMOUNTS, numerals


def _held(lang: str, text: str, stated: str) -> bool:
    """`stated` is a value and a unit, several of them with `;` between."""
    pairs = [(*one.split(), "")[:2] for one in stated.split(";")]
    known = Amounts.of((Decimal(value), unit) for value, unit in pairs)
    (numeral,) = [found for found in numerals(text, lang) if found.kind in AMOUNTS]
    said = hedge(text, numeral.start, numeral.end)
    return known.hold(numeral) or known.hold_rounded(numeral, said)


@pytest.mark.parametrize(
    ("lang", "text", "stated"),
    [
        ("fr", "L’indice recule de 1,2 %", "1.24 %"),
        ("fr", "L’once vaut plus de 4 200 dollars", "4218 USD"),
        ("fr", "L’action bondit de 8 %", "7.9 %"),
        ("fr", "Elle perd 11,4 %", "-11.4 %"),
        ("fr", "La crue dépasse 6 mètres", "6.42 m"),
        ("fr", "Près de 5 milliards de dollars", "4900000000 USD"),
        ("fr", "1 000 MW de plus", "1 GW"),
        ("en", "Rents at $1,354", "1354 USD; 7 %"),
        ("en", "Nearly 20% down", "19 %"),
        ("en", "Almost $9 billion in damage", "8800000000 USD"),
        ("en", "More than 10 million sold", "10400000"),
        ("en", "Under 300 people", "280 person"),
        ("en", "12 to 15%", "12 %; 15.2 %"),
    ],
)
def test_it_says_the_same(lang: str, text: str, stated: str) -> None:
    assert _held(lang, text, stated)


@pytest.mark.parametrize(
    ("lang", "text", "stated"),
    [
        ("fr", "L’indice recule de 1,3 %", "1.24 %"),
        ("fr", "L’indice recule de 1,20 %", "1.24 %"),
        ("fr", "L’once vaut 4 200 dollars", "4218 USD"),
        ("fr", "L’once vaut plus de 4 300 dollars", "4218 USD"),
        ("fr", "L’once vaut plus de 2 400 dollars", "4218 USD"),
        ("fr", "Jusqu’à 200 millions de dollars", "180000000 USD"),
        ("fr", "1 000 MW de plus", "1 MW"),
        ("en", "Rents at $1,354", "1354 %"),
        ("en", "Nearly 20% down", "17 %"),
        ("en", "9 billion", "8000000000"),
        ("en", "It took 4 votes", "4.2"),
        ("en", "Under 300 people", "310 person"),
        ("en", "12 to 15%", "12 %"),
    ],
)
def test_it_says_something_else(lang: str, text: str, stated: str) -> None:
    assert not _held(lang, text, stated)

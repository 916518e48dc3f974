"""Words of scale and decimal marks of the other language: what is reported, what is not."""

from collections.abc import Collection
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vouch.numerals import AMOUNTS, numerals
from vouch.scalewords import misread

from .sites import compiled

FRENCH = [
    # (text, the likely reading, or nothing where it is right)
    ("Le chantier coûte 6,5 billions de dollars.", "6,5 milliards"),
    ("Le chantier coûte 3 à 5 billions d’euros.", "3 à 5 milliards"),
    ("Une dette de 1,5 trillion de dollars.", "1 500 milliards"),
    ("Une dette de 2 trillions d’euros.", "2 000 milliards"),
    ("Le groupe pèse 6,5 billions $", "6,5 milliards"),
    ("Un fonds de 12 billions USD", "12 milliards"),
    ("Plus de 2 billions d’utilisateurs", "2 milliards"),
    ("Le groupe place 6.5 milliards d’euros", "6,5 milliards"),
    ("Le parc aura 1.5 million de clients", "1,5 million"),
    ("La part est de 9.9 % du capital", "9,9"),
    ("Le parc aura 2.5 GW de puissance", "2,5"),
    ("Il coûte 0.125 euro", "0,125"),
    ("Entre 2,5 et 3.5 milliards d’euros", "2,5 et 3,5 milliards"),
    ("Le chantier coûte 6,5 milliards de dollars.", ""),
    ("Le budget atteint 2 billions d’euros, soit 2 000 milliards.", ""),
    ("Il vaut 1 billion d’euros (mille milliards).", ""),
    ("Un calcul de 10 billions d’opérations", ""),
    ("Un modèle de 1,5 billion de paramètres", ""),
    ("Le titre disait : $1.5 billion deal, 3 billion people.", ""),
    ("La note parle d’“up to 6.5 million shares for the firm”.", ""),
    ("Le modèle Llama 3.1 compte 8 milliards de paramètres", ""),
    ("La version 2.5 sort le 12.05.2026 à 18.30 heures", ""),
    ("Il y a 1.620 millions d’euros", ""),
    ("Le 3.5.2 apporte 10 % de vitesse", ""),
    ("Elle place 1,62 milliard, puis 0,125 milliard d’euros", ""),
    ("Le parc compte 1 620 logements et 12,5 hectares", ""),
    ("Le chantier coûte 56\u202f253,2 millions d’euros", ""),
    ("Elle a livré 54 727,5 km de digues", ""),
    ("Elle a livré 54\u202f727.5 km de digues", "54\u202f727,5"),
    ("Elle a livré 12\u202f345.678 km de digues", "12\u202f345,678"),
]
ENGLISH = [
    ("The firm has 1,62 billion shares.", "1.62 billion"),
    ("A loan of $6,5 billion was agreed.", "6.5 billion"),
    ("The stake is 9,9% of the company.", "9.9"),
    ("The site is to draw 2,5 GW.", "2.5"),
    ("Between 2,5 and 3,5 billion dollars", "2.5 and 3,5 billion"),
    ("A fee of €0,75 a day", "0.75"),
    ("The firm has 1.62 billion shares.", ""),
    ("The firm has 1,620 million shares.", ""),
    ("A loan of $1,234,567 was agreed.", ""),
    ("Some 12,500 people, 6.5% of the town", ""),
    ("The motto “6,5 milliards pour la ville et les écoles” was in French", ""),
    ("A deal of 1.5 trillion dollars", ""),
    ("In rows of 1,2 or 3 GW", ""),
    ("Columns 1,2 and 3 have 4 GW", ""),
    ("It cost 1,200 euros in 2,019 cases", ""),
    ("Released on 12.05.2026, version 2.5", ""),
]


def _likely(text: str, lang: str, stated: Collection[Decimal] = ()) -> str:
    found = [
        wrong
        for numeral in numerals(text, lang)
        if numeral.kind in AMOUNTS and (wrong := misread(text, numeral, lang, stated))
    ]
    assert len(found) <= 1
    return found[0].likely.removeprefix("it is likely to be ") if found else ""


@pytest.mark.parametrize(("text", "likely"), FRENCH)
def test_a_french_number_is_read_in_french(text: str, likely: str) -> None:
    assert _likely(text, "fr") == likely


@pytest.mark.parametrize(("text", "likely"), ENGLISH)
def test_an_english_number_is_read_in_english(text: str, likely: str) -> None:
    assert _likely(text, "en") == likely


@pytest.mark.parametrize(
    ("lang", "text", "stated", "likely"),
    [
        ("fr", "6,5 billions de dollars", "6500000000000", ""),
        ("fr", "6,5 billions de dollars", "6500000000", "6,5 milliards"),
        ("fr", "10 billions d’opérations", "10000000000", "10 milliards"),
        ("fr", "1.620 millions d’euros", "1620000", "1,620 millions"),
        ("fr", "1.620 millions d’euros", "1620000000", ""),
        ("fr", "1,620 milliard d’euros", "1620000000000", "1 620 milliard"),
        ("fr", "1,620 milliard d’euros", "1620000000", ""),
        ("en", "1.620 million dollars", "1620000000", "1,620 million"),
        ("en", "1.620 million dollars", "1620000", ""),
        ("en", "1,620 million dollars", "1620000", "1.620 million"),
        ("en", "1,620 million dollars", "1620000000", ""),
        ("en", "more than $1,000 a month", "1", ""),
        ("fr", "1.000 dollars", "1000", ""),
        ("fr-CH", "Un loyer de 6.5 millions de francs", "1", ""),
        ("de", "1,62 billion shares", "1", ""),
    ],
)
def test_what_claims_state_decides(lang: str, text: str, stated: str, likely: str) -> None:
    said = _likely(text, lang, {Decimal(stated)})
    assert said.replace("\u202f", " ") == likely


@given(
    st.decimals(min_value="0.01", max_value="9999999", places=2), st.sampled_from(" \u00a0\u202f")
)
def test_what_is_written_in_the_language_is_right(value: Decimal, space: str) -> None:
    written = f"{value:,f}".replace(",", space).replace(".", ",")
    assert not _likely(f"Elle place {written} milliards d’euros", "fr")
    assert not _likely(f"It puts {value:f} billion euros into it", "en")


@pytest.mark.parametrize(
    ("quote", "figure", "verdict", "speaks"),
    [
        ("160 milliards d’actions", {"value": 160, "unit": "million shares"}, "pending", True),
        ("160 000 actions", {"value": 160, "unit": "million shares"}, "pending", True),
        ("1,62 million de titres", {"value": 1.62, "unit": "billion shares"}, "pending", True),
        ("6 MW de puces", {"value": 6, "unit": "GW"}, "pending", True),
        ("160 milliards d’actions", {"value": 160, "unit": "million shares"}, "inaccurate", False),
        ("160 millions d’actions", {"value": 0.16, "unit": "billion shares"}, "pending", False),
        ("6 000 MW de puces", {"value": 6, "unit": "GW"}, "pending", False),
        (
            "plus de 100 millions d’actions",
            {"value": 160, "unit": "million shares"},
            "pending",
            False,
        ),
        ("3 usines", {"value": 3000, "unit": "person"}, "pending", False),
        ("1 000 puis 2 actions", {"value": 2000, "unit": "share"}, "pending", False),
        ("2 billions d’euros", {"value": 2, "unit": "trillion EUR"}, "pending", False),
    ],
)
def test_a_quote_is_held_against_its_figure(
    tmp_path: Path, quote: str, figure: dict[str, object], verdict: str, *, speaks: bool
) -> None:
    claim = {
        "quote": quote,
        "figure": figure,
        "verdict": verdict,
        "sources": [{"title": "Acte", "kind": "primary", "url": "https://source.example/"}],
    }
    outcome = compiled(tmp_path, f"La firme compte {quote}, selon elle.", [claim])
    assert outcome.codes == ["false-friend"] * speaks


@pytest.mark.parametrize(
    ("markdown", "claims", "places"),
    [
        ("Il coûte 6,5 billions d’euros.", [], [5]),
        (
            "Il coûte 6,5 billions d’euros, oui 6,5 billions.",
            ["coûte 6,5 billions d’euros"],
            [2, 5],
        ),
        ("Il coûte 6,5 billions d’euros.", ["6,5 billions d’euros"], [2]),
        ("Il coûte 6,5 milliards d’euros.", [], []),
    ],
)
def test_a_place_is_reported_once(
    tmp_path: Path, markdown: str, claims: list[str], places: list[int]
) -> None:
    outcome = compiled(tmp_path, markdown, claims)
    assert outcome.codes == ["false-friend"] * len(places)
    assert sorted(p.span.line for p in outcome.diagnostics) == sorted(places)

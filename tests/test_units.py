"""Units: names in two languages, scales, fractions, and names that must stay unknown."""

from __future__ import annotations

import re
import subprocess
import sys
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vouch.baseunits import KNOWN
from vouch.units import UnknownUnit, known_names, parse_unit, physical_base_of_pint

READ = [
    ("", "1", "", ""),
    ("  ", "1", "", ""),
    ("%", "1", "%", ""),
    ("percent", "1", "%", ""),
    ("pour cent", "1", "%", ""),
    ("pp", "1", "pp", ""),
    ("points de pourcentage", "1", "pp", ""),
    ("percentage points", "1", "pp", ""),
    ("points", "1", "pp", ""),
    ("bp", "1", "bp", ""),
    ("points de base", "1", "bp", ""),
    ("share", "1", "share", ""),
    ("actions", "1", "share", ""),
    ("million shares", "1e6", "share", ""),
    ("thousand people", "1e3", "person", ""),
    ("milliers de personnes", "1e3", "person", ""),
    ("millions d'actions", "1e6", "share", ""),
    ("millions d\u2019actions", "1e6", "share", ""),
    ("milliards\u00a0d'euros", "1e9", "EUR", ""),
    ("milliards USD", "1e9", "USD", ""),
    ("billion USD", "1e9", "USD", ""),
    ("trillion USD", "1e12", "USD", ""),
    ("billion", "1e9", "", ""),
    ("users", "1", "person", ""),
    ("employ\u00e9s", "1", "person", ""),
    ("ann\u00e9es", "1", "year", ""),
    ("anne\u0301es", "1", "year", ""),
    ("ans", "1", "year", ""),
    ("mois", "1", "month", ""),
    ("semaines", "1", "week", ""),
    ("jours", "1", "day", ""),
    ("h", "1", "hour", ""),
    ("minutes", "1", "minute", ""),
    ("secondes", "1", "second", ""),
    ("GW", "1", "GW", ""),
    ("gigawatts", "1", "GW", ""),
    ("m\u00e9gawatts", "1", "MW", ""),
    ("TWh", "1", "TWh", ""),
    ("kilowattheures", "1", "kWh", ""),
    ("kilograms", "1", "kg", ""),
    ("tonnes", "1", "t", ""),
    ("kilom\u00e8tres", "1", "km", ""),
    ("m2", "1", "m\u00b2", ""),
    ("km\u00b2", "1", "km\u00b2", ""),
    ("litres", "1", "l", ""),
    ("PB", "1", "PB", ""),
    ("gigaoctets", "1", "GB", ""),
    ("Go", "1", "GB", ""),
    ("\u00b0C", "1", "\u00b0C", ""),
    ("GHz", "1", "GHz", ""),
    ("units", "1", "item", ""),
    ("fois", "1", "times", ""),
    ("ratio", "1", "ratio", ""),
    ("GPU", "1", "GPU", ""),
    ("puces", "1", "chip", ""),
    ("\u20ac", "1", "EUR", ""),
    ("$", "1", "USD", ""),
    ("\u00a3", "1", "GBP", ""),
    ("\u00a5", "1", "JPY", ""),
    ("k€", "1e3", "EUR", ""),
    ("M€", "1e6", "EUR", ""),
    ("Md€", "1e9", "EUR", ""),
    ("k$", "1e3", "USD", ""),
    ("M$", "1e6", "USD", ""),
    ("Md$", "1e9", "USD", ""),
    ("M€/an", "1e6", "EUR", "year"),
    ("XOF", "1", "XOF", ""),
    ("ZWG", "1", "ZWG", ""),
    ("USD/share", "1", "USD", "share"),
    ("USD/action", "1", "USD", "share"),
    ("milliards USD/GW", "1e9", "USD", "GW"),
    ("milliards USD / an", "1e9", "USD", "year"),
    ("USD/person/month", "1", "USD", "person month"),
    ("kW*h", "1", "kW hour", ""),
    ("kW\u00b7h/m\u00b2", "1", "kW hour", "m\u00b2"),
    ("1/year", "1", "", "year"),
    # asked of pint
    ("hPa", "1", "hectopascal", ""),
    ("hectopascals", "1", "hectopascal", ""),
    ("mW", "1", "milliwatt", ""),
    ("\u00b5m", "1", "micrometer", ""),
    ("kcal", "1", "kilocalorie", ""),
    ("barrels", "1", "barrel", ""),
    ("acres", "1", "acre", ""),
    ("ppm", "1", "ppm", ""),
    ("mph", "1", "mile_per_hour", ""),
    ("kV", "1", "kilovolt", ""),
    # the same unit under pint's name is ours
    ("metric_ton", "1", "t", ""),
    ("kilowatt_hour", "1", "kWh", ""),
    ("degC", "1", "\u00b0C", ""),
]

UNKNOWN = [
    ("shres", "shres"),
    ("million shres", "shres"),
    ("USD/shre", "shre"),
    ("Shares", "Shares"),
    ("Million USD", "Million USD"),
    ("mw", "mw"),
    ("gw", "gw"),
    ("usd", "usd"),
    ("DEM", "DEM"),
    ("warrant", "warrant"),
    ("10 %", "10 %"),
    ("%%", "%%"),
    ("k", "k"),  # Boltzmann's constant to pint
    ("c", "c"),
    ("e", "e"),
    ("dday", "dday"),  # pint takes a prefix before anything
    ("kweek", "kweek"),
    ("ayear", "ayear"),
    ("kilom", "kilom"),
    ("sqrt(2)", "sqrt(2)"),
    ("__import__", "__import__"),
    ("m^2", "m^2"),
    ("GW h", "GW h"),
    ("1", "1"),
    ("million 1", "1"),
    ("a" * 150, "a" * 150),
]


@pytest.mark.parametrize(
    ("text", "scale", "numerator", "denominator"), READ, ids=[case[0] for case in READ]
)
def test_read(text: str, scale: str, numerator: str, denominator: str) -> None:
    unit = parse_unit(text)
    assert unit.scale == Decimal(scale)
    assert unit.numerator == tuple(numerator.split())
    assert unit.denominator == tuple(denominator.split())


@pytest.mark.parametrize(("text", "name"), UNKNOWN, ids=[text[:20] for text, _ in UNKNOWN])
def test_unknown_names_are_named(text: str, name: str) -> None:
    with pytest.raises(UnknownUnit) as refusal:
        parse_unit(text)
    assert refusal.value.name == name
    assert len(str(refusal.value)) < 200


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("m**2", "no unit beside it"),
        ("USD/", "no unit beside it"),
        ("/year", "no unit beside it"),
        ("USD//year", "no unit beside it"),
        ("*", "no unit beside it"),
        ("USD/m*year", "two ways"),
        ("million USD/million shares", "scale word"),
        ("thousand million USD", "scale word"),
        ("pounds", "`GBP` for money, `lb` for weight"),
        ("livre", "`GBP` for money, `lb` for weight"),
        ("tons", "two meanings"),
        ("%" * 1000, "too long"),
        ("B$", "as in `billion USD`"),
        ("A$", "as in `billion USD`"),
        ("USD/M€", "as in `billion USD`"),
        ("million M€", "as in `billion USD`"),
        ("m€", "as in `billion USD`"),
    ],
    ids=lambda value: value[:20],
)
def test_badly_formed(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)) as refusal:
        parse_unit(text)
    assert not isinstance(refusal.value, UnknownUnit)


def test_text_is_kept_as_written() -> None:
    assert parse_unit(" milliards  d'euros ").text == "milliards d'euros"


@pytest.mark.parametrize(
    "declared",
    [{"warrant", "pounds", "pack of six"}, {"warrant": "", "pounds": "", "pack of six": ""}],
    ids=["set", "mapping"],
)
def test_declared_units_come_first(declared: set[str] | dict[str, str]) -> None:
    assert parse_unit("million warrant", declared).numerator == ("warrant",)
    assert parse_unit("USD/warrant", declared).denominator == ("warrant",)
    assert parse_unit("pack of six", declared).numerator == ("pack of six",)
    assert parse_unit("pounds", declared).numerator == ("pounds",)
    with pytest.raises(UnknownUnit):
        parse_unit("warrants", declared)


def test_a_declared_unit_may_begin_with_a_scale_word() -> None:
    unit = parse_unit("million club", {"million club"})
    assert (unit.scale, unit.numerator) == (Decimal(1), ("million club",))


@pytest.mark.parametrize("name", known_names())
def test_every_known_name_is_a_unit(name: str) -> None:
    unit = parse_unit(name)
    assert unit.numerator or unit.scale > 1
    for canonical in unit.numerator:
        assert parse_unit(canonical).numerator == (canonical,)


def test_known_names_serve_suggestions() -> None:
    names = known_names()
    assert list(names) == sorted(set(names))
    assert {"%", "share", "actions", "GW", "USD", "million", "milliard"} <= set(names)


def test_pint_is_imported_only_for_names_that_nothing_else_knows() -> None:
    script = (
        "import sys; from vouch.units import parse_unit; parse_unit('milliards USD/an'); "
        "print('pint' in sys.modules); parse_unit('hPa'); print('pint' in sys.modules)"
    )
    run = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    assert run.stdout.split() == ["False", "True"]


def test_common_units_are_what_pint_makes_of_them() -> None:
    assert {name: str(base) for name, base in KNOWN.items()} == {
        name: str(physical_base_of_pint(name)) for name in KNOWN
    }


NAMES = st.sampled_from(["USD", "share", "GW", "hour", "%", "ann\u00e9es"])


@given(
    st.sampled_from(["", "million ", "milliards de "]),
    st.lists(NAMES, min_size=1, max_size=3),
    st.lists(NAMES, max_size=3),
)
def test_names_stay_on_their_side_of_the_line(
    scale: str, above: list[str], below: list[str]
) -> None:
    below = below if len(above) == 1 or len(below) < 2 else below[:1]
    unit = parse_unit(scale + "/".join(["*".join(above), *below]))
    assert unit.numerator == tuple(parse_unit(name).numerator[0] for name in above)
    assert unit.denominator == tuple(parse_unit(name).numerator[0] for name in below)


@given(st.text(max_size=30))
def test_anything_else_is_a_value_error(text: str) -> None:
    try:
        unit = parse_unit(text)
    except ValueError as refusal:
        assert str(refusal)
    else:
        assert unit.scale in {Decimal(10) ** power for power in (0, 3, 6, 9, 12)}

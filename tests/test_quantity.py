"""Numbers: read exactly or refused with the number that is meant."""

from __future__ import annotations

import re
from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vouch.quantity import (
    AbsoluteTolerance,
    Modality,
    RelativeTolerance,
    parse_decimal,
    parse_quantity,
    parse_tolerance,
)
from vouch.units import UnknownUnit

DECIMALS = [
    ("0", "0"),
    ("9.86", "9.86"),
    ("9.10", "9.10"),
    ("0.00", "0.00"),
    ("+5", "5"),
    ("-9.50", "-9.50"),
    (" 1622.8 ", "1622.8"),
    ("0123", "123"),
    (".5", "0.5"),
    ("5.", "5"),
    ("1.62e9", "1.62E+9"),
    ("1E-3", "0.001"),
    ("1e30", "1E+30"),
    ("1e-30", "1E-30"),
    ("1" * 40, "1" * 40),
    ("0." + "1" * 40, "0." + "1" * 40),
    ("-" + "9" * 20 + "." + "9" * 20, "-" + "9" * 20 + "." + "9" * 20),
]

REFUSED_DECIMALS = [
    ("", "missing"),
    ("9,86", "write 9.86"),
    ("-9,86", "write -9.86"),
    ("0,500", "write 0.500"),
    ("1 000", "write 1000"),
    ("1\u202f000", "write 1000"),
    ("1 000,5", "write 1000.5"),
    ("1 000.5", "write 1000.5"),
    ("1_000", "write 1000"),
    ("1'000", "write 1000"),
    ("1\u2019000", "write 1000"),
    ("1,600,000", "write 1600000"),
    ("1.600.000", "write 1600000"),
    ("1,000.5", "write 1000.5"),
    ("1.000,5", "write 1000.5"),
    ("1,600", "write 1600 if the mark separates thousands, 1.600 if it separates decimals"),
    ("\u22125", "write -5"),
    ("10 %", "write 10 alone, and `%` in the unit"),
    ("160 million", "write 160 alone, and `million` in the unit"),
    (".inf", "finite"),
    ("-.inf", "finite"),
    ("inf", "finite"),
    ("Infinity", "finite"),
    ("NaN", "finite"),
    (".nan", "finite"),
    ("1e31", "exponent"),
    ("1e-31", "exponent"),
    ("1e999", "exponent"),
    ("1e" + "9" * 100, "exponent"),
    ("1" * 41, "40 digits"),
    ("0." + "0" * 31 + "1", "30 zeros"),
    ("0x10", "decimal digits"),
    ("0b1", "decimal digits"),
    ("0o7", "decimal digits"),
    ("12:30", "not a number"),
    ("1.2.3", "not a number"),
    ("12 34", "not a number"),
    ("ten", "not a number"),
    ("--5", "not a number"),
    ("\u0663", "not a number"),
    ("sNaN", "not a number"),
    ("true", "not a number"),
    ("1" * 1000, "too many characters"),
]


@pytest.mark.parametrize(("text", "value"), DECIMALS, ids=[case[0][:20] for case in DECIMALS])
def test_decimals_are_exact(text: str, value: str) -> None:
    read = parse_decimal(text)
    assert (read, str(read)) == (Decimal(value), value)


@pytest.mark.parametrize(
    ("text", "said"), REFUSED_DECIMALS, ids=[repr(case[0][:20]) for case in REFUSED_DECIMALS]
)
def test_refused_decimals(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)) as refusal:
        parse_decimal(text)
    assert len(str(refusal.value)) < 200


@pytest.mark.parametrize(
    ("text", "value", "scale", "numerator", "denominator"),
    [
        ("10 %", "10", "1", "%", ""),
        ("10%", "10", "1", "%", ""),
        ("0.5\u00a0%", "0.5", "1", "%", ""),
        ("9.88 %", "9.88", "1", "%", ""),
        ("9.10 %", "9.10", "1", "%", ""),
        ("1.62 billion share", "1.62", "1e9", "share", ""),
        ("1600000 USD", "1600000", "1", "USD", ""),
        ("600 USD/action", "600", "1", "USD", "share"),
        ("-3 pp", "-3", "1", "pp", ""),
        ("1e3 W", "1E+3", "1", "W", ""),
        ("6 GW", "6", "1", "GW", ""),
        ("6GW", "6", "1", "GW", ""),
        ("10barrels", "10", "1", "barrel", ""),
        ("5 EUR", "5", "1", "EUR", ""),
        ("5EUR", "5", "1", "EUR", ""),
        ("2 x", "2", "1", "times", ""),
        ("10", "10", "1", "", ""),
    ],
    ids=lambda value: value,
)
def test_quantities(text: str, value: str, scale: str, numerator: str, denominator: str) -> None:
    quantity = parse_quantity(text)
    assert str(quantity.value) == value
    assert quantity.unit.scale == Decimal(scale)
    assert quantity.unit.numerator == tuple(numerator.split())
    assert quantity.unit.denominator == tuple(denominator.split())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "missing"),
        ("%", "number first"),
        ("$5", "number first"),
        ("ten %", "number first"),
        ("9,86 %", "write 9.86"),
        ("1 600 000 USD", "write 1600000"),
        ("1,62 billion share", "write 1.62"),
        ("3_000 USD", "write 3000"),
        ("\u22125 %", "write -5"),
        ("0x10 W", "decimal digits"),
        ("1.5.2 %", "not a number"),
        ("1e99 W", "exponent"),
        ("10 shres", "`shres` is not a known unit"),
        ("10 %%", "`%%` is not a known unit"),
        ("10 %" + " " * 10 + "x" * 1000, "too long"),
    ],
    ids=lambda value: value[:20],
)
def test_refused_quantities(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        parse_quantity(text)


def test_declared_units_are_used() -> None:
    assert parse_quantity("3 million warrants", {"warrants"}).unit.numerator == ("warrants",)
    assert parse_tolerance("3 warrants", {"warrants"}) == AbsoluteTolerance(
        parse_quantity("3 warrants", {"warrants"})
    )
    with pytest.raises(UnknownUnit):
        parse_quantity("3 million warrants")


@pytest.mark.parametrize("text", ["0.5 %", "100 USD", "0 %", "0.5 pp", "1 million shares"])
def test_absolute_tolerances(text: str) -> None:
    assert parse_tolerance(text) == AbsoluteTolerance(parse_quantity(text))


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("5 % relative", "0.05"),
        ("5% relative", "0.05"),
        (" 0.50  %  relatif ", "0.0050"),
        ("0 % relative", "0.00"),
        ("100 percent relative", "1.00"),
    ],
)
def test_relative_tolerances(text: str, share: str) -> None:
    tolerance = parse_tolerance(text)
    assert isinstance(tolerance, RelativeTolerance)
    assert str(tolerance.share) == share


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("-1 %", "below zero"),
        ("-5 % relative", "below zero"),
        ("5 relative", "not in per cent"),
        ("5 USD relative", "not in per cent: write a relative tolerance like `5 % relative`"),
        ("5 million % relative", "not in per cent"),
        ("5 %/year relative", "not in per cent"),
        ("relative", "number first"),
        ("", "missing"),
        ("0,5 %", "write 0.5"),
    ],
)
def test_refused_tolerances(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        parse_tolerance(text)


def test_values_do_not_depend_on_the_decimal_context() -> None:
    digits = "1." + "3" * 39
    with localcontext() as context:
        context.prec = 5
        assert str(parse_decimal(digits)) == digits
        assert parse_tolerance(f"{digits} % relative") == RelativeTolerance(
            Decimal("0.01" + "3" * 39)
        )


def test_modalities() -> None:
    assert [str(modality) for modality in Modality] == [
        "exact",
        "about",
        "up-to",
        "at-least",
        "estimated",
        "announced",
    ]


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=6, min_value=-(10**12), max_value=10**12
    )
)
def test_plain_decimals_round_trip(value: Decimal) -> None:
    assert str(parse_decimal(f"{value:f}")) == f"{value:f}"


@given(st.integers(min_value=1000, max_value=10**12), st.sampled_from("\u00a0\u202f _'\u2019"))
def test_grouped_numbers_are_refused_with_the_number_meant(value: int, mark: str) -> None:
    with pytest.raises(ValueError, match=f"write {value}$"):
        parse_decimal(f"{value:_}".replace("_", mark))


@given(st.text(alphabet="0123456789+-.,_'eExob \u2019\u2212%kW/*", max_size=20))
def test_anything_else_is_a_value_error(text: str) -> None:
    for read in (parse_decimal, parse_quantity, parse_tolerance):
        try:
            read(text)
        except ValueError as refusal:
            assert str(refusal)

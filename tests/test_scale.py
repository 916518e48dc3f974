"""Scales: round numbers, zero always among them, every value between their ends."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from vouch.scale import Scale, percent, round_step, scale_for, scale_of_shares

VALUES = st.lists(
    st.decimals(
        min_value=Decimal("-1e15"), max_value=Decimal("1e15"), allow_nan=False, places=6
    ).filter(lambda value: value == 0 or abs(value) > Decimal("1e-6")),
    min_size=1,
    max_size=6,
)
WHOLES = st.lists(st.integers(-(10**15), 10**15).map(Decimal), min_size=1, max_size=6)


def decimals(row: str) -> list[Decimal]:
    return [Decimal(number) for number in row.split()]


TICKS = {
    "one-value": ("9.86", "0 5 10"),
    "value-on-a-tick": ("20", "0 5 10 15 20"),
    "just-above-a-tick": ("20.1", "0 10 20 30"),
    "several": ("6 1 4.5", "0 2 4 6"),
    "below-zero-alone": ("-9.86", "-10 -5 0"),
    "both-sides": ("-3 7", "-5 0 5 10"),
    "both-sides-most-ticks": ("-1.1 2.9", "-2 -1 0 1 2 3"),
    "fractions": ("0.3 0.1", "0 0.1 0.2 0.3"),
    "small": ("0.00012", "0 0.00005 0.00010 0.00015"),
    "large": ("160000000", "0 50000000 100000000 150000000 200000000"),
    "whole-numbers-stay-whole": ("1", "0 1"),
    "whole-numbers-stay-whole-below-zero": ("-1 1", "-1 0 1"),
    "written-as-a-fraction-yet-whole": ("1.0 2.00", "0 1 2"),
    "one-fraction-among-whole-numbers": ("2 0.5", "0 0.5 1.0 1.5 2.0"),
    "half": ("0.5", "0 0.2 0.4 0.6"),
    "zero": ("0", "0 1"),
    "zeros": ("0 0.0", "0 1"),
    "zero-and-one": ("0 100", "0 50 100"),
    "far-from-zero": ("1001 1002", "0 500 1000 1500"),
    "far-apart": ("0.1 1000", "0 500 1000"),
}


@pytest.mark.parametrize(("values", "ticks"), TICKS.values(), ids=TICKS)
def test_ticks(values: str, ticks: str) -> None:
    assert list(scale_for(decimals(values)).ticks) == decimals(ticks)


def holds(scale: Scale, values: list[Decimal]) -> bool:
    return all(scale.ticks[0] <= value <= scale.ticks[-1] for value in values)


@given(VALUES | WHOLES)
def test_a_scale_has_zero_and_holds_every_value(values: list[Decimal]) -> None:
    scale = scale_for(values)
    assert Decimal(0) in scale.ticks
    assert holds(scale, values)


@given(VALUES | WHOLES)
def test_ticks_are_round_and_evenly_spaced(values: list[Decimal]) -> None:
    steps = {after - before for before, after in pairwise(scale_for(values).ticks)}
    (step,) = steps
    assert step.normalize().as_tuple().digits in {(1,), (2,), (5,)}


@given(VALUES | WHOLES)
def test_there_are_few_ticks(values: list[Decimal]) -> None:
    """A step is at least a quarter of the span: four of them, and one where zero is within.

    It is less than 2.5 quarters: two steps at least, save where whole numbers forbid a half.
    """
    is_whole = all(value == value.to_integral() for value in values)
    has_both_signs = min(values) < 0 < max(values)
    ticks = len(scale_for(values).ticks)
    assert (2 if is_whole else 3) <= ticks <= (6 if has_both_signs else 5)


@given(VALUES | WHOLES)
def test_no_tick_is_to_spare(values: list[Decimal]) -> None:
    ticks = scale_for(values).ticks
    if any(values):
        assert not holds(Scale(ticks[1:]), [*values, Decimal(0)])
        assert not holds(Scale(ticks[:-1]), [*values, Decimal(0)])


@given(WHOLES)
def test_whole_numbers_are_not_counted_in_fractions(values: list[Decimal]) -> None:
    assert all(tick == tick.to_integral() for tick in scale_for(values).ticks)


@given(VALUES | WHOLES)
def test_places_lie_on_the_drawing_in_the_order_of_the_values(values: list[Decimal]) -> None:
    scale = scale_for(values)
    places = [scale.at(value) for value in sorted(values)]
    assert places == sorted(places)
    assert all(0 <= place <= 100 for place in places)
    assert scale.at(scale.ticks[0]) == 0
    assert scale.at(scale.ticks[-1]) == 100


@given(VALUES)
def test_the_order_of_the_values_does_not_matter(values: list[Decimal]) -> None:
    assert scale_for(values) == scale_for(values[::-1]) == scale_for([*values, *values])


@given(VALUES, st.integers(-12, 0))
def test_another_power_of_ten_moves_the_ticks_alone(values: list[Decimal], power: int) -> None:
    """The same figures in dollars and in millions are one drawing."""
    assume(any(value != value.to_integral() for value in values))
    ticks = [tick.scaleb(power) for tick in scale_for(values).ticks]
    assert list(scale_for([value.scaleb(power) for value in values]).ticks) == ticks


def test_shares_are_read_on_the_whole_in_quarters() -> None:
    assert list(scale_of_shares().ticks) == decimals("0 25 50 75 100")
    assert scale_of_shares().at(Decimal("9.86")) == Decimal("9.86")


STEPS = {
    "one": ("1", False, "1"),
    "above-one": ("1.01", False, "2"),
    "two": ("2", False, "2"),
    "above-two": ("2.01", False, "5"),
    "five": ("5", False, "5"),
    "above-five": ("5.01", False, "10"),
    "nine": ("9.99", False, "10"),
    "ten": ("10", False, "10"),
    "tenths": ("0.3", False, "0.5"),
    "thousands": ("3000", False, "5000"),
    "whole-below-one": ("0.3", True, "1"),
    "whole-one": ("1", True, "1"),
    "whole-above-one": ("1.25", True, "2"),
    "whole-thousands": ("3000", True, "5000"),
}


@pytest.mark.parametrize(("least", "whole", "step"), STEPS.values(), ids=STEPS)
def test_steps(least: str, whole: bool, step: str) -> None:
    assert round_step(Decimal(least), whole=whole) == Decimal(step)


@given(st.decimals(Decimal("1e-9"), Decimal("1e15"), allow_nan=False, allow_infinity=False))
def test_a_step_is_the_next_round_number(least: Decimal) -> None:
    step = round_step(least)
    assert least <= step < least * Decimal("2.5")
    assert step.normalize().as_tuple().digits in {(1,), (2,), (5,)}


PERCENTS = {
    "zero": ("0", "0%"),
    "zero-with-decimals": ("0.000", "0%"),
    "whole": ("100", "100%"),
    "ten": ("10", "10%"),
    "tenth": ("9.80", "9.8%"),
    "hundredths": ("9.86", "9.86%"),
    "rounded-up": ("9.866", "9.87%"),
    "rounded-down": ("9.864", "9.86%"),
    "rounded-to-a-whole": ("9.999", "10%"),
    "no-exponent": ("1E+2", "100%"),
    "tiny": ("1E-9", "0%"),
    "repeating": (str(Decimal(100) / 3), "33.33%"),
}


@pytest.mark.parametrize(("value", "written"), PERCENTS.values(), ids=PERCENTS)
def test_percent(value: str, written: str) -> None:
    assert percent(Decimal(value)) == written


@given(st.decimals(0, 100, allow_nan=False, allow_infinity=False))
def test_what_is_written_is_exact_to_a_hundredth(value: Decimal) -> None:
    written = percent(value)
    assert written.endswith("%")
    read = Decimal(written[:-1])
    assert 0 <= read <= 100
    assert abs(read - value) <= Decimal("0.005")
    assert written == percent(read)

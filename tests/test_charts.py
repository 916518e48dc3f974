"""Charts: drawn from the figures of claims, as long as the figures are large."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sites import articles_of, presented, settings_of, written
from vouch.articleview import ChartView
from vouch.charts import chart_view
from vouch.model.claims import Chart, Figure
from vouch.model.fields import Vocabulary
from vouch.present import Presenter
from vouch.views import ClaimView, UseView
from vouch.wording import UnitLabels, wording

# In the tables `~` stands for a no-break space and `_` for a narrow one.
SIGNS = str.maketrans({"~": "\u00a0", "_": "\u202f"})
DECLARED: UnitLabels = {"baril": ("baril", "barils")}


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> ClaimView:
    """The view of a claim with two sources, `s1` and `s2`."""
    claim = {
        "quote": "mot",
        "sources": [{"title": f"Source {n}", "locator": f"page {n}"} for n in (1, 2)],
    }
    (made,) = presented(written(tmp_path_factory.mktemp("site"), "Un mot.\n", [claim]))[
        0
    ].view.claims
    uses = [
        replace(use, source=replace(use.source, id=f"s{number}"))
        for number, use in enumerate(made.uses, start=1)
    ]
    return replace(made, uses=tuple(uses))


def figure(text: str) -> Figure:
    """A figure from `up-to 160 million shares`; without a modality, an exact one."""
    modality, _, rest = text.partition(" ") if text[0].isalpha() else ("exact", "", text)
    value, _, unit = rest.partition(" ")
    written = {"value": value, "unit": unit, "modality": modality}
    return Figure.model_validate(written, context=Vocabulary(units=DECLARED))


def drawn(
    view: ClaimView, figures: Sequence[Figure], kind: str = "bar", lang: str = "fr"
) -> ChartView:
    """A chart of these figures, of claims k1, k2 and so on."""
    claims = [
        (replace(view, id=f"k{number}"), each) for number, each in enumerate(figures, start=1)
    ]
    named = Chart.model_validate({"kind": kind, "figures": [claim.id for claim, _ in claims]})
    return chart_view(named, 1, claims, wording(lang), DECLARED)


def bars(chart: ChartView) -> list[str]:
    """Each bar as `begins + length`."""
    return [f"{bar.begins} + {bar.length}" for bar in chart.bars]


def row(text: str) -> list[Figure]:
    return [figure(each.strip()) for each in text.split(",")]


BARS = {
    "one": ("6 GW", ["0% + 100%"]),
    "half-of-the-other": ("6 GW, 3 GW", ["0% + 100%", "0% + 50%"]),
    "in-the-order-of-the-chart": ("3 GW, 6 GW", ["0% + 50%", "0% + 100%"]),
    "zero": ("0 GW, 5 GW", ["0% + 0%", "0% + 83.33%"]),
    "words-of-scale": ("500 million USD, 2 billion USD", ["0% + 25%", "0% + 100%"]),
    "written-out": ("500000000 USD, 2 billion USD", ["0% + 25%", "0% + 100%"]),
    "below-zero": ("-4 GW", ["0% + 100%"]),
    "both-sides-of-zero": ("-1 GW, 3 GW", ["0% + 25%", "25% + 75%"]),
    "equal": ("6 GW, 6.00 GW", ["0% + 100%", "0% + 100%"]),
    "of-three-thirds": ("1.1 GW, 2.2 GW, 3.3 GW", ["0% + 27.5%", "0% + 55%", "0% + 82.5%"]),
}


@pytest.mark.parametrize(("figures", "expected"), BARS.values(), ids=BARS)
def test_bars_begin_at_zero_and_are_as_long_as_the_figures_are_large(
    view: ClaimView, figures: str, expected: list[str]
) -> None:
    chart = drawn(view, row(figures))
    assert bars(chart) == expected
    assert [bar.claim.id for bar in chart.bars] == [f"k{n + 1}" for n in range(len(expected))]


SHARES = {
    "one": ("10 %", ["0% + 10%"]),
    "each-where-the-one-before-ends": ("10 %, 20 %, 5 %", ["0% + 10%", "10% + 20%", "30% + 5%"]),
    "the-whole": ("60 %, 40 %", ["0% + 60%", "60% + 40%"]),
    "decimals": ("9.86 %, 0.14 %", ["0% + 9.86%", "9.86% + 0.14%"]),
    "none": ("0 %, 10 %", ["0% + 0%", "0% + 10%"]),
    "a-small-part-is-not-blown-up": ("1 %", ["0% + 1%"]),
}


@pytest.mark.parametrize(("figures", "expected"), SHARES.values(), ids=SHARES)
def test_shares_are_parts_of_the_whole(view: ClaimView, figures: str, expected: list[str]) -> None:
    chart = drawn(view, row(figures), "share")
    assert bars(chart) == expected
    assert [tick.at for tick in chart.ticks] == ["0%", "25%", "50%", "75%", "100%"]


@pytest.mark.parametrize("kind", ["bar", "share"])
@pytest.mark.parametrize(
    ("modality", "is_firm"),
    [
        ("exact", True),
        ("about", True),
        ("at-least", True),
        ("estimated", True),
        ("up-to", False),
        ("announced", False),
    ],
)
def test_what_is_not_reached_or_not_yet_is_hollow(
    view: ClaimView, kind: str, modality: str, is_firm: bool
) -> None:
    chart = drawn(view, row(f"{modality} 6 %, 3 %"), kind)
    assert [bar.is_firm for bar in chart.bars] == [is_firm, True]


UNITS = {
    "number": ("6, 3", "fr", "0 2 4 6", ""),
    "thousands": ("6000, 3000", "fr", "0 2_000 4_000 6_000", ""),
    "millions": ("6000000, 3", "fr", "0 2 4 6", "millions"),
    "milliards": ("6000000000", "fr", "0 2 4 6", "milliards"),
    "symbol": ("6 GW, 1 GW", "fr", "0 2 4 6", "GW"),
    "words": ("160 million shares", "fr", "0 50 100 150 200", "millions d’actions"),
    "few": ("3 persons", "fr", "0 1 2 3", "personnes"),
    "one": ("1 share", "fr", "0 1", "actions"),
    "dollars": ("1.5 billion USD", "fr", "0 0,5 1 1,5", "milliards de dollars"),
    "thousands-of-millions": (
        "900 million USD, 2 billion USD",
        "fr",
        "0 0,5 1 1,5 2",
        "milliards de dollars",
    ),
    "per-cent": ("9.86 %", "fr", "0 5 10", "%"),
    "below-zero": ("-4 GW", "fr", "−4 −3 −2 −1 0", "GW"),
    "millions-below-zero": ("-4 million USD", "fr", "−4 −3 −2 −1 0", "millions de dollars"),
    "no-millions-of-per-cent": ("2000000 %", "fr", "0 500_000 1_000_000 1_500_000 2_000_000", "%"),
    "per-something": ("30 USD/share", "fr", "0 10 20 30", "dollars par action"),
    "of-the-site": ("1200 baril", "fr", "0 500 1_000 1_500", "barils"),
    "english-number": ("6, 3", "en", "0 2 4 6", ""),
    "english-thousands": ("6000", "en", "0 2,000 4,000 6,000", ""),
    "english-symbol": ("6 GW", "en", "0 2 4 6", "GW"),
    "english-words": ("160 million shares", "en", "0 50 100 150 200", "million shares"),
    "english-dollars": ("1.5 billion USD", "en", "0 0.5 1 1.5", "$ billion"),
    "english-per-cent": ("9.86 %", "en", "0 5 10", "%"),
}


@pytest.mark.parametrize(("figures", "lang", "numbers", "unit"), UNITS.values(), ids=UNITS)
def test_the_unit_is_said_once(
    view: ClaimView, figures: str, lang: str, numbers: str, unit: str
) -> None:
    chart = drawn(view, row(figures), lang=lang)
    assert [tick.label for tick in chart.ticks] == numbers.translate(SIGNS).split(" ")
    assert chart.unit == unit.translate(SIGNS)


def test_ticks_stand_where_their_numbers_are(view: ClaimView) -> None:
    chart = drawn(view, row("-1 GW, 3 GW"))
    assert [(tick.at, tick.label) for tick in chart.ticks] == [
        ("0%", "−1"),
        ("25%", "0"),
        ("50%", "1"),
        ("75%", "2"),
        ("100%", "3"),
    ]


SOURCES = {
    "none": ([[]], []),
    "one": ([["supports s1"]], ["s1"]),
    "against": ([["contradicts s1"]], ["s1"]),
    "context-alone": ([["context s1"]], []),
    "context-beside": ([["context s1", "supports s2"]], ["s2"]),
    "context-for-another": ([["context s1"], ["supports s1"]], ["s1"]),
    "each-once": ([["supports s1", "supports s2"], ["contradicts s1"]], ["s1", "s2"]),
    "in-the-order-of-the-bars": ([["supports s2"], ["supports s1"]], ["s2", "s1"]),
}


@pytest.mark.parametrize(("stances", "expected"), SOURCES.values(), ids=SOURCES)
def test_sources(view: ClaimView, stances: list[list[str]], expected: list[str]) -> None:
    held = {use.source.id: use for use in view.uses}

    def use(text: str) -> UseView:
        stance, id = text.split()
        return replace(held[id], stance=stance)

    claims = [replace(view, uses=tuple(use(text) for text in texts)) for texts in stances]
    named = Chart.model_validate({"figures": ["k"]})
    chart = chart_view(named, 1, [(claim, figure("6")) for claim in claims], wording("fr"), {})
    assert [each.source.id for each in chart.sources] == expected


VALUES = st.decimals(min_value=0, max_value=10**12, allow_nan=False, places=3).filter(
    lambda value: value == 0 or value > Decimal("0.01")
)


def lengths(chart: ChartView) -> list[Decimal]:
    return [Decimal(bar.length.removesuffix("%")) for bar in chart.bars]


@settings(deadline=None)
@given(st.lists(VALUES | VALUES.map(lambda value: -value), min_size=1, max_size=6))
def test_lengths_are_to_each_other_as_the_figures(view: ClaimView, values: list[Decimal]) -> None:
    """As exactly as they are written, which is to a hundredth of a per cent of the width."""
    chart = drawn(view, [figure(f"{value:f}") for value in values])
    written = lengths(chart)
    margin = Decimal("0.005")
    for one, length in zip(values, written, strict=True):
        for other, other_length in zip(values, written, strict=True):
            off = abs(length * abs(other) - other_length * abs(one))
            assert off <= margin * (abs(one) + abs(other)) * Decimal("1.000001")
    zero = next(Decimal(tick.at[:-1]) for tick in chart.ticks if tick.label == "0")
    for value, bar, length in zip(values, chart.bars, written, strict=True):
        begins = Decimal(bar.begins[:-1])
        assert 0 <= begins <= begins + length <= 100 + margin
        foot = begins if value >= 0 else begins + length
        assert abs(foot - zero) <= 2 * margin


@settings(deadline=None)
@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=6))
def test_parts_follow_each_other_without_gap_and_stay_in_the_whole(
    view: ClaimView, weights: list[int]
) -> None:
    whole = Decimal(max(sum(weights), 1))
    values = [(weight * 100 / whole).quantize(Decimal("0.0001")) for weight in weights]
    chart = drawn(view, [figure(f"{value:f} %") for value in values], "share")
    end = Decimal(0)
    for value, bar, length in zip(values, chart.bars, lengths(chart), strict=True):
        assert abs(length - value) <= Decimal("0.005")
        assert abs(Decimal(bar.begins[:-1]) - end) <= Decimal("0.005")
        end += value


def test_what_a_small_site_draws(tmp_path: Path) -> None:
    """A chart of the sidecar with its title set and its number; the unit of the first figure."""
    text = (
        "claims:\n"
        "  - {id: k1, quote: six, verdict: pending, figure: {value: 6, unit: GW}}\n"
        "  - {id: k2, quote: un, verdict: pending, figure: {value: 1, unit: GW, modality: up-to}}\n"
        "charts:\n"
        "  - {figures: [k2]}\n"
        '  - {title: "L\'accord", figures: [k2, k1]}\n'
    )
    site = written(tmp_path, "Soit six, soit un.\n", text)
    (article,) = articles_of(site)
    first, second = Presenter(article, settings_of(site)).charts
    assert (first.id, first.title, bars(first)) == ("chart-1", "", ["0% + 100%"])
    assert (second.id, second.title, second.kind) == ("chart-2", "L’accord", "bar")
    assert [bar.claim.id for bar in second.bars] == ["k2", "k1"]
    assert [bar.is_firm for bar in second.bars] == [False, True]
    assert second.unit == "GW"

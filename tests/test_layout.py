"""The body in parts: which cards, callouts and charts stand after which block."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sites import Written, presented, written
from vouch.annotate import Slot
from vouch.articleview import Bar, ChartView, Part
from vouch.layout import body_parts
from vouch.views import ClaimView, FigureView, QuantityView

SIX = FigureView(
    text="6",
    modality="",
    number="6",
    unit="",
    label="",
    as_of=None,
    stated=QuantityView("6", ""),
    firmness="exact",
    fact="",
)
CLAIMS = [f"k{number}" for number in range(1, 8)]


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> ClaimView:
    """The view of a claim without a figure."""
    (article,) = presented(written(tmp_path_factory.mktemp("site"), "Un mot.\n", ["mot"]))
    (claim,) = article.view.claims
    return claim


def views(bare: ClaimView, callouts: Mapping[str, str] | None = None) -> dict[str, ClaimView]:
    """Claims by their ids, those of ``callouts`` with a figure."""
    return {
        id: replace(bare, id=id, figure=SIX, callout=callouts[id])
        if callouts and id in callouts
        else replace(bare, id=id)
        for id in CLAIMS
    }


def body(notation: str) -> list[str | Slot]:
    """HTML and slots from `a ‹k1 2, k2 0› b`: each claim with its rise."""
    items: list[str | Slot] = []
    for piece in re.split(r"(‹.*?›)", notation):
        named = re.findall(r"(k\d) (\d+)", piece)
        if piece.startswith("‹"):
            items.append(Slot(tuple(k for k, _ in named), tuple(int(rise) for _, rise in named)))
        else:
            items.append(piece.strip())
    return items


def chart(name: str, *claims: ClaimView) -> ChartView:
    bars = tuple(Bar(claim, "0%", "1%", is_firm=True) for claim in claims)
    return ChartView(id=name, kind="bar", title="", unit="", bars=bars, ticks=(), sources=())


def shown(parts: Sequence[Part]) -> str:
    """Parts as `a ‹k1 2>0, +k2 0>0› [chart-1]`: a rise, the next one; `+` is a callout."""
    made: list[str] = []
    for part in parts:
        asides = ", ".join(
            f"{'+' * aside.is_callout}{aside.claim.id} {aside.rise}>{aside.next_rise}"
            for aside in part.asides
        )
        made += [part.html] if part.html else []
        made += [f"‹{asides}›"] if asides else []
        made += [f"[{each.id}]" for each in part.charts]
    return " ".join(made)


ASIDES: dict[str, tuple[str, dict[str, str], str]] = {
    "empty": ("", {}, ""),
    "no-claim": ("a", {}, "a"),
    "one": ("a ‹k1 2› b", {}, "a ‹k1 2>0› b"),
    "at-the-end": ("a ‹k1 2›", {}, "a ‹k1 2>0›"),
    "two-after-one-block": ("a ‹k1 5, k2 2› b", {}, "a ‹k1 5>2, k2 2>0› b"),
    "two-after-two-blocks": ("a ‹k1 5› b ‹k2 3› c", {}, "a ‹k1 5>3› b ‹k2 3>0› c"),
    "order-of-the-slots": ("a ‹k2 1› b ‹k1 4›", {}, "a ‹k2 1>4› b ‹k1 4>0›"),
    "nothing-between-slots": ("a ‹k1 5› ‹k2 3› b", {}, "a ‹k1 5>3› ‹k2 3>0› b"),
    "callout": ("a ‹k1 5› b", {"k1": "inline"}, "a ‹+k1 5>5, k1 5>0› b"),
    "callout-of-the-second": (
        "a ‹k1 5, k2 2› b ‹k3 1›",
        {"k2": "inline"},
        "a ‹k1 5>2, +k2 2>2, k2 2>1› b ‹k3 1>0›",
    ),
    "figure-in-the-strip": ("a ‹k1 5› b", {"k1": "lead"}, "a ‹k1 5>0› b"),
    "figure-without-callout": ("a ‹k1 5› b", {"k1": ""}, "a ‹k1 5>0› b"),
}


@pytest.mark.parametrize(("notation", "callouts", "expected"), ASIDES.values(), ids=ASIDES)
def test_asides(bare: ClaimView, notation: str, callouts: dict[str, str], expected: str) -> None:
    assert shown(body_parts(body(notation), views(bare, callouts), ())) == expected


def test_a_callout_without_a_figure_is_none(bare: ClaimView) -> None:
    claims = {"k1": replace(bare, id="k1", callout="inline")}
    assert shown(body_parts(body("a ‹k1 5›"), claims, ())) == "a ‹k1 5>0›"


CHARTS: dict[str, tuple[str, list[str], str]] = {
    "none": ("a ‹k1 2› b", [], "a ‹k1 2>0› b"),
    "after-its-claim": ("a ‹k1 2› b ‹k2 2›", ["k1"], "a ‹k1 2>2› [chart-1] b ‹k2 2>0›"),
    "after-the-last-claim": (
        "a ‹k1 2› b ‹k2 2› c ‹k3 2›",
        ["k1 k2"],
        "a ‹k1 2>2› b ‹k2 2>2› [chart-1] c ‹k3 2>0›",
    ),
    "whatever-order-it-names-them-in": (
        "a ‹k1 2› b ‹k2 2› c ‹k3 2›",
        ["k2 k1"],
        "a ‹k1 2>2› b ‹k2 2>2› [chart-1] c ‹k3 2>0›",
    ),
    "claims-of-one-block": ("a ‹k1 2, k2 2› b", ["k1 k2"], "a ‹k1 2>2, k2 2>0› [chart-1] b"),
    "two-after-one-block": (
        "a ‹k1 2› b ‹k2 2› c",
        ["k1 k2", "k2"],
        "a ‹k1 2>2› b ‹k2 2>0› [chart-1] [chart-2] c",
    ),
    "the-second-before-the-first": (
        "a ‹k1 2› b ‹k2 2› c",
        ["k2", "k1"],
        "a ‹k1 2>2› [chart-2] b ‹k2 2>0› [chart-1] c",
    ),
    "one-claim-twice": ("a ‹k1 2› b ‹k2 2›", ["k1 k1"], "a ‹k1 2>2› [chart-1] b ‹k2 2>0›"),
}


@pytest.mark.parametrize(("notation", "named", "expected"), CHARTS.values(), ids=CHARTS)
def test_charts(bare: ClaimView, notation: str, named: list[str], expected: str) -> None:
    claims = views(bare)
    charts = [
        chart(f"chart-{number}", *(claims[id] for id in ids.split()))
        for number, ids in enumerate(named, start=1)
    ]
    assert shown(body_parts(body(notation), claims, charts)) == expected


@st.composite
def bodies(draw: st.DrawFn) -> tuple[list[str | Slot], list[str], list[list[str]]]:
    """A body with a slot for each claim, the claims that are called out, and charts."""
    order = draw(st.permutations(CLAIMS).map(lambda ids: ids[: len(ids) - 2]))
    items: list[str | Slot] = []
    waiting = list(order)
    while waiting:
        count = draw(st.integers(1, len(waiting)))
        here, waiting = waiting[:count], waiting[count:]
        items.append(draw(st.sampled_from(["<p>a</p>", "<ul>b</ul>", ""])))
        items.append(Slot(tuple(here), tuple(draw(st.integers(0, 9)) for _ in here)))
    items.append(draw(st.sampled_from(["<p>c</p>", ""])))
    named = st.lists(st.sampled_from(order), min_size=1, max_size=3)
    callouts = draw(st.lists(st.sampled_from(order), unique=True))
    return items, callouts, draw(st.lists(named, max_size=3))


@settings(deadline=None)
@given(bodies())
def test_nothing_is_lost_doubled_or_moved(
    bare: ClaimView, made: tuple[list[str | Slot], list[str], list[list[str]]]
) -> None:
    items, callouts, named = made
    claims = views(bare, dict.fromkeys(callouts, "inline"))
    charts = [chart(f"chart-{n}", *(claims[id] for id in ids)) for n, ids in enumerate(named)]
    parts = body_parts(items, claims, charts)
    slots = [item for item in items if isinstance(item, Slot)]

    assert "".join(part.html for part in parts) == "".join(i for i in items if isinstance(i, str))
    with_asides = [part for part in parts if part.asides]
    cards = [
        [(a.claim.id, a.rise) for a in part.asides if not a.is_callout] for part in with_asides
    ]
    assert cards == [list(zip(slot.claims, slot.rises, strict=True)) for slot in slots]

    asides = [aside for part in parts for aside in part.asides]
    assert sorted(a.claim.id for a in asides if a.is_callout) == sorted(callouts)
    for before, after in pairwise(asides):
        assert before.next_rise == after.rise
        if before.is_callout:
            assert (after.claim, after.is_callout) == (before.claim, False)
    assert asides[-1].next_rise == 0

    assert sorted(c.id for part in parts for c in part.charts) == sorted(c.id for c in charts)
    met: set[str] = set()
    for part in parts:
        known, met = met, met | {aside.claim.id for aside in part.asides}
        for drawn in part.charts:
            compared = {bar.claim.id for bar in drawn.bars}
            assert compared <= met and not compared <= known


def test_what_a_small_site_shows_after_its_paragraphs(tmp_path: Path) -> None:
    figure = {"value": "6", "callout": "inline"}
    claims: list[Written] = [{"quote": "mot", "figure": figure}, "deux"]
    (article,) = presented(written(tmp_path, "Un mot.\n\nEt deux.\n\nFin.\n", claims))
    parts = article.view.parts
    assert [[(a.claim.id, a.is_callout) for a in part.asides] for part in parts] == [
        [("k1", True), ("k1", False)],
        [("k2", False)],
        [],
    ]

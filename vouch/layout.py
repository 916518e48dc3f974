"""The body of an article in parts: its text, and between blocks the cards and charts.

A card stands after the block in which its quote ends. A chart stands after the block with the
last of its claims, where a reader has met all that it compares.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from vouch.annotate import Slot
from vouch.articleview import Aside, ChartView, Part
from vouch.views import ClaimView, Html


def body_parts(
    body: Sequence[str | Slot],
    claims: Mapping[str, ClaimView],
    charts: Sequence[ChartView],
) -> tuple[Part, ...]:
    """The body cut after each block that has cards; ``claims`` by their ids."""
    asides = _by_slot([item for item in body if isinstance(item, Slot)], claims)
    to_draw = [(chart, {bar.claim.id for bar in chart.bars}) for chart in charts]
    made: list[Part] = []
    html = ""
    for item in body:
        if isinstance(item, str):
            html += item
            continue
        for _, wanted in to_draw:
            wanted.difference_update(item.claims)
        drawn = tuple([chart for chart, wanted in to_draw if not wanted])
        to_draw = [(chart, wanted) for chart, wanted in to_draw if wanted]
        made.append(Part(Html(html), next(asides), drawn))
        html = ""
    return (*made, Part(Html(html))) if html else tuple(made)


def _by_slot(slots: Sequence[Slot], claims: Mapping[str, ClaimView]) -> Iterator[tuple[Aside, ...]]:
    """For each slot its cards, an inline callout before the card of its claim."""
    placed = [
        (number, claims[claim], is_callout, rise)
        for number, slot in enumerate(slots)
        for claim, rise in zip(slot.claims, slot.rises, strict=True)
        for is_callout in ((True, False) if _is_called_out(claims[claim]) else (False,))
    ]
    asides: list[list[Aside]] = [[] for _ in slots]
    next_rises = [*(rise for *_, rise in placed[1:]), 0]
    for (number, claim, is_callout, rise), next_rise in zip(placed, next_rises, strict=False):
        asides[number].append(Aside(claim, is_callout, rise, next_rise))
    return (tuple(each) for each in asides)


def _is_called_out(claim: ClaimView) -> bool:
    return claim.figure is not None and claim.callout == "inline"

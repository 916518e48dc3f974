"""Charts of checked figures: how long each bar is, and the scale that it is read on.

A chart is drawn from the figures of claims and from nothing else, so that it cannot differ from
what was checked. Bars begin at zero; a share is a part of 100 %.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from vouch import views
from vouch.articleview import Bar, ChartView
from vouch.drawings import Tick
from vouch.figures import Figures
from vouch.model.claims import Chart, Figure
from vouch.quantity import Modality
from vouch.scale import percent, scale_for, scale_of_shares
from vouch.wording import UnitLabels, Wording

_SOFT = frozenset({Modality.UP_TO, Modality.ANNOUNCED})
"""What was not reached, or not yet: drawn hollow."""


def chart_views(
    charts: Sequence[Chart],
    claims: Mapping[str, views.ClaimView],
    figures: Mapping[str, Figure],
    said: Figures,
    line: Callable[[str | None], str],
) -> tuple[ChartView, ...]:
    """The charts of an article in their order.

    ``claims`` and their ``figures`` are by the claims' ids; a claim without a figure is not drawn.
    ``said`` is how numbers are said, ``line`` sets a title.
    """
    return tuple(
        chart_view(
            chart.model_copy(update={"title": line(chart.title)}),
            number,
            [(claims[id], figures[id]) for id in chart.figures if id in figures],
            said.w,
            said.labels,
        )
        for number, chart in enumerate(charts, start=1)
    )


def chart_view(
    chart: Chart,
    number: int,
    claims: Sequence[tuple[views.ClaimView, Figure]],
    w: Wording,
    labels: UnitLabels,
) -> ChartView:
    """A chart as it is drawn; ``claims`` are those that it names, each with its figure.

    ``number`` counts the charts of the article from 1.
    """
    values = [figure.value * figure.unit.scale for _, figure in claims]
    is_share = chart.kind == "share"
    scale = scale_of_shares() if is_share else scale_for(values)
    begins = _begins(values) if is_share else [min(value, Decimal(0)) for value in values]
    numbers, unit = w.scale(scale.ticks, claims[0][1].unit, labels)
    return ChartView(
        id=f"chart-{number}",
        kind=chart.kind,
        title=chart.title or "",
        unit=unit,
        bars=tuple(
            Bar(
                claim=claim,
                begins=percent(scale.at(start)),
                length=percent(scale.at(start + abs(value)) - scale.at(start)),
                is_firm=figure.modality not in _SOFT,
            )
            for (claim, figure), value, start in zip(claims, values, begins, strict=True)
        ),
        ticks=tuple(
            Tick(percent(scale.at(tick)), number)
            for tick, number in zip(scale.ticks, numbers, strict=True)
        ),
        sources=_sources([claim for claim, _ in claims]),
    )


def _begins(values: Sequence[Decimal]) -> list[Decimal]:
    """Where each part of a whole begins: at the end of the one before it."""
    return [sum(values[:place], Decimal(0)) for place in range(len(values))]


def _sources(claims: Sequence[views.ClaimView]) -> tuple[views.UseView, ...]:
    """The documents that the figures rest on, each once; what gives context alone is left out."""
    uses: dict[str, views.UseView] = {}
    for claim in claims:
        for use in claim.uses:
            if use.stance != "context":
                uses.setdefault(use.source.id, use)
    return tuple(uses.values())

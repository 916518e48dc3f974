"""Milestones on a given day: their phases, and where they stand on the line of their year."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vouch.dates import parse
from vouch.drawings import YearView
from vouch.model.claims import Event
from vouch.scale import percent
from vouch.timeline import by_year, event_view
from vouch.views import EventView, Html, Link
from vouch.wording import wording

TODAY = date(2026, 7, 2)
"""The morning of this day is the middle of the year: 182 of 365 days are over."""
FR = wording("fr")


def view(when: str, status: str = "announced") -> EventView:
    event = Event.model_validate({"date": when, "title": "Un jalon", "status": status})
    return event_view(
        event,
        lang="fr",
        id="event-1",
        title=event.title,
        text=Html(""),
        claims=(),
        sources=(),
        article=Link("Un article", "a/index.html"),
    )


def years(dates: str, today: date = TODAY) -> Sequence[YearView]:
    return by_year([view(when) for when in dates.split()], today, FR)


# --- Phases and statuses ---

PHASES = {
    "day-before": ("2026-07-01", "past"),
    "today": ("2026-07-02", "present"),
    "day-after": ("2026-07-03", "future"),
    "month-before": ("2026-06", "past"),
    "this-month": ("2026-07", "present"),
    "month-after": ("2026-08", "future"),
    "last-quarter": ("2026-Q2", "past"),
    "this-half-year": ("2026-H2", "present"),
    "this-year": ("2026", "present"),
    "last-year": ("2025", "past"),
    "next-year": ("2027", "future"),
    "last-day-of-a-span": ("2026-01-01/2026-07-02", "present"),
    "span-that-ended-yesterday": ("2026-01-01/2026-07-01", "past"),
    "first-day-of-a-span": ("2026-07-02/2026-12", "present"),
    "span-that-begins-tomorrow": ("2026-07-03/2026-12", "future"),
    "open-end-begun": ("2024/..", "present"),
    "open-end-to-come": ("2027/..", "future"),
    "open-start-over": ("../2026-06", "past"),
    "open-start-not-over": ("../2026-08", "present"),
    "about": ("2026-06~", "past"),
}


@pytest.mark.parametrize(("when", "phase"), PHASES.values(), ids=PHASES)
def test_phases(when: str, phase: str) -> None:
    assert view(when).phase(TODAY) == phase


STATUSES = {
    "announced-and-over": ("2026-06", "announced", "due", True),
    "due-and-over": ("2026-06", "due", "due", True),
    "done-and-over": ("2026-06", "done", "done", False),
    "missed-and-over": ("2026-06", "missed", "missed", False),
    "cancelled-and-over": ("2026-06", "cancelled", "cancelled", False),
    "announced-its-last-day": ("2026-07-02", "announced", "announced", False),
    "announced-within": ("2026-H2", "announced", "announced", False),
    "announced-ahead": ("2027", "announced", "announced", False),
    "due-within": ("2026-07", "due", "due", False),
    "due-ahead": ("2026-08", "due", "due", False),
    "done-within": ("2026-H2", "done", "done", False),
    "announced-without-an-end": ("2024/..", "announced", "announced", False),
    "announced-without-a-start": ("../2026-06", "announced", "due", True),
}


@pytest.mark.parametrize(("when", "status", "shown", "unverified"), STATUSES.values(), ids=STATUSES)
def test_what_is_over_and_not_confirmed_is_due(
    when: str, status: str, shown: str, unverified: bool
) -> None:
    made = view(when, status)
    assert (made.status_on(TODAY), made.is_unverified(TODAY)) == (shown, unverified)


@pytest.mark.parametrize(
    ("when", "machine"),
    [
        ("2026-07-02", "2026-07-02"),
        ("2026-07", "2026-07"),
        ("2026", "2026"),
        ("2026-H2", "2026"),
        ("2026-Q4", "2026"),
        ("2026-07/2027-01", ""),
    ],
)
def test_machines_are_told_no_more_than_is_written(when: str, machine: str) -> None:
    assert view(when).machine_date == machine


# --- Years ---

GROUPED = {
    "none": ("", []),
    "one": ("2026-07", [("2026", "2026-07")]),
    "in-order": (
        "2027 2025-10-06 2026",
        [("2025", "2025-10-06"), ("2026", "2026"), ("2027", "2027")],
    ),
    "several-in-a-year": ("2026-10 2026-03-01", [("2026", "2026-03-01 2026-10")]),
    "earliest-then-latest": ("2026 2026-01 2026-H1", [("2026", "2026-01 2026-H1 2026")]),
    "by-the-year-it-begins-in": ("2025-12/2027-01", [("2025", "2025-12/2027-01")]),
    "open-end": ("2025/..", [("2025", "2025/..")]),
    "open-start-in-the-year-it-ends-in": (
        "2025 ../2027",
        [("2025", "2025"), ("2027", "../2027")],
    ),
    "years-between-are-left-out": ("2020 2030", [("2020", "2020"), ("2030", "2030")]),
    "same-day-in-the-order-given": ("2026-07-02 2026-07-02", [("2026", "2026-07-02 2026-07-02")]),
    "decade": ("202X 2020-06", [("2020", "2020-06"), ("années 2020", "202X")]),
    "winter": ("2025-24", [("2025", "2025-24")]),
    "four-digits": ("0476-09-04", [("0476", "0476-09-04")]),
    "last-year-of-all": ("9999", [("9999", "9999")]),
    "last-day-of-all": ("9999-12-31", [("9999", "9999-12-31")]),
    "century": ("99XX 9999-12", [("9900–9999", "99XX"), ("9999", "9999-12")]),
}


@pytest.mark.parametrize(("dates", "grouped"), GROUPED.values(), ids=GROUPED)
def test_years(dates: str, grouped: list[tuple[str, str]]) -> None:
    made = years(dates)
    assert [(y.label.zfill(4), _texts(y)) for y in made] == grouped


def _texts(year: YearView) -> str:
    return " ".join(event.date.text for event in year.events)


def test_a_decade_has_no_line() -> None:
    (decade,) = years("202X")
    assert (decade.marks, decade.months, decade.today) == ((), (), "")


def test_spans_that_overlap_lie_in_lanes_of_their_own() -> None:
    (year,) = years("2026-04/2026-09 2026-06 2026-07-14 2026-Q4 2026-07/..", TODAY)
    assert [(mark.begins, mark.lane) for mark in year.marks] == [
        ("24.66%", 1),
        ("41.37%", 2),
        ("49.59%", 2),
        ("53.15%", 0),
        ("74.79%", 1),
    ]


def marks(dates: str, year: str, today: date = TODAY) -> list[str]:
    """The marks on the line of a year as `phase begins length elapsed`."""
    (found,) = [each for each in years(dates, today) if each.label == year]
    return [f"{m.phase} {m.begins} {m.length} {m.elapsed}" for m in found.marks]


# 365 days: one is 0.27 %, January 8.49 %, a quarter 24.66 % to 25.21 %.
MARKS = {
    "first-day": ("2026-01-01", ["past 0% 0% 0%"]),
    "last-day": ("2026-12-31", ["future 99.73% 0% 0%"]),
    "today": ("2026-07-02", ["present 49.86% 0% 0%"]),
    "month-over": ("2026-01", ["past 0% 8.49% 8.49%"]),
    "month-ahead": ("2026-12", ["future 91.51% 8.49% 0%"]),
    "month-begun": ("2026-07", ["present 49.59% 8.49% 0.27%"]),
    "quarter-over": ("2026-Q1", ["past 0% 24.66% 24.66%"]),
    "quarter-ahead": ("2026-Q4", ["future 74.79% 25.21% 0%"]),
    "half-year": ("2026-H2", ["present 49.59% 50.41% 0.27%"]),
    "year": ("2026", ["present 0% 100% 49.86%"]),
    "two-days": ("2026-07-01/2026-07-02", ["present 49.59% 0.55% 0.27%"]),
    "span-of-one-day": ("2026-07-02/2026-07-02", ["present 49.86% 0% 0%"]),
    "cut-at-the-end": ("2026-07/2027-06", ["present 49.59% 50.41% 0.27%"]),
    "cut-at-the-start": (
        "2025-07/2026-01 2026-12-31",
        ["past 0% 8.49% 8.49%", "future 99.73% 0% 0%"],
    ),
    "cut-at-both-ends": ("2025/2027 2026-12-31", ["present 0% 100% 49.86%", "future 99.73% 0% 0%"]),
    "open-end": ("2026-07/..", ["present 49.59% 50.41% 0.27%"]),
    "open-end-of-another-year": ("2025-07/.. 2026-12-31", ["future 99.73% 0% 0%"]),
    "open-start": ("../2026-01 2026-12-31", ["past 0% 8.49% 8.49%", "future 99.73% 0% 0%"]),
    "open-start-over-before": ("../2025-12 2026-12-31", ["future 99.73% 0% 0%"]),
    "other-years": ("2025-12-31 2026-12-31 2027-01-01", ["future 99.73% 0% 0%"]),
}


@pytest.mark.parametrize(("dates", "expected"), MARKS.values(), ids=MARKS)
def test_marks(dates: str, expected: list[str]) -> None:
    assert marks(dates, "2026") == expected


LEAP = {
    "leap-day": ("2024-02-29", "2024", ["past 16.12% 0% 0%"]),
    "february-of-a-leap-year": ("2024-02", "2024", ["past 8.47% 7.92% 7.92%"]),
    "february": ("2025-02", "2025", ["past 8.49% 7.67% 7.67%"]),
    "last-day-of-a-leap-year": ("2024-12-31", "2024", ["past 99.73% 0% 0%"]),
    "leap-year": ("2024", "2024", ["past 0% 100% 100%"]),
    "winter-into-a-leap-year": (
        "2023-24 2024-12-31",
        "2024",
        ["past 0% 16.39% 16.39%", "past 99.73% 0% 0%"],
    ),
    "no-leap-year-in-1900": ("1900-02", "1900", ["past 8.49% 7.67% 7.67%"]),
}


@pytest.mark.parametrize(("dates", "year", "expected"), LEAP.values(), ids=LEAP)
def test_years_have_their_days(dates: str, year: str, expected: list[str]) -> None:
    assert marks(dates, year) == expected


PLACES = {
    "first-day": (date(2026, 1, 1), "0%"),
    "middle": (TODAY, "49.86%"),
    "last-day": (date(2026, 12, 31), "99.73%"),
    "day-before": (date(2025, 12, 31), ""),
    "day-after": (date(2027, 1, 1), ""),
}


@pytest.mark.parametrize(("today", "place"), PLACES.values(), ids=PLACES)
def test_today_has_a_place_in_its_own_year(today: date, place: str) -> None:
    (year,) = years("2026-05", today)
    assert year.today == place


@pytest.mark.parametrize(
    ("lang", "letters"), [("fr", "JFMAMJJASOND"), ("en", "JFMAMJJASOND")], ids=["fr", "en"]
)
def test_months_stand_where_they_begin(lang: str, letters: str) -> None:
    (year,) = by_year([view("2026")], TODAY, wording(lang))
    assert "".join(month.label for month in year.months) == letters
    begun = [(date(2026, n, 1) - date(2026, 1, 1)).days for n in range(1, 13)]
    assert [month.at for month in year.months] == [
        f"{round(days * Decimal(100) / 365, 2).normalize():f}%" for days in begun
    ]


DAYS = st.dates(date(2025, 1, 1), date(2028, 12, 31))


@st.composite
def spans(draw: st.DrawFn) -> str:
    first, last = sorted((draw(DAYS), draw(DAYS)))
    return draw(
        st.sampled_from(
            [f"{first}", f"{first}/{last}", f"{first}/..", f"../{last}", f"{first:%Y-%m}"]
        )
    )


@given(st.lists(spans(), min_size=1, max_size=6), DAYS)
def test_marks_stay_on_their_line(dates: list[str], today: date) -> None:
    for year in years(" ".join(dates), today):
        for mark in year.marks:
            begins, length, elapsed = (
                Decimal(written[:-1]) for written in (mark.begins, mark.length, mark.elapsed)
            )
            assert 0 <= begins < 100
            assert 0 <= elapsed <= length
            assert begins + length <= Decimal("100.01")
            if mark.phase == "past":
                assert elapsed == length
            if mark.phase == "future":
                assert elapsed == 0


@given(st.lists(spans(), max_size=6), DAYS)
def test_each_milestone_is_listed_once_and_drawn_where_it_begins(
    dates: list[str], today: date
) -> None:
    made = years(" ".join(dates), today)
    assert sorted(text for year in made for text in _texts(year).split()) == sorted(dates)
    labels = [year.label for year in made]
    assert labels == sorted(set(labels))
    for year in made:
        assert len(year.marks) >= len(year.events)


@given(DAYS, st.integers(0, 1200), DAYS)
def test_a_span_is_as_long_as_its_days(first: date, days: int, today: date) -> None:
    """Cut at the ends of years, its pieces come to the whole."""
    last = first + timedelta(days=days)
    in_each_year = " ".join(f"{year}-06-15" for year in range(first.year, last.year + 1))
    drawn = 0
    for year in years(f"{first}/{last} {in_each_year}", today):
        days_in_year = date(int(year.label), 12, 31).timetuple().tm_yday
        parts = [round(Decimal(mark.length[:-1]) * days_in_year / 100) for mark in year.marks]
        drawn += sum(max(part, 1) for part in parts) - 1  # a day is a point, without a length
    assert drawn == days + 1


@given(st.lists(spans(), min_size=1, max_size=12), DAYS)
def test_each_span_lies_in_the_first_lane_that_is_free(dates: list[str], today: date) -> None:
    """Held against looking at every milestone and every lane for each year."""
    ordered = sorted(map(parse, dates), key=lambda when: when.sort_key)
    for year in years(" ".join(dates), today):
        first, last = date(int(year.label), 1, 1), date(int(year.label), 12, 31)
        lanes: list[date] = []
        expected = []
        for when in ordered:
            begins, ends = when.earliest or first, when.latest or last
            if begins > last or ends < first or (begins < first and when.latest is None):
                continue
            begins, ends = max(begins, first), min(ends, last)
            lane = 0
            if begins != ends:
                free = [n for n, end in enumerate(lanes) if end < begins]
                lane = min(free, default=len(lanes)) + 1
                lanes[lane - 1 : lane] = [ends]
            part = Decimal((begins - first).days * 100) / Decimal((last - first).days + 1)
            expected.append((percent(part), lane))
        assert [(mark.begins, mark.lane) for mark in year.marks] == expected

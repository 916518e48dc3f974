"""Partial dates: what is read, what is refused and with which advice, and how dates compare."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from vouch.dates import PartialDate, Precision, parse

READ = [
    ("2025-10-06", "2025-10-06", "2025-10-06", "day"),
    ("0001-01-01", "0001-01-01", "0001-01-01", "day"),
    ("9999-12-31", "9999-12-31", "9999-12-31", "day"),
    ("2024-02-29", "2024-02-29", "2024-02-29", "day"),
    ("2025-10-06T14:00:00", "2025-10-06", "2025-10-06", "day"),
    ("2025-10-06T23:59:59Z", "2025-10-06", "2025-10-06", "day"),
    ("2025-10-06T00:00:00+02:00", "2025-10-06", "2025-10-06", "day"),
    ("2025-10-06T00:00:00-05", "2025-10-06", "2025-10-06", "day"),
    ("2025-10", "2025-10-01", "2025-10-31", "month"),
    ("2025-02", "2025-02-01", "2025-02-28", "month"),
    ("2024-02", "2024-02-01", "2024-02-29", "month"),
    ("1900-02", "1900-02-01", "1900-02-28", "month"),
    ("1985-04-XX", "1985-04-01", "1985-04-30", "month"),
    ("2025-21", "2025-03-01", "2025-05-31", "season"),
    ("2025-22", "2025-06-01", "2025-08-31", "season"),
    ("2025-23", "2025-09-01", "2025-11-30", "season"),
    ("2023-24", "2023-12-01", "2024-02-29", "season"),
    ("9999-24", "9999-12-01", "9999-12-31", "season"),
    ("2026-Q1", "2026-01-01", "2026-03-31", "quarter"),
    ("2026-Q2", "2026-04-01", "2026-06-30", "quarter"),
    ("2026-Q3", "2026-07-01", "2026-09-30", "quarter"),
    ("2026-Q4", "2026-10-01", "2026-12-31", "quarter"),
    ("2026-H1", "2026-01-01", "2026-06-30", "half-year"),
    ("2026-H2", "2026-07-01", "2026-12-31", "half-year"),
    ("2026", "2026-01-01", "2026-12-31", "year"),
    ("2004-XX", "2004-01-01", "2004-12-31", "year"),
    ("1985-XX-XX", "1985-01-01", "1985-12-31", "year"),
    ("201X", "2010-01-01", "2019-12-31", "decade"),
    ("20XX", "2000-01-01", "2099-12-31", "century"),
    ("2026-07/2026-12", "2026-07-01", "2026-12-31", "interval"),
    ("2026-07-15/2026-Q4", "2026-07-15", "2026-12-31", "interval"),
    ("2026-07/2026", "2026-07-01", "2026-12-31", "interval"),
    ("2026/2026-07", "2026-01-01", "2026-07-31", "interval"),
    ("2026/2026", "2026-01-01", "2026-12-31", "interval"),
    ("2026-07/..", "2026-07-01", None, "interval"),
    ("2026-07/", "2026-07-01", None, "interval"),
    ("../2026", None, "2026-12-31", "interval"),
    ("/2026", None, "2026-12-31", "interval"),
]

REFUSED = [
    # what does not exist
    ("2025-13-01", ["12", "2025-01-13"]),
    ("2025-13", ["12"]),
    ("2025-13-13", ["12"]),
    ("2025-00", ["12"]),
    ("2025-33", ["12"]),
    ("2025-02-30", ["28"]),
    ("2023-02-29", ["28"]),
    ("2026-06-31", ["30"]),
    ("2026-06-00", ["30"]),
    ("2026-Q5", ["Q1", "Q4"]),
    ("2026-Q0", ["Q1", "Q4"]),
    ("2026-H3", ["H1", "H2"]),
    ("2026-Q4-01", ["month"]),
    ("2025-XX-06", ["month"]),
    ("0000", ["0001"]),
    ("0000-05-01", ["0001"]),
    ("000X", ["0001"]),
    ("2026-12/2026-07", ["before", "2026-07/2026-12"]),
    ("2026/2025-12", ["before", "2025-12/2026"]),
    ("2026-13/2027", ["2026-13", "12"]),
    ("../..", ["both ends"]),
    ("/", ["both ends"]),
    # what is nearly right: the right form is given
    ("2025-1-5", ["2025-01-05"]),
    ("2025-1", ["2025-01"]),
    ("20251006", ["2025-10-06"]),
    ("2025/10/06", ["2025-10-06"]),
    ("2025.10.06", ["2025-10-06"]),
    ("2025\u201310\u201306", ["2025-10-06"]),
    ("2025/10", ["2025-10"]),
    ("10/2025", ["2025-10"]),
    ("25/10/2025", ["2025-10-25"]),
    ("10/25/2025", ["2025-10-25"]),
    ("06/06/2025", ["2025-06-06"]),
    ("6 octobre 2025", ["2025-10-06"]),
    ("1er octobre 2025", ["2025-10-01"]),
    ("October 6, 2025", ["2025-10-06"]),
    ("6th of Oct. 2025", ["2025-10-06"]),
    ("F\u00c9VRIER 2025", ["2025-02"]),
    ("ao\u00fbt\u00a02025", ["2025-08"]),
    ("vers 2025", ["2025~"]),
    ("c. mai 2025", ["2025-05~"]),
    ("Q4 2026", ["2026-Q4"]),
    ("T4 2026", ["2026-Q4"]),
    ("2026Q4", ["2026-Q4"]),
    ("2026-q4", ["2026-Q4"]),
    ("2026-S2", ["2026-H2"]),
    ("h2 2026", ["2026-H2"]),
    ("201x", ["201X"]),
    ("~2025", ["2025~"]),
    ("2025?~", ["2025%"]),
    ("2026-2027", ["2026/2027"]),
    ("2026-07 / 2026-12", ["2026-07/2026-12"]),
    ("2026-07/12", ["2026-07/2026-12"]),
    ("2026-07/...", ["2026-07/.."]),
    ("octobre 2025/d\u00e9cembre 2025", ["2025-10/2025-12"]),
    ("2025-10-06T14:00", ["2025-10-06T14:00:00"]),
    ("2025-10-06 14:00:00Z", ["2025-10-06T14:00:00Z"]),
    # what has two readings: both are given
    ("06/10/2025", ["2025-10-06", "2025-06-10"]),
    ("6.10.2025", ["2025-10-06", "2025-06-10"]),
    ("06-10-2025", ["2025-10-06", "2025-06-10"]),
]

# refused with the list of forms and no proposal, for any proposal would be a guess
SILENT = [
    "",
    "   ",
    "demain",
    "now",
    "null",
    "10",
    "12:30",
    "06/10/25",
    "12 octobre",
    "30 f\u00e9vrier 2025",
    "fin 2026",
    "-1985",
    "Y17000",
    "2025-W41",
    "1XXX",
    "XXXX",
    "201X-05",
    "20XX-01-01",
    "2025-1X",
    "20X5",
    "2026/2027/2028",
    "2025-10-6/15",
    "6.10.2025/2026",
    "06/10/2025/07/10/2025",
    "2025-10-06T25:00:00",
    "2025-10-06T14:60:00",
    "2025-10T14:00:00",
    "2025-10-06T14:00:00~",
    "2025-10-06T14:00:00Z/2026",
    "2025-10~-06",
    "\u0662\u0660\u0662\u0665",
    "2025" * 1000,
    "/" * 1000,
]


def day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision"), READ, ids=[case[0] for case in READ]
)
def test_read(text: str, earliest: str | None, latest: str | None, precision: str) -> None:
    read = parse(f" {text} ")
    assert read.text == text
    assert (read.earliest, read.latest) == (day(earliest), day(latest))
    assert read.precision == Precision(precision)
    assert not read.approximate and not read.uncertain


@pytest.mark.parametrize(
    ("text", "approximate", "uncertain"),
    [
        ("2025", False, False),
        ("2025~", True, False),
        ("2025-10?", False, True),
        ("2025-10-06%", True, True),
        ("2026-H2~", True, False),
        ("201X?", False, True),
        ("2026-07~/2026-12", True, False),
        ("2026-07/2026-12?", False, True),
        ("2026-07~/2026-12?", True, True),
        ("2026-07?/..", False, True),
    ],
)
def test_marks(text: str, approximate: bool, uncertain: bool) -> None:
    read = parse(text)
    assert (read.approximate, read.uncertain) == (approximate, uncertain)
    assert (read.sort_key, read.precision) == (
        parse(text.translate(str.maketrans("", "", "~?%"))).sort_key,
        parse(text.translate(str.maketrans("", "", "~?%"))).precision,
    )


def test_interval_keeps_its_bounds() -> None:
    closed, open_ended = parse("2026-07~/2026-Q4"), parse("../2026")
    assert (closed.start, closed.end) == (parse("2026-07~"), parse("2026-Q4"))
    assert (open_ended.start, open_ended.end) == (None, parse("2026"))
    assert parse("2026").start is None and parse("2026").end is None


@pytest.mark.parametrize(("text", "said"), REFUSED, ids=[case[0] for case in REFUSED])
def test_refused_with_advice(text: str, said: list[str]) -> None:
    with pytest.raises(ValueError, match=re.escape(said[0])) as refusal:
        parse(text)
    message = str(refusal.value)
    assert all(part in message for part in said), message
    assert "a date is written like" not in message


@pytest.mark.parametrize("text", SILENT, ids=[repr(text[:24]) for text in SILENT])
def test_refused_without_a_guess(text: str) -> None:
    with pytest.raises(ValueError, match="a date is written like 2025-10-06") as refusal:
        parse(text)
    assert len(str(refusal.value)) < 400


@pytest.mark.parametrize("text", ["06/10/2025", "2025-1-5", "6 octobre 2025", "2026-07/12"])
def test_advice_can_be_followed(text: str) -> None:
    with pytest.raises(ValueError, match="write `") as refusal:
        parse(text)
    proposals = str(refusal.value).split("`")[3::2]
    assert proposals
    for proposal in proposals:
        assert parse(proposal).text == proposal


def test_a_day_is_proposed_only_where_it_exists() -> None:
    with pytest.raises(ValueError, match="months run from 01 to 12") as refusal:
        parse("2025-32-01")
    assert "if 32 is the day" not in str(refusal.value)


def test_order_of_a_timeline() -> None:
    ordered = [
        "../2025",
        "2025-10-06",
        "2026-01-01",
        "2026-01",
        "2026-Q1",
        "2026-H1",
        "2026",
        "2026/2027",
        "2026/..",
        "2026-01-02",
        "2026-H2",
    ]
    shuffled = ordered[::2] + ordered[1::2]
    assert sorted(shuffled, key=lambda text: parse(text).sort_key) == ordered


@pytest.mark.parametrize(
    ("text", "today", "is_over", "contains", "begins_after"),
    [
        ("2026-H2", "2026-06-30", False, False, True),
        ("2026-H2", "2026-07-01", False, True, False),
        ("2026-H2", "2026-12-31", False, True, False),
        ("2026-H2", "2027-01-01", True, False, False),
        ("2026-07/..", "2026-06-30", False, False, True),
        ("2026-07/..", "9999-12-31", False, True, False),
        ("../2026", "0001-01-01", False, True, False),
        ("../2026", "2027-01-01", True, False, False),
        ("2025-10-06", "2025-10-06", False, True, False),
    ],
)
def test_against_a_day(
    text: str, today: str, is_over: bool, contains: bool, begins_after: bool
) -> None:
    read, on = parse(text), date.fromisoformat(today)
    assert (read.is_over(on), read.contains(on), read.begins_after(on)) == (
        is_over,
        contains,
        begins_after,
    )


YEARS = st.integers(min_value=1, max_value=9999).map(lambda year: f"{year:04}")
SINGLES = st.one_of(
    st.dates().map(date.isoformat),
    st.dates().map(lambda some: some.isoformat()[:7]),
    YEARS,
    st.builds("{}-Q{}".format, YEARS, st.integers(1, 4)),
    st.builds("{}-H{}".format, YEARS, st.integers(1, 2)),
    st.builds("{}-{}".format, YEARS, st.integers(21, 24)),
    st.builds("{}-{:02}-XX".format, YEARS, st.integers(1, 12)),
    st.integers(min_value=1, max_value=999).map(lambda decade: f"{decade:03}X"),
    st.integers(min_value=1, max_value=99).map(lambda century: f"{century:02}XX"),
)
MARKED = st.builds(str.__add__, SINGLES, st.sampled_from(["", "~", "?", "%"]))
BOUNDS = st.one_of(MARKED, st.sampled_from(["..", ""]))


@given(MARKED)
def test_single_dates_keep_text_and_order(text: str) -> None:
    read = parse(text)
    assert read.text == text
    assert read.earliest is not None and read.latest is not None
    assert read.earliest <= read.latest
    assert read.contains(read.earliest) and read.contains(read.latest)
    assert (read.earliest == read.latest) == (read.precision is Precision.DAY)
    if read.earliest > date.min:
        assert not read.contains(read.earliest - timedelta(days=1))
    if read.latest < date.max:
        assert read.is_over(read.latest + timedelta(days=1))


@given(BOUNDS, BOUNDS)
def test_intervals_are_read_or_run_backwards(first: str, last: str) -> None:
    assume(first not in {"", ".."} or last not in {"", ".."})
    text = f"{first}/{last}"
    try:
        read = parse(text)
    except ValueError as refusal:
        assert "ends before it begins" in str(refusal)
        start, end = parse(first), parse(last)
        assert start.earliest is not None and end.latest is not None
        assert start.earliest > end.latest
    else:
        assert (read.text, read.precision) == (text, Precision.INTERVAL)
        assert None in {read.earliest, read.latest} or read.sort_key[0] <= read.sort_key[1]


@given(st.lists(st.one_of(MARKED, MARKED.map("{}/..".format), MARKED.map("../{}".format))))
def test_sorting_agrees_with_the_days(texts: list[str]) -> None:
    ordered: list[PartialDate] = sorted(map(parse, texts), key=lambda read: read.sort_key)
    for before, after in pairwise(ordered):
        assert (before.earliest or date.min) <= (after.earliest or date.min)
        if before.earliest == after.earliest:
            assert (before.latest or date.max) <= (after.latest or date.max)


@given(st.text(alphabet="0123456789-/.~?%XQHTZ:+ qoct", max_size=24))
def test_anything_else_is_a_value_error(text: str) -> None:
    try:
        read = parse(text)
    except ValueError as refusal:
        assert str(refusal)
    else:
        assert read.text == text.strip()

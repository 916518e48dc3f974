"""What the day alone decides: what is due, and that nothing else changes with it."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sites import written
from vouch import duedates
from vouch.building import build, check
from vouch.diagnostics import Diagnostic, Severity
from vouch.model.claims import Event, EventStatus

CHECKOUT = Path(__file__).parent.parent
DAY = timedelta(days=1)
SIDECAR = """
claims:
  - {id: first, quote: Un, verdict: pending, recheck: 2026-12-30}
  - {id: second, quote: deux, verdict: pending, recheck: 2026-12-31}
  - {id: third, quote: trois, verdict: pending, recheck: 2027-01}
timeline:
  - {date: 2026-H2, title: Baies, status: due}
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("site"), "Un, deux, trois.\n", SIDECAR)


def found(site: Path, today: date, *, strict: bool = False) -> tuple[Diagnostic, ...]:
    return check(site, today=today, strict=strict).diagnostics


DAYS = {
    "before": (date(2026, 12, 29), []),
    "first day": (date(2026, 12, 30), ["first"]),
    "next day": (date(2026, 12, 31), ["first", "second"]),
    "new year": (date(2027, 1, 1), ["first", "second", "third"]),
}


@pytest.mark.parametrize(("today", "due"), DAYS.values(), ids=DAYS)
def test_claims_fall_due_on_their_day(site: Path, today: date, due: list[str]) -> None:
    said = [p.message for p in found(site, today) if p.code == "due-claim"]
    assert [line.split("`")[1] for line in said] == due


def test_one_day_flips_one_claim(site: Path) -> None:
    before, after = found(site, date(2026, 12, 30)), found(site, date(2026, 12, 31))
    (new,) = set(after) - set(before)
    assert set(before) <= set(after)
    assert (new.code, new.span.line) == ("due-claim", 4)


def test_one_day_closes_a_window(site: Path) -> None:
    closed = [
        today
        for today in (date(2026, 12, 31), date(2027, 1, 1))
        if any(problem.code == "closed-window" for problem in found(site, today))
    ]
    assert closed == [date(2027, 1, 1)]


def test_what_the_day_brings_is_a_warning_unless_strict(site: Path, tmp_path: Path) -> None:
    today = date(2027, 1, 1)
    assert {problem.severity for problem in found(site, today)} == {Severity.WARNING}
    assert {problem.severity for problem in found(site, today, strict=True)} == {Severity.ERROR}
    assert build(site, tmp_path / "out", today=today).files
    assert not build(site, tmp_path / "strict", today=today, strict=True).files


def test_the_page_says_due_when_the_report_does(site: Path, tmp_path: Path) -> None:
    for number, today in enumerate((date(2026, 12, 30), date(2026, 12, 31))):
        files = build(site, tmp_path / str(number), today=today).files
        page = files["a/claims/second/index.html"].decode()
        reported = any("`second`" in problem.message for problem in found(site, today))
        assert ("depuis le 31" in page) == reported


@given(
    st.dates(date(2025, 1, 1), date(2028, 12, 31)),
    st.dates(date(2025, 1, 1), date(2028, 12, 31)),
    st.sampled_from(EventStatus),
)
def test_a_window_stays_closed(end: date, today: date, status: EventStatus) -> None:
    event = Event(date=f"{end}", title="x", status=status)  # type: ignore[arg-type]  # as it is written
    if duedates.is_unconfirmed(event.date, event.status, today):
        assert end < today
        assert status in (EventStatus.ANNOUNCED, EventStatus.DUE)
        assert duedates.is_unconfirmed(event.date, event.status, today + DAY)

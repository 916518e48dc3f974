"""A whole site looked at: each change of what stands is noticed, by any number of processes."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from vouch import untouched
from vouch.marker import MARKER, marker, noted
from vouch.standing import Standing, standing
from vouch.untouched import stands_whole

FILES = {
    "index.html": b"front",
    "pont/index.html": b"bridge",
    **{f"pont/claims/c{n}/index.html": b"claim %d" % n for n in range(9)},
    **{f"deep/{n}/er/a b.html": b"%d" % n for n in range(3)},
}


def _written(site: Path, files: dict[str, bytes]) -> Standing:
    """A site that was written a minute ago, as it is found now."""
    for path, content in files.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes(content)
    (site / MARKER).write_bytes(marker({path: noted(c) for path, c in files.items()}, "a note"))
    time.sleep(0.03)  # more than a tick of the clock that files are stamped with
    os.utime(site / MARKER)
    return _found(site)


def _found(site: Path) -> Standing:
    new = site.parent / "new"
    new.unlink(missing_ok=True)
    new.touch()
    return standing(str(site), new.stat())


def _as_link(path: Path) -> None:
    there = path.parent.parent / "elsewhere"
    path.rename(there)
    path.symlink_to(there)


CHANGES: dict[str, Callable[[Path], object]] = {
    "other bytes": lambda site: (site / "pont/claims/c4/index.html").write_bytes(b"claim X"),
    "more bytes": lambda site: (site / "deep/2/er/a b.html").write_bytes(b"more"),
    "gone": lambda site: (site / "index.html").unlink(),
    "other permissions": lambda site: (site / "pont/index.html").chmod(0o600),
    "a link to the same": lambda site: _as_link(site / "pont/claims/c8/index.html"),
    "a link to the same folder": lambda site: _as_link(site / "pont/claims/c8"),
    "a link to one of few folders": lambda site: _as_link(site / "deep/1"),
    "a link to an upper folder": lambda site: _as_link(site / "pont"),
    "no marker": lambda site: (site / MARKER).unlink(),
    "a cut marker": lambda site: (site / MARKER).write_bytes(b"cut"),
    "other permissions of the marker": lambda site: (site / MARKER).chmod(0o600),
}


@pytest.fixture(params=["one", "two", "two for each row"])
def jobs(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    if request.param == "one":
        return 1
    monkeypatch.setattr("vouch.crew._FEWEST", 1)
    monkeypatch.setattr(untouched, "_UNIT", 3 if request.param == "two" else 1)
    return 2 if request.param == "two" else len(FILES) + 3


@pytest.mark.parametrize("change", CHANGES)
def test_what_was_changed_does_not_stand(tmp_path: Path, jobs: int, change: str) -> None:
    site = tmp_path / "site"
    assert stands_whole(_written(site, FILES), jobs)
    CHANGES[change](site)
    found = _found(site)
    assert not stands_whole(found, jobs)
    if found.is_known and (site / MARKER).exists():
        assert len(found.intact) < len(found.files)


def test_what_was_touched_is_read_once(
    tmp_path: Path, jobs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    _written(site, FILES)
    (site / "pont/index.html").write_bytes(FILES["pont/index.html"])
    time.sleep(0.03)
    assert stands_whole(_found(site), jobs)
    monkeypatch.setattr(untouched, "_holds", None)
    assert stands_whole(_found(site), jobs)


@pytest.mark.parametrize("answer", [True, False])
def test_what_has_to_be_so_besides_is_asked_once(tmp_path: Path, jobs: int, answer: bool) -> None:
    answers = [answer]
    assert stands_whole(_written(tmp_path / "site", FILES), jobs, answers.pop) == answer
    assert not answers


def test_folders_that_nobody_touched_are_not_listed(
    tmp_path: Path, jobs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    found = _written(site, FILES)
    monkeypatch.setattr(untouched, "folders_among", None)
    assert stands_whole(found, jobs)


@pytest.mark.parametrize("name", ["a:b", "a\\b", "a\nb", "a..b", "a /b"])
def test_unusual_paths_are_looked_at_too(tmp_path: Path, jobs: int, name: str) -> None:
    site = tmp_path / "site"
    files = {**FILES, name: b"unusual"}
    assert stands_whole(_written(site, files), jobs)
    assert dict(_found(site).files) == {path: noted(content) for path, content in files.items()}
    (site / name).write_bytes(b"UNUSUAL")
    assert not stands_whole(_found(site), jobs)


def test_what_leads_out_of_the_folder_is_not_believed(tmp_path: Path) -> None:
    site = tmp_path / "site"
    _written(site, FILES)
    (tmp_path / "out").write_bytes(b"out")
    for path in ("../out", str(tmp_path / "out")):
        (site / MARKER).write_bytes(marker({path: noted(b"out")}, ""))
        found = _found(site)
        assert not found.is_known
        assert not stands_whole(found)


@pytest.mark.parametrize("parts", [1, 2, 3, 8])
@pytest.mark.parametrize("rows", ["", "a\n", "a\nbbbbbbbbbbbb\n", "a\nb\nc\nd\ne\nf\ng\nh\ni\n"])
def test_parts_hold_each_row_once(rows: str, parts: int) -> None:
    found = untouched.cut(rows, parts)
    assert (len(found), "".join(found)) == (parts, rows)
    assert all(part.endswith("\n") for part in found if part)

"""Texts by their files: read when they are asked for, known by what the system says of them."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from vouch import texts
from vouch.folder import read_folder
from vouch.texts import Changed, Known, TextFile

LATER = 10**18 * 4
"""A time (ns) at which every file of these tests has been there for long."""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    content = tmp_path / "content"
    content.mkdir()
    (content / "site.yaml").write_text("title: T\nurl: https://t.example/\n")
    (content / "a.md").write_text("A text, to claims/one.\r\n")
    (content / "b.md").write_text("Another.\n")
    return tmp_path


def _read(
    site: Path, known: dict[str, Known] | None = None
) -> tuple[dict[str, TextFile], dict[str, Known]]:
    folder, _ = read_folder(site, known or {}, LATER)
    return folder.articles, folder.settled


def test_a_text_is_read_when_it_is_asked_for(site: Path) -> None:
    found, _ = _read(site)
    assert {name: text.read().text for name, text in found.items()} == {
        "a": "A text, to claims/one.\n",
        "b": "Another.\n",
    }
    assert [text.known.links for text in found.values()] == [True, False]


def _rewritten(path: Path) -> None:
    """Other bytes, as many, under the same times: the number of the file gives it away."""
    times = path.stat()
    beside = path.with_name(".new")
    beside.write_bytes(path.read_bytes()[::-1])
    os.utime(beside, ns=(times.st_atime_ns, times.st_mtime_ns))
    beside.replace(path)


@pytest.mark.parametrize(
    ("change", "is_read"),
    [
        pytest.param(Path.exists, False, id="nothing"),
        pytest.param(lambda path: path.write_text("Other, and longer text.\n"), True, id="size"),
        pytest.param(lambda path: path.write_bytes(path.read_bytes()[::-1]), True, id="in-place"),
        pytest.param(_rewritten, True, id="in-its-place"),
        pytest.param(lambda path: os.utime(path, ns=(1, 1)), True, id="times"),
        pytest.param(lambda path: path.chmod(0o600), True, id="touched"),
    ],
)
def test_what_is_known_is_read_again_where_the_file_changed(
    site: Path, change: Callable[[Path], object], is_read: bool
) -> None:
    _, known = _read(site)
    change(site / "content/a.md")
    marked = {path: Known(k.status, "of old", k.links) for path, k in known.items()}
    found, _ = _read(site, marked)
    assert {name: text.known.digest != "of old" for name, text in found.items()} == {
        "a": is_read,
        "b": False,
    }


def test_what_was_written_just_now_is_not_known_next_time(site: Path) -> None:
    now = (site / "content/b.md").stat().st_mtime_ns
    os.utime(site / "content/a.md", ns=(1, 1))  # its time of change stays
    assert read_folder(site, {}, now)[0].settled == {}
    assert read_folder(site)[0].settled == {}
    assert {*_read(site)[1]} == {"content/a.md", "content/b.md"}


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda path: path.write_text("Other.\n"), id="changed"),
        pytest.param(lambda path: path.unlink(), id="gone"),
    ],
)
def test_a_text_that_changes_meanwhile_is_no_text(
    site: Path, change: Callable[[Path], object]
) -> None:
    found, _ = _read(site)
    change(site / "content/a.md")
    with pytest.raises(Changed, match=r"content/a\.md"):
        found["a"].read()


@pytest.mark.parametrize("times", [0, 1, 4])
def test_work_is_done_again_until_texts_hold_still(times: int) -> None:
    left = [times]

    def work() -> str:
        if left[0]:
            left[0] -= 1
            raise Changed("content/a.md")
        return "done"

    assert texts.held_still(work) == "done"


def test_work_ends_where_texts_never_hold_still() -> None:
    def work() -> None:
        raise Changed("content/a.md")

    with pytest.raises(Changed):
        texts.held_still(work)

"""Publishing: all or nothing, and never over what somebody else put there."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from vouch.publish import CannotPublish, ForeignFolder, Published, claimed
from vouch.publish import publish as publish_at
from vouch.standing import MARKER, UNFINISHED

OLD = {"index.html": b"old", "a/index.html": b"old a"}
NEW = {"index.html": b"new", "b/c/index.html": b"new c"}


def publish(files: Mapping[str, bytes], folder: Path, notes: str = "") -> Published:
    with claimed(folder) as place:
        return publish_at(files, place, notes=notes)


def _held(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != MARKER
    }


def test_a_new_site_is_written_whole(tmp_path: Path) -> None:
    publish(NEW, tmp_path / "deep" / "_site")
    assert _held(tmp_path / "deep" / "_site") == NEW


def test_the_next_site_replaces_the_one_before_and_nothing_of_it_stays(tmp_path: Path) -> None:
    publish(OLD, tmp_path / "_site")
    publish(NEW, tmp_path / "_site")
    assert _held(tmp_path / "_site") == NEW
    assert [path.name for path in tmp_path.iterdir()] == ["_site"]


def test_an_empty_folder_may_be_filled(tmp_path: Path) -> None:
    (tmp_path / "_site").mkdir()
    publish(NEW, tmp_path / "_site")
    assert _held(tmp_path / "_site") == NEW


def test_a_folder_of_somebody_else_is_refused_and_stays(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "letter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(ForeignFolder, match="did not make"):
        publish(NEW, tmp_path / "home")
    assert _held(tmp_path / "home") == {"letter.txt": b"mine"}
    assert [path.name for path in tmp_path.iterdir()] == ["home"]


def test_a_file_in_the_place_of_the_folder_is_refused_and_stays(tmp_path: Path) -> None:
    (tmp_path / "_site").write_text("mine", encoding="utf-8")
    with pytest.raises(ForeignFolder, match="is a file"):
        publish(NEW, tmp_path / "_site")
    assert (tmp_path / "_site").read_text(encoding="utf-8") == "mine"


def test_a_site_behind_a_link_is_replaced_and_the_link_stays(tmp_path: Path) -> None:
    publish(OLD, tmp_path / "disk")
    (tmp_path / "_site").symlink_to(tmp_path / "disk")
    publish(NEW, tmp_path / "_site")
    assert (tmp_path / "_site").is_symlink()
    assert _held(tmp_path / "disk") == NEW


def test_a_file_that_cannot_be_written_leaves_the_old_site(tmp_path: Path) -> None:
    publish(OLD, tmp_path / "_site")
    impossible = {**NEW, "b": b"a file where a folder has to be"}
    with pytest.raises(CannotPublish, match="cannot be written"):
        publish(impossible, tmp_path / "_site")
    assert _held(tmp_path / "_site") == OLD
    assert [path.name for path in tmp_path.iterdir()] == ["_site"]


def test_what_a_killed_build_left_behind_is_cleared(tmp_path: Path) -> None:
    publish(OLD, tmp_path / "_site")
    half = tmp_path / ".vouch-new-_site"
    (half / "a").mkdir(parents=True)
    (half / MARKER).write_bytes(UNFINISHED)
    (half / "a" / "index.html").write_bytes(b"hal")
    publish(NEW, tmp_path / "_site")
    assert _held(tmp_path / "_site") == NEW
    assert [path.name for path in tmp_path.iterdir()] == ["_site"]


def test_a_site_that_a_killed_swap_set_aside_comes_back_first(tmp_path: Path) -> None:
    publish(OLD, tmp_path / "_site")
    (tmp_path / "_site").rename(tmp_path / ".vouch-old-_site")
    with pytest.raises(CannotPublish):
        publish({**NEW, "b": b"a file where a folder has to be"}, tmp_path / "_site")
    assert _held(tmp_path / "_site") == OLD


def test_a_place_that_may_not_be_written_gives_one_line(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)  # root may write anywhere
    try:
        with pytest.raises(CannotPublish, match="cannot be written"):
            publish(NEW, tmp_path / "_site")
    finally:
        if root:
            os.seteuid(0)
        tmp_path.chmod(0o700)

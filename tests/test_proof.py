"""A preview that builds in memory shows what a build from nothing gives, whatever is edited."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import cast

import pytest

from tests.newsroom import EDITS, newsroom
from tests.sites import PIXEL
from vouch.building import build
from vouch.byfile import ByFile
from vouch.crew import Died
from vouch.marker import MARKER
from vouch.outputs import sitefiles
from vouch.outputs.publication import Publication
from vouch.pages import SiteMap
from vouch.preview import proof, showing
from vouch.preview.outcome import Order, Outcome, What
from vouch.preview.worker import Builder
from vouch.quires import Plain

_STEPS = 5
_TICK = 0.025
"""Seconds after which files can be told apart by their times."""


class Desk:
    """A site that is edited, and the preview of it."""

    def __init__(self, folder: Path) -> None:
        self.room, self.site, self.folder = newsroom(), folder / "site", folder
        self.output = folder / "out" / "site"
        self.room.write(self.site)
        self.order = Order(self.site, self.output, self.room.today, in_proof=True)
        self.builder = Builder(self.order)
        self.preview = showing.Preview(self.output, "", "")
        self.told: list[Outcome] = []

    def built(self, what: What = What.SAVED) -> Outcome:
        """Build, and have it shown."""
        time.sleep(_TICK)
        outcome = self.builder.built(what)
        self.preview.shown, _ = showing.after(self.preview.shown, outcome)
        self.builder.get_ready()
        self.told.append(outcome)
        return outcome

    def clean(self) -> tuple[Outcome, Mapping[str, bytes]]:
        """What a build from nothing tells and gives."""
        fresh = self.folder / "fresh"
        builder = Builder(Order(self.site, fresh, self.order.today))
        outcome = builder.built()
        held = _on_disk(fresh)
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.rmtree(self.folder / ".vouch-memory-fresh", ignore_errors=True)
        return outcome, held

    def shown(self) -> Mapping[str, bytes]:
        """Every file of the site as the preview has it."""
        held = self.preview.shown.held
        every = {*_on_disk(self.output), *held}
        found = {path: self.preview.content(tuple(path.split("/"))) for path in every}
        return {path: content[1] for path, content in found.items() if content}


def _on_disk(folder: Path) -> Mapping[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
    return {path: content for path, content in found.items() if not path.startswith(".")}


def _same(desk: Desk) -> None:
    """Hold what is shown against a build from nothing."""
    before = desk.shown()
    outcome, (clean, held) = desk.built(), desk.clean()
    changed = {*outcome.changed}
    if outcome.lacks:
        amends = desk.built(What.LACKING)
        assert (amends.is_whole, amends.lacks) == (True, False)
        changed |= {*amends.changed}
    assert (outcome.is_whole, outcome.diagnostics) == (clean.is_whole, clean.diagnostics)
    assert (outcome.summary, outcome.url) == (clean.summary, clean.url)
    now = desk.shown()
    if clean.is_whole:
        assert now == held
        differs = {p for p in {*before, *now} if before.get(p) != now.get(p)}
        assert differs <= changed
    else:
        assert now == before


@pytest.mark.parametrize("seed", range(12))
def test_any_edits_are_shown_as_they_would_be_published(tmp_path: Path, seed: int) -> None:
    chance = Random(seed)  # noqa: S311 - the same for the same seed
    desk = Desk(tmp_path)
    _same(desk)
    for _ in range(_STEPS):
        EDITS[chance.choice([*EDITS])](desk.room, desk.site, chance)
        desk.room.write(desk.site)
        _same(desk)


def _changed(desk: Desk) -> None:
    path = min((desk.site / "content").glob("*.md"))
    path.write_text(f"{path.read_text('utf-8')}\nOne line more.\n", "utf-8")


def test_a_save_is_held_in_memory_and_the_folder_left_alone(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    assert desk.built().is_on_disk
    stood = _on_disk(desk.output)
    _changed(desk)
    outcome = desk.built()
    assert not outcome.is_on_disk
    assert outcome.held and {*outcome.held} == {*outcome.changed}
    assert _on_disk(desk.output) == stood
    again = desk.built()
    assert (again.is_whole, again.changed, again.held) == (True, (), {})


def test_assets_are_shown_anew_and_leave(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    _same(desk)
    (desk.site / "static").mkdir(exist_ok=True)
    for name, content in {"a.css": b"a{}", "b.txt": b"b"}.items():
        (desk.site / "static" / name).write_bytes(content)
    _same(desk)
    assert {*desk.told[-1].changed} == {"static/a.css", "static/b.txt"}
    (desk.site / "static" / "a.css").write_bytes(b"a{ }")
    (desk.site / "static" / "b.txt").unlink()
    _same(desk)
    assert {*desk.told[-1].changed} == {"static/a.css", "static/b.txt"}
    assert desk.preview.content(("static", "b.txt")) is None
    (desk.site / "content/media/a.png").write_bytes(PIXEL + b"\0")
    _same(desk)


def test_what_is_no_page_comes_after_the_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def made(_: Publication, site: SiteMap, read: sitefiles.Read) -> sitefiles.Files:
        pages = sorted(f"{article.slug}/index.html" for article in site.articles)
        yield Plain("all.txt", b"".join(read(page) for page in pages))

    monkeypatch.setitem(
        cast(dict[str, object], sitefiles.GROUPS), "all", sitefiles.Group(made, reads=True)
    )
    desk = Desk(tmp_path)
    assert not desk.built().lacks
    count = desk.preview.shown.count
    stood = desk.shown()["all.txt"]
    _changed(desk)
    outcome = desk.built()
    assert outcome.lacks and "all.txt" not in outcome.held
    assert desk.shown()["all.txt"] == stood
    amends = desk.built(What.LACKING)
    assert "all.txt" in amends.changed
    assert (amends.lacks, amends.is_amends) == (False, True)
    assert desk.preview.shown.count == count + 1  # no page is loaded for it
    assert desk.shown() == desk.clean()[1]
    assert not desk.built().lacks


@pytest.mark.parametrize("what", ["folder gone", "another site", "more pages than memory is for"])
def test_where_memory_will_not_do_the_disk_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    desk = Desk(tmp_path)
    desk.built()
    match what:
        case "folder gone":
            shutil.rmtree(desk.output)
        case "another site":
            build(desk.site, desk.output, today=desk.order.today, base_url="https://a.example/")
        case _:
            monkeypatch.setattr(proof, "_MOST", 0)
    _changed(desk)
    _same(desk)
    assert desk.told[-1].is_on_disk
    monkeypatch.undo()
    _changed(desk)
    _same(desk)
    assert not desk.told[-1].is_on_disk


def test_a_fault_of_ours_is_told(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    order = Order(desk.site, desk.output, today="no day")  # type: ignore[arg-type]
    assert Builder(order).built().fault.startswith("this is a fault in Vouch, not in your content")


def test_a_process_that_was_ended_is_no_fault_of_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ended(*_: object, **__: object) -> None:
        raise Died("a process of this build was ended from outside (SIGKILL)")

    monkeypatch.setattr("vouch.building.build", ended)
    builder = Builder(Desk(tmp_path).order)
    assert builder.built().fault == "a process of this build was ended from outside (SIGKILL)"


def test_a_file_is_read_again_what_may_have_changed(tmp_path: Path) -> None:
    path, read = tmp_path / "a", []
    held = ByFile[bytes]()

    def content() -> bytes | None:
        read.append(path)
        return path.read_bytes() if path.exists() else None

    path.write_bytes(b"one")
    assert held.of(path, content) == b"one"
    assert held.of(path, content) == b"one"
    assert len(read) == 2  # too new to be told from what is written now
    time.sleep(_TICK)
    assert [held.of(path, content), held.of(path, content)] == [b"one", b"one"]
    assert len(read) == 3
    stood = path.stat()
    path.write_bytes(b"two")
    os.utime(path, ns=(stood.st_atime_ns, stood.st_mtime_ns))
    assert held.of(path, content) == b"two"
    path.unlink()
    assert held.of(path, content) is None


def test_no_marker_is_ever_shown(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.built()
    assert MARKER not in desk.shown()

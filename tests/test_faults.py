"""Publishing when something goes wrong: the old site is whole or the new one, and nothing is lost.

Every scene is the same: an old site stands, with what somebody else put there, and a new one is
published while something fails. Then what stands is looked at, and a build without a fault follows.
"""

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from tests.faulty import Warm
from vouch import lock
from vouch.cli import main
from vouch.marker import MARKER
from vouch.publish import CannotPublish, claimed

LONG = bool(os.environ.get("VOUCH_LONG"))
KILLS = 1_000 if LONG else 100  # and as many of whole builds: test_interrupted.py
SPARE = ".vouch-spare-_site"

OLD = {"index.html": "old", "same/index.html": "same" * 2_000, "gone/a/index.html": "goes"}
OLD |= {"static/a.css": "stays", "changed/index.html": "before" * 1_000}
NEW = {"index.html": "new", "same/index.html": OLD["same/index.html"], "static/a.css": "stays"}
NEW |= {"changed/index.html": "after" * 2_000, "come/b/index.html": "comes", "come/c.html": "too"}
STRANGERS = {"CNAME": "ledger.example", ".git/HEAD": "ref: x", "gone/notes.txt": "mine"}


@pytest.fixture(scope="module")
def warm() -> Iterator[Warm]:
    process = Warm()
    yield process
    process.close()


def _held(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path != folder / MARKER
    }


class Scene:
    """A folder in which the old site stands, with strangers, and the new one is to come."""

    def __init__(self, folder: Path, warm: Warm) -> None:
        self.folder, self.warm = folder, warm
        self.site = folder / "_site"
        self.lay()

    def lay(self, *, large: bool = False) -> None:
        """Publish the old site in place of the one that stands."""
        assert self.warm.publish(self.site, OLD, large=large)["ended"] == "ok"
        for path, text in STRANGERS.items():
            if not (self.site / path).exists():
                (self.site / path).parent.mkdir(parents=True, exist_ok=True)
                (self.site / path).write_text(text, "utf-8")

    def publish_new(self, **fault: Any) -> dict[str, Any]:
        """Publish the new site; whatever comes of it, one of the two stands whole."""
        answer = self.warm.publish(self.site, NEW, **fault)
        assert answer["ended"] in ("ok", "refused", "killed"), answer
        if answer["ended"] == "refused":
            assert answer["said"].startswith(f"the site cannot be written to {self.site}: "), answer
        self.look(answer, in_two=bool(fault.get("in_two")))
        return answer

    def look(self, answer: dict[str, Any], *, in_two: bool = False) -> None:
        place = self.site
        if in_two and not place.exists():  # stopped for good between two renames
            place = self.folder / ".vouch-old-_site"
        held = _held(place)
        ours = {path: text for path, text in held.items() if path not in STRANGERS}
        assert ours in {"ok": [NEW], "refused": [OLD]}.get(answer["ended"], [OLD, NEW])
        if answer["ended"] == "refused":
            assert held == OLD | STRANGERS

    def mend(self, *, large: bool = False) -> None:
        """Publish the new site without a fault: all is there, and nothing is left behind."""
        answer = self.warm.publish(self.site, NEW)
        assert answer["ended"] == "ok", answer
        assert _held(self.site) == NEW | STRANGERS
        left = {path.name for path in self.folder.iterdir()} - {"_site"}
        assert left <= ({SPARE} if large else set())
        assert not (self.site / "gone/a").exists()


@pytest.fixture
def scene(tmp_path: Path, warm: Warm) -> Scene:
    return Scene(tmp_path, warm)


FAULTS = ["fail_at", "fail_from", "kill_at"]


WAYS = {"exchange": {}, "two renames": {"in_two": True}, "with a spare": {"large": True}}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("fault", FAULTS)
def test_whatever_step_fails_a_whole_site_stands(
    scene: Scene, fault: str, way: dict[str, bool]
) -> None:
    scene.publish_new()
    ended = []
    for step in count():
        scene.lay(large="large" in way)
        assert (scene.folder / SPARE).exists() == ("large" in way)
        answer = scene.publish_new(**{fault: step, **way})
        scene.mend(large="large" in way)
        if answer.get("steps", step + 1) <= step:  # it was done before it came to this step
            break
        ended.append(answer["ended"])
    assert len(ended) > 30
    assert set(ended) == ({"killed"} if fault == "kill_at" else {"ok", "refused"})


@pytest.mark.parametrize("fault", FAULTS)
def test_whatever_step_of_mending_fails_the_next_build_mends(scene: Scene, fault: str) -> None:
    for step in count():
        scene.lay()
        killed = scene.publish_new(kill_at=2, counting="os.rmdir")  # the old site is half gone
        assert killed["ended"] == "killed"
        answer = scene.warm.publish(scene.site, NEW, **{fault: step})
        assert {p: t for p, t in _held(scene.site).items() if p not in STRANGERS} == NEW, answer
        scene.mend()
        if answer.get("steps", step + 1) <= step:
            break


def test_killed_at_any_moment_a_whole_site_stands(scene: Scene) -> None:
    began = time.monotonic()
    scene.publish_new()
    lasted = time.monotonic() - began
    moments = random.Random(20261123)  # noqa: S311 - moments, not secrets
    for turn in range(KILLS):
        large = turn % 2 > 0
        scene.lay(large=large)
        scene.publish_new(kill_after=moments.uniform(0, lasted), large=large)
        scene.mend(large=large)


@pytest.mark.parametrize("largest", [0, 1, 100, 5_000, 9_999])
def test_a_write_that_is_cut_short_leaves_the_old_site(scene: Scene, largest: int) -> None:
    assert scene.publish_new(largest=largest)["ended"] == "refused"
    assert [path.name for path in scene.folder.iterdir()] == ["_site"]
    scene.mend()


def test_where_files_cannot_be_linked_they_are_copied(scene: Scene) -> None:
    same = scene.site / "same/index.html"
    before = same.stat()
    assert scene.publish_new(deny="os.link")["ended"] == "ok"
    assert same.stat().st_mtime_ns == before.st_mtime_ns
    assert same.stat().st_ino != before.st_ino
    scene.mend()


# --- Other file systems ------------------------------------------------------------------------


@pytest.fixture
def mounted(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    """A file system of its own; skipped where none may be mounted."""
    kind, options = request.param
    if os.geteuid() or sys.platform != "linux":
        pytest.skip("only root may mount a file system, and on Linux")
    folder = tmp_path / "mounted"
    folder.mkdir()
    command = ["mount", "-t", kind, "-o", options, "none", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"no file system may be mounted here: {done.stderr.strip()}")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.parametrize("mounted", [("tmpfs", "size=160k")], indirect=True)
def test_a_full_disk_leaves_the_old_site(mounted: Path, warm: Warm) -> None:
    scene = Scene(mounted, warm)
    ballast = mounted.parent / "mounted" / "_site" / "ballast"
    ended = set()
    for free in range(12):
        scene.lay()
        with ballast.open("wb") as file:
            disk = os.statvfs(mounted)
            file.write(b"x" * disk.f_bsize * max(0, disk.f_bavail - free))
        answer = warm.publish(scene.site, NEW)
        ballast.unlink()
        scene.look(answer)
        ended.add(answer["ended"])
        scene.mend()
    assert ended == {"ok", "refused"}


@pytest.mark.parametrize("mounted", [("tmpfs", "size=1m")], indirect=True)
def test_a_disk_that_may_only_be_read_leaves_the_old_site(mounted: Path, warm: Warm) -> None:
    scene = Scene(mounted, warm)
    subprocess.run(["mount", "-o", "remount,ro", str(mounted)], check=True)
    answer = scene.publish_new()
    assert answer["ended"] == "refused" and "Read-only file system" in answer["said"]
    subprocess.run(["mount", "-o", "remount,rw", str(mounted)], check=True)
    scene.mend()


@pytest.mark.parametrize("mounted", [("ramfs", "mode=755")], indirect=True)
def test_a_file_system_that_cannot_exchange_folders_does_with_renames(
    mounted: Path, warm: Warm
) -> None:
    scene = Scene(mounted, warm)
    assert scene.publish_new()["ended"] == "ok"
    scene.mend()


@pytest.mark.parametrize("mounted", [("tmpfs", "size=1m")], indirect=True)
def test_a_mount_point_is_refused_in_one_line(mounted: Path, warm: Warm) -> None:
    answer = warm.publish(mounted, NEW)
    assert answer["ended"] == "refused"
    assert "it is a mount point" in answer["said"] and "\n" not in answer["said"]
    assert _held(mounted) == {}
    assert list(mounted.parent.iterdir()) == [mounted]


# --- Two builds --------------------------------------------------------------------------------


def test_a_second_build_fails_at_once_and_names_the_first(scene: Scene) -> None:
    with claimed(scene.site):
        answer = scene.warm.publish(scene.site, NEW)
    assert answer["ended"] == "refused"
    assert f"another build (process {os.getpid()} since 20" in answer["said"]
    assert answer["said"].endswith(f" UTC) is writing {scene.site}; build again when it is done")
    assert _held(scene.site) == OLD | STRANGERS
    scene.mend()


def test_a_second_build_is_one_line_and_status_1(
    scene: Scene, capsys: pytest.CaptureFixture[str]
) -> None:
    (scene.folder / "content").mkdir()
    (scene.folder / "content/site.yaml").write_text("title: T\nurl: https://t.example/\n", "utf-8")
    with claimed(scene.site):
        assert main(["--site", str(scene.folder)]) == 1
    said = capsys.readouterr().err
    assert said.startswith("vouch: another build (process ") and said.count("\n") == 1
    assert main(["--site", str(scene.folder), "-q"]) == 0


LEFT = ["", "process 1 since 2026-11-23 10:00:00 UTC\n", "\x1b[31m\n" * 50]


@pytest.mark.parametrize("left", LEFT, ids=["empty", "signed", "something else"])
def test_a_lock_that_a_dead_build_left_keeps_nobody_out(scene: Scene, left: str) -> None:
    path = scene.folder / ".vouch-lock-_site"
    path.write_text(left, "utf-8")
    scene.mend()
    path.write_text(left, "utf-8")
    with claimed(scene.site):
        assert path.read_text("utf-8").startswith(f"process {os.getpid()} since ")
        assert path.read_text("utf-8").count("\n") == 1


def test_a_lock_that_its_holder_removes_while_it_is_taken_is_taken_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, locked = tmp_path / "lock", lock._locked  # noqa: SLF001 - the moment between two steps

    def after_its_removal(descriptor: int) -> bool:
        monkeypatch.setattr(lock, "_locked", locked)
        path.unlink()
        return locked(descriptor)

    monkeypatch.setattr(lock, "_locked", after_its_removal)
    with lock.held(str(path)):
        assert path.exists()


def test_a_lock_that_another_user_left_keeps_nobody_out() -> None:
    if os.geteuid():
        pytest.skip("only root can leave a file of another user")
    with TemporaryDirectory() as folder:  # nobody but root may enter the folders of pytest
        os.chown(folder, 65534, 65534)
        site = Path(folder, "_site")
        Path(folder, ".vouch-lock-_site").touch(0o444)
        os.seteuid(65534)
        try:
            with claimed(site), pytest.raises(CannotPublish, match="another build"):
                claimed(site).__enter__()
        finally:
            os.seteuid(0)
        assert list(Path(folder).iterdir()) == []

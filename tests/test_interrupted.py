"""Whole builds that are interrupted: an old site or a new one stands, and the next build mends.

The site is one that was built before and remembered, and then edited: articles are compiled, their
pages put beside the old site and what is remembered written by several processes.
"""

import os
import random
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.faulty import Warm
from tests.newsroom import Article, Newsroom, newsroom
from vouch.building import build

LONG = bool(os.environ.get("VOUCH_LONG"))
KILLS = 500 if LONG else 50
"""For each of two scenes."""
MEMORY = ".vouch-memory-_site"


@pytest.fixture(scope="module")
def warm() -> Iterator[Warm]:
    process = Warm()
    yield process
    process.close()


def _held(folder: Path) -> Mapping[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


class Scene:
    """An old site with what is remembered of it, and a site in ``content/`` that is newer.

    ``edited`` changes the site; each process takes articles, or pages of the only one to be made.
    """

    def __init__(self, folder: Path, warm: Warm, edited: Callable[[Newsroom], None]) -> None:
        self.folder, self.warm = folder, warm
        self.stood, self.output = folder / "stood", folder / "out"
        room = newsroom()
        room.write(folder / "site")
        self.today = room.today
        self._build(self.stood)
        edited(room)
        room.files["static/own.txt"] = b"other"
        room.write(folder / "site")
        self._build(folder / "fresh")
        self.old, self.new = (_held(each / "_site") for each in (self.stood, folder / "fresh"))
        assert self.old.keys() - self.new.keys()
        assert self.new.keys() - self.old.keys()

    def _build(self, folder: Path) -> None:
        assert build(self.folder / "site", folder / "_site", today=self.today).published.written

    def build(self, **fault: Any) -> dict[str, Any]:
        """Build over the old site; whatever comes of it, one of the two stands whole."""
        shutil.rmtree(self.output, ignore_errors=True)
        shutil.copytree(self.stood, self.output)
        answer = self._built(**fault)
        assert answer["ended"] in ("ok", "refused", "killed", "Died"), answer
        stands = _held(self.output / "_site")
        wholes = {"ok": [self.new], "refused": [self.old], "Died": [self.old]}
        assert stands in wholes.get(answer["ended"], [self.old, self.new])
        return answer

    def mend(self) -> None:
        """Build without a fault: the new site stands, and nothing is left behind."""
        answer = self._built()
        while "another build" in answer.get("said", ""):  # one that was killed is not yet gone
            answer = self._built()
        assert answer["ended"] == "ok", answer
        assert _held(self.output / "_site") == self.new
        assert {path.name for path in self.output.iterdir()} == {"_site", MEMORY}
        left = [path.name for path in (self.output / MEMORY).iterdir() if ".new" in path.name]
        assert left == []

    def _built(self, **fault: Any) -> dict[str, Any]:
        site, place = self.folder / "site", self.output / "_site"
        return self.warm.build(site, place, self.today, **fault)


def _several_articles(room: Newsroom) -> None:
    room.articles["two"].title = "Deux picture"
    room.articles["un"].items[0][0] = "omega"
    room.articles["new"] = Article("New", "en", items=[["psi", 7, "GW"]])
    room.articles["newer"] = Article("Newer", "en", links=["new.md"])
    del room.articles["three"]


def _one_article(room: Newsroom) -> None:
    del room.articles["three"]
    room.articles["two"].items = [["omega", 7, "GW"], ["psi", 8, "GW"], ["chi", 9, "GWh"]]


@pytest.fixture
def scene(request: pytest.FixtureRequest, tmp_path: Path, warm: Warm) -> Scene:
    return Scene(tmp_path, warm, getattr(request, "param", _several_articles))


@pytest.mark.parametrize(("fault", "apart"), [("fail_at", 1), ("kill_at", 1 if LONG else 3)])
def test_whatever_step_of_a_build_fails_a_whole_site_stands(
    scene: Scene, fault: str, apart: int
) -> None:
    whole = scene.build()
    assert whole["ended"] == "ok" and whole["forks"] > 1
    assert whole["steps"] > 30
    ended = []
    for step in range(0, whole["steps"], apart):
        ended.append(scene.build(**{fault: step})["ended"])
        scene.mend()
    expected = {"ok", "refused"} if fault == "fail_at" else {"killed", "Died"}
    assert {*ended} == expected


@pytest.mark.parametrize(
    "scene",
    [
        pytest.param(_several_articles, id="several articles"),
        pytest.param(_one_article, id="one article"),
    ],
    indirect=True,
)
def test_killed_at_any_moment_of_a_build_a_whole_site_stands(scene: Scene) -> None:
    assert scene.build()["forks"] > 1
    began = time.monotonic()
    scene.mend()
    lasted = time.monotonic() - began
    moments = random.Random(20261123)  # noqa: S311 - moments, not secrets
    for _ in range(KILLS):
        scene.build(kill_after=moments.uniform(0, lasted))
        scene.mend()

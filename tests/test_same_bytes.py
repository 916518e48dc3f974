"""The same input gives the same bytes, whatever the machine, the folder, the day of its files.

Each variation builds the site of this repository anew, in a process of its own, from a copy in
another folder; every file of the output is compared, the marker too.
"""

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import pytest

from tests.newsroom import Article, newsroom
from vouch.across import Across
from vouch.building import build
from vouch.crew import processes
from vouch.printing import Printed

CHECKOUT = Path(__file__).parent.parent
INPUT = ("content", "templates", "static")


@dataclass(frozen=True)
class Variation:
    """What differs from a plain build."""

    variables: Mapping[str, str] = field(default_factory=dict)
    umask: int = 0o022
    options: tuple[str, ...] = ()
    turned: bool = False
    """The files are made in another order, so that folders list them otherwise."""
    time: int | None = None
    """When all files were changed, in seconds of Unix time; None: now, each at its own time."""
    folder: str = "site"
    again: bool = False
    """It is built over a site with a page more and another text."""
    lost: bool = False
    """The site is gone, and what a build remembered of it is there."""


ALL: dict[str, Variation] = {
    "plain": Variation(),
    "hash seed": Variation({"PYTHONHASHSEED": "1"}),
    "east": Variation({"PYTHONHASHSEED": "4242", "TZ": "Pacific/Kiritimati"}),
    "west": Variation({"TZ": "America/Los_Angeles", "LC_ALL": "C"}),
    "no UTF-8": Variation({"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}),
    "French": Variation({"LC_ALL": "C.UTF-8", "LANG": "fr_FR.UTF-8"}),
    "Turkish": Variation({"LANGUAGE": "tr", "LANG": "tr_TR.UTF-8"}),
    "umask": Variation(umask=0o077),
    "folder": Variation(folder="Été 2026/#1 %20/a site"),
    "order": Variation(turned=True),
    "old files": Variation(time=0),
    "files of tomorrow": Variation(time=4_000_000_000),
    "processes": Variation(options=("--jobs", "3")),
    "over another": Variation(again=True),
    "remembered": Variation(lost=True),
}


def _copied(variation: Variation, site: Path) -> None:
    paths = sorted(path for name in INPUT for path in (CHECKOUT / name).rglob("*"))
    if variation.turned:
        random.Random(5).shuffle(paths)  # noqa: S311 - any order will do
    for path in paths:
        if path.is_file():
            target = site / path.relative_to(CHECKOUT)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
            if variation.time is not None:
                os.utime(target, (variation.time, variation.time))


def _build(variation: Variation, site: Path) -> None:
    command = [sys.executable, "-m", "vouch", "--site", str(site), "--today", "2026-11-23"]
    done = subprocess.run(
        [*command, *variation.options],
        env={**os.environ, "PYTHONPATH": str(CHECKOUT), **variation.variables},
        cwd=site,
        umask=variation.umask,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, (done.stdout + done.stderr).decode("utf-8", "replace")


def _digests(folder: Path) -> Iterator[tuple[str, str]]:
    for path in folder.rglob("*"):
        if path.is_file():
            yield (
                path.relative_to(folder).as_posix(),
                sha256(path.read_bytes()).hexdigest(),
            )


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    site = tmp_path_factory.mktemp("plain")
    _copied(ALL["plain"], site)
    _build(ALL["plain"], site)
    return dict(_digests(site / "_site"))


@pytest.mark.parametrize("variation", ALL.values(), ids=ALL)
def test_the_same_input_gives_the_same_bytes(
    variation: Variation, plain: dict[str, str], tmp_path: Path
) -> None:
    site = tmp_path / variation.folder
    _copied(variation, site)
    if variation.again:
        article, page = site / "content/openai-amd.md", site / "content/pages/gone.md"
        text = article.read_bytes()
        article.write_bytes(text + b"\nUn mot de plus.\n")
        page.write_bytes(b"---\ntitle: Gone\n---\nSoon.\n")
        _build(variation, site)
        assert (site / "_site/gone/index.html").is_file()
        article.write_bytes(text)
        page.unlink()
    if variation.lost:
        _build(variation, site)
        shutil.rmtree(site / "_site")
    _build(variation, site)
    built = dict(_digests(site / "_site"))
    differing = {path for path, _ in built.items() ^ plain.items()}
    assert differing == set()


def test_the_number_of_processes_changes_no_byte(tmp_path: Path) -> None:
    """The site of this repository is too small for more than one."""
    room = newsroom()
    for number in range(24):
        items: list[list[object]] = [[f"w{number}", number + 1, "GWh"]]
        room.articles[f"a{number}"] = Article(f"A{number}", "en", items=items)
    room.write(tmp_path / "in")
    found = []
    for jobs in (1, 2, 3):
        assert processes(jobs, len(room.articles) - 1) == jobs  # two of them are one unit of work
        built = build(tmp_path / "in", tmp_path / f"out-{jobs}", today=room.today, jobs=jobs)
        assert len(built.published.written) > 50
        found.append(dict(_digests(tmp_path / f"out-{jobs}")))
    assert found[0] == found[1] == found[2]


def test_the_number_of_processes_changes_no_byte_across_the_site(
    tmp_path: Path, forked: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A site with as many claims as it takes for two processes, of which one makes the search."""
    room = newsroom()
    for number in range(4):
        items: list[list[object]] = [[f"w{k}", k + 1, "GWh"] for k in range(50)]
        room.articles[f"a{number}"] = Article(f"A{number}", "en", items=items)
    room.settings["formats"] = {"cards": False}
    room.write(tmp_path / "in")
    printed, begun = Across.printed, []

    def counted(self: Across, jobs: int) -> Sequence[Printed]:
        before = len(forked)  # articles begin processes as well
        made = printed(self, jobs)
        begun.append(len(forked) - before)
        return made

    monkeypatch.setattr(Across, "printed", counted)
    found = []
    for jobs in (1, 2):
        built = build(tmp_path / "in", tmp_path / f"out-{jobs}", today=room.today, jobs=jobs)
        assert "pagefind/pagefind-entry.json" in built.published.written
        found.append(dict(_digests(tmp_path / f"out-{jobs}")))
    assert begun == [0, 2]
    assert found[0] == found[1]

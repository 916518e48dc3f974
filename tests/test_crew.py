"""Work in several processes: the same results, and no process left, whatever happens."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tests.newsroom import Article, newsroom
from vouch import crew
from vouch.building import build
from vouch.checking import check
from vouch.codebase import digest as code_digest
from vouch.memory import Store
from vouch.publish import CannotPublish


@pytest.fixture(autouse=True)
def _no_child_is_left() -> Iterator[None]:
    yield
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


@hypothesis_settings(max_examples=40)
@given(st.lists(st.integers()), st.integers(0, 5))
def test_the_number_of_processes_changes_nothing(units: list[int], jobs: int) -> None:
    assert crew.spread(units, lambda unit: (unit, str(unit)), jobs) == [(u, str(u)) for u in units]


def test_large_results_arrive_whole() -> None:
    sizes = [0, 1, 1 << 16, 5_000_000, 1, 3_000_000]
    assert crew.spread(sizes, lambda size: b"x" * size, 3) == [b"x" * size for size in sizes]


def test_very_many_units_are_done_once_each() -> None:
    units = range(5_000)
    assert crew.spread(units, lambda unit: unit, 3) == [*units]


def test_no_unit_waits_behind_one_that_takes_long(tmp_path: Path) -> None:
    def work(unit: int) -> bool:
        (tmp_path / str(unit)).touch()
        late = time.monotonic() + 20
        while unit == 0 and len([*tmp_path.iterdir()]) < len(units) and time.monotonic() < late:
            time.sleep(0.01)
        return time.monotonic() < late

    units = range(9)
    assert all(crew.spread(units, work, 2))


@pytest.mark.parametrize(
    ("wanted", "units", "expected"),
    [
        pytest.param(4, 0, 1, id="nothing to do"),
        pytest.param(4, 15, 1, id="few units"),
        pytest.param(4, 16, 2, id="enough for two"),
        pytest.param(4, 1000, 4, id="as many as are wanted"),
        pytest.param(1, 1000, 1, id="one"),
    ],
)
def test_few_units_start_no_process(wanted: int, units: int, expected: int) -> None:
    assert crew.processes(wanted, units) == expected


def test_one_process_is_this_one() -> None:
    assert crew.spread([1, 2, 3], lambda _: os.getpid(), 1) == [os.getpid()] * 3
    assert os.getpid() not in crew.spread([1, 2, 3], lambda _: os.getpid(), 2)


@pytest.mark.parametrize(
    ("wanted", "units", "expected"),
    [
        pytest.param(1, 1, 1, id="one process at most"),
        pytest.param(2, 1, 2, id="one unit, two processes"),
        pytest.param(4, 15, 4, id="few units, one after the other"),
        pytest.param(2, 16, 1, id="both at work"),
        pytest.param(4, 16, 1, id="each of two would begin others"),
    ],
)
def test_processes_are_left_for_a_unit_where_one_has_all(
    wanted: int, units: int, expected: int
) -> None:
    assert crew.left(wanted, units) == expected


def test_work_goes_on_beside() -> None:
    with crew.beside(lambda: (os.getpid(), b"x" * 5_000_000)) as made:
        process, content = made()
    assert process != os.getpid()
    assert content == b"x" * 5_000_000


@pytest.mark.parametrize("started", [0, 1])
def test_where_processes_cannot_be_started_those_that_are_do_the_work(
    monkeypatch: pytest.MonkeyPatch, started: int
) -> None:
    begin, begun = os.fork, list[int]()

    def fork() -> int:
        if len(begun) == started:
            raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")
        begun.append(begin())
        return begun[-1]

    monkeypatch.setattr(os, "fork", fork)
    places = crew.spread(range(20), lambda unit: (unit, os.getpid()), 3)
    assert [unit for unit, _ in places] == [*range(20)]
    assert {process for _, process in places} == ({*begun} or {os.getpid()})


def test_a_process_that_nobody_waits_for_ends_at_its_next_result(tmp_path: Path) -> None:
    """Whoever began it is killed, as no program can prevent."""

    def work(unit: int) -> int:
        (tmp_path / str(unit)).touch()
        if unit == 3:
            os.kill(parent, signal.SIGKILL)
        time.sleep(0.05)
        return unit

    parent = os.fork()
    if not parent:
        parent = os.getpid()
        crew.spread(range(200), work, 2)
        os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(parent, 0)[1]) == -signal.SIGKILL
    time.sleep(1)  # some twenty more units, if nothing ended them
    assert len([*tmp_path.iterdir()]) < 10


def test_for_one_process_work_is_done_here_and_when_it_is_asked_for() -> None:
    done: list[int] = []
    with crew.begun([1, 2], done.append, 1) as made:
        assert not done
        made()
    assert done == [1, 2]


def test_what_is_raised_meanwhile_ends_every_process(tmp_path: Path) -> None:
    def work(unit: int) -> None:
        (tmp_path / str(os.getpid())).touch()
        time.sleep(unit)

    def raised() -> None:
        with crew.begun([60, 60], work, 2):
            while len([*tmp_path.iterdir()]) < 2:
                time.sleep(0.01)
            raise KeyError("raised")

    began = time.monotonic()
    with pytest.raises(KeyError, match="raised"):
        raised()
    assert time.monotonic() - began < 30
    assert not [path.name for path in tmp_path.iterdir() if Path("/proc", path.name).exists()]


def test_processes_that_nobody_waits_for_end_with_the_block() -> None:
    began = time.monotonic()
    with crew.begun([60, 60], time.sleep, 2):
        pass
    assert time.monotonic() - began < 30


def test_a_process_beside_raises_here_and_tells_how_it_ended() -> None:
    with pytest.raises(KeyError, match="lost"), crew.begun(["lost"], _losing, 2) as made:
        made()
    with pytest.raises(crew.Died, match="SIGKILL"), crew.begun([9], _killed, 2) as made:
        made()


def _losing(what: str) -> None:
    raise KeyError(what)


def _killed(by: int) -> None:
    os.kill(os.getpid(), by)


class _Local(Exception):
    def __init__(self, one: str, two: str) -> None:
        super().__init__(f"{one} {two}")


@pytest.mark.parametrize(
    ("error", "expected", "words"),
    [
        pytest.param(CannotPublish("no room"), CannotPublish, "no room", id="own"),
        pytest.param(OSError(28, "No space"), OSError, "No space", id="of the system"),
        pytest.param(_Local("a", "b"), RuntimeError, "_Local: a b", id="not portable"),
    ],
)
def test_an_exception_reaches_the_caller(
    error: Exception, expected: type[Exception], words: str
) -> None:
    def work(unit: int) -> int:
        if unit == 3:
            raise error
        return unit

    with pytest.raises(expected, match=words):
        crew.spread(range(6), work, 3)


def test_what_cannot_be_handed_back_is_an_exception() -> None:
    with pytest.raises((RuntimeError, AttributeError, TypeError), match=r"pickle|local"):
        crew.spread([1, 2], lambda _: lambda: None, 2)


@pytest.mark.parametrize(
    ("end", "words"),
    [
        pytest.param(lambda: os.kill(os.getpid(), signal.SIGKILL), "SIGKILL", id="killed"),
        pytest.param(lambda: os.kill(os.getpid(), signal.SIGINT), "SIGINT", id="interrupted"),
        pytest.param(lambda: os._exit(3), "ended before", id="left"),
        pytest.param(lambda: sys.exit(3), "ended before", id="exit"),
    ],
)
def test_a_process_that_ends_is_one_clear_message(end: object, words: str) -> None:
    def work(unit: int) -> int:
        if unit == 3:
            assert callable(end)
            end()
        return unit

    with pytest.raises(crew.Died, match=f"a process of this build .*{words}"):
        crew.spread(range(6), work, 3)


def test_an_interrupt_ends_every_process(tmp_path: Path) -> None:
    parent = os.getpid()

    def work(unit: int) -> int:
        (tmp_path / str(os.getpid())).touch()
        if unit == 1:
            os.kill(parent, signal.SIGINT)
        time.sleep(60)
        return unit

    with pytest.raises(KeyboardInterrupt):
        crew.spread(range(2), work, 2)
    assert not [path.name for path in tmp_path.iterdir() if Path("/proc", path.name).exists()]


# --- A real build in several processes -----------------------------------------------------------


def test_an_article_that_other_processes_help_to_compile_has_the_same_problems(
    tmp_path: Path, forked: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    _large(tmp_path)
    with (tmp_path / "content/more-1.md").open("a", encoding="utf-8") as article:
        article.write("\nSee [that](nowhere.md).\n")
    alone = check(tmp_path, jobs=1)
    codes = {problem.code for problem in alone.diagnostics}
    assert codes == {"uncovered-figure", "broken-link"}
    monkeypatch.setattr(crew, "left", lambda *_: 2)
    assert check(tmp_path, jobs=1) == alone
    assert not forked  # no article of this site is long
    monkeypatch.setattr("vouch.articles._LONG", 1)
    assert check(tmp_path, jobs=1) == alone
    assert len(forked) == 2 * sum(dossier.claims > 0 for dossier in alone.dossiers)


def test_articles_that_others_help_to_compile_are_made_and_remembered_the_same(
    tmp_path: Path, forked: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vouch.articles._LONG", 1)
    room = newsroom()
    room.articles["two"].items += [[f"w{k}", k + 1, "GW"] for k in range(40)]
    room.articles["three"].title = "Three of 40 GW"  # a figure in no claim
    room.write(tmp_path / "in")
    found = []
    for jobs in (1, 2):
        folder = tmp_path / f"out-{jobs}"
        built = build(tmp_path / "in", folder / "_site", today=room.today, jobs=jobs)
        assert [problem.code for problem in built.checked.diagnostics] == ["uncovered-figure"]
        with_claims = sum(d.claims > 0 for d in built.checked.dossiers)
        assert len(forked) == (2 * with_claims if jobs > 1 else 0)
        memory, note = Store(f"{folder}/.vouch-memory-_site", code_digest()).read()
        assert not note
        assert any(entry.folio for entry in memory.articles.values())
        remembered = replace(memory, texts={})  # without the times of files, which both know
        found.append((_held(folder / "_site"), remembered))
    assert found[0] == found[1]


def _large(site: Path) -> None:
    room = newsroom()
    for number in range(40):
        items: list[list[object]] = [[f"w{k}", k + 1, "GW"] for k in range(12)]
        room.articles[f"more-{number}"] = Article(f"More {number}", "en", items=items)
    room.write(site)


def _held(folder: Path) -> Mapping[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def _children(parent: int) -> list[int]:
    listed = Path(f"/proc/{parent}/task/{parent}/children")
    return [int(child) for child in listed.read_text(encoding="ascii").split()]


def _runs(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="ascii")
    except OSError:
        return False
    return state.rpartition(")")[2].split()[0] != "Z"


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL], ids=["Ctrl-C", "kill -9"])
def test_a_build_that_is_ended_leaves_the_old_site_and_no_process(
    tmp_path: Path, how: signal.Signals
) -> None:
    _large(tmp_path)
    output = tmp_path / "_site"
    stood = build(tmp_path, output, today=newsroom().today)
    before = _held(output)
    assert stood.published.written
    (tmp_path / "content/site.yaml").write_text(
        "title: Other\nurl: https://site.example/\nlang: en\n", encoding="utf-8"
    )
    command = [sys.executable, "-m", "vouch", "--today", "2026-11-23", "--jobs", "2", "--clean"]
    with subprocess.Popen(
        [*command, "--site", str(tmp_path)], start_new_session=True, stderr=subprocess.PIPE
    ) as running:
        while running.poll() is None and len(children := _children(running.pid)) < 2:
            time.sleep(0.002)
        assert len(children) == 2, "it was over before it could be ended"
        if how == signal.SIGINT:
            os.killpg(running.pid, how)  # as a terminal does
        else:
            running.kill()
        _, said = running.communicate(timeout=60)
    if how == signal.SIGINT:
        assert running.returncode == 130
        assert said == b"vouch: interrupted; the site that stands is whole\n"
    for _ in range(600):
        if not any(map(_runs, children)):
            break
        time.sleep(0.05)
    assert not any(map(_runs, children))
    assert _held(output) == before
    mended = build(tmp_path, output, today=stood.checked.today)
    build(tmp_path, tmp_path / "fresh", today=stood.checked.today)
    assert mended.published.written
    assert _held(output) == _held(tmp_path / "fresh")
    assert not (tmp_path / ".vouch-new-_site").exists()

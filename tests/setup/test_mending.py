"""A `.venv` that is not whole, and a set-up that does not come to its end."""

import os
import re
import shutil
import signal
import socket
import subprocess
import venv
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from tests.setup.checkout import LISTS, Checkout, Outcome, edit


def remove(path: str) -> Callable[[Checkout], None]:
    def change(checkout: Checkout) -> None:
        (found,) = checkout.venv.glob(path)
        if found.is_dir():
            shutil.rmtree(found)
        else:
            found.unlink()

    return change


def write(path: str, content: bytes) -> Callable[[Checkout], None]:
    def change(checkout: Checkout) -> None:
        remove(path)(checkout)
        (checkout.venv / path).write_bytes(content)
        (checkout.venv / path).chmod(0o755)

    return change


def uninstall_its_base(checkout: Checkout) -> None:
    gone = "/nowhere/python3"
    base = str((checkout.venv / "bin/python").resolve())
    for link in (checkout.venv / "bin").glob("python*"):
        link.unlink()
        link.symlink_to(gone)
    stamp = checkout.venv / "installed-for-run.txt"
    assert base in stamp.read_text()
    stamp.write_text(stamp.read_text().replace(base, gone))


def empty(checkout: Checkout) -> None:
    shutil.rmtree(checkout.venv)
    checkout.venv.mkdir()


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(empty, id="is-empty"),
        pytest.param(remove("installed-for-run.txt"), id="has-no-stamp"),
        pytest.param(write("installed-for-run.txt", b""), id="has-an-empty-stamp"),
        pytest.param(write("installed-for-run.txt", b"\xff\0"), id="has-a-garbled-stamp"),
        pytest.param(
            write("installed-for-run.txt", b"# cpython-310 /old/python\n"),
            id="is-for-another-python",
        ),
        pytest.param(remove("pyvenv.cfg"), id="has-no-configuration"),
        pytest.param(remove("lib"), id="has-no-packages"),
        pytest.param(remove("lib/*/site-packages/yaml"), id="lacks-a-package"),
        pytest.param(remove("lib/*/site-packages/yaml/__init__.py"), id="has-a-hollow-package"),
        pytest.param(remove("bin/python"), id="has-no-python"),
        pytest.param(uninstall_its_base, id="has-a-python-whose-base-is-gone"),
        pytest.param(write("bin/python", b"no program"), id="has-a-python-that-is-none"),
    ],
)
def test_the_environment_is_made_anew_where_it(
    damage: Callable[[Checkout], None], made: Checkout
) -> None:
    damage(made)
    outcome = made.run()
    assert outcome.status == 0
    assert outcome.said()["yaml"] == "1"
    assert outcome.lines() == [f"vouch: making {made.venv} from locked/run.txt (up to a minute)"]
    assert not (made.venv / "mark").exists()
    assert made.run().stderr == ""


def test_when_pip_fails_its_last_lines_are_shown_and_the_next_run_mends(
    fresh: Checkout,
) -> None:
    nowhere = " ".join(f"/nowhere/{n}" for n in range(9))  # pip has a line to say about each
    outcome = fresh.having(PIP_FIND_LINKS=nowhere).run()
    _, what, *from_pip = outcome.lines()
    assert outcome.status == 2
    assert what == "vouch: pip could not install locked/run.txt:"
    assert from_pip[-1].startswith("  ERROR: No matching distribution found for run-imports")
    assert len(from_pip) == 3
    assert fresh.run().said()["yaml"] == "1"


def test_after_an_update_that_failed_the_environment_is_not_relied_on(made: Checkout) -> None:
    edit("run-imports==1", "run-imports==3", *LISTS)(made)
    assert made.run().status == 2
    edit("run-imports==3", "run-imports==1", *LISTS)(made)
    assert made.run().lines() == [f"vouch: making {made.venv} from locked/run.txt (up to a minute)"]


@contextmanager
def waiting_for_pip(checkout: Checkout) -> Iterator[subprocess.Popen[str]]:
    """A set-up in a process group of its own, whose pip waits for an answer that never comes."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        index = f"http://127.0.0.1:{server.getsockname()[1]}/"
        variables = {**checkout.variables, "PIP_INDEX_URL": index, "no_proxy": "127.0.0.1"}
        del variables["PIP_NO_INDEX"], variables["PIP_FIND_LINKS"]
        process = begun(checkout, variables)
        with server.accept()[0]:
            yield process


def begun(checkout: Checkout, variables: dict[str, str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [checkout.python, "build.py"],
        cwd=checkout.folder,
        env=variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )


@pytest.fixture
def interruptible() -> Iterator[None]:
    """A shell that puts pytest into the background has it ignore SIGINT, and so its children."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_an_interrupted_set_up_ends_in_one_line_and_the_next_run_mends(fresh: Checkout) -> None:
    with waiting_for_pip(fresh) as process:
        os.killpg(process.pid, signal.SIGINT)
        stderr = process.communicate()[1]
    assert process.returncode == 130
    lines = Outcome(0, "", stderr).lines()
    assert lines[1:] == ["vouch: interrupted; the next run begins the set-up again"]
    assert fresh.run().said()["yaml"] == "1"


@pytest.mark.usefixtures("interruptible")
@pytest.mark.parametrize("is_killed", [False, True], ids=["at work", "killed, its pip at work"])
def test_a_second_set_up_waits_for_the_first(fresh: Checkout, is_killed: bool) -> None:
    with waiting_for_pip(fresh) as first:
        if is_killed:
            first.kill()
            first.wait()
        second = begun(fresh, fresh.variables)
        assert second.stderr is not None
        said = second.stderr.readline()
        waits = re.fullmatch(
            r"vouch: waiting for another set-up \(process (\d+) since .* UTC\) to end\n", said
        )
        assert waits, said
        assert int(waits[1]) == first.pid
        assert second.poll() is None
        os.killpg(first.pid, signal.SIGKILL)
        first.communicate()
    stdout, stderr = second.communicate()
    outcome = Outcome(second.returncode, stdout, stderr)
    assert outcome.said()["yaml"] == "1"
    assert outcome.lines() == [f"vouch: making {fresh.venv} from locked/run.txt (up to a minute)"]
    assert not [path for path in fresh.folder.iterdir() if path.name.startswith(".vouch")]


def test_several_first_runs_at_once_set_up_once(fresh: Checkout) -> None:
    runs = [begun(fresh, fresh.variables) for _ in range(4)]
    said = [run.communicate() for run in runs]
    outcomes = [Outcome(run.returncode, *each) for run, each in zip(runs, said, strict=True)]
    assert [outcome.said()["yaml"] for outcome in outcomes] == ["1"] * 4
    lines = [line for outcome in outcomes for line in outcome.lines()]
    assert sum("making" in line for line in lines) == 1


def file_instead(checkout: Checkout) -> None:
    checkout.venv.touch()


def without_lists(checkout: Checkout) -> None:
    shutil.rmtree(checkout.folder / "locked")


@pytest.mark.parametrize(
    ("obstacle", "expected"),
    [
        (file_instead, ".venv cannot be made: "),
        (edit("[project]", "[project"), "pyproject.toml cannot be read: "),
        (edit("dependencies = ", "needs = "), "pyproject.toml cannot be read: 'dependencies'"),
        (
            edit('"run-imports', '"run-imports", "More.Imports'),
            "locked/run.txt lacks more-imports,",
        ),
        (without_lists, "locked/run.txt'"),
    ],
    ids=["a-file-called-venv", "broken-toml", "no-dependencies", "not-locked", "no-lists"],
)
def test_what_stands_in_the_way_is_named(
    obstacle: Callable[[Checkout], None], expected: str, fresh: Checkout
) -> None:
    obstacle(fresh)
    outcome = fresh.run()
    assert outcome.status == 2
    assert expected in outcome.lines()[-1]


def test_an_environment_of_somebody_else_is_added_to_and_not_lost(fresh: Checkout) -> None:
    venv.create(fresh.venv, symlinks=True)
    (fresh.venv / "mine.txt").touch()
    outcome = fresh.run()
    assert outcome.said()["yaml"] == "1"
    assert outcome.lines() == [f"vouch: updating {fresh.venv} from locked/run.txt (up to a minute)"]
    assert (fresh.venv / "mine.txt").exists()
    assert fresh.run().stderr == ""

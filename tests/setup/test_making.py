"""What is made, when, and what a later run leaves alone."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.conftest import needs
from tests.setup.checkout import LISTS, Checkout, Outcome, edit


def test_the_first_run_says_one_line_makes_the_environment_and_goes_on_in_it(
    first_run: tuple[Checkout, Outcome],
) -> None:
    checkout, outcome = first_run
    assert outcome.status == 0
    assert outcome.lines() == [
        f"vouch: making {checkout.venv} from locked/run.txt (up to a minute)"
    ]
    assert outcome.said() == {
        "prefix": str(checkout.venv),
        "site": str(checkout.folder),
        "argv": ["check", "--quiet"],
        "yaml": "1",
        "dev": False,
    }


def as_it_is(_: Checkout) -> None:
    pass


def touch(checkout: Checkout) -> None:
    for name in ("pyproject.toml", *LISTS):
        os.utime(checkout.folder / name)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(as_it_is, id="nothing"),
        pytest.param(touch, id="its-time"),
        pytest.param(edit("100", "99"), id="another-table"),
        pytest.param(edit("run-imports>=1", "run-imports>=2"), id="the-bounds-of-a-requirement"),
        pytest.param(
            edit("test-imports==1", "test-imports==2", "locked/test.txt"), id="a-pin-of-the-tests"
        ),
    ],
)
def test_a_later_run_installs_nothing_though_a_file_changed_in(
    change: Callable[[Checkout], None], made: Checkout
) -> None:
    change(made)
    for _ in range(2):
        outcome = made.having(PIP_FIND_LINKS="").run()
        assert (outcome.status, outcome.stderr) == (0, "")
    assert (made.venv / "mark").exists()


def test_a_later_run_writes_nothing(made: Checkout) -> None:
    touch(made)
    before = {path: path.lstat().st_mtime_ns for path in made.venv.rglob("*")}
    made.run()
    written = {
        path for path in made.venv.rglob("*") if path.lstat().st_mtime_ns != before.get(path)
    }
    assert {path for path in written if "__pycache__" not in path.parts} == set()


def test_a_changed_pin_is_installed_into_the_same_environment(made: Checkout) -> None:
    edit("run-imports==1", "run-imports==2", *LISTS)(made)
    outcome = made.run()
    assert outcome.said()["yaml"] == "2"
    assert outcome.lines() == [f"vouch: updating {made.venv} from locked/run.txt (up to a minute)"]
    assert (made.venv / "mark").exists()
    assert made.run().stderr == ""


def test_a_file_of_another_digest_is_refused(fresh: Checkout) -> None:
    """What an index hands out under a pinned version has to be the file that was pinned."""
    listed = fresh.folder / "locked/run.txt"
    listed.write_text(re.sub("[0-9a-f]{64}", "0" * 64, listed.read_text()))
    outcome = fresh.run()
    assert outcome.status == 2
    assert "vouch: pip could not install locked/run.txt:" in outcome.lines()
    assert "Expected sha256 0000" in outcome.stderr
    assert not list(fresh.venv.glob("lib/*/site-packages/yaml"))


def test_a_pin_without_a_digest_is_refused(fresh: Checkout) -> None:
    listed = fresh.folder / "locked/run.txt"
    listed.write_text("run-imports==1\n")
    outcome = fresh.run()
    assert outcome.status == 2
    assert "vouch: pip could not install locked/run.txt:" in outcome.lines()


def test_the_tests_run_in_the_same_environment_with_the_status_of_pytest(made: Checkout) -> None:
    way_in = [str(made.folder / "build.py")]
    outcome = made.run("test", "-k", "some", way_in=way_in, cwd=made.folder.parent)
    assert outcome.status == 3
    assert outcome.said() == {
        "prefix": str(made.venv),
        "argv": ["-k", "some"],
        "cwd": str(made.folder),
    }
    assert len(outcome.lines()) == 1
    assert (made.venv / "mark").exists()
    assert made.run("check").stderr == ""


def test_without_arguments_the_tests_run_in_several_processes(made: Checkout) -> None:
    made.run("test")
    outcome = made.run("test")
    assert outcome.stderr == ""
    assert outcome.said()["argv"] == ["--numprocesses=auto", "--maxprocesses=4"]


def test_where_there_are_no_tests_one_line_says_so(made: Checkout) -> None:
    shutil.rmtree(made.folder / "tests")
    outcome = made.run("test")
    assert outcome.status == 2
    assert "no tests here" in outcome.lines()[-1]


def test_the_python_of_the_environment_can_be_used_directly(made: Checkout) -> None:
    activated = replace(made, python=made.venv / "bin/python")
    assert activated.run("check").stderr == ""
    assert activated.run("test").status == 3
    assert activated.run("test").stderr == ""


def test_the_python_of_the_environment_leaves_the_set_up_to_the_one_it_was_made_from(
    made: Checkout,
) -> None:
    base = Path(sys.base_prefix) / "bin/python3"
    asked = subprocess.run([base, "-m", "pip", "--version"], capture_output=True, check=False)
    needs("pip", None if asked.returncode else base, "on Debian: sudo apt install python3-pip")
    activated = replace(made, python=made.venv / "bin/python").having(PYTHONPATH="")
    assert activated.run("test").status != 2


def test_python_m_vouch_does_the_same_for_the_current_folder(fresh: Checkout) -> None:
    outcome = fresh.run("check", way_in=["-m", "vouch"])
    said = outcome.said()
    assert len(outcome.lines()) == 1
    assert (said["prefix"], said["argv"], said["site"]) == (str(fresh.venv), ["check"], None)


@pytest.mark.parametrize("arguments", [[], ["check"], ["fail"]], ids=str)
def test_the_exit_status_is_that_of_the_command(arguments: list[str], made: Checkout) -> None:
    assert made.run(*arguments).status == (arguments == ["fail"])


@pytest.mark.parametrize("options", [["-P"], ["-I"], ["-S"], ["-X", "dev"]], ids=" ".join)
def test_python_keeps_its_options(options: list[str], made: Checkout) -> None:
    outcome = made.run("check", way_in=[*options, "build.py"])
    if options == ["-S"]:  # no Python finds an environment then: one line, and no endless circle
        assert (outcome.status, len(outcome.lines())) == (2, 1)
    else:
        assert outcome.said()["dev"] == (options[-1] == "dev")

"""Where nothing is to be made, or cannot be."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import CHECKOUT, needs
from tests.setup.checkout import PYTEST_MAIN, Checkout
from vouch import environment


@pytest.mark.parametrize("stage", ["fresh", "made"])
def test_a_variable_forbids_the_set_up(stage: str, request: pytest.FixtureRequest) -> None:
    checkout: Checkout = request.getfixturevalue(stage)
    before = sorted(checkout.folder.rglob("*.toml"))
    outcome = checkout.having(VOUCH_NO_SETUP="1").run()
    (line,) = outcome.lines()
    assert outcome.status == 2
    assert all(name in line for name in environment.RUN_IMPORTS)
    assert f"python3 -m pip install -e '{checkout.folder}'" in line
    assert sorted(checkout.folder.rglob("*.toml")) == before


def test_the_variable_forbids_nothing_if_it_is_empty(fresh: Checkout) -> None:
    assert fresh.having(VOUCH_NO_SETUP="").run().status == 0


def with_imports(checkout: Checkout, purpose: str, folder: Path) -> Checkout:
    for package in environment.IMPORTS[purpose]:
        (folder / package).mkdir(parents=True)
        (folder / package / "__init__.py").write_text("VERSION = 'its own'\n")
    if purpose == "test":
        (folder / "pytest/__main__.py").write_text(PYTEST_MAIN)
    return checkout.having(PYTHONPATH=str(folder))


@pytest.mark.parametrize("forbidden", ["", "1"])
@pytest.mark.parametrize("arguments", [["check"], ["test"]])
def test_where_the_imports_work_nothing_is_made(
    forbidden: str, arguments: list[str], fresh: Checkout, tmp_path: Path
) -> None:
    able = with_imports(fresh, "test", tmp_path / "packages").having(VOUCH_NO_SETUP=forbidden)
    outcome = able.run(*arguments)
    assert outcome.stderr == ""
    assert outcome.said()["prefix"] == str(able.python.parent.parent)
    assert not able.venv.exists()


def test_outside_a_checkout_nothing_is_made(fresh: Checkout, tmp_path: Path) -> None:
    (fresh.folder / "pyproject.toml").unlink()
    shutil.rmtree(fresh.folder / "tests")
    installed = with_imports(fresh, "run", tmp_path / "packages")
    outcome = installed.run("test", way_in=["-m", "vouch"])
    assert outcome.status == 2
    assert outcome.lines() == ["vouch: no tests here; they come with the source code"]


def without(checkout: Checkout, module: str, folder: Path) -> Checkout:
    """A checkout whose Python has no pip and no `module`, as Debian's has no ensurepip."""
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(f"import sys\nsys.modules['{module}'] = None\n")
    return checkout.having(PYTHONPATH=str(folder))


@pytest.mark.parametrize("absent", ["ensurepip", "venv"])
def test_the_package_to_install_is_named_where_python_has_neither_pip_nor(
    absent: str, fresh: Checkout, tmp_path: Path
) -> None:
    outcome = without(fresh, absent, folder=tmp_path / "absent").run()
    assert outcome.status == 2
    assert outcome.lines() == [
        "vouch: the set-up needs pip, which is missing: sudo apt install python3-pip"
    ]
    assert not fresh.venv.exists()


def test_pip_alone_is_enough(fresh: Checkout, tmp_path: Path) -> None:
    folder = tmp_path / "absent"
    checkout = without(fresh, "ensurepip", folder=folder)
    (folder / "pip").symlink_to(Path(fresh.variables["PYTHONPATH"]) / "pip")
    assert checkout.run().said()["prefix"] == str(fresh.venv)
    assert list(fresh.venv.glob("lib/*/site-packages/pip")) == []  # as ensurepip would leave it


def test_ensurepip_alone_is_enough(fresh: Checkout) -> None:
    ask = "import ensurepip; print(ensurepip.__file__)"
    answer = subprocess.run([fresh.python, "-c", ask], capture_output=True, text=True, check=False)
    needs("ensurepip", answer.stdout.strip() or None, "on Debian: sudo apt install python3-venv")
    assert fresh.having(PYTHONPATH="").run().said()["prefix"] == str(fresh.venv)


READ_BY_OLD_PYTHON = ("build.py", "vouch/__init__.py", "vouch/__main__.py", "vouch/environment.py")


@pytest.mark.parametrize("path", READ_BY_OLD_PYTHON)
def test_an_old_python_can_parse(path: str) -> None:
    ast.parse((CHECKOUT / path).read_bytes(), path, feature_version=(3, 6))


@pytest.mark.parametrize("way_in", [["build.py"], ["-m", "vouch"]], ids=" ".join)
def test_an_old_python_gets_one_plain_line(
    way_in: list[str], fresh: Checkout, tmp_path: Path
) -> None:
    (tmp_path / "sitecustomize.py").write_text("import sys\nsys.version_info = (3, 10, 13)\n")
    outcome = fresh.having(PYTHONPATH=str(tmp_path)).run(way_in=way_in)
    assert outcome.status == 2
    assert outcome.lines() == [f"vouch: Python 3.11 or newer is needed; {fresh.python} is 3.10.13"]


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 11, 9), (3, 20, 0), (4, 0, 0)])
def test_a_python_that_is_new_enough_is_let_pass(version: tuple[int, ...]) -> None:
    environment.refuse_old_python(version)


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["check", "-h"]], ids=" ".join)
def test_what_only_tells_needs_no_environment(arguments: list[str]) -> None:
    bare = [sys.executable, "-I", "-S", str(CHECKOUT / "build.py")]  # without any package
    variables = {**os.environ, "VOUCH_NO_SETUP": "1"}
    done = subprocess.run([*bare, *arguments], env=variables, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    refused = subprocess.run([*bare, "check"], env=variables, capture_output=True, check=False)
    assert refused.returncode == 2

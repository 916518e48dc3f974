"""The set-up is run for real: from a Python without packages, with wheels that are made here."""

import os
import shutil
import subprocess
import sys
import venv
from dataclasses import replace
from pathlib import Path

import pytest

from tests.conftest import CHECKOUT, needs
from tests.setup.checkout import CLI, PYPROJECT, Checkout, Outcome, locked, write_wheel
from vouch import environment


def folder_of_pip() -> Path:
    """Where this Python, or the one that its environment was made from, has the package pip."""
    for python in (sys.executable, Path(sys.base_prefix) / "bin/python3"):
        ask = [python, "-c", "import pip; print(pip.__path__[0])"]
        answer = subprocess.run(ask, capture_output=True, text=True, check=False)
        if answer.returncode == 0:
            return Path(answer.stdout.strip())
    return needs("pip", None, "on Debian: sudo apt install python3-pip")


@pytest.fixture(scope="session")
def fresh_once(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    folder = tmp_path_factory.mktemp("set up")
    bare, wheels, with_pip = folder / "bare", folder / "wheels", folder / "with-pip"
    venv.create(bare, symlinks=True)
    wheels.mkdir()
    for version in "12":
        write_wheel(wheels, "run_imports", version, environment.RUN_IMPORTS)
        write_wheel(wheels, "test_imports", version, environment.TEST_IMPORTS)
    with_pip.mkdir()
    (with_pip / "pip").symlink_to(folder_of_pip())
    checkout = folder / "checkout"
    package = ("__init__.py", "__main__.py", "environment.py", "lock.py")
    for path in ("build.py", *(f"vouch/{name}" for name in package)):
        (checkout / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(CHECKOUT / path, checkout / path)
    shutil.copy(CHECKOUT / "vouch/testing.py", checkout / "vouch")
    (checkout / "vouch/cli.py").write_text(CLI)
    (checkout / "pyproject.toml").write_text(PYPROJECT)
    (checkout / "locked").mkdir()
    (checkout / "locked/run.txt").write_text(locked(wheels, "run-imports"))
    (checkout / "locked/test.txt").write_text(locked(wheels, "run-imports", "test-imports"))
    (checkout / "tests").mkdir()
    (checkout / "tests/conftest.py").touch()
    inherited = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PIP_", "PYTHON", "VOUCH_"))
    }
    variables = {
        **inherited,
        "PYTHONPATH": str(with_pip),
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": wheels.as_uri(),
    }
    return Checkout(checkout, bare / "bin/python", variables)


@pytest.fixture(scope="session")
def first_run(fresh_once: Checkout) -> tuple[Checkout, Outcome]:
    made = copied(fresh_once, fresh_once.folder.with_name("made"))
    return made, made.run("check", "--quiet")


def copied(checkout: Checkout, folder: Path) -> Checkout:
    shutil.copytree(checkout.folder, folder, symlinks=True)
    return replace(checkout, folder=folder)


@pytest.fixture
def fresh(fresh_once: Checkout, tmp_path: Path) -> Checkout:
    """A checkout in which nothing has been set up."""
    return copied(fresh_once, tmp_path / "checkout")


@pytest.fixture
def made(first_run: tuple[Checkout, Outcome], tmp_path: Path) -> Checkout:
    """A checkout that has been set up for running, with a mark that a new `.venv` would lack."""
    checkout = copied(first_run[0], tmp_path / "checkout")
    (checkout.venv / "mark").touch()
    return checkout

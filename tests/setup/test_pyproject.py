"""What pyproject.toml says and what the code says of the same things."""

import importlib.metadata
import re
import tomllib

import pytest

import vouch
from tests.conftest import CHECKOUT
from vouch import environment

PROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize(
    ("purpose", "names"),
    [("run", environment.RUN_IMPORTS), ("test", environment.TEST_IMPORTS)],
)
def test_the_imports_looked_for_are_those_of_the_requirements(
    purpose: str, names: tuple[str, ...]
) -> None:
    optional = PROJECT["optional-dependencies"]
    required = PROJECT["dependencies"] if purpose == "run" else optional[purpose]
    # Requirements of one system only, and types without code, are nothing to look for everywhere.
    importable = [each for each in required if ";" not in each and not each.startswith("types-")]
    expected = {canonical(re.split(r"[^\w.-]", each)[0]) for each in importable}
    owners = importlib.metadata.packages_distributions()
    assert {canonical(owner) for name in names for owner in owners[name]} == expected
    assert list(names) == sorted(names)


def test_the_oldest_python_is_the_one_that_pyproject_asks_for() -> None:
    oldest = ".".join(str(part) for part in environment.OLDEST_PYTHON)
    assert PROJECT["requires-python"] == f">={oldest}"


def test_the_version_is_one_that_installers_know() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", vouch.__version__)

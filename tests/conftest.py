"""Tools from outside Python that some tests need."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import Phase, settings
from playwright._impl._driver import compute_driver_executable
from playwright.sync_api import Browser, sync_playwright

# A deadline would assert a time, and machines differ.
settings.register_profile("project", deadline=None)
# Whether a mutant is killed needs no smallest example, and there are many mutants.
settings.register_profile(
    "mutants",
    deadline=None,
    database=None,
    derandomize=True,
    max_examples=25,
    phases=(Phase.explicit, Phase.generate),
)
settings.load_profile("project")

CHECKOUT = Path(__file__).parent.parent


def pytest_runtest_setup() -> None:
    """Under mutmut, forget what was cached: it tries each mutant in a fork of a run without one."""
    if "MUTANT_UNDER_TEST" in os.environ:
        ours = [module for name, module in sys.modules.items() if name.startswith("vouch")]
        for value in (value for module in ours for value in [*vars(module).values()]):
            if hasattr(value, "cache_clear"):
                value.cache_clear()


def needs(tool: str, path: str | Path | None, how_to_get: str) -> Path:
    """`path` if it exists. If not, the test is skipped for want of `tool`; in CI it fails."""
    if path is not None and Path(path).exists():
        return Path(path)
    reason = f"{tool} is missing here; {how_to_get}"
    if os.environ.get("CI"):
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


@pytest.fixture
def forked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The processes that this one forks from now on."""
    begun: list[int] = []
    fork = os.fork

    def noted() -> int:
        begun.append(fork())
        return begun[-1]

    monkeypatch.setattr(os, "fork", noted)
    return begun


@pytest.fixture(scope="session")
def chromium() -> Path:
    """A Chromium that the system has."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    found = next(filter(None, map(shutil.which, names)), None)
    return needs("Chromium", found, "on Debian: sudo apt install chromium")


@pytest.fixture(scope="module")
def browser(chromium: Path) -> Iterator[Browser]:
    """A Chromium of the system that asks nobody for anything."""
    driver = subprocess.run(
        [*compute_driver_executable(), "--version"], capture_output=True, check=False
    )
    how = f"on Debian: sudo apt install libatomic1 ({driver.stderr.decode().strip()})"
    needs("what drives Chromium", chromium if driver.returncode == 0 else None, how)
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=str(chromium), args=quiet)
        yield started
        started.close()


@pytest.fixture(scope="session")
def vnu_jar() -> Path:
    """The Nu HTML Checker, for `java -jar`."""
    needs("Java", shutil.which("java"), "on Debian: sudo apt install default-jre-headless")
    jar = CHECKOUT / ".tools/node_modules/vnu-jar/build/dist/vnu.jar"
    return needs("the Nu HTML Checker", jar, ".ci/run fetches it into .tools")

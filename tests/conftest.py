"""Tools from outside Python that some tests need."""

import os
import shutil
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parent.parent


def needs(tool: str, path: str | Path | None, how_to_get: str) -> Path:
    """`path` if it exists. If not, the test is skipped for want of `tool`; in CI it fails."""
    if path is not None and Path(path).exists():
        return Path(path)
    reason = f"{tool} is missing here; {how_to_get}"
    if os.environ.get("CI"):
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def chromium() -> Path:
    """A Chromium that the system has."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    found = next(filter(None, map(shutil.which, names)), None)
    return needs("Chromium", found, "on Debian: sudo apt install chromium")


@pytest.fixture(scope="session")
def vnu_jar() -> Path:
    """The Nu HTML Checker, for `java -jar`."""
    needs("Java", shutil.which("java"), "on Debian: sudo apt install default-jre-headless")
    jar = CHECKOUT / ".tools/node_modules/vnu-jar/build/dist/vnu.jar"
    return needs("the Nu HTML Checker", jar, ".ci/run fetches it into .tools")

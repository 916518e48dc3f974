"""A small site that shows each form once, against the pages that it has to give.

``VOUCH_GOLDEN=write`` puts what the build gives now into ``tests/golden/expected``; read the
difference before it is committed.
"""

import os
import shutil
from pathlib import Path

import pytest

from vouch.building import build
from vouch.dates import parse

GOLDEN = Path(__file__).parent / "golden"
EXPECTED = GOLDEN / "expected"
TEXTS = (".html", ".xml", ".json", ".jsonld", ".csv", ".txt")
"""How the names of files end that are held to what they were."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The pages of the small site on a fixed day."""
    day = parse("2026-11-23").earliest
    outcome = build(GOLDEN / "site", tmp_path_factory.mktemp("golden") / "out", today=day)
    assert {problem.code for problem in outcome.checked.diagnostics} <= {
        "closed-window",
        "due-claim",
    }
    pages = {path: content for path, content in outcome.files.items() if path.endswith(TEXTS)}
    if os.environ.get("VOUCH_GOLDEN") == "write":
        shutil.rmtree(EXPECTED, ignore_errors=True)
        for path, content in pages.items():
            (EXPECTED / path).parent.mkdir(parents=True, exist_ok=True)
            (EXPECTED / path).write_bytes(content)
    return pages


def _expected() -> list[str]:
    files = (path for path in EXPECTED.rglob("*") if path.name.endswith(TEXTS))
    return sorted(path.relative_to(EXPECTED).as_posix() for path in files)


def test_the_pages_are_those_expected(built: dict[str, bytes]) -> None:
    assert sorted(built) == _expected()


@pytest.mark.parametrize("path", _expected())
def test_a_page_is_as_expected(built: dict[str, bytes], path: str) -> None:
    wanted = (EXPECTED / path).read_text(encoding="utf-8").splitlines()
    assert built[path].decode("utf-8").splitlines() == wanted

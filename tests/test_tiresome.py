"""Texts made to burn time or memory are read to their end, or refused at their place."""

import json
import subprocess
import sys

from tests.conftest import CHECKOUT
from tests.tiresome import TEXTS

REFUSED = {
    "tags": "html-unbalanced",
    "comments": "html-unbalanced",
    "brackets": "nesting-too-deep",
    "links": "nesting-too-deep",
    "quotations": "nesting-too-deep",
    "lists": "nesting-too-deep",
    "stars": "nesting-too-deep",
}


def test_no_text_keeps_the_build_busy() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.tiresome"],
        cwd=CHECKOUT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    codes = json.loads(done.stdout)
    assert list(codes) == list(TEXTS)
    for name, code in REFUSED.items():
        assert code in codes[name], (name, codes[name])

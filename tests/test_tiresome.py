"""Texts made to burn time or memory are read to their end, or refused at their place."""

import json
import subprocess
import sys

from tests.conftest import CHECKOUT
from tests.tiresome import SIDECARS, TEXTS

REFUSED = {
    "tags": "html-unbalanced",
    "comments": "html-unbalanced",
    "brackets": "nesting-too-deep",
    "links": "nesting-too-deep",
    "quotations": "nesting-too-deep",
    "lists": "nesting-too-deep",
    "stars": "nesting-too-deep",
    "notes that are nowhere": "broken-link",
    "links to nowhere": "broken-link",
    "images without a word": "missing-alt",
    "end tags alone": "html-unbalanced",
    "elements of another time": "html-not-allowed",
    "attributes": "html-not-allowed",
    "one sentence": "quote-ambiguous",
    "a long sum": "bad-expression",
    "a long product": "bad-expression",
    "parentheses": "bad-expression",
    "signs": "bad-expression",
    "powers of powers": "bad-expression",
    "a huge power": "bad-expression",
    "a long number": "bad-expression",
    "a figure of many digits": "bad-number",
    "a huge exponent": "bad-number",
    "a long unit": "unknown-unit",
    "a long date": "bad-date",
    "an unknown verdict": "unknown-verdict",
    "marks out of order in a quote": "quote-not-found",
    "unknown keys": "unknown-key",
    "one quote of many claims": "quote-ambiguous",
    "lists in lists": "nesting-too-deep",
    "mappings in mappings": "nesting-too-deep",
    "dashes": "nesting-too-deep",
    "a quote that stays open": "yaml-syntax",
    "brackets that stay open": "yaml-syntax",
    "aliases": "yaml-alias",
    "a passage that is nowhere": "quote-not-found",
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
    assert list(codes) == [*TEXTS, *SIDECARS]
    for name, code in REFUSED.items():
        assert code in codes[name], (name, codes[name])

"""Texts that would keep a careless reader busy, each checked under a limit of its own.

Run as a program it checks every one of them and prints the codes that came of it, as JSON; the
system ends it where that takes more than :data:`SECONDS` of processor time or :data:`MEMORY`.
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
from pathlib import Path

from tests.sites import TODAY, written
from vouch.building import check

SECONDS = 60
MEMORY = 2 << 30
TIMES = 800
TEXTS = {
    "digits": "1" * 40 * TIMES,
    "groups of digits": "1 " * TIMES,
    "points": "1." * TIMES,
    "commas": "1," * TIMES,
    "ranges": "1-" * TIMES,
    "words of scale": "million " * TIMES,
    "numbers in words": "vingt-" * TIMES,
    "hedges": "jusqu’à " * TIMES,
    "spaces": "a" + " " * 40 * TIMES + "b",
    "no-break spaces": "a" + "\u00a0" * 40 * TIMES + "b",
    "quotation marks": '"' * TIMES,
    "guillemets": "« " * TIMES,
    "marks on a letter": "a" + "\u0301" * 40 * TIMES,
    "stars": "*" * TIMES + "a" + "*" * TIMES,
    "emphasis": "*a " * TIMES,
    "backticks": "`" * TIMES + " a " + "`" * (TIMES - 1),
    "references to one note": "[^a]" * TIMES + "\n\n[^a]: b",
    "references to a link": "[a][b]" * TIMES + "\n\n[b]: https://example.org/",
    "definitions": "".join(f"[{n}]: /x\n" for n in range(TIMES)),
    "abbreviations": "a " * TIMES + "\n\n" + "".join(f"*[a{n}]: b\n" for n in range(80)),
    "ampersands": "&#" * TIMES,
    "tags": "<a " * 2 * TIMES,
    "comments": "<!--" * 2 * TIMES,
    "brackets": "[" * TIMES,
    "links": "[a](" * TIMES,
    "quotations": ">" * TIMES + " a",
    "lists": "".join(f"{'  ' * n}- a\n" for n in range(200)),
    "rows": "|a|b|\n|-|-|\n" + "|a|b|\n" * 200,
    "columns": f"{'|' * TIMES}\n{'|-' * TIMES}\n{'|' * TIMES}",
}
"""By name: patterns and grammars are written for the reader who has to go back and try again."""


def main() -> None:
    """Check each of the texts as an article of which every figure is asked for."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    codes = {}
    for name, text in TEXTS.items():
        with tempfile.TemporaryDirectory() as folder:
            site = written(Path(folder), f"{text}\n\nLe mot.\n", ["Le mot"])
            settings = site / "content/site.yaml"
            settings.write_text(settings.read_text("utf-8").replace("[]", "[all]"), "utf-8")
            found = check(site, today=TODAY).diagnostics
        assert all(problem.message and problem.span.line for problem in found)
        codes[name] = sorted({problem.code for problem in found})
    json.dump(codes, sys.stdout)


if __name__ == "__main__":
    main()

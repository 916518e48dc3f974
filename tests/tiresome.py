"""Texts that would keep a careless reader busy, each checked under a limit of its own.

Run as a program it checks every one of them and prints the codes that came of it, as JSON. The
system ends it where one takes more than :data:`SECONDS` of processor time or :data:`MEMORY`; the
last line on standard error then names it.
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.sites import problems_of, written

SECONDS = 8
MEMORY = 2 << 30
TIMES = 800
SENTENCE = "Le mot est là. "
MANY = 6_000
"""So many of one thing that work for each of them that looks at all of them again is noticed."""
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
    "marks out of order": "a" + "\u0301\u0323" * 100 * TIMES,
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
    "headings": "## a\n\nb\n\n" * 2 * MANY,
    "tables": "|a|\n|-|\n|a|\n\n" * MANY,
    "notes": "".join(f"a[^{n}]\n\n[^{n}]: b\n\n" for n in range(TIMES)),
    "notes that are nowhere": "".join(f"a[^{n}]\n\n" for n in range(MANY)),
    "links to nowhere": "".join(f"[a](b{n}.md)\n\n" for n in range(MANY)),
    "images without a word": "![](media/a.png)\n\n" * MANY,
    "end tags alone": "</b>a " * 2 * MANY,
    "elements of another time": "<blink>a</blink> " * MANY,
    "attributes": f"<span {' '.join(f'a{n}=b' for n in range(MANY))}>a</span>",
    "definitions of abbreviations": "".join(f"*[a{n}]: b\n" for n in range(MANY)),
    "one sentence": SENTENCE * TIMES,
}
"""By name: patterns and grammars are written for the reader who has to go back and try again."""


def _claim(**parts: object) -> str:
    row = {"id": "k1", "quote": "Le mot", "verdict": "pending", **parts}
    return f"claims:\n  - {json.dumps(row, ensure_ascii=False)}\n"


def _calculation(expression: str) -> str:
    return _claim(check={"expression": expression, "where": {"a": 2}, "gives": 1})


SIDECARS = {
    "a long sum": _calculation("a" + " + a" * MANY),
    "a long product": _calculation("a" + " * a" * MANY),
    "parentheses": _calculation("(" * MANY + "a" + ")" * MANY),
    "signs": _calculation("-" * MANY + "a"),
    "powers of powers": _calculation("9 ^ 9 ^ 9 ^ 9 ^ 9"),
    "a huge power": _calculation(f"a ^ {10**9}"),
    "a long number": _calculation("1" * 10 * MANY),
    "a figure of many digits": _claim(figure={"value": "1" * 10 * MANY}),
    "a huge exponent": _claim(figure={"value": "1e999999999", "unit": "GW"}),
    "a long unit": _claim(figure={"value": 1, "unit": "m/" * MANY}),
    "a long date": _claim(checked="2026-" * MANY),
    "an unknown verdict": _claim(verdict="p" * 10 * MANY),
    "marks out of order in a quote": _claim(quote="a" + "\u0301\u0323" * 100 * TIMES),
    "unknown keys": _claim(**{f"a{n}": 1 for n in range(2 * MANY)}),
    "sources of one claim": _claim(sources=[f"a{n}" for n in range(2 * MANY)])
    + "sources:\n"
    + "".join(f"  a{n}: {{title: A, url: 'https://a.example/{n}'}}\n" for n in range(2 * MANY)),
    "one quote of many claims": "claims:\n"
    + "".join(f"  - {{id: k{n}, quote: Le mot, verdict: pending}}\n" for n in range(TIMES)),
    "lists in lists": f"claims: {'[' * MANY}{']' * MANY}\n",
    "mappings in mappings": f"claims: {'{a: ' * MANY}{'}' * MANY}\n",
    "dashes": f"claims:\n  {'- ' * MANY}\n",
    "a quote that stays open": 'claims:\n  - id: "' + "a\n    " * MANY,
    "brackets that stay open": "claims:\n" + "  - [\n" * MANY,
    "aliases": "claims:\n  - &a x\n" + "  - *a\n" * MANY,
    "one fact": "claims:\n"
    + "".join(
        f"  - {{id: k{n}, quote: Le mot, verdict: pending, figure: {{value: 1, fact: a}}}}\n"
        for n in range(2 * TIMES)
    ),
    "a passage that is nowhere": _claim(quote="a b " * MANY),
}
"""Files of claims, by name, each beside an article of one sentence, or of the same ever again."""
OFTEN = {"one quote of many claims": TIMES}


def _codes(text: str, claims: Sequence[str] | str) -> list[str]:
    """What is said of an article of which every figure is asked for."""
    used = int(time.process_time()) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (used + SECONDS, resource.RLIM_INFINITY))
    with tempfile.TemporaryDirectory() as folder:
        site = written(Path(folder), text, claims)
        settings = site / "content/site.yaml"
        settings.write_text(settings.read_text("utf-8").replace("[]", "[all]"), "utf-8")
        found = problems_of(site, Path(folder, "memory"))
    assert all(problem.message and problem.span.line for problem in found)
    return sorted({problem.code for problem in found})


def main() -> None:
    """Check each of the texts, each of the files of claims."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    codes = {}
    for name, text in TEXTS.items():
        print(name, file=sys.stderr, flush=True)
        codes[name] = _codes(f"{text}\n\nLe mot.\n", ["Le mot"])
    for name, claims in SIDECARS.items():
        print(name, file=sys.stderr, flush=True)
        codes[name] = _codes(SENTENCE * OFTEN.get(name, 1), claims)
    json.dump(codes, sys.stdout)


if __name__ == "__main__":
    main()

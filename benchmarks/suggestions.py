"""How often the help names what was meant, and how long it takes.

    python benchmarks/suggestions.py [slips of each kind in a word, 2] [quotes of each kind, 100]

First part: keys, words of closed lists and ids, mistyped in files that the build then checks.
Second: quotes with one word changed. Third: the time a claim costs whose quote is not found.
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter

CHECKOUT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(CHECKOUT))

from tests import misquotes, mistyped, typos  # noqa: E402 - found through the line above
from vouch import passages  # noqa: E402

SIZES = (900, 5_000, 50_000)
"""Words of the articles whose quotes are all wrong."""


def slips(each: int) -> None:
    """Print the share of right suggestions for each vocabulary and kind of slip."""
    some = partial(typos.sampled, chance=random.Random(1), each=each)  # noqa: S311 - same each run
    tally = mistyped.Tally()
    with TemporaryDirectory() as folder:
        for number, cases in enumerate(mistyped.every_case(some, tally.left_out)):
            mistyped.measured(cases, Path(folder) / str(number), tally)
    for label, rate in tally.rates().items():
        print(f"{label:28} {tally.tried[label]:6} {rate:8.2%}  left out {tally.left_out[label]}")
    tried = sum(n for label, n in tally.tried.items() if label.startswith("kind"))
    total = tried + sum(tally.left_out.values())
    print(f"left out as another word or as near to two: {(total - tried) / total:.2%}\n")


def quotes(each: int) -> None:
    """Print the share of right passages for each article and kind of change."""
    for name, lang, text in misquotes.texts():
        left_out: Counter[str] = Counter()
        chance = random.Random(7)  # noqa: S311 - every run tries the same
        counted = misquotes.counted(text, misquotes.misquotes(text, lang, chance, each, left_out))
        for kind, (tried, right, anchors) in counted.items():
            print(
                f"{name:24} {kind:20} {tried:5} right {right / tried:7.2%}"
                f"  pasted anchors {anchors / tried:7.2%}  left out {left_out[kind]}"
            )


def times(each: int) -> None:
    """Print what finding the nearest passage costs a claim, in milliseconds."""
    for lang in ("fr", "en"):
        for words in SIZES:
            chance = random.Random(words)  # noqa: S311 - every run tries the same
            text = misquotes.text_of(misquotes.generated(lang, words, chance), lang)
            spent = []
            for case in misquotes.misquotes(text, lang, chance, each, Counter()):
                started = perf_counter()
                passages.nearest(text, case.wrong)
                spent.append(1000 * (perf_counter() - started))
            p95 = quantiles(spent, n=20)[-1]
            print(
                f"{lang} {words:6} words, {len(spent)} claims: median {median(spent):.1f} ms,"
                f" p95 {p95:.1f} ms, max {max(spent):.1f} ms"
            )


def main() -> None:
    """Run the three parts."""
    given = [int(text) for text in sys.argv[1:] if re.fullmatch(r"\d+", text)]
    each_slip, each_quote = (*given, *(2, 100)[len(given) :])
    slips(each_slip)
    quotes(each_quote)
    times(max(1, each_quote // 4))


if __name__ == "__main__":
    main()

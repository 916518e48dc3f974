#!/usr/bin/env python3
"""Makes a site of N articles to measure with: `python benchmarks/corpus.py N DIR --for vouch`.

An article has about 900 words, 12 claims with about 16 kB of YAML, 9 sources and 6 milestones.
The same arguments give the same bytes on every machine.
`benchmarks/README.md` says what each generator is given.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from layouts import LAYOUTS, write
from stories import CLAIMS, stories


def main(arguments: list[str]) -> int:
    """Make the corpus that the arguments ask for; 2 where its folder exists."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("number", metavar="N", type=int, help="how many articles")
    parser.add_argument("folder", metavar="DIR", type=Path, help="where; must not exist")
    parser.add_argument("--for", dest="kind", choices=LAYOUTS, default="vouch", help="for which")
    parser.add_argument("--claims", type=int, default=CLAIMS, help="claims in each article")
    parser.add_argument(
        "--no-claim-pages", action="store_true", help="other generators make no page for each claim"
    )
    options = parser.parse_args(arguments)
    if options.folder.exists():
        parser.error(f"{options.folder} exists")
    made = stories(options.number, options.claims)
    write(options.kind, made, options.folder, claim_pages=not options.no_claim_pages)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

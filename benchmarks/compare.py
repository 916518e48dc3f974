#!/usr/bin/env python3
"""Times Vouch, and other generators beside it: `python benchmarks/compare.py cold`.

Each measure is a table in Markdown; `benchmarks/README.md` says what it means.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from peers import CHECKOUT, DEFAULT, Generator, generators, version, vouch
from sameness import beside, weighed
from sites import Site, copied, made
from stories import stories, story
from timing import Failed, Runs, Task, exponent, in_turns, run

BASE = "hugo"
"""What ratios are against."""
_GROWTH = 5


@dataclass(frozen=True)
class Setting:
    """What is compared, where, with how many articles, and how often."""

    folder: Path
    compared: Mapping[str, Generator]
    rounds: int
    articles: int
    claim_pages: bool
    claims: int
    megabytes: int

    def sites(self) -> list[Site]:
        """The corpus once for each generator."""
        articles = stories(self.articles)
        return [
            made(kind, self.folder / kind, articles, claim_pages=self.claim_pages)
            for kind in self.compared
        ]

    def times(self, sites: Sequence[Site], before: Callable[[Site], None]) -> dict[str, Runs]:
        """The builds of the sites in turns, ``before`` done before each."""
        tasks = [site.task(self.compared[site.kind], partial(before, site)) for site in sites]
        return in_turns(tasks, self.rounds)


# --- Measures: each gives the lines of a table ---


def cold(setting: Setting) -> Iterator[str]:
    """A cold build: no site is there, and nothing is remembered."""
    yield from _compared(setting.times(setting.sites(), Site.cold))


def unchanged(setting: Setting) -> Iterator[str]:
    """A build in which nothing changed since the last one."""
    yield from _compared(setting.times(setting.sites(), Site.as_it_stands))


def changed(setting: Setting) -> Iterator[str]:
    """A build after one word of one article changed."""
    article = story(0)
    yield from _compared(setting.times(setting.sites(), lambda site: site.edit(article)))


def growth(setting: Setting) -> Iterator[str]:
    """Cold builds of a site and of a larger one: how time and memory grow."""
    numbers = (setting.articles, _GROWTH * setting.articles)
    sites = [made("vouch", setting.folder / f"{n} articles", stories(n)) for n in numbers]
    yield from _grown(setting.times(sites, Site.cold), _GROWTH)


def start(setting: Setting) -> Iterator[str]:
    """What it takes to start: `--version` and `--help`."""
    command = vouch().version[:-1]
    tasks = [Task(option, (*command, option), CHECKOUT, {}) for option in ("--version", "--help")]
    yield from _alone(in_turns(tasks, setting.rounds))


def real(setting: Setting) -> Iterator[str]:
    """A cold build of the site in `content/`."""
    yield from _alone(
        setting.times([copied(CHECKOUT / "content", setting.folder / "real")], Site.cold)
    )


def claims(setting: Setting) -> Iterator[str]:
    """One article with many claims, and with ten times as many: checked, then built."""
    numbers = (setting.claims // 10, setting.claims)
    sites = [made("vouch", setting.folder / f"{n} claims", stories(1, claims=n)) for n in numbers]
    for command in ("check", "build"):
        generator = vouch(command)
        tasks = [site.task(generator, site.cold) for site in sites]
        yield from (f"{command}:", "", *_grown(in_turns(tasks, setting.rounds), 10), "")


def large(setting: Setting) -> Iterator[str]:
    """A cold build of one very long article."""
    size = setting.megabytes * 1_000_000
    name = f"{setting.megabytes} MB"
    site = made("vouch", setting.folder / name, [story(0, length=size)])
    yield from _alone(setting.times([site], Site.cold))


def pages(setting: Setting) -> Iterator[str]:
    """The pages that the others make beside Vouch's: of each two numbers the second is Vouch's."""
    found = {}
    for site in setting.sites():
        run(site.task(setting.compared[site.kind], site.as_it_stands))
        found[site.kind] = weighed(site.made)
    for kind, theirs in found.items():
        if kind != "vouch":
            yield f"| {kind} | pages | bytes | elements more than 10 % apart |"
            yield "|---|--:|--:|---|"
            yield from (*beside(found["vouch"], theirs), "")


MEASURES: Mapping[str, Callable[[Setting], Iterator[str]]] = {
    "cold": cold,
    "unchanged": unchanged,
    "changed": changed,
    "growth": growth,
    "start": start,
    "site": real,
    "claims": claims,
    "large": large,
    "pages": pages,
}


# --- Tables ---

_HEAD = "| | median | least–most | all cores | largest process |"


def _compared(found: Mapping[str, Runs]) -> Iterator[str]:
    base = found.get(BASE)
    yield f"{_HEAD} ÷ {BASE} | ÷ {BASE}, all cores |"
    yield "|---|--:|--:|--:|--:|--:|--:|"
    for name, runs in found.items():
        ratios = (
            (f"{runs.wall / base.wall:.3f}", f"{runs.cpu / base.cpu:.3f}") if base else ("–", "–")
        )
        yield f"| {name} | {_figures(runs)} | {ratios[0]} | {ratios[1]} |"


def _alone(found: Mapping[str, Runs]) -> Iterator[str]:
    yield _HEAD
    yield "|---|--:|--:|--:|--:|"
    for name, runs in found.items():
        yield f"| {name} | {_figures(runs)} |"


def _grown(found: Mapping[str, Runs], times: float) -> Iterator[str]:
    yield from _alone(found)
    small, large = found.values()
    ratios = (large.wall / small.wall, large.cpu / small.cpu, large.peak / small.peak)
    powers = [f"×{ratio:.2f} (n^{exponent(1, ratio, times):.2f})" for ratio in ratios]
    yield f"| growth | {powers[0]} | | {powers[1]} | {powers[2]} |"


def _figures(runs: Runs) -> str:
    span = f"{runs.fastest:.3f}–{runs.slowest:.3f} s"
    return f"{runs.wall:.3f} s | {span} | {runs.cpu:.3f} s | {runs.peak:.0f} MB"


def _circumstances(setting: Setting) -> Iterator[str]:
    cores = len(os.sched_getaffinity(0))
    system = f"{platform.system()} {platform.machine()}"
    yield f"{cores} cores, {system}, Python {platform.python_version()};"
    yield f"{setting.articles:,} articles, {setting.rounds} rounds after one to warm up;"
    yield ", ".join(f"{name} {version(each)}" for name, each in setting.compared.items()) + "."


# --- The command ---


def main(arguments: list[str]) -> int:
    """Print the tables that are asked for; 1 where a build goes wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("measure", choices=[*MEASURES, "all"], help="what is measured")
    parser.add_argument("--articles", type=int, default=1000, help="size of the corpus (1000)")
    parser.add_argument("--rounds", type=int, default=5, help="runs that count (5)")
    parser.add_argument("--peers", metavar="NAMES", help="with which to compare (all there are)")
    parser.add_argument("--peers-folder", metavar="DIR", type=Path, default=DEFAULT)
    parser.add_argument("--claims", type=int, default=10_000, help="claims in one article (10000)")
    parser.add_argument("--megabytes", type=int, default=20, help="size of the large article (20)")
    parser.add_argument("--no-claim-pages", action="store_true", help="peers make none")
    parser.add_argument("--work", metavar="DIR", type=Path, help="where (a temporary folder)")
    options = parser.parse_args(arguments)
    peers = {k: g for k, g in generators(options.peers_folder).items() if g.is_there}
    wanted = options.peers.split(",") if options.peers is not None else list(peers)
    if absent := [name for name in wanted if name and name not in peers]:
        parser.error(f"not there: {', '.join(absent)}; fetch with benchmarks/peers.py")
    compared = {"vouch": vouch(), **{name: peers[name] for name in wanted if name}}
    if options.work is not None:
        options.work.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=options.work) as work:
        setting = Setting(
            Path(work),
            compared,
            options.rounds,
            options.articles,
            not options.no_claim_pages,
            options.claims,
            options.megabytes,
        )
        print(*_circumstances(setting), sep="\n")
        names = MEASURES if options.measure == "all" else [options.measure]
        return 1 if [name for name in names if not _measured(name, setting)] else 0


def _measured(name: str, setting: Setting) -> bool:
    measure = MEASURES[name]
    print(f"\n{(measure.__doc__ or '').splitlines()[0]}\n", flush=True)
    try:
        for line in measure(setting):
            print(line, flush=True)
    except Failed as failed:
        print(failed, file=sys.stderr)
        return False
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

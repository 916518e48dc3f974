#!/usr/bin/env python3
"""Measures the preview in Chromium: `python benchmarks/preview.py [--articles 200]`.

From a save to the changed page, by two clocks of one machine: that of this program right before it
writes, and that of the page at its first frame after it last changed. Then saves in quick
succession, in place and by renaming, and a save with many pages open. The last two end with status
1 where a save, or a page, is lost.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from layouts import write
from playwright.sync_api import Page, sync_playwright
from playwright.sync_api import TimeoutError as TooLate
from stories import CLAIMS, stories

CHECKOUT = Path(__file__).parent.parent
sys.path.insert(0, str(CHECKOUT))

from vouch.preview.outcome import Order  # noqa: E402 - found by the line above
from vouch.preview.worker import Builder  # noqa: E402

DAY = "2026-11-24"
LIMIT = 120_000
"""Milliseconds after which a change is lost."""
AT_EACH_CHANGE = """new MutationObserver(() => requestAnimationFrame(() => {
  window.frameAt = performance.timeOrigin + performance.now();
})).observe(document, { subtree: true, childList: true, characterData: true });
document.addEventListener('LiveReloadConnect', () => { window.isConnected = true; });"""


class Article:
    """An article that is saved again and again; each time it ends with another word."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.text = path.read_text(encoding="utf-8").rstrip("\n")
        self.count = 0

    def save(self, *, renaming: bool = False) -> str:
        """Save, and give the word by which the page can be told."""
        self.count += 1
        word = f"mot{self.count}fin"
        text = f"{self.text}\n\nUn {word}.\n"
        if renaming:
            beside = self.path.with_suffix(".md~")
            beside.write_text(text, encoding="utf-8")
            beside.replace(self.path)
        else:
            self.path.write_text(text, encoding="utf-8")
        return word


@contextmanager
def preview(site: Path) -> Iterator[str]:
    """The address of a preview that runs meanwhile."""
    command = [sys.executable, str(CHECKOUT / "build.py"), "serve", "--site", str(site)]
    process = subprocess.Popen(
        [*command, "--port", "0", "--today", DAY],
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "VOUCH_NO_SETUP": "1"},
    )
    assert process.stdout
    try:
        line = next(line for line in process.stdout if line.startswith("Preview at "))
        yield re.findall(r"http://\S+", line)[0]
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate()


def shows(page: Page, word: str) -> bool:
    """Whether the page comes to show a word."""
    try:
        page.wait_for_function(
            "word => window.isConnected && document.body.textContent.includes(word)",
            arg=word,
            timeout=LIMIT,
        )
    except TooLate:
        return False
    return True


def waits(page: Page, article: Article, saves: int) -> list[float]:
    """Milliseconds from each save to the frame that shows it."""
    found = []
    for number in range(saves):
        before = time.time() * 1000
        if not shows(page, article.save(renaming=number % 2 == 1)):
            raise SystemExit("a save was lost")
        found.append(page.evaluate("window.frameAt") - before)
        time.sleep(0.2)
    return found


def builds(site: Path, article: Article, saves: int) -> list[float]:
    """Milliseconds of each build after a save, without anything around it."""
    from vouch.dates import parse

    found = []
    with tempfile.TemporaryDirectory() as folder:
        order = Order(site, Path(folder) / "site", parse(DAY).earliest, in_proof=True)
        builder = Builder(order)
        for _ in range(saves + 2):
            article.save()
            before = time.perf_counter()
            assert builder.built().is_whole
            found.append((time.perf_counter() - before) * 1000)
            builder.get_ready()
    return found[2:]


def line(what: str, values: list[float]) -> None:
    """Median, least and most of some milliseconds."""
    print(f"{what:<44} {median(values):7.0f} ms  ({min(values):.0f} to {max(values):.0f})")


def main(arguments: list[str]) -> int:
    """Measure; 1 where something was lost."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    add = parser.add_argument
    add("--articles", type=int, default=200, help="articles of the site")
    add("--saves", type=int, default=25, help="saves that are timed")
    add("--burst", type=int, default=200, help="saves in quick succession")
    add("--pages", type=int, default=50, help="pages that are open at once")
    options = parser.parse_args(arguments)
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = Path(folder) / "site"
        write("vouch", stories(options.articles, CLAIMS), site, claim_pages=True)
        article = Article(min((site / "content").glob("*.md")))
        print(f"{options.articles} articles; load of the machine {os.getloadavg()[0]:.1f}")
        line("a build alone", builds(site, article, options.saves))
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        context = browser.new_context()
        context.add_init_script(AT_EACH_CHANGE)
        with preview(site) as address:
            page = context.new_page()
            page.goto(f"{address}{article.path.stem}/")
            page.wait_for_function("() => window.isConnected", timeout=LIMIT)
            line("from a save to the changed page", waits(page, article, options.saves))
            word, before = "", time.perf_counter()
            for number in range(options.burst):
                word = article.save(renaming=number % 2 == 1)
                time.sleep(0.01)
            last = time.perf_counter()
            is_kept = shows(page, word)
            took = time.perf_counter() - last
            print(
                f"{options.burst} saves in {last - before:.1f} s: the last one is"
                f" {f'shown after {took:.1f} s' if is_kept else 'LOST'}"
            )
            pages = [context.new_page() for _ in range(options.pages)]
            for each in pages:
                each.goto(f"{address}{article.path.stem}/")
            for each in pages:
                each.wait_for_function("() => window.isConnected", timeout=LIMIT)
            before = time.perf_counter()
            word = article.save()
            told = sum(shows(each, word) for each in pages)
            print(
                f"{told} of {len(pages)} open pages show a save, the last after"
                f" {time.perf_counter() - before:.1f} s"
            )
        browser.close()
    return 0 if is_kept and told == len(pages) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

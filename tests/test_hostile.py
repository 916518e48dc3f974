"""Whatever an author writes, wherever it may stand: shown as text, or refused at its place."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, Dialog, Page

from tests.hostile import (
    HARMLESS,
    PAYLOADS,
    PLACES,
    REFUSED,
    Place,
    grouped,
    markdown_site,
    settled,
    written,
)
from tests.sites import TODAY
from vouch.building import build
from vouch.marker import MARKER
from vouch.outputs.spreadsheet import NUMBERS

SHAPE = """() => {
  const told = value => value instanceof Array ? `[${value.map(told)}]`
    : value instanceof Object ? `{${Object.keys(value).map(key => `${key}:${told(value[key])}`)}}`
    : typeof value;
  const faults = [], shape = [];
  // The style sheet of a card for pages of others, told by its digest: no word of an author's.
  const own = element => element.localName == 'style' && element.parentNode == document.head
    && document.documentElement.hasAttribute('data-embed');
  for (const element of document.querySelectorAll('*')) {
    const names = element.getAttributeNames().sort();
    shape.push(`${element.localName}[${names}]`);
    if (element.localName == 'script' && `${names}` == 'type'
        && element.type == 'application/ld+json') shape.push(told(JSON.parse(element.text)));
    else if (/^(script|style|iframe|object|embed|base|form|template|noscript|math)$/
        .test(element.localName) && !own(element)) faults.push(element.localName);
    for (const name of names) {
      if (/^on|^style$|^srcdoc$/.test(name)) faults.push(name);
      if (/^\\s*(javascript|data|vbscript):/i.test(element.getAttribute(name))
          && /href|src|action|data/.test(name)) faults.push(element.getAttribute(name));
    }
  }
  return [shape.join('\\n'), faults];
}"""
"""The elements of a page with the names of their attributes, and what no page of ours has.

Of a block of JSON-LD, which is no script, the keys count.
"""
OF_THE_SEARCH = {"script", "form", "input", "select", "option", "button", "template"}
"""Elements that the page of the search has and no other."""
FORMULA = re.compile(r"(?:^|[;\t\r\n])\s*[=+@\uff1d\uff0b\uff0d\uff20-]")
"""A cell that a spreadsheet may take for a formula, or may split into one that it does."""
TAKEN_BY_RIGHT = 50
"""Places that take any line of text."""


@dataclass(frozen=True)
class Window:
    """A page for which no policy counts, so that what is let in runs; ``did`` is what it did.

    ``site`` is where sites are built, one over the other: images need not be made again.
    ``known`` has the shapes of pages by their HTML.
    """

    page: Page
    site: Path
    did: list[str] = field(default_factory=list)
    known: dict[str, str] = field(default_factory=dict)


@pytest.fixture(scope="module")
def window(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Window]:
    context = browser.new_context(bypass_csp=True)
    opened = Window(context.new_page(), tmp_path_factory.mktemp("hostile") / "_site")

    def dismiss(dialog: Dialog) -> None:
        opened.did.append(dialog.message)
        dialog.dismiss()

    opened.page.on("dialog", dismiss)
    context.on("request", lambda request: opened.did.append(request.url))
    context.on("page", lambda page: opened.did.append(page.url))
    yield opened
    context.close()


@pytest.fixture(scope="module")
def harmless(
    window: Window, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[frozenset[Place]], Mapping[str, object]]:
    """What the files of a site are read as that has plain words at the same places."""
    known: dict[frozenset[Place], Mapping[str, object]] = {}

    def made(taken: frozenset[Place]) -> Mapping[str, object]:
        if taken not in known:
            folder = tmp_path_factory.mktemp("harmless")
            written(folder, HARMLESS, set(taken))
            known[taken] = read(folder, window)
        return known[taken]

    return made


def in_chromium(files: Sequence[Path], window: Window) -> list[object]:
    """The shape of each page; fails where one does anything, or has what no page has."""
    window.did.clear()
    for path in files:
        html = path.read_text("utf-8")
        if html not in window.known:
            window.page.goto(path.as_uri())
            window.known[html], faults = window.page.evaluate(SHAPE)
            allowed = OF_THE_SEARCH if path.parent.name == "search" else set()
            assert [fault for fault in faults if fault not in allowed] == [], path
    # The page for addresses that lead nowhere asks for its style sheet at the root.
    own = re.compile(
        rf"{re.escape(window.site.as_uri())}/.*|file:///(.*/)?static/((vouch|more)\.css|icon\.svg)"
    )
    assert [deed for deed in window.did if not own.fullmatch(deed)] == []
    return [window.known[path.read_text("utf-8")] for path in files]


def of_json(files: Sequence[Path], window: Window) -> list[object]:
    """The keys and kinds of values; HTML in them is opened as a page is."""
    return [_kinds(json.loads(path.read_text("utf-8")), window) for path in files]


def _kinds(value: object, window: Window) -> object:
    if isinstance(value, Mapping):
        html = value.get("explanation") or (
            value.get("value") if value.get("format") == "text/html" else None
        )
        if isinstance(html, str) and html not in window.known:
            window.page.set_content(html)
            window.known[html], faults = window.page.evaluate(SHAPE)
            assert faults == [], html
        kinds = {key: _kinds(inner, window) for key, inner in value.items()}
        return {**kinds, "html": window.known.get(html) if isinstance(html, str) else None}
    if isinstance(value, list):
        return [_kinds(inner, window) for inner in value]
    return type(value).__name__


def of_tables(files: Sequence[Path], _: Window) -> list[object]:
    """The number of rows; fails where a cell may be taken for a formula."""
    return [_rows(path.read_text("utf-8-sig")) for path in files]


def _rows(table: str) -> int:
    rows = list(csv.DictReader(io.StringIO(table, newline=""), strict=True))
    for row in rows:
        assert None not in row and None not in row.values()
        for key, cell in row.items():
            is_number = key in NUMBERS and re.fullmatch(r"-?[0-9]*(\.[0-9]+)?", cell)
            assert is_number or not FORMULA.search(cell), (key, cell)
    return len(rows)


def unread(files: Sequence[Path], _: Window) -> list[object]:
    """Files into which no words of an author go."""
    return [path.read_bytes() for path in files]


def as_pictures(files: Sequence[Path], _: Window) -> list[object]:
    """The size of each bitmap and the kinds of its parts: words are drawn, none is written."""

    def shape(content: bytes) -> object:
        assert content.startswith(b"\x89PNG\r\n\x1a\n")
        kinds, at = set(), 8
        while at < len(content):
            kinds.add(content[at + 4 : at + 8])
            at += 12 + int.from_bytes(content[at : at + 4], "big")
        return content[16:24], sorted(kinds)

    return [shape(path.read_bytes()) for path in files]


def of_an_index(files: Sequence[Path], _: Window) -> list[object]:
    """Words that are searched, and shown as text alone: which words they are is no shape."""
    assert files
    return [None for _ in files]


def as_xml(files: Sequence[Path], _: Window) -> list[object]:
    """The elements of each document with their attributes' names; it has to be well-formed."""

    def shape(element: ElementTree.Element) -> object:
        return element.tag, sorted(element.attrib), [shape(child) for child in element]

    return [shape(ElementTree.fromstring(path.read_bytes())) for path in files]  # noqa: S314


def as_robots(files: Sequence[Path], _: Window) -> list[object]:
    """How many lines a file has: none is added by an author's words."""
    return [len(path.read_text("utf-8").splitlines()) for path in files]


READERS: Mapping[str, Callable[[Sequence[Path], Window], list[object]]] = {
    ".html": in_chromium,
    ".xml": as_xml,
    ".txt": as_robots,
    ".png": as_pictures,
    ".csv": of_tables,
    **dict.fromkeys((".json", ".jsonld"), of_json),
    **dict.fromkeys((".pf_fragment", ".pf_index", ".pf_filter", ".pf_meta"), of_an_index),
    **dict.fromkeys((".js", ".pagefind"), unread),
    **dict.fromkeys((".css", ".svg", ".webp", ".avif", ".nojekyll"), unread),
}
"""How the files of a kind are read, each to a value that does not depend on an author's words.

A new format needs a line here: a reader fails where a file does harm.
"""
LEADS_ON = 'http-equiv="refresh"'


def read(folder: Path, window: Window) -> dict[str, object]:
    """Every file of a site that is built, as its reader gives it."""
    build(folder, window.site, today=TODAY)
    found: dict[str, object] = {}
    kinds: defaultdict[str, list[Path]] = defaultdict(list)
    for path in sorted(path for path in window.site.rglob("*") if path.is_file()):
        if path.name != MARKER:
            kinds[path.suffix or path.name].append(path)
    leading = [path for path in kinds[".html"] if LEADS_ON in path.read_text("utf-8")]
    for path in leading:  # to another page of these; a new file, as the build may share this one
        html = path.read_text("utf-8")
        path.unlink()
        path.write_text(html.replace(LEADS_ON, 'http-equiv="none"'), "utf-8")
    for kind, files in kinds.items():
        names = numbered([path.relative_to(window.site).as_posix() for path in files])
        found |= dict(zip(names, READERS[kind](files, window), strict=True))
    return found


def numbered(paths: Sequence[str]) -> list[str]:
    """The paths with a number for what is made from a name of an author."""
    made: defaultdict[str, dict[str, int]] = defaultdict(dict)

    def number(match: re.Match[str]) -> str:
        known = made[match[1]]
        return f"{match[1]}/{known.setdefault(match[2], len(known))}/index.html"

    paths = [re.sub(r"^(pagefind/.*?)[0-9a-f]{7,}\.pf_", r"\1.pf_", path) for path in paths]
    return [re.sub(r"^(tags|claimants)/([^/]+)/index\.html$", number, path) for path in paths]


def test_the_places_are_those_of_the_models() -> None:
    names = {str(place) for place in PLACES}
    assert {"site:title", "sidecar:claims.0.quote", "site:units.foyers (key)"} <= names
    assert len(names) > 150


@pytest.mark.parametrize("text", grouped().values(), ids=grouped())
def test_words_are_shown_as_words_or_refused_at_their_place(
    window: Window,
    harmless: Callable[[frozenset[Place]], Mapping[str, object]],
    tmp_path: Path,
    text: str,
) -> None:
    taken, refusals = settled(tmp_path, text)
    assert len(taken) + len(refusals) == len(PLACES)
    assert len(taken) >= TAKEN_BY_RIGHT
    assert read(tmp_path, window) == harmless(taken)


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_characters_that_nobody_sees_are_refused_at_every_place(name: str, tmp_path: Path) -> None:
    taken, refusals = settled(tmp_path, PAYLOADS[name])
    assert not taken
    assert len(refusals) == len(PLACES)


@pytest.mark.parametrize("name", PAYLOADS)
def test_markdown_does_no_harm_or_is_refused_at_its_place(
    name: str, window: Window, tmp_path: Path
) -> None:
    refused = markdown_site(tmp_path, PAYLOADS[name])
    assert len(refused) in (0, 2, 3, 4)  # half a pair can be written in YAML alone
    assert "404.html" in read(tmp_path, window)

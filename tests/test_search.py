"""The search: what it finds in a browser, where it is absent, and that its index is the same."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import cast

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.sites import TODAY, sidecar
from vouch.building import Built, build
from vouch.outputs import cbor, pagefind, sitefiles

SOURCE = {
    "title": "Rapport annuel",
    "publisher": "Agence Dupré",
    "url": "https://registre.example/",
    "origin": "communique-dupre",
    "excerpt": "les usines ferment",
}
CLAIMS: Mapping[str, Sequence[Mapping[str, object]]] = {
    "fr": [
        {"quote": "Les chevaux mangent", "verdict": "accurate", "claimant": {"name": "Nadir"}},
        {"quote": "deux chevaux <b>gras</b>", "verdict": "misleading", "said": "2024"},
    ],
    "en": [{"quote": "Horses were running", "verdict": "accurate", "claimant": {"name": "Ada"}}],
}
TEXTS = {
    "fr": "Les chevaux mangent et deux chevaux `<b>gras</b>` dorment.",
    "en": "Horses were running here.",
}


def _written(folder: Path, **formats: bool) -> Path:
    content = folder / "content"
    content.mkdir()
    settings = {"title": "S", "url": "https://s.example/", "lang": "fr", "formats": formats}
    (content / "site.yaml").write_text(json.dumps(settings))
    for lang, claims in CLAIMS.items():
        rows: list[Mapping[str, object]] = [{**claim, "sources": [SOURCE]} for claim in claims]
        (content / f"{lang}.claims.yaml").write_text(sidecar(rows))
        front = f"title: Titre {lang}\ndate: 2026-11-02\nlang: {lang}\n"
        (content / f"{lang}.md").write_text(f"---\n{front}---\n\n{TEXTS[lang]}\n")
    return folder


def _built(folder: Path, output: str = "out") -> Built:
    return build(folder, folder / output, today=TODAY, jobs=1)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = _written(tmp_path_factory.mktemp("search"))
    built = _built(folder)
    assert built.published.paths, built.checked.diagnostics
    return folder / "out"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """The search on a server, below a path as on a host that many share."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site.parent)))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/out/search/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """The page of the search; whatever its policy refuses fails the test."""
    context = browser.new_context()
    opened = context.new_page()
    said: list[str] = []
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.goto(address)
    opened.wait_for_selector("#search:not([hidden])")
    yield opened
    context.close()
    assert said == []


def _found(page: Page, count: int) -> list[str]:
    expect(page.locator("#search-told")).not_to_have_text("", timeout=10_000)
    expect(page.locator("#search-found li")).to_have_count(count, timeout=10_000)
    return sorted(page.locator("#search-found .words").all_inner_texts())


@pytest.mark.parametrize(
    ("words", "found"),
    [
        pytest.param(
            "cheval", ["Les chevaux mangent", "Titre fr", "deux chevaux <b>gras</b>"], id="French"
        ),
        pytest.param("horse run", ["Horses were running", "Titre en"], id="English"),
        pytest.param("Nadir", ["Les chevaux mangent"], id="a claimant"),
        pytest.param("usine", ["Rapport annuel"] * 2, id="the excerpt of a source"),
        pytest.param("registre.example", ["Rapport annuel"] * 2, id="the host of a source"),
        pytest.param("communique-dupre", ["Rapport annuel"] * 2, id="what a source goes back to"),
        pytest.param("misleading", [], id="a verdict is no word"),
    ],
)
def test_words_are_found_by_their_stems(page: Page, words: str, found: list[str]) -> None:
    page.fill("#search-words", words)
    assert _found(page, len(found)) == sorted(found)
    assert page.locator("#search-found b:not(.verdict)").count() == 0


@pytest.mark.parametrize("words", ["usine", "registre.example"])
def test_what_is_shown_of_a_source_is_prose(page: Page, words: str) -> None:
    page.fill("#search-words", words)
    _found(page, 2)
    for shown in page.locator("#search-found li").all_inner_texts():
        assert "Agence Dupré les usines ferment" in " ".join(shown.split())
        assert "registre.example" not in shown
        assert "communique" not in shown


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        pytest.param({"verdict": "misleading"}, ["deux chevaux <b>gras</b>"], id="verdict"),
        pytest.param({"claimant": "nadir"}, ["Les chevaux mangent"], id="claimant"),
        pytest.param({"year": "2024"}, ["deux chevaux <b>gras</b>"], id="year"),
        pytest.param({"verdict": "accurate", "year": "2024"}, [], id="two that exclude each other"),
    ],
)
def test_filters_narrow(page: Page, chosen: Mapping[str, str], found: list[str]) -> None:
    page.fill("#search-words", "cheval")
    _found(page, 3)
    for name, value in chosen.items():
        page.select_option(f"#search-{name}", value)
    assert _found(page, len(found)) == found
    if found:
        judged = page.locator("#search-found li .judged")
        assert judged.locator("svg.sign").count() == 1
        assert judged.inner_text().strip()


def test_a_search_is_made_and_followed_by_keyboard_and_has_an_address(page: Page) -> None:
    page.focus("#search-words")
    page.keyboard.type("mangent")
    page.keyboard.press("Enter")
    _found(page, 2)
    assert page.locator("[role=status]").inner_text() == "Résultats : 2".replace(" :", "\xa0:")
    assert page.url.endswith("?q=mangent")
    assert Axe().run(page).response["violations"] == []
    page.reload()
    _found(page, 2)
    for _ in range(5):
        page.keyboard.press("Tab")
    page.focus("#search-year")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/out/fr/**")


@pytest.mark.parametrize("way", ["from the disk", "without scripts"])
def test_no_box_where_it_cannot_work(browser: Browser, site: Path, address: str, way: str) -> None:
    scripts = way == "from the disk"
    context = browser.new_context(java_script_enabled=scripts)
    page = context.new_page()
    page.goto((site / "search/index.html").as_uri() if scripts else address)
    assert not page.locator("#search").is_visible()
    assert page.locator("#search-instead a[href$='claims/index.html']").is_visible()
    page.goto((site / "index.html").as_uri() if scripts else address.replace("search/", ""))
    assert page.locator("a[href$='search/index.html']").is_visible() == scripts
    context.close()


def test_an_index_is_the_same_again_and_after_a_change(tmp_path: Path) -> None:
    folder = _written(tmp_path)
    text = folder / "content/en.md"
    before = text.read_text()
    text.write_text(before.replace("here", "there"))
    _built(folder)
    text.write_text(before)
    changed = _built(folder).files
    fresh = [_built(folder, f"out{number}").files for number in range(3)]
    assert [files == changed for files in fresh] == [True] * 3
    assert any(path.startswith("pagefind/filter/") for path in changed)


def test_a_site_without_a_search_has_nothing_of_it(tmp_path: Path) -> None:
    files = _built(_written(tmp_path, search=False)).files
    assert not [path for path in files if path.startswith(("search/", "pagefind/"))]
    assert "fr/search.json" not in files
    assert not [path for path, content in files.items() if b"search/index.html" in content]


def test_without_pagefind_nothing_is_published_and_the_reason_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pagefind_bin", None)
    built = _built(_written(tmp_path))
    assert not built.published.paths
    (told,) = [each for each in built.checked.diagnostics if each.code == "no-search"]
    assert "pagefind-bin is not installed" in told.message


def test_what_pagefind_refuses_is_told() -> None:
    with pytest.raises(pagefind.Unsearchable), pagefind.at_work([{"url": "a/"}]) as made:
        made()


@pytest.mark.skipif(sys.platform == "win32", reason="a script stands in for the program")
@pytest.mark.parametrize(
    ("program", "told"),
    [
        pytest.param("exec sleep 600", "has not answered within", id="silent"),
        pytest.param("exit 3", "ended early, with status", id="gone"),
    ],
)
def test_a_pagefind_that_does_not_answer_is_waited_for_no_longer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str, told: str
) -> None:
    script = tmp_path / "pagefind"
    script.write_text(f"#!/bin/sh\n{program}\n")
    script.chmod(0o755)
    monkeypatch.setattr(pagefind, "_executable", lambda: script)
    monkeypatch.setattr(pagefind, "_PATIENCE", 1.0)
    with pytest.raises(pagefind.Unsearchable, match=told), pagefind.at_work([]) as made:
        made()


@pytest.mark.skipif(sys.platform == "win32", reason="a script stands in for the program")
def test_where_a_build_ends_early_pagefind_is_ended_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script, begun = tmp_path / "pagefind", tmp_path / "begun"
    script.write_text(
        f"#!/bin/sh\necho $$ > {begun}.part\nmv {begun}.part {begun}\nexec sleep 600\n"
    )
    script.chmod(0o755)

    def interrupted(*_: object) -> sitefiles.Files:
        late = time.monotonic() + 60
        while not begun.exists() and time.monotonic() < late:
            yield None  # it is at work before the others are made
        raise KeyboardInterrupt

    monkeypatch.setattr(pagefind, "_executable", lambda: script)
    interrupting = sitefiles.Group(interrupted)
    monkeypatch.setitem(cast(dict[str, object], sitefiles.GROUPS), "feeds", interrupting)
    with pytest.raises(KeyboardInterrupt):
        _built(_written(tmp_path))
    with pytest.raises(ProcessLookupError):
        os.kill(int(begun.read_text()), 0)


@pytest.mark.parametrize(
    "value",
    [0, 23, 24, 255, 256, 65_536, 1 << 32, -1, -25, "", "é" * 30, [], ["a", [1, "b"]], [0] * 300],
    ids=repr,
)
def test_cbor_is_read_as_it_is_written(value: cbor.Value) -> None:
    assert cbor.read(cbor.written(value)) == value


@pytest.mark.parametrize("content", [b"", b"\x00\x00", b"\xa0", b"\x1c", b"\x82\x00", b"\x19\x01"])
def test_other_cbor_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"value|end|length"):
        cbor.read(content)

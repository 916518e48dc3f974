"""Claims as cards in pages of others: what they say, how large they are, what they load."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial
from html import unescape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from playwright.sync_api import Browser

from tests.sites import TODAY, sidecar, written
from vouch.building import build
from vouch.embeds import MOST_WORDS

HOME = "https://site.example/"
MOST_BYTES = 8_000
SHORT: Mapping[str, object] = {
    "quote": "six gigawatts",
    "verdict": "accurate",
    "claimant": {"name": "Une société", "url": "https://societe.example/"},
    "said": "2025-10",
    "summary": "Le contrat le dit.",
    "figure": {"value": 6, "unit": "GW", "modality": "up-to"},
    "sources": [{"title": "Contrat", "url": "https://societe.example/contrat"}],
    "checked": "2026-11-20",
    "checked_by": "Une lectrice",
}
LONG = " ".join(["« été » énoncé à l’œuvre €"] * 90)


class Quiet(SimpleHTTPRequestHandler):
    """A server that says nothing."""

    def log_message(self, *_: object) -> None:
        """Nothing."""


def _site(folder: Path, quote: str, lang: str = "fr", **more: object) -> Path:
    claim = {**SHORT, **more, "quote": quote}
    site = written(folder, f"On annonce {quote} pour demain.", sidecar([claim]), lang)
    outcome = build(site, folder / "_site", today=TODAY)
    assert outcome.files, outcome.checked.diagnostics
    return folder / "_site"


@pytest.fixture(scope="module")
def short(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _site(tmp_path_factory.mktemp("short"), "six gigawatts")


@pytest.fixture(scope="module")
def address(short: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(short)))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    thread.join()
    server.server_close()


def _snippet(site: Path) -> str:
    page = BeautifulSoup((site / "a/claims/k1/index.html").read_text("utf-8"), "html.parser")
    (code,) = page.select("details.embed code")
    return code.get_text()


def test_a_card_says_what_the_page_of_its_claim_says(short: Path) -> None:
    card = BeautifulSoup((short / "a/claims/k1/embed.html").read_text("utf-8"), "html.parser")
    page = BeautifulSoup((short / "a/claims/k1/index.html").read_text("utf-8"), "html.parser")
    for hook in ("data-claim-text", "data-verdict", "data-said", "data-checked"):
        told, shown = card.select_one(f"[{hook}]"), page.select_one(f"[{hook}]")
        assert told is not None
        assert shown is not None
        assert told.get_text(strip=True) == shown.get_text(strip=True)
    (figure,) = card.select("[data-figure]")
    assert figure.get_text() == "jusqu’à 6\u00a0GW"
    assert card.select_one("link[rel=canonical]") == page.select_one("link[rel=canonical]")
    (robots,) = card.select("meta[name=robots]")
    assert robots["content"] == "noindex"
    (link,) = card.select("a")
    assert (link["href"], link["target"]) == (f"{HOME}a/claims/k1/", "_top")


@pytest.mark.parametrize("width", [320, 700])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_of_others_shows_the_card_and_nothing_else_is_loaded(
    browser: Browser, short: Path, address: str, width: int, scheme: str
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,  # type: ignore[arg-type]
        java_script_enabled=True,
    )
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    there = _snippet(short).replace(HOME, address).replace(' loading="lazy"', "")
    page.set_content(
        f"<!doctype html><html lang=fr><title>Ailleurs</title><h1>Ailleurs</h1>{there}"
    )
    (frame,) = page.frames[1:]
    frame.wait_for_selector("[data-claim-text]")
    assert frame.locator("[data-verdict]").inner_text() == "Vrai"
    assert asked == [f"{address}a/claims/k1/embed.html"]
    hue = frame.evaluate("getComputedStyle(document.querySelector('.verdict')).color")
    assert hue == ("rgb(0, 107, 184)" if scheme == "light" else "rgb(0, 134, 230)")
    assert frame.evaluate(
        "document.documentElement.scrollHeight <= innerHeight"
        " && document.documentElement.scrollWidth <= innerWidth"
    )
    frame.locator("a").focus()
    page.goto(f"{address}a/claims/k1/embed.html")
    assert Axe().run(page).response["violations"] == []
    context.close()


@pytest.mark.parametrize(
    ("quote", "lang", "more"),
    [
        pytest.param("six gigawatts", "fr", {}, id="short"),
        pytest.param("six gigawatts", "en", {}, id="English"),
        pytest.param(LONG, "fr", {}, id="long words"),
        pytest.param(LONG, "fr", {"summary": LONG}, id="long words and summary"),
        pytest.param("€" * 3_000, "fr", {"summary": "€" * 3_000}, id="one endless word"),
        pytest.param("'" * 3_000, "fr", {"summary": "<" * 3_000}, id="what HTML writes longer"),
        pytest.param("six", "fr", {"claimant": "&" * 900}, id="a long name"),
    ],
)
def test_a_card_is_small_and_says_where_it_is_cut(
    tmp_path: Path, quote: str, lang: str, more: Mapping[str, object]
) -> None:
    site = _site(tmp_path, quote, lang, **more)
    html = (site / "a/claims/k1/embed.html").read_bytes()
    assert len(html) <= MOST_BYTES
    (words,) = BeautifulSoup(html, "html.parser").select("[data-claim-text]")
    whole = BeautifulSoup((site / "a/claims/k1/index.html").read_bytes(), "html.parser")
    (there,) = whole.select("[data-claim-text]")
    if len(there.get_text().encode()) < MOST_WORDS:
        assert words.get_text() == there.get_text()
    else:
        assert words.get_text().endswith(" […]")
        assert there.get_text().startswith(words.get_text().removesuffix(" […]"))


def test_the_snippet_is_html_whatever_the_title_of_the_site(tmp_path: Path) -> None:
    written(tmp_path, "On annonce six gigawatts pour demain.", sidecar([SHORT]))
    settings = tmp_path / "content/site.yaml"
    title = 'title: "A\\"><script>x</script> & Cie"'
    settings.write_text(settings.read_text("utf-8").replace("title: Un site", title), "utf-8")
    build(tmp_path, tmp_path / "_site", today=TODAY)
    snippet = BeautifulSoup(_snippet(tmp_path / "_site"), "html.parser")
    assert [element.name for element in snippet.find_all(True)] == ["iframe"]
    assert 'A"><script>' in str(snippet.iframe and snippet.iframe["title"])


def test_cards_that_are_turned_off_leave_no_snippet_behind(tmp_path: Path) -> None:
    written(tmp_path, "On annonce six gigawatts pour demain.", sidecar([SHORT]))
    settings = tmp_path / "content/site.yaml"
    settings.write_text(settings.read_text("utf-8").replace("{cards", "{embeds: false, cards"))
    files = build(tmp_path, tmp_path / "_site", today=TODAY).files
    assert not [path for path in files if path.endswith("embed.html")]
    assert "embed" not in unescape(files["a/claims/k1/index.html"].decode())
    assert re.search("data-claim-text", files["a/claims/k1/index.html"].decode())

"""What readers are promised: nothing scrolls or fetches, the switch works, links lead somewhere."""

import gzip
import http.server
import shutil
import threading
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Route

from vouch.building import build
from vouch.dates import parse

CHECKOUT = Path(__file__).parent.parent
ARTICLES = ("openai-amd", "openai-amd-en", "openai-amd-un-an-apres")
WEIGHT_LIMIT = 45_000
"""Most bytes of a page with 29 claims and its style sheet after gzip."""
SCRIPT_LIMIT = 4_000
SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important;
  word-spacing: .16em !important } p { margin-bottom: 2em !important }"""
"""The text spacing that has to do no harm (WCAG 2.2, 1.4.12)."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site, built on a fixed day."""
    output = tmp_path_factory.mktemp("reading") / "site"
    build(CHECKOUT, output, today=parse("2026-11-23").earliest)
    return output


@pytest.fixture(scope="module")
def served(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], str]]:
    """A server on loopback; called with a prefix it gives the address of the site under it."""
    root = tmp_path_factory.mktemp("served")
    shutil.copytree(site, root, dirs_exist_ok=True)
    shutil.copytree(site, root / "x" / "y")
    handler = partial(_Quiet, directory=str(root))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield lambda prefix: f"http://127.0.0.1:{server.server_port}{prefix}"
        server.shutdown()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
        """Nobody reads it."""


def _pages(site: Path) -> list[str]:
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))


@cache
def _ids(site: Path, path: str) -> set[str]:
    page = BeautifulSoup((site / path).read_text("utf-8"), "html.parser")
    return {str(element["id"]) for element in page.find_all(id=True)}


@pytest.mark.parametrize("where", ["/", "/x/y/", "file"])
def test_every_link_and_fragment_leads_somewhere(
    browser: Browser, site: Path, served: Callable[[str], str], where: str
) -> None:
    base = f"{site.as_uri()}/" if where == "file" else served(where)
    ids = {path: _ids(site, path) for path in _pages(site)}
    page = browser.new_page()
    checked = 0
    for path in ids:
        if path == "404.html":
            continue
        page.goto(base + path, wait_until="commit")
        page.wait_for_load_state("domcontentloaded")
        addresses = page.eval_on_selector_all(
            "a[href], link[rel=stylesheet], img, source",
            "all => all.map(e => e.href || e.src || '').filter(Boolean)",
        )
        for address in set(addresses):
            if not address.startswith(base):
                assert urlsplit(address).scheme in ("https", "http", "mailto"), (path, address)
                assert "127.0.0.1" not in address, (path, address)
                continue
            target, _, fragment = address[len(base) :].partition("#")
            target = unquote(target.partition("?")[0])
            assert (site / target).is_file(), (path, address)
            assert not fragment or unquote(fragment) in ids[target], (path, address)
            checked += 1
    page.close()
    assert checked > 1000


@pytest.mark.parametrize("article", ARTICLES)
def test_an_article_weighs_little(site: Path, article: str) -> None:
    page = (site / article / "index.html").read_bytes()
    style = (site / "static" / "vouch.css").read_bytes()
    assert b"<script src" not in page
    ours = (path for path in (site / "static").rglob("*.js"))
    scripts = [gzip.compress(path.read_bytes(), 9) for path in ours]
    assert len(gzip.compress(page, 9)) + len(gzip.compress(style, 9)) <= WEIGHT_LIMIT
    assert sum(map(len, scripts)) <= SCRIPT_LIMIT


@pytest.mark.parametrize("path", ["index.html", *(f"{name}/index.html" for name in ARTICLES)])
def test_a_page_asks_its_own_host_alone(
    browser: Browser, served: Callable[[str], str], path: str
) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(served("/x/y/") + path, wait_until="networkidle")
    page.close()
    paths = {address.removeprefix(served("/x/y/")) for address in asked}
    assert paths <= {path, "static/vouch.css", "static/more.css", "static/icon.svg"}


@pytest.mark.parametrize("width", [320, 640, 1280], ids=["320px", "zoomed-to-200%", "wide"])
@pytest.mark.parametrize("path", ["openai-amd/index.html", "timeline/index.html"])
def test_wider_spacing_of_the_text_does_no_harm(
    browser: Browser, site: Path, path: str, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 512}, bypass_csp=True)
    page.goto((site / path).as_uri())
    page.add_style_tag(content=SPACED)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_one_switch_hides_the_highlights_without_a_script_and_print_keeps_them(
    browser: Browser, site: Path
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "openai-amd/index.html").as_uri())
    marks = "[...document.querySelectorAll('[data-article-body] mark.hl')]"
    shown = f"new Set({marks}.map(e => getComputedStyle(e).textDecorationLine))"
    assert page.evaluate(f"[...{shown}]") == ["underline"]
    page.get_by_label("Afficher les passages vérifiés").focus()
    page.keyboard.press("Space")
    assert page.evaluate(f"[...{shown}]") == ["none"]
    page.emulate_media(media="print")
    assert page.evaluate(f"[...{shown}]") == ["underline"]
    context.close()


def test_bars_are_as_long_as_their_figures(browser: Browser, site: Path) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto((site / "openai-amd/index.html").as_uri())
    lengths = page.eval_on_selector_all(
        "#chart-1 rect", "all => all.map(e => e.getBoundingClientRect().width)"
    )
    share, whole = page.evaluate(
        """() => [document.querySelector('#chart-2 .bars .part-1').getBoundingClientRect().width,
          document.querySelector('#chart-2 .bars').getBoundingClientRect().width]"""
    )
    page.close()
    figures = (6, 1)
    assert [length / lengths[0] for length in lengths] == [
        pytest.approx(figure / figures[0], rel=0.02) for figure in figures
    ]
    assert share / whole == pytest.approx(0.10, abs=0.01)


@pytest.mark.parametrize("address", ["", "a/b/c/", "openai-amd/none.html"])
def test_the_missing_page_is_dressed_at_any_depth(
    browser: Browser, site: Path, address: str
) -> None:
    home = "https://pieces-a-lappui.example/"

    def answer(route: Route) -> None:
        path = site / route.request.url.removeprefix(home)
        found = path if path.is_file() else site / "404.html"
        route.fulfill(path=found, status=200 if found == path else 404)

    page = browser.new_page()
    page.route("**", answer)
    page.goto(f"{home}{address}nowhere")
    assert page.evaluate("getComputedStyle(document.querySelector('.sheet')).maxWidth") != "none"
    page.locator("main a").click()
    assert page.url == home
    page.close()


def test_versions_in_other_languages_name_each_other(site: Path) -> None:
    def alternates(path: str) -> dict[str, str]:
        page = BeautifulSoup((site / path).read_text("utf-8"), "html.parser")
        return {
            str(link["hreflang"]): str(link["href"])
            for link in page.select("head link[rel=alternate][hreflang]")
        }

    root = "https://pieces-a-lappui.example/"
    for page in ("", "claims/part-10-pourcent/"):
        both = {"fr": f"{root}openai-amd/{page}", "en": f"{root}openai-amd-en/{page}"}
        assert alternates(f"openai-amd/{page}index.html") == both
        assert alternates(f"openai-amd-en/{page}index.html") == both
    assert alternates("openai-amd-un-an-apres/index.html") == {}


def test_nothing_moves(site: Path) -> None:
    style = (site / "static" / "vouch.css").read_text("utf-8")
    assert not any(word in style for word in ("animation", "transition", "scroll-behavior"))

"""What pages may load and run: the policy that each states, and what a browser makes of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Route

from tests.test_browser import CHECKOUT, KINDS
from vouch.building import build
from vouch.contentpolicy import DIRECTIVES, policy, policy_of_search, policy_of_style
from vouch.dates import parse

HOME = "https://pieces-a-lappui.example/"
CARD = "embed.html"
"""For pages of others, so that it stands for itself: with one style sheet, told by its digest."""
DRESSED = "getComputedStyle(document.querySelector('.skip')).top != 'auto'"
MOVES = {"ancien-pont/index.html": "pont/index.html"}
"""What leads on to another page at once."""
GOLDEN = (
    "pont/index.html",
    "pont/claims/cout/index.html",
    "ancien-pont/index.html",
    "corrections/index.html",
)
"""Kinds of page, and of image, that the real site does not have."""
REPORTS = """window.refused = [];
document.addEventListener('securitypolicyviolation', event =>
  window.refused.push(event.effectiveDirective));"""
RAN = """() => window.ran === true || !document.baseURI.startsWith(location.origin)
  || ['body', '#styled'].some(name => {
    const found = document.querySelector(name);
    return found && getComputedStyle(found).getPropertyValue('--ran');
  }) || document.querySelector('#drawn')?.naturalWidth > 0"""
"""Whether what was put into a page took effect, where no request tells."""


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The real site and the one of the golden pages, on a fixed day."""
    folder = tmp_path_factory.mktemp("policy")
    sources = {"real": CHECKOUT, "golden": CHECKOUT / "tests/golden/site"}
    for name, source in sources.items():
        build(source, folder / name, today=parse("2026-11-23").earliest)
    return {name: folder / name for name in sources}


def test_every_page_states_the_policy_before_anything_is_loaded(sites: dict[str, Path]) -> None:
    seen = 0
    for page in (path for site in sites.values() for path in sorted(site.rglob("*.html"))):
        html = page.read_text("utf-8")
        head = BeautifulSoup(html, "html.parser").head
        assert head is not None
        first, second = head.find_all(True, recursive=False)[:2]
        assert first.get("charset") == "utf-8"
        assert second["http-equiv"] == "Content-Security-Policy", page
        sheets = [element.get_text() for element in head.find_all("style")]
        assert len(sheets) == (page.name == CARD)
        own = policy_of_search() if page.parent.name == "search" else policy()
        assert second["content"] == (policy_of_style(*sheets) if sheets else own)
        assert html.count("Content-Security-Policy") == 1
        seen += 1
    assert seen > 100


def test_the_policy_makes_no_exception_for_what_stands_in_a_page() -> None:
    sources = " ".join(DIRECTIVES.values()).split()
    assert set(sources) == {"'none'", "'self'"}
    assert DIRECTIVES["default-src"] == "'none'"
    # default-src is silent on these two; a meta element cannot set the last three (CSP 3, 3.3).
    assert {"base-uri", "form-action"} <= set(DIRECTIVES)
    assert not {"frame-ancestors", "report-uri", "sandbox"} & set(DIRECTIVES)


def test_no_page_holds_anything_inline(sites: dict[str, Path]) -> None:
    for page in (path for site in sites.values() for path in sorted(site.rglob("*.html"))):
        soup = BeautifulSoup(page.read_text("utf-8"), "html.parser")
        scripts = soup.find_all("script", type=lambda kind: kind != "application/ld+json")
        styles = [] if page.name == CARD else soup.find_all("style")
        own = [script for script in scripts if script.get("src") == "../static/search.js"]
        assert len(own) == (page.parent.name == "search")
        assert not any(script.get_text() for script in own)
        assert styles + scripts == own, page
        attributes = {name for element in soup.find_all(True) for name in element.attrs}
        assert not {name for name in attributes if name == "style" or name.startswith("on")}, page


@pytest.mark.parametrize("where", ["file", "web"])
def test_nothing_of_our_own_is_refused(
    browser: Browser, sites: dict[str, Path], where: str
) -> None:
    """Chromium tells of what a policy refuses on its console, and of files that are not there."""
    said: list[str] = []
    for name, kinds in (("real", KINDS), ("golden", GOLDEN)):
        page = browser.new_page()
        page.on("console", lambda message: said.append(message.text))
        if where == "web":
            page.route("**", _server(sites[name]))
        for path in kinds:
            if (path, where) == ("404.html", "file"):  # its style sheet has an address of the web
                continue
            page.goto((f"{sites[name].as_uri()}/" if where == "file" else HOME) + path)
            assert said == [], path
            if path in MOVES:  # or the next page would meet it on its way
                page.wait_for_url(f"**/{MOVES[path]}")
            assert page.evaluate(DRESSED), path
        page.close()


ATTEMPTS = {
    "script": ("<script>window.ran = true</script>", "script-src-elem"),
    "script of the site": ('<script src="/ran.js"></script>', "script-src-elem"),
    "script of data": (
        '<script src="data:text/javascript,window.ran = true"></script>',
        "script-src-elem",
    ),
    "module": ('<script type="module">window.ran = true</script>', "script-src-elem"),
    "handler": ('<img src="/none.png" onerror="window.ran = true">', "script-src-attr"),
    "handler in SVG": ('<svg onload="window.ran = true"></svg>', "script-src-attr"),
    "handler in details": (
        '<details open ontoggle="window.ran = true"><summary>a</summary></details>',
        "script-src-attr",
    ),
    "address": ('<a id="go" href="javascript:void(window.ran = true)">a</a>', "script-src-elem"),
    "style": ("<style>body { --ran: true }</style>", "style-src-elem"),
    "style attribute": ('<p id="styled" style="--ran: true">a</p>', "style-src-attr"),
    "image of another host": ('<img src="https://other.example/ran.png">', "img-src"),
    "image of data": (
        '<img id="drawn" src="data:image/gif;base64,R0lGODlhAQABAAAAADs=">',
        "img-src",
    ),
    "style of another host": (
        '<link rel="stylesheet" href="https://other.example/ran.css">',
        "style-src-elem",
    ),
    "frame": ('<iframe src="https://other.example/ran.html"></iframe>', "frame-src"),
    "object": ('<object data="https://other.example/ran.svg"></object>', "object-src"),
    "form": (
        '<form action="https://other.example/ran.css" target=a><button id="go">a</button></form>',
        "form-action",
    ),
    "base": ('<base href="https://other.example/">', "base-uri"),
    "sound": ('<audio src="https://other.example/ran.wav"></audio>', "media-src"),
}
"""What a fault in a template could let into a page, and the directive that stops it."""


@pytest.mark.parametrize("lawless", [False, True], ids=["as-it-is", "without-the-policy"])
def test_what_is_put_into_a_page_does_nothing(
    browser: Browser, sites: dict[str, Path], lawless: bool
) -> None:
    """Where the browser passes over the policy each attempt succeeds."""
    context = browser.new_context(bypass_csp=lawless)
    page = context.new_page()
    page.add_init_script(REPORTS)
    html = (sites["real"] / "index.html").read_text("utf-8")
    others = _server(sites["real"])
    now, asked = "", []

    def answer(route: Route) -> None:
        url = route.request.url
        if url.rpartition("/")[2].startswith("ran"):
            asked.append(url)
            kind = "text/javascript" if url.endswith("js") else "text/css"
            route.fulfill(body="window.ran = true", content_type=kind)
        elif url.startswith(f"{HOME}try/"):
            route.fulfill(body=html.replace("<main", now + "<main"), content_type="text/html")
        else:
            others(route)

    context.route("**", answer)
    for number, (attempt, directive) in enumerate(ATTEMPTS.values()):
        now = attempt
        asked.clear()
        page.goto(f"{HOME}try/{number}/index.html")
        if page.locator("#go").count():
            page.locator("#go").click(no_wait_after=True)
        ran, refused = False, []
        for _ in range(100):
            ran, refused = bool(asked or page.evaluate(RAN)), page.evaluate("window.refused")
            if ran or refused:
                break
            page.wait_for_timeout(20)
        assert (attempt, ran, refused) == (attempt, lawless, [] if lawless else [directive])
    context.close()


def test_a_preview_may_widen_the_policy_without_writing_it_anew() -> None:
    assert policy({**DIRECTIVES, "script-src": "'self'"}) == f"{policy()}; script-src 'self'"


def _server(site: Path) -> Callable[[Route], None]:
    def answer(route: Route) -> None:
        path = site / route.request.url.partition("?")[0].removeprefix(HOME)
        if path.is_file():
            route.fulfill(path=path)
        else:
            route.fulfill(status=404)

    return answer

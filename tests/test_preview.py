"""`serve`: what may be asked, what is answered, and what a browser shows after a save."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route

from tests.previews import CHECKOUT, ENVIRONMENT, PATIENCE, Running, asked, preview, spoken, started
from tests.sites import written
from vouch.diagnostics import Diagnostic, Severity, Span
from vouch.preview import guard, policy, showing, targets
from vouch.preview.exchange import Asked
from vouch.preview.outcome import Outcome
from vouch.preview.panel import panel

TEXT = "Le rapport dit que le pont mesure 12 km.\n\n" + "Une ligne.\n\n" * 60 + "La fin.\n"
OUTSIDE = "this is no page of the site"
ALERT = "#vouch-panel[role=alert]"
CALM = "#vouch-panel:not([role])"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that stands under a prefix, with a draft, beside files that are not its own."""
    folder = tmp_path_factory.mktemp("preview")
    home = written(folder / "site", TEXT, ["Le rapport dit"])
    (home / "content" / "d.md").write_text(
        "---\ntitle: Un brouillon\ndate: 2026-11-23\ndraft: true\n---\nPas encore.\n", "utf-8"
    )
    settings = home / "content" / "site.yaml"
    text = settings.read_text("utf-8").replace("site.example/", "site.example/le/pont/")
    settings.write_text(text, "utf-8")
    (home / "static").mkdir()
    (home / "static" / "own.css").write_text("h1 { color: red }\n", "utf-8")
    (home / "static" / "with space é.txt").write_text("found", "utf-8")
    (folder / "secret.html").write_text(OUTSIDE, "utf-8")
    return home


@pytest.fixture(scope="module")
def running(site: Path) -> Iterator[Running]:
    with preview(site) as found:
        # Links that lead out, where only somebody who may write there could put them.
        built = site / ".vouch-preview" / "site"
        (built / "out.html").symlink_to(site.parent / "secret.html")
        (built / "out").symlink_to(site.parent)
        yield found


# --- What may be asked ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "names"),
    [
        ("/", ("",)),
        ("/a/index.html", ("a", "index.html")),
        ("/%C3%A9t%C3%A9/", ("été", "")),
        ("/a%20b", ("a b",)),
        ("/.well-known/security.txt", (".well-known", "security.txt")),
        ("a", None),
        ("http://site.example/a", None),
        ("*", None),
        ("//a", None),
        ("/a//b", None),
        ("/../a", None),
        ("/a/..", None),
        ("/%2e%2e/a", None),
        ("/%2E./a", None),
        ("/a%2fb", None),
        ("/a%5cb", None),
        ("/a\\b", None),
        ("/a%00.html", None),
        ("/%ff", None),
        ("/.git/config", None),
        ("/.vouch-site", None),
        ("/a/./b", None),
    ],
)
def test_a_target_is_names_or_nothing(target: str, names: tuple[str, ...] | None) -> None:
    assert targets.names_of(target) == names


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://site.example", "/"),
        ("https://site.example/", "/"),
        ("https://site.example/a/b", "/a/b/"),
        ("https://site.example/%C3%A9/", "/%C3%A9/"),
    ],
)
def test_a_site_stands_under_the_path_of_its_address(url: str, address: str) -> None:
    assert targets.address(targets.prefix_of(url)) == address


LOCAL, OPEN = "127.0.0.1", "0.0.0.0"  # noqa: S104 - what is bound where a person asks for it


@pytest.mark.parametrize(
    ("listens", "host", "origin", "status"),
    [
        (LOCAL, "127.0.0.1:8000", "", None),
        (LOCAL, "localhost:8000", "http://localhost:8000", None),
        (LOCAL, "LOCALHOST", "", None),
        (LOCAL, "[::1]:8000", "", None),
        (OPEN, "192.168.1.7:8000", "", None),
        (OPEN, "desk.example:8000", "", None),
        ("preview.example", "preview.example:80", "", None),
        (LOCAL, "", "", 400),
        (LOCAL, "a b", "", 403),
        (LOCAL, "user@127.0.0.1", "", 400),
        (LOCAL, "127.0.0.1:x", "", 400),
        (LOCAL, "127.0.0.1/a", "", 400),
        (LOCAL, "rebound.example:8000", "", 403),
        (LOCAL, "127.0.0.1.rebound.example", "", 403),
        (LOCAL, "localhost.rebound.example", "", 403),
        (LOCAL, "192.168.1.7:8000", "", 403),
        (LOCAL, "desk.example", "", 403),
        (OPEN, "rebound.example:8000", "", 403),
        (LOCAL, "127.0.0.1:8000", "http://127.0.0.1:9000", 403),
        (LOCAL, "127.0.0.1:8000", "http://localhost:8000", 403),
        (LOCAL, "127.0.0.1:8000", "https://127.0.0.1:8000", 403),
        (LOCAL, "127.0.0.1:8000", "null", 403),
    ],
)
def test_host_and_origin(listens: str, host: str, origin: str, status: int | None) -> None:
    refused = guard.refused(Asked("GET", "/", host, origin), listens, ["desk.example"])
    assert (refused and refused.status) == status


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({}, None),
        ({"peer": "::1"}, None),
        ({"peer": "::ffff:127.0.0.1"}, None),
        ({"kind": "application/json; charset=utf-8"}, None),
        ({"peer": "192.168.1.7"}, 403),
        ({"peer": "::ffff:192.168.1.7"}, 403),
        ({"peer": ""}, 403),
        ({"origin": ""}, 403),
        ({"token": ""}, 403),
        ({"token": "another"}, 403),
        ({"token": "é"}, 403),
        ({"kind": "text/plain"}, 415),
        ({"kind": ""}, 415),
    ],
    ids=str,
)
def test_what_writes_asks_for_more(change: dict[str, str], status: int | None) -> None:
    good = Asked(
        "POST",
        "/__vouch__/add",
        "127.0.0.1:8000",
        origin="http://127.0.0.1:8000",
        peer="127.0.0.1",
        kind="application/json",
        token="right",  # noqa: S106 - any will do
    )
    wish = replace(good, **change)  # type: ignore[arg-type]
    refused = guard.refused_to_write(wish, "right")
    assert (refused and refused.status) == status


@pytest.mark.parametrize(
    ("strict", "loose"),
    [
        ("", ""),
        ("img-src 'self'", "img-src 'self'"),
        (
            "default-src 'none'",
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self' ws://h:1",
        ),
        ("connect-src http://a", "connect-src http://a 'self' ws://h:1"),
        ("img-src 'self'; IMG-SRC 'none'", "img-src 'self'"),
        ("style-src 'none'", "style-src 'self'"),
        ("default-src 'self'; script-src-elem 'sha256-x'", None),
        ("require-trusted-types-for 'script'; sandbox", ""),
    ],
)
def test_a_policy_lets_the_preview_through(strict: str, loose: str | None) -> None:
    found = policy.loosened(strict, "h:1")
    if loose is None:
        assert "script-src-elem 'sha256-x' 'self'" in found
    else:
        assert found == loose


def test_a_policy_is_opened_where_it_stands() -> None:
    page = (
        '<meta name="a" content="default-src">'
        "<meta content=\"default-src 'none'\" http-equiv=Content-Security-Policy>"
    )
    assert policy.opened("<p>no policy</p>", "h:1") == "<p>no policy</p>"
    opened = policy.opened(page, "h:1")
    assert opened.startswith('<meta name="a" content="default-src">')
    assert "connect-src &#x27;self&#x27; ws://h:1" in opened


# --- What is shown -------------------------------------------------------------------------------

PROBLEM = Diagnostic("a-code", "something", Span("content/a.md", 3, 7, 2, "some <b>line</b>"))
WARNING = Diagnostic("b-code", "less", Span("content/a.md"), severity=Severity.WARNING)
URL = "https://site.example/"
GOOD = Outcome(is_whole=True, changed=("index.html",), url=URL)
SHOWN = showing.after(showing.Shown(), GOOD)[0]


@pytest.mark.parametrize(
    ("outcome", "to_load"),
    [
        (Outcome(is_whole=True, url=URL), ()),
        (GOOD, (showing.PAGES,)),
        (Outcome(is_whole=True, changed=("a/index.html", "a/image.svg"), url=URL), ("*",)),
        (
            Outcome(
                is_whole=True, changed=("a/index.html", "a/claims.json", "a/card.png"), url=URL
            ),
            (showing.PAGES,),
        ),
        (Outcome(is_whole=True, changed=("pagefind/x.js", "x.png"), is_amends=True, url=URL), ()),
        (
            Outcome(is_whole=True, changed=("static/a.css", "b.css"), url=URL),
            ("static/a.css", "b.css"),
        ),
        (Outcome(is_whole=True, changed=("static/a.css", "index.html"), url=URL), ("*",)),
        (Outcome(is_whole=True, url="https://site.example/elsewhere/"), ("*",)),
        (Outcome(diagnostics=(PROBLEM,), url=URL), (showing.PANEL,)),
        (Outcome(fault="the disk is full"), (showing.PANEL,)),
        (
            Outcome(is_whole=True, changed=("a.css",), diagnostics=(WARNING,), url=URL),
            (showing.PANEL, "a.css"),
        ),
    ],
    ids=str,
)
def test_no_more_is_loaded_than_changed(outcome: Outcome, to_load: tuple[str, ...]) -> None:
    shown, found = showing.after(SHOWN, outcome)
    assert found == to_load
    assert (shown.count > SHOWN.count) == bool(to_load)
    assert shown.is_there


def test_a_failed_build_leaves_the_site_where_it_is() -> None:
    failed = Outcome(diagnostics=(PROBLEM,), url="https://site.example/elsewhere/")
    shown, _ = showing.after(SHOWN, failed)
    assert (shown.url, shown.prefix) == (SHOWN.url, SHOWN.prefix)
    again, to_load = showing.after(shown, failed)
    assert (again, to_load) == (shown, ())
    mended, to_load = showing.after(again, Outcome(is_whole=True, url=URL))
    assert to_load == (showing.PANEL,)
    assert mended.panel == SHOWN.panel


def test_the_panel_has_every_problem_and_nothing_of_it_acts() -> None:
    html = panel((PROBLEM, WARNING))
    assert 'role="alert"' in html
    assert "content/a.md:3:7: error[a-code]: something" in html
    assert "some &lt;b&gt;line&lt;/b&gt;\n      |       ^^" in html
    assert "warning[b-code]" in html
    assert "<b>" not in html
    assert 'role="alert"' not in panel((WARNING,)) and "<details>" in panel((WARNING,))
    assert "disk &lt;full&gt;" in panel((), "disk <full>")


# --- What is answered ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "status", "holds"),
    [
        ("/le/pont/", 200, "Un site"),
        ("/le/pont/index.html", 200, "Un site"),
        ("/le/pont/a/", 200, "Le rapport dit"),
        ("/le/pont/a/?x=/../../secret.html", 200, "Le rapport dit"),
        ("/le/pont/d/", 200, "Brouillon"),
        ("/le/pont/static/own.css", 200, "color: red"),
        ("/le/pont/static/with%20space%20%C3%A9.txt", 200, "found"),
        ("/", 302, "Location: /le/pont/"),
        ("/le/pont", 302, "Location: /le/pont/"),
        ("/le/pont/a", 302, "Location: /le/pont/a/"),
        ("/le/pont/nothing", 404, 'href="/le/pont/"'),
        ("/index.html", 404, "Un site"),
        ("/le/", 404, "Un site"),
        ("/__vouch__/panel", 200, "vouch-panel"),
        ("/__vouch__/nothing", 404, "nothing of that name"),
        ("/__vouch__/../panel.css", 404, "nothing of that name"),
        ("/__vouch__/", 404, "nothing of that name"),
        ("/__vouch__/claim", 405, "POST"),
        ("/le/pont/../../secret.html", 404, "Un site"),
        ("/le/pont/%2e%2e/%2e%2e/secret.html", 404, "Un site"),
        ("/le/pont/..%2f..%2fsecret.html", 404, "Un site"),
        ("/le/pont/..%5c..%5csecret.html", 404, "Un site"),
        ("/le/pont/..\\..\\secret.html", 404, "Un site"),
        ("/le/pont/%252e%252e/secret.html", 404, "Un site"),
        ("/le/pont/a/index.html%00.css", 404, "Un site"),
        ("/le/pont/out.html", 404, "Un site"),
        ("/le/pont/out/secret.html", 404, "Un site"),
        ("/le/pont/.vouch-site", 404, "Un site"),
        ("//le/pont/", 404, "Un site"),
        ("//elsewhere.example/%2e%2e", 404, "Un site"),
        ("http://elsewhere.example/secret.html", 400, "no path"),
        ("file:///etc/passwd", 400, "no path"),
        ("*", 400, "no path"),
    ],
)
def test_nothing_but_the_site_is_answered(
    running: Running, target: str, status: int, holds: str
) -> None:
    answer = asked(running, target)
    assert answer.startswith(f"HTTP/1.1 {status} ")
    assert holds in answer
    assert OUTSIDE not in answer and "root:" not in answer
    assert "Cache-Control: no-store" in answer
    assert "Access-Control" not in answer


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "X"])
def test_pages_are_only_read(running: Running, method: str) -> None:
    answer = asked(running, "/le/pont/", method=method)
    assert answer.startswith("HTTP/1.1 405 ")


def test_a_head_is_answered_without_a_body(running: Running) -> None:
    head, _, body = asked(running, "/le/pont/", method="HEAD").partition("\r\n\r\n")
    assert head.startswith("HTTP/1.1 200 ")
    assert not body


@pytest.mark.parametrize(
    "header",
    ["Host: rebound.example", "Origin: http://elsewhere.example", "Origin: null"],
)
@pytest.mark.parametrize("target", ["/le/pont/", "/__vouch__/panel", "/__vouch__/livereload.js"])
def test_no_other_site_is_answered(running: Running, target: str, header: str) -> None:
    answer = asked(running, target, header)
    assert answer.startswith("HTTP/1.1 403 ")
    assert "Un site" not in answer


UPGRADE = (
    "GET /__vouch__/livereload HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
)


@pytest.mark.parametrize(
    ("host", "origin", "status"),
    [
        ("HOST", "http://HOST", 101),
        ("HOST", "http://elsewhere.example", 403),
        ("HOST", "null", 403),
        ("rebound.example", "http://rebound.example", 403),
    ],
)
def test_no_other_site_hears_of_changes(
    running: Running, host: str, origin: str, status: int
) -> None:
    headers = f"Host: {host}\r\n" + (f"Origin: {origin}\r\n" if origin else "")
    request = f"{UPGRADE}{headers.replace('HOST', running.host)}\r\n".encode()
    answer = spoken(running.port, request, until=b"\r\n\r\n")
    assert answer.startswith(f"HTTP/1.1 {status} ".encode())


@pytest.mark.parametrize(
    "request_",
    [
        b"\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: rebound.example\r\nConnection: close\r\n\r\n",
        b"GET /\xff\xfe HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
        b"POST /__vouch__/add HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 99999999\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + b"x" * 100_000 + b"\r\n\r\n",
    ],
    ids=range(8),
)
def test_no_request_ends_the_server(running: Running, request_: bytes) -> None:
    with socket.create_connection(("127.0.0.1", running.port), timeout=PATIENCE) as connection:
        connection.sendall(request_)
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(1 << 16):
            pass
    assert asked(running, "/le/pont/").startswith("HTTP/1.1 200 ")


def test_what_a_preview_says_is_a_line_each(running: Running) -> None:
    assert not [line for line in running.printed if "Traceback" in line or "fault" in line]


# --- In a browser --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Desk:
    """A site that tests edit one after the other, and its preview."""

    home: Path
    running: Running
    text: str
    opened: str

    @property
    def article(self) -> Path:
        return self.home / "content" / "a.md"

    def shows(self, words: str) -> None:
        """Wait until the preview has the words."""
        while words not in asked(self.running, "/a/"):
            self.running.until("Files changed")


@pytest.fixture(scope="module")
def shared_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("desk")
    home = written(folder / "site", TEXT)
    program = folder / "browser"
    program.write_text('#!/bin/sh\necho "opened $1"\n', "utf-8")
    program.chmod(0o755)
    with preview(home, "--open", BROWSER=str(program)) as running:
        opened = running.until(r"opened (\S+)")[1]
        yield Desk(home, running, (home / "content" / "a.md").read_text("utf-8"), opened)


@pytest.fixture
def desk(shared_desk: Desk) -> Desk:
    """The desk, its article as it was at first."""
    shared_desk.article.write_text(shared_desk.text, "utf-8")
    shared_desk.shows("La fin.")
    return shared_desk


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1200, "height": 700})
    opened = context.new_page()
    opened.set_default_timeout(PATIENCE * 1000)
    yield opened
    context.close()


def _opened(page: Page, running: Running, path: str = "a/") -> None:
    """The page, connected: from here on it is told of changes."""
    page.add_init_script("document.addEventListener('LiveReloadConnect', () => window.told = 1)")
    page.goto(running.address + path)
    page.wait_for_function("() => window.told")


def _shows(page: Page, words: str) -> None:
    page.wait_for_function("words => document.body.textContent.includes(words)", arg=words)


def _renamed(path: Path, text: str) -> None:
    """A save by an editor that writes beside the file and renames."""
    beside = path.with_name(f"{path.name}~new")
    beside.write_text(text, "utf-8")
    beside.replace(path)


def test_saves_are_shown_errors_explained_and_styles_swapped(page: Page, tmp_path: Path) -> None:
    """One preview through a day's work: each step has to leave what the next one needs."""
    home = written(tmp_path, TEXT, ["Le rapport dit"])
    article, sidecar = home / "content" / "a.md", home / "content" / "a.claims.yaml"
    text = article.read_text("utf-8")
    with preview(home) as running:
        _opened(page, running)
        # A save, in place and by renaming.
        article.write_text(text.replace("La fin.", "La toute fin."), "utf-8")
        _shows(page, "La toute fin.")
        _renamed(article, text.replace("La fin.", "La vraie fin."))
        _shows(page, "La vraie fin.")
        # A style sheet: the page is not loaded anew and stays where it is.
        page.wait_for_function("() => window.told")
        page.evaluate("window.same = true; window.scrollTo(0, 900)")
        (home / "static").mkdir()
        own = (CHECKOUT / "static" / "vouch.css").read_text("utf-8")
        (home / "static" / "vouch.css").write_text(
            f"{own}\nh1 {{ color: rgb(1, 2, 3) }}\n", "utf-8"
        )
        page.wait_for_function(
            "() => getComputedStyle(document.querySelector('h1')).color === 'rgb(1, 2, 3)'"
        )
        assert page.evaluate("[window.same, window.scrollY]") == [True, 900]
        # An error: told on the page that stands, and on every other.
        sidecar.write_text(
            "claims:\n  - {id: k1, quote: Le raport dit, verdict: pending}\n", "utf-8"
        )
        page.wait_for_selector(ALERT)
        assert page.evaluate("[window.same, window.scrollY]") == [True, 900]
        told = page.inner_text(ALERT)
        assert "content/a.claims.yaml:2:21: error[quote-not-found]" in told
        assert "^^^^^^^^^^^^^" in told and "`raport` → `rapport`" in told
        other = page.context.new_page()
        other.goto(running.address)
        assert "quote-not-found" in other.inner_text(ALERT)
        assert Axe().run(page).violations_count == 0
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.click("[data-place]")
        page.wait_for_selector("text=Copied content/a.claims.yaml:2:21")
        assert page.evaluate("navigator.clipboard.readText()") == "content/a.claims.yaml:2:21"
        # Worse, then mended.
        (home / "content" / "site.yaml").write_bytes(b"\xff\x00[")
        page.wait_for_selector(f"{ALERT} >> text=not-utf8")
        written(home, TEXT, ["Le rapport dit"])
        page.wait_for_selector(CALM, state="attached")
        other.wait_for_selector(CALM, state="attached")
        # A folder that goes and comes again.
        shutil.move(home / "content", home / "away")
        page.wait_for_selector(f"{ALERT} >> text=missing-content")
        shutil.move(home / "away", home / "content")
        page.wait_for_selector(CALM, state="attached")
        article.write_text(text.replace("La fin.", "Encore une fin."), "utf-8")
        _shows(page, "Encore une fin.")
        assert running.end() == 0
    assert running.printed[-1] == "Preview ended."


_EDITS: dict[str, Callable[[str], str]] = {
    "a word": lambda text: text.replace("La fin.", "La toute fin."),
    "a title": lambda text: text.replace("title: ", "title: Nouveau "),
    "a paragraph more": lambda text: f"{text}\n\nUn paragraphe, puis *la suite*.\n",
    "a paragraph less": lambda text: text.replace("\n\nLa fin.", ""),
    "another block": lambda text: text.replace("La fin.", "- La fin.\n- Et puis ?\n"),
    "a heading": lambda text: text.replace("La fin.", "## La fin\n\nEnfin."),
    "another quote": lambda text: text.replace("Le rapport dit", "Le rapport dit *cela*, il dit"),
    "nothing": lambda text: f"{text}\n",
    "all undone": str,
}
_MINE = "vouch-overlay, #vouch-panel, [src^='/__vouch__/'], [href^='/__vouch__/']"
_AS_IT_IS = f"""() => {{
  const page = document.documentElement.cloneNode(true);
  for (const each of page.querySelectorAll("{_MINE}")) each.remove();
  for (const each of page.querySelectorAll("details")) each.open = false;
  page.normalize();
  return page.outerHTML;
}}"""


def test_an_amended_page_is_the_page_that_is_loaded(page: Page, tmp_path: Path) -> None:
    """Every edit is shown in place: what is folded out, focused and scrolled to stays."""
    home = written(tmp_path, TEXT, ["Le rapport dit"])
    article = home / "content" / "a.md"
    text = article.read_text("utf-8")
    with preview(home) as running:
        _opened(page, running)
        for edit in _EDITS.values():
            page.evaluate("""() => {
              window.same = true;
              document.querySelector('details').open = true;
              document.querySelector('details summary').focus();
              window.scrollTo(0, 300);
              window.swaps = new Promise((done) =>
                document.addEventListener('vouch-swapped', done, { once: true }));
            }""")
            article.write_text(edit(text), "utf-8")
            page.evaluate("() => window.swaps")
            assert page.evaluate("""() => [
              window.same,
              document.querySelector('details').open,
              document.activeElement.localName,
              window.scrollY,
            ]""") == [True, True, "summary", 300]
            amended = page.evaluate(_AS_IT_IS)
            other = page.context.new_page()
            other.goto(page.url)
            assert other.evaluate(_AS_IT_IS) == amended
            other.close()
        assert page.locator("text=La fin.").count() == 1


def test_a_page_stays_as_it_is_when_other_files_follow(page: Page, tmp_path: Path) -> None:
    home = written(tmp_path, TEXT, ["Le rapport dit"], formats="{}")
    article = home / "content" / "a.md"
    text = article.read_text("utf-8")
    with preview(home) as running:
        _opened(page, running)
        page.evaluate("window.same = true")
        before = asked(running, "/pagefind/pagefind-entry.json")
        new = text.replace("title: ", "title: Autre ").replace("La fin.", "Une toute autre fin.")
        article.write_text(new, "utf-8")
        _shows(page, "Une toute autre fin.")
        for path, old in (("/feed.xml", "Autre"), ("/pagefind/pagefind-entry.json", before)):
            while (old in asked(running, path)) == (old == before):
                time.sleep(0.05)
        page.wait_for_timeout(500)
        assert page.evaluate("window.same")


def test_a_page_that_cannot_be_amended_is_loaded_anew(page: Page, tmp_path: Path) -> None:
    home = written(tmp_path, TEXT)
    article = home / "content" / "a.md"
    text = article.read_text("utf-8")
    with preview(home) as running:
        _opened(page, running)
        page.evaluate("window.same = true")
        article.write_text(f"---\nlang: en\n{text.removeprefix('---')}", "utf-8")
        page.wait_for_function("() => document.documentElement.lang === 'en'")
        page.evaluate("document.body.append(document.createElement('script'))")
        article.write_text(text.replace("La fin.", "Enfin."), "utf-8")
        _shows(page, "Enfin.")
        assert page.evaluate("window.same") is None  # a script may have changed its page
        for path in home.glob("content/a.*"):
            path.rename(path.with_stem(path.stem.replace("a", "b", 1)))
        page.wait_for_function("() => !document.querySelector('[data-article-body]')")


def test_many_saves_lose_none_and_every_page_is_told(page: Page, desk: Desk) -> None:
    pages = [page, *(page.context.new_page() for _ in range(7))]
    for each in pages:
        _opened(each, desk.running)
    for number in range(200):
        save = (Path.write_text, _renamed)[number % 2]
        save(desk.article, desk.text.replace("La fin.", f"Fin {number}."))
    for each in pages:
        _shows(each, "Fin 199.")
    before = len(desk.running.printed)
    desk.article.write_text(desk.text, "utf-8")
    for each in pages:
        _shows(each, "La fin.")
    builds = [line for line in desk.running.printed[before:] if line.startswith("Read ")]
    assert len(builds) <= 2  # one, or one more where the file was read while it was written


def test_a_page_that_was_loading_when_something_changed_is_told(page: Page, desk: Desk) -> None:
    held: list[Route] = []
    script = re.compile(r"/livereload\.js\?")
    page.route(script, lambda route: held.append(route))  # noqa: PLW0108 - no builtin
    with page.expect_request(script):
        page.goto(desk.running.address + "a/", wait_until="commit")
    desk.article.write_text(desk.text.replace("La fin.", "Entre-temps."), "utf-8")
    desk.shows("Entre-temps.")
    page.unroute(script)
    for route in held:
        route.continue_()
    _shows(page, "Entre-temps.")


def test_a_build_that_dies_is_told_and_the_next_one_lives(desk: Desk) -> None:
    for pid in _children(desk.running.process.pid):
        if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes():
            os.kill(pid, signal.SIGKILL)
    desk.article.write_text(desk.text.replace("La fin.", "Après."), "utf-8")
    desk.running.until("has ended before its time")
    desk.shows("Après.")


def test_a_browser_is_opened_on_request(desk: Desk) -> None:
    assert desk.opened == desk.running.address


def test_a_site_that_has_never_been_built_shows_why(page: Page, tmp_path: Path) -> None:
    home = written(tmp_path, TEXT, ["Nulle part"])
    with preview(home) as running:
        page.goto(running.address + "a/")
        assert "quote-not-found" in page.inner_text(ALERT)
        written(home, TEXT)
        _shows(page, "Le rapport dit")


# --- How it begins and ends ----------------------------------------------------------------------


def _ran(*arguments: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-W", "error", CHECKOUT / "build.py", *arguments],
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )
    return done.returncode, done.stdout


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["serve", "--port", "70000"], 2, "takes a number from 0"),
        (["serve", "--port", "-1"], 2, "takes a number from 0"),
        (["serve", "--format", "json"], 2, "--format"),
        (["serve", "-o", "SITE/content"], 2, "name another folder"),
        (["serve", "--host", "no such name", "--port", "0"], 1, "cannot serve at no such name"),
        (["serve", "--host", "192.0.2.1", "--port", "0"], 1, "cannot serve at 192.0.2.1"),
    ],
    ids=str,
)
def test_what_cannot_be_served_is_said_in_one_line(
    site: Path, arguments: list[str], status: int, said: str
) -> None:
    given = [argument.replace("SITE", str(site)) for argument in arguments]
    code, printed = _ran(*given, "--site", str(site))
    assert code == status
    assert said in printed and printed.startswith("vouch: ") and printed.count("\n") == 1


def test_a_missing_content_folder_is_said_in_one_line(tmp_path: Path) -> None:
    code, printed = _ran("serve", "--site", str(tmp_path))
    assert (code, printed) == (1, f"vouch: there is no folder {tmp_path / 'content'} to show\n")
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_somebody_else_s_is_said_in_one_line(site: Path, tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("mine", "utf-8")
    code, printed = _ran("serve", "--site", str(site), "--port", "0", "-o", str(tmp_path))
    assert code == 1
    assert "holds files that Vouch did not make" in printed and printed.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["letter"]


def test_the_next_free_port_is_taken_and_said(tmp_path: Path) -> None:
    home = written(tmp_path, TEXT)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        running = started(home, "--port", str(port))
        try:
            said = running.until(rf"Port {port} is taken; (\d+) is the next free one")
            assert int(said[1]) > port
            found = running.until(r"Preview at (http://\S+) –")[1]
            assert urlsplit(found).port == int(said[1])
        finally:
            assert running.end() == 0


def test_a_second_preview_of_one_site_builds_elsewhere(tmp_path: Path) -> None:
    home = written(tmp_path, TEXT)
    with preview(home) as first, preview(home) as second:
        article = home / "content" / "a.md"
        text = article.read_text("utf-8")
        article.write_text(text.replace("La fin.", "La fin des deux."), "utf-8")
        for running in (first, second):
            running.until("Files changed")
            assert "La fin des deux." in asked(running, "/a/")


def _children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text("utf-8")
    return [int(child) for child in listed.split()]


def _is_gone(pid: int) -> bool:
    for _ in range(PATIENCE * 10):
        try:
            state = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0]
        except OSError:
            return True
        if state == "Z":
            return True
        time.sleep(0.1)
    return False


@pytest.mark.parametrize(
    ("number", "status"),
    [(signal.SIGINT, 0), (signal.SIGTERM, 0), (signal.SIGKILL, -9)],
    ids=["ctrl-c", "terminated", "killed"],
)
def test_nothing_is_left_running(tmp_path: Path, number: signal.Signals, status: int) -> None:
    home = written(tmp_path, TEXT)
    with preview(home) as running:
        pids = _children(running.process.pid)
        assert pids
        assert running.end(number) == status
        assert all(map(_is_gone, pids))
    if status == 0:
        assert running.printed[-1] == "Preview ended."
        kept = {path.name for path in (home / ".vouch-preview").iterdir()}
        assert kept == {".gitignore", ".vouch-memory-site", "site"}
        assert {path.name for path in home.iterdir()} == {"content", ".vouch-preview"}


@pytest.mark.parametrize("milliseconds", [0, 3, 8, 15, 30, 60, 100, 150, 200, 300, 450])
def test_ctrl_c_in_the_first_moments_is_clean(tmp_path: Path, milliseconds: int) -> None:
    home = written(tmp_path, TEXT)
    running = started(home, "--port", "0")
    for _ in range(PATIENCE * 1000):
        if (home / ".vouch-preview").exists():
            break
        time.sleep(0.001)
    time.sleep(milliseconds / 1000)
    assert running.end() == 0
    assert not [line for line in running.printed if "Traceback" in line], running.printed


@pytest.fixture
def closed_site(tmp_path: Path) -> Iterator[Path]:
    """A site whose folder may not be written to."""
    home = written(tmp_path, TEXT)
    home.chmod(0o555)
    yield home
    home.chmod(0o755)


def test_a_folder_that_cannot_be_written_is_shown_all_the_same(closed_site: Path) -> None:
    before = {path.name for path in closed_site.iterdir()}
    with preview(closed_site, may_all=False) as running:
        article = closed_site / "content" / "a.md"
        text = article.read_text("utf-8").replace("La fin.", "Ici.")
        article.write_text(text, "utf-8")
        running.until("Files changed")
        assert "Ici." in asked(running, "/a/")
        assert {path.name for path in closed_site.iterdir()} == before
    elsewhere = started(closed_site, "-o", str(closed_site / "out" / "site"), may_all=False)
    assert elsewhere.end_of_itself() == 1
    (said,) = elsewhere.printed
    assert said.startswith("vouch: the site cannot be written to ")
    assert said.endswith("Permission denied")

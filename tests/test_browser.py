"""The pages as readers meet them: in Chromium, from the file system, scripts off.

The Nu HTML Checker reads every page and the stylesheet as well.
"""

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pypdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from vouch.building import build
from vouch.dates import parse

CHECKOUT = Path(__file__).parent.parent
KINDS = (
    "index.html",
    "openai-amd/index.html",
    "openai-amd-en/index.html",
    "openai-amd-un-an-apres/index.html",
    "openai-amd/claims/part-10-pourcent/index.html",
    "claims/index.html",
    "sources/index.html",
    "timeline/index.html",
    "corrections/index.html",
    "claimants/index.html",
    "claimants/nvidia/index.html",
    "tags/index.html",
    "search/index.html",
    "openai-amd/packet.html",
    "tags/openai/index.html",
    "methode/index.html",
    "echelle/index.html",
    "404.html",
)
ARTICLE = "openai-amd/index.html"
HOST = "https://host.example"
OWN_REFUSED = "Resource violates Content Security Policy (meta tag): external stylesheet “"
SCRIPT_REFUSED = "Resource violates Content Security Policy (meta tag): external script “../static/"
SHEET_REFUSED = "Inline style violates Content Security Policy (meta tag): blocked by “style-src”"
OVERLAPS = """() => {
  const body = document.querySelector('[data-article-body]');
  const cards = [...body.querySelectorAll('[data-claim-card], [data-figure]')]
    .map(e => [e, e.getBoundingClientRect()]).filter(([, r]) => r.height > 0);
  const around = '.masthead, .head > *, .lead, .strip, .switch, .part > *, .part li, .colophon';
  const prose = [...body.querySelectorAll(':scope > :not([data-generated])'),
    ...body.querySelectorAll(':scope > .chart'), ...document.querySelectorAll(around)]
    .map(e => {
      const range = document.createRange();
      range.selectNodeContents(e);
      return [e, range.getBoundingClientRect()];
    });
  const apart = (a, b) => a.right <= b.left + 1 || b.right <= a.left + 1
    || a.bottom <= b.top + 1 || b.bottom <= a.top + 1;
  const found = cards.filter(([, box]) => box.top < body.getBoundingClientRect().top - 12)
    .map(([card]) => ['above the text', card.outerHTML.slice(0, 90)]);
  cards.forEach(([card, box], n) => {
    for (const [other, rect] of [...cards.slice(n + 1), ...prose]) {
      if (!apart(box, rect) && !card.contains(other) && !other.contains(card))
        found.push([card.outerHTML.slice(0, 90), other.id || other.textContent.slice(0, 40)]);
    }
  });
  return found;
}"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site, built on a fixed day."""
    output = tmp_path_factory.mktemp("browser") / "site"
    build(CHECKOUT, output, today=parse("2026-11-23").earliest)
    return output


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site of the golden pages: it has pictures and corrections."""
    output = tmp_path_factory.mktemp("small") / "site"
    build(CHECKOUT / "tests/golden/site", output, today=parse("2026-11-23").earliest)
    return output


def _open(browser: Browser, site: Path, path: str, width: int, **options: object) -> Page:
    context = browser.new_context(viewport={"width": width, "height": 900}, **options)  # type: ignore[arg-type]
    page = context.new_page()
    if path == "404.html":  # its style sheet is named from the root of the host
        page.route(f"{HOST}/**", lambda route: route.fulfill(path=_file(site, route.request.url)))
        page.goto(f"{HOST}/{path}")
    else:
        page.goto((site / path).as_uri())
    return page


def _file(site: Path, address: str) -> Path:
    return site / address.removeprefix(f"{HOST}/")


@pytest.mark.parametrize("path", KINDS)
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(
    browser: Browser, site: Path, path: str, width: int, scheme: str
) -> None:
    page = _open(browser, site, path, width, color_scheme=scheme)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.context.close()


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_where_there_are_pictures_and_corrections(
    browser: Browser, small: Path, width: int, scheme: str
) -> None:
    for path in ("pont/index.html", "pont/claims/cout/index.html", "corrections/index.html"):
        page = _open(browser, small, path, width, color_scheme=scheme)
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        page.context.close()


@pytest.mark.parametrize("path", KINDS)
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_scrolls_sideways(browser: Browser, site: Path, path: str, width: int) -> None:
    page = _open(browser, site, path, width, java_script_enabled=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.context.close()


@pytest.mark.parametrize("width", [390, 1100, 1280, 1920])
def test_cards_overlap_neither_each_other_nor_the_prose(
    browser: Browser, site: Path, width: int
) -> None:
    page = _open(browser, site, ARTICLE, width)
    assert page.evaluate(OVERLAPS) == []
    page.context.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_a_claim_is_reached_opened_and_left_by_keyboard_without_scripts(
    browser: Browser, site: Path, width: int
) -> None:
    page = _open(browser, site, ARTICLE, width, java_script_enabled=False)
    page.locator("#ref-plus-de-6-gw").focus()
    page.keyboard.press("Enter")
    assert page.url.endswith("#card-plus-de-6-gw")
    card = page.locator("[data-claim-card=plus-de-6-gw]")
    source = card.locator("a[href^='#src-']").first
    assert source.is_visible()
    card.locator("summary").focus()
    page.keyboard.press("Enter")
    assert not source.is_visible()
    page.keyboard.press("Enter")
    assert source.is_visible()
    source.focus()
    page.keyboard.press("Enter")
    assert "#src-" in page.url
    back = page.locator(f"#{page.url.partition('#')[2]} a[href*='plus-de-6-gw']").first
    back.focus()
    page.keyboard.press("Enter")
    assert "plus-de-6-gw" in page.url
    page.context.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_every_claim_is_reached_and_opened_by_keyboard_and_focus_is_seen(
    browser: Browser, site: Path, width: int
) -> None:
    """Tab goes from number to number; each leads to its card, which stands open then."""
    page = _open(browser, site, ARTICLE, width, java_script_enabled=False)
    reached: dict[str, None] = {}
    for _ in range(400):
        page.keyboard.press("Tab")
        here, outline = page.evaluate(
            """() => [document.activeElement.id || document.activeElement.tagName,
              getComputedStyle(document.activeElement).outlineStyle]"""
        )
        if here == "BODY":
            break
        assert outline != "none", here
        if here.startswith("ref-"):
            reached[here.removeprefix("ref-")] = None
    cards = page.eval_on_selector_all(
        "[data-claim-card]", "all => all.map(e => e.dataset.claimCard)"
    )
    assert list(reached) == cards and len(cards) == 29
    for claim in cards:
        page.locator(f"#ref-{claim}").focus()
        page.keyboard.press("Enter")
        assert page.locator(f"[data-claim-card='{claim}'] .more").is_visible(), claim
    page.context.close()


@pytest.mark.parametrize("forced", ["none", "active"], ids=["colours", "forced-colours"])
def test_the_rail_tells_past_present_and_future_apart(
    browser: Browser, site: Path, forced: str
) -> None:
    page = _open(browser, site, "timeline/index.html", 1280, forced_colors=forced)
    drawn = page.eval_on_selector_all(
        "[data-timeline] > li",
        """all => all.filter(e => e.matches('.past[data-status=done], .present, .future'))
          .map(e => { const s = getComputedStyle(e, '::before');
            return [e.classList[0], s.backgroundColor + s.backgroundImage]; })""",
    )
    page.context.close()
    looks = {phase: {look for name, look in drawn if name == phase} for phase, _ in drawn}
    assert set(looks) == {"past", "present", "future"}
    assert len(set.union(*looks.values())) == sum(map(len, looks.values())) == 3


def test_each_verdict_has_a_sign_of_its_own(browser: Browser, site: Path) -> None:
    page = _open(browser, site, "echelle/index.html", 1280)
    signs = page.eval_on_selector_all(
        "[data-verdict] use", "all => all.map(e => e.getAttribute('href'))"
    )
    assert len(signs) >= 7
    assert len(set(signs)) == 7
    page.context.close()


def test_highlights_are_told_apart_without_colour(browser: Browser, site: Path) -> None:
    page = _open(browser, site, ARTICLE, 1280, forced_colors="active")
    lines = page.eval_on_selector_all(
        "mark[data-claim]",
        """all => all.map(e => {
          const s = getComputedStyle(e);
          return [e.className.match(/line-\\S+/)[0], s.textDecorationLine + s.textDecorationStyle
            + s.borderBottomStyle];
        })""",
    )
    drawn = dict(lines)
    assert len(drawn) >= 3
    assert len(set(drawn.values())) == len(drawn)
    page.context.close()


def test_print_shows_every_verdict_summary_and_source_address(
    browser: Browser, site: Path, tmp_path: Path
) -> None:
    page = _open(browser, site, ARTICLE, 1280)
    wanted = page.evaluate(
        """() => ({
          summaries: [...document.querySelectorAll('[data-claim-card] > summary')]
            .map(e => e.textContent.trim()),
          addresses: [...document.querySelectorAll('ol[data-sources] a[href^=http]')]
            .map(e => e.getAttribute('href')),
        })"""
    )
    page.pdf(path=tmp_path / "page.pdf")
    page.context.close()
    pages = pypdf.PdfReader(tmp_path / "page.pdf").pages
    text = "".join(sheet.extract_text() for sheet in pages)
    printed = "".join(text.split()).casefold()
    assert len(wanted["summaries"]) == 29
    for words in (*wanted["summaries"], *wanted["addresses"]):
        assert "".join(words.split()).casefold() in printed, words


def _is_data(message: Mapping[str, Any]) -> bool:
    """Whether a block of data is taken for a script, which is never run (HTML, 4.12.1)."""
    taken = message["message"].startswith("Inline script violates Content Security Policy")
    return taken and 'type="application/ld+json"' in message.get("extract", "")


def test_the_html_checker_finds_nothing(vnu_jar: Path, site: Path) -> None:
    for extra in (["--skip-non-html"], ["--skip-non-css"]):
        done = subprocess.run(
            ["java", "-jar", str(vnu_jar), "--format", "json", *extra, str(site)],
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        found = json.loads(done.stderr or "{}").get("messages", [])
        # Of a file from the disk the checker holds that not even its own style sheet is its own,
        # and of a block of data that it is a script; tests/test_contentpolicy.py asks Chromium.
        # Nor does it work out the digest by which a card's style sheet is allowed.
        refused = (OWN_REFUSED, SCRIPT_REFUSED, SHEET_REFUSED)
        told = [m for m in found if not (m["message"].startswith(refused) or _is_data(m))]
        assert [(m.get("url", "")[-60:], m["message"]) for m in told] == []

"""Cards in the margin: beside their passages, over nothing, however many stand close together."""

from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.sites import TODAY, written
from tests.test_browser import OVERLAPS
from tests.test_reading import SPACED
from vouch.building import build

LONG = "un mot qui suit la mesure du texte et remplit sa ligne, " * 3
CROWD = "".join(f"Le chiffre numéro {n} vaut {n}00 tonnes dans la phrase. " for n in range(1, 7))
CARD = {
    "verdict": "accurate",
    "summary": "Une ligne qui dit le résultat du contrôle et prend deux lignes dans la marge.",
    "explanation": "Le raisonnement, en quelques phrases. " * 12,
    "sources": [{"title": "Un rapport", "kind": "primary", "url": "https://example.org/rapport"}],
}
PLACES = """() => [...document.querySelectorAll('.prose .card, .prose .figure')].map(card => {
  const claim = card.dataset.claimCard || card.dataset.figure;
  const line = document.getElementById('c-' + claim).getClientRects()[0];
  const box = card.getBoundingClientRect();
  return {claim, off: box.top - line.top, top: box.top, bottom: box.bottom};
})"""
LINE = 1.9 * 16
"""Height of a line of the text, in CSS pixels."""


def _claims(*figures: int) -> list[dict[str, object]]:
    """Six claims of one paragraph; those numbered have a callout of their figure as well."""
    return [
        {"quote": f"vaut {n}00 tonnes", **CARD}
        | (
            {"figure": {"value": n * 100, "unit": "t", "label": "du total", "callout": "inline"}}
            if n in figures
            else {}
        )
        for n in range(1, 7)
    ]


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six claims in one short paragraph, at the end of the text, two with a callout."""
    folder = tmp_path_factory.mktemp("crowded")
    body = f"{LONG}\n\n## Une partie\n\n{LONG}\n\n{CROWD}\n"
    made = build(written(folder, body, _claims(2, 5)), folder / "_site", today=TODAY)
    assert made.checked.diagnostics == ()
    return folder / "_site" / "a" / "index.html"


@pytest.fixture(scope="module")
def spread(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Claims far apart: in the first and the last line of a paragraph, in a list, in a table."""
    folder = tmp_path_factory.mktemp("spread")
    body = (
        f"Au début, cent un. {LONG * 3} À la fin, cent deux.\n\n"
        f"- Un point. {LONG}\n- Un autre point, avec cent trois. {LONG}\n\n"
        f"{LONG}\n\n| Nom | Valeur |\n|---|---|\n| a | cent quatre |\n| b | rien |\n\n"
        f"{LONG}\n\n> {LONG} Une citation de cent cinq.\n\n{LONG}\n"
    )
    quotes = ("cent un", "cent deux", "cent trois", "cent quatre", "cent cinq")
    claims = [{"quote": quote, **CARD} for quote in quotes]
    made = build(written(folder, body, claims), folder / "_site", today=TODAY)
    assert made.checked.diagnostics == ()
    return folder / "_site" / "a" / "index.html"


FIRST = {
    "long-table": "| Nom | Valeur |\n|---|---|\n| ligne | cent un |\n" + "| b | rien |\n" * 59,
    "many-items": "- cent un\n" + "- b\n" * 40,
    "narrow-letters": "cent un " + "illicite, il fit fi. " * 150,
    "wide-letters": "cent un " + "MAMAN GOMMA WMW. " * 80,
    "heading": "## cent un\n\n" + LONG,
    "quotation": f"> cent un. {LONG * 3}\n",
    "lines": "cent un<br>" + "b<br>" * 30,
}


@pytest.mark.parametrize("width", [1100, 1920])
@pytest.mark.parametrize("body", FIRST.values(), ids=FIRST)
def test_a_card_never_leaves_the_text_at_its_top(
    browser: Browser, tmp_path: Path, body: str, width: int
) -> None:
    build(written(tmp_path, body, [{"quote": "cent un", **CARD}]), tmp_path / "_site", today=TODAY)
    page = _page(browser, tmp_path / "_site" / "a" / "index.html", width)
    assert page.evaluate(OVERLAPS) == []
    page.close()


def test_wider_spacing_of_the_text_moves_no_card_over_another(
    browser: Browser, crowded: Path
) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900}, bypass_csp=True)
    page.goto(crowded.as_uri())
    page.add_style_tag(content=SPACED)
    assert page.evaluate(OVERLAPS) == []
    page.close()


def _page(browser: Browser, path: Path, width: int) -> Page:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(path.as_uri())
    return page


@pytest.mark.parametrize("opened", [False, True], ids=["folded", "opened"])
@pytest.mark.parametrize("width", [390, 1100, 1280, 1920])
def test_six_claims_in_a_paragraph_overlap_nothing(
    browser: Browser, crowded: Path, width: int, *, opened: bool
) -> None:
    page = _page(browser, crowded, width)
    if opened:
        page.eval_on_selector_all("details", "all => all.forEach(e => e.open = true)")
    assert page.locator(".prose .card").count() == 6
    assert page.evaluate(OVERLAPS) == []
    page.close()


@pytest.mark.parametrize("width", [1100, 1280, 1920])
def test_what_follows_the_prose_stays_clear_of_cards(
    browser: Browser, crowded: Path, width: int
) -> None:
    page = _page(browser, crowded, width)
    page.eval_on_selector_all("details", "all => all.forEach(e => e.open = true)")
    met = page.evaluate(
        """() => {
          const box = e => e.getBoundingClientRect();
          const cards = [...document.querySelectorAll('.prose .card')].map(box);
          const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1
            && a.top < b.bottom - 1 && b.top < a.bottom - 1;
          return [...document.querySelectorAll('.part > *, .part li, .tags, .colophon')]
            .filter(e => cards.some(card => meet(card, box(e))))
            .map(e => e.outerHTML.slice(0, 60));
        }"""
    )
    assert met == []
    page.close()


@pytest.mark.parametrize("width", [1100, 1280, 1920])
def test_a_card_with_room_stands_beside_its_line(
    browser: Browser, spread: Path, width: int
) -> None:
    page = _page(browser, spread, width)
    places = {place["claim"]: place["off"] / LINE for place in page.evaluate(PLACES)}
    page.close()
    assert len(places) == 5
    far = {claim: round(off, 1) for claim, off in places.items() if abs(off) > 3}
    assert far == {}


@pytest.mark.parametrize("width", [1100, 1280, 1920])
def test_a_card_without_room_stands_right_under_the_one_before(
    browser: Browser, crowded: Path, width: int
) -> None:
    page = _page(browser, crowded, width)
    places = page.evaluate(PLACES)
    page.close()
    assert abs(places[0]["off"]) < 3 * LINE
    gaps = [after["top"] - before["bottom"] for before, after in pairwise(places)]
    assert all(0 < gap < LINE for gap in gaps), gaps


def test_on_narrow_pages_a_card_follows_its_paragraph(browser: Browser, spread: Path) -> None:
    page = _page(browser, spread, 390)
    order = page.evaluate(
        """() => [...document.querySelectorAll('.prose > p:has(mark), .prose > .card')]
          .map(e => [e.tagName, e.getBoundingClientRect().top])"""
    )
    page.close()
    tops = [top for _, top in order]
    assert tops == sorted(tops)
    assert [tag for tag, _ in order][:3] == ["P", "DETAILS", "DETAILS"]

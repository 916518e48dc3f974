"""Passages in Chromium: annotations select them, and addresses lead to them by their words."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from tests.sites import TODAY, written
from vouch.building import build
from vouch.dates import parse

CHECKOUT = Path(__file__).parent.parent
LONG = (
    "Le texte de l’accord prévoit une première tranche d’un gigawatt, livrée au second semestre,"
    " puis cinq autres dont aucune n’est ferme ; il lie chacune à un cours de l’action, à un"
    " calendrier de livraison et à des conditions techniques que personne, hors des deux sociétés,"
    " n’a pu lire à ce jour ; il prévoit enfin que tout prend fin si la première tranche manque"
)
TEXT = f"""
Le pont coûte 6 millions d’euros, dit-on. C’est **un pont d’accord** & bien-aimé, sûr.

« Bonjour » dit le maire ; il a promis 100 % de l’eau, et 2 ponts !

Même phrase ici. Une fois.

Même phrase ici. Deux fois.

Première fin d’alinéa partagée.

- Un élément de liste
- Un autre, *le dernier*

| Lieu | Coût |
|---|---|
| Rive | 8,5 GW et plus |

{LONG}.

Un 𝟘𝟙 deux 🌉 trois, puis `code-a,b&c` fin de ligne{"  "}
et la suite après la ligne.

Rien d’autre que ceci.

Rien d’autre que ceci.
"""
CLAIMS: Mapping[str, str | Mapping[str, object]] = {
    "in-a-title": {"quote": "Un 𝟘𝟙 deux"},
    "plain": "Le pont coûte 6 millions d’euros",
    "within-a-word": {"quote": "accord", "prefix": "pont d’", "suffix": " &"},
    "marks-of-the-syntax": "accord & bien-aimé, sûr",
    "over-emphasis": "un pont d’accord",
    "narrow-space-before": "Bonjour",
    "narrow-space-after": "il a promis 100 % de l’eau, et 2 ponts",
    "said-twice": {"quote": "Même phrase ici", "suffix": ". Deux"},
    "said-again": {
        "quote": "Même phrase ici",
        "suffix": ". Une",
        "also": [{"quote": "Même phrase ici", "suffix": ". Deux"}],
    },
    "over-blocks": "alinéa partagée.\n\nUn élément de liste\n\nUn autre",
    "cell": "8,5 GW et plus",
    "within-another": "8,5 GW",
    "over-cells": "Rive 8,5 GW",
    "long": LONG,
    "astral": "deux 🌉 trois",
    "code": "code-a,b&c",
    "over-a-line": "fin de ligne et la suite",
    "twice-without-context": {"quote": "Rien d’autre que ceci.", "prefix": "ceci.\n\n"},
}
SITES = ("own", "golden", "tricky")

POINTS = """() => {
  const body = document.querySelector('[data-article-body]');
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  const points = [];
  for (let node; (node = walker.nextNode());) {
    if (node.parentElement.closest('[data-generated]')) continue;
    let unit = 0;
    for (const point of node.data) {
      points.push([node, unit, unit + point.length, point]);
      unit += point.length;
    }
  }
  window.points = points;
}"""
"""Leaves the code points of the article's own text, each with its node and its code units."""
TEXT_OF = "() => window.points.map(p => p[3]).join('')"
MARKED = """id => window.points.flatMap(([node, , , point], n) =>
  node.parentElement.closest(`mark[data-claim~="${id}"]`) && point.trim() ? [n] : [])"""
"""The code points under the marks of a claim, white space apart."""
BOXES = """([start, end]) => {
  const shown = window.points.slice(start, end).filter(p => p[3].trim());
  return shown.map(([node, from, to]) => {
    const range = document.createRange();
    range.setStart(node, from);
    range.setEnd(node, to);
    const box = range.getBoundingClientRect();
    return [box.left, box.top, box.right, box.bottom];
  });
}"""
TARGET = (237, 0, 237)
STYLE = f"::target-text {{ background: rgb{TARGET}; color: rgb{TARGET}; }}"


@dataclass(frozen=True)
class Article:
    """An article of a site that was built, with the two files that tell of its passages."""

    page: Path
    annotations: Mapping[str, Any]
    claims: Mapping[str, Any]


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, list[Article]]:
    """The articles of each site."""
    folder = tmp_path_factory.mktemp("passages")
    rows = [
        {"id": id, "quote": claim} if isinstance(claim, str) else {"id": id, **claim}
        for id, claim in CLAIMS.items()
    ]
    tricky = written(folder / "tricky", TEXT, rows)
    sources = {"own": CHECKOUT, "golden": CHECKOUT / "tests/golden/site", "tricky": tricky}
    return {name: list(_built(source, folder / f"{name}-site")) for name, source in sources.items()}


def _built(source: Path, output: Path) -> Iterator[Article]:
    day = parse("2026-11-23").earliest
    made = build(source, output, today=day or TODAY)
    assert made.files, made.checked.diagnostics
    for path in sorted(output.glob("*/annotations.jsonld")):
        claims = json.loads((path.parent / "claims.json").read_text("utf-8"))
        yield Article(path.parent / "index.html", json.loads(path.read_text("utf-8")), claims)


def _claim_of(annotation: Mapping[str, Any]) -> str:
    return str(annotation["id"].rpartition("#claim-")[2])


@pytest.mark.parametrize("site", SITES)
def test_the_selectors_of_an_annotation_give_what_the_marks_of_its_claim_cover(
    browser: Browser, articles: Mapping[str, list[Article]], site: str
) -> None:
    page = browser.new_page()
    for article in articles[site]:
        page.goto(article.page.as_uri())
        page.evaluate(POINTS)
        content = page.evaluate(TEXT_OF)
        annotated = article.annotations["items"]
        ids = [claim["id"] for claim in article.claims["claims"]]
        assert [_claim_of(each) for each in annotated] == ids
        for annotation in annotated:
            claim, covered = _claim_of(annotation), set[int]()
            for number, target in enumerate(annotation["target"]):
                words, place = (each["refinedBy"] for each in target["selector"][:2])
                start, end = place["start"], place["end"]
                whole = words["prefix"] + words["exact"] + words["suffix"]
                assert content[start:end] == words["exact"]
                assert content.count(whole) == 1
                assert content.index(whole) == start - len(words["prefix"])
                containers = {each["value"] for each in target["selector"][:2]}
                assert [page.locator(css).count() for css in containers] == [1]
                covered |= {n for n in range(start, end) if content[n].strip()}
                if number == 0:
                    assert target["selector"][2]["value"] == f"c-{claim}"
                    assert page.locator(f"[id='c-{claim}']").count() == 1
            assert covered == set(page.evaluate(MARKED, claim)), claim
    page.close()


@pytest.mark.parametrize("site", SITES)
def test_an_address_of_words_leads_to_the_passage_and_to_nothing_else(
    browser: Browser, articles: Mapping[str, list[Article]], site: str
) -> None:
    """Without `#c-ID`, so that the words alone can have led there."""
    context = browser.new_context(bypass_csp=True, viewport={"width": 900, "height": 900})
    faults = []
    page = context.new_page()
    for article in articles[site]:
        for claim in article.claims["claims"]:
            place, _, directive = claim["textFragment"].partition("#c-")[2].partition(":~:")
            assert place == claim["id"]
            assert directive.startswith("text="), place
            page.goto("about:blank")
            page.goto(f"{article.page.as_uri()}#:~:{directive}")
            passage = claim["passages"][0]
            fault = _fault(page, passage["start"], passage["end"])
            faults += [(place, directive, fault)] if fault else []
    context.close()
    assert faults == []


def _fault(page: Page, start: int, end: int) -> str:
    """What is wrong with the text that Chromium highlights; it scrolls there of itself."""
    assert page.evaluate("'fragmentDirective' in document")
    page.add_style_tag(content=STYLE)
    page.evaluate(POINTS)
    boxes = page.evaluate(BOXES, [start, end])
    before = page.evaluate(BOXES, [max(0, start - 40), start])
    after = page.evaluate(BOXES, [end, end + 40])
    lefts, tops, rights, bottoms = zip(*boxes, *before, *after, strict=True)
    x, y = max(0, min(lefts)), max(0, min(tops))
    if y >= min(900, max(bottoms)):
        return "the page was not scrolled there"
    clip = {"x": x, "y": y, "width": max(rights) - x, "height": min(900, max(bottoms)) - y}
    picture = Image.open(io.BytesIO(page.screenshot(clip=clip))).convert("RGB")  # type: ignore[arg-type]

    def is_lit(box: list[float]) -> bool:
        left, top, right, bottom = box
        at = (int((left + right) / 2 - x), int((top + bottom) / 2 - y))
        if not 0 <= at[1] < picture.height:
            return False
        red, green, blue = picture.getpixel(at)  # type: ignore[misc]
        return bool(abs(red - TARGET[0]) + green + abs(blue - TARGET[2]) < 60)

    lit = [is_lit(box) for box in boxes if box[3] > box[1]]
    if not all(lit):
        return f"{lit.count(False)} of {len(lit)} characters are not highlighted"
    beyond = sum(map(is_lit, before)), sum(map(is_lit, after))
    return "" if max(beyond) <= TIED else f"{beyond} characters more are highlighted"


TIED = 2
"""Characters beyond a passage: a mark that a narrow space ties to it."""

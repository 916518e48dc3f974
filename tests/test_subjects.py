"""Ways to claims and articles: tags, claimants, years. Their addresses, pages and filters."""

from __future__ import annotations

import json
from pathlib import Path
from posixpath import dirname, join, normpath

import pytest
from bs4 import BeautifulSoup, Tag
from playwright.sync_api import Browser

from tests.sites import TODAY, sidecar
from vouch.building import build
from vouch.nameslugs import LIMIT, name_slug

SCALE = ("accurate", "misleading", "accurate", "inaccurate")
CLAIMS = {
    "fr": ("Une société", "Une société", "UNE SOCIETE", None),
    "en": ("A company", "A company", "Someone else", None),
}
SAID = ("2024-05", "2025", "2024/2025", None)
"""The third may have been said in either year, so that the year of publication counts."""


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        pytest.param("Banque de France", "banque-de-france", id="words"),
        pytest.param("Énergie & climat", "energie-climat", id="accents and marks"),
        pytest.param("ENERGIE – CLIMAT", "energie-climat", id="capitals"),
        pytest.param("L’Œuvre d’Ørsted", "l-oeuvre-d-orsted", id="letters that do not decompose"),
        pytest.param("Straße", "strasse", id="a letter that folds to two"),
        pytest.param("../claims", "claims", id="a way out of the folder"),
        pytest.param("東京", "130016b2", id="no letter of ASCII"),
        pytest.param("Tokyo 東京", "tokyo-ed689db5", id="some letters of ASCII"),
        pytest.param("***", "596f4162", id="no letter at all"),
    ],
)
def test_an_address_is_made_from_the_name_alone(name: str, slug: str) -> None:
    assert name_slug(name) == slug


def test_long_names_are_told_apart() -> None:
    first, second = (name_slug("mot " * 40 + end) for end in "ab")
    assert first != second
    assert max(len(first), len(second)) <= LIMIT + 9


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An article and its translation, which is ahead by one claimant, and one more article."""
    folder = tmp_path_factory.mktemp("subjects")
    content = folder / "content"
    content.mkdir()
    settings = {"title": "S", "url": "https://s.example/", "lang": "fr", "formats": {}}
    (content / "site.yaml").write_text(json.dumps(settings))
    for lang, other, tags in (("fr", "en", ["Énergie", "A/B"]), ("en", "fr", ["energie", "Power"])):
        claims = [
            {
                "quote": quote,
                "verdict": verdict,
                "claimant": {"name": name} if name else None,
                "said": said,
                "sources": [{"title": "T", "url": "https://t.example/"}],
            }
            for quote, verdict, name, said in zip(
                ("un", "deux", "trois", "quatre"), SCALE, CLAIMS[lang], SAID, strict=True
            )
        ]
        rows = [{key: v for key, v in claim.items() if v is not None} for claim in claims]
        (content / f"{lang}.claims.yaml").write_text(sidecar(rows))
        _article(content, lang, {"translations": {other: other}, "tags": tags, "lang": lang})
    _article(content, "seul", {"tags": ["énergie"], "date": "2026-11-01"})
    output = folder / "out"
    built = build(folder, output, today=TODAY)
    assert built.published.paths, built.checked.diagnostics
    return output


def _article(content: Path, name: str, front: dict[str, object]) -> None:
    head = {"title": name, "date": "2026-11-02", **front}
    lines = "".join(f"{key}: {json.dumps(value)}\n" for key, value in head.items())
    (content / f"{name}.md").write_text(f"---\n{lines}---\n\nun, deux, trois, quatre.\n")


def _soup(site: Path, path: str) -> BeautifulSoup:
    return BeautifulSoup((site / path).read_text("utf-8"), "html.parser")


def _words(tag: Tag) -> str:
    return " ".join(tag.get_text().split())


def test_tags_with_the_same_letters_are_one_and_translations_are_listed_once(site: Path) -> None:
    listed = [_words(each) for each in _soup(site, "tags/index.html").select(".names li")]
    assert listed == ["A/B 1 article", "Énergie 2 articles", "Power 1 article"]
    articles = _soup(site, "tags/energie/index.html").select(".teaser h2")
    assert [_words(each) for each in articles] == ["fr", "seul"]


def test_a_claimant_has_every_claim_by_verdict(site: Path) -> None:
    listed = [_words(each) for each in _soup(site, "claimants/index.html").select(".names li")]
    assert listed == [
        "A company 2 affirmations",
        "S 1 affirmation",
        "Someone else 1 affirmation",
        "Une société 3 affirmations",
    ]
    page = _soup(site, "claimants/une-societe/index.html")
    assert {
        section["aria-labelledby"]: [_words(q) for q in section.select("q")]
        for section in page.select("section")
    } == {"verdict-accurate": ["un", "trois"], "verdict-misleading": ["deux"]}


def test_every_link_that_is_made_from_a_name_leads_to_a_page(site: Path) -> None:
    found = set()
    for page in site.rglob("*.html"):
        for link in BeautifulSoup(page.read_text("utf-8"), "html.parser").select("a[href]"):
            href = str(link["href"])
            if "tags/" in href or "claimants/" in href:
                place = dirname(page.relative_to(site).as_posix())
                found.add(normpath(join(place, href)))
    assert {path for path in found if not (site / path).is_file()} == set()
    assert "claimants/someone-else/index.html" in found
    assert "tags/power/index.html" in found


@pytest.mark.parametrize(
    ("checked", "shown"),
    [
        pytest.param([], ["un", "trois", "deux", "quatre"], id="all"),
        pytest.param(["#only-1"], ["un", "trois"], id="a verdict"),
        pytest.param(["#year-1"], ["trois", "quatre"], id="a year"),
        pytest.param(["#only-1", "#year-3"], ["un"], id="both"),
        pytest.param(["#only-3", "#year-2"], [], id="none is left"),
    ],
)
def test_claims_are_filtered_without_scripts(
    browser: Browser, site: Path, checked: list[str], shown: list[str]
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "claims/index.html").as_uri())
    for id in checked:
        page.check(id)
    seen = [q for q in page.locator(".claims q").all() if q.is_visible()]
    assert [q.inner_text().strip(" «»\xa0\u202f") for q in seen] == shown
    headings = [h for h in page.locator("h3.group").all() if h.is_visible()]
    assert bool(headings) == bool(shown)
    context.close()

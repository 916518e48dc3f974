"""The pages that a build writes: their hooks, their links, and what stands on them.

The pages are read as files with an HTML parser; tests/test_browser.py opens them in Chromium.
"""

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag

from tests.sites import articles_of
from vouch.building import Built, build
from vouch.compiled import Compiled
from vouch.dates import parse
from vouch.innerquotes import quoted
from vouch.wording import wording

CHECKOUT = Path(__file__).parent.parent
SITES = {"real": CHECKOUT, "golden": CHECKOUT / "tests/golden/site"}


@pytest.fixture(scope="module", params=SITES)
def site(request: pytest.FixtureRequest) -> Path:
    """Each of the two sites."""
    return SITES[request.param]


@pytest.fixture(scope="module")
def built(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The site, built on a fixed day."""
    output = tmp_path_factory.mktemp("site") / "out"
    return build(site, output, today=parse("2026-11-23").earliest)


@pytest.fixture(scope="module")
def articles(site: Path) -> list[Compiled]:
    """Its articles, compiled."""
    return articles_of(site)


@pytest.fixture(scope="module")
def pages(built: Built) -> dict[str, BeautifulSoup]:
    """Every page by its path."""
    return {
        path: BeautifulSoup(content.decode("utf-8"), "html.parser")
        for path, content in built.files.items()
        if path.endswith(".html")
    }


def _links(page: BeautifulSoup) -> Iterator[str]:
    for element in page.find_all(True):
        for name in ("href", "src"):
            value = element.get(name)
            if isinstance(value, str) and not urlsplit(value).scheme:
                yield value


def test_every_link_leads_to_a_file_and_every_fragment_to_a_place(
    built: Built, pages: dict[str, BeautifulSoup]
) -> None:
    broken = []
    ids = {path: {each["id"] for each in page.find_all(id=True)} for path, page in pages.items()}
    root = urlsplit(built.checked.site.url).path
    for path, page in pages.items():
        for link in _links(page):
            address, _, fragment = link.partition("#")
            address = address.removeprefix(root) if path == "404.html" else address
            target = path if not address else _resolved(path, unquote(address))
            lost = fragment and target in ids and unquote(fragment) not in ids[target]
            if target not in built.files or lost:
                broken.append((path, link))
    assert broken == []


def _resolved(path: str, address: str) -> str:
    parts: list[str] = []
    for part in (*PurePosixPath(path).parts[:-1], *address.split("/")):
        if part == "..":
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def test_links_between_pages_are_relative_and_end_in_a_file(
    pages: dict[str, BeautifulSoup],
) -> None:
    for path, page in pages.items():
        for link in _links(page):
            address = link.partition("#")[0]
            if path == "404.html":  # shown at any depth: from the root of the host
                assert address.startswith("/") or not address
                continue
            assert not address.startswith("/")
            assert not address or "." in PurePosixPath(address).name


def test_no_id_stands_twice(pages: dict[str, BeautifulSoup]) -> None:
    for path, page in pages.items():
        ids = [element["id"] for element in page.find_all(id=True)]
        assert len(ids) == len(set(ids)), path


def test_each_page_has_one_heading_of_the_first_level_and_skips_none(
    pages: dict[str, BeautifulSoup],
) -> None:
    for path, page in pages.items():
        if page.find("meta", attrs={"http-equiv": "refresh"}):
            continue
        levels = [int(h.name[1]) for h in page.find_all(re.compile("^h[1-6]$"))]
        assert levels.count(1) == 1, path
        deepest = 0
        for level in levels:
            assert level <= deepest + 1, (path, levels)
            deepest = level


def test_no_page_needs_a_script_or_another_host(pages: dict[str, BeautifulSoup]) -> None:
    for path, page in pages.items():
        assert not page.find_all(["iframe", "object"]), path
        # One block of data, which is not run; what the search loads is hidden without it.
        for block in page.find_all("script"):
            if path == "search/index.html" and block.get("src"):
                continue
            assert block.attrs == {"type": "application/ld+json"}, path
        for element in page.find_all(["img", "link"]):
            address = str(element.get("src") or element.get("href"))
            named_only = element.get("rel") in (["canonical"], ["alternate"])
            assert named_only or not urlsplit(address).scheme, path
        for element in page.find_all(style=True):
            assert re.fullmatch(r"--rise:\d+(\.\d)?;--next:\d+(\.\d)?", str(element["style"])), path


def test_each_claim_has_a_mark_a_card_and_a_page(
    articles: list[Compiled], pages: dict[str, BeautifulSoup]
) -> None:
    for article in articles:
        page = pages[f"{article.slug}/index.html"]
        for compiled in article.claims:
            claim = compiled.claim
            first = page.select_one(f'mark[data-claim~="{claim.id}"]')
            assert first is not None
            assert first.get("id") == f"c-{claim.id}" or first.find(id=f"c-{claim.id}")
            card = page.select_one(f'[data-claim-card="{claim.id}"]')
            assert card is not None
            assert card.select_one(f'[data-verdict="{claim.verdict}"]')
            assert f"{article.slug}/claims/{claim.id}/index.html" in pages


def test_what_a_card_shows(articles: list[Compiled], pages: dict[str, BeautifulSoup]) -> None:
    for article in articles:
        page = pages[f"{article.slug}/index.html"]
        for compiled in article.claims:
            card = page.select_one(f'[data-claim-card="{compiled.claim.id}"]')
            assert card is not None
            said = _words(card)
            for use in compiled.uses:
                assert _folded(article.sources[use.id].title) in said
                assert _folded(quoted(use.excerpt or "", article.lang)) in said


def _words(element: Tag) -> str:
    return _folded(element.get_text(" "))


def _folded(text: str) -> str:
    return "".join(text.split()).replace("’", "'").replace("“", '"').replace("”", '"')


def test_each_source_links_back_to_every_claim_that_uses_it(
    articles: list[Compiled], pages: dict[str, BeautifulSoup]
) -> None:
    for article in articles:
        page = pages[f"{article.slug}/index.html"]
        users: dict[str, set[str]] = {key: set() for key in article.sources}
        for compiled in article.claims:
            for use in compiled.uses:
                users[use.id].add(compiled.claim.id)
        for key, claims in users.items():
            note = page.select_one(f'ol[data-sources] > li[id="src-{key}"]')
            assert note is not None, key
            linked = {str(a["href"]) for a in note.find_all("a", href=True)}
            for claim in claims:
                assert linked & {f"#c-{claim}", f"#card-{claim}", f"#list-{claim}"}, (key, claim)


def test_the_timeline_is_an_ordered_list_with_its_dates(
    articles: list[Compiled], pages: dict[str, BeautifulSoup]
) -> None:
    for article in articles:
        page = pages[f"{article.slug}/index.html"]
        events = page.select("ol[data-timeline] > li[data-event][data-status]")
        assert len(events) == len(article.events)
        for event in events:
            assert event.find("time") is not None
            assert event["data-status"] in ("done", "announced", "due", "missed", "cancelled")


def test_a_figure_is_never_shown_without_its_modality(
    articles: list[Compiled], pages: dict[str, BeautifulSoup]
) -> None:
    for article in articles:
        page = pages[f"{article.slug}/index.html"]
        for compiled in article.claims:
            figure = compiled.claim.figure
            shown = page.select(f'[data-figure="{compiled.claim.id}"]')
            assert bool(shown) == bool(figure and figure.callout)
            for element in shown:
                said = element.select_one(".modality")
                assert figure is not None
                assert (said is not None) == (figure.modality != "exact")
                assert said is None or said.get_text(strip=True)


def test_a_calculation_keeps_the_modality_of_the_figures_it_takes(
    articles: list[Compiled], pages: dict[str, BeautifulSoup]
) -> None:
    for article in articles:
        held = {compiled.claim.id: compiled.claim.figure for compiled in article.claims}
        w = wording(article.lang)
        for compiled in article.claims:
            page = pages[f"{article.slug}/claims/{compiled.claim.id}/index.html"]
            working = " ".join(e.get_text(" ") for e in page.select(".working"))
            for check in compiled.claim.check:
                for operand in check.where.values():
                    figure = held[operand.figure] if operand.figure else None
                    if figure is not None:
                        said = w.with_modality(figure.value, figure.unit, figure.modality)
                        assert said in working, compiled.claim.id


def test_what_is_not_seen_is_shown_as_not_seen(
    articles: list[Compiled], pages: dict[str, BeautifulSoup]
) -> None:
    words = {"page": "vu sur la page", "mirror": "vu sur une copie", "quoted": "cité par une autre"}
    words["unseen"] = "non vu"
    for article in articles:
        if article.lang != "fr":
            continue
        page = pages[f"{article.slug}/index.html"]
        for key, source in article.sources.items():
            note = page.select_one(f'ol[data-sources] > li[id="src-{key}"]')
            assert note is not None
            if source.seen:
                assert words[source.seen] in note.get_text(" ")


def test_the_language_of_a_page_is_that_of_its_article(
    articles: list[Compiled], pages: dict[str, BeautifulSoup]
) -> None:
    for article in articles:
        for path, page in pages.items():
            if path.startswith(f"{article.slug}/"):
                root = page.html
                assert root is not None
                assert root["lang"] == article.lang

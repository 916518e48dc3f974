"""Articles in several languages: who is tied to whom, which ties cannot hold, where to switch."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from tests.sites import TODAY, presented, sidecar, written
from vouch import building
from vouch.articleview import ArticleView
from vouch.diagnostics import SourceText
from vouch.heads import Head, head_of
from vouch.model.fields import Vocabulary
from vouch.model.site import Article
from vouch.parsing import parse
from vouch.ties import Tied, groups
from vouch.translations import article_versions, check, claim_versions
from vouch.views import Version

URL = "https://site.example/sous/"


def tied(rows: str) -> list[Tied]:
    """Articles from `a>b,c b`: each slug with those that it names."""
    split = (row.partition(">") for row in rows.split())
    return [Tied(slug, "fr", tuple(filter(None, names.split(",")))) for slug, _, names in split]


GROUPS: dict[str, tuple[str, dict[str, str]]] = {
    "none": ("", {}),
    "alone": ("a b", {"a": "a", "b": "b"}),
    "both-name-each-other": ("a>b b>a", {"a": "ab", "b": "ab"}),
    "the-first-names": ("a>b b", {"a": "ab", "b": "ab"}),
    "the-second-names": ("a b>a", {"a": "ab", "b": "ab"}),
    "chain": ("a>b b>c c", {"a": "abc", "b": "abc", "c": "abc"}),
    "one-names-all": ("a b c>a,b", {"a": "abc", "b": "abc", "c": "abc"}),
    "all-name-one": ("a>c b>c c", {"a": "abc", "b": "abc", "c": "abc"}),
    "two-pairs": ("a>c b>d c d", {"a": "ac", "b": "bd", "c": "ac", "d": "bd"}),
    "two-pairs-made-one": ("a>b c>d b>c d", dict.fromkeys("acbd", "acbd")),
    "order-of-the-articles": ("c>a b a", {"c": "ca", "b": "b", "a": "ca"}),
    "itself": ("a>a b", {"a": "a", "b": "b"}),
    "unknown": ("a>x b>x", {"a": "a", "b": "b"}),
}


@pytest.mark.parametrize(("rows", "expected"), GROUPS.values(), ids=GROUPS)
def test_groups(rows: str, expected: Mapping[str, str]) -> None:
    assert {slug: "".join(group) for slug, group in groups(tied(rows)).items()} == expected


SLUGS = "abcdefg"
TIES = st.lists(
    st.tuples(st.sampled_from(SLUGS), st.lists(st.sampled_from(f"{SLUGS}xyz"), max_size=3)),
    unique_by=lambda row: row[0],
    max_size=len(SLUGS),
).map(lambda rows: [Tied(slug, "fr", tuple(names)) for slug, names in rows])


@given(TIES)
def test_being_tied_is_an_equivalence(articles: list[Tied]) -> None:
    made = groups(articles)
    order = [article.slug for article in articles]
    assert list(made) == order
    for slug, group in made.items():
        assert slug in group
        assert list(group) == [other for other in order if other in group]
        assert all(made[other] == group for other in group)


@given(TIES)
def test_groups_hold_what_is_named_and_no_more(articles: list[Tied]) -> None:
    """Whatever splits the articles so that no tie crosses splits no group either."""
    made = groups(articles)
    for article in articles:
        assert set(article.names) & set(made) <= set(made[article.slug])
        reached, waiting = {article.slug}, [article.slug]
        while waiting:
            here = waiting.pop()
            for other in articles:
                near = other.slug in next(a.names for a in articles if a.slug == here)
                if (near or here in other.names) and other.slug not in reached:
                    reached.add(other.slug)
                    waiting.append(other.slug)
        assert set(made[article.slug]) == reached


# --- Ties that cannot hold ---


def heads(rows: str) -> list[Head]:
    """Articles from `a:fr>en=b,de=c b:en`; without a language that of the site."""
    articles = []
    for row in rows.split():
        own, _, names = row.partition(">")
        slug, _, lang = own.partition(":")
        head = f"---\ntitle: T\ndate: 2026-11-23\n{f'lang: {lang}' if lang else 'tags: []'}\n"
        head += f"translations: {{{names.replace('=', ': ').replace(',', ', ')}}}\n---\n"
        source = SourceText(f"content/{slug}.md", head)
        article = parse(Article, slug, "", source, Vocabulary())
        assert article.diagnostics == ()
        articles.append(head_of(article))
    return articles


def faults(rows: str, default: str = "fr") -> list[str]:
    """The problems as `slug: message`."""
    found = list(check(heads(rows), default))
    assert all(problem.code == "bad-translation" and problem.help for problem in found)
    assert all(problem.span.line == 5 for problem in found)
    return [f"{p.span.path[8:-3]}: {p.message}" for p in found]


SOUND = {
    "none": "",
    "alone": "a:fr",
    "returned": "a:fr>en=b b:en>fr=a",
    "not-returned": "a:fr>en=b b:en",
    "language-of-the-site": "a>en=b b:en>fr=a",
    "unknown-article": "a:fr>en=nowhere",
    "region-of-the-article": "a:fr>en=b b:en-GB",
    "region-of-the-tie": "a:fr>en-GB=b b:en",
    "capitals": "a:fr>en-gb=b b:en-GB",
    "two-regions-of-one-language": "a:fr>en-GB=b,en-US=c b:en-GB c:en-US",
    "region-beside-the-language": "a:fr>fr-CA=b b:fr-CA>fr=a",
    "two-keys-for-one-article": "a:fr>en=b,en-GB=b b:en",
    "two-pairs-in-the-same-languages": "a:fr>en=b b:en c:fr>en=d d:en",
    "two-untied-in-one-language": "a:fr b:fr",
}


@pytest.mark.parametrize("rows", SOUND.values(), ids=SOUND)
def test_ties_that_hold(rows: str) -> None:
    assert faults(rows) == []


UNSOUND: dict[str, tuple[str, list[str]]] = {
    "itself": ("a:fr>fr=a", ["a: an article is no translation of itself"]),
    "itself-in-another-language": ("a:fr>en=a", ["a: an article is no translation of itself"]),
    "another-language": (
        "a:fr>en=b b:fr-CA",
        ["a: `b` is written in `fr-CA`, not in `en`"],
    ),
    "language-of-the-site": ("a:en>en-GB=b b", ["a: `b` is written in `fr`, not in `en-GB`"]),
    "another-region": (
        "a:fr>en-US=b b:en-GB",
        ["a: `b` is written in `en-GB`, not in `en-US`"],
    ),
    "language-that-begins-alike": ("a:en>frr=b b:fr", ["a: `b` is written in `fr`, not in `frr`"]),
    "of-its-own-language": (
        "a:fr>fr=b b:fr",
        ["a: `b` and `a` are tied together, and both are in `fr`"],
    ),
    "both-of-one-language": (
        "a:fr>fr=b b:fr>fr=a",
        [
            "a: `b` and `a` are tied together, and both are in `fr`",
            "b: `a` and `b` are tied together, and both are in `fr`",
        ],
    ),
    "two-in-one-language": (
        "a:fr>en=b,en-GB=c b:en c:en",
        [
            "a: `b` and `c` are tied together, and both are in `en`",
            "a: `c` and `b` are tied together, and both are in `en`",
        ],
    ),
    "two-by-way-of-a-third": (
        "a:fr>en=b b:en c:fr-CA>fr=a,en=d d:en",
        [
            "a: `b` and `d` are tied together, and both are in `en`",
            "c: `d` and `b` are tied together, and both are in `en`",
        ],
    ),
    "each-fault-at-its-place": (
        "a:fr>en=a b:fr>en=c c:fr",
        [
            "a: an article is no translation of itself",
            "b: `c` is written in `fr`, not in `en`",
        ],
    ),
}


@pytest.mark.parametrize(("rows", "expected"), UNSOUND.values(), ids=UNSOUND)
def test_ties_that_cannot_hold(rows: str, expected: list[str]) -> None:
    assert faults(rows) == expected


def test_a_language_whose_name_begins_alike_is_another() -> None:
    expected = ["a: `b` is written in `frr`, not in `fr`"]
    assert faults("a:en>fr=b b", default="frr") == expected


def test_two_articles_that_claim_one_translation_are_two_versions_in_one_language() -> None:
    """Neither names the other; both name `b`, whose page could offer but one of them."""
    found = faults("a:fr>en=b b:en c:fr>en=b")
    assert found
    assert all("`a`" in fault and "`c`" in fault and "both are in `fr`" in fault for fault in found)


def test_the_caret_stands_under_the_slug() -> None:
    (problem,) = check(heads("a:fr>en=b b:fr-CA"), "fr")
    assert problem.span.text[problem.span.column - 1 :].startswith("b")


def test_help_says_what_to_write() -> None:
    (problem,) = check(heads("a:fr>en=b b:fr-CA"), "fr")
    assert problem.help == "write fr-CA: b, or set `lang: en` in that article"


def test_an_article_that_cannot_be_read_is_passed_over() -> None:
    text = SourceText("content/b.md", "no head\n")
    unread = head_of(parse(Article, "b", "", text, Vocabulary()))
    assert not unread.is_read
    assert list(check([*heads("a:fr>en=b"), unread], "fr")) == []


# --- Versions of a page ---


@pytest.fixture(scope="module")
def article(tmp_path_factory: pytest.TempPathFactory) -> ArticleView:
    """An article with the claims k1 and k2."""
    site = written(tmp_path_factory.mktemp("site"), "Un mot, puis deux.\n", ["mot", "deux"])
    (made,) = presented(site)
    return made.view


def group(article: ArticleView, rows: str) -> list[ArticleView]:
    """Versions from `a:fr b:en!k2`: slug, language, and a claim that is not in it."""
    made = []
    for row in rows.split():
        slug, _, rest = row.partition(":")
        lang, _, without = rest.partition("!")
        claims = tuple(each for each in article.claims if each.id != without)
        made.append(replace(article, slug=slug, lang=lang, claims=claims))
    return made


VERSIONS: dict[str, tuple[str, list[str], list[str]]] = {
    "none": ("a:fr", [], []),
    "two": (
        "a:fr b:en",
        ["fr a/ here", "en b/"],
        ["fr a/claims/k2/ here", "en b/claims/k2/"],
    ),
    "order-of-the-group": (
        "b:en a:fr",
        ["en b/", "fr a/ here"],
        ["en b/claims/k2/", "fr a/claims/k2/ here"],
    ),
    "claim-not-in-the-other": ("a:fr b:en!k2", ["fr a/ here", "en b/"], []),
    "claim-not-in-one-of-three": (
        "a:fr b:en!k2 c:en",
        ["fr a/ here", "en b/", "en c/"],
        ["fr a/claims/k2/ here", "en c/claims/k2/"],
    ),
    "claim-in-neither": ("a:fr!k2 b:en!k2", ["fr a/ here", "en b/"], []),
}


@pytest.mark.parametrize(("rows", "pages", "claims"), VERSIONS.values(), ids=VERSIONS)
def test_versions(article: ArticleView, rows: str, pages: list[str], claims: list[str]) -> None:
    versions = group(article, rows)
    here = next(version for version in versions if version.slug == "a")
    assert shown(article_versions(versions, here, URL)) == pages
    assert shown(claim_versions(versions, here, "k2", URL)) == claims


def shown(versions: Sequence[Version]) -> list[str]:
    """Versions as `lang address here`; each address is held against its two forms."""
    made = []
    for version in versions:
        address = version.href.removesuffix("index.html")
        assert version.canonical == f"{URL}{address}"
        made.append(f"{version.lang} {address}{' here' * version.is_here}")
    return made


def test_each_version_invites_in_its_own_language(article: ArticleView) -> None:
    versions = group(article, "a:fr-CA b:en")
    made = article_versions(versions, versions[0], URL)
    assert [version.lang for version in made] == ["fr-CA", "en"]
    assert [version.invitation for version in made] == ["Lire en français", "Read in English"]


def alternates(page: bytes) -> list[str]:
    """The languages that the head of a page names, its own among them."""
    head = BeautifulSoup(page, "html.parser").select("head link[rel=alternate][hreflang]")
    return [str(link["hreflang"]) for link in head]


def test_what_a_small_site_offers(tmp_path: Path) -> None:
    """One article names the other; both pages, and those of the claim in both, offer the switch."""
    site = written(tmp_path, "Un mot, puis deux.\n", ["mot", "deux"])
    head = "---\ntitle: An article\ndate: 2026-11-23\nlang: en\ntranslations: {fr: a}\n---\n"
    (site / "content/b.md").write_text(f"{head}A word.\n", encoding="utf-8")
    (site / "content/b.claims.yaml").write_text(sidecar(["word"]), encoding="utf-8")
    made = building.build(site, tmp_path / "_site", today=TODAY)
    assert made.checked.diagnostics == ()
    offered = {
        path: alternates(page)
        for path, page in made.files.items()
        if path.startswith(("a/", "b/")) and path.endswith("index.html")
    }
    assert offered == {
        "a/index.html": ["fr", "en"],
        "a/claims/k1/index.html": ["fr", "en"],
        "a/claims/k2/index.html": [],
        "b/index.html": ["fr", "en"],
        "b/claims/k1/index.html": ["fr", "en"],
    }

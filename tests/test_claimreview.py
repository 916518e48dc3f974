"""ClaimReviews and what else pages say in the vocabulary of schema.org, read back from the pages.

The rules that a JSON Schema can tell stand in claimreview.schema.json, the others in
:func:`faults_of`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from playwright.sync_api import Browser

from tests.hostile import PAYLOADS, REFUSED
from tests.sites import TODAY, presented, settings_of, sidecar, written
from vouch import dates
from vouch.building import Built, build, check
from vouch.frames import Framing
from vouch.innerquotes import quoted
from vouch.model.claims import Claim
from vouch.model.fields import Vocabulary
from vouch.model.site import Site
from vouch.outputs.claimreview import claim_reviews
from vouch.outputs.datafeed import data_feed
from vouch.outputs.jsonld import embedded
from vouch.outputs.publication import publication
from vouch.outputs.schemaorg import day
from vouch.report import reviews
from vouch.reviewable import Bar, bars, holds, standing

CHECKOUT = Path(__file__).parent.parent
SCHEMA = json.loads((Path(__file__).parent / "claimreview.schema.json").read_text("utf-8"))
VALID = Draft7Validator(SCHEMA)
CODES = {"unnamed-claimant", "own-appearance", "verdict-in-claim"}

Json = dict[str, Any]


def blocks(html: str) -> list[Json]:
    """The blocks of JSON-LD in a page."""
    found = BeautifulSoup(html, "html.parser").find_all("script", src=False)
    assert all(block.attrs == {"type": "application/ld+json"} for block in found)
    return [json.loads(block.get_text()) for block in found]


def faults_of(review: Json, host: str) -> list[str]:
    """What is wrong with a ClaimReview of a site on ``host``."""
    found = [error.message for error in VALID.iter_errors(review)]
    if found:
        return found
    rating = review["reviewRating"]
    if "ratingValue" in rating:
        worst, value, best = (
            rating[f"{each}"] for each in ("worstRating", "ratingValue", "bestRating")
        )
        if not (worst < best and worst <= value <= best):
            found.append("the rating is not between the worst and the best")
    if rating["alternateName"].casefold() in review["claimReviewed"].casefold().split():
        found.append("the claim holds its verdict")
    appearance = review["itemReviewed"].get("appearance")
    if appearance and urlsplit(appearance["url"]).hostname == host:
        found.append("the claim was made on the own domain")
    if urlsplit(review["url"]).hostname != host:
        found.append("the address is another site's")
    return found


# --- The rules themselves ------------------------------------------------------------------------

GOOD: Json = {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    "url": "https://site.example/a/claims/k1/",
    "claimReviewed": "La tour a 12 étages",
    "datePublished": "2026-11-23",
    "inLanguage": "fr",
    "author": {
        "@type": "Organization",
        "@id": "https://site.example/#publisher",
        "name": "Un site",
        "url": "https://site.example/",
    },
    "itemReviewed": {
        "@type": "Claim",
        "author": {"@type": "Person", "name": "Une voisine", "sameAs": "https://other.example/v"},
        "datePublished": "2025-10",
        "appearance": {"@type": "CreativeWork", "url": "https://other.example/dit"},
    },
    "reviewRating": {
        "@type": "Rating",
        "alternateName": "faux",
        "ratingExplanation": "Elle en a neuf.",
        "ratingValue": 1,
        "worstRating": 1,
        "bestRating": 5,
    },
}
BROKEN: Mapping[str, Callable[[Json], object]] = {
    "no address": lambda r: r.pop("url"),
    "the address of the article": lambda r: r.update(url="https://site.example/a/"),
    "another site's address": lambda r: r.update(url="https://other.example/a/claims/k1/"),
    "no claim": lambda r: r.update(claimReviewed=" "),
    "the verdict in the claim": lambda r: r.update(claimReviewed="Il est faux que la tour"),
    "no language": lambda r: r.pop("inLanguage"),
    "no publisher": lambda r: r.pop("author"),
    "a quarter": lambda r: r.update(datePublished="2026-Q4"),
    "a claimant without a name": lambda r: r["itemReviewed"]["author"].pop("name"),
    "an address as a name": lambda r: r["itemReviewed"]["author"].update(name="https://a.example"),
    "an account": lambda r: r["itemReviewed"]["author"].update({"@type": "Account"}),
    "an approximate date": lambda r: r["itemReviewed"].update(datePublished="2025~"),
    "an own appearance": lambda r: r["itemReviewed"]["appearance"].update(
        url="https://site.example/b/"
    ),
    "no verdict": lambda r: r["reviewRating"].pop("alternateName"),
    "a value without bounds": lambda r: r["reviewRating"].pop("bestRating"),
    "bounds without a value": lambda r: r["reviewRating"].pop("ratingValue"),
    "a broken value": lambda r: r["reviewRating"].update(ratingValue=1.5),
    "a value below 1": lambda r: r["reviewRating"].update(ratingValue=0, worstRating=0),
    "a value above the best": lambda r: r["reviewRating"].update(ratingValue=6),
    "a scale of one step": lambda r: r["reviewRating"].update(worstRating=5, ratingValue=5),
    "something else": lambda r: r.update(reviewBody="…"),
}


def test_the_rules_take_what_is_right() -> None:
    Draft7Validator.check_schema(SCHEMA)
    assert faults_of(GOOD, "site.example") == []
    bare = deepcopy(GOOD)
    bare["reviewRating"] = {"@type": "Rating", "alternateName": "invérifiable"}
    bare["itemReviewed"] = {"@type": "Claim", "author": {"@type": "Organization", "name": "Eux"}}
    bare.pop("datePublished")
    assert faults_of(bare, "site.example") == []


@pytest.mark.parametrize("name", BROKEN)
def test_the_rules_refuse_what_is_wrong(name: str) -> None:
    review = deepcopy(GOOD)
    BROKEN[name](review)
    assert faults_of(review, "site.example")


# --- Sites ---------------------------------------------------------------------------------------

CLAIMANTS: tuple[object, ...] = (
    None,
    "Une voisine",
    "Un site",
    "https://social.example/@voisine",
    {"name": "Une voisine", "url": "https://other.example/v", "kind": "Person"},
    {"url": "https://www.other.example/v"},
)
APPEARANCES = (None, "https://other.example/dit", "https://media.site.example/dit")
VERDICTS = ("accurate", "inaccurate", "unverifiable", "pending")
MOMENTS = ("2025-10-06", "2025-10", "2025-XX", "2025-Q4", "2025-10-06~", "2025/2026", None)
WORDS = ("cette tour compte douze étages", "il est faux que cette tour compte douze étages")


def made_up() -> tuple[str, str]:
    """An article and a sidecar in which everything meets everything that a ClaimReview is made of.

    What is without consequence is dealt out in turn.
    """
    claims: list[Json] = []
    lines = []
    every = product(CLAIMANTS, APPEARANCES, VERDICTS, WORDS)
    for number, (claimant, appearance, verdict, words) in enumerate(every, start=1):
        quote = f"{words} au numéro {number}"
        lines.append(f"On dit que {quote} de la rue.")
        fields = {
            "claimant": claimant,
            "appearance": appearance,
            "said": MOMENTS[number % len(MOMENTS)],
            "checked": MOMENTS[number % 5 - 1],
            "summary": "Elle en a neuf." if number % 2 else None,
        }
        told = {key: value for key, value in fields.items() if value is not None}
        rest = {"quote": quote, "verdict": verdict, "sources": ["plan"]}
        claims.append(rest | told)
    sources = (
        "sources:\n  plan: {title: Le plan, url: https://mairie.example/plan, kind: primary}\n"
    )
    return "\n\n".join(lines), sidecar(claims) + sources


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, tuple[Path, Built]]:
    """The real site, that of the golden pages, and a made-up one."""
    folder = tmp_path_factory.mktemp("reviews")
    written(folder / "made-up", *made_up())
    sources = {
        "real": CHECKOUT,
        "golden": CHECKOUT / "tests/golden/site",
        "made-up": folder / "made-up",
    }
    return {
        name: (site, build(site, folder / f"{name}-out", today=TODAY))
        for name, site in sources.items()
    }


def reviews_in(built: Built) -> Iterator[tuple[str, str, list[Json]]]:
    """Of every page its path, its HTML and the ClaimReviews in it."""
    for path, content in built.files.items():
        if path.endswith(".html"):
            html = content.decode()
            yield path, html, [one for one in blocks(html) if one.get("@type") == "ClaimReview"]


@pytest.mark.parametrize("name", ["real", "golden", "made-up"])
def test_every_claim_review_keeps_the_rules(
    name: str, sites: Mapping[str, tuple[Path, Built]]
) -> None:
    site, built = sites[name]
    host = urlsplit(built.checked.site.url).hostname or ""
    claims = {c.href: c for article in presented(site) for c in article.view.claims}
    seen = 0
    for path, html, found in reviews_in(built):
        claim = claims.get(path)
        assert len(found) == (claim is not None and claim.bars == ()), path
        for review in found:
            assert claim is not None
            page = BeautifulSoup(html, "html.parser")
            canonical = page.select_one('link[rel="canonical"]')
            verdict = page.select_one("[data-claim-card] [data-verdict]")
            quote = page.select_one("h1 q")
            assert canonical and verdict and quote
            assert review["url"] == canonical["href"]
            assert quoted(review["claimReviewed"], claim.lang) == quote.get_text()
            assert review["reviewRating"]["alternateName"] == verdict.get_text().strip()
            assert faults_of(review, host) == [], path
            seen += 1
    assert seen == built.checked.findings.reviews["published"]
    assert seen == {"real": 61, "golden": 2, "made-up": 20}[name]


def test_what_has_no_claim_review_is_told_or_is_none_of_the_field(
    sites: Mapping[str, tuple[Path, Built]],
) -> None:
    """Messages and the format come to one thing: what is left out for a fault is told."""
    site, built = sites["made-up"]
    quotes = {c.quote: c for article in presented(site) for c in article.view.claims}
    text = (site / "content/a.claims.yaml").read_text("utf-8").split("\n")
    rows = [json.loads(line.removeprefix("  - ")) for line in text if line.startswith("  - ")]
    told: dict[str, set[str]] = {row["id"]: set() for row in rows}
    for problem in built.checked.diagnostics:
        if problem.code in CODES:
            told[rows[problem.span.line - 2]["id"]].add(problem.code)
    for claim in quotes.values():
        faults = {bar.value for bar in claim.bars} & CODES
        assert told[claim.id] == faults, claim.quote
    expected = {"published": 20, "own": 48, "open": 24, "faulty": 52}
    assert built.checked.findings.reviews == expected
    for code in CODES:
        outcome = built.checked.findings.ledger["a"][code]
        assert len(outcome.failed) == sum(code in codes for codes in told.values())
        assert outcome.checked == (48 if code == "own-appearance" else 72)


def test_a_waived_fault_stays_without_a_claim_review(tmp_path: Path) -> None:
    claim = {
        "quote": "La tour a douze étages",
        "claimant": {"url": "https://other.example/"},
        "verdict": "unverifiable",
    }
    waiver = "waivers:\n  - {check: unnamed-claimant, why: nul ne sait qui le dit}\n"
    site = written(tmp_path, "La tour a douze étages.", sidecar([claim]) + waiver)
    checked = check(site, today=TODAY)
    assert not CODES & {problem.code for problem in checked.diagnostics}
    assert checked.findings.ledger["a"]["unnamed-claimant"].skipped == 1
    assert checked.findings.reviews == {"faulty": 1}


def test_readers_are_shown_the_host_of_a_claimant_without_a_name(tmp_path: Path) -> None:
    claim = {"quote": "douze étages", "claimant": {"url": "https://www.other.example/v?a=1"}}
    site = written(tmp_path, "La tour a douze étages.", [claim])
    page = build(site, tmp_path / "_site", today=TODAY).files["a/claims/k1/index.html"].decode()
    link = BeautifulSoup(page, "html.parser").select_one(
        'a[href="https://www.other.example/v?a=1"]'
    )
    assert link and link.get_text() == "other.example"


# --- One claim -----------------------------------------------------------------------------------

SITE = Site.model_validate(
    {
        "title": "Un site",
        "url": "https://www.site.example/journal/",
        "lang": "fr",
        "publisher": {"name": "La Rédaction", "url": "https://redaction.example/"},
        "verdicts": {
            "accurate": None,
            "inaccurate": None,
            "pending": {"sign": "question"},
            "a-venir": {"labels": {"fr": "à venir"}, "sign": "clock"},
            "pas-vrai": {"labels": {"fr": "ce n'est pas vrai"}, "rating": 2},
        },
    }
)
WORDS_OF_SITE = Vocabulary(verdicts=tuple(SITE.verdicts))


def _claim(**fields: object) -> Claim:
    given = {"id": "k1", "quote": "…", "verdict": "inaccurate", "claimant": "Une voisine"} | fields
    if isinstance(given["claimant"], str):
        given["claimant"] = {"name": given["claimant"]}
    return Claim.model_validate(given, context=WORDS_OF_SITE)


BARRED: Mapping[str, tuple[Json, str, tuple[Bar, ...]]] = {
    "none": ({}, "douze étages", ()),
    "no claimant": ({"claimant": None}, "faux", (Bar.OWN,)),
    "the publisher by name": ({"claimant": "la rédaction"}, "douze", (Bar.OWN,)),
    "the publisher by address": (
        {"claimant": {"name": "R.", "url": "http://www.redaction.example"}},
        "douze",
        (Bar.OWN,),
    ),
    "pending, whatever its sign": ({"verdict": "pending"}, "douze", (Bar.OPEN,)),
    "the clock": (
        {"verdict": "a-venir", "claimant": {"url": "https://a.example/"}},
        "",
        (Bar.OPEN,),
    ),
    "no name": ({"claimant": {"url": "https://a.example/"}}, "douze", (Bar.UNNAMED,)),
    "an address for a name": ({"claimant": "HTTPS://a.example"}, "douze", (Bar.UNNAMED,)),
    "an address within a name": ({"claimant": "Le site a.example"}, "douze", ()),
    "own host": ({"appearance": "https://site.example/"}, "douze", (Bar.HERE,)),
    "own host, another port": ({"appearance": "http://WWW.SITE.example.:81/x"}, "", (Bar.HERE,)),
    "below": ({"appearance": "https://m.site.example/"}, "douze", (Bar.HERE,)),
    "above": ({"appearance": "https://example/"}, "douze", ()),
    "alike": ({"appearance": "https://notsite.example/"}, "douze", ()),
    "the publisher's host": ({"appearance": "https://redaction.example/"}, "douze", ()),
    "the word": ({}, "Il est FAUX que", (Bar.TOLD,)),
    "within a word": ({}, "un faux-semblant, des faussetés, infaux", (Bar.TOLD,)),
    "within words alone": ({}, "des faussetés, infaux, faux2", ()),
    "another verdict": ({}, "il est vrai", ()),
    "spaces and apostrophes": (
        {"verdict": "pas-vrai"},
        "« Ce n’est\u00a0pas\nvrai », dit-elle",
        (Bar.TOLD,),
    ),
    "all at once": (
        {"claimant": {"url": "https://a.example/"}, "appearance": "https://site.example/b"},
        "faux",
        (Bar.UNNAMED, Bar.HERE, Bar.TOLD),
    ),
}


@pytest.mark.parametrize("name", BARRED)
def test_what_bars_a_claim(name: str) -> None:
    fields, words, expected = BARRED[name]
    assert bars(_claim(**fields), words, "fr", SITE) == expected


def test_a_claim_counts_once() -> None:
    assert standing(()) == "published"
    assert standing((Bar.OWN,)) == "own"
    assert standing((Bar.OPEN,)) == "open"
    assert standing((Bar.UNNAMED, Bar.TOLD)) == "faulty"


LETTERS = st.characters(categories=("L", "Nd"))


@given(st.text(max_size=30), st.text(LETTERS, min_size=1, max_size=6), st.text(max_size=30))
def test_a_verdict_between_spaces_is_always_found(before: str, label: str, after: str) -> None:
    assert holds(f"{before} {label} {after}", label)


SAID = {
    "2025-10-06": "2025-10-06",
    "2025-10": "2025-10",
    "2025": "2025",
    "0987": "0987",
    "2025-10-XX": "2025-10",
    "2025-XX-XX": "2025",
    "2025-10-06T23:59:59-05:00": "2025-10-06",
    "2025-Q4": None,
    "2025-H2": None,
    "2025-21": None,
    "202X": None,
    "19XX": None,
    "2025-10-06~": None,
    "2025-10?": None,
    "2025%": None,
    "2025-10-01/2025-10-06": None,
    "2025-10-06/2025-10-06": None,
    "2025/..": None,
    "../2025": None,
}


@pytest.mark.parametrize("text", SAID)
def test_a_date_is_told_as_precisely_as_it_is_written_or_not_at_all(text: str) -> None:
    assert day(dates.parse(text)) == SAID[text]


@given(
    st.dates(), st.sampled_from(["%Y-%m-%d", "%Y-%m", "%Y"]), st.sampled_from(["", "~", "?", "%"])
)
def test_a_date_is_never_filled_up(when: Any, form: str, mark: str) -> None:
    text = f"{when.year:04}" + when.isoformat()[4 : {"%Y-%m-%d": 10, "%Y-%m": 7, "%Y": 4}[form]]
    assert day(dates.parse(text + mark)) == (None if mark else text)


RATED: Mapping[str, tuple[str, Json]] = {
    "five steps": ("{}", {"ratingValue": 1, "worstRating": 1, "bestRating": 5}),
    "two steps": (
        "{inaccurate: {rating: 2}, accurate: {rating: 4}}",
        {"ratingValue": 2, "worstRating": 2, "bestRating": 4},
    ),
    "one step": ("{inaccurate: {rating: 1}, ouvert: {}}", {}),
}


@pytest.mark.parametrize("name", RATED)
def test_a_rating_is_told_where_the_scale_has_steps(name: str, tmp_path: Path) -> None:
    scale, expected = RATED[name]
    claim = {"quote": "douze étages", "claimant": "Eux", "verdict": "inaccurate", "sources": ["p"]}
    sources = "sources: {p: {title: P, url: https://mairie.example/}}\n"
    site = written(tmp_path, "La tour a douze étages.", sidecar([claim]) + sources)
    with (site / "content/site.yaml").open("a") as settings:
        settings.write(f"verdicts: {scale}\n")
    review = review_of(site)
    rating = review["reviewRating"]
    steps = {key: value for key, value in rating.items() if key.endswith(("Value", "Rating"))}
    assert steps == expected
    assert faults_of(review, "site.example") == []


def review_of(site: Path) -> Json:
    """The ClaimReview of the only claim of a site."""
    (article,) = presented(site)
    (claim,) = article.view.claims
    shown = publication(Framing(settings_of(site), (), TODAY))
    return dict(claim_reviews(shown, article.view)[claim.id])


CHECKED = {
    "its own day": ({"checked": "2026-11-20"}, "2026-11-20"),
    "the article's day": ({}, "2026-11-23"),
    "a month": ({"checked": "2026-11"}, "2026-11"),
    "a quarter, which nothing else stands for": ({"checked": "2026-Q3"}, None),
}


@pytest.mark.parametrize("name", CHECKED)
def test_the_day_of_a_review(name: str, tmp_path: Path) -> None:
    fields, expected = CHECKED[name]
    claim = {"quote": "douze étages", "claimant": "Eux", "verdict": "unverifiable", **fields}
    review = review_of(written(tmp_path, "La tour a douze étages.", [claim]))
    assert review.get("datePublished") == expected


# --- Articles, the site, the feed ----------------------------------------------------------------


def test_an_article_tells_its_sources_and_its_corrections(
    sites: Mapping[str, tuple[Path, Built]],
) -> None:
    site, built = sites["golden"]
    (article,) = blocks(built.files["pont/index.html"].decode())
    view = next(each.view for each in presented(site) if each.slug == "pont")
    assert article["@type"] == "NewsArticle"
    assert article["headline"] == view.title
    assert article["mainEntityOfPage"] == "https://controle.example/verifs/pont/"
    assert article["datePublished"] == "2026-11-21"
    assert len(article["citation"]) == len(view.notes)
    assert [each["@type"] for each in article["correction"]] == ["CorrectionComment"] * len(
        view.corrections
    )
    assert view.corrections
    for told, shown in zip(article["correction"], view.corrections, strict=True):
        assert shown.why in told["text"]
        assert told["datePublished"] == shown.date.text
    image = article["image"].removeprefix("https://controle.example/verifs/")
    assert image in built.files


def test_the_front_page_tells_who_publishes_and_by_what_policies(
    sites: Mapping[str, tuple[Path, Built]],
) -> None:
    _, built = sites["real"]
    (whole,) = blocks(built.files["index.html"].decode())
    publisher, site = whole["@graph"]
    home = "https://pieces-a-lappui.example/"
    assert publisher["@type"] == "NewsMediaOrganization"
    assert publisher["correctionsPolicy"] == f"{home}politique-de-correction/"
    assert publisher["verificationFactCheckingPolicy"] == [f"{home}methode/", f"{home}echelle/"]
    assert publisher["publishingPrinciples"] == f"{home}methode/"
    assert publisher["ownershipFundingInfo"] == f"{home}a-propos/"
    assert publisher["contactPoint"]["url"] == f"{home}contact/"
    assert site["publisher"] == {"@id": publisher["@id"]}
    for value in (publisher["correctionsPolicy"], publisher["contactPoint"]["url"]):
        assert f"{value.removeprefix(home)}index.html" in built.files


def test_pages_that_are_of_no_article_say_nothing(sites: Mapping[str, tuple[Path, Built]]) -> None:
    for _, built in sites.values():
        for path in ("claims/index.html", "sources/index.html", "404.html"):
            assert blocks(built.files[path].decode()) == []


def test_a_feed_has_every_review_in_its_order() -> None:
    other = deepcopy(GOOD) | {
        "url": "https://site.example/a/claims/k2/",
        "datePublished": "2026-11-24",
    }
    undated = {key: value for key, value in GOOD.items() if key != "datePublished"}
    shown = publication(Framing(SITE, (), TODAY))
    records: list[Json] = [
        {"claims": [{"id": "k0", "review": None}, {"id": "k1", "review": GOOD}]},
        {"claims": []},
        {"claims": [{"id": "k2", "review": other}, {"id": "k3", "review": undated}]},
    ]
    feed = json.loads(data_feed(shown, records))
    assert feed["@context"] == "https://schema.org"
    assert feed["@type"] == "DataFeed"
    assert feed["dateModified"] == "2026-11-24"
    assert [each["@type"] for each in feed["dataFeedElement"]] == ["DataFeedItem"] * 3
    items = [each["item"] for each in feed["dataFeedElement"]]
    context = {"@context": "https://schema.org"}
    assert [[context | one for one in item] for item in items] == [[GOOD], [other], [undated]]
    assert json.loads(data_feed(shown, []))["dataFeedElement"] == []


# --- Safe in a page ------------------------------------------------------------------------------


@given(st.recursive(st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_nothing_in_a_block_is_html(value: object) -> None:
    text = embedded({"a": value})
    assert not set("<>&\u2028\u2029\x00") & set(text)
    assert json.loads(text) == {"a": value}


def test_hostile_words_in_a_block_do_nothing(browser: Browser) -> None:
    words = [text for name, text in PAYLOADS.items() if name not in REFUSED]
    html = (
        f'<script type="application/ld+json">{embedded({"a": words})}</script><p id="after">b</p>'
    )
    page = browser.new_page()
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    page.set_content(f"<!doctype html><title>a</title>{html}")
    read = page.evaluate("JSON.parse(document.querySelector('script').text).a")
    assert read == words
    shape = page.evaluate(
        "[...document.body.children, ...document.head.children].map(e => e.localName)"
    )
    page.close()
    assert sorted(shape) == ["p", "script", "title"]


# --- What a run says -----------------------------------------------------------------------------

TOLD = {
    "nothing": ({}, ""),
    "own claims alone": ({"own": 5}, ""),
    "all": ({"published": 1_234}, "ClaimReview: 1,234 claims."),
    "one": ({"published": 1}, "ClaimReview: 1 claim."),
    "some": (
        {"faulty": 1, "published": 6, "own": 5},
        "ClaimReview: 6 claims; left out: 5 of the publisher's own, 1 that it cannot carry.",
    ),
    "none": ({"open": 2}, "ClaimReview: 0 claims; left out: 2 not judged yet."),
}


@pytest.mark.parametrize("name", TOLD)
def test_what_is_said_of_them_at_the_end_of_a_run(name: str) -> None:
    counts, expected = TOLD[name]
    assert reviews(counts) == expected

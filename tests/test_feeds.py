"""Feeds, sitemap and robots of sites that were built, read back and held to their rules."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import feedparser  # type: ignore[import-untyped]
import pytest

from vouch.building import build
from vouch.dates import parse
from vouch.frames import Framing
from vouch.memory import Memory
from vouch.outputs import hosts
from vouch.outputs.feeds import xml
from vouch.outputs.feedtimes import instant
from vouch.outputs.hosts import Listed
from vouch.outputs.publication import publication
from vouch.prepare import prepare
from vouch.views import Version

TODAY = date(2026, 11, 23)
PARIS = ZoneInfo("Europe/Paris")
URL = "https://desk.example/checks/"
ATOM = "{http://www.w3.org/2005/Atom}"
SITE = f"""title: Le « banc » & Cie
url: {URL}
lang: fr
timezone: Europe/Paris
publisher: La rédaction
coverage: {{report: []}}
"""
ARTICLE = """---
title: Un pont & <deux> rives
dek: Ce que coûte l’ouvrage
date: 2026-11-20
updated: 2026-11-22
authors: [{name: Une plume, url: https://desk.example/plume}]
tags: [ponts, "A & B"]
aliases: [2026/le-pont, le-vieux-pont]
---
Il coûte 3 millions d’euros.
"""
CLAIMS = """claims:
  - id: prix
    quote: 3 millions d’euros
    verdict: pending
    corrections:
      - {date: 2026-11-21, kind: correction, was: 2 millions, now: 3 millions, why: mal lu}
      - {date: 2026-11-22, kind: typo, was: million, now: millions}
withdrawn:
  - {id: duree, date: 2026-11-22, was: Il dure mille ans, why: sans preuve}
"""


def tree(content: bytes) -> ET.Element:
    """A file of ours as a tree."""
    return ET.fromstring(content)  # noqa: S314 - nobody else wrote it


def _written(folder: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        path = folder / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def _built(folder: Path, files: Mapping[str, str]) -> Mapping[str, bytes]:
    outcome = build(_written(folder, files), folder / "_site", today=TODAY)
    assert outcome.files, outcome.checked.diagnostics
    return outcome.files


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    english = ARTICLE.replace("date: 2026-11-20", "date: 2026-11\nlang: en").replace(
        "aliases: [2026/le-pont, le-vieux-pont]", "translations: {fr: pont}"
    )
    return _built(
        tmp_path_factory.mktemp("feeds"),
        {
            "site.yaml": SITE,
            "pont.md": ARTICLE,
            "pont.claims.yaml": CLAIMS,
            "bridge.md": english.replace("\nupdated: 2026-11-22", ""),
            "pages/methode.md": "# Méthode\n\nNous lisons.",
        },
    )


@pytest.mark.parametrize("name", ["feed.xml", "corrections.xml"])
def test_a_feed_keeps_the_rules_of_atom(files: Mapping[str, bytes], name: str) -> None:
    """RFC 4287, sections 4.1.1 and 4.1.2."""
    root = tree(files[name])
    assert root.tag == f"{ATOM}feed"
    for element in (root, *root.iter(f"{ATOM}entry")):
        for required in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{required}")) == 1
        links = element.findall(f"{ATOM}link[@rel='alternate']")
        kinds = [(link.get("type"), link.get("hreflang")) for link in links]
        assert kinds
        assert len(set(kinds)) == len(kinds)
        for moment in (*element.findall(f"{ATOM}updated"), *element.findall(f"{ATOM}published")):
            assert datetime.fromisoformat(moment.text or "").tzinfo
    assert root.findall(f"{ATOM}author/{ATOM}name")
    (own,) = root.findall(f"{ATOM}link[@rel='self']")
    assert own.get("href") == URL + name
    ids = [element.text for element in root.iter(f"{ATOM}id")]
    assert len(set(ids)) == len(ids)


def test_a_reader_sees_the_articles_once_with_their_other_languages(
    files: Mapping[str, bytes],
) -> None:
    read = feedparser.parse(files["feed.xml"])
    assert not read.bozo
    assert (read.feed.title, read.feed.language) == ("Le «\u00a0banc\u00a0» & Cie", "fr")
    (entry,) = read.entries
    assert entry.title == "Un pont & <deux> rives"
    assert entry.link == f"{URL}pont/"
    assert entry.id == f"{URL}2026/le-pont/"
    assert entry.summary == "Ce que coûte l’ouvrage"
    assert [tag.term for tag in entry.tags] == ["ponts", "A & B"]
    assert (entry.author_detail.name, entry.author_detail.href) == (
        "Une plume",
        "https://desk.example/plume",
    )
    assert entry.published == "2026-11-20T00:00:00+01:00"
    assert entry.updated == read.feed.updated == "2026-11-22T00:00:00+01:00"
    assert [link.href for link in entry.links if link.get("hreflang") == "en"] == [f"{URL}bridge/"]


def test_each_change_is_an_entry_of_its_own(files: Mapping[str, bytes]) -> None:
    read = feedparser.parse(files["corrections.xml"])
    assert not read.bozo
    assert {(entry.title, entry.link, entry.updated[:10]) for entry in read.entries} == {
        ("coquille\u00a0: 3\u00a0millions d’euros", f"{URL}pont/claims/prix/", "2026-11-22"),
        ("retrait\u00a0: Un pont & <deux> rives", f"{URL}pont/", "2026-11-22"),
        ("correction\u00a0: 3\u00a0millions d’euros", f"{URL}pont/claims/prix/", "2026-11-21"),
    }
    assert read.entries[-1].updated < read.feed.updated == read.entries[0].updated
    (correction,) = [e for e in read.entries if e.title.startswith("correction")]
    assert "2\u00a0millions" in correction.content[0].value
    assert "3\u00a0millions" in correction.content[0].value
    assert correction.summary == "mal lu"


def test_the_json_feed_says_the_same_as_the_atom_feed(files: Mapping[str, bytes]) -> None:
    """JSON Feed 1.1: the required keys, and those of its items."""
    feed = json.loads(files["feed.json"])
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == f"{URL}feed.json"
    assert feed["home_page_url"] == URL
    atom = feedparser.parse(files["feed.xml"])
    assert [
        (item["id"], item["url"], item["title"], item["date_published"], item["content_text"])
        for item in feed["items"]
    ] == [(e.id, e.link, e.title, e.published, e.content[0].value) for e in atom.entries]
    for author in (*feed["authors"], *(a for item in feed["items"] for a in item["authors"])):
        assert author["name"]


def test_a_site_without_articles_has_feeds_too(tmp_path: Path) -> None:
    files = _built(tmp_path, {"site.yaml": SITE})
    for name in ("feed.xml", "corrections.xml"):
        read = feedparser.parse(files[name])
        assert not read.bozo
        assert (read.entries, read.feed.updated) == ([], "2026-11-23T00:00:00+01:00")
    assert json.loads(files["feed.json"])["items"] == []


def test_a_draft_is_in_no_feed_and_in_no_sitemap(tmp_path: Path) -> None:
    draft = ARTICLE.replace("date:", "draft: true\ndate:", 1)
    _written(tmp_path, {"site.yaml": SITE, "pont.md": draft})
    files = build(tmp_path, tmp_path / "_site", today=TODAY, drafts=True).files
    assert "pont/index.html" in files
    for name in ("feed.xml", "feed.json", "sitemap.xml"):
        assert b"pont" not in files[name].replace(b"ponts", b"")


def test_feeds_that_are_turned_off_leave_no_link_behind(tmp_path: Path) -> None:
    site = SITE + "formats: {feeds: false}\n"
    files = _built(tmp_path, {"site.yaml": site, "pont.md": ARTICLE, "pont.claims.yaml": CLAIMS})
    assert not {"feed.xml", "feed.json", "corrections.xml"} & files.keys()
    pages = [content for path, content in files.items() if path.endswith(".html")]
    assert pages
    assert not any(b"atom+xml" in page or b"feed+json" in page for page in pages)


@pytest.mark.parametrize(("page", "root"), [("index.html", ""), ("corrections/index.html", "../")])
def test_a_page_that_a_feed_follows_names_it(
    files: Mapping[str, bytes], page: str, root: str
) -> None:
    html = files[page].decode()
    for name in ("feed.xml", "corrections.xml"):
        assert html.count(f'href="{root}{name}"') == 2


@pytest.mark.parametrize(
    ("page", "root"),
    [("index.html", ""), ("corrections/index.html", "../"), ("pont/index.html", "../")],
)
def test_a_feed_reader_finds_the_feeds_in_the_head(
    files: Mapping[str, bytes], page: str, root: str
) -> None:
    head = files[page].decode().partition("</head>")[0]
    found = re.findall(r'<link rel="alternate" type="(\S+)" title="([^"]+)" href="([^"]+)">', head)
    assert found == [
        ("application/atom+xml", "Flux des articles", f"{root}feed.xml"),
        ("application/atom+xml", "Flux des corrections", f"{root}corrections.xml"),
        ("application/feed+json", "Flux des articles", f"{root}feed.json"),
    ]


def test_other_pages_name_no_feed(files: Mapping[str, bytes]) -> None:
    for page in ("claims/index.html", "sources/index.html", "404.html"):
        assert b"+json" not in files[page].partition(b"</head>")[0]


def test_the_sitemap_lists_what_is_worth_finding(files: Mapping[str, bytes]) -> None:
    """sitemaps.org 0.9, and the alternates of Google Search Central."""
    spaces = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    root = tree(files["sitemap.xml"])
    found = {
        url.findtext("s:loc", "", spaces): url.findtext("s:lastmod", "", spaces)
        for url in root.findall("s:url", spaces)
    }
    ours = [URL, *(f"{URL}{p}/" for p in ("claims", "sources", "timeline", "corrections"))]
    ours += [f"{URL}{p}/" for p in ("claimants", "claimants/la-redaction")]
    ours += [f"{URL}{p}/" for p in ("tags", "tags/a-b", "tags/ponts")]
    assert set(found) == {
        *ours,
        f"{URL}methode/",
        f"{URL}pont/",
        f"{URL}pont/claims/prix/",
        f"{URL}bridge/",
    }
    assert found[f"{URL}pont/"] == "2026-11-22"
    assert found[f"{URL}pont/claims/prix/"] == "2026-11-22"
    assert found[f"{URL}bridge/"] == ""  # dated to a month: no day is made up
    for address in found:
        path = address.removeprefix(URL)
        assert f"{path}index.html" in files
    xhtml = {"x": "http://www.w3.org/1999/xhtml"}
    tied = [
        {link.get("hreflang"): link.get("href") for link in url.findall("x:link", xhtml)}
        for url in root
        if url.findall("x:link", xhtml)
    ]
    assert tied == [{"fr": f"{URL}pont/", "en": f"{URL}bridge/"}] * 2


def test_a_sitemap_that_is_too_long_becomes_several(tmp_path: Path) -> None:

    prepared = prepare(_written(tmp_path, {"site.yaml": SITE}), Memory(), today=TODAY)
    told = publication(Framing(prepared.site, (), TODAY))
    pages = [Listed(f"{URL}{n}/") for n in range(5)]
    made = {file.path: file.content for file in hosts.sitemaps(told, pages, most=2)}
    index = [e.text for e in tree(made["sitemap.xml"]).iter() if e.tag.endswith("loc")]
    assert index == [f"{URL}sitemap-{n}.xml" for n in (1, 2, 3)]
    listed = [
        e.text
        for n in (1, 2, 3)
        for e in tree(made[f"sitemap-{n}.xml"]).iter()
        if e.tag.endswith("loc")
    ]
    assert listed == [page.url for page in pages]


def test_a_sitemap_is_written_as_a_tree_is(tmp_path: Path) -> None:
    prepared = prepare(_written(tmp_path, {"site.yaml": SITE}), Memory(), today=TODAY)
    told = publication(Framing(prepared.site, (), TODAY))
    other = Version("fr-CA", "", "", f'{URL}"prix"/?<a>&b', is_here=False)
    pages = [Listed(f"{URL}?a&b<c>"), Listed(f"{URL}ça/", "2026-11-22", (other, other))]
    (made,) = hosts.sitemaps(told, pages)
    names = {"xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    root = ET.Element("urlset", {**names, "xmlns:xhtml": "http://www.w3.org/1999/xhtml"})
    for page in pages:
        url = ET.SubElement(root, "url")
        ET.SubElement(url, "loc").text = page.url
        if page.changed:
            ET.SubElement(url, "lastmod").text = page.changed
        for each in page.versions:
            tie = {"rel": "alternate", "hreflang": each.lang, "href": each.canonical}
            ET.SubElement(url, "xhtml:link", tie)
    ET.indent(root)
    assert made.content == xml(root)


def test_robots_may_read_all_and_are_led_to_the_sitemap(files: Mapping[str, bytes]) -> None:
    parser = RobotFileParser()
    parser.parse(files["robots.txt"].decode().splitlines())
    assert parser.can_fetch("*", f"{URL}pont/")
    assert parser.site_maps() == [f"{URL}sitemap.xml"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2026-11-23", "2026-11-23T00:00:00+01:00"),
        ("2026-07-01", "2026-07-01T00:00:00+02:00"),
        ("2026-07", "2026-07-01T00:00:00+02:00"),
        ("2026", "2026-01-01T00:00:00+01:00"),
        ("2026-11-23T08:30:00", "2026-11-23T08:30:00+01:00"),
        ("2026-11-23T08:30:00Z", "2026-11-23T08:30:00Z"),
        ("2026-11-23T08:30:00-05:00", "2026-11-23T08:30:00-05:00"),
    ],
)
def test_a_date_is_the_moment_at_which_it_begins(written: str, expected: str) -> None:
    assert instant(parse(written), PARIS) == expected

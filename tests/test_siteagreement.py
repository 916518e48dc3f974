"""Files across the site say what pages show, or nothing is published: makers tampered with."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.sites import TODAY
from vouch.building import Built, build
from vouch.outputs import datafeed, exports, feeds, hosts
from vouch.quires import Plain

TEMPLATES = Path(__file__).parent.parent / "templates"
FILES = {
    "site.yaml": """title: Un banc
url: https://site.example/sous/
lang: fr
timezone: Europe/Paris
coverage: {report: []}
formats: {cards: false, search: false}
withdrawn:
  - {slug: retire, title: Un article de trop, date: 2026-11-10, why: sans objet}
""",
    "pont.md": """---
title: Un pont & <deux> rives
dek: Ce que « coûte » l’ouvrage
date: 2026-11-02
updated: 2026-11-22
---
Il coûte -3 millions d’euros, dit-on, et =2 ponts.
""",
    "pont.claims.yaml": """claims:
  - id: prix
    quote: -3 millions d’euros
    claimant: {name: Une ville, url: "https://ville.example/"}
    said: 2026-10
    verdict: accurate
    summary: "-3, le contrat le dit ; -3 encore."
    figure: {value: -3, unit: million EUR, as_of: 2026-10-01}
    sources: [{title: Contrat, url: "https://ville.example/contrat"}]
    checked: 2026-11-20
    corrections:
      - {date: 2026-11-21, kind: correction, was: 12 millions, now: 3 millions, why: mal lu}
  - {id: deux, quote: =2 ponts, verdict: pending}
withdrawn:
  - {id: duree, date: 2026-11-12, was: Il dure mille ans, why: sans preuve}
""",
    "rive.md": "---\ntitle: Une rive\ndate: 2026-Q3\nupdated: 2026-11\n---\nRien.\n",
    "bridge.md": "---\ntitle: A bridge\ndate: 2026-11-02T23:30+00:00\nlang: en\n---\nNothing.\n",
}


def _built(
    folder: Path,
    templates: Mapping[str, str] | None = None,
    changed: Mapping[str, str] | None = None,
    *,
    drafts: bool = False,
) -> Built:
    (folder / "content").mkdir(exist_ok=True)
    (folder / "templates").mkdir(exist_ok=True)
    for name, text in (FILES | dict(changed or {})).items():
        (folder / "content" / name).write_text(text, "utf-8")
    for name, text in (templates or {}).items():
        (folder / "templates" / name).write_text(text, "utf-8")
    return build(folder, folder / "_site", today=TODAY, drafts=drafts)


def _told(built: Built) -> list[str]:
    found = [p.message for p in built.checked.diagnostics if p.code == "markup-differs"]
    return [" ".join(message.split()) for message in found]


def _with(name: str, old: str, new: str) -> dict[str, str]:
    text = (TEMPLATES / name).read_text("utf-8")
    assert old in text, (name, old)
    return {name: text.replace(old, new)}


def _tamper(
    patch: pytest.MonkeyPatch, module: object, name: str, change: Callable[[bytes], bytes]
) -> None:
    """Have the files that a function makes changed."""
    made = getattr(module, name)

    def changed(*asked: object) -> object:
        given = made(*asked)
        if isinstance(given, bytes):
            return change(given)
        return [Plain(each.path, change(each.content)) for each in given]

    patch.setattr(module, name, changed)


TABLE, JSON, REVIEWS = (exports, "table"), (exports, "enclosed"), (datafeed, "data_feed")
ATOM, JSON_FEED, SITEMAP = (feeds, "atom"), (feeds, "json_feed"), (hosts, "sitemaps")


@pytest.mark.parametrize(
    ("maker", "old", "new", "told"),
    [
        pytest.param(TABLE, ",accurate,", ",inaccurate,", "csv: `verdict` of `prix`", id="key"),
        pytest.param(TABLE, ",vrai,", ",faux,", "csv: `verdict_label` of `prix`", id="verdict"),
        pytest.param(TABLE, "'-3", "-4", "csv: `text` of `prix`", id="words"),
        pytest.param(TABLE, "'=2 ponts", "'2 ponts", "csv: `text` of `deux`", id="a formula"),
        pytest.param(TABLE, ",-3,", ",3,", "csv: `value` of `prix`", id="value"),
        pytest.param(TABLE, ",2026-11-20,", ",2026-11-19,", "csv: `checked` of `prix`", id="day"),
        pytest.param(TABLE, ",2026-10,", ",2026-10-01,", "csv: `said` of `prix`", id="filled up"),
        pytest.param(TABLE, "Un pont &", "Deux ponts &", "csv: `title` of `prix`", id="title"),
        pytest.param(TABLE, "2026-11-02", "2026-11-03", "csv: `published` of", id="published"),
        pytest.param(TABLE, "verdict_label", "label", "csv: `verdict_label` of", id="no column"),
        pytest.param(
            JSON, '"label":"vrai"', '"label":"faux"', "claims.json: `verdict` of `prix`", id="JSON"
        ),
        pytest.param(
            JSON, '"said":"2026-10"', '"said":null', "claims.json: `said` of `prix`", id="no date"
        ),
        pytest.param(
            JSON, '"title":"Une rive"', '"title":"Une île"', "claims.json: `title` of", id="article"
        ),
        pytest.param(
            REVIEWS,
            '"claimReviewed": "-3',
            '"claimReviewed": "3',
            "`claimReviewed` of `prix`",
            id="reviewed words",
        ),
        pytest.param(
            REVIEWS, '"vrai"', '"faux"', "`reviewRating` of `prix`", id="reviewed verdict"
        ),
        pytest.param(
            REVIEWS,
            '"dateCreated": "2026-11-20"',
            '"dateCreated": "2026-11-21"',
            "the day of `prix`",
            id="day of the review",
        ),
        pytest.param(
            ATOM, "Une rive<", "Une île<", "feed.xml: the title of https://site", id="title in Atom"
        ),
        pytest.param(
            ATOM, "d>2026-11-02T00", "d>2026-11-03T00", "feed.xml: the day", id="day in Atom"
        ),
        pytest.param(
            ATOM, "d>2026-11-22", "d>2026-11-20", "feed.xml: the last change", id="change in Atom"
        ),
        pytest.param(ATOM, "coûte", "rapporte", "feed.xml: what is said", id="summary"),
        pytest.param(ATOM, "1 vrai", "2 vrai", "feed.xml: what is said", id="verdicts counted"),
        pytest.param(
            ATOM, "sous/rive/", "sous/ile/", "feed.xml: an address", id="an address of nothing"
        ),
        pytest.param(
            ATOM,
            "12\u00a0millions",
            "2\u00a0millions",
            "corrections.xml: a correction at",
            id="was",
        ),
        pytest.param(
            ATOM, "d>2026-11-21T", "d>2026-11-22T", "corrections.xml: a correction", id="its day"
        ),
        pytest.param(
            ATOM, "sans preuve", "pour rien", "corrections.xml: a correction", id="withdrawal"
        ),
        pytest.param(
            ATOM,
            ">correction\u00a0: ",
            ">ajout\u00a0: ",
            "corrections.xml: what changed at",
            id="another kind of change",
        ),
        pytest.param(
            ATOM,
            ">correction\u00a0: ",
            ">coquille\u00a0: ",
            "corrections.xml: a correction at",
            id="a kind that is another's",
        ),
        pytest.param(
            JSON_FEED, '"Une rive"', '"Une île"', "feed.json: the title of", id="title in JSON"
        ),
        pytest.param(
            JSON_FEED,
            'published": "2026-11-02T00',
            'published": "2026-12-02T00',
            "feed.json: the day",
            id="day in JSON",
        ),
        pytest.param(
            SITEMAP, "2026-11-22<", "2026-11-23<", "sitemap.xml: the last change", id="lastmod"
        ),
        pytest.param(
            SITEMAP, "2026-11-21<", "2026-11-22<", "sitemap.xml: the last change", id="of a claim"
        ),
    ],
)
def test_a_file_across_the_site_that_says_something_else_is_found_out(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    maker: tuple[object, str],
    old: str,
    new: str,
    told: str,
) -> None:
    seen: list[bool] = []

    def change(content: bytes) -> bytes:
        seen.append(old.encode() in content)
        return content.replace(old.encode(), new.encode())

    _tamper(monkeypatch, *maker, change)
    built = _built(tmp_path)
    assert any(seen)
    assert not built.files
    assert any(told in message for message in _told(built)), _told(built)


def _quoted(content: bytes) -> bytes:
    rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    out = io.StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(
        [*row, "mehr"] for row in rows
    )
    return out.getvalue().encode()


def _indented(content: bytes) -> bytes:
    return json.dumps(json.loads(content), indent=3).encode()


def _on_one_line(content: bytes) -> bytes:
    root = ET.fromstring(content)  # noqa: S314 - our own
    for element in root.iter():
        element.text = (element.text or "").strip() or None
        element.tail = None
    made: bytes = ET.tostring(root)
    return made


@pytest.mark.parametrize(
    ("maker", "change"),
    [
        pytest.param(TABLE, lambda content: content, id="as it is"),
        pytest.param(TABLE, _quoted, id="a table with other quotes, line ends, another column"),
        pytest.param(TABLE, lambda c: c.replace(b"'=2", b"=2"), id="a table without a guard"),
        pytest.param(JSON, lambda c: _indented(c) if b'"site"' in c else c, id="JSON in lines"),
        pytest.param(REVIEWS, _indented, id="reviews in other lines"),
        pytest.param(ATOM, _on_one_line, id="Atom on one line"),
        pytest.param(JSON_FEED, _indented, id="a feed in other lines"),
        pytest.param(ATOM, lambda c: c.replace(b"Un banc", b"Un blog"), id="a feed's own title"),
        pytest.param(SITEMAP, _on_one_line, id="a sitemap on one line"),
        pytest.param(
            SITEMAP, lambda c: c.replace(b"2026-11-22<", b"2026-11-21<"), id="an earlier change"
        ),
    ],
)
def test_a_file_across_the_site_that_says_the_same_is_left_alone(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    maker: tuple[object, str],
    change: Callable[[bytes], bytes],
) -> None:
    _tamper(monkeypatch, *maker, change)
    assert _built(tmp_path).files


def _less(begin: str, end: str, word: str) -> Callable[[bytes], bytes]:
    """What takes out of a file the entry that holds a word."""

    def change(content: bytes) -> bytes:
        parts = re.split(f"(?={begin})|(?<={end})", content.decode())
        assert len(parts) > 1
        return "".join(part for part in parts if begin not in part or word not in part).encode()

    return change


@pytest.mark.parametrize(
    ("maker", "change", "told"),
    [
        pytest.param(
            ATOM,
            _less("<entry", "</entry>", "sous/rive/"),
            "feed.xml: what entries lead",
            id="Atom",
        ),
        pytest.param(
            ATOM, _less("<entry", "</entry>", "/prix/"), "corrections.xml: what ent", id="changes"
        ),
        pytest.param(
            JSON_FEED,
            lambda content: json.dumps(
                {**(feed := json.loads(content)), "items": feed["items"][1:]}
            ).encode(),
            "feed.json: what entries lead",
            id="JSON",
        ),
        pytest.param(
            SITEMAP,
            _less("<url>", "</url>", "sous/pont/claims/prix/<"),
            "sitemap.xml: https://site.example/sous/pont/claims/prix/ is “left out”",
            id="a claim of the sitemap",
        ),
        pytest.param(
            SITEMAP,
            _less("<url>", "</url>", "sous/timeline/"),
            "sitemap.xml: https://site.example/sous/timeline/ is “left out”",
            id="an index of the sitemap",
        ),
        pytest.param(
            SITEMAP,
            lambda content: content.replace(b"sous/rive/", b"sous/ile/"),
            "sitemap.xml: a page is “https://site.example/sous/ile/”",
            id="no page of the site",
        ),
    ],
)
def test_a_file_across_the_site_that_leaves_out_something_is_found_out(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    maker: tuple[object, str],
    change: Callable[[bytes], bytes],
    told: str,
) -> None:
    _tamper(monkeypatch, *maker, change)
    built = _built(tmp_path)
    assert not built.files
    assert any(told in message for message in _told(built)), _told(built)


def test_a_draft_is_in_no_feed_and_no_sitemap(tmp_path: Path) -> None:
    text = FILES["rive.md"].replace("date: 2026-Q3", "date: 2026-Q3\ndraft: true")
    files = _built(tmp_path, changed={"rive.md": text}, drafts=True).files
    assert b"rive" in files["index.html"]
    for path in ("feed.xml", "feed.json", "sitemap.xml"):
        assert b"rive/" not in files[path]


CORRECTED = "{{ dated('correction.dated', correction.date) }}"


@pytest.mark.parametrize(
    ("templates", "told", "where"),
    [
        pytest.param(
            _with("article.html", "{{- dated('article.published', article.date) }}", "le 1er mai"),
            "pont/index.html: the day of publication is “2 novembre 2026”",
            "templates/article.html",
            id="no day of publication",
        ),
        pytest.param(
            _with("article.html", "article.updated', article.updated)", "article.updated', today)"),
            "pont/index.html: `dateModified` of the NewsArticle is “22 novembre 2026”",
            "templates/article.html",
            id="another day of the last change",
        ),
        pytest.param(
            _with(
                "base.html",
                "{{ page.structured }}",
                "{{ page.structured|replace('-11-02', '-11-03')|safe }}",
            ),
            "pont/index.html: `datePublished` of the NewsArticle is “3 novembre 2026”",
            "templates/article.html",
            id="another day for machines",
        ),
        pytest.param(
            _with("_macros.html", CORRECTED, "hier"),
            "claims/prix/index.html: a correction of `prix` is “21 novembre 2026”",
            "templates/claim.html",
            id="no day of a correction",
        ),
        pytest.param(
            _with("_macros.html", '"{{ correction.kind }}"', '"typo"'),
            "claims/prix/index.html: a correction of `prix` is “21 novembre 2026”",
            "templates/claim.html",
            id="of another kind",
        ),
        pytest.param(
            _with("base.html", "structured }}", "structured|replace('sans preuve', 'vu')|safe }}"),
            "pont/index.html: a correction in the NewsArticle is “vu”",
            "templates/article.html",
            id="another reason for machines",
        ),
        pytest.param(
            _with("base.html", "structured }}", "structured|replace('-11-12', '-11-13')|safe }}"),
            "pont/index.html: a correction in the NewsArticle is “13 novembre 2026”",
            "templates/article.html",
            id="another day of a correction for machines",
        ),
        pytest.param(
            _with("base.html", '="{{ page.sharing.modified }}"', '="2026-11-21"'),
            "pont/index.html: `article:modified_time` is “2026-11-21”",
            "templates/article.html",
            id="another change to share",
        ),
        pytest.param(
            _with("_macros.html", "<del>{{ correction.was }}", "<del>2 millions"),
            "claims/prix/index.html: a correction of `prix` is “12 millions”",
            "templates/claim.html",
            id="what it was",
        ),
        pytest.param(
            _with(
                "article.html",
                "{{ correction(each, named=true) }}",
                "<li data-correction='typo'>{{ each.why }}</li>",
            ),
            "pont/index.html: a correction in the NewsArticle is “Il dure mille ans”",
            "templates/article.html",
            id="a withdrawal without the words",
        ),
        pytest.param(
            _with("claim.html", "{{ claim.article.label }}</a></p>", "L’article</a></p>"),
            "corrections.xml: what changed at https://site.example/sous/pont/claims/prix/",
            "templates/claim.html",
            id="no title of the article on a claim's page",
        ),
    ],
)
def test_a_template_that_shows_other_days_or_changes_is_found_out(
    tmp_path: Path, templates: Mapping[str, str], told: str, where: str
) -> None:
    built = _built(tmp_path, templates)
    assert not built.files
    assert any(told in message for message in _told(built)), _told(built)
    assert where in {p.span.path for p in built.checked.diagnostics}


@pytest.mark.parametrize(
    "templates",
    [
        pytest.param(
            _with("_macros.html", ' data-correction="{{ correction.kind }}"', ""),
            id="without the hook of corrections",
        ),
        pytest.param(
            _with("article.html", '<header class="head">', '<div class="head">'),
            id="without the element of the head",
        ),
        pytest.param(
            _with("_macros.html", "<dd><del>", "<dd>8</dd><dd><del>"),
            id="with numbers in blocks beside",
        ),
        pytest.param(
            _with("article.html", "<h1>", "<p>Le 1er mai 2020.</p><h1>"), id="with another day"
        ),
        pytest.param(
            {
                "article.html": "<!doctype html>{% for p in article.parts %}{% if loop.first %}"
                "<div data-article-body>{% endif %}{{ p.html }}{% endfor %}</div>"
                "{% for each in article.corrections %}{{ each.was }} {{ each.now }} {{ each.why }} "
                "{{ w.date(each.date) }}{% endfor %}<p>{{ article.title }}</p>"
                "<script type='application/ld+json'>{{ page.structured }}</script>"
            },
            id="without a head",
        ),
        pytest.param(
            _with("claim.html", "<h1><q", "<p>Rectifié.</p>\n<h1><q"), id="with words of its own"
        ),
    ],
)
def test_a_template_that_shows_the_same_days_otherwise_is_left_alone(
    tmp_path: Path, templates: Mapping[str, str]
) -> None:
    assert _built(tmp_path, templates).files


def test_a_template_is_found_out_by_the_next_build_too(tmp_path: Path) -> None:
    """What was remembered hides nothing: the feeds say as before, the page does not."""
    assert _built(tmp_path).files
    changed = _with("claim.html", "{{ claim.article.label }}</a></p>", "L’article</a></p>")
    built = _built(tmp_path, changed)
    assert any("corrections.xml: what changed at" in message for message in _told(built))


@pytest.mark.parametrize("kind", ["exports", "feeds"])
def test_what_a_site_does_not_make_is_not_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    for maker in (TABLE, REVIEWS) if kind == "exports" else (ATOM, JSON_FEED):
        _tamper(monkeypatch, *maker, lambda _: b"")
    text = FILES["site.yaml"].replace("search: false}", f"search: false, {kind}: false}}")
    assert _built(tmp_path, changed={"site.yaml": text}).files

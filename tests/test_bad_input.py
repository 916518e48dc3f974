"""Bad input through the command line: a place for each fault, no traceback, the old site whole."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from vouch.cli import main

CHECKOUT = Path(__file__).parent.parent
SITE = "title: The Ledger\nurl: https://ledger.example/\ncoverage: {report: []}\n"
HEAD = "---\ntitle: The deal\ndate: 2026-11-02\n---\n"
ARTICLE = HEAD + "\nAMD issued a warrant for about 10 % of its capital.\n"
SIDECAR = "claims:\n  - id: stake\n    quote: about 10 % of its capital\n    verdict: pending\n"

Site = dict[str, str | bytes | None]


def _lay(root: Path, files: Site) -> None:
    """Write files under ``content/``; None stands for a folder of that name."""
    given: Site = {"site.yaml": SITE, "deal.md": ARTICLE, "deal.claims.yaml": SIDECAR}
    for name, content in {**given, **files}.items():
        path = root / "content" / name
        if content is None:
            path.mkdir(parents=True)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def _bytes_of(folder: Path) -> dict[str, bytes]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.fixture
def standing(tmp_path: Path) -> Path:
    """A site's folder with a site that was built from it before."""
    _lay(tmp_path / "site", {})
    assert main(["--site", str(tmp_path / "site"), "--today", "2026-11-23", "-q"]) == 0
    return tmp_path / "site"


def _body(text: str) -> Site:
    return {"deal.md": f"{ARTICLE}\n{text}\n"}


def _claim(text: str) -> Site:
    return {"deal.claims.yaml": SIDECAR + f"    {text}\n"}


def _head(text: str) -> Site:
    return {"deal.md": ARTICLE.replace("---\n\n", f"{text}\n---\n\n")}


REFUSED: dict[str, tuple[Site, str]] = {
    "yaml that does not parse": (
        _claim("summary: a: b"),
        "deal.claims.yaml:5:15: error[yaml-syntax]",
    ),
    "tab": ({"deal.claims.yaml": "claims:\n\t- id: a\n"}, "deal.claims.yaml:2:1: error[yaml-tab]"),
    "repeated key": (_claim("quote: x"), "deal.claims.yaml:5:5: error[duplicate-key]"),
    "anchor": (_claim("said: &a 2026"), "deal.claims.yaml:5:11: error[yaml-anchor]"),
    "alias": (_claim("said: *a"), "deal.claims.yaml:5:11: error[yaml-alias]"),
    "merge key": (_claim("<<: *a"), "deal.claims.yaml:5:9: error[yaml-alias]"),
    "tag": (_claim("said: !!timestamp 2026"), "deal.claims.yaml:5:11: error[yaml-tag]"),
    "python tag": (_claim("said: !!python/object/apply:os.system [id]"), "error[yaml-tag]"),
    "two documents": ({"deal.claims.yaml": SIDECAR + "---\na: 1\n"}, ":5:1: error[yaml-syntax]"),
    "a hundred thousand brackets": (
        {"deal.claims.yaml": "[" * 100_000},
        "error[nesting-too-deep]",
    ),
    "as many braces": ({"site.yaml": "{a: " * 100_000}, "site.yaml:1:97: error[nesting-too-deep]"),
    "as many quotes": (_body(">" * 100_000), "deal.md:8:1: error[nesting-too-deep]"),
    "lists within lists": (
        _body("\n".join("    " * depth + "- x" for depth in range(60))),
        "error[nesting-too-deep]",
    ),
    "as many emphases": (_body("*a " * 3_000 + "**" * 3_000 + "<b>" * 500), "error["),
    "unknown key": (_claim("sumary: x"), "5:5: error[unknown-key]"),
    "unknown key of the site": (
        {"site.yaml": SITE + "tagine: x\n"},
        "site.yaml:4:1: error[unknown-key]",
    ),
    "unknown key of an article": (_head("tag: x"), "deal.md:4:1: error[unknown-key]"),
    "huge key": (_claim("k" * 100_000 + ": x"), "5:5: error[yaml-syntax]"),
    "long key": (_claim("k" * 1_000 + ": x"), "5:5: error[unknown-key]"),
    "wrong type": (_claim("summary: [x]"), "5:5: error[wrong-type]"),
    "file that is a list": ({"site.yaml": "- a\n"}, "site.yaml:1:1: error[wrong-type]"),
    "file that is a text": ({"deal.claims.yaml": "words\n"}, "1:1: error[wrong-type]"),
    "bad date": (_claim("said: 2026-02-30"), "5:11: error[bad-date]"),
    "bad date of an article": (
        {"deal.md": ARTICLE.replace("-11-02", "-31-12")},
        "deal.md:3:7: error[bad-date]",
    ),
    "not a number": (_claim("figure: {value: .nan}"), "5:21: error[bad-number]"),
    "infinite": (_claim("figure: {value: -.inf}"), "5:21: error[bad-number]"),
    "huge number": (_claim("figure: {value: 1e999999999}"), "5:21: error[bad-number]"),
    "endless number": (_claim(f"figure: {{value: {'9' * 100_000}}}"), "5:21: error[bad-number]"),
    "unknown claim": (
        {"deal.claims.yaml": SIDECAR + "charts: [{kind: bar, title: t, figures: [stak]}]\n"},
        "5:42: error[unknown-claim]",
    ),
    "unknown source": (_claim("sources: [nobody]"), "5:15: error[unknown-source]"),
    "unknown verdict": (
        {"deal.claims.yaml": SIDECAR.replace("pending", "pendin")},
        "4:14: error[unknown-verdict]",
    ),
    "unknown status": (
        {"deal.claims.yaml": "timeline: [{date: 2026, title: t, status: soon}]\n"},
        "1:43: error[unknown-status]",
    ),
    "unknown unit": (_claim("figure: {value: 6, unit: gigawats}"), "5:30: error[unknown-unit]"),
    "address of another kind": (_claim("appearance: javascript:alert(1)"), "5:17: error[bad-url]"),
    "address that is not of the web": (
        _claim("appearance: ftp://x.example/a"),
        "5:17: error[bad-url]",
    ),
    "data address": (
        {"deal.claims.yaml": "sources:\n  a: {title: t, url: 'data:text/html,x'}\n"},
        "2:22: error[bad-url]",
    ),
    "link that runs a program": (_body("[x](JavaScript:alert(1))"), "deal.md:8:5: error[bad-url]"),
    "media that climb out": (_head("image: ../../etc/passwd"), "deal.md:4:8: error[media-outside]"),
    "media that climb out in disguise": (
        _body("![x](media/%2e%2e/%2e%2e/secret.png)"),
        "deal.md:8:6: error[media-outside]",
    ),
    "media from the root of the disk": (
        _body("![x](/etc/passwd)"),
        "deal.md:8:6: error[media-outside]",
    ),
    "capture that climbs out": (
        {"deal.claims.yaml": "sources:\n  a: {title: t, locator: l, capture: ../x}\n"},
        "2:38: error[outside-content]",
    ),
    "slug of another": (
        {"other.md": HEAD.replace("---\n", "---\nslug: Deal\n", 1)},
        "other.md:2:7: error[slug-collision]",
    ),
    "slug of a page": (
        {"pages/deal.md": "---\ntitle: t\n---\n"},
        "deal.md:1:1: error[slug-collision]",
    ),
    "slug of the site": (_head("slug: Timeline"), "deal.md:4:7: error[slug-collision]"),
    "slug that climbs out": (_head("slug: ../../elsewhere"), "deal.md:4:7: error[bad-id]"),
    "id that climbs out": (
        {"deal.claims.yaml": SIDECAR.replace("stake", "..")},
        "2:9: error[bad-id]",
    ),
    "alias in use": (_head("aliases: [deal]"), "deal.md:4:11: error[slug-collision]"),
    "alias that climbs out": (_head("aliases: [../../elsewhere]"), "deal.md:4:11: error[bad-id]"),
    "half a character": (
        {"deal.md": ARTICLE.encode() + b"\xe2\x82"},
        "deal.md:7:1: error[not-utf8]",
    ),
    "other encoding": (
        {"site.yaml": "title: Été\nurl: x".encode("latin-1")},
        "site.yaml:1:8: error[not-utf8]",
    ),
    "utf-16": (
        {"deal.claims.yaml": SIDECAR.encode("utf-16")},
        "deal.claims.yaml:1:1: error[not-utf8]",
    ),
    "utf-16 without a mark": (
        {"deal.md": ARTICLE.encode("utf-16-le")},
        "deal.md:1:2: error[nul-byte]",
    ),
    "nul": (_body("a\0b"), "deal.md:8:2: error[nul-byte]"),
    "escape sequence": (_body("a\x1b[2Jb"), "deal.md:8:2: error[control-character]"),
    "escaped control character": (_claim('summary: "a\\x1b[2J"'), "5:16: error[control-character]"),
    "sidecar without an article": (
        {"other.claims.yaml": SIDECAR},
        "other.claims.yaml:1:1: error[orphan-sidecar]",
    ),
    "empty settings": ({"site.yaml": ""}, "site.yaml:1:1: error[missing-key]"),
    "empty article": ({"deal.md": ""}, "deal.md:1:1: error[missing-front-matter]"),
    "empty front matter": ({"deal.md": "---\n---\n"}, "deal.md:2:1: error[missing-key]"),
    "front matter that is not closed": (
        {"deal.md": "---\ntitle: t\n"},
        "deal.md:1:1: error[missing-front-matter]",
    ),
    "folder for an article": ({"other.md": None}, "other.md:1:1: error[unreadable-file]"),
    "folder for a sidecar": (
        {"other.md": ARTICLE, "other.claims.yaml": None},
        "error[unreadable-file]",
    ),
    "script": (_body("<script>alert(1)</script>"), "deal.md:8:1: error[html-not-allowed]"),
    "handler": (_body('<b onclick="x">a</b>'), "error[html-not-allowed]"),
    "style": (_body("<style>p{display:none}</style>"), "error[html-not-allowed]"),
    "frame in an explanation": (
        _claim('explanation: "<iframe src=x></iframe>"'),
        "5:19: error[html-not-allowed]",
    ),
    "doctype": (_body("<!doctype html>"), "error[html-not-allowed]"),
}


@pytest.mark.parametrize(("files", "expected"), REFUSED.values(), ids=REFUSED.keys())
def test_a_fault_has_its_place_and_the_old_site_stays(
    standing: Path, files: Site, expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = _bytes_of(standing / "_site")
    _lay(standing, files)
    status = main(["--site", str(standing), "--today", "2026-11-23"])
    said = capsys.readouterr()
    assert status == 1
    assert expected in said.out
    assert "Traceback" not in said.out + said.err
    assert "fault in Vouch" not in said.err
    assert max(map(len, said.out.split("\n"))) < 1000
    assert _bytes_of(standing / "_site") == before
    assert {path.name for path in standing.iterdir()} <= {"_site", "content", ".vouch-memory-_site"}


GOOD: dict[str, Site] = {
    "as it is": {},
    "no sidecar": {"deal.claims.yaml": "", "other.md": ARTICLE},
    "windows line ends": {
        "deal.md": ARTICLE.replace("\n", "\r\n"),
        "site.yaml": SITE.replace("\n", "\r\n"),
        "deal.claims.yaml": SIDECAR.replace("\n", "\r\n"),
    },
    "byte order marks": {
        "deal.md": "\ufeff" + ARTICLE,
        "site.yaml": "\ufeff" + SITE,
        "deal.claims.yaml": "\ufeff" + SIDECAR,
    },
    "no body": {"other.md": HEAD},
    "no newline at the end": {"other.md": HEAD[:-1], "site.yaml": SITE[:-1]},
    "a very long line": {"other.md": HEAD + "word " * 40_000},
    "an empty folder of pages": {"pages": None, "media": None},
    "every script": {"other.md": HEAD + "Été 東京 😀 \u202eright to left\u202c e\u0301\n"},
}


@pytest.mark.parametrize("files", GOOD.values(), ids=GOOD.keys())
def test_a_good_site_is_built_without_a_word(
    tmp_path: Path, files: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    _lay(tmp_path, files)
    assert main(["--site", str(tmp_path), "--today", "2026-11-23", "-q"]) == 0
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "")


PAYLOAD = "</script><script>x('&amp;\"')</script><b>&lt;"
QUOTED = "'" + PAYLOAD.replace("'", "''") + "'"


HOSTILE: Site = {
    "site.yaml": SITE.replace("The Ledger", "@")
    + """tagline: @
publisher: @
units: {@: @}
verdicts: {pending: {labels: @, meanings: @}}
""",
    "deal.md": """---
title: @
date: 2026-11-02
dek: @
authors: [@]
tags: [@]
image: {src: media/a.svg, alt: @, caption: @, credit: @}
---

AMD said about 10 % of its capital.
""",
    "deal.claims.yaml": SIDECAR
    + """    summary: @
    checked_by: @
    claimant: {name: @, kind: @, url: "https://x.example/?a=1&b='"}
    figure: {value: 1, unit: @, label: @, fact: @, callout: lead}
    check: {expression: a, where: {a: 1}, gives: 1, label: @}
    corrections: [{date: 2026, was: @, now: @, why: @}]
    sources: [s, {id: t, excerpt: @, locator: @}]
sources:
  s: {title: @, publisher: @, locator: @}
  t: {title: @, publisher: @, locator: @}
timeline:
  - {date: 2026, title: @, claims: [stake], sources: [s]}
waivers:
  - {text: @, why: @}
""",
    "pages/about.md": "---\ntitle: @\ndek: @\n---\n\nUs.\n",
    "media/a.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"/>',
}
"""A payload, for which `@` stands, in every text field."""


def test_no_text_of_an_author_becomes_markup(tmp_path: Path) -> None:
    _lay(tmp_path, {name: str(text).replace("@", QUOTED) for name, text in HOSTILE.items()})
    assert main(["--site", str(tmp_path), "--today", "2026-11-23", "-q"]) == 0
    pages = {page: page.read_text("utf-8") for page in (tmp_path / "_site").rglob("*.html")}
    assert len(pages) >= 8
    for text in pages.values():
        assert PAYLOAD not in text
        assert "<script>x(" not in text and "<b>&lt;" not in text
    article = pages[tmp_path / "_site" / "deal" / "index.html"]
    assert "&lt;/script&gt;&lt;script&gt;x(" in article


def _run(site: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(CHECKOUT / "build.py"), "--site", str(site), *options]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("files", "status"),
    [({}, 0), (_claim("sumary: x"), 1), ({"deal.claims.yaml": "[" * 100_000}, 1)],
    ids=["good", "mistyped key", "brackets"],
)
def test_the_process_itself(tmp_path: Path, files: Site, status: int) -> None:
    _lay(tmp_path, files)
    done = _run(tmp_path)
    assert done.returncode == status, done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert (tmp_path / "_site").exists() is (status == 0)


def _file(output: Path, _: Path) -> None:
    output.write_text("mine")


def _foreign(output: Path, _: Path) -> None:
    output.mkdir()
    (output / "letter.txt").write_text("mine")


def _nothing(_output: Path, _site: Path) -> None:
    pass


@pytest.mark.parametrize(
    ("prepare", "name", "status"),
    [
        (_file, "out", 2),
        (_foreign, "out", 2),
        (_nothing, "content/out", 2),
        (_nothing, "content", 2),
        (_nothing, ".", 2),
        (_nothing, "..", 2),
        (_nothing, "deal.txt/out", 1),
    ],
    ids=["file", "foreign", "in content", "content", "site", "above", "under a file"],
)
def test_a_place_that_is_not_ours_is_left_alone(
    tmp_path: Path,
    prepare: Callable[[Path, Path], None],
    name: str,
    status: int,
    capsys: pytest.CaptureFixture[str],
) -> None:
    site = tmp_path / "site"
    _lay(site, {})
    (site / "deal.txt").write_text("mine")
    prepare(site / name, site)
    before = _bytes_of(site)
    assert main(["--site", str(site), "-o", str(site / name)]) == status
    assert "fault in Vouch" not in capsys.readouterr().err
    assert _bytes_of(site) == before


@pytest.mark.parametrize(
    ("template", "place"),
    [
        ("{% if %}", "templates/missing.html:2:1"),
        ("{{ nobody }}", "templates/missing.html:2:1"),
        ("{{ 1 / 0 }}", "templates/missing.html:2:1"),
        ("{{ site.title() }}", "templates/missing.html:2:1"),
        ("{% include 'nowhere.html' %}", "templates/"),
        ("{% include 'missing.html' %}", "templates/missing.html"),
        ("{% for x in range(9999999999) %}{% endfor %}{{ x.y.z }}", "templates/missing.html:2:1"),
    ],
    ids=["syntax", "unknown", "division", "call", "include", "itself", "attribute"],
)
def test_a_template_with_a_fault_has_its_place(
    standing: Path, template: str, place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = _bytes_of(standing / "_site")
    (standing / "templates").mkdir()
    (standing / "templates" / "missing.html").write_text(
        f"<p>\n{template.replace('9999999999', '3')}\n"
    )
    assert main(["--site", str(standing)]) == 1
    said = capsys.readouterr()
    assert place in said.out and "error[template-fault]" in said.out
    assert "fault in Vouch" not in said.err
    assert _bytes_of(standing / "_site") == before


def test_a_name_that_is_no_text_does_not_stop_the_report(
    standing: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        (standing / "content" / os.fsdecode(b"caf\xe9\n.md")).write_text(ARTICLE)
    except OSError:
        pytest.skip("this file system takes no such name")
    for form in ("text", "json", "github"):
        assert main(["--site", str(standing), "--format", form]) == 1
        assert "bad-slug" in capsys.readouterr().out


def test_every_fault_of_every_file_comes_in_one_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _lay(
        tmp_path,
        {
            "site.yaml": SITE + "colour: red\n",
            "sources.yaml": "a: {title: A}\n",
            "deal.md": ARTICLE.replace("date:", "dat:") + "\n<script></script>\n",
            "deal.claims.yaml": SIDECAR.replace("10 %", "12 %") + "    said: never\n",
            "other.md": "no front matter\n",
            "pages/about.md": "---\ntitle: [x]\n---\n",
            "lost.claims.yaml": SIDECAR,
            "notes.txt": "x",
        },
    )
    assert main(["check", "--site", str(tmp_path)]) == 1
    found = re.findall(
        r"^content/(\S+?):\d+:\d+: \w+\[([a-z0-9-]+)\]", capsys.readouterr().out, re.MULTILINE
    )
    assert found == [
        ("deal.claims.yaml", "quote-not-found"),
        ("deal.claims.yaml", "bad-date"),
        ("deal.md", "unknown-key"),
        ("deal.md", "html-not-allowed"),
        ("lost.claims.yaml", "orphan-sidecar"),
        ("notes.txt", "stray-file"),
        ("other.md", "missing-front-matter"),
        ("pages/about.md", "wrong-type"),
        ("site.yaml", "unknown-key"),
        ("sources.yaml", "missing-key"),
    ]

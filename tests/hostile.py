"""What somebody could write who means harm, in every place where the formats take words.

A site holds one text at every place at once: each leaf of the files that have every key
(:data:`tests.mistyped.WHOLE`), and the keys of their free mappings. What the build refuses is put
back, place by place, until the rest is built.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import Any

from tests.mistyped import RECORDS, WHOLE, Path_
from tests.sites import PIXEL, TODAY
from vouch.building import check
from vouch.diagnostics import Severity

PAYLOADS = {
    "script": "<script>alert(1)</script>",
    "end-of-script": "</script><script>alert(1)</script>",
    "end-of-title": "</title><script>alert(1)</script>",
    "end-of-style": "</style><style>*{background:url(https://other.example/a)}</style>",
    "end-of-comment": "--><img src=x onerror=alert(1)><!--",
    "end-of-cdata": "]]><script>alert(1)</script><![CDATA[",
    "end-of-template": "</template></svg></math><img src=x onerror=alert(1)>",
    "end-of-attribute": '" autofocus onfocus="alert(1)" x="',
    "end-of-attribute-single": "' autofocus onfocus='alert(1)' x='",
    "bare-attribute": "x autofocus onfocus=alert(1) /",
    "handler": '<img src=x onerror="alert(1)">',
    "svg": "<svg/onload=alert(1)><animate onbegin=alert(1) attributeName=x></svg>",
    "mathml": "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "noscript": '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "frame": '<iframe srcdoc="<script>parent.alert(1)</script>"></iframe>',
    "form": '<form action="https://other.example/"><button autofocus>a</button></form>',
    "base": '<base href="https://other.example/">',
    "meta-refresh": '<meta http-equiv="refresh" content="0;url=https://other.example/">',
    "style-attribute": '<p style="background:url(https://other.example/a)">a</p>',
    "our-own-hooks": '<p data-generated data-article-body id="content" class="card">a</p>',
    "javascript": "javascript:alert(1)",
    "javascript-with-a-tab": "java\tscript:alert(1)",
    "javascript-with-an-entity": "javascript&colon;alert(1)",
    "data": "data:text/html,<script>alert(1)</script>",
    "no-scheme": "//other.example/a.png",
    "web-beacon": "https://other.example/a.png",
    "markdown-link": '[a](javascript:alert(1)) [b](data:text/html,1) <a href="vbscript:a">c</a>',
    "markdown-image": "![a](https://other.example/a.png) ![b][c]\n\n[c]: //other.example/c.png",
    "markdown-address": "<javascript:alert(1)> <data:text/html,<script>alert(1)</script>>",
    "entities": "&lt;script&gt;alert(1)&lt;/script&gt; &#x3c;img src=x onerror=alert(1)&#62;",
    "template": "{{ 7 * 7 }}{% include 'base.html' %}{# a #}${7*7}<%= 7*7 %>[[7*7]]",
    "template-escape": "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "formula": '=HYPERLINK("https://other.example/","a")',
    "formula-of-the-system": "@SUM(1+1)*cmd|' /C calc'!A0",
    "end-of-header": "a\r\nSet-Cookie: a=1\r\n\r\n<script>alert(1)</script>",
    "end-of-front-matter": "a\n---\n<script>alert(1)</script>\n---\n",
    "path": "../../../../etc/passwd",
    "directions": "a\u202eb\u2066c\u2069d\u200f <\u202escript>alert(1)</script>",
    "line-ends-of-scripts": "a\u2028alert(1)\u2029b",
    "next-line": "a\u0085b",
    "nul": "a\x00b",
    "mark-of-the-build": "a\x02b\x03c",
    "stx-of-markdown": "\x02amp\x03 \x02wzxhzdk:0\x03",
    "terminal": "\x1b]0;a\x07\x1b[31mb",
    "no-character": "a\ufffeb\U0001ffff",
    "half-a-pair": "a\ud800b",
    "other-brackets": "＜script＞alert(1)＜/script＞ ﹤img src=x onerror=alert(1)﹥",
    "another-encoding": "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "long-word": "w" * 1000,  # a key of YAML can have 1,024 characters
    "marks-on-marks": "a" + "\u0301" * 400,
    "nothing-seen": "\u200b\u2060\ufeff\u00ad",
}
"""By name, what is written at every place."""
REFUSED = frozenset(
    "nul mark-of-the-build stx-of-markdown terminal no-character next-line half-a-pair".split()
)
"""Those that no place takes."""
_FIRST = (
    "javascript javascript-with-a-tab javascript-with-an-entity data no-scheme web-beacon formula"
    " formula-of-the-system path end-of-attribute end-of-attribute-single markdown-address"
).split()
"""Those that do harm at the beginning of a text."""


def grouped() -> dict[str, str]:
    """The others, several behind each of those that have to come first: fewer sites to build."""
    behind = [name for name in PAYLOADS if name not in REFUSED and name not in _FIRST]
    groups = {name: [name, *behind[number :: len(_FIRST)]] for number, name in enumerate(_FIRST)}
    return {
        " ".join(names): " ".join(PAYLOADS[each] for each in names) for names in groups.values()
    }


HARMLESS = "des mots simples"

_MARKDOWN = {("claims", 0, "explanation"), ("timeline", 0, "text")}
"""The places of a sidecar that hold Markdown, whose elements are the author's own."""
_PASSAGE = "le texte de cet article"
_HEAD = "---\ntitle: Un article\ndate: 2026-11-23\n---\n"
_NAMES = {
    "sidecar": "content/a.claims.yaml",
    "site": "content/site.yaml",
    "article": "content/a.md",
    "page": "content/pages/methode.md",
    "shared": "content/sources.yaml",
}


@dataclass(frozen=True)
class Place:
    """A leaf of one of the files, or the key of a free mapping (``is_key``)."""

    file: str
    path: Path_
    is_key: bool = False

    def __str__(self) -> str:
        return f"{self.file}:{'.'.join(map(str, self.path))}{' (key)' * self.is_key}"


def _files() -> dict[str, dict[str, Any]]:
    """Files with every key that make a site without an error."""
    files = deepcopy(dict(WHOLE))
    claim = files["sidecar"]["claims"][0]
    claim["check"][0] |= {"expression": "un / deux", "gives": "3", "within": "1"}
    files["shared"]["sources"] = {
        "partage": files["shared"]["sources"]["document"] | {"url": "https://site.example/autre"}
    }
    files["article"] |= {"slug": "article", "aliases": ["vieux"]}
    files["article"]["image"] |= {"src": "media/a.png"}
    files["site"]["policies"] = {"method": "methode"}
    files["site"]["checks"] = {"unused-source": {"level": "warning", "why": "b"}}
    files["site"]["coverage"] = {"report": ["all"]}
    files["site"]["sourcing"] = {}
    return files


FILES = _files()


def places() -> Iterator[Place]:
    """Every place at which an author's words stand, Markdown left out."""
    records = {(file, path) for file, path, _ in RECORDS} | {("shared", ("sources", "partage"))}

    def within(file: str, path: Path_, value: Any) -> Iterator[Place]:
        if isinstance(value, dict):
            for key, inner in value.items():
                if (file, path) not in records:
                    yield Place(file, (*path, key), is_key=True)
                yield from within(file, (*path, key), inner)
        elif isinstance(value, list):
            for number, inner in enumerate(value):
                yield from within(file, (*path, number), inner)
        elif isinstance(value, str) and (file != "sidecar" or path not in _MARKDOWN):
            yield Place(file, path)

    for file, whole in FILES.items():
        yield from within(file, (), whole)


PLACES = tuple(places())


@dataclass(frozen=True)
class Refusal:
    """Places that the build refuses to read as what is written there, and in which words."""

    place: Place
    code: str


def settled(folder: Path, text: str) -> tuple[frozenset[Place], tuple[Refusal, ...]]:
    """Write a site with ``text`` at every place that takes it; which do, and which refuse it.

    A refusal has to name the line of a place that has the text, or of one that refers to it.
    Raises AssertionError where one names another.
    """
    taken = set(PLACES)
    refusals: list[Refusal] = []
    for _ in range(len(PLACES)):
        lines = written(folder, text, taken)
        errors = [p for p in check(folder, today=TODAY).diagnostics if p.severity is Severity.ERROR]
        if not errors:
            return frozenset(taken), tuple(refusals)
        before = frozenset(taken)
        for problem in errors:
            assert problem.message
            named = lines[problem.span.path, problem.span.line]
            culprits = [place for place in (named, *_about(named)) if place in before]
            if culprits and culprits[0] not in taken:  # refused for two reasons
                continue
            assert culprits, problem
            refusals.append(Refusal(culprits[0], problem.code))
            taken.discard(culprits[0])
    raise AssertionError(refusals)


def _about(named: Place) -> list[Place]:
    """The places around one, the nearest first: a name is missed where it is used."""

    def shared(place: Place) -> int:
        pairs = zip(place.path, named.path, strict=False)
        return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))

    around = [place for place in PLACES if place.file == named.file and shared(place)]
    return sorted(around, key=shared, reverse=True)


def written(folder: Path, text: str, taken: set[Place]) -> dict[tuple[str, int], Place]:
    """Write the site with ``text`` at the places ``taken``; which place stands on which line."""
    content = folder / "content"
    (content / "pages").mkdir(parents=True, exist_ok=True)
    (content / "media").mkdir(exist_ok=True)
    (content / "media/a.png").write_bytes(PIXEL)
    found: dict[tuple[str, int], Place] = {}
    seen = "".join(f"&#{ord(character)};" for character in text)
    body = f"Voici {_PASSAGE}.\n\n{seen}\n"
    for file, whole in FILES.items():
        rows = list(_Rows(file, text, taken).of((), whole))
        ending = ""
        if file in ("article", "page"):
            rows, ending = [("---", None), *rows, ("---", None)], body
        for number, (_, place) in enumerate(rows, start=1):
            if place is not None:
                found[_NAMES[file], number] = place
        path = folder / _NAMES[file]
        path.write_text("\n".join(row for row, _ in rows) + "\n" + ending, encoding="utf-8")
    return found


@dataclass(frozen=True)
class _Rows:
    """A file as JSON, which is YAML, with ``text`` at the places ``taken``: one place to a line."""

    file: str
    text: str
    taken: set[Place]

    def of(
        self, path: Path_, value: Any, lead: str = "", end: str = ""
    ) -> Iterator[tuple[str, Place | None]]:
        if isinstance(value, dict):
            yield lead + "{", Place(self.file, path)
            for number, (key, inner) in enumerate(value.items(), start=1):
                place = Place(self.file, (*path, key), is_key=True)
                yield f"{_json(self.text if place in self.taken else key)}:", place
                yield from self.of(place.path, inner, " ", "," if number < len(value) else "")
            yield "}" + end, None
        elif isinstance(value, list):
            yield lead + "[", Place(self.file, path)
            for number, inner in enumerate(value, start=1):
                comma = "," if number < len(value) else ""
                yield from self.of((*path, number - 1), inner, "", comma)
            yield "]" + end, None
        else:
            place = Place(self.file, path)
            yield lead + _json(self.text if place in self.taken else value) + end, place


def _json(value: Any) -> str:
    plain = json.dumps(value, ensure_ascii=False)
    return json.dumps(value) if re.search("[\ud800-\udfff]", plain) else plain


def markdown_files(text: str) -> Mapping[str, str]:
    """``text`` as Markdown in an article, an explanation, a milestone, a standing page: by path.

    Each stands in a file of its own, without which the others are still a site.
    """
    claim = {"id": "k", "quote": _PASSAGE, "verdict": "pending", "explanation": text}
    event = {"date": "2026", "title": "Un jalon", "text": text}
    raw = text.encode("utf-8", "replace").decode()
    return {
        "content/body.md": f"{_HEAD}Voici {_PASSAGE}.\n\n{raw}\n",
        "content/pages/page.md": f"# Une page\n\n{raw}\n",
        "content/explained.claims.yaml": _json({"claims": [claim]}) + "\n",
        "content/event.claims.yaml": _json({"timeline": [event]}) + "\n",
    }


def markdown_site(folder: Path, text: str) -> tuple[str, ...]:
    """A site with ``text`` as Markdown wherever the build takes it; the files that it refuses.

    Each refusal has to name a line of its file. Raises AssertionError where one does not.
    """
    plain = {
        "content/site.yaml": "title: Un site\nurl: https://site.example/\ncoverage: {report: []}\n",
        "content/explained.md": f"{_HEAD}Voici {_PASSAGE}.\n",
        "content/event.md": f"{_HEAD}Voici {_PASSAGE}.\n",
    }
    files = markdown_files(text)
    (folder / "content/pages").mkdir(parents=True)
    for path, written in {**plain, **files}.items():
        (folder / path).write_text(written, encoding="utf-8", newline="")
    errors = [p for p in check(folder, today=TODAY).diagnostics if p.severity is Severity.ERROR]
    refused = {problem.span.path for problem in errors}
    assert refused <= set(files), errors
    assert all(problem.message and problem.span.line for problem in errors), errors
    for path in refused:
        (folder / path).unlink()
    return tuple(sorted(refused))

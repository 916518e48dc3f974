"""Small sites in a folder of their own: one article with its sidecar, built and read again."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bs4 import BeautifulSoup, Tag

from vouch.articleview import Presented
from vouch.building import build, check
from vouch.checking import concluded
from vouch.compile import compile_article
from vouch.compiled import Compiled
from vouch.diagnostics import Diagnostic, has_errors
from vouch.memory import Memory, Store
from vouch.model.site import Site
from vouch.prepare import parsed, prepare
from vouch.present import Presenter
from vouch.volumes import Binding

TODAY = date(2026, 11, 23)
FRONT_MATTER = "---\ntitle: Un article\ndate: 2026-11-23\n---\n"
FIRST_LINE = FRONT_MATTER.count("\n") + 1
"""The line of the article's file in which its Markdown starts."""
PIXEL = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mNoAAAAggCB2kUIOwAAAABJRU5ErkJggg=="
)
"""A PNG of one grey pixel."""

Written = str | Mapping[str, object]


def articles_of(site: Path) -> list[Compiled]:
    """The articles of a site, compiled; those that may not be published are left out."""
    prepared = prepare(site, Memory(), today=TODAY)
    folder = prepared.folder
    made = [
        compile_article(
            parsed(head.name, folder.articles[head.name].read(), prepared.settings),
            beside.read() if (beside := folder.sidecars.get(head.name)) else None,
            prepared.around,
        ).article
        for head in prepared.heads
    ]
    return [article for article in made if article is not None]


def settings_of(site: Path) -> Site:
    """The settings of a site."""
    return prepare(site, Memory(), today=TODAY).site


def presented(site: Path) -> list[Presented]:
    """The articles of a site as its pages show them."""
    return [Presenter(article, settings_of(site)).presented() for article in articles_of(site)]


def problems_of(site: Path, folder: Path) -> tuple[Diagnostic, ...]:
    """What is wrong with a site; its articles are presented, in ``folder``, and no page is made."""
    prepared = prepare(site, Memory(), today=TODAY)
    binding = Binding(prepared, Memory(), Store(str(folder), "of-a-test"), None)
    volumes = binding.volumes(1)
    dossiers = [volume.entry.dossier for volume in volumes]
    return concluded(prepared, dossiers).diagnostics


@dataclass(frozen=True)
class Outcome:
    """What compiling gave: the element that holds the prose, or problems."""

    prose: Tag | None
    diagnostics: tuple[Diagnostic, ...]

    @property
    def codes(self) -> list[str]:
        """The codes of the problems, in their order."""
        return [problem.code for problem in self.diagnostics]

    @property
    def body(self) -> Tag:
        """The article's prose; an assertion where it was refused."""
        assert self.prose is not None, self.diagnostics
        return self.prose

    @property
    def text(self) -> str:
        """The text of the prose, less what the build put into it."""
        return less_generated(self.body).get_text()

    def marks(self, claim: str) -> list[Tag]:
        """The stretches of a claim."""
        return list(self.body.select(f'mark[data-claim~="{claim}"]'))

    def marked(self, claim: str) -> str:
        """The text of a claim's stretches."""
        return "".join(less_generated(mark).get_text() for mark in self.marks(claim))


def less_generated(element: Tag) -> BeautifulSoup:
    """A copy of the element without what the build put into it."""
    copy = BeautifulSoup(str(element), "html.parser")
    for generated in copy.select("[data-generated]"):
        generated.decompose()
    return copy


def sidecar(claims: Sequence[Written]) -> str:
    """A sidecar (JSON is YAML) with these claims: a bare text is a quote, ids are k1, k2, k3."""
    rows = []
    for number, claim in enumerate(claims, start=1):
        given = {"quote": claim} if isinstance(claim, str) else dict(claim)
        rows.append({"id": f"k{number}", "verdict": "pending"} | given)
    return (
        "claims: []\n" if not rows else "claims:\n" + "".join(f"  - {_flow(row)}\n" for row in rows)
    )


def _flow(row: Mapping[str, object]) -> str:
    return json.dumps(row, ensure_ascii=False)


def written(
    folder: Path,
    markdown: str,
    claims: Sequence[Written] | str = (),
    lang: str = "fr",
    *,
    formats: str = "{cards: false, search: false}",
) -> Path:
    """A site that holds one article; ``claims`` may be the text of the sidecar itself.

    Cards take longer to draw than all else: only tests about them ask for them.
    """
    content = folder / "content"
    (content / "media").mkdir(parents=True, exist_ok=True)
    (content / "media" / "a.png").write_bytes(PIXEL)
    (content / "site.yaml").write_text(
        f"title: Un site\nurl: https://site.example/\nlang: {lang}\ncoverage: {{report: []}}\n"
        f"formats: {formats}\n",
        encoding="utf-8",
    )
    (content / "a.md").write_text(FRONT_MATTER + markdown, encoding="utf-8")
    (content / "a.claims.yaml").write_text(
        claims if isinstance(claims, str) else sidecar(claims), encoding="utf-8"
    )
    return folder


def compiled(
    folder: Path, markdown: str, claims: Sequence[Written] | str = (), lang: str = "fr"
) -> Outcome:
    """The prose of a small site as it goes into the page, a card's place in it marked."""
    checked = check(written(folder, markdown, claims, lang), today=TODAY)
    if has_errors(checked.diagnostics):
        return Outcome(None, checked.diagnostics)
    (article,) = articles_of(folder)
    html = "".join(
        part
        if isinstance(part, str)
        else "".join(f"<details data-claim-card={c} data-generated></details>" for c in part.claims)
        for part in article.body
    )
    return _outcome(f"<div data-article-body>{html}</div>", checked.diagnostics)


def built(
    folder: Path, markdown: str, claims: Sequence[Written] | str = (), lang: str = "fr"
) -> Outcome:
    """The prose of a small site as it stands on the article's page."""
    made = build(written(folder, markdown, claims, lang), folder / "_site", today=TODAY)
    page = made.files.get("a/index.html")
    if page is None:
        return Outcome(None, made.checked.diagnostics)
    return _outcome(page.decode(), made.checked.diagnostics)


def _outcome(html: str, diagnostics: tuple[Diagnostic, ...]) -> Outcome:
    (body,) = BeautifulSoup(html, "html.parser").select("[data-article-body]")
    return Outcome(body, diagnostics)

"""The files behind a page of the preview, as they lie on the disk now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

from vouch import outcomes, yamldoc
from vouch.compile import compile_article
from vouch.decoding import decoded
from vouch.diagnostics import Diagnostic, Severity, SourceText, Span
from vouch.document import Document
from vouch.folder import ContentFolder, read_folder
from vouch.frozen import frozen
from vouch.model.site import Article, Site
from vouch.parsing import Parsed, parse, slug_of
from vouch.preview import sidecarfile
from vouch.settings import Settings, read_settings
from vouch.strays import SIDECAR
from vouch.surroundings import Surroundings
from vouch.texts import held_still


@frozen
class Behind:
    """An article and its sidecar; ``content`` are the sidecar's bytes, None where there is none."""

    site_folder: Path
    folder: ContentFolder
    settings: Settings
    parsed: Parsed[Article]
    content: bytes | None

    @property
    def path(self) -> str:
        """The path of the sidecar from the site's folder on."""
        return f"content/{self.parsed.name}{SIDECAR}"

    @property
    def file(self) -> Path:
        """The sidecar itself."""
        return self.site_folder / self.path

    @property
    def site(self) -> Site:
        """The site's settings."""
        return self.settings.site

    @property
    def lang(self) -> str:
        """The language of the article."""
        return (self.parsed.value.lang if self.parsed.value else None) or self.site.lang

    def day(self, today: date | None) -> date:
        """The day it is, where the site is at home."""
        return today or datetime.now(ZoneInfo(self.site.timezone)).date()

    @cached_property
    def document(self) -> Document | None:
        """The sidecar, parsed; None where that cannot be done."""
        source = decoded(self.path, self.content or b"")[0]
        return yamldoc.parse(source)[0] if source else None

    def ids(self) -> frozenset[str]:
        """The ids that claims have or had."""
        lists = (self._list("claims"), self._list("withdrawn"))
        return frozenset(id for ids in lists for id, _ in ids)

    def span(self, claim: str) -> Span | None:
        """Where a claim stands in the sidecar: at its id; None where it is not there."""
        return next((span for id, span in self._list("claims") if id == claim), None)

    def _list(self, key: str) -> Iterator[tuple[str, Span]]:
        if self.document is None:
            return
        items = self.document.root.get(key)
        for item in items.items if isinstance(items, yamldoc.Sequence) else ():
            id = item.get("id") if isinstance(item, yamldoc.Mapping) else None
            if isinstance(id, yamldoc.Scalar):
                yield id.text, self.document.source.span(id.start, id.end)

    def faults_of(self, content: bytes) -> tuple[Diagnostic, ...]:
        """The errors that the article would have with other bytes in its sidecar, and now has not.

        It is compiled by itself: what depends on other files is wrong in both, or in neither.
        """
        had = {(d.code, d.message) for d in self._errors(self.content)}
        return tuple(d for d in self._errors(content) if (d.code, d.message) not in had)

    def _errors(self, content: bytes | None) -> Iterator[Diagnostic]:
        source: SourceText | None = None
        if content is not None:
            source, problems = decoded(self.path, content)
            yield from problems
        settings = self.settings
        around = Surroundings(
            site=settings.site,
            words=settings.words,
            addresses={},
            media=self.folder.media,
            shared=settings.shared,
            shared_ids=settings.shared_ids,
            shared_captures=settings.shared_captures,
            policy=settings.policy,
        )
        compilation = compile_article(self.parsed, source, around)
        found = (*compilation.problems, *outcomes.problems(compilation.outcomes))
        yield from (problem for problem in found if problem.severity is Severity.ERROR)


def behind(site: Path, slug: str) -> Behind | None:
    """The article whose page stands at ``slug``; None where no article has it. Raises Changed."""
    return held_still(lambda: _behind(site, slug))


def _behind(site: Path, slug: str) -> Behind | None:
    folder, _ = read_folder(site)
    settings, _ = read_settings(folder.settings, folder.shared_sources, unread=folder.unreadable)
    own = [slug] if slug in folder.articles else []
    for name in (*own, *(name for name in folder.articles if name != slug)):
        parsed = parse(Article, name, "", folder.articles[name].read(), settings.words)
        if slug_of(parsed) == slug:
            content = sidecarfile.read(site / f"content/{name}{SIDECAR}")
            return Behind(site, folder, settings, parsed, content)
    return None

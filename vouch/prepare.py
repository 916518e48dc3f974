"""What is read before any article is compiled: files, settings, heads, standing pages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from vouch.byfile import ByFile
from vouch.compile import compile_page
from vouch.compiled import CompiledPage
from vouch.diagnostics import SourceText
from vouch.folder import ContentFolder, Measured, check_templates, read_folder, read_pictures
from vouch.frozen import frozen
from vouch.heads import Head, head_of
from vouch.link import addresses, check_site
from vouch.memory import Memory, digest
from vouch.model.site import Article, Page, Site
from vouch.outcomes import Problems
from vouch.parsing import Parsed, parse
from vouch.releasefile import read as read_release
from vouch.settings import Settings, read_settings
from vouch.sidecar import ids_written
from vouch.surroundings import Surroundings
from vouch.texts import TextFile, may_link
from vouch.ties import Tied, groups


@frozen
class Prepared:
    """A content folder, and what every article sees of it on the day ``around.today``.

    ``heads`` are those of the articles that are built, ``drafts`` the names of those that are left
    out. ``ground`` is a digest of what every article is compiled with, ``frame`` one of what stands
    around every page. ``remembered`` holds what is to be remembered of this stage.
    """

    folder_of_site: Path
    folder: ContentFolder
    settings: Settings
    around: Surroundings
    heads: tuple[Head, ...]
    drafts: tuple[str, ...]
    pages: tuple[CompiledPage, ...]
    problems: Problems
    ground: str
    frame: str
    remembered: Memory

    @property
    def site(self) -> Site:
        """The settings, with the address that was asked for."""
        return self.around.site

    @property
    def today(self) -> date:
        """The day of the build."""
        assert self.around.today is not None
        return self.around.today


def prepare(
    folder_of_site: Path,
    memory: Memory,
    *,
    today: date | None = None,
    base_url: str | None = None,
    drafts: bool = False,
    now: int = 0,
    held: ByFile[Measured] | None = None,
) -> Prepared:
    """Read everything under ``folder_of_site/content`` that is no article's own matter.

    ``today`` defaults to the day it is in the site's time zone; ``now`` is as for
    :func:`vouch.folder.read_folder`, ``held`` as for :func:`vouch.folder.read_pictures`.
    Raises :class:`vouch.texts.Changed`.
    """
    folder, unread = read_folder(folder_of_site, memory.texts, now)
    pictures, unfit = read_pictures(folder_of_site, frozenset(folder.media), held)
    settings, unset = read_settings(
        folder.settings, folder.shared_sources, unread=folder.unreadable
    )
    site = settings.site.model_copy(update={"url": base_url}) if base_url else settings.site
    remembered = Memory(folder.settled)
    every = [_head(n, text, settings, memory, remembered) for n, text in folder.articles.items()]
    heads = tuple(head for head in every if drafts or not head.is_draft)
    left_out = tuple(head.name for head in every if head.is_draft and not drafts)
    pages = [parse(Page, n, "pages", text, settings.words) for n, text in folder.pages.items()]
    day = today or datetime.now(ZoneInfo(site.timezone)).date()
    release, unfit_release = read_release(folder.released) if folder.released else (None, ())
    around = Surroundings(
        site=site,
        words=settings.words,
        addresses=addresses(
            heads, pages, folder.unreadable, left_out, _linked_claims(folder, memory, remembered)
        ),
        media=folder.media,
        versions=groups([Tied(head.slug, head.lang or site.lang, head.versions) for head in heads]),
        pictures=pictures,
        shared=settings.shared,
        shared_ids=settings.shared_ids,
        shared_captures=settings.shared_captures,
        release=release,
        today=day,
        unread=folder.unreadable,
        policy=settings.policy,
    )
    standing = [compile_page(page, around) for page in pages]
    known = folder.unreadable | {f"content/{name}.md" for name in left_out}
    problems = (
        *unread,
        *check_templates(folder_of_site),
        *unset,
        *unfit,
        *unfit_release,
        *check_site(settings, heads, pages, known),
        *(problem for _, problems in standing for problem in problems),
    )
    compiled = tuple(page for page, _ in standing if page is not None)
    written = (_text(folder.settings), base_url)
    return Prepared(
        folder_of_site,
        folder,
        settings,
        around,
        heads,
        left_out,
        compiled,
        problems,
        ground=digest(
            (
                *written,
                _text(folder.shared_sources),
                _text(folder.released),
                sorted(folder.unreadable),
            )
        ),
        frame=digest((*written, [(page.name, page.title, page.lang) for page in compiled])),
        remembered=remembered,
    )


def text_digest(text: TextFile | None) -> str:
    """A digest of a text; empty for one that is not there."""
    return text.known.digest if text else ""


def parsed(name: str, source: SourceText, settings: Settings) -> Parsed[Article]:
    """An article's file cut in two, its front matter read."""
    return parse(Article, name, "", source, settings.words)


def _head(
    name: str, text: TextFile, settings: Settings, memory: Memory, remembered: Memory
) -> Head:
    """The head of an article: as it is remembered where its text did not change."""
    now = text_digest(text)
    was, head = memory.heads.get(name, ("", None))
    if head is None or was != now:
        head = head_of(parsed(name, text.read(), settings))
    remembered.heads[name] = (now, head)
    return head


def _linked_claims(
    folder: ContentFolder, memory: Memory, remembered: Memory
) -> Mapping[str, frozenset[str]]:
    """The ids of claims by article, where anything may link to a claim's page."""
    texts = (*folder.articles.values(), *folder.sidecars.values())
    if not (any(text.known.links for text in texts) or any(map(may_link, folder.pages.values()))):
        return {}
    for name, text in folder.sidecars.items():
        now = text_digest(text)
        was, ids = memory.ids.get(name, ("", frozenset[str]()))
        remembered.ids[name] = (now, ids if was == now else ids_written(text.read()))
    return {name: ids for name, (_, ids) in remembered.ids.items()}


def _text(source: SourceText | None) -> str | None:
    return source.text if source else None

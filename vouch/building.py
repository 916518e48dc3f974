"""The whole build, stage after stage: read, compile, link, render, publish."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from vouch import diagnostics
from vouch.checks.across import levels
from vouch.checks.standing import Standing
from vouch.compile import compile_article, compile_page
from vouch.compiled import Compiled, CompiledPage
from vouch.diagnostics import Diagnostic
from vouch.evidence.captures import State
from vouch.examined import examined
from vouch.folder import ContentFolder, read_assets, read_folder, read_pictures
from vouch.gallery import with_images
from vouch.images import Pictures
from vouch.ledger import ledger_of
from vouch.link import addresses, check_site
from vouch.model.site import Article, Page, Site
from vouch.outcomes import problems as problems_of
from vouch.pages import site_map
from vouch.parsing import Parsed, parse
from vouch.present import Presenter
from vouch.publish import Place, Published, claimed, publish
from vouch.released import Release
from vouch.releasefile import read as read_release
from vouch.rulings import Ledger, ruled
from vouch.settings import Settings, read_settings
from vouch.sidecar import ids_written
from vouch.surroundings import Surroundings

PACKAGE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Checked:
    """A content folder read, compiled and linked, with every problem found on the way.

    ``ledger`` has what each check found in each article, ``today`` is the day that it was checked
    on, ``release`` what was published last.
    """

    site: Site
    articles: tuple[Compiled, ...]
    pages: tuple[CompiledPage, ...]
    pictures: Pictures
    diagnostics: tuple[Diagnostic, ...]
    ledger: Ledger
    today: date
    drafts_left_out: int = 0
    release: Release | None = None

    @property
    def claims(self) -> int:
        """How many claims are anchored."""
        return sum(len(article.claims) for article in self.articles)

    @property
    def excerpts(self) -> Counter[str]:
        """How many excerpts are in which state; empty where none is to be looked up."""
        if not any(article.citations for article in self.articles):
            return Counter()
        return Counter(
            article.states.get((use.id, use.excerpt), State.NONE)
            for article in self.articles
            for uses in article.uses
            for use in uses
            if use.excerpt
        )


@dataclass(frozen=True)
class Built:
    """What a build did; ``files`` is empty where an error stood in the way.

    ``published`` says what of the files was written, and what stood already.
    """

    checked: Checked
    files: Mapping[str, bytes] = field(default_factory=dict)
    published: Published = field(default_factory=Published)


def check(
    folder_of_site: Path,
    *,
    today: date | None = None,
    base_url: str | None = None,
    drafts: bool = False,
    strict: bool = False,
) -> Checked:
    """Read and check everything under ``folder_of_site/content``; writes nothing.

    ``today`` is the day that due dates are held against, and dates the entries that messages offer
    to paste; default: the day it is in the site's time zone. With ``strict`` warnings are errors.
    """
    folder, unread = read_folder(folder_of_site)
    pictures, unfit = read_pictures(folder_of_site, folder.media)
    settings, unset = read_settings(
        folder.settings, folder.shared_sources, unread=folder.unreadable
    )
    site = settings.site.model_copy(update={"url": base_url}) if base_url else settings.site
    articles, pages, left_out = _parsed(folder, settings, drafts=drafts)
    day = today or datetime.now(ZoneInfo(site.timezone)).date()
    release, unfit_release = read_release(folder.released) if folder.released else (None, ())
    known = folder.unreadable | {f"content/{name}.md" for name in left_out}
    around = Surroundings(
        site=site,
        words=settings.words,
        addresses=addresses(articles, pages, folder.unreadable, left_out, _linked_claims(folder)),
        media=folder.media,
        pictures=pictures,
        shared=settings.shared,
        shared_ids=settings.shared_ids,
        shared_captures=settings.shared_captures,
        release=release,
        today=day,
        unread=folder.unreadable,
        policy=settings.policy,
    )
    compiled = [compile_article(a, folder.sidecars.get(a.name), around) for a in articles]
    standing = [compile_page(p, around) for p in pages]
    whole, evidence = examined(folder_of_site, compiled, settings.shared_captures)
    side_by_side = Standing(whole, articles, settings, folder.unreadable, release, day)
    ledger = ledger_of(compiled, evidence, side_by_side)
    result = ruled(ledger, settings, {c.name: c.waivers for c in compiled}, levels())
    found = (
        *unread,
        *unset,
        *unfit,
        *unfit_release,
        *check_site(settings, articles, pages, known),
        *(problem for one in compiled for problem in one.problems),
        *(problem for _, problems in standing for problem in problems),
        *result.problems,
        *(problem for outcomes in result.ledger.values() for problem in problems_of(outcomes)),
    )
    return Checked(
        site,
        whole,
        tuple(page for page, _ in standing if page is not None),
        pictures,
        diagnostics.in_order(diagnostics.strict(found) if strict else found),
        result.ledger,
        day,
        len(left_out),
        release,
    )


def build(
    folder_of_site: Path,
    output: Path,
    *,
    today: date | None = None,
    base_url: str | None = None,
    drafts: bool = False,
    strict: bool = False,
) -> Built:
    """Build the site into ``output``, or leave what stands there untouched.

    ``today`` is as for :func:`check`. Raises :class:`vouch.publish.CannotPublish`; at once where
    another build is at work there.
    """
    with claimed(output) as place:
        return _built(
            folder_of_site, place, today=today, base_url=base_url, drafts=drafts, strict=strict
        )


def _built(
    folder_of_site: Path,
    place: Place,
    *,
    today: date | None,
    base_url: str | None,
    drafts: bool,
    strict: bool,
) -> Built:
    checked = check(folder_of_site, today=today, base_url=base_url, drafts=drafts, strict=strict)
    if diagnostics.has_errors(checked.diagnostics):
        return Built(checked)
    pages, faults = _rendered(folder_of_site, checked)
    assets, unread = read_assets(folder_of_site, brought("static"))
    faults += (*unread, *_promises_broken(checked, pages))
    if faults:
        return Built(_with(checked, faults))
    assets, notes, broken = with_images(
        assets,
        checked.pictures,
        pages.values(),
        place.standing.read,
        place.standing.notes,
    )
    if broken:
        return Built(_with(checked, broken))
    files = {path: html.encode("utf-8") for path, html in pages.items()}
    files = {".nojekyll": b"", **assets, **files}
    return Built(checked, files, publish(files, place, notes=notes))


def brought(name: str) -> Path:
    """The folder of templates or static files that Vouch brings: in the package or beside it."""
    packaged = PACKAGE / name
    return packaged if packaged.is_dir() else PACKAGE.parent / name


def _parsed(
    folder: ContentFolder, settings: Settings, *, drafts: bool
) -> tuple[list[Parsed[Article]], list[Parsed[Page]], list[str]]:
    every = [parse(Article, n, "", text, settings.words) for n, text in folder.articles.items()]
    articles = [a for a in every if drafts or not _is_draft(a)]
    pages = [parse(Page, n, "pages", text, settings.words) for n, text in folder.pages.items()]
    return articles, pages, [a.name for a in every if a not in articles]


def _linked_claims(folder: ContentFolder) -> Mapping[str, frozenset[str]]:
    """The ids of claims by article, where anything may link to a claim's page."""
    texts = (*folder.articles.values(), *folder.pages.values(), *folder.sidecars.values())
    if not any("claims/" in source.text for source in texts):
        return {}
    return {name: ids_written(source) for name, source in folder.sidecars.items()}


def _is_draft(parsed: Parsed[Article]) -> bool:
    return bool(parsed.head and parsed.head.value and parsed.head.value.draft)


def _rendered(
    folder_of_site: Path, checked: Checked
) -> tuple[Mapping[str, str], tuple[Diagnostic, ...]]:
    from vouch.render import Renderer

    renderer = Renderer([folder_of_site / "templates", brought("templates")])
    articles = [Presenter(article, checked.site).presented() for article in checked.articles]
    pages = site_map(checked.site, articles, checked.pages, checked.today)
    return renderer.render_all(pages)


def _promises_broken(checked: Checked, pages: Mapping[str, str]) -> tuple[Diagnostic, ...]:
    """Each article's page read again: its text and its marks are what was compiled."""
    from vouch.promises import broken_promises

    return tuple(
        problem
        for article in checked.articles
        if (page := pages.get(f"{article.slug}/index.html")) is not None
        for problem in broken_promises(article, page)
    )


def _with(checked: Checked, faults: tuple[Diagnostic, ...]) -> Checked:
    found = diagnostics.in_order((*checked.diagnostics, *faults))
    return replace(checked, diagnostics=found)

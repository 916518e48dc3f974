"""A site as somebody finds it who adds an article: its language, its day, what is taken, what fits.

What is to be written is compiled first, in memory, as a build would: an article that no build takes
is not written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from vouch.compile import compile_article
from vouch.diagnostics import Diagnostic, Severity, SourceText
from vouch.folder import SIDECAR, read_folder
from vouch.link import RESERVED, addresses
from vouch.model.site import Article, Page
from vouch.newfiles import CannotWrite
from vouch.outcomes import problems as problems_of
from vouch.parsing import parse, slug_of
from vouch.settings import read_settings
from vouch.surroundings import Surroundings

SCHEMA = Path("schema/claims.schema.json")


@dataclass(frozen=True)
class Desk:
    """A site that an article may be added to.

    ``taken`` has the first parts of its addresses, in small letters, and who has each; ``schema``
    is the first line of a sidecar that names the site's schema, or nothing.
    """

    site: Path
    lang: str
    today: date
    around: Surroundings
    taken: Mapping[str, str]
    schema: str

    def owner(self, slug: str) -> str | None:
        """Who has the address already, if anybody."""
        for ending in (".md", SIDECAR):
            if (self.site / "content" / f"{slug}{ending}").exists():
                return f"content/{slug}{ending}"
        return self.taken.get(slug.lower())

    def errors(self, slug: str, article: str, sidecar: str) -> tuple[Diagnostic, ...]:
        """What stands in the way of building the article as it is written."""
        text = SourceText(f"content/{slug}.md", article)
        parsed = parse(Article, slug, "", text, self.around.words)
        claims = SourceText(f"content/{slug}{SIDECAR}", sidecar)
        made = compile_article(parsed, claims, self.around)
        found = (*made.problems, *problems_of(made.outcomes))
        return tuple(problem for problem in found if problem.severity is Severity.ERROR)


def desk(site: Path, day: date | None) -> Desk:
    """The desk of the site in this folder; ``day`` is the day it is there, default: the clock's.

    Raises CannotWrite where there is no folder `content`, or its settings cannot be read.
    """
    if not (site / "content").is_dir():
        raise CannotWrite(
            f"there is no folder {site / 'content'}; name the site's folder with --site, or make a"
            " site with `init`"
        )
    folder, _ = read_folder(site)
    settings, unset = read_settings(
        folder.settings, folder.shared_sources, unread=folder.unreadable
    )
    if settings.reading is None or settings.reading.value is None:
        first = f" ({unset[0].message})" if unset else ""
        raise CannotWrite(f"content/site.yaml cannot be read{first}; `check` says what is wrong")
    articles = [parse(Article, n, "", text, settings.words) for n, text in folder.articles.items()]
    pages = [parse(Page, n, "pages", text, settings.words) for n, text in folder.pages.items()]
    today = day or datetime.now(ZoneInfo(settings.site.timezone)).date()

    def taken() -> Iterator[tuple[str, str]]:
        yield from ((name, "the site itself") for name in RESERVED)
        for page in pages:
            yield page.name, f"content/pages/{page.name}.md"
        for article in articles:
            yield article.name, f"content/{article.name}.md"
            yield slug_of(article), f"content/{article.name}.md"
            for alias in article.value.aliases if article.value else ():
                yield alias.partition("/")[0], f"an alias in content/{article.name}.md"

    around = Surroundings(
        site=settings.site,
        words=settings.words,
        addresses=addresses(articles, pages, folder.unreadable),
        media=folder.media,
        shared=settings.shared,
        shared_ids=settings.shared_ids,
        shared_captures=settings.shared_captures,
        today=today,
        unread=folder.unreadable,
        policy=settings.policy,
    )
    schema = f"# yaml-language-server: $schema=../{SCHEMA.as_posix()}\n"
    return Desk(
        site,
        settings.site.lang,
        today,
        around,
        {name.lower(): owner for name, owner in taken()},
        schema if (site / SCHEMA).is_file() else "",
    )

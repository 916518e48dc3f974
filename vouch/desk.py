"""A site as somebody finds it who adds an article: its language, its day, what is taken, what fits.

What is to be written is compiled first, in memory, as a build would: an article that no build takes
is not written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from vouch.compile import compile_article
from vouch.diagnostics import Diagnostic, Severity, SourceText
from vouch.frozen import frozen
from vouch.link import RESERVED
from vouch.memory import Memory
from vouch.model.site import Article
from vouch.newfiles import CannotWrite
from vouch.outcomes import problems as problems_of
from vouch.parsing import parse
from vouch.prepare import prepare
from vouch.strays import SIDECAR
from vouch.surroundings import Surroundings
from vouch.texts import held_still

SCHEMA = Path("schema/claims.schema.json")


@frozen
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
        return tuple(problem for problem in found if self._stops(problem))

    def _stops(self, problem: Diagnostic) -> bool:
        ruling = self.around.site.checks.get(problem.code)
        level = ruling.level if ruling and ruling.level else problem.severity
        return level == Severity.ERROR


def desk(site: Path, day: date | None) -> Desk:
    """The desk of the site in this folder; ``day`` is the day it is there, default: the clock's.

    Raises CannotWrite where there is no folder `content`, or its settings cannot be read.
    """
    if not (site / "content").is_dir():
        raise CannotWrite(
            f"there is no folder {site / 'content'}; name the site's folder with --site, or make a"
            " site with `init`"
        )
    prepared = held_still(lambda: prepare(site, Memory(), today=day, drafts=True))
    settings = prepared.settings
    if settings.reading is None or settings.reading.value is None:
        of_settings = [p for p in prepared.problems if p.span.path == "content/site.yaml"]
        first = f" ({of_settings[0].message})" if of_settings else ""
        raise CannotWrite(f"content/site.yaml cannot be read{first}; `check` says what is wrong")

    def taken() -> Iterator[tuple[str, str]]:
        yield from ((name, "the site itself") for name in RESERVED)
        for name in prepared.folder.pages:
            yield name, f"content/pages/{name}.md"
        for head in prepared.heads:
            yield head.name, head.path
            yield head.slug, head.path
            for alias, _ in head.aliases:
                yield alias.partition("/")[0], f"an alias in {head.path}"

    schema = f"# yaml-language-server: $schema=../{SCHEMA.as_posix()}\n"
    return Desk(
        site,
        settings.site.lang,
        prepared.today,
        prepared.around,
        {name.lower(): owner for name, owner in taken()},
        schema if (site / SCHEMA).is_file() else "",
    )

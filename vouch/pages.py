"""The site map: which pages there are, and what each is given. One function for each kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from urllib.parse import urlsplit

from vouch import corrections, subjects, views
from vouch.articleview import ArticleView, Presented
from vouch.compiled import CompiledPage
from vouch.frames import Framing, Page, Sharing
from vouch.frozen import frozen
from vouch.indexes import Indexes
from vouch.model.site import Site
from vouch.outputs import sharing
from vouch.outputs.jsonld import embedded
from vouch.outputs.organization import organization
from vouch.outputs.publication import publication
from vouch.present import verdict_view
from vouch.prose import typeset_line
from vouch.shelf import Shelf
from vouch.subjectpages import by_verdict, claimant_pages, search_page, tag_pages
from vouch.subjects import year_classes
from vouch.ties import Tied, groups
from vouch.timeline import by_year
from vouch.translations import article_versions
from vouch.views import Html, Link, Version
from vouch.wording import Wording, wording

_NAVIGATION = ("claims", "sources", "timeline", "corrections", "claimants", "tags")


@frozen
class SiteMap:
    """The site on the day ``today``: everything that its pages are made from.

    ``shelf`` is where the articles have their claims, if they are many.
    """

    site: Site
    articles: Sequence[Presented]
    pages: Sequence[CompiledPage]
    today: date
    shelf: Shelf | None = None

    @cached_property
    def framing(self) -> Framing:
        """What stands around every page."""
        return Framing(self.site, self.pages, self.today)

    @cached_property
    def latest(self) -> tuple[Presented, ...]:
        """The articles, the latest first."""
        return latest_first(self.articles)

    @cached_property
    def indexes(self) -> Indexes:
        """What the pages across the site list."""
        return Indexes(self.latest, self._ties, self.site.lang, self.shelf)

    @cached_property
    def _ties(self) -> Mapping[str, Sequence[str]]:
        """For each slug those of its versions, itself among them."""
        return groups(
            [
                Tied(article.slug, article.view.lang, article.translations)
                for article in sorted(self.articles, key=lambda article: article.slug)
            ]
        )

    def versions(self, article: Presented) -> tuple[ArticleView, ...]:
        """An article and its translations, the latest first; itself alone where it has none."""
        tied = self._ties[article.slug]
        if len(tied) < 2:
            return (article.view,)
        return tuple(other.view for other in self.latest if other.slug in tied)

    def across(self) -> Mapping[str, Callable[[], Iterable[Page]]]:
        """The pages that are of no article alone, in groups that are made together."""
        return {
            "front": lambda: (self.front(),),
            "claims": lambda: (self.claim_index(),),
            "sources": lambda: (self.source_index(),),
            "timeline": lambda: (self.timeline(),),
            "corrections": lambda: (self.corrections(),),
            "claimants": lambda: claimant_pages(
                self.framing, self.claimants, self._scale, self._sharing
            ),
            "tags": lambda: tag_pages(self.framing, self.tags, self._teaser, self._sharing),
            "search page": self.search,
            "others": self.others,
        }

    def addresses(self) -> Iterator[str]:
        """The addresses of the pages that are of no article and worth finding."""
        yield ""
        yield from (f"{name}/" for name in _NAVIGATION)
        yield from (f"{page.name}/" for page in self.pages)
        links = (*(c.link for c in self.claimants), *(tag.link for tag in self.tags))
        yield from (link.href.removesuffix("index.html") for link in links)

    def others(self) -> Iterator[Page]:
        """Standing pages, what leads from former addresses, and what a host shows for none."""
        for page in self.pages:
            yield self.standing(page)
        for article in self.articles:
            for alias in article.aliases:
                yield self.redirect(alias, article)
            for id in article.withdrawals:
                yield self.redirect(f"{article.slug}/claims/{id}", article, "#corrections")
        for entry in self.site.withdrawn:
            yield self.gone(entry.slug)
        yield self.missing()

    # --- One function for each kind of page ---

    def front(self) -> Page:
        """The front page: the articles, the latest first."""
        teasers = tuple(map(self._teaser, self.indexes.leading))
        context = {"articles": teasers, "search": self.site.formats.search}
        return self.framing.page(
            "front",
            "",
            "index.html",
            title=typeset_line(self.site.title, self.site.lang),
            context=context,
            structured=embedded(organization(publication(self.framing))),
            sharing=self._sharing,
        )

    def claim_index(self) -> Page:
        """Every claim of the site, by verdict and by year; its claimants."""
        classes, names = year_classes(self.indexes, self.w)
        context = {
            "groups": by_verdict(self.indexes.claims, self._scale),
            "named": self.claimants,
            "years": classes,
            "year_names": names,
            "formats": self.site.formats,
        }
        return self._index("claims", context)

    @cached_property
    def claimants(self) -> tuple[subjects.Claimant, ...]:
        """Who made claims."""
        return subjects.claimants(self.indexes)

    @cached_property
    def tags(self) -> tuple[subjects.Tag, ...]:
        """What articles are tagged with."""
        return subjects.tags(self.indexes)

    def search(self) -> Iterator[Page]:
        """The page of the search, where a site wants one."""
        if self.site.formats.search:
            languages = sorted({a.language for a in self.articles} | {self.site.lang})
            yield search_page(
                self.framing,
                self._scale,
                self.claimants,
                years=subjects.years(self.indexes),
                languages=languages,
                sharing=self._sharing,
            )

    @cached_property
    def _scale(self) -> tuple[views.VerdictView, ...]:
        return tuple(verdict_view(k, v, self.w.lang) for k, v in self.site.verdicts.items())

    def _teaser(self, article: Presented) -> tuple[ArticleView, tuple[Version, ...]]:
        versions = article_versions(self.versions(article), article.view, self.site.url)
        return article.view, versions

    def source_index(self) -> Page:
        """Every source of the site with what rests on it."""
        return self._index("sources", {"notes": self.indexes.notes()})

    def timeline(self) -> Page:
        """The milestones of every article on one line."""
        return self._index(
            "timeline", {"years": by_year(tuple(self.indexes.events()), self.today, self.w)}
        )

    def corrections(self) -> Page:
        """Every correction of the site and all that was withdrawn, the latest first."""
        return self._index("corrections", {"corrections": self.changes})

    @cached_property
    def changes(self) -> tuple[views.CorrectionView, ...]:
        """Every correction and all that was withdrawn, in one language, the latest first."""
        withdrawn = (*self.indexes.withdrawals(), *corrections.of_site(self.site))
        return corrections.latest(self.indexes.claims, withdrawn)

    def standing(self, page: CompiledPage) -> Page:
        """A standing page; the one that explains the verdicts gets the scale."""
        title = typeset_line(page.title, page.lang)
        dek = typeset_line(page.page.dek or "", page.lang)
        context = {
            "title": title,
            "dek": dek,
            "body": Html(page.html),
            "role": next((r for r, name in self.site.policies if name == page.name), ""),
            "scale": tuple(verdict_view(k, v, page.lang) for k, v in self.site.verdicts.items()),
        }
        return self.framing.page(
            "standing",
            f"{page.name}/",
            "page.html",
            title=title,
            description=dek,
            context=context,
            lang=page.lang,
            sharing=self._sharing,
        )

    def redirect(self, alias: str, presented: Presented, place: str = "") -> Page:
        """A former address, which leads to the present one, or to a ``place`` in an article."""
        article = presented.view
        return self.framing.page(
            "redirect",
            alias if alias.endswith(".html") else f"{alias}/",
            "redirect.html",
            title=article.title,
            context={"target": Link(article.title, f"{article.href}{place}")},
            lang=article.lang,
        )

    def gone(self, slug: str) -> Page:
        """The address of an article that was withdrawn, which leads to where that is told."""
        title = self.w.text("site.corrections")
        context = {"target": Link(title, "corrections/index.html")}
        return self.framing.page(
            "redirect", f"{slug}/", "redirect.html", title=title, context=context
        )

    def missing(self) -> Page:
        """What a host shows for an address that leads nowhere; its depth is not known."""
        title, home = self.w.text("missing.title"), self.site.url
        context = {"home": home, "path": urlsplit(home).path}
        return self.framing.page(
            "missing", "404.html", "missing.html", title=title, context=context
        )

    @property
    def w(self) -> Wording:
        """The words of the site's own language."""
        return wording(self.site.lang)

    def _index(self, name: str, context: Mapping[str, object]) -> Page:
        title = self.w.text(f"site.{name}")
        return self.framing.page(
            name,
            f"{name}/",
            f"{name}.html",
            title=title,
            context=context,
            sharing=self._sharing,
        )

    @cached_property
    def _sharing(self) -> Sharing:
        return sharing.of_site(publication(self.framing))


def latest_first(articles: Iterable[Presented]) -> tuple[Presented, ...]:
    """The articles, the latest first; those of one day by their slugs."""
    latest = sorted(articles, key=lambda article: article.slug)
    latest.sort(key=lambda article: article.view.date.sort_key, reverse=True)
    return tuple(latest)

"""The site map: which pages there are, and what each is given. One function for each kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from vouch import corrections, translations, views
from vouch.compiled import Compiled, CompiledPage
from vouch.frames import Page, PageFrame, SiteView
from vouch.indexes import Indexes
from vouch.model.site import Site
from vouch.present import Presenter, verdict_view
from vouch.prose import typeset_line
from vouch.timeline import by_year
from vouch.views import Html, Link
from vouch.wording import Wording, wording

_NAVIGATION = ("claims", "sources", "timeline", "corrections")
_ROLES = {"method": "method", "verdicts": "scale", "about": "about", "contact": "contact"}


@dataclass(frozen=True)
class SiteMap:
    """The site on the day ``today``: everything that its pages are made from."""

    site: Site
    articles: Sequence[Compiled]
    pages: Sequence[CompiledPage]
    today: date

    @cached_property
    def presenters(self) -> tuple[Presenter, ...]:
        """The articles, the latest first."""
        latest = sorted(self.articles, key=lambda c: c.slug)
        latest.sort(key=lambda c: c.article.date.sort_key, reverse=True)
        versions = {
            slug: tuple(c for c in latest if c.slug in tied) for slug, tied in self._ties.items()
        }
        return tuple(Presenter(c, self.site, self.today, versions[c.slug]) for c in latest)

    @cached_property
    def indexes(self) -> Indexes:
        """What the pages across the site list."""
        return Indexes(self.presenters, self._ties, self.site.lang)

    @cached_property
    def _ties(self) -> Mapping[str, Sequence[str]]:
        """For each slug those of its versions, itself among them."""
        return translations.groups(
            [
                translations.Tied(c.slug, c.lang, tuple(c.article.translations.values()))
                for c in sorted(self.articles, key=lambda c: c.slug)
            ]
        )

    def all(self) -> Iterator[Page]:
        """Every page of the site, in a fixed order."""
        yield self.front()
        for presenter in self.presenters:
            yield self.article(presenter)
            for claim in presenter.claims:
                yield self.claim(presenter, claim)
        yield self.claim_index()
        yield self.source_index()
        yield self.timeline()
        yield self.corrections()
        for page in self.pages:
            yield self.standing(page)
        for compiled in self.articles:
            for alias in compiled.article.aliases:
                yield self.redirect(alias, compiled)
            for entry in compiled.sidecar.withdrawn:
                yield self.redirect(f"{compiled.slug}/claims/{entry.id}", compiled, "#corrections")
        for article in self.site.withdrawn:
            yield self.gone(article.slug)
        yield self.missing()

    # --- One function for each kind of page ---

    def front(self) -> Page:
        """The front page: the articles, the latest first."""
        context = {"articles": tuple(presenter.view() for presenter in self.indexes.leading)}
        return self._page(
            "front",
            "",
            "index.html",
            title=typeset_line(self.site.title, self.site.lang),
            context=context,
        )

    def article(self, presenter: Presenter) -> Page:
        """An article with its claims, sources and milestones."""
        article = presenter.view()
        return self._page(
            "article",
            f"{article.slug}/",
            "article.html",
            title=article.title,
            description=article.dek,
            context={"article": article},
            lang=article.lang,
            versions=article.versions,
        )

    def claim(self, presenter: Presenter, claim: views.ClaimView) -> Page:
        """One claim and all that vouches for it."""
        versions = translations.claim_versions(
            presenter.versions, presenter.compiled, claim.id, self.site.url
        )
        return self._page(
            "claim",
            f"{presenter.compiled.slug}/claims/{claim.id}/",
            "claim.html",
            title=claim.quote,
            description=claim.summary,
            context={"claim": claim},
            lang=claim.lang,
            versions=versions,
        )

    def claim_index(self) -> Page:
        """Every claim of the site, by verdict and by claimant."""
        scale = [verdict_view(key, v, self.w.lang) for key, v in self.site.verdicts.items()]
        by_verdict = [
            (verdict, tuple(c for c in self.indexes.claims if c.verdict.key == verdict.key))
            for verdict in scale
        ]
        by_claimant: dict[tuple[str, str], list[views.ClaimView]] = {}
        for claim in self.indexes.claims:
            by_claimant.setdefault((claim.claimant, claim.claimant_url), []).append(claim)
        named = sorted(by_claimant.items(), key=lambda item: item[0][0].casefold())
        context = {
            "by_verdict": tuple((v, claims) for v, claims in by_verdict if claims),
            "by_claimant": tuple((name, url, tuple(claims)) for (name, url), claims in named),
        }
        return self._index("claims", context)

    def source_index(self) -> Page:
        """Every source of the site with what rests on it."""
        return self._index("sources", {"notes": tuple(self.indexes.notes())})

    def timeline(self) -> Page:
        """The milestones of every article on one line."""
        return self._index(
            "timeline", {"years": by_year(tuple(self.indexes.events()), self.today, self.w)}
        )

    def corrections(self) -> Page:
        """Every correction of the site and all that was withdrawn, the latest first."""
        withdrawn = (*self.indexes.withdrawals(), *corrections.of_site(self.site))
        context = {"corrections": corrections.latest(self.indexes.claims, withdrawn)}
        return self._index("corrections", context)

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
        return self._page(
            "standing",
            f"{page.name}/",
            "page.html",
            title=title,
            description=dek,
            context=context,
            lang=page.lang,
        )

    def redirect(self, alias: str, compiled: Compiled, place: str = "") -> Page:
        """A former address, which leads to the present one, or to a ``place`` in an article."""
        title = typeset_line(compiled.article.title, compiled.lang)
        return self._page(
            "redirect",
            alias if alias.endswith(".html") else f"{alias}/",
            "redirect.html",
            title=title,
            context={"target": Link(title, f"{compiled.slug}/index.html{place}")},
            lang=compiled.lang,
        )

    def gone(self, slug: str) -> Page:
        """The address of an article that was withdrawn, which leads to where that is told."""
        title = self.w.text("site.corrections")
        context = {"target": Link(title, "corrections/index.html")}
        return self._page("redirect", f"{slug}/", "redirect.html", title=title, context=context)

    def missing(self) -> Page:
        """What a host shows for an address that leads nowhere; its depth is not known."""
        title, context = self.w.text("missing.title"), {"home": self.site.url}
        return self._page("missing", "404.html", "missing.html", title=title, context=context)

    # --- What pages share ---

    @property
    def w(self) -> Wording:
        """The words of the site's own language."""
        return wording(self.site.lang)

    def _index(self, name: str, context: Mapping[str, object]) -> Page:
        title = self.w.text(f"site.{name}")
        return self._page(name, f"{name}/", f"{name}.html", title=title, context=context)

    def _page(
        self,
        kind: str,
        address: str,
        template: str,
        *,
        title: str,
        description: str | None = None,
        context: Mapping[str, object],
        lang: str | None = None,
        versions: Sequence[views.Version] = (),
    ) -> Page:
        lang = lang or self.site.lang
        root = "../" * address.count("/")
        frame = PageFrame(
            kind=kind,
            address=address,
            root=root,
            canonical=self.site.url + address,
            lang=lang,
            title=title,
            description=description or self.site.tagline or "",
            versions=tuple(versions),
        )
        path = f"{address}index.html" if address.endswith("/") or not address else address
        shared = {
            "page": frame,
            "site": self._site(lang),
            "w": wording(lang),
            "root": root,
            "today": self.today,
        }
        return Page(path, template, {**shared, **context})

    def _site(self, lang: str) -> SiteView:
        w = wording(lang)
        names = {page.name: page for page in self.pages}
        policies = {
            role: name if "://" in name else f"{name}/index.html"
            for role, name in self.site.policies
            if name is not None and (name in names or "://" in name)
        }
        footer = [
            Link(w.text(f"site.{key}"), policies[role])
            for role, key in _ROLES.items()
            if role in policies
        ]
        held = set(policies.values())
        footer += [
            Link(typeset_line(page.title, page.lang), f"{page.name}/index.html")
            for page in self.pages
            if f"{page.name}/index.html" not in held or page.name == self.site.policies.corrections
        ]
        return SiteView(
            title=typeset_line(self.site.title, self.site.lang),
            tagline=typeset_line(self.site.tagline or "", self.site.lang),
            publisher=typeset_line(self.site.publisher_name, self.site.lang),
            publisher_url=(self.site.publisher.url or "") if self.site.publisher else "",
            lang=self.site.lang,
            nav=tuple(Link(w.text(f"site.{n}"), f"{n}/index.html") for n in _NAVIGATION),
            footer=tuple(footer),
            policies=policies,
        )


def site_map(
    site: Site, articles: Sequence[Compiled], pages: Sequence[CompiledPage], today: date
) -> Mapping[str, Page]:
    """The pages of the site by their paths."""
    return {page.path: page for page in SiteMap(site, articles, pages, today).all()}

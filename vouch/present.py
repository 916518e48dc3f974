"""Compiled articles as what templates show, in each article's language, whatever the day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property

from vouch import corrections, verdicts, views
from vouch.arithmetic import Refused, Worked
from vouch.articleview import ArticleView, ChartView, HeadingView, Presented
from vouch.charts import chart_views
from vouch.compiled import Compiled, CompiledClaim, CompiledEvent, CompiledUse
from vouch.figures import Figures
from vouch.frozen import frozen
from vouch.lastrelease import author_names
from vouch.layout import body_parts
from vouch.model.claims import Check, Figure, Operand
from vouch.model.site import Picture, Site, Verdict
from vouch.prose import typeset_line
from vouch.sourcenotes import by_source, excerpt_counts, source_note, source_views, use_views
from vouch.timeline import event_view
from vouch.views import Html
from vouch.wording import Wording, wording


def verdict_view(key: str, verdict: Verdict, lang: str) -> views.VerdictView:
    """A step of the verdict scale in a language."""
    return views.VerdictView(
        key=key,
        label=verdicts.label(key, verdict, lang),
        meaning=verdicts.meaning(key, verdict, lang),
        sign=verdict.sign,
        hue=verdict.hue,
        line=verdict.line,
        rating=verdict.rating,
    )


@frozen
class Presenter:
    """One article of a site."""

    compiled: Compiled
    site: Site

    @property
    def href(self) -> str:
        """The path of the article's page."""
        return f"{self.compiled.slug}/index.html"

    @property
    def w(self) -> Wording:
        """The words of the article's language."""
        return wording(self.compiled.lang)

    @cached_property
    def link(self) -> views.Link:
        """The article's title, and where it stands."""
        return views.Link(self.line(self.compiled.article.title), self.href)

    @cached_property
    def figures(self) -> Figures:
        """How figures are said in the article's language, the site's own units included."""
        labels = {
            name: (forms[0], forms[-1])
            for name, unit in self.site.units.items()
            if (forms := unit.labels.get(self.w.lang))
        }
        return Figures(self.w, labels)

    def line(self, text: str | None) -> str:
        """A line of the author's with the typography of its language."""
        return typeset_line(text, self.compiled.lang) if text else ""

    # --- Sources ---

    @cached_property
    def sources(self) -> Mapping[str, views.SourceView]:
        """The sources by id, numbered in the order in which a reader meets them."""
        return source_views(self.compiled.sources, self.line)

    @cached_property
    def notes(self) -> tuple[views.SourceNote, ...]:
        """Each source with what rests on it."""
        used = Counter(id for e in self.compiled.events for id in {use.id for use in e.uses})
        uses = by_source(self.claims)
        return tuple(
            source_note(source, self._resting_on.get(id, ()), uses.get(id, ()), used[id])
            for id, source in self.sources.items()
        )

    @cached_property
    def _resting_on(self) -> Mapping[str, Sequence[views.ClaimView]]:
        """The claims that rest on each source, by the source's id."""
        found: dict[str, list[views.ClaimView]] = {}
        for view, compiled in zip(self.claims, self.compiled.claims, strict=True):
            for source in dict.fromkeys(compiled.source_ids):
                found.setdefault(source, []).append(view)
        return found

    def _uses(self, uses: Sequence[CompiledUse]) -> tuple[views.UseView, ...]:
        return use_views(uses, self.sources, self.href, self.line, self.compiled.states)

    # --- Claims ---

    @cached_property
    def claims(self) -> tuple[views.ClaimView, ...]:
        """The claims in reading order."""
        return tuple(self._claim(compiled) for compiled in self.compiled.claims)

    @cached_property
    def claims_by_id(self) -> Mapping[str, views.ClaimView]:
        """The claims by their ids."""
        return {claim.id: claim for claim in self.claims}

    def _claim(self, compiled: CompiledClaim) -> views.ClaimView:
        claim = compiled.claim
        claimant = claim.claimant
        href = f"{self.compiled.slug}/claims/{claim.id}/index.html"
        judged = verdicts.is_judged(claim.verdict, self.site.verdicts[claim.verdict])
        checked_by = claim.checked_by if judged else None
        return views.ClaimView(
            id=claim.id,
            number=compiled.number,
            href=href,
            passage_href=f"{self.href}#c-{claim.id}",
            article=self.link,
            lang=self.compiled.lang,
            quote=compiled.quote,
            before=compiled.before,
            after=compiled.after,
            also=compiled.also,
            claimant=self.line(claimant.shown if claimant else self.site.publisher_name),
            claimant_url=(claimant.url or "") if claimant else "",
            claimant_kind=(claimant.kind or "") if claimant else "",
            own=claimant is None,
            bars=compiled.bars,
            said=claim.said,
            appearance=claim.appearance or "",
            verdict=self._verdicts[claim.verdict],
            summary=self.line(claim.summary),
            explanation=Html(compiled.explanation),
            figure=self.figures.figure(claim.figure) if claim.figure else None,
            callout=(claim.figure.callout or "") if claim.figure else "",
            calculations=tuple(map(self._calculation, claim.check, compiled.worked)),
            uses=self._uses(compiled.uses),
            checked=claim.checked if judged else None,
            checked_by=self.line(checked_by),
            by_author=checked_by in self._authors,
            awaits_reader=judged and claim.id in self.compiled.void,
            recheck=claim.recheck,
            corrections=corrections.of_claim(
                claim, views.Link(compiled.quote, href), self.link, self.line, self.compiled.lang
            ),
        )

    @cached_property
    def _authors(self) -> frozenset[str]:
        return author_names(self.compiled.article)

    @cached_property
    def _verdicts(self) -> Mapping[str, views.VerdictView]:
        return {k: verdict_view(k, v, self.compiled.lang) for k, v in self.site.verdicts.items()}

    def _calculation(self, check: Check, done: Worked | Refused | None) -> views.CalculationView:
        assert isinstance(done, Worked), "what cannot be calculated is not published"
        return self.figures.calculation(check, done, self._figures, self._origin)

    @cached_property
    def _figures(self) -> Mapping[str, Figure]:
        return {c.claim.id: c.claim.figure for c in self.compiled.claims if c.claim.figure}

    def _origin(self, operand: Operand) -> tuple[Figure | None, views.Link | None]:
        """The figure that an operand takes from a claim, and where its number comes from."""
        if operand.figure is not None:
            held = self._compiled[operand.figure]
            href = f"{self.compiled.slug}/claims/{operand.figure}/index.html"
            label = self.w.text("claim.numbered", n=held.number)
            return held.claim.figure, views.Link(label, href)
        if operand.source is not None and operand.source in self.sources:
            source = self.sources[operand.source]
            return None, views.Link(source.title, f"{self.href}#src-{source.id}")
        return None, None

    @cached_property
    def _compiled(self) -> Mapping[str, CompiledClaim]:
        return {compiled.claim.id: compiled for compiled in self.compiled.claims}

    @cached_property
    def withdrawals(self) -> Mapping[str, views.CorrectionView]:
        """The claims that were withdrawn, by the ids that they had."""
        return corrections.of_withdrawn(
            self.compiled.sidecar.withdrawn, self.link, self.line, self.compiled.lang
        )

    # --- Timeline ---

    @cached_property
    def events(self) -> tuple[views.EventView, ...]:
        """The milestones in the order of their dates."""
        made = [self._event(n, e) for n, e in enumerate(self.compiled.events, start=1)]
        return tuple(sorted(made, key=lambda event: event.date.sort_key))

    def _event(self, number: int, compiled: CompiledEvent) -> views.EventView:
        event = compiled.event
        return event_view(
            event,
            lang=self.compiled.lang,
            id=f"event-{number}",
            title=self.line(event.title),
            text=Html(compiled.text),
            claims=tuple(self.claims_by_id[i] for i in event.claims if i in self.claims_by_id),
            sources=self._uses(compiled.uses),
            article=self.link,
        )

    # --- The article ---

    @cached_property
    def charts(self) -> tuple[ChartView, ...]:
        """The charts in their order."""
        charts = self.compiled.sidecar.charts
        return chart_views(charts, self.claims_by_id, self._figures, self.figures, self.line)

    def presented(self) -> Presented:
        """The article as its pages and those across the site show it."""
        article = self.compiled.article
        return Presented(
            view=self.view(),
            events=self.events,
            withdrawals=self.withdrawals,
            aliases=tuple(article.aliases),
            translations=tuple(article.translations.values()),
        )

    def view(self) -> ArticleView:
        """Everything that the article's page shows."""
        compiled, article = self.compiled, self.compiled.article
        counts = Counter(claim.verdict.key for claim in self.claims)
        own_labels = {
            key: verdicts.label(key, verdict, compiled.lang)
            for key, verdict in self.site.verdicts.items()
            if verdicts.own_label(verdict, compiled.lang) or not self._has_count(key)
        }
        image = article.image
        return ArticleView(
            slug=compiled.slug,
            href=self.href,
            lang=compiled.lang,
            title=self.link.label,
            dek=self.line(article.dek),
            date=article.date,
            updated=article.updated,
            authors=tuple(views.Link(self.line(a.name), a.url or "") for a in article.authors),
            tags=tuple(self.line(tag) for tag in article.tags),
            image=self._picture(image) if image else None,
            draft=article.draft,
            counts=self.w.verdict_counts(
                [(key, counts[key]) for key in self.site.verdicts], own_labels
            )
            if self.claims
            else "",
            checked=max(
                (c.checked for c in self.claims if c.checked and not c.awaits_reader),
                key=lambda when: when.sort_key,
                default=None,
            ),
            parts=body_parts(compiled.body, self.claims_by_id, self.charts),
            headings=tuple(HeadingView(h.level, h.id, h.title) for h in compiled.headings),
            claims=self.claims,
            key_figures=tuple(c for c in self.claims if c.callout == "lead" and c.figure)[
                : self.site.thresholds.key_figures
            ],
            notes=self.notes,
            excerpts=excerpt_counts(self.claims),
            corrections=corrections.latest(self.claims, self.withdrawals.values()),
        )

    def _picture(self, image: Picture) -> views.PictureView:
        caption, credit = self.line(image.caption), self.line(image.credit)
        return views.PictureView(Html(self.compiled.lead), self.compiled.lead_src, caption, credit)

    def _has_count(self, key: str) -> bool:
        try:
            self.w.text(f"verdict.{key}.count", n=1)
        except KeyError:
            return False
        return True

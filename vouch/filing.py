"""From a compiled article to its dossier and its folio."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from operator import attrgetter
from pathlib import Path
from typing import cast

from vouch import checks, reviewable, signoff
from vouch.anchor import Range
from vouch.articleview import Presented
from vouch.checks import across
from vouch.checks.evidence import Evidence
from vouch.compiled import Compilation, Compiled
from vouch.diagnostics import has_errors
from vouch.dossier import Dossier, Folio, Milestone, Promise, Recheck, Stated
from vouch.duedates import OPEN
from vouch.evidence.captures import Examined, State
from vouch.lastrelease import author_names
from vouch.outcomes import Level, Outcomes
from vouch.packet import NO_PAPERS
from vouch.papers import papers
from vouch.present import Presenter
from vouch.released import ReleasedArticle, released_claim
from vouch.surroundings import Surroundings
from vouch.texts import TextFile
from vouch.ties import Tied
from vouch.views import ClaimView, ListedClaim

_LISTED = attrgetter(*(field.name for field in fields(ListedClaim)))


def filed(
    site: Path, compilation: Compilation, around: Surroundings
) -> tuple[Dossier, Compiled | None]:
    """The dossier of an article; and the article, where it may be published.

    Its excerpts are looked up in their captures, under ``site``, and the article then has what
    became of them; nothing is opened where there are none.
    """
    if compilation.article is None:
        return _unpublished(compilation), None
    compiled, evidence = _examined(site, compilation.article)
    obstacles = evidence.examined.obstacles
    dossier = Dossier(
        name=compilation.name,
        problems=compilation.problems,
        outcomes={**compilation.outcomes, **_of_evidence(evidence)},
        waivers=compilation.waivers,
        stated=tuple(_stated(compiled)),
        rechecks=tuple(
            Recheck(c.claim.id, c.claim.recheck, c.spans["recheck"])
            for c in compiled.claims
            if c.claim.recheck is not None
        ),
        milestones=tuple(
            Milestone(c.event.title, c.event.date, c.event.status.value, c.span)
            for c in compiled.events
            if c.event.status.value in OPEN
        ),
        obstacles={
            capture: obstacle
            for capture in around.shared_captures.values()
            if (obstacle := obstacles.get(capture)) is not None
        },
        excerpts=_states(compiled),
        reviews=Counter(reviewable.standing(claim.bars) for claim in compiled.claims),
        has_captures=bool(compiled.citations),
        claims=len(compiled.claims),
        tied=Tied(compiled.slug, compiled.lang, tuple(compiled.article.translations.values())),
    )
    return dossier, None if _is_stopped(compilation) else compiled


def folio_of(
    site: Path,
    compiled: Compiled,
    outcomes: Outcomes,
    around: Surroundings,
    texts: Sequence[TextFile],
) -> Folio:
    """The folio of an article that may be published.

    ``outcomes`` are those of all its checks, ``texts`` what it was compiled from.
    """
    presented = Presenter(compiled, around.site).presented()
    if around.site.formats.packet:
        presented = replace(presented, papers=papers(site, compiled, outcomes, texts))
    return Folio(presented, _promised(compiled), released(compiled, around))


def listed(presented: Presented) -> Presented:
    """What pages across the site show of an article: no text of its body, no explanations.

    Its milestones have ids that no other article's have.
    """
    view = presented.view
    claims = {claim.id: _listed(claim) for claim in view.claims}
    return replace(
        presented,
        papers=NO_PAPERS,
        view=replace(
            view,
            image=None,
            parts=(),
            headings=(),
            key_figures=(),
            excerpts=(),
            # Pages across the site ask no more of them.
            claims=cast("tuple[ClaimView, ...]", tuple(claims.values())),
            notes=tuple(
                replace(note, claims=tuple(claims[claim.id] for claim in note.claims))
                for note in view.notes
            ),
        ),
        events=tuple(
            replace(
                event,
                id=f"{view.slug}-{event.id}",
                claims=tuple(claims[claim.id] for claim in event.claims),
            )
            for event in presented.events
        ),
    )


def released(compiled: Compiled, around: Surroundings) -> ReleasedArticle:
    """The record of what a release would publish of an article."""
    article, sidecar = compiled.article, compiled.sidecar
    before = around.release
    held = before.article(compiled.slug, article.aliases) if before else None
    known = held.claims if held else {}
    authors = author_names(article)
    return ReleasedArticle(
        title=article.title,
        date=article.date.text,
        updated=article.updated.text if article.updated else "",
        claims={
            claim.id: released_claim(
                claim, signoff.signed(claim, compiled.known_sources, authors, known.get(claim.id))
            )
            for claim in sidecar.claims
        },
        withdrawn={entry.id: entry.date.text for entry in sidecar.withdrawn},
    )


def _listed(claim: ClaimView) -> ListedClaim:
    return ListedClaim(*_LISTED(claim))


def _promised(compiled: Compiled) -> Promise:
    """What the page of an article has to show."""
    text = compiled.text
    return Promise(
        compiled.slug,
        text,
        {
            claim.claim.id: "".join(text[r.start : r.end] for r in _covered(claim.ranges))
            for claim in compiled.claims
        },
        {c.claim.id: tuple((r.start, r.end) for r in c.ranges) for c in compiled.claims},
    )


def _is_stopped(compilation: Compilation) -> bool:
    """Whether something is wrong that no setting of a site can make a lesser fault."""
    known = across.levels()
    return has_errors(compilation.problems) or any(
        outcome.failed and known.get(code) is Level.BINDING
        for code, outcome in compilation.outcomes.items()
    )


def _unpublished(compilation: Compilation) -> Dossier:
    return Dossier(
        compilation.name, compilation.problems, compilation.outcomes, compilation.waivers
    )


def _examined(site: Path, compiled: Compiled) -> tuple[Compiled, Evidence]:
    """The article with the states of its excerpts, and what its captures gave."""
    result = Examined({}, {}, {})
    if compiled.captures or compiled.citations:
        from vouch.evidence.examining import examine

        result = examine(site, compiled.captures, compiled.citations)
    states = {
        (c.source, c.excerpt): result.states[c.capture, c.excerpt] for c in compiled.citations
    }
    every = sum(bool(use.excerpt) for uses in compiled.uses for use in uses)
    without = every - len(compiled.citations)
    evidence = Evidence(compiled.captures, compiled.citations, result, without)
    return replace(compiled, states=states) if states else compiled, evidence


def _of_evidence(evidence: Evidence) -> Outcomes:
    return checks.run(across.OF_EVIDENCE, evidence)


def _stated(compiled: Compiled) -> Iterator[Stated]:
    """The figures that may be stated once more."""
    for each in compiled.claims:
        figure, span = each.claim.figure, each.spans.get("figure")
        if figure is not None and span is not None:
            yield Stated(
                each.claim.id,
                figure.value,
                figure.unit,
                figure.modality,
                figure.fact,
                figure.as_of,
                span,
            )


def _states(compiled: Compiled) -> Counter[str]:
    return Counter(
        compiled.states.get((use.id, use.excerpt), State.NONE).value
        for uses in compiled.uses
        for use in uses
        if use.excerpt
    )


def _covered(ranges: tuple[Range, ...]) -> list[Range]:
    """The stretches in the order of the text, those that overlap in one."""
    covered: list[Range] = []
    for place in sorted(ranges, key=lambda r: (r.start, r.end)):
        if covered and place.start < covered[-1].end:
            covered[-1] = Range(covered[-1].start, max(covered[-1].end, place.end))
        else:
            covered.append(place)
    return covered

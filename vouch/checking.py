"""What is wrong with a site: every article compiled, all of them held side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from datetime import date
from functools import partial
from pathlib import Path

from vouch import articles, crew, diagnostics
from vouch.checks.across import levels
from vouch.checks.evidence import Evidence
from vouch.checks.standing import Standing
from vouch.compiled import CompiledPage
from vouch.diagnostics import Diagnostic
from vouch.dossier import Dossier
from vouch.evidence.captures import Capture, Examined, Obstacle
from vouch.findings import Findings
from vouch.frozen import frozen
from vouch.ledger import ledger_of
from vouch.memory import Memory
from vouch.model.site import Site
from vouch.outcomes import problems as problems_of
from vouch.prepare import Prepared, prepare
from vouch.released import Release, ReleasedArticle
from vouch.rulings import ruled
from vouch.texts import held_still


@frozen
class Checked:
    """A content folder read, compiled and linked, and what was found on the way.

    ``today`` is the day that it was checked on, ``release`` what was published last. ``records``
    are what a release records of the articles, by their slugs, where that was asked for.
    """

    site: Site
    dossiers: tuple[Dossier, ...]
    pages: tuple[CompiledPage, ...]
    findings: Findings
    today: date
    release: Release | None = None
    records: Mapping[str, ReleasedArticle] = field(default_factory=dict)

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Every problem, as a report shows them."""
        return self.findings.diagnostics


def check(
    folder_of_site: Path,
    *,
    today: date | None = None,
    base_url: str | None = None,
    drafts: bool = False,
    strict: bool = False,
    jobs: int = 0,
    record: bool = False,
) -> Checked:
    """Read and check everything under ``folder_of_site/content``; writes nothing.

    ``today`` is the day that due dates are held against, and dates the entries that messages offer
    to paste; default: the day it is in the site's time zone. With ``strict`` warnings are errors.
    ``jobs`` is how many processes to use at most, 0 for one for each core. With ``record`` there
    is also what a release records. Raises :class:`vouch.texts.Changed`.
    """

    def once() -> Checked:
        prepared = prepare(folder_of_site, Memory(), today=today, base_url=base_url, drafts=drafts)
        return _checked(prepared, strict=strict, jobs=jobs, record=record)

    return held_still(once)


def _checked(prepared: Prepared, *, strict: bool, jobs: int, record: bool) -> Checked:
    names = [head.name for head in prepared.heads]
    left = crew.left(jobs, len(names))
    work = partial(articles.checked, prepared, jobs=left, record=record)
    found = crew.spread(names, work, crew.processes(jobs, len(names)))
    checked = concluded(prepared, [dossier for dossier, _ in found], strict=strict)
    return with_records(checked, [released for _, released in found])


def concluded(
    prepared: Prepared,
    dossiers: Sequence[Dossier],
    faults: Iterable[Diagnostic] = (),
    *,
    strict: bool = False,
) -> Checked:
    """All articles side by side; ``faults`` are problems of later stages."""
    shared = _shared_evidence(prepared, dossiers)
    around, settings = prepared.around, prepared.settings
    side_by_side = Standing(
        dossiers, prepared.heads, settings, around.unread, around.release, prepared.today
    )
    result = ruled(
        ledger_of(shared, side_by_side),
        settings,
        {dossier.name: dossier.waivers for dossier in dossiers},
        levels(),
    )
    found = (
        *prepared.problems,
        *(problem for dossier in dossiers for problem in dossier.problems),
        *result.problems,
        *(problem for outcomes in result.ledger.values() for problem in problems_of(outcomes)),
    )
    ordered = diagnostics.strict(found) if strict else found
    findings = Findings(
        diagnostics.in_order((*ordered, *faults)),
        result.ledger,
        articles=sum(dossier.tied is not None for dossier in dossiers),
        claims=sum(dossier.claims for dossier in dossiers),
        excerpts=_excerpts(dossiers),
        reviews=dict(sum((Counter(dossier.reviews) for dossier in dossiers), Counter())),
        drafts_left_out=len(prepared.drafts),
    )
    return Checked(
        prepared.site,
        tuple(dossiers),
        prepared.pages,
        findings,
        prepared.today,
        around.release,
    )


def with_records(checked: Checked, records: Iterable[ReleasedArticle | None]) -> Checked:
    """The same with what a release records of each article, where there is anything."""
    told = zip(checked.dossiers, records, strict=True)
    slugs = {one.tied.slug: released for one, released in told if one.tied and released}
    return replace(checked, records=slugs)


def with_faults(checked: Checked, faults: Iterable[Diagnostic]) -> Checked:
    """The same with problems of a later stage."""
    every = diagnostics.in_order((*checked.diagnostics, *faults))
    return replace(checked, findings=replace(checked.findings, diagnostics=every))


def _excerpts(dossiers: Sequence[Dossier]) -> Mapping[str, int]:
    """How many excerpts are in which state; empty where none is to be looked up."""
    if not any(dossier.has_captures for dossier in dossiers):
        return {}
    return dict(sum((Counter(dossier.excerpts) for dossier in dossiers), Counter()))


def _shared_evidence(prepared: Prepared, dossiers: Iterable[Dossier]) -> Evidence:
    """What came of the captures of content/sources.yaml, wherever they are cited."""
    shared = tuple(prepared.around.shared_captures.values())
    obstacles: dict[Capture, Obstacle | None] = {}
    if shared:
        from vouch.evidence.examining import examine

        obstacles |= examine(prepared.folder_of_site, shared, ()).obstacles
        met: Mapping[Capture, Obstacle]
        for met in (dossier.obstacles for dossier in dossiers):
            obstacles |= {c: obstacle for c, obstacle in met.items() if obstacles.get(c) is None}
    return Evidence(shared, (), Examined({}, obstacles, {}))

"""What changed after publication, and what was withdrawn, as pages show it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from vouch.model.claims import Claim
from vouch.model.corrections import Withdrawal
from vouch.model.site import Site
from vouch.prose import typeset_line
from vouch.views import CorrectionView, Link, ListedClaim

Line = Callable[[str | None], str]
"""What gives an author's line the typography of its language."""


def of_claim(
    claim: Claim, here: Link, article: Link, line: Line, lang: str
) -> tuple[CorrectionView, ...]:
    """The corrections of a claim as they are written."""
    return tuple(
        CorrectionView(
            date=correction.date,
            lang=lang,
            kind=correction.kind,
            was=line(correction.was),
            now=line(correction.now),
            why=line(correction.why),
            claim=here,
            article=article,
        )
        for correction in claim.corrections
    )


def of_withdrawn(
    entries: Iterable[Withdrawal], article: Link, line: Line, lang: str
) -> Mapping[str, CorrectionView]:
    """The claims that were withdrawn, by the ids that they had."""
    return {
        entry.id: CorrectionView(
            date=entry.date,
            lang=lang,
            kind="withdrawal",
            was=line(entry.was),
            now="",
            why=line(entry.why),
            claim=Link("", ""),
            article=article,
        )
        for entry in entries
    }


def of_site(site: Site) -> tuple[CorrectionView, ...]:
    """The articles that were withdrawn."""
    return tuple(
        CorrectionView(
            date=entry.date,
            lang=site.lang,
            kind="withdrawal",
            was="",
            now="",
            why=typeset_line(entry.why or "", site.lang),
            claim=Link("", ""),
            article=Link(typeset_line(entry.title or entry.slug, site.lang), ""),
        )
        for entry in site.withdrawn
    )


def latest(
    claims: Sequence[ListedClaim], withdrawals: Iterable[CorrectionView] = ()
) -> tuple[CorrectionView, ...]:
    """The corrections of claims and what was withdrawn, the latest first."""
    found = [correction for claim in claims for correction in claim.corrections]
    return tuple(sorted([*found, *withdrawals], key=lambda c: c.date.sort_key, reverse=True))

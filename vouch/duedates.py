"""What the day decides: claims that are due for another check, milestones whose time is over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from vouch.compiled import Compiled, CompiledClaim, CompiledEvent
from vouch.diagnostics import Diagnostic, Severity
from vouch.model.base import shown
from vouch.model.claims import Claim, Event, EventStatus

_OPEN = (EventStatus.ANNOUNCED, EventStatus.DUE)


def is_due(claim: Claim, today: date) -> bool:
    """Whether the claim is due for another check: from the first day of `recheck` on."""
    first = claim.recheck.earliest if claim.recheck else None
    return first is not None and first <= today


def is_unconfirmed(event: Event, today: date) -> bool:
    """Whether the time of a milestone is over and nobody has said what became of it."""
    return event.date.is_over(today) and event.status in _OPEN


def check(articles: Iterable[Compiled], today: date) -> tuple[Diagnostic, ...]:
    """What is due on the day ``today``, in every article."""
    return tuple(problem for article in articles for problem in _of(article, today))


def _of(article: Compiled, today: date) -> Iterator[Diagnostic]:
    for claim in article.claims:
        if is_due(claim.claim, today):
            yield _due_claim(claim)
    for event in article.events:
        if is_unconfirmed(event.event, today):
            yield _closed_window(event)


def _due_claim(compiled: CompiledClaim) -> Diagnostic:
    claim, span = compiled.claim, compiled.spans["recheck"]
    since = claim.recheck.text if claim.recheck else ""
    return Diagnostic(
        "due-claim",
        f"the claim `{claim.id}` has been due for another check since {since}",
        span,
        "check it again, then write the day under `checked` and a later one under `recheck`",
        severity=Severity.WARNING,
    )


def _closed_window(compiled: CompiledEvent) -> Diagnostic:
    event = compiled.event
    return Diagnostic(
        "closed-window",
        f"{event.date.text} is over, and “{shown(event.title)}” is still {event.status.value}",
        compiled.span,
        "write `status: done` with a source that says so, `missed` or `cancelled`; or a new date",
        severity=Severity.WARNING,
    )
